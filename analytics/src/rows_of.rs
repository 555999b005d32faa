//! Rows as they lie in the lake, and which deliveries of them count.

use std::collections::BTreeSet;

use catalog::Places;
use catalog::programme::{ColumnType, Dataset};
use polars::prelude::*;
use store::columns::{BATCH, PLACE, TAKEN_IN};
use store::{BatchEntry, ColumnKind, LakeFile};

use crate::error::AnalyticsError;

/// Numbers the sets of columns that deliveries bring.
pub const SET: &str = "column_set";

/// The deliveries that count, each with the number of its set of columns.
pub struct Deliveries {
    /// Columns batch, taken_in in microseconds, and column_set.
    frame: DataFrame,
    /// The columns of each set, by number.
    pub sets: Vec<BTreeSet<String>>,
}

impl Deliveries {
    /// The rows of the deliveries that count, each with the number of its set of columns.
    pub fn counted(&self, rows: LazyFrame) -> LazyFrame {
        let keys = [col(BATCH), col(TAKEN_IN)];
        let deliveries = self.frame.clone().lazy();
        rows.join(deliveries, &keys, &keys, JoinArgs::new(JoinType::Inner))
    }
}

/// The deliveries that are not undone and were taken in by `known_on`, where that is given in microseconds.
pub fn deliveries(entries: &[BatchEntry], known_on: Option<i64>) -> Result<Deliveries, AnalyticsError> {
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    let (mut batches, mut moments, mut numbers) = (Vec::new(), Vec::new(), Vec::<u32>::new());
    for entry in entries.iter().filter(|entry| entry.undone.is_none()) {
        let moment = entry.record.taken_in.as_microsecond();
        if known_on.is_some_and(|known_on| moment > known_on) {
            continue;
        }
        let set: BTreeSet<String> = entry.record.columns.iter().cloned().collect();
        let number = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        });
        batches.push(entry.record.batch.as_str().to_owned());
        moments.push(moment);
        numbers.push(u32::try_from(number).unwrap_or(u32::MAX));
    }
    let columns = vec![
        Column::from(Series::new(BATCH.into(), batches)),
        Column::from(Series::new(TAKEN_IN.into(), moments)),
        Column::from(Series::new(SET.into(), numbers)),
    ];
    Ok(Deliveries {
        frame: DataFrame::new_infer_height(columns)?,
        sets,
    })
}

/// The rows of some files, with every column of the dataset; one that earlier files lack is null in them. A place that has
/// another code now is told by that one.
pub fn rows(files: &[&LakeFile], dataset: &Dataset, places: &Places) -> Result<LazyFrame, AnalyticsError> {
    let none = no_rows(dataset);
    let names: Vec<Expr> = none
        .get_column_names()
        .into_iter()
        .map(|name| col(name.clone()))
        .collect();
    let mut scans = vec![none.lazy()];
    for file in files {
        scans.push(as_declared(scan(&file.path)?, dataset)?);
    }
    // Instants are compared as the whole numbers they are stored as: polars casts none into a zone by itself.
    let rows = concat_lf_diagonal(scans, UnionArgs::default())?.select(names);
    let place = places.renamed().fold(col(PLACE), |place, (old, now)| {
        when(col(PLACE).eq(lit(old.as_str())))
            .then(lit(now.as_str()))
            .otherwise(place)
    });
    Ok(rows.with_columns([place.alias(PLACE), col(TAKEN_IN).cast(DataType::Int64)]))
}

/// Rows with fractions where these are declared by now: files of before hold whole numbers until the next delivery.
fn as_declared(rows: LazyFrame, dataset: &Dataset) -> Result<LazyFrame, AnalyticsError> {
    let of_fractions = |column: &&catalog::programme::Column| stored_as(column.kind) == ColumnKind::Float64;
    let wanted: Vec<&str> = dataset
        .columns
        .iter()
        .filter(of_fractions)
        .map(|column| column.id.as_str())
        .collect();
    if wanted.is_empty() {
        return Ok(rows);
    }
    let mut rows = rows;
    let schema = rows.collect_schema()?;
    let narrow = wanted
        .into_iter()
        .filter(|name| schema.get(name) == Some(&DataType::Int64));
    let casts: Vec<Expr> = narrow.map(|name| col(name).cast(DataType::Float64)).collect();
    Ok(rows.with_columns(casts))
}

/// The columns of a dataset's table, without rows.
fn no_rows(dataset: &Dataset) -> DataFrame {
    let bookkeeping = store::columns::BOOKKEEPING
        .into_iter()
        .filter(|(name, _)| *name != store::columns::FY);
    let own = dataset
        .columns
        .iter()
        .map(|column| (column.id.as_str(), stored_as(column.kind)));
    let columns = bookkeeping
        .chain(own)
        .map(|(name, kind)| Column::new_empty(name.into(), &kind.frame_type()));
    DataFrame::new(0, columns.collect()).expect("columns without rows have one length")
}

fn stored_as(kind: ColumnType) -> ColumnKind {
    match kind {
        ColumnType::Count | ColumnType::Money | ColumnType::Weight | ColumnType::Length => ColumnKind::Int64,
        ColumnType::Number | ColumnType::Age => ColumnKind::Float64,
        ColumnType::Text | ColumnType::Choice | ColumnType::Case | ColumnType::Unit => ColumnKind::Utf8,
        ColumnType::Date => ColumnKind::Date,
        ColumnType::YesNo => ColumnKind::Bool,
    }
}

/// A Parquet file, to be read as far as a pipeline needs it.
pub fn scan(path: &std::path::Path) -> Result<LazyFrame, AnalyticsError> {
    let args = ScanArgsParquet {
        glob: false,
        hive_options: HiveOptions::new_disabled(),
        ..ScanArgsParquet::default()
    };
    Ok(LazyFrame::scan_parquet(PlRefPath::try_from_path(path)?, args)?)
}
