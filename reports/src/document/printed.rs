//! One figure as a document shows it: the full value for a workbook, the text for paper.

use catalog::{Arg, Language, Unit, format};
use figures::{Cell, Change, State};

use crate::marks::{ACROSS_BREAK, SOME_RETURNS, WHILE_SUSPENDED, marked_change, marks};
use crate::say::Say;

/// A figure, or why there is none, or nothing because nothing is due.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Printed {
    /// The full value, finite.
    pub(crate) value: Option<f64>,
    /// What paper shows, and what a workbook shows where there is no value.
    pub(crate) text: String,
    /// How a workbook shows the value.
    pub(crate) kind: Kind,
    /// Why there is a value or none; none where nothing is due.
    pub(crate) state: Option<State>,
    /// The marks of the value, which its text has already.
    pub(crate) marks: Marks,
    /// Of a hidden count, the first count that would be shown.
    pub(crate) hidden_below: Option<u32>,
    /// The step of shade in a heat table, from 0 for none to 5.
    pub(crate) shade: u8,
    /// Whether chance may have made the value.
    pub(crate) unstable: bool,
}

/// What a reader of a value must know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Marks {
    /// It was reported while the programme was suspended.
    pub(crate) while_suspended: bool,
    /// Its time holds a break in the series; of a change, the time between.
    pub(crate) across_break: bool,
    /// Some returns are missing.
    pub(crate) some_returns: bool,
}

impl Marks {
    /// Whether each mark is there, with its sign and the id of the words that say what it means.
    pub(crate) fn each(self) -> [(bool, &'static str, &'static str); 3] {
        [
            (self.while_suspended, WHILE_SUSPENDED, "reported-while-suspended"),
            (self.across_break, ACROSS_BREAK, "across-break"),
            (self.some_returns, SOME_RETURNS, "some-returns"),
        ]
    }

    /// Their signs.
    pub(crate) fn signs(self) -> String {
        let there = self.each().into_iter().filter(|(is_there, ..)| *is_there);
        there.map(|(_, sign, _)| sign).collect()
    }
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// A figure in its unit.
    Of(Unit),
    /// A change in percent or in percentage points.
    Change,
}

impl Printed {
    /// A figure without its unit, which the head of its column says.
    pub(crate) fn number(cell: &Cell, unit: Unit, language: Language) -> Self {
        Self::new(cell, unit, language, |value| format::number(value, unit))
    }

    /// A figure with its unit.
    pub(crate) fn with_unit(cell: &Cell, unit: Unit, language: Language) -> Self {
        Self::new(cell, unit, language, |value| format::value(value, unit, language))
    }

    fn new(cell: &Cell, unit: Unit, language: Language, print: impl Fn(f64) -> String) -> Self {
        let (value, state) = settled(cell);
        let text = match value {
            Some(value) => print(value) + &marks(cell).map(|(mark, _)| mark).collect::<String>(),
            // The sign names a count; beside a rate it would be read as one.
            None if state == State::Suppressed && unit != Unit::Count && !cell.is_unpublished() => {
                Say(language).text("suppressed-long")
            }
            None => state_word(state, cell.hidden_below, language),
        };
        Self {
            value,
            text,
            hidden_below: cell.hidden_below,
            kind: Kind::Of(unit),
            state: Some(state),
            marks: Marks {
                while_suspended: value.is_some() && cell.while_suspended,
                across_break: value.is_some() && cell.across_break,
                some_returns: value.is_some() && cell.returns.is_some(),
            },
            shade: 0,
            unstable: false,
        }
    }

    /// A change against the comparison, or a dash where none can be given.
    pub(crate) fn change(cell: &Cell, language: Language) -> Self {
        let (value, text) = match cell.change {
            Some(Change::Percent(change)) => (
                Some(change),
                format::change(change, format::Change::Percent, language),
            ),
            Some(Change::Points(change)) => (
                Some(change),
                format::change(change, format::Change::Points, language),
            ),
            Some(Change::NotApplicable) | None => (None, Say(language).text("not-applicable")),
        };
        let value = value.filter(|value| value.is_finite());
        let text = match value {
            Some(_) => marked_change(cell, text),
            None => text,
        };
        let state = if value.is_some() {
            State::Value
        } else {
            State::NotApplicable
        };
        Self {
            value,
            text,
            kind: Kind::Change,
            state: Some(state),
            marks: Marks {
                across_break: value.is_some() && cell.change_across_break,
                ..Marks::default()
            },
            hidden_below: None,
            shade: 0,
            unstable: false,
        }
    }

