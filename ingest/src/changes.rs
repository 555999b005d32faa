//! What a sheet would change: each of its rows against what stands in the lake now.
//!
//! What stands of a column is what facts are built from: the latest delivery that is not undone and has the column. A row
//! is new where nothing stands for its place, case and day; changed where a column that the sheet has stands otherwise.

mod prints;
mod stands;

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use catalog::programme::{Column, ColumnType, Dataset};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use polars::prelude::{AnyValue, DataFrame, PolarsResult};
use serde::{Deserialize, Serialize};
use store::columns::{BATCH, DATE, PLACE, SOURCE_ROW, TAKEN_IN};
use store::{BatchEntry, Lake, TableId};

use crate::error::IngestError;

pub(crate) use prints::{row_prints, value_prints};
use stands::{Deliveries, Stands, read, row_keys};

/// Changed values that are shown; the count goes on.
const SHOWN: usize = 50;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// What a sheet would change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Rows for which nothing stands yet.
    pub new: u64,
    /// Rows of which a value stands otherwise.
    pub changed: u64,
    /// Rows that stand as they are.
    pub unchanged: u64,
    /// The first of the changed values.
    pub sample: Vec<Change>,
    /// A hash of all of them.
    #[serde(default)]
    pub print: u64,
}

/// A value that would change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// Code of the place.
    pub place: String,
    /// The day.
    pub date: Option<Date>,
    /// Row of the sheet, as Excel shows it.
    pub row: i64,
    /// Id of the dataset's column.
    pub column: String,
    /// What stands; none where it is not reported.
    pub before: Option<String>,
    /// What would stand.
    pub after: Option<String>,
}

/// What rows would change in the lake, in the columns that are compared.
pub(crate) fn changes(
    lake: &Lake,
    (table, dataset): (&TableId, &Dataset),
    rows: &DataFrame,
    compared: &[&Column],
) -> Result<Changes, IngestError> {
    let deliveries = standing(lake, table, None)?;
    compare(
        lake,
        (table, dataset),
        &deliveries,
        std::slice::from_ref(rows),
        compared,
    )
}

/// The columns of a dataset that a sheet has and that say something: a case is what a row is about.
pub(crate) fn compared<'d>(dataset: &'d Dataset, filled: &[String]) -> Vec<&'d Column> {
    let columns = dataset.columns.iter();
    columns
        .filter(|column| filled.contains(&column.id) && column.kind != ColumnType::Case)
        .collect()
}

/// What a delivery changed against what stood before it; none of its rows are missing from the lake, so that they are read
/// from there.
pub fn changes_of_delivery(
    lake: &Lake,
    dataset: &Dataset,
    entry: &BatchEntry,
) -> Result<Changes, IngestError> {
    changes_between(lake, dataset, entry, None)
}

/// What one delivery says otherwise than another; without another, than all that counted before it.
pub fn changes_between(
    lake: &Lake,
    dataset: &Dataset,
    entry: &BatchEntry,
    other: Option<&BatchEntry>,
) -> Result<Changes, IngestError> {
    let table = entry.record.table();
    let deliveries = match other {
        Some(other) => [name(other)].into(),
        None => standing(lake, &table, Some(entry.record.taken_in))?,
    };
    let mut frames = Vec::new();
    for file in lake
        .files(&table)?
        .iter()
        .filter(|file| entry.partitions.contains(&file.fy))
    {
        let frame = read(file, dataset).map_err(fault)?;
        let stays = belongs(&frame, &name(entry)).map_err(fault)?;
        let rows = frame.filter(&stays.iter().map(|stays| Some(*stays)).collect());
        frames.push(rows.map_err(fault)?);
    }
    let compared = compared(dataset, &entry.record.columns);
    compare(lake, (&table, dataset), &deliveries, &frames, &compared)
}

fn name(entry: &BatchEntry) -> ((String, i64), BTreeSet<String>) {
    let record = &entry.record;
    let named = (record.batch.to_string(), record.taken_in.as_microsecond());
    (named, record.columns.iter().cloned().collect())
}

/// The deliveries that count: of those before an instant, those that were not undone by then.
fn standing(lake: &Lake, table: &TableId, before: Option<Timestamp>) -> Result<Deliveries, IngestError> {
    let entries = lake.batches(Some(table))?;
    let counts = |entry: &&BatchEntry| match before {
        Some(before) => entry.record.taken_in < before && entry.undone.is_none_or(|undone| undone >= before),
        None => entry.undone.is_none(),
    };
    Ok(entries.iter().filter(counts).map(name).collect())
}

