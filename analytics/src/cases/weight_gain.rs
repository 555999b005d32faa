//! The gain of weight in a stay: whole grams, and whole grams times days, so that any stays add up and divide once.

use catalog::programme::WeightGain;
use polars::prelude::*;
use store::columns::DATE;

use crate::error::AnalyticsError;

/// The columns of [`WeightGain::COLUMNS`], one value a line.
pub fn weight_gain(lines: &DataFrame, declared: &WeightGain) -> Result<Vec<Column>, AnalyticsError> {
    let days = |column: &str| {
        Ok::<_, PolarsError>(
            lines
                .column(column)?
                .cast(&DataType::Date)?
                .cast(&DataType::Int32)?
                .i32()?
                .clone(),
        )
    };
    let (began, ended) = (days(DATE)?, days(&declared.ended)?);
    let before = lines.column(&declared.weight_before)?.i64()?;
    let after = lines.column(&declared.weight_after)?.i64()?;
    let stays = began
        .iter()
        .zip(ended.iter())
        .zip(before.iter().zip(after.iter()));
    let (gain, gram_days): (Vec<_>, Vec<_>) = stays
        .map(|((began, ended), (before, after))| {
            stay(
                ended.zip(began).map(|(ended, began)| ended - began),
                before,
                after,
            )
            .unzip()
        })
        .unzip();
    let [(gain_name, _), (gram_days_name, _)] = WeightGain::COLUMNS;
    Ok(vec![
        Column::new(gain_name.into(), gain),
        Column::new(gram_days_name.into(), gram_days),
    ])
}

/// Grams gained and grams times days of a stay that lasted at least a day, of a child that weighed something.
fn stay(days: Option<i32>, before: Option<i64>, after: Option<i64>) -> Option<(i64, i64)> {
    let days = days.filter(|days| *days > 0).map(i64::from)?;
    let before = before.filter(|grams| *grams > 0)?;
    let after = after.filter(|grams| *grams > 0)?;
    Some((after - before, before * days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_weighed_by_what_the_child_weighed_and_how_long_it_stayed() {
        assert_eq!(stay(Some(14), Some(7_000), Some(7_840)), Some((840, 98_000)));
        assert_eq!(
            stay(Some(3), Some(6_000), Some(5_900)),
            Some((-100, 18_000)),
            "a loss is a loss, not nothing"
        );
    }

    #[test]
    fn a_stay_without_days_or_weights_tells_nothing() {
        assert_eq!(stay(None, Some(7_000), Some(7_840)), None, "it has not ended");
        assert_eq!(stay(Some(0), Some(7_000), Some(7_000)), None);
        assert_eq!(stay(Some(-2), Some(7_000), Some(7_000)), None);
        assert_eq!(stay(Some(14), Some(0), Some(7_840)), None);
        assert_eq!(stay(Some(14), Some(7_000), Some(0)), None);
        assert_eq!(stay(Some(14), None, Some(7_840)), None);
    }
}
