//! Reading children out of a table.

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Float64Chunked, Int64Chunked, Series, StringChunked,
};

use super::age::Age;
use super::child::{Child, Measure, Sex, is_possible};
use super::columns::{AGE_DAYS, AGE_MONTHS, ARM, HEAD, MEASURE, MEASUREMENTS, OEDEMA, SEX, WEIGHT};
use super::error::GrowthError;

/// A cell that no measuring can have given; scoring counts it as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impossible {
    /// The row, the first being 0.
    pub row: usize,
    /// The column.
    pub column: &'static str,
}

/// Measurements that are not above zero, and ages below it, row by row within each column.
pub fn impossible(children: &DataFrame) -> Result<Vec<Impossible>, GrowthError> {
    let mut found = Vec::new();
    for column in MEASUREMENTS {
        note(children, column, &is_possible, &mut found)?;
    }
    for column in [AGE_DAYS, AGE_MONTHS] {
        note(children, column, &|age| Age::from_days(age).is_some(), &mut found)?;
    }
    Ok(found)
}

fn note(
    children: &DataFrame,
    column: &'static str,
    is_fine: &dyn Fn(f64) -> bool,
    found: &mut Vec<Impossible>,
) -> Result<(), GrowthError> {
    let Some(numbers) = numbers(children, column)? else {
        return Ok(());
    };
    let bad = numbers
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.is_some_and(|number| !is_fine(number)));
    found.extend(bad.map(|(row, _)| Impossible { row, column }));
    Ok(())
}

/// The columns of a table that scoring knows; a column that is not there is null in every row.
pub(super) struct Children {
    rows: usize,
    sex: Option<Int64Chunked>,
    age_days: Option<Float64Chunked>,
    age_months: Option<Float64Chunked>,
    weight: Option<Float64Chunked>,
    length: Option<Float64Chunked>,
    measure: Option<StringChunked>,
    arm: Option<Float64Chunked>,
    head: Option<Float64Chunked>,
    oedema: Option<BooleanChunked>,
}

impl Children {
    /// Finds the columns; `length` is the name of the one with lengths or heights.
    pub(super) fn of(table: &DataFrame, length: &'static str) -> Result<Self, GrowthError> {
        let (age_days, age_months) = (numbers(table, AGE_DAYS)?, numbers(table, AGE_MONTHS)?);
        if age_days.is_some() && age_months.is_some() {
            return Err(GrowthError::TwoAges);
        }
        Ok(Self {
            rows: table.height(),
            sex: whole_numbers(table, SEX)?,
            age_days,
            age_months,
            weight: numbers(table, WEIGHT)?,
            length: numbers(table, length)?,
            measure: texts(table, MEASURE)?,
            arm: numbers(table, ARM)?,
            head: numbers(table, HEAD)?,
            oedema: truths(table, OEDEMA)?,
        })
    }

    /// Every child in the order of the rows; a word that means nothing ends it.
    pub(super) fn iter(&self) -> impl Iterator<Item = Result<Child, GrowthError>> {
        (0..self.rows).map(|row| self.child(row))
    }

    fn child(&self, row: usize) -> Result<Child, GrowthError> {
        let number = |column: &Option<Float64Chunked>| column.as_ref().and_then(|cells| cells.get(row));
        Ok(Child {
            sex: self.sex(row)?,
            age: match (number(&self.age_days), number(&self.age_months)) {
                (Some(days), _) => Age::from_days(days),
                (None, months) => months.and_then(Age::from_months),
            },
            weight_kg: number(&self.weight),
            lenhei_cm: number(&self.length),
            measure: self.measure(row)?,
            armc_cm: number(&self.arm),
            headc_cm: number(&self.head),
            oedema: self
                .oedema
                .as_ref()
                .and_then(|cells| cells.get(row))
                .unwrap_or(false),
        })
    }

    fn sex(&self, row: usize) -> Result<Option<Sex>, GrowthError> {
        let Some(code) = self.sex.as_ref().and_then(|cells| cells.get(row)) else {
            return Ok(None);
        };
        let sex = Sex::from_code(code).ok_or_else(|| GrowthError::UnknownWord {
            column: SEX,
            row,
            found: code.to_string(),
            expected: "1 for male and 2 for female",
        })?;
        Ok(Some(sex))
    }

    fn measure(&self, row: usize) -> Result<Option<Measure>, GrowthError> {
        let Some(letter) = self.measure.as_ref().and_then(|cells| cells.get(row)) else {
            return Ok(None);
        };
        let measure = Measure::from_letter(letter).ok_or_else(|| GrowthError::UnknownWord {
            column: MEASURE,
            row,
            found: letter.to_owned(),
            expected: "l for lying and h for standing",
        })?;
        Ok(Some(measure))
    }
}

/// A column of numbers, in one piece; none if the table does not have it.
pub(super) fn numbers(table: &DataFrame, name: &str) -> Result<Option<Float64Chunked>, GrowthError> {
    let Some(series) = column(table, name, DataType::is_primitive_numeric, "numbers")? else {
        return Ok(None);
    };
    Ok(Some(series.cast(&DataType::Float64)?.f64()?.clone()))
}

fn whole_numbers(table: &DataFrame, name: &str) -> Result<Option<Int64Chunked>, GrowthError> {
    let Some(series) = column(table, name, DataType::is_integer, "whole numbers")? else {
        return Ok(None);
    };
    Ok(Some(series.cast(&DataType::Int64)?.i64()?.clone()))
}

/// A column of texts, in one piece; none if the table does not have it.
pub(super) fn texts(table: &DataFrame, name: &str) -> Result<Option<StringChunked>, GrowthError> {
    let Some(series) = column(table, name, DataType::is_string, "text")? else {
        return Ok(None);
    };
    Ok(Some(series.cast(&DataType::String)?.str()?.clone()))
}

/// A column of yes and no, in one piece; none if the table does not have it.
pub(super) fn truths(table: &DataFrame, name: &str) -> Result<Option<BooleanChunked>, GrowthError> {
    let Some(series) = column(table, name, DataType::is_bool, "yes or no")? else {
        return Ok(None);
    };
    Ok(Some(series.cast(&DataType::Boolean)?.bool()?.clone()))
}

/// A column in one piece; none if the table does not have it.
pub(super) fn column(
    table: &DataFrame,
    name: &str,
    is_right: impl Fn(&DataType) -> bool,
    expected: &'static str,
) -> Result<Option<Series>, GrowthError> {
    let Ok(column) = table.column(name) else {
        return Ok(None);
    };
    // A column in which nothing was ever filled in has no type of its own.
    if !is_right(column.dtype()) && column.dtype() != &DataType::Null {
        return Err(GrowthError::WrongType {
            column: name.to_owned(),
            expected,
            found: column.dtype().clone(),
        });
    }
    Ok(Some(column.as_materialized_series().rechunk()))
}
