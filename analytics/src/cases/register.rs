//! Numbers of the register that stand beside cases: what was true of a unit on the day of its report.

use std::collections::HashMap;

use polars::prelude::*;
use store::columns::{DATE, PLACE};

use crate::error::AnalyticsError;

/// The register's number of a column for each unit and day asked: the one that stood on that day; where the register is
/// younger, its oldest.
pub fn standing(
    register: &DataFrame,
    column: &str,
    places: &StringChunked,
    days: &Int32Chunked,
) -> Result<Vec<Option<i64>>, AnalyticsError> {
    let known = known(register, column)?;
    let at = |(place, day): (Option<&str>, Option<i32>)| {
        let numbers = known.get(place?)?;
        let day = day?;
        let after = numbers.partition_point(|(from, _)| *from <= day);
        numbers.get(after.saturating_sub(1)).map(|(_, number)| *number)
    };
    Ok(places.iter().zip(days.iter()).map(at).collect())
}

/// Numbers with the day from which each stands.
type Numbers = Vec<(i32, i64)>;

/// By unit, the numbers and the day from which each stands, in order.
fn known<'r>(register: &'r DataFrame, column: &str) -> Result<HashMap<&'r str, Numbers>, AnalyticsError> {
    let days = register.column(DATE)?.cast(&DataType::Int32)?;
    let rows = register
        .column(PLACE)?
        .str()?
        .iter()
        .zip(days.i32()?.iter())
        .zip(register.column(column)?.i64()?.iter());
    let mut known: HashMap<&str, Numbers> = HashMap::new();
    for ((place, day), number) in rows {
        if let (Some(place), Some(day), Some(number)) = (place, day, number) {
            known.entry(place).or_default().push((day, number));
        }
    }
    known.values_mut().for_each(|numbers| numbers.sort_unstable());
    Ok(known)
}
