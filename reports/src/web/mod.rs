//! Reports as pages of HTML: for a file that stands alone, and as a part of a page of the dashboard.

use std::sync::LazyLock;

use minijinja::value::Serde;
use minijinja::{Environment, context};

use crate::ReportError;
use crate::document::Document;
use crate::layouts::layouts;
use crate::paper::{Medium, Paper};

const FILES: [(&str, &str); 2] = [
    ("report.html", include_str!("../../templates/report.html")),
    (
        "report_body.html",
        include_str!("../../templates/report_body.html"),
    ),
];

/// How a report looks; the dashboard has the same rules in its stylesheet.
pub const STYLES: &str = include_str!("../../templates/report.css");

static TEMPLATES: LazyLock<Environment<'static>> =
    LazyLock::new(|| layouts(FILES).expect("the layouts of reports are read by a test"));

/// The document as a page that stands alone: styles in it, nothing fetched, no script.
pub(crate) fn page(document: &Document) -> Result<String, ReportError> {
    let paper = Paper::of(document, Medium::Screen)?;
    let body = laid_out(&paper)?;
    let styles = format!("{}{}{STYLES}", charts::theme::css(), charts::stylesheet::css());
    let title = format!("{} · {}", document.title, document.place);
    let language = document.language.code();
    Ok(TEMPLATES
        .get_template("report.html")?
        .render(context!(body, styles, title, language))?)
}

/// The document as a part of a page that brings its own head, styles and language.
pub(crate) fn body(document: &Document) -> Result<String, ReportError> {
    laid_out(&Paper::of(document, Medium::Screen)?)
}

fn laid_out(paper: &Paper) -> Result<String, ReportError> {
    let context = Serde(paper);
    Ok(TEMPLATES.get_template("report_body.html")?.render(context)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_layouts_can_be_read() {
        super::layouts(super::FILES).unwrap();
    }
}
