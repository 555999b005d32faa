//! The signs of every group, as a table.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series, StringChunked};

use super::super::error::GrowthError;
use super::super::input::column;
use super::expected::Expected;
use super::row::{Row, rows};
use super::sign::Sign;
use super::signs::{Reading, Signs};

/// The words by which one group differs from the others.
type GroupKey = Vec<Option<String>>;

/// Signs of careless measuring in every group of children.
///
/// `measured` has the columns that [`scores`](super::super::scores) reads and those that it gives, side by side;
/// `group_by` names columns of text or whole numbers, and may be empty. The answer has one row for each group and sign:
/// the columns of the group (text), `sign` (text, like `sd_zlen`), `value`, `children` (how many it is told from),
/// `expected_from` and `expected_to`, `unusual` (boolean: whether the value lies outside). Groups are sorted by their
/// columns; a sign that can't be told is null.
///
/// # Errors
/// A column is not there or of another type, or a sex or position means nothing.
pub fn quality(measured: &DataFrame, group_by: &[&str]) -> Result<DataFrame, GrowthError> {
    let rows = rows(measured)?;
    let groups = grouped(&rows, &keys(measured, group_by)?);
    let mut told: Vec<(&GroupKey, Reading)> = Vec::new();
    for (key, members) in &groups {
        let signs = Signs::of(members);
        told.extend(Sign::all().into_iter().map(|sign| (key, signs.reading(sign))));
    }
    laid_out(&told, group_by)
}

fn keys(measured: &DataFrame, group_by: &[&str]) -> Result<Vec<GroupKey>, GrowthError> {
    let mut columns: Vec<StringChunked> = Vec::with_capacity(group_by.len());
    for name in group_by {
        let is_name = |kind: &DataType| kind.is_string() || kind.is_integer();
        let series = column(measured, name, is_name, "text or whole numbers")?;
        let series = series.ok_or_else(|| GrowthError::MissingColumn {
            column: (*name).to_owned(),
            needed_for: "grouping by it",
        })?;
        columns.push(series.cast(&DataType::String)?.str()?.clone());
    }
    let key = |row| {
        columns
            .iter()
            .map(|column| column.get(row).map(str::to_owned))
            .collect()
    };
    Ok((0..measured.height()).map(key).collect())
}

fn grouped<'r>(rows: &'r [Row], keys: &[GroupKey]) -> BTreeMap<GroupKey, Vec<&'r Row>> {
    let mut groups: BTreeMap<GroupKey, Vec<&Row>> = BTreeMap::new();
    for (row, key) in rows.iter().zip(keys) {
        match groups.get_mut(key) {
            Some(members) => members.push(row),
            None => {
                groups.insert(key.clone(), vec![row]);
            }
        }
    }
    groups
}

fn laid_out(told: &[(&GroupKey, Reading)], group_by: &[&str]) -> Result<DataFrame, GrowthError> {
    let words = |at: usize| told.iter().map(|(key, _)| key[at].as_deref()).collect::<Vec<_>>();
    let mut columns: Vec<Column> = group_by
        .iter()
        .enumerate()
        .map(|(at, name)| Series::new((*name).into(), words(at)).into())
        .collect();
    let readings = || told.iter().map(|(_, reading)| reading);
    let expected: Vec<Option<Expected>> = readings().map(|reading| Expected::of(reading.sign)).collect();
    let ids: Vec<String> = readings().map(|reading| reading.sign.id()).collect();
    let values: Vec<Option<f64>> = readings().map(|reading| reading.value).collect();
    let children: Vec<i64> = readings().map(|reading| reading.children as i64).collect();
    let edge = |side: fn(&Expected) -> f64| {
        expected
            .iter()
            .map(|range| range.as_ref().map(side))
            .collect::<Vec<_>>()
    };
    let is_unusual =
        |(range, value): (&Option<Expected>, &Option<f64>)| Some(!range.as_ref()?.holds((*value)?));
    let unusual: Vec<Option<bool>> = expected.iter().zip(&values).map(is_unusual).collect();
    columns.extend([
        Series::new("sign".into(), ids).into(),
        Series::new("value".into(), &values).into(),
        Series::new("children".into(), children).into(),
        Series::new("expected_from".into(), edge(|range| range.from)).into(),
        Series::new("expected_to".into(), edge(|range| range.to)).into(),
        Series::new("unusual".into(), unusual).into(),
    ]);
    Ok(DataFrame::new(told.len(), columns)?)
}