    /// The figure it was compared with.
    pub(crate) fn previous(cell: &Cell, unit: Unit, language: Language) -> Self {
        let state = if cell.previous.is_some() {
            State::Value
        } else {
            State::NotApplicable
        };
        Self::number(
            &Cell {
                value: cell.previous,
                state,
                while_suspended: false,
                across_break: cell.previous_across_break,
                returns: None,
                ..cell.clone()
            },
            unit,
            language,
        )
    }

    /// A whole number that was counted here and asked of nobody.
    pub(crate) fn of_count(value: f64) -> Self {
        Self {
            value: Some(value),
            text: format::number(value, Unit::Count),
            state: Some(State::Value),
            ..Self::blank(Unit::Count)
        }
    }

    /// Words in the place of a figure.
    pub(crate) fn words(text: String) -> Self {
        Self {
            text,
            ..Self::blank(Unit::Count)
        }
    }

    /// Nothing, because nothing is due.
    pub(crate) fn blank(unit: Unit) -> Self {
        Self {
            value: None,
            text: String::new(),
            kind: Kind::Of(unit),
            state: None,
            marks: Marks::default(),
            hidden_below: None,
            shade: 0,
            unstable: false,
        }
    }
}

/// The value and the state of a cell; what is no finite number can only be "not applicable".
fn settled(cell: &Cell) -> (Option<f64>, State) {
    match (cell.state, cell.value.filter(|value| value.is_finite())) {
        (State::Value, Some(value)) => (Some(value + 0.0), State::Value), // never -0
        (State::Value, None) => (None, State::NotApplicable),
        (state, _) => (None, state),
    }
}

/// The word for a state, as pages show it; that for a hidden count names the rule, and without one it is not published.
pub(crate) fn state_word(state: State, hidden_below: Option<u32>, language: Language) -> String {
    let say = Say(language);
    match state {
        State::Value => String::new(),
        State::NotReported => say.text("no-report"),
        State::Suppressed => match hidden_below {
            Some(below) => say.about("suppressed", &[("threshold", Arg::Count(u64::from(below)))]),
            None => say.text("convergence-not-published"),
        },
        State::NotApplicable => say.text("not-applicable"),
        State::Suspended => say.text("suspended"),
    }
}

#[cfg(test)]
mod tests {
    use catalog::PlaceLevel;
    use figures::Units;

    use super::*;

    fn of(value: f64) -> Cell {
        Cell::of(value, Units::default(), PlaceLevel::Gp)
    }

    #[test]
    fn zero_is_a_value_and_a_missing_report_is_a_word() {
        let zero = Printed::number(&of(-0.0), Unit::Count, Language::En);
        assert_eq!((zero.value.map(f64::to_bits), zero.text.as_str()), (Some(0), "0"));
        let missing = Cell::without_value(State::NotReported, Units::default());
        let missing = Printed::number(&missing, Unit::Count, Language::En);
        assert_eq!((missing.value, missing.text.as_str()), (None, "no report"));
    }

    #[test]
    fn what_is_no_number_never_becomes_a_value() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let printed = Printed::number(&of(value), Unit::Percent, Language::En);
            assert_eq!((printed.value, printed.text.as_str()), (None, "–"));
            let changed = Cell {
                change: Some(Change::Percent(value)),
                previous: Some(value),
                ..of(1.0)
            };
            assert_eq!(Printed::change(&changed, Language::En).value, None);
            assert_eq!(Printed::previous(&changed, Unit::Count, Language::En).value, None);
        }
    }

    #[test]
    fn a_number_reported_while_suspended_is_marked() {
        let cell = Cell {
            while_suspended: true,
            ..of(1389.0)
        };
        let printed = Printed::number(&cell, Unit::Count, Language::En);
        assert_eq!((printed.value, printed.text.as_str()), (Some(1389.0), "1,389†"));
    }

    #[test]
    fn a_hidden_count_shows_the_rule_and_never_its_value() {
        let hidden = Cell {
            value: Some(3.0),
            ..Cell::hidden(11, Units::default())
        };
        let printed = Printed::number(&hidden, Unit::Count, Language::En);
        assert_eq!((printed.value, printed.text.as_str()), (None, "<11"));
        let rate = Printed::number(&hidden, Unit::Percent, Language::En);
        assert_eq!(rate.text, "not shown, for small counts");
    }
}
