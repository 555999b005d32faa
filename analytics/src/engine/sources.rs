//! The sheets behind an answer, and from them the way back to the rows.

use std::collections::BTreeSet;

use catalog::programme::Dataset;
use figures::{Origin, Query, SourceSheet};
use store::TableId;

use super::Engine;
use super::figures::reading;
use super::version::Version;
use crate::day;
use crate::error::AnalyticsError;
use crate::grid::Times;
use crate::load::{Loader, Wanted};
use crate::origin::{self, columns_of, level_of, put_in, readings};
use crate::question::Question;
use crate::reading::Span;
use crate::scope::{self, Grant};

impl Engine {
    /// Where the answer to a query about a place as a whole comes from: the deliveries behind it, and their rows where
    /// these are numbers of places. Whoever has only what is published learns no names of files, and no rows.
    pub fn origin(&self, query: &Query) -> Result<Origin, AnalyticsError> {
        let figures = self.figures(query)?;
        let question = Question::of(query, &self.catalog)?;
        let grant = scope::grant(&question, query, &self.catalog.places).ok_or(AnalyticsError::Refused)?;
        let mut origin = Origin {
            figures,
            deliveries: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            further: 0,
        };
        if origin.figures.as_on.is_none() {
            return Ok(origin);
        }
        let version = self.version()?;
        let loader = self.loader(&version, reading(query.known_on));
        for dataset in datasets_of(&question) {
            self.add_origin(&mut origin, &question, dataset, (&loader, &version), grant)?;
        }
        Ok(origin)
    }

    /// Adds what one dataset brought.
    fn add_origin(
        &self,
        origin: &mut Origin,
        question: &Question<'_>,
        dataset: &Dataset,
        (loader, version): (&Loader<'_>, &Version),
        grant: Grant,
    ) -> Result<(), AnalyticsError> {
        let figures = &origin.figures;
        let Some(as_on) = figures.as_on else { return Ok(()) };
        let to = figures.to.unwrap_or(as_on);
        let days = (figures.from.map_or(to, day::before), to);
        let wanted = Wanted {
            programme: question.programme,
            dataset,
            measures: BTreeSet::new(),
            days,
        };
        let batches = loader.batches(&wanted, &question.within)?;
        // Rows that came in after the facts were made are no part of them.
        let made_at = version.manifest.made_at.map(|moment| moment.as_microsecond());
        let known_on = figures.known_on.map(|known_on| known_on.0.as_microsecond());
        let asked = origin::Asked {
            programme: question.programme,
            dataset,
            columns: columns_of(question, dataset),
            within: &question.within,
            days,
            known_on: known_on.into_iter().chain(made_at).min(),
            batches: &batches,
            level: level_of(figures),
            readings: readings(
                question,
                dataset,
                figures
                    .from
                    .map_or(Span::Position(to), |from| Span::Flow(from, to)),
            ),
        };
        // What is followed has no rows of its own: its sheets are those of another table.
        let table = TableId::new(&question.programme.id, &dataset.id);
        let own = origin::has_rows(dataset).then_some(&table);
        let entries = self.lake.batches(own)?;
        let mut told = origin::told(&asked, &entries);
        if grant == Grant::Published {
            for delivery in &mut told {
                delivery.named = None;
                delivery.batch = self.strangers.batch(&delivery.batch)?;
            }
        } else if origin::has_rows(dataset) {
            let (mut rows, further) =
                origin::counted(&asked, &self.lake, &self.catalog.places, &told, &entries)?;
            for (at, delivery) in told.iter_mut().enumerate() {
                delivery.rows = Some(rows.iter().filter(|row| row.delivery == at).count() as u64);
            }
            put_in(origin, &mut rows, origin::columns(&asked));
            origin.rows.append(&mut rows);
            origin.further += further;
        }
        origin.deliveries.append(&mut told);
        Ok(())
    }
}

/// The sheets that were the last word for the asked place in the asked time.
pub(super) fn sources(
    question: &Question<'_>,
    loader: &Loader<'_>,
    version: &Version,
    times: &Times,
) -> Result<Vec<SourceSheet>, AnalyticsError> {
    let days = (times.from.map_or(times.to, day::before), times.to);
    let mut batches = BTreeSet::new();
    for dataset in datasets_of(question) {
        let wanted = Wanted {
            programme: question.programme,
            dataset,
            measures: BTreeSet::new(),
            days,
        };
        batches.extend(loader.batches(&wanted, &question.within)?);
    }
    let mut sources: Vec<SourceSheet> = batches
        .iter()
        .filter_map(|batch| version.sheets.get(batch).cloned())
        .collect();
    sources.sort();
    Ok(sources)
}

/// The datasets that the asked measures are counted from, in the order of their ids.
pub(super) fn datasets_of<'a>(question: &Question<'a>) -> Vec<&'a Dataset> {
    let asked = question
        .subjects
        .iter()
        .flat_map(|subject| question.programme.measures_of(*subject));
    let ids: BTreeSet<&str> = asked.map(|measure| measure.dataset.as_str()).collect();
    ids.into_iter()
        .filter_map(|id| question.programme.dataset(id))
        .collect()
}
