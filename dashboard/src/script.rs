//! The script of all pages, which work without it. Its name tells its content, so that browsers may keep it for ever.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

const JS: &str = include_str!("../static/page.js");

static NAME: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    JS.hash(&mut hasher);
    format!("jela-{:016x}.js", hasher.finish())
});

/// The script.
pub fn js() -> &'static str {
    JS
}

/// The file name, with the hash of the script in it.
pub fn name() -> &'static str {
    &NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_asks_nobody_else_and_makes_no_code_of_words() {
        for word in [
            "http:",
            "https:",
            "//cdn",
            "import(",
            "eval(",
            "innerHTML",
            "new Function",
        ] {
            assert!(!js().contains(word), "{word}");
        }
    }
}
