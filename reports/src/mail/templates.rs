//! The layouts of mails; they lay out and loop, and never compute.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

const FILES: [(&str, &str); 2] = [
    ("mail.html", include_str!("../../templates/mail.html")),
    ("mail.txt", include_str!("../../templates/mail.txt")),
];

static TEMPLATES: LazyLock<Environment<'static>> =
    LazyLock::new(|| read().expect("the layouts of mails are read by a test"));

fn read() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    for (name, text) in FILES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// A letter laid out.
pub(super) fn render(name: &str, letter: &impl Serialize) -> Result<String, minijinja::Error> {
    TEMPLATES.get_template(name)?.render(Serde(letter))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_layouts_can_be_read() {
        super::read().unwrap();
    }
}
