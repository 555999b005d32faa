//! What the lake says now: for each place, case and date the deliveries that are not undone. It decides whether a batch
//! changes anything, and is the past against which year-to-date values may not fall and children not shrink.

mod matters;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;

use catalog::PlaceCode;
use catalog::calendar::FinancialYear;
use catalog::programme::{Dataset, Keeps};
use jiff::{ToSpan, civil::Date};
use polars::prelude::{ParquetReader, PolarsError, PolarsResult, SerReader};
use store::{BatchEntry, BatchId, Lake, LakeFile, TableId, columns};

use crate::accepted::Accepted;
use crate::checks::{looks_back_a_year, past_columns};
use crate::error::IngestError;
use crate::identity::CaseId;
use crate::row::Row;

use matters::Matters;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// What rows are about: a place, and in a dataset of cases the case.
type About = (PlaceCode, Option<CaseId>);

/// The kept values of one place or case, by day and position of the delivery.
type Deliveries = BTreeMap<(Date, usize), Box<[i64]>>;

/// Stands for a value that was not reported; no count and no amount is so small.
const NOT_REPORTED: i64 = i64::MIN;

/// The rows of one table that are not undone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// Columns of the dataset whose values are kept, by position and id.
    kept: Vec<(usize, String)>,
    /// The column that tells one case from another.
    case: Option<String>,
    /// The columns that tell the rows of a tally apart.
    classes: Vec<String>,
    /// Whether the past of a row goes beyond its financial year.
    looks_back: bool,
    /// Oldest first, so that of two positions the greater is the newer.
    deliveries: Vec<Delivery>,
    rows: HashMap<About, Deliveries>,
    loaded: BTreeSet<String>,
    /// In a docket, which has no rows above.
    matters: Option<Matters>,
}

#[derive(Debug, Clone)]
struct Delivery {
    batch: BatchId,
    taken_in: i64,
    columns: Vec<String>,
    undone: bool,
    /// Its rows are not told yet.
    awaited: bool,
}

impl Standing {
    /// What a table holds; rows are read year by year, when they are asked for.
    pub(crate) fn of(lake: &Lake, table: &TableId, dataset: &Dataset) -> Result<Self, IngestError> {
        let kept = past_columns(dataset)
            .into_iter()
            .map(|at| (at, dataset.columns[at].id.clone()))
            .collect();
        let deliveries = lake.batches(Some(table))?.into_iter().map(Delivery::of).collect();
        Ok(Self {
            kept,
            case: match &dataset.keeps {
                Keeps::Cases(cases) => Some(cases.case.clone()),
                _ => None,
            },
            classes: match &dataset.keeps {
                Keeps::Tally(tally) => tally.classes.clone(),
                _ => Vec::new(),
            },
            matters: match &dataset.keeps {
                Keeps::Docket(docket) => Some(Matters::told_by(&docket.case)),
                _ => None,
            },
            looks_back: looks_back_a_year(dataset),
            deliveries,
            ..Self::default()
        })
    }

    /// Reads the years of a batch that are not read yet, if its rows need a past, or it was taken in before.
    pub(crate) fn load(
        &mut self,
        lake: &Lake,
        table: &TableId,
        batch: &BatchId,
        years: &BTreeSet<String>,
    ) -> Result<(), IngestError> {
        let is_asked = !self.kept.is_empty() || self.taken_before(batch).is_some();
        if !is_asked || self.matters.is_some() {
            return Ok(());
        }
        let mut wanted = years.clone();
        if self.looks_back {
            wanted.extend(years.iter().filter_map(|year| year_before(year)));
        }
        let missing: Vec<String> = wanted.difference(&self.loaded).cloned().collect();
        if missing.is_empty() {
            return Ok(());
        }
        let files: Vec<LakeFile> = lake
            .files(table)?
            .into_iter()
            .filter(|file| missing.contains(&file.fy))
            .collect();
        for file in files {
            self.read(&file).map_err(fault)?;
        }
        self.loaded.extend(missing);
        Ok(())
    }

