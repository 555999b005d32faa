//! What measures mean, one tap away from where they are shown.

use catalog::programme::{IndicatorKind, IndicatorUnit, OverTime, Programme, Subject};
use catalog::{Arg, format};
use jiff::civil::Date;
use serde::Serialize;

use crate::say::Say;

/// What a measure means.
#[derive(Debug, Clone, Serialize)]
pub struct Definition {
    /// Its id, as in the API.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How it is counted, where that is declared.
    pub text: Option<String>,
    /// What is divided by what, or which columns are added up over which time.
    pub formula: String,
    /// The targets, as they hold now.
    pub target: Option<String>,
    /// The address of its page, where there is one for a place at hand.
    pub address: Option<String>,
}

/// The definitions of some measures, with the numbers of the rules in force on a day.
pub fn definitions(programme: &Programme, ids: &[&str], on: Option<Date>, say: Say<'_>) -> Vec<Definition> {
    ids.iter()
        .filter_map(|id| programme.subject(id))
        .map(|subject| definition(programme, subject, on, say))
        .collect()
}

/// What people ask for and no source of a programme has: its title, and why.
pub fn not_in_source(programme: &Programme, say: Say<'_>) -> Vec<(String, String)> {
    let each = programme.not_in_source.iter();
    each.map(|absent| (say.words(&absent.title), say.words(&absent.why)))
        .collect()
}

/// The definition of a measure.
pub fn definition(programme: &Programme, subject: Subject<'_>, on: Option<Date>, say: Say<'_>) -> Definition {
    let unit = match subject {
        Subject::Indicator(indicator) => indicator.unit.unit(),
        Subject::Measure(_) => catalog::Unit::Count,
    };
    let target = subject.targets().iter().rev().find(|target| target.to.is_none());
    Definition {
        id: subject.id().to_owned(),
        title: say.words(subject.title()),
        text: subject
            .definition()
            .map(|words| say.words(&programme.filled(words, on))),
        formula: formula(programme, subject, say),
        target: target.map(|target| {
            let value = format::value(target.value, unit, say.language);
            say.about("target", &[("target", Arg::Text(&value))])
        }),
        address: None,
    }
}

fn formula(programme: &Programme, subject: Subject<'_>, say: Say<'_>) -> String {
    match subject {
        Subject::Indicator(indicator) if indicator.kind == IndicatorKind::PerLakh => format!(
            "{} ÷ {} × 1,00,000",
            sum(programme, &indicator.of, say),
            say.text("people-2011")
        ),
        Subject::Indicator(indicator) if indicator.kind == IndicatorKind::PopulationPercent => format!(
            "{} ÷ {} × 100",
            sum(programme, &indicator.of, say),
            say.text("people-2011")
        ),
        Subject::Indicator(indicator) if indicator.kind == IndicatorKind::PlacesPercent => format!(
            "{} ÷ {} × 100",
            sum(programme, &indicator.of, say),
            say.text("places-that-report")
        ),
        // What a median or a share is made of; how, its definition tells.
        Subject::Indicator(indicator) if !indicator.kind.divides() => sum(programme, &indicator.of, say),
        Subject::Indicator(indicator) => {
            let quotient = format!(
                "{} ÷ {}",
                sum(programme, &indicator.of, say),
                sum(programme, &indicator.per, say)
            );
            match indicator.unit {
                IndicatorUnit::Percent => format!("{quotient} × 100"),
                IndicatorUnit::GramsPerKilogramDay => format!("{quotient} × 1,000"),
                IndicatorUnit::Days | IndicatorUnit::Rupees | IndicatorUnit::Index => quotient,
            }
        }
        Subject::Measure(measure) => {
            let over_time = match measure.over_time {
                OverTime::Sum => "over-time-sum",
                OverTime::Latest => "over-time-latest",
                OverTime::Cumulative => "over-time-cumulative",
            };
            let dataset = programme
                .dataset(&measure.dataset)
                .map_or_else(|| measure.dataset.clone(), |dataset| say.words(&dataset.title));
            format!("{} · {dataset}", say.text(over_time))
        }
    }
}

fn sum(programme: &Programme, ids: &[String], say: Say<'_>) -> String {
    let title = |id: &String| {
        programme
            .measure(id)
            .map_or_else(|| id.clone(), |measure| say.words(&measure.title))
    };
    let titles: Vec<String> = ids.iter().map(title).collect();
    if titles.len() > 1 {
        format!("({})", titles.join(" + "))
    } else {
        titles.join("")
    }
}
