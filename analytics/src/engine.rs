//! The engine: one function that answers every page, download, report, mail and call.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::{Audience, Dataset, Page, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode, PlaceLevel};
use figures::{
    CaseList, CaseQuery, Cell, Figures, Origin, OriginColumn, OriginRow, Quality, QualityQuery, Query,
    Reader, ReaderClass, Returns, ReturnsQuery, Row, SourceSheet, State, Units,
};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{BatchId, Lake, Manifest, TableId};

use crate::answer::answer;
use crate::batch::{self, SeenBatch};
use crate::build;
use crate::day;
use crate::error::AnalyticsError;
use crate::grid::{Times, keys_without_day};
use crate::line_list::{self, Followed};
use crate::load::{From, KeptTables, Loader, PastYears, Wanted};
use crate::measuring::{self, Measured};
use crate::names::{REPORTING, TOTALS};
use crate::origin;
use crate::published;
use crate::question::Question;
use crate::ratio::parts_of;
use crate::reading::Span;
use crate::returns::{self, Owed};
use crate::scope::{self, Grant, Opening};
use crate::series::SeriesSet;

/// Answers queries over one lake. It is shared by all threads of a server.
pub struct Engine {
    lake: Lake,
    catalog: Arc<Catalog>,
    past: PastYears,
    kept: KeptTables,
    known: Mutex<Option<Arc<Version>>>,
}

/// One data version, as far as every query needs it.
struct Version {
    manifest: Manifest,
    sheets: BTreeMap<String, SourceSheet>,
    /// Programmes with sample data in them: whatever they show may be made up.
    samples: BTreeSet<String>,
}

impl Version {
    fn has_samples(&self, question: &Question<'_>) -> bool {
        self.samples.contains(&question.programme.id)
    }
}

impl Engine {
    /// An engine over the lake in a data directory; a lake that is not there yet is empty.
    pub fn open(data: &Path, catalog: Arc<Catalog>) -> Result<Self, AnalyticsError> {
        Ok(Self {
            lake: Lake::open(data)?,
            catalog,
            past: PastYears::default(),
            kept: KeptTables::default(),
            known: Mutex::default(),
        })
    }

    /// Programmes and places.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Brings facts and rollups up to date with the rows; the data version.
    pub fn refresh(&self) -> Result<u64, AnalyticsError> {
        build::refresh(&self.lake, &self.catalog)
    }

    /// Computes all facts again, whatever is stored of them; the data version.
    pub fn rebuild(&self) -> Result<u64, AnalyticsError> {
        build::rebuild(&self.lake, &self.catalog)
    }

    /// The number of the facts that answers are computed from now.
    pub fn data_version(&self) -> Result<u64, AnalyticsError> {
        Ok(self.lake.data_version()?)
    }

    /// That number, and when those facts came to be.
    pub fn data_state(&self) -> Result<(u64, Option<Timestamp>), AnalyticsError> {
        let manifest = self.lake.manifest()?;
        Ok((manifest.data_version, manifest.made_at))
    }

    /// The answer to a query, from rollups where they serve.
    pub fn figures(&self, query: &Query) -> Result<Figures, AnalyticsError> {
        let from = query
            .known_on
            .map_or(From::Rollups, |known_on| From::Past(known_on.0.as_microsecond()));
        self.figures_from(query, from)
    }

    /// The same answer, added up from facts without any rollup: what rollups are checked and measured against.
    pub fn figures_from_facts(&self, query: &Query) -> Result<Figures, AnalyticsError> {
        self.figures_from(query, From::Facts)
    }

    /// The latest day with a row of a programme in a place, if there is any.
    pub fn latest(&self, programme: &str, within: &PlaceCode) -> Result<Option<Date>, AnalyticsError> {
        let Some(programme) = self.catalog.programme(programme) else {
            return Ok(None);
        };
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let all: Vec<&str> = programme
            .measures
            .iter()
            .map(|measure| measure.id.as_str())
            .collect();
        latest(&loader, programme, &all, within)
    }

