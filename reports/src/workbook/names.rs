//! Names of sheets: at most 31 letters, none of `[ ] : * ? / \`, no apostrophe at the ends, none twice.

use std::collections::BTreeSet;

/// What Excel allows.
const LETTERS_AT_MOST: usize = 31;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct SheetNames(BTreeSet<String>);

impl SheetNames {
    /// A name like the wanted one, after what it is a part of; the end of that makes room where both are long.
    pub(super) fn sheet_of(&mut self, part: &str, wanted: &str) -> String {
        const LEAST: usize = 8;
        let own = plain(wanted).encode_utf16().count();
        let room = LETTERS_AT_MOST.saturating_sub(own + 3).max(LEAST);
        self.sheet(&format!("{} · {wanted}", cut(&plain(part), room)))
    }

    /// A name like the wanted one.
    pub(super) fn sheet(&mut self, wanted: &str) -> String {
        let plain = plain(wanted);
        let mut numbered = (1_u32..).map(|number| match number {
            1 => cut(&plain, LETTERS_AT_MOST),
            number => {
                let suffix = format!(" {number}");
                cut(&plain, LETTERS_AT_MOST - suffix.len()) + &suffix
            }
        });
        // Excel takes names that differ only in case for the same.
        numbered
            .find(|name| self.0.insert(name.to_lowercase()))
            .unwrap_or_else(|| plain.clone())
    }
}

fn plain(wanted: &str) -> String {
    let allowed = |letter: char| {
        if matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || letter.is_control() {
            ' '
        } else {
            letter
        }
    };
    let name: String = wanted.chars().map(allowed).collect();
    let name = name.trim().trim_matches('\'').trim();
    // Excel keeps this one for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        format!("{name} 1").trim().to_owned()
    } else {
        name.to_owned()
    }
}

/// Excel counts a letter outside the basic plane twice.
fn cut(name: &str, room: usize) -> String {
    let mut used = 0;
    let fitting = name.chars().take_while(|letter| {
        used += letter.len_utf16();
        used <= room
    });
    fitting
        .collect::<String>()
        .trim_end()
        .trim_end_matches('\'')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_forbids_in_a_name_is_left_out() {
        let mut names = SheetNames::default();
        assert_eq!(names.sheet("Blocks: [2026/27]"), "Blocks   2026 27");
        assert_eq!(names.sheet("'quoted'"), "quoted");
        assert_eq!(names.sheet(""), "1");
        assert_eq!(names.sheet("History"), "History 1");
    }

    #[test]
    fn the_name_of_a_part_makes_room_for_that_of_its_sheet() {
        let mut names = SheetNames::default();
        assert_eq!(names.sheet_of("Employment", "GPs"), "Employment · GPs");
        let long = names.sheet_of("Public grievances of the state", "Moved most");
        assert_eq!(long, "Public grievances · Moved most");
        assert!(
            names
                .sheet_of("জনসাধারণের অভিযোগ", "যারা প্রতিবেদন পাঠায়নি এখনও আজ")
                .encode_utf16()
                .count()
                <= 31
        );
    }

    #[test]
    fn names_that_would_be_the_same_are_numbered() {
        let mut names = SheetNames::default();
        let long = "গ্রাম পঞ্চায়েতগুলি যাদের প্রতিবেদন আসেনি আজও";
        let (one, two) = (names.sheet(long), names.sheet(long));
        assert_ne!(one, two);
        assert!(one.encode_utf16().count() <= 31 && two.encode_utf16().count() <= 31);
        names.sheet("Blocks");
        assert_eq!(names.sheet("BLOCKS"), "BLOCKS 2");
    }
}
