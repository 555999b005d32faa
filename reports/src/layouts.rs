//! Layouts of pages and mails, read in one way.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

/// Layouts by their names. What is named `.html` escapes what is put into it, and a name that is not known is a fault.
///
/// # Errors
/// When one can't be read.
pub fn layouts(
    files: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Result<Environment<'static>, minijinja::Error> {
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
    for (name, text) in files {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}
