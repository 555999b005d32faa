//! The time that a query is about: what it names, or the latest day that it may be told of.

use figures::Query;
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::grid::Times;
use crate::latest::latest;
use crate::load::Loader;
use crate::published;
use crate::question::Question;
use crate::scope::Grant;

/// The time a query is about; none while there is no data to be true of any day.
pub(super) fn times(
    query: &Query,
    question: &Question<'_>,
    loader: &Loader<'_>,
    grant: Grant,
) -> Result<Option<Times>, AnalyticsError> {
    let as_on = match (query.as_on.or(query.to), grant) {
        (Some(day), _) => Some(day),
        (None, Grant::Whole) => latest_asked(question, loader)?,
        (None, Grant::Published) => latest_published(question, loader)?,
    };
    let to = |as_on: Date| query.to.unwrap_or(as_on);
    let Some(as_on) = as_on.or(query.from) else {
        return Ok(None);
    };
    if query.from.is_some_and(|from| to(as_on) < from) {
        return Err(AnalyticsError::BadSpan {
            from: query.from.map(|from| from.to_string()).unwrap_or_default(),
            to: to(as_on).to_string(),
            problem: "ends before it begins: the latest data is older than its first day",
        });
    }
    Ok(Some(Times {
        as_on,
        from: query.from,
        to: to(as_on),
    }))
}

/// The latest day with a row of what a question asks.
fn latest_asked(question: &Question<'_>, loader: &Loader<'_>) -> Result<Option<Date>, AnalyticsError> {
    latest(loader, question.programme, &asked_ids(question), &question.within)
}

/// The latest day as on which what a question asks is published.
fn latest_published(question: &Question<'_>, loader: &Loader<'_>) -> Result<Option<Date>, AnalyticsError> {
    published::latest_day(loader, question.programme, &asked_ids(question), &question.within)
}

fn asked_ids<'a>(question: &Question<'a>) -> Vec<&'a str> {
    let measures = question
        .subjects
        .iter()
        .flat_map(|subject| question.programme.measures_of(*subject));
    measures.map(|measure| measure.id.as_str()).collect()
}

/// Whether figures are published as on the days of an answer. What adds up over time is hidden until its time is over.
pub(super) fn is_published_time(
    question: &Question<'_>,
    loader: &Loader<'_>,
    times: &Times,
) -> Result<bool, AnalyticsError> {
    let latest = latest_published(question, loader)?;
    let is_published = |day| published::is_published_day(day, latest);
    Ok(is_published(times.as_on) && is_published(times.to))
}
