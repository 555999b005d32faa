//! The table of parts and periods: how many of those that owe a return have sent it. The more is missing, the darker the cell.

use catalog::{Arg, Unit, format};
use figures::{PartReturns, ReturnCounts, ReturnState, Returns};
use reports::period_head;
use serde::Serialize;

use crate::overview::scene::Scene;
use crate::say::Say;

/// Steps of shade.
const SHADES: f64 = 5.0;

/// The whole place, or one of its parts.
#[derive(Debug, Clone, Serialize)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// The address of its own page; none for the whole.
    pub address: Option<String>,
    /// One for each period.
    pub cells: Vec<HeatCell>,
    /// How many came of all of them.
    pub all: String,
    /// How many came in time.
    pub in_time: String,
}

/// One period of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// `17/22`, or what became of the only one.
    pub text: String,
    /// The same in words.
    pub words: String,
    /// `shade-0` where nothing is missing to `shade-5`, or `few` where nothing is due yet or owed.
    pub class: String,
}

/// The heads of the periods: short, and in full for those who hear them.
pub fn heads(returns: &Returns, say: Say<'_>) -> Vec<(String, String)> {
    let head = |of: &figures::DuePeriod| (period_head(&of.period, say.language), of.period.label());
    returns.periods.iter().map(head).collect()
}

/// The whole place first, then its parts.
pub fn rows(scene: &Scene<'_>, returns: &Returns) -> Vec<HeatRow> {
    let parts = std::iter::once(&returns.whole).chain(&returns.parts);
    let rows = parts.enumerate().map(|(at, part)| HeatRow {
        name: name(scene, part),
        address: part.place.as_ref().filter(|_| at > 0).map(|code| {
            let link = scene.view.link(scene.path.at(code).address());
            link.without("by").to_string()
        }),
        cells: part
            .periods
            .iter()
            .map(|counts| cell(counts, scene.say))
            .collect(),
        all: share(part.total.received(), part.total.expected()),
        in_time: percent(part.total.in_time_percent(), scene.say),
    });
    rows.collect()
}

fn name(scene: &Scene<'_>, part: &PartReturns) -> String {
    let name = scene.say.words(&part.name);
    match part.place {
        Some(_) => name,
        None => scene
            .say
            .about("returns-elsewhere", &[("place", Arg::Text(&name))]),
    }
}

fn percent(value: Option<f64>, say: Say<'_>) -> String {
    match value {
        Some(value) => format::value(value, Unit::Percent, say.language),
        None => say.text("not-applicable"),
    }
}

fn share(received: u32, expected: u32) -> String {
    let grouped = |count: u32| format::grouped(&count.to_string());
    format!("{}/{}", grouped(received), grouped(expected))
}

fn cell(counts: &ReturnCounts, say: Say<'_>) -> HeatCell {
    let number = |count: u32| Arg::Count(count.into());
    let words = say.about(
        "returns-mixed",
        &[
            ("received", number(counts.received())),
            ("expected", number(counts.expected())),
            ("in_time", number(counts.in_time)),
            ("late", number(counts.late)),
            ("overdue", number(counts.overdue)),
            ("awaited", number(counts.awaited)),
        ],
    );
    let Some(percent) = counts.received_percent() else {
        let text = say.text(if counts.suspended > 0 {
            "suspended"
        } else {
            "not-applicable"
        });
        return HeatCell {
            words: text.clone(),
            text,
            class: "few".to_owned(),
        };
    };
    let text = match only(counts) {
        Some(state) => say.text(&format!("returns-state-{}", state.id())),
        None => share(counts.received(), counts.expected()),
    };
    let is_open = counts.received() == 0 && counts.awaited > 0;
    HeatCell {
        class: if is_open { "few".to_owned() } else { shade(percent) },
        text,
        words,
    }
}

/// What became of the only return there is.
fn only(counts: &ReturnCounts) -> Option<ReturnState> {
    let has = |state: &ReturnState| match state {
        ReturnState::InTime => counts.in_time > 0,
        ReturnState::Late => counts.late > 0,
        ReturnState::Unjudged => counts.unjudged > 0,
        ReturnState::Overdue => counts.overdue > 0,
        ReturnState::Awaited => counts.awaited > 0,
        ReturnState::Suspended => false,
    };
    let mut states = ReturnState::ALL.into_iter().filter(has);
    states.next().filter(|_| counts.expected() == 1)
}

fn shade(percent: f64) -> String {
    let missing = (100.0 - percent) / 100.0;
    format!("shade-{}", (missing * SHADES).ceil().clamp(0.0, SHADES) as u8)
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    use super::*;

    fn of(states: &[ReturnState]) -> HeatCell {
        let mut counts = ReturnCounts::default();
        states.iter().for_each(|state| counts.add(*state));
        cell(&counts, Say::new(crate::templates::messages(), Language::En))
    }

    #[test]
    fn one_return_says_what_became_of_it_and_several_how_many_came() {
        assert_eq!(of(&[ReturnState::Late]).text, "late");
        let some = of(&[ReturnState::InTime, ReturnState::Overdue]);
        assert_eq!((some.text.as_str(), some.class.as_str()), ("1/2", "shade-3"));
        assert!(some.words.contains("1 missing"), "{}", some.words);
    }

    #[test]
    fn what_is_not_due_yet_or_not_owed_is_not_shown_as_missing() {
        assert_eq!(of(&[ReturnState::Awaited, ReturnState::Awaited]).class, "few");
        assert_eq!(of(&[ReturnState::Suspended]).text, "suspended");
        assert_eq!(of(&[]).class, "few");
        assert_eq!(of(&[ReturnState::Overdue]).class, "shade-5");
        assert_eq!(of(&[ReturnState::InTime]).class, "shade-0");
    }
}
