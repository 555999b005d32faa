//! The table of a dataset, and its columns of values as the lake keeps them.

use catalog::programme::{ColumnType, Dataset, Programme};
use jiff::civil::Date;
use polars::prelude::{Column, DataType, NamedFrom, PolarsResult, Series};
use store::{Column as StoredColumn, ColumnKind, DatasetTable};

use crate::row::Row;
use crate::values::Value;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The table of a dataset.
pub fn table(programme: &Programme, dataset: &Dataset) -> DatasetTable {
    let columns = dataset.columns.iter().map(|column| StoredColumn {
        name: column.id.clone(),
        kind: kind(column.kind),
    });
    DatasetTable {
        programme: programme.id.clone(),
        dataset: dataset.id.clone(),
        columns: columns.collect(),
    }
}

/// How the lake keeps values of a kind.
pub(crate) fn kind(column: ColumnType) -> ColumnKind {
    match column {
        ColumnType::Count | ColumnType::Money | ColumnType::Weight | ColumnType::Length => ColumnKind::Int64,
        ColumnType::Number | ColumnType::Age => ColumnKind::Float64,
        ColumnType::Text | ColumnType::Choice | ColumnType::Case | ColumnType::Unit => ColumnKind::Utf8,
        ColumnType::Date => ColumnKind::Date,
        ColumnType::YesNo => ColumnKind::Bool,
    }
}

/// For each column of the dataset the cells of all rows, in one walk.
pub(crate) fn by_column<'r>(dataset: &Dataset, rows: &'r [Row]) -> Vec<Vec<Option<&'r Value>>> {
    let mut columns = vec![vec![None; rows.len()]; dataset.columns.len()];
    for (at, row) in rows.iter().enumerate() {
        for cell in &row.cells {
            columns[cell.column()][at] = Some(&cell.value);
        }
    }
    columns
}

/// A column of values that are no texts.
pub(crate) fn value_column(id: &str, kind: ColumnKind, cells: &[Option<&Value>]) -> PolarsResult<Column> {
    let series = match kind {
        ColumnKind::Int64 | ColumnKind::TimestampMicros => Series::new(id.into(), each(cells, whole)),
        ColumnKind::Float64 => Series::new(id.into(), each(cells, number)),
        ColumnKind::Utf8 => Series::new(id.into(), each(cells, text)),
        ColumnKind::Bool => Series::new(id.into(), each(cells, flag)),
        ColumnKind::Date => Series::new(id.into(), each(cells, day)).cast(&DataType::Date)?,
    };
    Ok(series.into())
}

fn each<'v, T>(cells: &[Option<&'v Value>], of: fn(&'v Value) -> Option<T>) -> Vec<Option<T>> {
    cells.iter().map(|cell| cell.and_then(of)).collect()
}

fn whole(value: &Value) -> Option<i64> {
    if let Value::Whole(whole) = value {
        Some(*whole)
    } else {
        None
    }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value {
        Some(*number)
    } else {
        None
    }
}

pub(crate) fn text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value {
        Some(text)
    } else {
        None
    }
}

fn flag(value: &Value) -> Option<bool> {
    if let Value::Flag(flag) = value {
        Some(*flag)
    } else {
        None
    }
}

fn day(value: &Value) -> Option<i32> {
    if let Value::Day(day) = value {
        Some(days(*day))
    } else {
        None
    }
}

/// Days since 1970.
pub(crate) fn days(date: Date) -> i32 {
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(
            (days(EPOCH), days(date(2024, 12, 31)), days(date(1969, 12, 31))),
            (0, 20_088, -1)
        );
    }
}
