//! What the lake says now: for each place and date the deliveries that are not undone. It decides whether a batch
//! changes anything, and is the past against which year-to-date values may not fall.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;

use catalog::PlaceCode;
use catalog::programme::Dataset;
use jiff::{ToSpan, civil::Date};
use polars::prelude::{ParquetReader, PolarsResult, SerReader};
use store::{BatchEntry, BatchId, Lake, LakeFile, TableId, columns};

use crate::checks::not_falling_columns;
use crate::error::IngestError;
use crate::rows::Row;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The kept values of one place, by day and position of the delivery.
type Deliveries = BTreeMap<(Date, usize), Vec<Option<i64>>>;

/// The rows of one table that are not undone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// Columns of the dataset whose values are kept, by position and id.
    kept: Vec<(usize, String)>,
    /// Oldest first, so that of two positions the greater is the newer.
    deliveries: Vec<Delivery>,
    rows: HashMap<PlaceCode, Deliveries>,
    loaded: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Delivery {
    batch: BatchId,
    taken_in: i64,
    columns: Vec<String>,
    undone: bool,
}

impl Standing {
    /// What a table holds; rows are read year by year, when they are asked for.
    pub(crate) fn of(lake: &Lake, table: &TableId, dataset: &Dataset) -> Result<Self, IngestError> {
        let kept = not_falling_columns(dataset)
            .into_iter()
            .map(|at| (at, dataset.columns[at].id.clone()))
            .collect();
        let deliveries = lake.batches(Some(table))?.into_iter().map(Delivery::of).collect();
        Ok(Self {
            kept,
            deliveries,
            ..Self::default()
        })
    }

    /// Reads the years that are not read yet.
    pub(crate) fn load(
        &mut self,
        lake: &Lake,
        table: &TableId,
        years: &BTreeSet<String>,
    ) -> Result<(), IngestError> {
        let missing: Vec<&String> = years.difference(&self.loaded).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let files: Vec<LakeFile> = lake
            .files(table)?
            .into_iter()
            .filter(|file| missing.contains(&&file.fy))
            .collect();
        for file in files {
            self.read(&file).map_err(|source| IngestError::Frame {
                doing: "read what the lake holds",
                source,
            })?;
        }
        self.loaded.extend(years.iter().cloned());
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
        let values = self
            .kept
            .iter()
            .map(|(_, id)| frame.column(id).ok().map(|column| column.i64()).transpose());
        let values = values.collect::<PolarsResult<Vec<_>>>()?;
        let mut rows = std::mem::take(&mut self.rows);
        let deliveries: HashMap<(&str, i64), usize> = self.standing_deliveries().collect();
        for at in 0..frame.height() {
            let (Some(place), Some(day)) = (
                places.get(at).and_then(|code| code.parse().ok()),
                days.get(at).and_then(date),
            ) else {
                continue;
            };
            let (Some(batch), Some(instant)) = (batches.get(at), instants.get(at)) else {
                continue;
            };
            let Some(&delivery) = deliveries.get(&(batch, instant)) else {
                continue;
            }; // undone
            let row = values
                .iter()
                .map(|column| column.and_then(|column| column.get(at)))
                .collect();
            rows.entry(place).or_default().insert((day, delivery), row);
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

    /// The last value of a column before a day, not before `since`.
    pub(crate) fn value(
        &self,
        place: &PlaceCode,
        before: Date,
        since: Option<Date>,
        column: usize,
    ) -> Option<(Date, i64)> {
        let at = self.kept.iter().position(|(kept, _)| *kept == column)?;
        let span = (since.unwrap_or(Date::MIN), 0)..(before, 0);
        if span.start >= span.end {
            return None;
        }
        self.rows
            .get(place)?
            .range(span)
            .rev()
            .find_map(|((day, _), values)| Some((*day, values[at]?)))
    }

    /// Whether taking the batch in again would change nothing: it was taken in, that was not undone, and no newer
    /// delivery that fills one of its columns has one of its keys.
    pub(crate) fn is_unchanged(&self, batch: &BatchId, rows: &[Row]) -> bool {
        let Some(own) = self
            .deliveries
            .iter()
            .rposition(|one| one.batch == *batch && !one.undone)
        else {
            return false;
        };
        rows.iter().all(|row| {
            let Some(place) = self.rows.get(&row.place) else {
                return false;
            };
            let newer = place.range((row.date, own + 1)..=(row.date, usize::MAX));
            place.contains_key(&(row.date, own))
                && newer
                    .into_iter()
                    .all(|((_, other), _)| !self.shares_columns(own, *other))
        })
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

    /// Adds a batch that is about to be taken in, so that the next sheet of the run sees it.
    pub(crate) fn add(&mut self, batch: BatchId, taken_in: i64, columns: Vec<String>, rows: &[Row]) {
        let delivery = self.deliveries.len();
        self.deliveries.push(Delivery {
            batch,
            taken_in,
            columns,
            undone: false,
        });
        for row in rows {
            let values = self.kept.iter().map(|(column, _)| row.whole(*column)).collect();
            self.rows
                .entry(row.place.clone())
                .or_default()
                .insert((row.date, delivery), values);
        }
    }
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
        }
    }
}

fn date(days: i32) -> Option<Date> {
    EPOCH.checked_add(days.days()).ok()
}
