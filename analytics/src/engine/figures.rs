//! Figures: a question is opened to its reader, and answered at once or run by run.

use figures::{Cell, Figures, KnownOn, Query, Row, State, Units};

use super::Engine;
use super::sources::{datasets_of, sources};
use super::times::{is_published_time, times};
use super::version::Version;
use crate::answer::{answer, by_titles, columns};
use crate::error::AnalyticsError;
use crate::expiry::AllGone;
use crate::grid::{Times, keys_without_day};
use crate::in_runs::in_runs;
use crate::load::{From, Loader};
use crate::question::Question;
use crate::scope::{self, Grant};
use catalog::Catalog;

/// A question that its reader may ask.
struct Opened<'a> {
    question: &'a Question<'a>,
    version: &'a Version,
    loader: &'a Loader<'a>,
    /// The time that it is about; none while there is no data.
    times: Option<Times>,
    grant: Grant,
}

impl Engine {
    /// The answer to a query, from rollups where they serve.
    pub fn figures(&self, query: &Query) -> Result<Figures, AnalyticsError> {
        self.figures_from(query, reading(query.known_on))
    }

    /// The same answer, added up from facts without any rollup: what rollups are checked and measured against.
    pub fn figures_from_facts(&self, query: &Query) -> Result<Figures, AnalyticsError> {
        self.figures_from(query, From::Facts)
    }

    /// The answer to a query in runs of about so many rows, which together are all of it, for what is too long to be held
    /// at once. Each names its columns, and none its sources; there is one at least. What comes of a run decides whether
    /// there is a next one.
    pub fn figures_in_runs<E: std::convert::From<AnalyticsError>>(
        &self,
        query: &Query,
        rows_at_once: usize,
        mut each: impl FnMut(Figures) -> Result<(), E>,
    ) -> Result<(), E> {
        self.opened(query, reading(query.known_on), |opened| match &opened.times {
            Some(times) => {
                let Opened {
                    question,
                    loader,
                    grant,
                    ..
                } = *opened;
                let sample = opened.version.has_samples(question);
                in_runs(query, question, loader, (times, grant), rows_at_once, |run| {
                    each(Figures { sample, ..run })
                })
            }
            None => each(without_data(
                query,
                opened.question,
                opened.version,
                &self.catalog,
            )?),
        })
    }

    fn figures_from(&self, query: &Query, from: From) -> Result<Figures, AnalyticsError> {
        self.opened(query, from, |opened| {
            let Opened {
                question,
                version,
                loader,
                grant,
                ..
            } = *opened;
            let Some(times) = &opened.times else {
                return without_data(query, question, version, &self.catalog);
            };
            let figures = answer(query, question, loader, times, grant)?;
            let mut sources = sources(question, loader, version, times)?;
            if grant == Grant::Published {
                self.strangers.withhold(&mut sources)?;
            }
            Ok(Figures {
                sample: version.has_samples(question),
                sources,
                ..figures
            })
        })
    }

    /// Opens a question to its reader, or refuses it.
    fn opened<T, E: std::convert::From<AnalyticsError>>(
        &self,
        query: &Query,
        from: From,
        work: impl FnOnce(&Opened<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let question = Question::of(query, &self.catalog)?;
        let grant = scope::grant(&question, query, &self.catalog.places).ok_or(AnalyticsError::Refused)?;
        if query.known_on.is_some() {
            // Rows may have gone since the facts were made.
            let gone = AllGone::of(&self.lake)?;
            gone.check_known(question.programme, datasets_of(&question), query.known_on)?;
        }
        let version = self.version()?;
        let loader = self.loader(&version, from);
        let times = times(query, &question, &loader, grant)?;
        if let (Some(times), Grant::Published) = (&times, grant)
            && !is_published_time(&question, &loader, times)?
        {
            return Err(AnalyticsError::Refused.into());
        }
        work(&Opened {
            question: &question,
            version: &version,
            loader: &loader,
            times,
            grant,
        })
    }
}

/// Where the answer to a query is read from.
pub(super) fn reading(known_on: Option<KnownOn>) -> From {
    known_on.map_or(From::Rollups, |known_on| From::Past(known_on.0.as_microsecond()))
}

/// The same rows as always, all not reported: no data is no error.
fn without_data(
    query: &Query,
    question: &Question<'_>,
    version: &Version,
    catalog: &Catalog,
) -> Result<Figures, AnalyticsError> {
    let cells = || vec![Cell::without_value(State::NotReported, Units::default()); question.subjects.len()];
    let rows = keys_without_day(query, question, catalog)?
        .into_iter()
        .map(|keys| Row { keys, cells: cells() });
    Ok(Figures {
        programme: question.programme.id.clone(),
        place: question.within.clone(),
        as_on: None,
        known_on: query.known_on,
        from: query.from,
        to: query.to,
        compare: query.compare,
        data_version: version.manifest.data_version,
        data_time: version.manifest.made_at,
        sample: version.has_samples(question),
        units: Units::default(),
        by: query.by.clone(),
        by_titles: by_titles(query, question),
        columns: columns(question),
        rows: rows.collect(),
        breaks: Vec::new(),
        sources: Vec::new(),
    })
}
