//! What the cells of an answer are computed from: series, or the matters of a docket.

use std::collections::{BTreeSet, HashSet};

use catalog::PlaceCode;
use catalog::programme::Keeps;
use jiff::civil::Date;

use super::group::Group;
use super::spans::time_of;
use crate::by_class::ByClass;
use crate::docket::Answers;
use crate::error::AnalyticsError;
use crate::grid::GridRow;
use crate::load::{Loader, Wanted};
use crate::names::{REPORTING, TOTALS};
use crate::question::Question;
use crate::ratio::parts_of;
use crate::reading::Span;
use crate::resolve::{days_needed, whole};
use crate::series::SeriesSet;

/// What the cells of a group are computed from.
pub(super) enum Loaded<'a> {
    Series(ByClass),
    Docket(Box<Answers<'a>>),
}

/// Loads or counts all that a group's cells need.
pub(super) fn load_group<'a>(
    question: &'a Question<'a>,
    loader: &'a Loader<'a>,
    group: &Group<'a>,
    rows: &[GridRow],
    spans: &HashSet<Span>,
    true_on: Date,
) -> Result<Loaded<'a>, AnalyticsError> {
    match &group.dataset.keeps {
        Keeps::Docket(docket) => {
            let subjects = &group.subjects;
            let answers = Answers::of(group.dataset, docket, subjects, question, loader, spans, true_on)?;
            Ok(Loaded::Docket(Box::new(answers)))
        }
        _ => Ok(Loaded::Series(load(question, loader, group, rows, spans)?)),
    }
}

/// Loads the series of all asked places, and of places inside those that are not whole.
fn load(
    question: &Question<'_>,
    loader: &Loader<'_>,
    group: &Group<'_>,
    rows: &[GridRow],
    spans: &HashSet<Span>,
) -> Result<ByClass, AnalyticsError> {
    let mut into = ByClass::default();
    let wanted = wanted(question, group, spans);
    if group.dataset.is_of_units() {
        load_units(question, loader, &wanted, rows, &mut into)?;
        return Ok(into);
    }
    let series = &mut into.whole;
    let over = time_of(question, &group.subjects, spans);
    let mut pending: BTreeSet<PlaceCode> = rows
        .iter()
        .map(|row| row.part.place.clone())
        .chain([question.within.clone()])
        .collect();
    let mut loaded = BTreeSet::new();
    while !pending.is_empty() {
        loader.load(&wanted, &pending.iter().collect::<Vec<_>>(), series)?;
        let partial = pending
            .iter()
            .filter(|place| is_partial(question, group, place, spans, series));
        let next: BTreeSet<PlaceCode> = partial
            .flat_map(|place| group.coverage.children(place, over))
            .cloned()
            .collect();
        loaded.append(&mut pending);
        pending = next.difference(&loaded).cloned().collect();
    }
    Ok(into)
}

/// Loads numbers and reports of units, of each class that is told apart.
fn load_units(
    question: &Question<'_>,
    loader: &Loader<'_>,
    wanted: &Wanted<'_>,
    rows: &[GridRow],
    into: &mut ByClass,
) -> Result<(), AnalyticsError> {
    let places: BTreeSet<&PlaceCode> = rows
        .iter()
        .flat_map(|row| {
            row.part
                .units
                .iter()
                .flat_map(|units| units.iter())
                .chain([&row.part.place])
        })
        .chain([&question.within])
        .collect();
    let places: Vec<&PlaceCode> = places.into_iter().collect();
    loader.load(wanted, &places, &mut into.whole)?;
    if question.kinds.choose_cases() {
        loader.load_by_class(wanted, &places, &question.kinds, into)?;
    }
    Ok(())
}

fn wanted<'a>(question: &'a Question<'_>, group: &'a Group<'_>, spans: &HashSet<Span>) -> Wanted<'a> {
    let mut measures = BTreeSet::new();
    if group.dataset.is_of_units() {
        measures.extend([REPORTING, TOTALS]);
    }
    let mut days = (Date::MAX, Date::MIN);
    for subject in &group.subjects {
        measures.extend(
            question
                .programme
                .measures_of(*subject)
                .into_iter()
                .map(|measure| measure.id.as_str()),
        );
        for part in spans
            .iter()
            .flat_map(|span| parts_of(question.programme, *subject, *span))
        {
            let (first, last) = days_needed(&part.reading);
            days = (days.0.min(first).min(part.reporting_from), days.1.max(last));
        }
    }
    Wanted {
        programme: question.programme,
        dataset: group.dataset,
        measures,
        days,
    }
}

fn is_partial(
    question: &Question<'_>,
    group: &Group<'_>,
    place: &PlaceCode,
    spans: &HashSet<Span>,
    series: &SeriesSet,
) -> bool {
    group.subjects.iter().any(|subject| {
        spans.iter().any(|span| {
            whole(
                place,
                &parts_of(question.programme, *subject, *span),
                series,
                &group.coverage,
            )
            .is_none()
        })
    })
}
