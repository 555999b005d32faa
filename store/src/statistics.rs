//! What Delta keeps of each file, so that readers can skip it: rows, nulls, and the least and greatest values.

use jiff::{Timestamp, ToSpan, civil::date};
use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsResult};
use serde_json::{Map, Value, json};

use crate::columns::{BATCH, FY};

/// Characters of a text that are kept, as Delta's own writers do.
const TEXT_CHARACTERS: usize = 32;

/// The statistics of a file as the JSON text of its add action. A bound that can't be told is left out, which
/// only means that the file is read.
pub(crate) fn of(frame: &DataFrame) -> PolarsResult<String> {
    let (mut least, mut greatest, mut nulls) = (Map::new(), Map::new(), Map::new());
    // The partition column is in the add action itself.
    for column in frame.columns().iter().filter(|column| column.name() != FY) {
        let name = column.name().to_string();
        nulls.insert(name.clone(), json!(column.null_count()));
        if !has_order(column)? || tells_of_a_person(column)? {
            continue;
        }
        if let Some(bound) = lower_bound(column.min_reduce()?.value()) {
            least.insert(name.clone(), bound);
        }
        if let Some(bound) = upper_bound(column.max_reduce()?.value()) {
            greatest.insert(name, bound);
        }
    }
    let rows = frame.height();
    Ok(
        json!({ "numRecords": rows, "minValues": least, "maxValues": greatest, "nullCount": nulls })
            .to_string(),
    )
}

/// Delta keeps no bounds of booleans; and where a number is NaN, engines do not agree on the greatest.
fn has_order(column: &Column) -> PolarsResult<bool> {
    Ok(match column.dtype() {
        DataType::Boolean => false,
        DataType::Float64 => !column.f64()?.iter().flatten().any(f64::is_nan),
        _ => true,
    })
}

/// The bounds of a column of hashed cases are hashes of two of them, and would stand in the log after their rows have gone.
fn tells_of_a_person(column: &Column) -> PolarsResult<bool> {
    if column.name() == BATCH || *column.dtype() != DataType::String {
        return Ok(false);
    }
    let is_hash = |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    Ok(column.str()?.iter().flatten().next().is_some_and(is_hash))
}

fn lower_bound(value: &AnyValue) -> Option<Value> {
    match value {
        AnyValue::String(_) | AnyValue::StringOwned(_) => Some(
            value
                .get_str()?
                .chars()
                .take(TEXT_CHARACTERS)
                .collect::<String>()
                .into(),
        ),
        AnyValue::Datetime(micros, ..) | AnyValue::DatetimeOwned(micros, ..) => {
            instant(micros.div_euclid(1000))
        }
        _ => exact(value),
    }
}

fn upper_bound(value: &AnyValue) -> Option<Value> {
    match value {
        // A cut text would be less than the whole one, and so no upper bound.
        AnyValue::String(_) | AnyValue::StringOwned(_) => {
            let text = value.get_str()?;
            (text.chars().count() <= TEXT_CHARACTERS).then(|| text.into())
        }
        AnyValue::Datetime(micros, ..) | AnyValue::DatetimeOwned(micros, ..) => {
            instant(micros.checked_add(999)?.div_euclid(1000))
        }
        _ => exact(value),
    }
}

fn exact(value: &AnyValue) -> Option<Value> {
    match value {
        AnyValue::Int64(number) => Some(json!(number)),
        AnyValue::Float64(number) if number.is_finite() => Some(json!(number)),
        AnyValue::Date(days) => Some(date(1970, 1, 1).checked_add(days.days()).ok()?.to_string().into()),
        _ => None,
    }
}

/// Delta writes the bounds of instants to the millisecond.
fn instant(millis: i64) -> Option<Value> {
    let instant = Timestamp::from_millisecond(millis).ok()?;
    Some(instant.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::df;
    use polars::prelude::{IntoColumn, NamedFrom, Series, TimeUnit, TimeZone};

    #[test]
    fn a_file_is_described_by_its_rows_nulls_and_bounds() {
        let mut frame = df!(
            "place" => ["gp-2", "gp-1", "gp-3"],
            "fy" => ["2026-27", "2026-27", "2026-27"],
            "persondays" => [Some(7i64), None, Some(-2)],
            "rate" => [1.5, 0.25, 2.0],
            "open" => [true, false, true],
        )
        .unwrap();
        let micros = Series::new("taken_in".into(), [1_001i64, 2_001, -1]);
        frame
            .with_column(
                micros
                    .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))
                    .into_column(),
            )
            .unwrap();
        let days = Series::new("date".into(), [0i32, 31, -1])
            .cast(&DataType::Date)
            .unwrap();
        frame.with_column(days.into_column()).unwrap();
        let found: Value = serde_json::from_str(&of(&frame).unwrap()).unwrap();
        let expected = json!({
            "numRecords": 3,
            "minValues": {
                "place": "gp-1", "persondays": -2, "rate": 0.25,
                "taken_in": "1969-12-31T23:59:59.999Z", "date": "1969-12-31",
            },
            "maxValues": {
                "place": "gp-3", "persondays": 7, "rate": 2.0,
                "taken_in": "1970-01-01T00:00:00.003Z", "date": "1970-02-01",
            },
            "nullCount": { "place": 0, "persondays": 1, "rate": 0, "open": 0, "taken_in": 0, "date": 0 },
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_bound_that_would_not_hold_is_left_out() {
        let long = "দ".repeat(TEXT_CHARACTERS + 1);
        let frame = df!("remark" => [long.as_str()], "rate" => [f64::NAN], "none" => [None::<i64>]).unwrap();
        let found: Value = serde_json::from_str(&of(&frame).unwrap()).unwrap();
        assert_eq!(found["maxValues"], json!({}));
        assert_eq!(
            found["minValues"],
            json!({ "remark": "দ".repeat(TEXT_CHARACTERS) })
        );
    }
}
