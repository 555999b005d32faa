//! A batch: one sheet of one file, taken in. Its id follows from what it says, not from where it came.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::TableId;

/// Hex digits of a batch id: 128 bits, so that two sheets meet by chance never, and people can still copy it.
const ID_DIGITS: usize = 32;

/// Opens the hashed text, so that a change of what is hashed gives other ids throughout.
const HASH_DOMAIN: &str = "jela batch 1";

/// Stands where a cell's length would stand, and is longer than any cell.
const END_OF_ROW: u64 = u64::MAX;

/// Id of a batch: 32 hex digits, made by [`BatchHasher`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BatchId(String);

/// A text that is no batch id.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no batch id: those are {ID_DIGITS} of the digits 0-9 and a-f")]
pub struct NotABatchId(String);

impl BatchId {
    /// The id of a sheet whose rows are at hand; [`BatchHasher`] takes them one cell at a time.
    pub fn of<'a, Row>(table: &TableId, as_on: Option<Date>, rows: impl IntoIterator<Item = Row>) -> Self
    where
        Row: IntoIterator<Item = &'a str>,
    {
        let mut hasher = BatchHasher::new(table, as_on);
        for row in rows {
            row.into_iter().for_each(|cell| hasher.cell(cell));
            hasher.end_row();
        }
        hasher.finish()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BatchId {
    type Err = NotABatchId;

    fn from_str(text: &str) -> Result<Self, NotABatchId> {
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == ID_DIGITS && text.bytes().all(hex) {
            return Ok(Self(text.to_owned()));
        }
        Err(NotABatchId(text.to_owned()))
    }
}

impl TryFrom<String> for BatchId {
    type Error = NotABatchId;

    fn try_from(text: String) -> Result<Self, NotABatchId> {
        text.parse()
    }
}

impl From<BatchId> for String {
    fn from(id: BatchId) -> Self {
        id.0
    }
}

/// Makes a batch id as the sheet is read.
///
/// Hashed by BLAKE3, of which the first 16 bytes are kept: the text `jela batch 1`, `programme/dataset`, the as-on
/// date as `2026-11-24` (empty if the sheet has none), then every cell's text in reading order. Each text goes in
/// as its length in bytes (64 bits, little endian) and its UTF-8; the end of a row goes in as 64 set bits. So the
/// file's name, format and styling do not matter, and cells can't run into one another.
#[derive(Debug, Clone)]
pub struct BatchHasher {
    hasher: blake3::Hasher,
    /// What is still to be hashed: BLAKE3 is slow at a few bytes at a time.
    waiting: Vec<u8>,
}

/// How many bytes are hashed at once.
const AT_ONCE: usize = 64 << 10;

impl BatchHasher {
    /// Starts a sheet of a dataset, true for `as_on`.
    pub fn new(table: &TableId, as_on: Option<Date>) -> Self {
        let mut hasher = Self {
            hasher: blake3::Hasher::new(),
            waiting: Vec::with_capacity(AT_ONCE),
        };
        hasher.cell(HASH_DOMAIN);
        hasher.cell(&table.to_string());
        hasher.cell(&as_on.map(|date| date.to_string()).unwrap_or_default());
        hasher
    }

    /// Takes in the next cell's text.
    pub fn cell(&mut self, text: &str) {
        self.take(&(text.len() as u64).to_le_bytes());
        self.take(text.as_bytes());
    }

    /// Marks the end of a row.
    pub fn end_row(&mut self) {
        self.take(&END_OF_ROW.to_le_bytes());
    }

    fn take(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= AT_ONCE {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
    }

    /// The id of all that was taken in.
    pub fn finish(mut self) -> BatchId {
        self.hasher.update(&self.waiting);
        BatchId(self.hasher.finalize().to_hex()[..ID_DIGITS].to_owned())
    }
}

/// What is kept of a batch beside its rows; it travels in the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRecord {
    /// Id of the batch.
    pub batch: BatchId,
    /// Id of the programme.
    pub programme: String,
    /// Id of the dataset.
    pub dataset: String,
    /// Source (sheet layout) that was recognised.
    pub source: String,
    /// Name of the file, without folders.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Hash of the file's bytes, hex.
    pub file_hash: String,
    /// The day for which the sheet is true, where it has one.
    pub as_on: Option<Date>,
    /// The instant at which it was taken in.
    pub taken_in: Timestamp,
    /// The dataset's columns that the source layout has.
    pub columns: Vec<String>,
    /// Data rows of the sheet.
    pub rows_read: u64,
    /// Of these, those that were stored.
    pub rows_accepted: u64,
    /// Of these, those that were left out, each with a finding.
    pub rows_rejected: u64,
    /// Whether the sheet says that its data is made up.
    #[serde(default)]
    pub sample: bool,
}

impl BatchRecord {
    /// The table the batch belongs to.
    pub fn table(&self) -> TableId {
        TableId::new(&self.programme, &self.dataset)
    }
}

/// One delivery of a batch, as the log of its table tells it. The same batch may be delivered again: a delivery
/// is named by the batch and the instant it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchEntry {
    /// What is known of the batch.
    pub record: BatchRecord,
    /// When this delivery was taken back, if it was.
    pub undone: Option<Timestamp>,
    /// Version of the table that brought it.
    pub version: u64,
    /// Financial years in which it has rows.
    pub partitions: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn progress() -> TableId {
        TableId::new("mgnrega", "progress")
    }

    #[test]
    fn the_same_cells_for_the_same_day_are_the_same_batch() {
        let day = Some(date(2026, 11, 24));
        let id = BatchId::of(&progress(), day, [["GP", "Persondays"], ["Ramgarh", "120"]]);
        assert_eq!(
            id,
            BatchId::of(&progress(), day, [["GP", "Persondays"], ["Ramgarh", "120"]])
        );
        assert_eq!(id.as_str().parse::<BatchId>().unwrap(), id);
    }

    #[test]
    fn another_day_dataset_or_cell_is_another_batch() {
        let day = Some(date(2026, 11, 24));
        let id = BatchId::of(&progress(), day, [["Ramgarh", "120"]]);
        assert_ne!(id, BatchId::of(&progress(), None, [["Ramgarh", "120"]]));
        assert_ne!(
            id,
            BatchId::of(&TableId::new("mgnrega", "demand"), day, [["Ramgarh", "120"]])
        );
        assert_ne!(id, BatchId::of(&progress(), day, [["Ramgarh", "121"]]));
    }

    #[test]
    fn cells_do_not_run_into_one_another() {
        let two_rows = BatchId::of(&progress(), None, [vec!["1", "2"], vec!["3"]]);
        assert_ne!(two_rows, BatchId::of(&progress(), None, [vec!["1", "2", "3"]]));
        assert_ne!(two_rows, BatchId::of(&progress(), None, [vec!["12"], vec!["3"]]));
    }

    #[test]
    fn a_word_that_is_no_batch_id_is_refused() {
        for text in ["", "ramgarh", "ABCDEF", &"g".repeat(32), &"0".repeat(33)] {
            assert!(text.parse::<BatchId>().is_err(), "{text}");
        }
    }
}
