//! Figures as text: the one place where a page turns a cell into letters, by the catalog's number formats.

use catalog::{Arg, Language, Unit, format};
use figures::{Cell, Change, State};
use reports::marks;
use serde::Serialize;

use crate::say::Say;

/// A cell in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// `15,60,534`, `no report`
    pub text: String,
    /// The state's id, as a class.
    pub state: &'static str,
    /// The reason, where the text alone does not say it.
    pub why: Option<String>,
}

/// A cell with its unit, for tiles and sentences.
pub fn shown(cell: &Cell, unit: Unit, say: Say<'_>) -> Shown {
    let text = cell
        .value
        .filter(|_| cell.state == State::Value)
        .map(|value| format::value(value, unit, say.language) + &signs(cell));
    in_state(cell, unit, text, say)
}

/// A cell without its unit, where the head of the column has it.
pub fn number(cell: &Cell, unit: Unit, say: Say<'_>) -> Shown {
    let text = cell
        .value
        .filter(|_| cell.state == State::Value)
        .map(|value| format::number(value, unit) + &signs(cell));
    in_state(cell, unit, text, say)
}

fn in_state(cell: &Cell, unit: Unit, text: Option<String>, say: Say<'_>) -> Shown {
    if cell.is_unpublished() {
        return Shown {
            text: say.text("convergence-not-published"),
            state: cell.state.id(),
            why: None,
        };
    }
    if cell.state == State::Suppressed && unit != Unit::Count {
        // The sign names a count; beside a rate it would be read as one.
        return Shown {
            text: say.text("suppressed-long"),
            state: cell.state.id(),
            why: None,
        };
    }
    let why = match cell.state {
        State::Value => meanings(cell, say),
        State::NotApplicable => Some(say.text("not-applicable-long")),
        State::Suppressed => Some(say.text("suppressed-long")),
        State::NotReported | State::Suspended => None,
    };
    Shown {
        text: text.unwrap_or_else(|| match cell.hidden_below {
            Some(below) => hidden(below, say),
            None => state(cell.state, say),
        }),
        state: cell.state.id(),
        why,
    }
}

/// A value as sentences say it, short and with its marks; none where there is no value.
pub fn compact(cell: &Cell, unit: Unit, language: Language) -> Option<String> {
    let value = cell.value.filter(|_| cell.state == State::Value)?;
    Some(format::value_compact(value, unit, language) + &signs(cell))
}

/// The marks of a value.
pub fn signs(cell: &Cell) -> String {
    marks::marks(cell).map(|(sign, _)| sign).collect()
}

/// What the marks of a value mean; none where it has none.
pub fn meanings(cell: &Cell, say: Say<'_>) -> Option<String> {
    let meanings: Vec<String> = marks::marks(cell)
        .map(|(_, meaning)| match (meaning, cell.returns) {
            ("some-returns", Some(returns)) => {
                let number = |number: i64| Arg::Count(number.unsigned_abs());
                let known = [
                    ("reported", number(returns.reported)),
                    ("due", number(returns.due)),
                ];
                say.about("returns-of-due", &known)
            }
            _ => say.text(meaning),
        })
        .collect();
    (!meanings.is_empty()).then(|| meanings.join("; "))
}

/// The word of a state.
pub fn state(state: State, say: Say<'_>) -> String {
    match state {
        State::Value | State::NotApplicable => say.text("not-applicable"),
        State::NotReported => say.text("no-report"),
        State::Suppressed => say.text("suppressed-long"),
        State::Suspended => say.text("suspended"),
    }
}

/// What stands for a count that is hidden because it is less than `below`: `<5`.
pub fn hidden(below: u32, say: Say<'_>) -> String {
    say.about("suppressed", &[("threshold", Arg::Count(u64::from(below)))])
}

/// A change with its sign; none where there is none to give.
pub fn change(change: Change, language: Language) -> Option<String> {
    match change {
        Change::Percent(size) => Some(format::change(size, format::Change::Percent, language)),
        Change::Points(size) => Some(format::change(size, format::Change::Points, language)),
        Change::NotApplicable => None,
    }
}

/// The size of a change without its sign, for sentences that say the direction in words.
pub fn size(change: Change, language: Language) -> Option<String> {
    let size = match change {
        Change::Percent(size) => Change::Percent(size.abs()),
        Change::Points(size) => Change::Points(size.abs()),
        Change::NotApplicable => return None,
    };
    self::change(size, language).map(|text| text.trim_start_matches('+').to_owned())
}

/// A title with its unit: `Women's share of persondays, %`.
pub fn titled(title: &str, unit: Unit, language: Language) -> String {
    match format::unit_words(unit) {
        Some(words) => format!("{title}, {}", words.get(language)),
        None => title.to_owned(),
    }
}