    fn read(&mut self, file: &LakeFile) -> PolarsResult<()> {
        let mut reader = ParquetReader::new(File::open(&file.path)?);
        let schema = reader.schema()?;
        // A file written before a column was declared lacks it.
        let kept: Vec<&String> = self
            .kept
            .iter()
            .map(|(_, id)| id)
            .filter(|id| schema.contains(id.as_str()))
            .collect();
        let bookkeeping = [columns::PLACE, columns::DATE, columns::BATCH, columns::TAKEN_IN];
        let wanted = bookkeeping
            .iter()
            .map(|name| (*name).to_owned())
            .chain(self.case.clone())
            .chain(self.classes.iter().cloned())
            .chain(kept.into_iter().cloned())
            .collect();
        let frame = reader.with_columns(Some(wanted)).finish()?;
        let (places, batches) = (
            frame.column(columns::PLACE)?.str()?,
            frame.column(columns::BATCH)?.str()?,
        );
        let (days, instants) = (
            frame.column(columns::DATE)?.to_physical_repr(),
            frame.column(columns::TAKEN_IN)?.to_physical_repr(),
        );
        let (days, instants) = (days.i32()?, instants.i64()?);
        let cases = self
            .case
            .as_ref()
            .map(|case| frame.column(case)?.str())
            .transpose()?;
        let classes = self
            .classes
            .iter()
            .map(|class| frame.column(class)?.str())
            .collect::<PolarsResult<Vec<_>>>()?;
        let values = self
            .kept
            .iter()
            .map(|(_, id)| frame.column(id).ok().map(|column| column.i64()).transpose());
        let values = values.collect::<PolarsResult<Vec<_>>>()?;
        let mut rows = std::mem::take(&mut self.rows);
        let mut codes: HashMap<&str, PlaceCode> = HashMap::new();
        let deliveries: HashMap<(&str, i64), usize> = self.standing_deliveries().collect();
        for at in 0..frame.height() {
            let (Some(text), Some(day)) = (places.get(at), days.get(at).and_then(date)) else {
                continue;
            };
            let place = match codes.get(text) {
                Some(place) => place.clone(),
                None => {
                    let Ok(place) = text.parse::<PlaceCode>() else {
                        continue;
                    };
                    codes.insert(text, place.clone());
                    place
                }
            };
            let case = match classes.as_slice() {
                [] => cases.and_then(|cases| cases.get(at)?.parse().ok()),
                classes => Some(CaseId::of_classes(classes.iter().map(|class| class.get(at)))),
            };
            let (Some(batch), Some(instant)) = (batches.get(at), instants.get(at)) else {
                continue;
            };
            let Some(&delivery) = deliveries.get(&(batch, instant)) else {
                continue;
            }; // undone
            let row = values
                .iter()
                .map(|column| column.and_then(|column| column.get(at)).unwrap_or(NOT_REPORTED))
                .collect();
            let about = (place, case);
            rows.entry(about).or_default().insert((day, delivery), row);
        }
        self.rows = rows;
        Ok(())
    }

    /// The deliveries that are not undone, by what names them in a row.
    fn standing_deliveries(&self) -> impl Iterator<Item = ((&str, i64), usize)> {
        let standing = self
            .deliveries
            .iter()
            .enumerate()
            .filter(|(_, delivery)| !delivery.undone);
        standing.map(|(at, delivery)| ((delivery.batch.as_str(), delivery.taken_in), at))
    }

    /// The last value of a column before a row, not before `since`.
    pub(crate) fn value(&self, row: &Row, since: Option<Date>, column: usize) -> Option<(Date, i64)> {
        let at = self.kept.iter().position(|(kept, _)| *kept == column)?;
        let span = (since.unwrap_or(Date::MIN), 0)..(row.date, 0);
        if span.start >= span.end {
            return None;
        }
        self.rows
            .get(&about(row))?
            .range(span)
            .rev()
            .find_map(|((day, _), values)| {
                Some((*day, Some(values[at]).filter(|value| *value != NOT_REPORTED)?))
            })
    }

