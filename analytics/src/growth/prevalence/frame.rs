//! A survey out of a table.

use polars::prelude::{DataFrame, DataType, StringChunked};

use super::super::columns::LENGTH;
use super::super::error::GrowthError;
use super::super::input::{Children, column, numbers};
use super::design::Design;
use super::group::Grouping;
use super::survey::Surveyed;
use super::table::{Prevalence, of};

/// Prevalence among the children of a table.
///
/// `children` has columns as for [`scores`](super::super::scores), those that the design needs (`cluster` and `strata`,
/// text or whole numbers; `sw`, sampling weights), and any of `typeres`, `gregion`, `wealthq`, `mothered`, `othergr` to
/// group by (text or whole numbers). Null is in no group, in no cluster, of weight 0.
///
/// # Errors
/// As for [`scores`](super::super::scores); a column that the design needs is not there; a sampling weight below zero;
/// a fifth by wealth that is none of 1 to 5.
pub fn prevalence(children: &DataFrame, design: Design) -> Result<Prevalence, GrowthError> {
    of(&surveyed(children, design)?, design)
}

fn surveyed(table: &DataFrame, design: Design) -> Result<Vec<Surveyed>, GrowthError> {
    let clusters = if design.has_clusters() {
        Some(needed(table, "cluster")?)
    } else {
        None
    };
    let strata = if design.has_strata() {
        Some(needed(table, "strata")?)
    } else {
        None
    };
    let weights = if design.has_weights() {
        Some(numbers(table, "sw")?.ok_or_else(|| missing("sw"))?)
    } else {
        None
    };
    let labels = grouping_columns(table)?;
    let mut survey = Vec::with_capacity(table.height());
    for (row, child) in Children::of(table, LENGTH)?.iter().enumerate() {
        survey.push(Surveyed {
            child: child?,
            cluster: text(clusters.as_ref(), row),
            stratum: text(strata.as_ref(), row),
            weight: weights.as_ref().and_then(|weights| weights.get(row)),
            labels: row_labels(&labels, row)?,
        });
    }
    Ok(survey)
}

fn text(column: Option<&StringChunked>, row: usize) -> Option<String> {
    column?.get(row).map(str::to_owned)
}

fn grouping_columns(table: &DataFrame) -> Result<Vec<Option<StringChunked>>, GrowthError> {
    Grouping::ALL
        .iter()
        .map(|grouping| words(table, grouping.column()))
        .collect()
}

fn row_labels(columns: &[Option<StringChunked>], row: usize) -> Result<[Option<String>; 5], GrowthError> {
    let mut labels = [const { None }; 5];
    for ((label, grouping), column) in labels.iter_mut().zip(Grouping::ALL).zip(columns) {
        let Some(word) = column.as_ref().and_then(|column| column.get(row)) else {
            continue;
        };
        let known = grouping.label(word).ok_or_else(|| GrowthError::UnknownWord {
            column: grouping.column(),
            row,
            found: word.to_owned(),
            expected: "1, 2, 3, 4 or 5, from poorest to richest",
        })?;
        *label = Some(known);
    }
    Ok(labels)
}

fn needed(table: &DataFrame, name: &'static str) -> Result<StringChunked, GrowthError> {
    words(table, name)?.ok_or_else(|| missing(name))
}

fn missing(column: &str) -> GrowthError {
    GrowthError::MissingColumn {
        column: column.to_owned(),
        needed_for: "this design",
    }
}

/// Names, or whole numbers that stand for them.
fn words(table: &DataFrame, name: &str) -> Result<Option<StringChunked>, GrowthError> {
    let is_name = |kind: &DataType| kind.is_string() || kind.is_integer();
    let Some(series) = column(table, name, is_name, "text or whole numbers")? else {
        return Ok(None);
    };
    Ok(Some(series.cast(&DataType::String)?.str()?.clone()))
}
