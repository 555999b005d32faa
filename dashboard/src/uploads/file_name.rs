//! The name of a file as its sender's browser gives it. It is shown, and never used as a path.

/// Longer ones break every table.
const LONGEST: usize = 120;

/// The name to show: without folders, control characters and marks that turn the direction of writing.
pub fn shown(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|letter| !is_hidden(*letter)).collect();
    let clean = clean.trim();
    let short: String = match clean.char_indices().nth(LONGEST) {
        // The ending says most about a file.
        Some(_) => {
            let letters: Vec<char> = clean.chars().collect();
            let (head, tail) = (&letters[..LONGEST - 21], &letters[letters.len() - 20..]);
            head.iter().chain(['…'].iter()).chain(tail).collect()
        }
        None => clean.to_owned(),
    };
    match short.as_str() {
        "" | "." | ".." => "file".to_owned(),
        _ => short,
    }
}

fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_stays_as_it_is() {
        for name in ["report (7).xls", "ব্লক ১২.xlsx", "R5.1.1 – Khatra.csv", "=cmd.csv"] {
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn folders_control_characters_and_turned_writing_are_taken_out() {
        for (given, name) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\bdo\\return.xlsx", "return.xlsx"),
            ("a\u{0}b\r\nc.csv", "abc.csv"),
            ("xslx.\u{202e}gpj.exe", "xslx.gpj.exe"),
            ("..", "file"),
            ("/", "file"),
            ("", "file"),
        ] {
            assert_eq!(shown(given), name, "{given:?}");
        }
    }

    #[test]
    fn a_very_long_name_keeps_its_head_and_its_ending() {
        let name = shown(&format!("{}.xlsx", "জ".repeat(400)));
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.ends_with(".xlsx") && name.contains('…'));
    }
}
