//! The answer first: what stands, who lags, who is silent, each in a sentence made from the figures.

use catalog::programme::{ChartKind, Subject};
use catalog::{Arg, PlaceLevel, format};
use charts::Standing;
use figures::{Cell, Change, Compare, State};
use serde::Serialize;

use super::coverage;
use super::printed;
use super::questions::Answers;
use super::scene::Scene;
use super::standing;
use crate::say::count;

/// A sentence, and where more of it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// An address on the page.
    pub more: Option<String>,
}

/// More names than this are counted and not listed.
const NAMES: usize = 3;

/// The sentences of the page.
pub fn answer(scene: &Scene<'_>, answers: &Answers) -> Vec<Sentence> {
    if answers.day().is_none() {
        return vec![Sentence {
            text: scene.say.text("no-data"),
            more: None,
        }];
    }
    let sentences = [
        position(scene, answers),
        lagging(scene, answers),
        silent(scene, answers),
    ];
    sentences.into_iter().flatten().collect()
}

fn position(scene: &Scene<'_>, answers: &Answers) -> Option<Sentence> {
    let id = &scene.page.tiles.first()?.measure;
    let cell = answers.whole.cell(0, id)?;
    let unit = answers.whole.columns[answers.whole.column(id)?].unit;
    let measure = scene.say.words(scene.subject(id)?.title());
    let text = match (cell.state, cell.value) {
        (State::Value, Some(_)) => {
            let value = printed::compact(cell, unit, scene.say.language)?;
            compared(scene, answers, cell, &measure, &value)
        }
        (State::Suspended, _) => suspended(scene, answers),
        (State::Suppressed, _) => {
            let why = scene.say.text("suppressed-long");
            let known = [("measure", Arg::Text(&measure)), ("value", Arg::Text(&why))];
            scene.say.about("answer-alone", &known)
        }
        _ => scene
            .say
            .about("answer-nothing", &[("measure", Arg::Text(&measure))]),
    };
    Some(Sentence { text, more: None })
}

fn compared(scene: &Scene<'_>, answers: &Answers, cell: &Cell, measure: &str, value: &str) -> String {
    let since = match answers.compare {
        Compare::Previous if answers.whole.from.is_some() => scene.say.text("the-period-before"),
        Compare::LastYear => scene.say.text("this-date-last-year"),
        Compare::Previous => scene.say.text("this-date-last-month"),
    };
    let known = [
        ("measure", Arg::Text(measure)),
        ("value", Arg::Text(value)),
        ("since", Arg::Text(&since)),
    ];
    let change = cell.change.unwrap_or(Change::NotApplicable);
    let Some(size) = printed::size(change, scene.say.language) else {
        return scene.say.about("answer-alone", &known[..2]);
    };
    let size = reports::marks::marked_change(cell, size);
    let id = match change {
        Change::Percent(by) | Change::Points(by) if by >= 0.05 => "answer-above",
        Change::Percent(by) | Change::Points(by) if by <= -0.05 => "answer-below",
        _ => return scene.say.about("answer-same", &known),
    };
    scene
        .say
        .about(id, &[known[0], known[1], known[2], ("change", Arg::Text(&size))])
}

fn suspended(scene: &Scene<'_>, answers: &Answers) -> String {
    let day = answers.day();
    let reason = day
        .and_then(|day| scene.suspensions(day, day).next())
        .map(|suspension| scene.say.words(&suspension.reason));
    match reason {
        Some(reason) => scene
            .say
            .about("answer-suspended", &[("reason", Arg::Text(&reason))]),
        None => scene.say.text("suspended"),
    }
}

/// Who misses the target of the ranked chart, worst first.
fn lagging(scene: &Scene<'_>, answers: &Answers) -> Option<Sentence> {
    let parts = answers.parts.as_ref()?;
    let ranked = scene
        .page
        .charts
        .iter()
        .filter(|chart| chart.kind == ChartKind::RankedBars)
        .map(|chart| &chart.measure);
    let tiles = scene.page.tiles.iter().map(|tile| &tile.measure);
    let targeted = |subject: &Subject<'_>| {
        standing::target(&scene.app.catalog, *subject, &scene.place.code, answers.day()).is_some()
    };
    let subject = ranked
        .chain(tiles)
        .filter_map(|id| scene.subject(id))
        .find(targeted)?;
    let target = standing::target(&scene.app.catalog, subject, &scene.place.code, answers.day())?;
    let column = parts.column(subject.id())?;
    // Where nobody has a value nobody can be praised for it.
    parts.rows.iter().find_map(|row| row.cells[column].value)?;
    let mut behind: Vec<(f64, String)> = parts
        .rows
        .iter()
        .filter_map(|row| {
            let value = row.cells[column].value?;
            let short = (target.value - value).abs();
            let lags = reports::standing(value, target, subject.better()) == Some(Standing::Worse);
            lags.then(|| row.place().map(|(_, name)| (short, scene.say.words(name))))?
        })
        .collect();
    behind.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let measure = scene.say.words(subject.title());
    let goal = format::value(target.value, parts.columns[column].unit, scene.say.language);
    let known = [("measure", Arg::Text(&measure)), ("target", Arg::Text(&goal))];
    let text = match behind.len() {
        0 => scene.say.about("answer-none-lags", &known),
        number => {
            let names = names(scene, &behind);
            scene.say.about(
                "answer-lag",
                &[
                    known[0],
                    known[1],
                    ("names", Arg::Text(&names)),
                    ("count", count(number)),
                ],
            )
        }
    };
    Some(Sentence { text, more: None })
}

fn names(scene: &Scene<'_>, behind: &[(f64, String)]) -> String {
    let mut names: Vec<String> = behind.iter().take(NAMES).map(|(_, name)| name.clone()).collect();
    if behind.len() > NAMES {
        names.push(
            scene
                .say
                .about("and-more", &[("count", count(behind.len() - NAMES))]),
        );
    }
    scene.say.list(&names)
}

fn silent(scene: &Scene<'_>, answers: &Answers) -> Option<Sentence> {
    let units = answers.whole.units;
    let levels = coverage::unit_levels(answers);
    if levels.is_empty() {
        return None;
    }
    let words = scene.say.words(&PlaceLevel::plural_of(levels.into_iter()));
    let late = units.expected.saturating_sub(units.reported);
    let known = [
        ("expected", Arg::Count(u64::from(units.expected))),
        ("units", Arg::Text(&words)),
    ];
    Some(match late {
        0 => Sentence {
            text: scene.say.about("answer-all-reported", &known),
            more: None,
        },
        late => {
            let text = scene.say.about(
                "answer-late",
                &[known[0], known[1], ("late", Arg::Count(u64::from(late)))],
            );
            Sentence {
                text,
                more: Some("#late".to_owned()),
            }
        }
    })
}