    /// Whether taking the batch in again would change nothing: it was taken in, that was not undone, and no newer
    /// delivery that fills one of its columns has one of its keys.
    pub(crate) fn is_unchanged(
        &self,
        (lake, table): (&Lake, &TableId),
        batch: &BatchId,
        rows: &Accepted,
    ) -> Result<bool, IngestError> {
        let Some(own) = self.taken_before(batch) else {
            return Ok(false);
        };
        if let Some(matters) = &self.matters {
            let standing: HashMap<_, _> = self.standing_deliveries().collect();
            let replaces = |other| other > own && self.shares_columns(own, other);
            let files = lake.files(table)?;
            return matters
                .stand(&files, &standing, own, replaces, rows.cases().collect())
                .map_err(fault);
        }
        Ok(rows.rows().iter().all(|row| {
            let Some(place) = self.rows.get(&about(row)) else {
                return false;
            };
            let newer = place.range((row.date, own + 1)..=(row.date, usize::MAX));
            place.contains_key(&(row.date, own))
                && newer
                    .into_iter()
                    .all(|((_, other), _)| !self.shares_columns(own, *other))
        }))
    }

    /// The last delivery of a batch that is not undone.
    fn taken_before(&self, batch: &BatchId) -> Option<usize> {
        self.deliveries
            .iter()
            .rposition(|one| one.batch == *batch && !one.undone && !one.awaited)
    }

    fn shares_columns(&self, one: usize, other: usize) -> bool {
        self.deliveries[one]
            .columns
            .iter()
            .any(|column| self.deliveries[other].columns.contains(column))
    }

    /// Whether the batch came earlier in this run.
    pub(crate) fn has_since(&self, batch: &BatchId, taken_in: i64) -> bool {
        self.deliveries
            .iter()
            .any(|one| one.batch == *batch && one.taken_in >= taken_in)
    }

    /// Keeps the place of a batch among the deliveries; its rows may come later. Gives its position.
    pub(crate) fn reserve(&mut self, batch: BatchId, taken_in: i64) -> usize {
        self.deliveries.push(Delivery {
            batch,
            taken_in,
            columns: Vec::new(),
            undone: false,
            awaited: true,
        });
        self.deliveries.len() - 1
    }

    /// Puts the rows of a batch that is about to be taken in, so that the next sheet of the run sees them.
    pub(crate) fn fill(&mut self, delivery: usize, columns: Vec<String>, rows: &Accepted) {
        self.deliveries[delivery].columns = columns;
        self.deliveries[delivery].awaited = false;
        if let Some(matters) = &mut self.matters {
            return matters.fill(delivery, rows.cases().collect());
        }
        for row in rows.rows() {
            let values = self.kept.iter();
            let values = values
                .map(|(column, _)| row.whole(*column).unwrap_or(NOT_REPORTED))
                .collect();
            self.rows
                .entry(about(row))
                .or_default()
                .insert((row.date, delivery), values);
        }
    }

    /// Takes the rows of a reserved delivery out again, since its sheet is judged anew.
    pub(crate) fn empty(&mut self, delivery: usize) {
        if !self.deliveries[delivery].awaited {
            self.deliveries[delivery].awaited = true;
            if let Some(matters) = &mut self.matters {
                matters.empty(delivery);
            }
            for known in self.rows.values_mut() {
                known.retain(|(_, position), _| *position != delivery);
            }
        }
    }
}

fn fault(source: PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "read what the lake holds",
        source,
    }
}

fn about(row: &Row) -> About {
    (row.place.clone(), row.case)
}

fn year_before(year: &str) -> Option<String> {
    let year: FinancialYear = year.parse().ok()?;
    let day_before = year.first_day().yesterday().ok()?;
    Some(FinancialYear::of(day_before).to_string())
}

impl Delivery {
    fn of(entry: BatchEntry) -> Self {
        let undone = entry.undone.is_some();
        let store::BatchRecord {
            batch,
            taken_in,
            columns,
            ..
        } = entry.record;
        Self {
            batch,
            taken_in: taken_in.as_microsecond(),
            columns,
            undone,
            awaited: false,
        }
    }
}

fn date(days: i32) -> Option<Date> {
    EPOCH.checked_add(days.days()).ok()
}
