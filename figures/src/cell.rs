//! One cell: a value, or why there is none.

use catalog::PlaceLevel;

/// Why a cell has a value or has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// There is a value; zero is a value.
    Value,
    /// Nobody who should have reported has.
    NotReported,
    /// A small count that could point at a person.
    Suppressed,
    /// There can be no such figure: a ratio to nothing, or parts that don't add up over the span.
    NotApplicable,
    /// The programme did not run there in that time.
    Suspended,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Value,
        Self::NotReported,
        Self::Suppressed,
        Self::NotApplicable,
        Self::Suspended,
    ];

    /// The word in CSV, JSON and Parquet.
    pub fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::NotReported => "not_reported",
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "not_applicable",
            Self::Suspended => "suspended",
        }
    }
}

/// Who has reported, of those who should.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Units {
    /// Units with a return of their own for the time.
    pub reported: u32,
    /// Units whose last value is carried on.
    pub carried: u32,
    /// Units that should have reported.
    pub expected: u32,
}

/// Returns of places that did not send all of theirs: how many came, of those due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Returns that came.
    pub reported: i64,
    /// Returns that were due.
    pub due: i64,
}

/// A 95 % interval, in the unit of its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How many were counted in all.
    pub of: f64,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Why there is a value or none.
    pub state: State,
    /// The full value in the measure's unit; only with [`State::Value`].
    pub value: Option<f64>,
    /// For a ratio, the two sums that were divided, in their units.
    pub parts: Option<(f64, f64)>,
    /// Of a hidden count, the first count that would be shown: the rule of the programme. What is hidden without it is not
    /// published at this detail, whatever its size.
    pub hidden_below: Option<u32>,
    /// Whether the value was reported in a time in which the programme was suspended.
    pub while_suspended: bool,
    /// Of what came about in a time for which some returns are missing: the returns of the places that did not send all.
    pub returns: Option<Shortfall>,
    /// Whether the time of the value holds a break in the series: a new law, other places, another way of counting.
    pub across_break: bool,
    /// Whether a break lies between the value and what it is compared with.
    pub change_across_break: bool,
    /// Whether so little was to be expected that chance may have made the value.
    pub unstable: bool,
    /// In what interval the value lies as far as its numbers tell, where it is a proportion of what was counted or made of
    /// one.
    pub interval: Option<Interval>,
    /// The level whose rows were added up.
    pub level: Option<PlaceLevel>,
    /// Who has reported.
    pub units: Units,
    /// The value it is compared with, where a comparison was asked and there is one.
    pub previous: Option<f64>,
    /// Whether the time of that value holds a break in the series.
    pub previous_across_break: bool,
    /// The change since then, where a comparison was asked.
    pub change: Option<Change>,
}

/// Of fewer than this a percentage says little: one more or less moves it by over three points.
const FEW: f64 = 30.0;

impl Cell {
    /// What a ratio is of, where that is so few that chance may have made it.
    pub fn of_few(&self) -> Option<f64> {
        let (_, of) = self.parts.filter(|_| self.state == State::Value)?;
        (of < FEW).then_some(of)
    }

    /// A cell without a value.
    pub fn without_value(state: State, units: Units) -> Self {
        Self {
            state,
            value: None,
            parts: None,
            hidden_below: None,
            while_suspended: false,
            returns: None,
            across_break: false,
            change_across_break: false,
            unstable: false,
            interval: None,
            level: None,
            units,
            previous: None,
            previous_across_break: false,
            change: None,
        }
    }

    /// A cell whose value is hidden, since it or a part of it is less than `below`.
    pub fn hidden(below: u32, units: Units) -> Self {
        Self {
            hidden_below: Some(below),
            ..Self::without_value(State::Suppressed, units)
        }
    }

    /// A cell of what is not published at this detail.
    pub fn unpublished() -> Self {
        Self::without_value(State::Suppressed, Units::default())
    }

    /// Whether it is not published at this detail, rather than a small count.
    pub fn is_unpublished(&self) -> bool {
        self.state == State::Suppressed && self.hidden_below.is_none()
    }

    /// A cell with a value.
    pub fn of(value: f64, units: Units, level: PlaceLevel) -> Self {
        Self {
            value: Some(value),
            level: Some(level),
            ..Self::without_value(State::Value, units)
        }
    }
}

/// A change against the comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Percent, for counts, sums and averages.
    Percent(f64),
    /// Percentage points, for percentages.
    Points(f64),
    /// None can be given: from zero, from nothing reported, or from a suspended time.
    NotApplicable,
}
