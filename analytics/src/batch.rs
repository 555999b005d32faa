//! Which places a batch is about, and so who may see it.

use std::collections::BTreeSet;

use catalog::{Catalog, PlaceCode};
use figures::Reader;
use polars::prelude::*;
use store::columns::{BATCH, PLACE, TAKEN_IN};
use store::{BatchEntry, BatchId, Lake, StoreError};

use crate::error::AnalyticsError;
use crate::{rows_of, run, scope};

/// The deliveries of a batch that a reader may see.
#[derive(Debug, Clone)]
pub struct SeenBatch {
    /// Oldest first.
    pub deliveries: Vec<BatchEntry>,
    /// Whether these are all, so that what is kept of the batch as a whole may be seen too.
    pub is_whole: bool,
}

/// The deliveries of a batch for those in office in every place that they have a row of. A delivery may say what nobody else
/// is told: names of files, rows left out, values that stood before.
pub fn batch(
    lake: &Lake,
    catalog: &Catalog,
    id: &BatchId,
    reader: &Reader,
) -> Result<SeenBatch, AnalyticsError> {
    let mut deliveries = lake.batches(None)?;
    deliveries.retain(|entry| entry.record.batch == *id);
    deliveries.sort_by_key(|entry| entry.record.taken_in);
    let unknown = || StoreError::UnknownBatch { batch: id.clone() };
    let record = &deliveries.first().ok_or_else(unknown)?.record;
    let programme = catalog
        .programme(&record.programme)
        .ok_or(AnalyticsError::Refused)?;
    if !scope::sends_returns(reader) {
        return Err(AnalyticsError::Refused);
    }
    let foreign: BTreeSet<i64> = rows(lake, &deliveries)?
        .into_iter()
        .filter(|(_, place)| !scope::may_send(&reader.class, programme, place, &catalog.places))
        .map(|(taken_in, _)| taken_in)
        .collect();
    let all = deliveries.len();
    deliveries.retain(|entry| !foreign.contains(&entry.record.taken_in.as_microsecond()));
    if deliveries.is_empty() {
        return Err(AnalyticsError::Refused);
    }
    Ok(SeenBatch {
        is_whole: deliveries.len() == all,
        deliveries,
    })
}

/// The places of which each delivery has rows, by its instant.
fn rows(lake: &Lake, entries: &[BatchEntry]) -> Result<BTreeSet<(i64, PlaceCode)>, AnalyticsError> {
    let mut found = BTreeSet::new();
    let Some(record) = entries.first().map(|entry| &entry.record) else {
        return Ok(found);
    };
    let years: BTreeSet<&String> = entries.iter().flat_map(|entry| &entry.partitions).collect();
    let files = lake.files(&record.table())?;
    for file in files.iter().filter(|file| years.contains(&file.fy)) {
        let rows = rows_of::scan(&file.path)?
            .filter(col(BATCH).eq(lit(record.batch.as_str())))
            .select([col(PLACE), col(TAKEN_IN).cast(DataType::Int64)])
            .unique(None, UniqueKeepStrategy::Any);
        let frame = run::frame(rows)?;
        let (places, instants) = (frame.column(PLACE)?.str()?, frame.column(TAKEN_IN)?.i64()?);
        for (place, instant) in places.iter().zip(instants.iter()) {
            // A row whose place can't be read is of nobody in particular, and there is none.
            if let (Some(place), Some(instant)) = (place.and_then(|code| code.parse().ok()), instant) {
                found.insert((instant, place));
            }
        }
    }
    Ok(found)
}