fn belongs(frame: &DataFrame, (delivery, _): &((String, i64), BTreeSet<String>)) -> PolarsResult<Vec<bool>> {
    let (batches, instants) = (
        frame.column(BATCH)?.str()?,
        frame.column(TAKEN_IN)?.to_physical_repr(),
    );
    let instants = instants.i64()?;
    let is_its = |at| batches.get(at) == Some(&delivery.0) && instants.get(at) == Some(delivery.1);
    Ok((0..frame.height()).map(is_its).collect())
}

fn compare(
    lake: &Lake,
    (table, dataset): (&TableId, &Dataset),
    deliveries: &Deliveries,
    frames: &[DataFrame],
    columns: &[&Column],
) -> Result<Changes, IngestError> {
    if deliveries.is_empty() {
        return Ok(Changes {
            new: frames.iter().map(|frame| frame.height() as u64).sum(),
            ..Changes::default()
        });
    }
    let mut keys = HashSet::new();
    for frame in frames {
        keys.extend(row_keys(frame, dataset).map_err(fault)?);
    }
    let stands = Stands::read(lake, table, dataset, deliveries, &keys)?;
    let mut changes = Changes::default();
    for frame in frames {
        add(&mut changes, frame, dataset, columns, &stands).map_err(fault)?;
    }
    Ok(changes)
}

fn add(
    changes: &mut Changes,
    frame: &DataFrame,
    dataset: &Dataset,
    columns: &[&Column],
    stands: &Stands,
) -> PolarsResult<()> {
    let numbers = frame.column(SOURCE_ROW)?.i64()?;
    for (at, key) in row_keys(frame, dataset)?.into_iter().enumerate() {
        let Some(known) = stands.rows.get(&key) else {
            changes.new += 1;
            continue;
        };
        let mut is_changed = false;
        for column in columns {
            let (before, after) = (
                stands.value(known, &column.id)?,
                frame.column(&column.id)?.get(at)?,
            );
            if before == after {
                continue;
            }
            is_changed = true;
            let change = Change {
                place: frame.column(PLACE)?.str()?.get(at).unwrap_or_default().to_owned(),
                date: date_at(frame, at)?,
                row: numbers.get(at).unwrap_or_default(),
                column: column.id.clone(),
                before: shown(&before, column.kind),
                after: shown(&after, column.kind),
            };
            let mut hasher = DefaultHasher::new();
            (changes.print, &change).hash(&mut hasher);
            changes.print = hasher.finish();
            if changes.sample.len() < SHOWN {
                changes.sample.push(change);
            }
        }
        if is_changed {
            changes.changed += 1;
        } else {
            changes.unchanged += 1;
        }
    }
    Ok(())
}

pub(crate) fn date_at(frame: &DataFrame, at: usize) -> PolarsResult<Option<Date>> {
    let days = frame.column(DATE)?.to_physical_repr();
    Ok(days.i32()?.get(at).and_then(date_of))
}

fn date_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(days.days()).ok()
}

/// A value in the unit in which sheets give it.
pub(crate) fn shown(value: &AnyValue<'_>, kind: ColumnType) -> Option<String> {
    match value {
        AnyValue::Null => None,
        AnyValue::Int64(whole) if kind.per_unit() > 1 => Some(in_units(*whole, kind.per_unit())),
        AnyValue::Int64(whole) => Some(whole.to_string()),
        AnyValue::Float64(number) => Some(number.to_string()),
        AnyValue::Boolean(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        AnyValue::String(text) => Some((*text).to_owned()),
        AnyValue::Date(days) => date_of(*days).map(|day| day.to_string()),
        other => Some(other.to_string()),
    }
}

/// `12050` paise are `120.5` rupees.
fn in_units(whole: i64, per_unit: i64) -> String {
    let digits = per_unit.ilog10() as usize;
    let (units, rest) = (
        whole.unsigned_abs() / per_unit.unsigned_abs(),
        whole.unsigned_abs() % per_unit.unsigned_abs(),
    );
    let sign = if whole < 0 { "-" } else { "" };
    let text = format!("{sign}{units}.{rest:0digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn fault(source: polars::prelude::PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "compare the rows with what the lake holds",
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_whole_numbers_are_shown_in_the_unit_of_the_sheet() {
        let money = |paise| in_units(paise, 100);
        assert_eq!(
            [money(12_050), money(-5), money(300), money(0)],
            ["120.5", "-0.05", "3", "0"]
        );
        assert_eq!(
            (in_units(8_500, 1_000), in_units(823, 10)),
            ("8.5".into(), "82.3".into())
        );
    }
}
