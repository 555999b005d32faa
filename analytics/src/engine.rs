//! The engine: one function that answers every page, download, report, mail and call.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::{Dataset, Page, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{
    CaseList, CaseQuery, Cell, Figures, Quality, QualityQuery, Query, Reader, Row, SourceSheet, State, Units,
};
use jiff::civil::Date;
use store::{BatchId, Lake, Manifest};

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
use crate::question::Question;
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
        Ok(self.lake.manifest()?.data_version)
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

    /// The deliveries of a batch for those in office in every place that they have a row of.
    pub fn batch(&self, id: &BatchId, reader: &Reader) -> Result<SeenBatch, AnalyticsError> {
        batch::batch(&self.lake, &self.catalog, id, reader)
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

    fn figures_from(&self, query: &Query, from: From) -> Result<Figures, AnalyticsError> {
        let question = Question::of(query, &self.catalog)?;
        let grant = scope::grant(&question, query, &self.catalog.places).ok_or(AnalyticsError::Refused)?;
        let version = self.version()?;
        let loader = self.loader(&version, from);
        let Some(times) = times(query, &question, &loader)? else {
            return without_data(query, &question, &version, &self.catalog);
        };
        if grant == Grant::Published {
            let latest = latest_asked(&question, &loader)?;
            let is_published = |day| scope::is_published_day(day, latest);
            if !(is_published(times.as_on) && is_published(times.to)) {
                return Err(AnalyticsError::Refused);
            }
        }
        let figures = answer(query, &question, &loader, &times, grant)?;
        Ok(Figures {
            sample: version.has_samples(&question),
            sources: sources(&question, &loader, &version, &times)?,
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
) -> Result<Option<Times>, AnalyticsError> {
    let as_on = match query.as_on.or(query.to) {
        Some(day) => Some(day),
        None => latest_asked(question, loader)?,
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
    let measures = question
        .subjects
        .iter()
        .flat_map(|subject| question.programme.measures_of(*subject));
    let ids: Vec<&str> = measures.map(|measure| measure.id.as_str()).collect();
    latest(loader, question.programme, &ids, &question.within)
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
fn latest(
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
    let asked = question
        .subjects
        .iter()
        .flat_map(|subject| question.programme.measures_of(*subject));
    let datasets: BTreeSet<&str> = asked.map(|measure| measure.dataset.as_str()).collect();
    let mut batches = BTreeSet::new();
    for dataset in datasets
        .into_iter()
        .filter_map(|id| question.programme.dataset(id))
    {
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