    /// The financial years of which a programme has any facts, in order.
    pub fn years(&self, programme: &str) -> Result<Vec<FinancialYear>, AnalyticsError> {
        let Some(programme) = self.catalog.programme(programme) else {
            return Ok(Vec::new());
        };
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let of = |dataset: &Dataset| loader.all_years(&programme.id, &dataset.id);
        let years: BTreeSet<FinancialYear> = programme
            .datasets
            .iter()
            .flat_map(of)
            .filter_map(|year| year.parse().ok())
            .collect();
        Ok(years.into_iter().collect())
    }

    /// The cases under care in a place, for those who look after them.
    pub fn cases(&self, query: &CaseQuery) -> Result<CaseList, AnalyticsError> {
        let followed = Followed::of(query, &self.catalog)?;
        if self.catalog.places.get(&query.within).is_none() {
            return Err(AnalyticsError::UnknownPlace(query.within.to_string()));
        }
        if !scope::may_list(
            followed.programme,
            &query.within,
            &query.reader,
            &self.catalog.places,
        ) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let as_on = match query.as_on {
            Some(day) => Some(day),
            None => latest_of_dataset(&loader, followed.programme, followed.dataset, &query.within)?,
        };
        let rows = match as_on {
            Some(day) => line_list::rows(&followed, &query.within, day, &loader)?,
            None => Vec::new(),
        };
        Ok(CaseList {
            programme: followed.programme.id.clone(),
            place: query.within.clone(),
            as_on,
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&followed.programme.id),
            rules: as_on.map(|day| followed.rules(day)).unwrap_or_default(),
            rows,
        })
    }

    /// How well the cases of a place were measured in a month.
    pub fn quality(&self, query: &QualityQuery) -> Result<Quality, AnalyticsError> {
        let measured = Measured::of(query, &self.catalog)?;
        if self.catalog.places.get(&query.within).is_none() {
            return Err(AnalyticsError::UnknownPlace(query.within.to_string()));
        }
        if !scope::may_see_quality(
            measured.programme,
            &query.within,
            &query.reader,
            &self.catalog.places,
        ) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let day = match query.as_on {
            Some(day) => Some(day),
            None => latest_of_dataset(&loader, measured.programme, &measured.dataset.id, &query.within)?,
        };
        let month = day.map(measuring::month_of);
        let rows = match &month {
            Some(month) => measuring::rows(&measured, query, month, &loader)?,
            None => Vec::new(),
        };
        Ok(Quality {
            programme: measured.programme.id.clone(),
            place: query.within.clone(),
            month,
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&measured.programme.id),
            signs: measuring::signs(),
            rows,
        })
    }

    /// Who of a place has reported a dataset in time, who late, and who not.
    pub fn returns(&self, query: &ReturnsQuery) -> Result<Returns, AnalyticsError> {
        let owed = Owed::of(query, &self.catalog)?;
        if self.catalog.places.get(&query.within).is_none() {
            return Err(AnalyticsError::UnknownPlace(query.within.to_string()));
        }
        if !scope::may_see_returns(owed.programme, &query.within, &query.reader, &self.catalog.places) {
            return Err(AnalyticsError::Refused);
        }
        let version = self.version()?;
        let from = query
            .known_on
            .map_or(From::Rollups, |known_on| From::Past(known_on.0.as_microsecond()));
        let received = self
            .loader(&version, from)
            .received(owed.programme, owed.dataset)?;
        let answer = returns::returns(query, &owed, &self.catalog, &received)?;
        Ok(Returns {
            data_version: version.manifest.data_version,
            data_time: version.manifest.made_at,
            sample: version.samples.contains(&owed.programme.id),
            ..answer
        })
    }

    /// The deliveries of a batch for those in office in every place that they have a row of.
    pub fn batch(&self, id: &BatchId, reader: &Reader) -> Result<SeenBatch, AnalyticsError> {
        batch::batch(&self.lake, &self.catalog, id, reader)
    }

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
        let from = query
            .known_on
            .map_or(From::Rollups, |known_on| From::Past(known_on.0.as_microsecond()));
        let loader = self.loader(&version, from);
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
            told.iter_mut().for_each(|delivery| delivery.named = None);
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

    /// Whether the reader of a query may have its answer, if the day it is about is one as on which figures are published.
    pub fn may_ask(&self, query: &Query) -> Result<bool, AnalyticsError> {
        let question = Question::of(query, &self.catalog)?;
        Ok(scope::grant(&question, query, &self.catalog.places).is_some())
    }

    /// Whether a page of a place opens to a reader.
    pub fn opening(&self, reader: &Reader, programme: &Programme, page: &Page, place: &PlaceCode) -> Opening {
        scope::opening(reader, programme, page, place, &self.catalog.places)
    }

    /// Whether what is made for an audience opens to a reader in a place.
    pub fn opens(
        &self,
        reader: &Reader,
        programme: &Programme,
        audience: Audience,
        place: &PlaceCode,
    ) -> bool {
        scope::opening_to(audience, reader, programme, place, &self.catalog.places) == Opening::Open
    }

    /// On what of a reader a report about a place depends, from what it asks and for whom each part is made.
    pub fn audience<'a>(
        &self,
        class: &ReaderClass,
        asked: impl IntoIterator<Item = (&'a Programme, Audience)>,
        place: &PlaceCode,
    ) -> ReaderClass {
        scope::audience(class, asked, place, &self.catalog.places)
    }

    /// Whether a reader may know of a report that was made for readers of some class.
    pub fn may_know_of<'a>(
        &self,
        reader: &Reader,
        made_for: &ReaderClass,
        programmes: impl IntoIterator<Item = &'a Programme>,
        place: &PlaceCode,
    ) -> Opening {
        scope::may_know_of(reader, made_for, programmes, place, &self.catalog.places)
    }

    fn figures_from(&self, query: &Query, from: From) -> Result<Figures, AnalyticsError> {
        let question = Question::of(query, &self.catalog)?;
        let grant = scope::grant(&question, query, &self.catalog.places).ok_or(AnalyticsError::Refused)?;
        let version = self.version()?;
        let loader = self.loader(&version, from);
        let Some(times) = times(query, &question, &loader, grant)? else {
            return without_data(query, &question, &version, &self.catalog);
        };
        if grant == Grant::Published && !is_published_time(&question, &loader, &times)? {
            return Err(AnalyticsError::Refused);
        }
        let figures = answer(query, &question, &loader, &times, grant)?;
        let mut sources = sources(&question, &loader, &version, &times)?;
        if grant == Grant::Published {
            // A sender may have called a file by somebody's name.
            sources.iter_mut().for_each(SourceSheet::withhold_names);
        }
        Ok(Figures {
            sample: version.has_samples(&question),
            sources,
            ..figures
        })
    }

    fn loader<'a>(&'a self, version: &'a Version, from: From) -> Loader<'a> {
        Loader {
            lake: &self.lake,
            catalog: &self.catalog,
            manifest: &version.manifest,
            from,
            past: &self.past,
            kept: &self.kept,
        }
    }

    /// The version that counts now, read once and kept until another is published.
    fn version(&self) -> Result<Arc<Version>, AnalyticsError> {
        let latest = self.lake.manifest()?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(version) = known
            .as_ref()
            .filter(|version| version.manifest.data_version == latest.data_version)
        {
            return Ok(Arc::clone(version));
        }
        let manifest = latest;
        let entries = self.lake.batches(None)?;
        let live = entries.iter().filter(|entry| entry.undone.is_none());
        let samples = live
            .filter(|entry| entry.record.sample)
            .map(|entry| entry.record.programme.clone());
        let version = Arc::new(Version {
            samples: samples.collect(),
            sheets: entries.into_iter().map(|entry| sheet(entry.record)).collect(),
            manifest,
        });
        *known = Some(Arc::clone(&version));
        Ok(version)
    }
}

