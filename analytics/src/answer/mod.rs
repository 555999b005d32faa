//! The answer to a question: what is needed is loaded, places are resolved, parts are divided, times compared.

mod columns;
mod group;
mod loaded;
mod seen;
mod spans;

use catalog::programme::Subject;
use figures::{Figures, Query, Row};

use crate::breaks::Breaks;
use crate::disclosure::Published;
use crate::error::AnalyticsError;
use crate::grid::{GridRow, Times, grid};
use crate::load::Loader;
use crate::question::Question;
use crate::ratio::Whose;
use crate::scope::Grant;
use group::groups;
use loaded::{Loaded, load_group};
use seen::{Seen, compared_cell, seen};
use spans::{spans, time_of};

pub use columns::{by_titles, columns};

/// Answers a checked question; sources and sample marks are added by the caller, who knows the batches.
pub fn answer(
    query: &Query,
    question: &Question<'_>,
    loader: &Loader<'_>,
    times: &Times,
    grant: Grant,
) -> Result<Figures, AnalyticsError> {
    let rows = grid(query, question, loader.catalog, times)?;
    answer_of(query, question, loader, times, (grant, rows))
}

/// The answer to some rows of a checked question.
pub fn answer_of(
    query: &Query,
    question: &Question<'_>,
    loader: &Loader<'_>,
    times: &Times,
    (grant, rows): (Grant, Vec<GridRow>),
) -> Result<Figures, AnalyticsError> {
    let groups = groups(question, loader, times.as_on);
    let spans = spans(query, question, &rows, times);
    let breaks = Breaks::of(
        question,
        &loader.catalog.places,
        loader.gone,
        time_of(question, &question.subjects, &spans),
    );
    // Each dataset has series of its own: who reported one may not have reported another.
    let loaded: Vec<Loaded<'_>> = groups
        .iter()
        .map(|group| load_group(question, loader, group, &rows, &spans, times.as_on))
        .collect::<Result<_, _>>()?;
    let published = match grant {
        Grant::Whole => None,
        Grant::Published => Some(Published::of(question, loader, &spans)?),
    };
    let group_of = |subject: Subject<'_>| {
        let mut groups = groups.iter().zip(&loaded);
        groups
            .find(|(group, _)| group.subjects.iter().any(|known| known.id() == subject.id()))
            .expect("every subject is in the group of its dataset")
    };
    let alone = |subject| {
        let (group, loaded) = group_of(subject);
        Seen {
            across: Vec::new(),
            question,
            places: &loader.catalog.places,
            group,
            loaded,
            subject,
            published: published.as_ref(),
            breaks: &breaks,
        }
    };
    let seen = |subject| seen(question, subject, alone);
    let columns_seen: Vec<Seen<'_>> = question.subjects.iter().map(|subject| seen(*subject)).collect();
    let filled = rows.into_iter().map(|row| Row {
        cells: columns_seen
            .iter()
            .map(|seen| compared_cell(query, question, seen, &row))
            .collect(),
        keys: row.keys,
    });
    let rows: Vec<Row> = filled.collect();
    let whole = Whose {
        place: &question.within,
        units: None,
    };
    let units = seen(question.subjects[0]).units(&whole, times.span());
    Ok(Figures {
        programme: question.programme.id.clone(),
        place: question.within.clone(),
        as_on: Some(times.as_on),
        known_on: query.known_on,
        from: times.from,
        to: times.from.map(|_| times.to),
        compare: query.compare,
        data_version: loader.manifest.data_version,
        data_time: loader.manifest.made_at,
        sample: false,
        units,
        by: query.by.clone(),
        by_titles: by_titles(query, question),
        columns: columns(question),
        rows,
        breaks: breaks.told(),
        sources: Vec::new(),
    })
}
