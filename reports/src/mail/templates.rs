//! The layouts of mails; they lay out and loop, and never compute.

use std::sync::LazyLock;

use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;

use crate::layouts::layouts;

const FILES: [(&str, &str); 5] = [
    ("mail_frame.html", include_str!("../../templates/mail_frame.html")),
    (
        "mail_notice.html",
        include_str!("../../templates/mail_notice.html"),
    ),
    ("mail_notice.txt", include_str!("../../templates/mail_notice.txt")),
    ("mail.html", include_str!("../../templates/mail.html")),
    ("mail.txt", include_str!("../../templates/mail.txt")),
];

static TEMPLATES: LazyLock<Environment<'static>> =
    LazyLock::new(|| layouts(FILES).expect("the layouts of mails are read by a test"));

/// A letter laid out.
pub(super) fn render(name: &str, letter: &impl Serialize) -> Result<String, minijinja::Error> {
    TEMPLATES.get_template(name)?.render(Serde(letter))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_layouts_can_be_read() {
        super::layouts(super::FILES).unwrap();
    }
}
