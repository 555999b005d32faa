//! Where figures come from: the deliveries that were the last word for a place in a time, and the rows of numbers that
//! count. Rows about single cases are no part of it, whoever asks: they have a list of their own.

mod asked;
mod rows;
mod words;

use catalog::Words;
use catalog::programme::{Dataset, Keeps};
use figures::{Origin, OriginColumn, OriginDelivery, OriginRow};
use store::BatchEntry;

pub use asked::{Asked, Read, columns_of, level_of, readings};
pub use rows::counted;

/// The deliveries of the batches: of each the newest that was known and is not taken back.
pub fn told(asked: &Asked<'_>, entries: &[BatchEntry]) -> Vec<OriginDelivery> {
    let counts = |entry: &&BatchEntry| {
        let moment = entry.record.taken_in.as_microsecond();
        entry.undone.is_none() && asked.known_on.is_none_or(|known_on| moment <= known_on)
    };
    let newest = asked.batches.iter().filter_map(|batch| {
        let of_it = entries
            .iter()
            .filter(|entry| entry.record.batch.as_str() == batch);
        of_it.filter(counts).max_by_key(|entry| entry.record.taken_in)
    });
    let mut told: Vec<OriginDelivery> = newest.map(|entry| delivery(asked, entry)).collect();
    told.sort_by(|one, other| (one.taken_in, &one.batch).cmp(&(other.taken_in, &other.batch)));
    told
}

fn delivery(asked: &Asked<'_>, entry: &BatchEntry) -> OriginDelivery {
    let record = &entry.record;
    let mut sources = asked.programme.sources.iter();
    let layout = sources.find(|source| source.id == record.source);
    OriginDelivery {
        batch: record.batch.to_string(),
        dataset: asked.dataset.title.clone(),
        layout: layout.map_or_else(
            || Words::latin(record.source.clone()),
            |source| source.title.clone(),
        ),
        as_on: record.as_on,
        taken_in: record.taken_in,
        named: Some((record.file.clone(), record.sheet.clone())),
        rows: None,
    }
}

/// Whether rows of the dataset are numbers of places, and of nobody.
pub fn has_rows(dataset: &Dataset) -> bool {
    matches!(dataset.keeps, Keeps::Series)
}

/// The columns as rows have them.
pub fn columns(asked: &Asked<'_>) -> Vec<OriginColumn> {
    let declared = asked.columns.iter().filter_map(|id| asked.dataset.column(id));
    declared
        .map(|column| OriginColumn {
            id: column.id.clone(),
            decimals: if column.kind.per_unit() == 100 { 2 } else { 0 },
        })
        .collect()
}

/// Puts rows of a further dataset beside those that are there already: theirs are other deliveries and columns.
pub fn put_in(origin: &mut Origin, rows: &mut [OriginRow], mut columns: Vec<OriginColumn>) {
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
