//! What a place has: a value, or a state that says why there is none.

use crate::ink::Ink;

/// A figure at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A number; zero is one.
    Value {
        /// Where it is drawn.
        value: f64,
        /// How it reads, by the catalog's number format.
        label: String,
    },
    /// No number, and why.
    State(State),
}

impl Reading {
    /// A number and how it reads.
    pub fn value(value: f64, label: impl Into<String>) -> Self {
        Self::Value {
            value,
            label: label.into(),
        }
    }

    /// The number, where it can be drawn: infinity and "not a number" cannot.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Value { value, .. } if value.is_finite() => Some(*value),
            _ => None,
        }
    }

    /// The reading as text.
    pub(crate) fn words<'a>(&'a self, words: &'a StateWords) -> &'a str {
        match self {
            Self::Value { label, .. } => label,
            Self::State(state) => words.of(*state),
        }
    }
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody has reported it.
    NotReported,
    /// It is too small to be published.
    Suppressed,
    /// The programme was suspended here.
    Suspended,
    /// It makes no sense here.
    NotApplicable,
}

impl State {
    pub(crate) const ALL: [Self; 4] = [
        Self::NotReported,
        Self::Suppressed,
        Self::Suspended,
        Self::NotApplicable,
    ];

    pub(crate) fn ink(self) -> Ink {
        match self {
            Self::NotReported => Ink::NotReported,
            Self::Suppressed => Ink::Suppressed,
            Self::Suspended => Ink::Suspended,
            Self::NotApplicable => Ink::NotApplicable,
        }
    }
}

/// The words for the states, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWords {
    /// "no report"
    pub not_reported: String,
    /// "<5"
    pub suppressed: String,
    /// "suspended"
    pub suspended: String,
    /// "–" and the reason
    pub not_applicable: String,
}

impl StateWords {
    /// The words in English, with the usual threshold.
    pub fn english() -> Self {
        Self {
            not_reported: "no report".into(),
            suppressed: "<5".into(),
            suspended: "suspended".into(),
            not_applicable: "– not applicable".into(),
        }
    }

    pub(crate) fn of(&self, state: State) -> &str {
        match state {
            State::NotReported => &self.not_reported,
            State::Suppressed => &self.suppressed,
            State::Suspended => &self.suspended,
            State::NotApplicable => &self.not_applicable,
        }
    }
}

/// How a figure stands against its bands; marked by colour and by shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// ▲
    Better,
    /// ●
    Watch,
    /// ▼
    Worse,
}

impl Standing {
    pub(crate) fn ink(standing: Option<Self>) -> Ink {
        match standing {
            None => Ink::Mark,
            Some(Self::Better) => Ink::Better,
            Some(Self::Watch) => Ink::Watch,
            Some(Self::Worse) => Ink::Worse,
        }
    }

    pub(crate) fn text_class(standing: Option<Self>) -> &'static str {
        match standing {
            None => "",
            Some(Self::Better) => "tbetter",
            Some(Self::Watch) => "twatch",
            Some(Self::Worse) => "tworse",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_cannot_be_drawn_but_keeps_its_words() {
        let reading = Reading::value(f64::NAN, "n/a");
        assert_eq!(reading.number(), None);
        assert_eq!(reading.words(&StateWords::english()), "n/a");
    }
}
