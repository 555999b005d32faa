//! The stylesheet of all pages: the tokens, the rules of charts, the rules of pages. Its name tells its content, so
//! that browsers may keep it for ever.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

static CSS: LazyLock<String> = LazyLock::new(|| {
    charts::theme::css() + &charts::stylesheet::css() + include_str!("../static/page.css") + reports::STYLES
});

static NAME: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    CSS.hash(&mut hasher);
    format!("jela-{:016x}.css", hasher.finish())
});

/// The rules.
pub fn css() -> &'static str {
    &CSS
}

/// The file name, with the hash of the rules in it.
pub fn name() -> &'static str {
    &NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_loads_nothing_from_elsewhere() {
        assert!(!css().contains("http") && !css().contains("@import"));
        assert!(!css().contains("url(") || css().contains("url(data:"));
    }

    #[test]
    fn colours_of_pages_are_tokens() {
        let own = include_str!("../static/page.css");
        assert!(
            !own.contains('#'),
            "a colour stands in page.css; put it into charts/src/theme.rs"
        );
    }
}
