//! Marks of figures that must not be read alone, and what they mean: the same on pages, in workbooks and on paper.

use catalog::{Language, calendar};
use figures::{BreakKind, Cell, Figures};

/// Stands after a value that was reported while the programme was suspended.
pub const WHILE_SUSPENDED: &str = "†";
/// Stands after a value whose time holds a break in the series, and after a change over one.
pub const ACROSS_BREAK: &str = "§";
/// Stands after a sum of which some returns are missing.
pub const SOME_RETURNS: &str = "*";

/// The marks of a cell's value, with the id of the words that say what each means.
pub fn marks(cell: &Cell) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_value = cell.value.is_some();
    let marks = [
        (cell.while_suspended, WHILE_SUSPENDED, "reported-while-suspended"),
        (cell.across_break, ACROSS_BREAK, "across-break"),
        (cell.returns.is_some(), SOME_RETURNS, "some-returns"),
    ];
    let marks = marks.into_iter().filter(move |(has, ..)| *has && is_value);
    marks.map(|(_, mark, meaning)| (mark, meaning))
}

/// The text of a change, marked where a break lies in it.
pub fn marked_change(cell: &Cell, text: String) -> String {
    match cell.change_across_break {
        true => text + ACROSS_BREAK,
        false => text,
    }
}

/// The mark of the value that a cell is compared with.
pub fn of_previous(cell: &Cell) -> &'static str {
    match cell.previous_across_break {
        true => ACROSS_BREAK,
        false => "",
    }
}

/// The breaks in the time of some figures, each once and oldest first: when, and what changed.
pub fn breaks<'a>(all: impl Iterator<Item = &'a Figures>, language: Language) -> Vec<(String, String)> {
    let mut known: Vec<&figures::Break> = all.flat_map(|figures| &figures.breaks).collect();
    known.sort_by_key(|known| (known.on, known.kind));
    known.dedup_by(|one, other| (one.on, one.kind, &one.title) == (other.on, other.kind, &other.title));
    let told = known.into_iter().map(|known| {
        let on = calendar::show_date(known.on, language);
        let when = match (known.kind, known.to) {
            (BreakKind::Suspension, Some(to)) => format!("{on} – {}", calendar::show_date(to, language)),
            _ => on,
        };
        (when, known.title.get(language).to_owned())
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use catalog::PlaceLevel;
    use figures::{Shortfall, Units};

    use super::*;

    #[test]
    fn a_value_bears_every_mark_that_it_needs_and_a_missing_one_none() {
        let cell = Cell {
            across_break: true,
            returns: Some(Shortfall {
                reported: 29,
                due: 30,
            }),
            ..Cell::of(1.0, Units::default(), PlaceLevel::Gp)
        };
        let signs = |cell: &Cell| marks(cell).map(|(sign, _)| sign).collect::<String>();
        assert_eq!(signs(&cell), "§*");
        let missing = Cell { value: None, ..cell };
        assert_eq!(signs(&missing), "");
    }

    #[test]
    fn a_change_over_a_break_is_never_printed_without_its_mark() {
        let cell = Cell {
            change_across_break: true,
            ..Cell::of(1.0, Units::default(), PlaceLevel::Gp)
        };
        assert_eq!(marked_change(&cell, "+4.1 %".to_owned()), "+4.1 %§");
    }
}
