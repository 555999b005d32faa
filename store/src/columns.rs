//! What a dataset's table looks like: its name, its own columns, and the columns every table has.
//!
//! The kinds are those that Spark, DuckDB and polars agree on.

use std::fmt;
use std::str::FromStr;

use deltalake::kernel::{DataType as DeltaType, StructField};
use polars::prelude::{DataType as FrameType, TimeUnit, TimeZone};
use serde::{Deserialize, Serialize};

use crate::{Result, StoreError};

/// Code of the place the row is about.
pub const PLACE: &str = "place";
/// Level of that place.
pub const LEVEL: &str = "level";
/// The place as the sheet printed it, so that places can be matched again when the registry changes.
pub const PLACE_PRINTED: &str = "place_printed";
/// The day for which the row is true, or on which its event happened.
pub const DATE: &str = "date";
/// Financial year of [`DATE`], like `2026-27`; the partition.
pub const FY: &str = "fy";
/// Source (sheet layout) in which the row arrived.
pub const SOURCE: &str = "source";
/// Row of the sheet, counted from 1 as Excel shows it.
pub const SOURCE_ROW: &str = "source_row";
/// Id of the batch that brought the row.
pub const BATCH: &str = "batch";
/// The instant the batch was taken in, UTC; with [`BATCH`] it names one delivery.
pub const TAKEN_IN: &str = "taken_in";

/// The columns that every table has, in the order in which they precede the dataset's own.
pub const BOOKKEEPING: [(&str, ColumnKind); 9] = [
    (PLACE, ColumnKind::Utf8),
    (LEVEL, ColumnKind::Utf8),
    (PLACE_PRINTED, ColumnKind::Utf8),
    (DATE, ColumnKind::Date),
    (FY, ColumnKind::Utf8),
    (SOURCE, ColumnKind::Utf8),
    (SOURCE_ROW, ColumnKind::Int64),
    (BATCH, ColumnKind::Utf8),
    (TAKEN_IN, ColumnKind::TimestampMicros),
];

/// Bookkeeping columns that the caller fills in and may not leave empty.
pub const REQUIRED: [&str; 5] = [PLACE, LEVEL, DATE, FY, SOURCE_ROW];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A whole number.
    Int64,
    /// A number with a fraction.
    Float64,
    /// Text.
    Utf8,
    /// Yes or no.
    Bool,
    /// A day.
    Date,
    /// An instant, UTC, to the microsecond.
    TimestampMicros,
}

impl ColumnKind {
    /// The kind as a polars data type, for those who build frames.
    pub fn frame_type(self) -> FrameType {
        match self {
            Self::Int64 => FrameType::Int64,
            Self::Float64 => FrameType::Float64,
            Self::Utf8 => FrameType::String,
            Self::Bool => FrameType::Boolean,
            Self::Date => FrameType::Date,
            Self::TimestampMicros => FrameType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
        }
    }

    pub(crate) fn delta_type(self) -> DeltaType {
        match self {
            Self::Int64 => DeltaType::LONG,
            Self::Float64 => DeltaType::DOUBLE,
            Self::Utf8 => DeltaType::STRING,
            Self::Bool => DeltaType::BOOLEAN,
            Self::Date => DeltaType::DATE,
            Self::TimestampMicros => DeltaType::TIMESTAMP,
        }
    }
}

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// ASCII snake_case.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// Names the table of a dataset; printed as `programme/dataset`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TableId {
    /// Id of the programme.
    pub programme: String,
    /// Id of the dataset within it.
    pub dataset: String,
}

impl TableId {
    /// The table of `dataset` in `programme`.
    pub fn new(programme: impl Into<String>, dataset: impl Into<String>) -> Self {
        Self {
            programme: programme.into(),
            dataset: dataset.into(),
        }
    }

    /// Names become folders: only what catalog ids may hold is let through to the disk.
    pub(crate) fn check(&self) -> Result<()> {
        check_name(&self.programme)?;
        check_name(&self.dataset)
    }
}

impl fmt::Display for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.programme, self.dataset)
    }
}

impl FromStr for TableId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self> {
        let (programme, dataset) = text.split_once('/').ok_or_else(|| StoreError::BadName {
            name: text.to_owned(),
        })?;
        let id = Self::new(programme, dataset);
        id.check()?;
        Ok(id)
    }
}

impl TryFrom<String> for TableId {
    type Error = StoreError;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<TableId> for String {
    fn from(id: TableId) -> Self {
        id.to_string()
    }
}

/// The table of a dataset, as the programme declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetTable {
    /// Id of the programme.
    pub programme: String,
    /// Id of the dataset within it.
    pub dataset: String,
    /// The dataset's own columns; those of [`BOOKKEEPING`] come by themselves.
    pub columns: Vec<Column>,
}

impl DatasetTable {
    /// The name of the table.
    pub fn id(&self) -> TableId {
        TableId::new(&self.programme, &self.dataset)
    }

    /// Every column in the order in which it is stored.
    pub fn all_columns(&self) -> impl Iterator<Item = (&str, ColumnKind)> {
        let own = self
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.kind));
        BOOKKEEPING.into_iter().chain(own)
    }

    /// Every column as Delta declares it. All may be null: a later column is null in earlier files.
    pub(crate) fn delta_fields(&self) -> Vec<StructField> {
        self.all_columns()
            .map(|(name, kind)| StructField::nullable(name, kind.delta_type()))
            .collect()
    }

    pub(crate) fn check(&self) -> Result<()> {
        self.id().check()?;
        let mut seen: Vec<&str> = Vec::new();
        for (name, _) in self.all_columns() {
            let snake_case = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            if name.is_empty() || !name.bytes().all(snake_case) || seen.contains(&name) {
                return Err(StoreError::BadColumnName {
                    table: self.id(),
                    column: name.to_owned(),
                });
            }
            seen.push(name);
        }
        Ok(())
    }
}

/// Lower-case letters, digits, `-` and `_`, as in the ids of the catalog: such a name is a safe folder name.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    if name.is_empty() || !name.bytes().all(plain) {
        return Err(StoreError::BadName {
            name: name.to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[&str]) -> DatasetTable {
        let column = |name: &&str| Column {
            name: (*name).to_owned(),
            kind: ColumnKind::Int64,
        };
        let columns = columns.iter().map(column).collect();
        DatasetTable {
            programme: "mgnrega".into(),
            dataset: "progress".into(),
            columns,
        }
    }

    #[test]
    fn a_table_name_survives_being_printed() {
        let id = TableId::new("mgnrega", "days-worked");
        assert_eq!(id.to_string().parse::<TableId>().unwrap(), id);
    }

    #[test]
    fn a_name_that_would_leave_the_lake_is_refused() {
        for name in ["../secrets", "a/b/c", "", "mgnrega", "mgnrega/"] {
            assert!(name.parse::<TableId>().is_err(), "{name}");
        }
    }

    #[test]
    fn a_column_may_not_take_the_name_of_a_bookkeeping_column() {
        let fault = table(&["persondays", "place"]).check().unwrap_err();
        assert!(matches!(fault, StoreError::BadColumnName { column, .. } if column == "place"));
    }

    #[test]
    fn a_column_name_that_spark_would_quote_is_refused() {
        for name in ["Person Days", "দিন", ""] {
            assert!(table(&[name]).check().is_err(), "{name}");
        }
    }
}
