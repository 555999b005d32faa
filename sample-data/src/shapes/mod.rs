//! The shapes in which returns really arrive.

mod html;
mod spreadsheetml;
mod text_table;
mod xlsx;

pub(crate) use html::html;
pub(crate) use spreadsheetml::spreadsheetml;
pub(crate) use text_table::text_table;
pub(crate) use xlsx::xlsx;

/// Text with the characters of markup written out.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
