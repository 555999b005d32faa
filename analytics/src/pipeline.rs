//! A plan as a polars pipeline; the only file that turns a plan into polars.

use figures::{Condition, Plan};
use jiff::civil::Date;
use polars::prelude::*;

use crate::day;

/// `plan` over `table`.
///
/// Ratios are not in a plan: both parts are added up first and divided once, since averaging percentages would give
/// a hamlet a town's weight.
pub fn pipeline(plan: &Plan, table: LazyFrame) -> LazyFrame {
    let keys: Vec<Expr> = plan.group_by.iter().map(|name| col(name.as_str())).collect();
    let sums: Vec<Expr> = plan
        .sums
        .iter()
        .map(|sum| col(sum.column.as_str()).sum())
        .collect();
    let rows = plan
        .rows
        .iter()
        .fold(table, |table, condition| table.filter(holds(condition)));
    rows.group_by(keys).agg(sums).sort(
        plan.group_by.iter().map(String::as_str),
        SortMultipleOptions::default(),
    )
}

fn holds(condition: &Condition) -> Expr {
    match condition {
        Condition::IsOneOf { column, values } => match values.as_slice() {
            [only] => col(column.as_str()).eq(lit(only.as_str())),
            _ => col(column.as_str()).is_in(lit(Series::new("".into(), values)).implode(false), false),
        },
        Condition::IsUnknown { column } => col(column.as_str()).is_null(),
        Condition::Between { column, from, to } => {
            let lower = from.map(|from| col(column.as_str()).gt_eq(day_literal(from)));
            let upper = to.map(|to| col(column.as_str()).lt_eq(day_literal(to)));
            lower
                .into_iter()
                .chain(upper)
                .reduce(Expr::and)
                .unwrap_or_else(|| lit(true))
        }
    }
}

/// A day as polars compares it with a column of days.
pub fn day_literal(date: Date) -> Expr {
    lit(day::number(date)).cast(DataType::Date)
}
