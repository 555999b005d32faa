//! A batch's frame brought into the shape of its table, or a fault that names the column.

use polars::prelude::{
    ChunkFull, ChunkUnique, Column as FrameColumn, DataFrame, DataType, IntoColumn, NamedFrom, PolarsResult,
    Series, StringChunked, TimeUnit, TimeZone,
};

use crate::columns::{self, ColumnKind};
use crate::{BatchRecord, ColumnProblem, DatasetTable, Result, StoreError, error};

/// Rows of a batch with every column of the table, in its order.
///
/// Source, batch and instant come from the record, whatever the frame says: rows and record can't disagree.
pub(crate) fn conform(table: &DatasetTable, record: &BatchRecord, rows: &DataFrame) -> Result<DataFrame> {
    refuse_undeclared(table, rows)?;
    let height = rows.height();
    let columns: Vec<FrameColumn> = table
        .all_columns()
        .map(|(name, kind)| match stamped(name, record, height) {
            Some(column) => Ok(column),
            None => given(table, rows, name, kind),
        })
        .collect::<Result<_>>()?;
    DataFrame::new(height, columns).map_err(error::frame(&table.id(), "lay out the rows"))
}

/// A column that nobody declared would be lost without a word.
fn refuse_undeclared(table: &DatasetTable, rows: &DataFrame) -> Result<()> {
    let declared: Vec<&str> = table.all_columns().map(|(name, _)| name).collect();
    match rows
        .get_column_names()
        .into_iter()
        .find(|name| !declared.contains(&name.as_str()))
    {
        Some(name) => Err(fault(table, name, ColumnProblem::Undeclared)),
        None => Ok(()),
    }
}

fn stamped(name: &str, record: &BatchRecord, height: usize) -> Option<FrameColumn> {
    let text = |value: &str| StringChunked::full(name.into(), value, height).into_column();
    match name {
        columns::SOURCE => Some(text(&record.source)),
        columns::BATCH => Some(text(record.batch.as_str())),
        columns::TAKEN_IN => {
            let micros = vec![record.taken_in.as_microsecond(); height];
            Some(utc(Series::new(name.into(), micros)))
        }
        _ => None,
    }
}

fn given(table: &DatasetTable, rows: &DataFrame, name: &str, kind: ColumnKind) -> Result<FrameColumn> {
    let column = rows
        .column(name)
        .map_err(|_| fault(table, name, ColumnProblem::Missing))?;
    let empty = column.null_count();
    if columns::REQUIRED.contains(&name) && empty > 0 {
        return Err(fault(table, name, ColumnProblem::Empty { rows: empty }));
    }
    if name == columns::FY {
        check_years(table, column)?;
    }
    typed(table, column, kind)
}

/// Nothing is cast: a silent conversion could change a number. Only an instant without zone is taken as UTC.
fn typed(table: &DatasetTable, column: &FrameColumn, kind: ColumnKind) -> Result<FrameColumn> {
    let expected = kind.frame_type();
    match column.dtype() {
        found if *found == expected => Ok(column.clone()),
        DataType::Datetime(TimeUnit::Microseconds, None) if kind == ColumnKind::TimestampMicros => {
            Ok(utc(column.to_physical_repr().take_materialized_series()))
        }
        found => {
            let problem = ColumnProblem::Mistyped {
                expected,
                found: found.clone(),
            };
            Err(fault(table, column.name(), problem))
        }
    }
}

fn utc(micros: Series) -> FrameColumn {
    micros
        .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))
        .into_column()
}

/// Years name folders, so each must look like one.
fn check_years(table: &DatasetTable, column: &FrameColumn) -> Result<()> {
    let years = years_of(column).map_err(error::frame(&table.id(), "read the financial years"))?;
    years.iter().try_for_each(|year| check_year(table, year))
}

/// Refuses a financial year that could not be the name of a folder.
pub(crate) fn check_year(table: &DatasetTable, year: &str) -> Result<()> {
    if is_year(year) {
        return Ok(());
    }
    let value = year.to_owned();
    Err(fault(table, columns::FY, ColumnProblem::NotAYear { value }))
}

/// The distinct texts of a column, in order; nothing if it holds no text.
pub(crate) fn years_of(column: &FrameColumn) -> PolarsResult<Vec<String>> {
    let Ok(text) = column.str() else {
        return Ok(Vec::new());
    };
    let mut years: Vec<String> = text.unique()?.iter().flatten().map(str::to_owned).collect();
    years.sort_unstable();
    Ok(years)
}

/// `2026-27`: four digits, a hyphen, and the last two digits of the year after.
fn is_year(text: &str) -> bool {
    let Some((first, second)) = text.split_once('-') else {
        return false;
    };
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    digits(first, 4)
        && digits(second, 2)
        && first
            .parse::<u32>()
            .is_ok_and(|year| format!("{:02}", (year + 1) % 100) == second)
}

fn fault(table: &DatasetTable, column: &str, problem: ColumnProblem) -> StoreError {
    StoreError::Column {
        table: table.id(),
        column: column.to_owned(),
        problem: Box::new(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::is_year;

    #[test]
    fn a_financial_year_names_two_years_in_a_row() {
        assert!(is_year("2026-27") && is_year("1999-00"));
        for text in ["2026", "2026-28", "26-27", "2026-2027", "२०२६-२७", "../x", ""] {
            assert!(!is_year(text), "{text}");
        }
    }
}
