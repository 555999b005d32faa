//! The layouts of pages, embedded; they lay out and loop, and never compute.

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// All layouts.
pub struct Templates(Environment<'static>);

impl Templates {
    /// Reads every layout, so that a fault in one is found at the start and not by a reader.
    pub fn new() -> Result<Self, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        for file in FILES.files() {
            if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                environment.add_template(name, text)?;
            }
        }
        Ok(Self(environment))
    }

    /// A page laid out.
    pub fn render(&self, name: &str, page: &impl Serialize) -> Result<String, minijinja::Error> {
        self.0.get_template(name)?.render(Serde(page))
    }
}

/// The texts that templates name by their id.
pub fn messages() -> &'static catalog::Messages {
    static MESSAGES: std::sync::LazyLock<catalog::Messages> = std::sync::LazyLock::new(|| {
        catalog::Messages::new().expect("a test of the catalog reads the built-in texts")
    });
    &MESSAGES
}
