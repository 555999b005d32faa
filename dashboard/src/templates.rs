//! The layouts of pages, embedded; they lay out and loop, and never compute.

use include_dir::{Dir, include_dir};
use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// All layouts.
pub struct Templates(Environment<'static>);

impl Templates {
    /// Reads every layout, so that a fault in one is found at the start and not by a reader.
    pub fn new() -> Result<Self, minijinja::Error> {
        let files = FILES.files();
        let texts = files.filter_map(|file| file.path().to_str().zip(file.contents_utf8()));
        reports::layouts(texts).map(Self)
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
