//! In which periods a unit reported, and how long each report stands.

use polars::prelude::*;
use store::columns::{DATE, LEVEL, PLACE};

use super::lines::PERIOD;
use crate::error::AnalyticsError;
use crate::names::{REPORTING, TOTALS};
use crate::run;

/// The first day on which a report stands, as a number.
pub const DAY: &str = "day";
/// The first day on which it stands no more, as a number.
pub const END: &str = "end";
/// Whether cases or totals were reported: [`REPORTING`] or [`TOTALS`].
pub const REPORT: &str = "report";

/// Units' periods with place, level, period, day, end and report, sorted by place and period.
pub struct Months(pub DataFrame);

/// The periods in which units sent cases, and those in which they sent totals alone. A report stands from the unit's
/// last day in its period until its next one, at most for `carry` days after it.
pub fn months(lines: &DataFrame, totals: Option<&DataFrame>, carry: u16) -> Result<Months, AnalyticsError> {
    let of_cases = reports(lines.clone().lazy(), REPORTING);
    let reports = match totals {
        None => of_cases,
        Some(totals) => {
            let alone = reports(totals.clone().lazy(), TOTALS).join(
                of_cases.clone(),
                [col(PLACE), col(PERIOD)],
                [col(PLACE), col(PERIOD)],
                JoinArgs::new(JoinType::Anti),
            );
            concat([of_cases, alone], UnionArgs::default())?
        }
    };
    let sorted = reports.sort([PLACE, PERIOD], SortMultipleOptions::default());
    let next = when(col(PLACE).eq(col(PLACE).shift(lit(-1))))
        .then(col(DAY).shift(lit(-1)))
        .otherwise(lit(NULL));
    let carried = col(DAY) + lit(i32::from(carry) + 1);
    let end = polars::lazy::dsl::min_horizontal([next, carried])?.alias(END);
    Ok(Months(run::frame(sorted.with_column(end))?))
}

fn reports(rows: LazyFrame, report: &'static str) -> LazyFrame {
    rows.group_by([col(PLACE), col(PERIOD)]).agg([
        col(LEVEL).first(),
        col(DATE).max().cast(DataType::Int32).alias(DAY),
        lit(report).first().alias(REPORT),
    ])
}