/// The datasets that the asked measures are counted from, in the order of their ids.
fn datasets_of<'a>(question: &Question<'a>) -> Vec<&'a Dataset> {
    let asked = question
        .subjects
        .iter()
        .flat_map(|subject| question.programme.measures_of(*subject));
    let ids: BTreeSet<&str> = asked.map(|measure| measure.dataset.as_str()).collect();
    ids.into_iter()
        .filter_map(|id| question.programme.dataset(id))
        .collect()
}

/// The columns of a dataset that the asked measures add up.
fn columns_of<'a>(question: &Question<'a>, dataset: &Dataset) -> Vec<&'a str> {
    let mut columns = Vec::new();
    for subject in &question.subjects {
        for measure in question.programme.measures_of(*subject) {
            let own = measure.sum_of.iter().filter(|_| measure.dataset == dataset.id);
            for column in own {
                if !columns.contains(&column.as_str()) {
                    columns.push(column.as_str());
                }
            }
        }
    }
    columns
}

/// How the asked measures of a dataset are read over a span, each once.
fn readings<'a>(question: &Question<'a>, dataset: &Dataset, span: Span) -> Vec<origin::Read<'a>> {
    let mut readings: Vec<origin::Read<'a>> = Vec::new();
    for subject in &question.subjects {
        let parts = parts_of(question.programme, *subject, span);
        for (measure, part) in question.programme.measures_of(*subject).into_iter().zip(parts) {
            if measure.dataset == dataset.id && readings.iter().all(|known| known.measure.id != measure.id) {
                readings.push(origin::Read {
                    measure,
                    reading: part.reading,
                });
            }
        }
    }
    readings
}

