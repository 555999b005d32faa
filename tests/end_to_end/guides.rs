//! The guides name what stands on the pages: whoever looks for a button by its word must find it.

use std::fs;
use std::path::Path;

fn project(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The words that a guide prints as those of a page, in italics.
fn quoted(guide: &str) -> Vec<String> {
    let plain = |line: &str| line.strip_prefix("* ").unwrap_or(line).replace("**", "");
    let lines: Vec<String> = guide.lines().map(plain).collect();
    let text = lines.join(" ");
    text.split('*').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn what_the_guides_for_officials_quote_stands_on_the_pages_in_their_language() {
    for (guide, language) in [("docs/officials.md", "en"), ("docs/officials.bn.md", "bn")] {
        let words = project(&format!("catalog/languages/{language}.ftl"));
        let quoted = quoted(&project(guide));
        assert!(quoted.len() > 10, "{guide}: {quoted:?}");
        let missing: Vec<_> = quoted
            .iter()
            .filter(|quoted| !words.contains(quoted.as_str()))
            .collect();
        assert!(missing.is_empty(), "{guide}: {missing:?}");
    }
}

#[test]
fn the_guide_to_running_names_only_settings_commands_and_files_that_there_are() {
    let guide = project("docs/operating.md");
    let settings = project("packaging/jela.toml");
    let named = |line: &str| line.split(" = ").next().unwrap_or_default().trim().to_owned();
    let keys: Vec<String> = fenced(&guide, "toml")
        .lines()
        .filter(|line| line.contains(" = "))
        .map(named)
        .collect();
    assert!(keys.len() >= 3, "{keys:?}");
    for key in keys {
        // What is kept for how long is set by dataset.
        if let Some((programme, dataset)) = key.trim_matches('"').split_once('/') {
            let declared = project(&format!("catalog/programmes/{programme}/programme.toml"));
            assert!(declared.contains(&format!("id = \"{dataset}\"")), "{key}");
            continue;
        }
        assert!(
            settings.contains(&format!("#{key} = ")),
            "operating.md names `{key}`"
        );
    }
    let commands = fenced(&guide, "sh");
    for command in [
        "jela init",
        "jela user add",
        "jela backup",
        "jela restore",
        "jela doctor",
        "/usr/share/doc/jela/nginx.conf",
    ] {
        assert!(commands.contains(command), "{command}");
    }
}

/// All blocks of code of one kind.
fn fenced(guide: &str, kind: &str) -> String {
    let opening = format!("```{kind}\n");
    let text = guide.replace("\n  ", "\n");
    let blocks = text.split(opening.as_str()).skip(1);
    blocks.filter_map(|block| block.split("```").next()).collect()
}
