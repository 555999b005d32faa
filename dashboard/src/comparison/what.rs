//! What stands side by side: places of one level at the same time, or periods of one length of the same place.

use catalog::{Grain, Period, PlaceCode};
use jiff::civil::Date;

use crate::error::AppError;
use crate::overview::scene::Scene;
use crate::path::{place, unknown_place};

/// Columns that can still be read beside one another.
const MOST: usize = 6;
/// Months that are shown where nothing was chosen.
const MONTHS: usize = 3;

/// What stands side by side: at least two of a kind, once there is any data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideBySide {
    /// The place of the page, and others of its level.
    Places(Vec<PlaceCode>),
    /// Periods of one length, as the address has them.
    Periods(Vec<Period>),
}

/// What the address asks for; without a word of it the latest months until a day.
pub fn what(scene: &Scene<'_>, latest: Option<Date>) -> Result<SideBySide, AppError> {
    let with = &scene.view.with;
    if with.len() > MOST {
        return Err(AppError::parameter(
            "with",
            &with.join(","),
            format!("at most {MOST} columns can be read side by side"),
        ));
    }
    let periods: Vec<Option<Period>> = with.iter().map(|word| period(word)).collect();
    if periods.iter().all(Option::is_none) && !with.is_empty() {
        return places(scene, with);
    }
    let periods = with.iter().zip(periods).map(|(word, period)| {
        period.ok_or_else(|| AppError::parameter("with", word, "places and periods can't stand side by side"))
    });
    let periods: Vec<Period> = once_each(periods.collect::<Result<_, _>>()?);
    Ok(match (periods.as_slice(), latest) {
        // Before there is any data no time is settled.
        ([], None) => SideBySide::Places(vec![scene.place.code.clone()]),
        ([], Some(latest)) => SideBySide::Periods(latest_months(latest)),
        ([one], _) => SideBySide::Periods(vec![one.previous(), *one]),
        _ => SideBySide::Periods(one_length(periods)?),
    })
}

/// The period that a word names; each length of time has labels of its own.
fn period(word: &str) -> Option<Period> {
    let named = Grain::ALL.into_iter();
    let mut named = named.filter_map(|grain| Period::from_label(grain, word).ok());
    named.find(|period| catalog::calendar::is_dated(period.from))
}

/// Oldest first, so that differences to the first read as time goes.
fn latest_months(latest: Date) -> Vec<Period> {
    let last = Some(Grain::Month.containing(latest));
    let months = std::iter::successors(last, |month| Some(month.previous()));
    let mut months: Vec<Period> = months.take(MONTHS).collect();
    months.reverse();
    months
}

fn one_length(periods: Vec<Period>) -> Result<Vec<Period>, AppError> {
    let first = periods[0].grain;
    match periods.iter().find(|period| period.grain != first) {
        Some(other) => Err(AppError::parameter(
            "with",
            &other.label(),
            format!("is no {first}; periods side by side must be of one length"),
        )),
        None => Ok(periods),
    }
}

fn places(scene: &Scene<'_>, with: &[String]) -> Result<SideBySide, AppError> {
    let catalog = &scene.app.catalog;
    let own = &scene.place.code;
    let mut codes = vec![own.clone()];
    for word in with {
        let code = place(catalog, word).map_err(|_| not_a_column(scene, word))?;
        if code.level() != own.level() {
            return Err(AppError::parameter(
                "with",
                word,
                format!(
                    "is no {}; places side by side must be of one level",
                    own.level().id()
                ),
            ));
        }
        codes.push(code);
    }
    let codes = once_each(codes);
    if codes.len() > MOST {
        let help =
            format!("at most {MOST} places can be read side by side, the place of the page among them");
        return Err(AppError::parameter("with", &with.join(","), help));
    }
    Ok(SideBySide::Places(codes))
}

/// The refusal of what is neither a place nor a period, with near places.
fn not_a_column(scene: &Scene<'_>, word: &str) -> AppError {
    match unknown_place(&scene.app.catalog, &scene.programme.id, word) {
        AppError::Unknown(unknown) => AppError::unknown_parameter(
            "unknown-column",
            word,
            format!(
                "`with={}` is no place and no period; write codes like block-2774, or all months like 2026-11",
                crate::near::shown(word)
            ),
            unknown.near,
        ),
        other => other,
    }
}

fn once_each<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut once = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}
