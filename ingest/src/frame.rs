//! Rows as the frame that the store appends.

use catalog::calendar::FinancialYear;
use catalog::programme::{ColumnType, Dataset, Programme};
use jiff::civil::Date;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, PolarsResult, Series};
use store::columns::{DATE, FY, LEVEL, PLACE, PLACE_PRINTED, SOURCE_ROW};
use store::{Column as StoredColumn, ColumnKind, DatasetTable};

use crate::error::IngestError;
use crate::row::{Reported, Row};
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

fn kind(column: ColumnType) -> ColumnKind {
    match column {
        ColumnType::Count | ColumnType::Money | ColumnType::Weight | ColumnType::Length => ColumnKind::Int64,
        ColumnType::Number | ColumnType::Age => ColumnKind::Float64,
        ColumnType::Text | ColumnType::Choice | ColumnType::Case => ColumnKind::Utf8,
        ColumnType::Date => ColumnKind::Date,
        ColumnType::YesNo => ColumnKind::Bool,
    }
}

/// The rows with every column of the dataset; source, batch and instant come from the batch's record.
pub(crate) fn frame(dataset: &Dataset, rows: &[Row]) -> Result<DataFrame, IngestError> {
    laid_out(dataset, rows).map_err(|source| IngestError::Frame {
        doing: "lay out the rows",
        source,
    })
}

fn laid_out(dataset: &Dataset, rows: &[Row]) -> PolarsResult<DataFrame> {
    let texts = |name: &str, text: &dyn Fn(&Row) -> String| text_column(name, rows, text);
    let days: Vec<i32> = rows.iter().map(|row| days(row.date)).collect();
    let numbers: Vec<i64> = rows.iter().map(|row| i64::from(row.sheet_row) + 1).collect();
    let mut columns: Vec<Column> = vec![
        texts(PLACE, &|row| row.place.as_str().to_owned()),
        texts(LEVEL, &|row| row.place.level().id().to_owned()),
        texts(PLACE_PRINTED, &|row| row.printed.to_string()),
        Series::new(DATE.into(), days).cast(&DataType::Date)?.into(),
        texts(FY, &|row| FinancialYear::of(row.date).to_string()),
        Series::new(SOURCE_ROW.into(), numbers).into(),
    ];
    let mut values = by_column(dataset, rows);
    for (column, cells) in dataset.columns.iter().zip(values.drain(..)) {
        columns.push(match column.kind {
            ColumnType::Case => case_column(&column.id, rows),
            _ => value_column(&column.id, kind(column.kind), &cells)?,
        });
    }
    DataFrame::new(rows.len(), columns)
}

fn text_column(name: &str, rows: &[Row], text: &dyn Fn(&Row) -> String) -> Column {
    let texts: Vec<String> = rows.iter().map(text).collect();
    Series::new(name.into(), texts).into()
}

/// For each column of the dataset the cells of all rows, in one walk.
fn by_column<'r>(dataset: &Dataset, rows: &'r [Row]) -> Vec<Vec<Option<&'r Value>>> {
    let mut columns = vec![vec![None; rows.len()]; dataset.columns.len()];
    for (at, row) in rows.iter().enumerate() {
        for Reported { column, value, .. } in &row.cells {
            columns[*column][at] = Some(value);
        }
    }
    columns
}

fn case_column(id: &str, rows: &[Row]) -> Column {
    let cases: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.case.map(|case| case.to_string()))
        .collect();
    Series::new(id.into(), cases).into()
}

fn value_column(id: &str, kind: ColumnKind, cells: &[Option<&Value>]) -> PolarsResult<Column> {
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

fn text(value: &Value) -> Option<&str> {
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

fn days(date: Date) -> i32 {
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

    #[test]
    fn what_is_not_reported_is_null_and_not_zero() {
        let catalog = catalog::Catalog::load(None).unwrap();
        let programme = catalog.programme("mgnrega").unwrap();
        let dataset = programme.dataset("demand").unwrap();
        let row = Row {
            place: "block-2786".parse().unwrap(),
            printed: "ONDA".into(),
            case: None,
            date: date(2025, 4, 30),
            sheet_row: 4,
            more_rows: Vec::new(),
            cells: vec![Reported {
                column: 0,
                row: 4,
                at: 2,
                value: Value::Whole(0),
            }],
        };
        let frame = frame(dataset, &[row]).unwrap();
        assert_eq!(frame.column("households").unwrap().i64().unwrap().get(0), Some(0));
        assert_eq!(frame.column("persons").unwrap().i64().unwrap().get(0), None);
        assert_eq!(frame.column(FY).unwrap().str().unwrap().get(0), Some("2025-26"));
        assert_eq!(frame.column(SOURCE_ROW).unwrap().i64().unwrap().get(0), Some(5));
        assert_eq!(table(programme, dataset).columns.len(), 2);
    }
}