/// The level whose rows were added up, where all figures agree on one.
fn level_of(figures: &Figures) -> Option<PlaceLevel> {
    let mut levels = figures
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| cell.level);
    let first = levels.next()?;
    levels.all(|level| level == first).then_some(first)
}

/// Puts rows of a further dataset beside those that are there already: theirs are other deliveries and columns.
fn put_in(origin: &mut Origin, rows: &mut [OriginRow], mut columns: Vec<OriginColumn>) {
    let (before, after) = (origin.columns.len(), columns.len());
    for row in &mut origin.rows {
        row.values.resize(before + after, None);
    }
    for row in rows {
        row.delivery += origin.deliveries.len();
        row.values = std::iter::repeat_n(None, before)
            .chain(row.values.drain(..))
            .collect();
    }
    origin.columns.append(&mut columns);
}

fn sheet(record: store::BatchRecord) -> (String, SourceSheet) {
    let batch = record.batch.to_string();
    let source = SourceSheet {
        batch: batch.clone(),
        file: record.file,
        sheet: record.sheet,
    };
    (batch, source)
}

/// The time a query is about; none while there is no data to be true of any day.
fn times(
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
fn is_published_time(
    question: &Question<'_>,
    loader: &Loader<'_>,
    times: &Times,
) -> Result<bool, AnalyticsError> {
    let latest = latest_published(question, loader)?;
    let is_published = |day| published::is_published_day(day, latest);
    Ok(is_published(times.as_on) && is_published(times.to))
}

/// The latest day with a row of a dataset in a place.
fn latest_of_dataset(
    loader: &Loader<'_>,
    programme: &Programme,
    dataset: &str,
    within: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    let of_it = programme
        .measures
        .iter()
        .filter(|measure| measure.dataset == dataset);
    let ids: Vec<&str> = of_it.map(|measure| measure.id.as_str()).collect();
    latest(loader, programme, &ids, within)
}

/// The latest day with a row of some measures in a place: the newest financial year that has any is searched.
pub fn latest(
    loader: &Loader<'_>,
    programme: &Programme,
    measures: &[&str],
    within: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    let mut found: Option<Date> = None;
    for dataset in &programme.datasets {
        let of_it = programme
            .measures
            .iter()
            .filter(|m| m.dataset == dataset.id && measures.contains(&m.id.as_str()));
        let mut ids: BTreeSet<&str> = of_it.map(|measure| measure.id.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        if dataset.is_of_units() {
            ids.extend([REPORTING, TOTALS]);
        }
        for fy in loader.all_years(&programme.id, &dataset.id).into_iter().rev() {
            let Ok(year) = fy.parse::<FinancialYear>() else {
                continue;
            };
            let days = (year.first_day(), year.last_day());
            let mut series = SeriesSet::default();
            loader.load(
                &Wanted {
                    programme,
                    dataset,
                    measures: ids.clone(),
                    days,
                },
                &[within],
                &mut series,
            )?;
            if let Some(day) = series.last_row() {
                found = found.max(Some(day));
                break;
            }
        }
    }
    Ok(found)
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
        by_titles: crate::answer::by_titles(query, question),
        columns: crate::answer::columns(question),
        rows: rows.collect(),
        breaks: Vec::new(),
        sources: Vec::new(),
    })
}

/// The sheets that were the last word for the asked place in the asked time.
fn sources(
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
