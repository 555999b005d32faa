//! Checks of counts and money in one row: sums, quotients, bounds, zeros.

use catalog::programme::{Dataset, RowRule};

use crate::problem::{Problem, ValueProblem};
use crate::read::{a1, shortest_decimal};
use crate::row::Row;
use crate::values::shown;

/// The column at which a rule is broken and how; none if it holds, or a column it needs is not reported.
pub(super) fn broken(
    dataset: &Dataset,
    rule: &RowRule,
    columns: &[usize],
    row: &Row,
) -> Option<(usize, Problem)> {
    let kind = |column: usize| dataset.columns[column].kind;
    match rule {
        RowRule::AtMost { parts, whole } => {
            let (sum, of) = sums(columns, row)?;
            let problem = || Problem::MoreThanWhole {
                parts: parts.clone(),
                sum: shown(sum, kind(columns[0])),
                whole: whole.clone(),
                of: shown(of, kind(columns[0])),
            };
            (sum > of).then(|| (columns[0], problem()))
        }
        RowRule::AddUpTo { parts, whole, within } => {
            let (sum, of) = sums(columns, row)?;
            let whole_at = *columns.last()?;
            let problem = || Problem::DoesNotAddUp {
                parts: parts.clone(),
                sum: shown(sum, kind(whole_at)),
                whole: whole.clone(),
                of: shown(of, kind(whole_at)),
            };
            ((sum - of).abs() > i128::from(*within)).then(|| (whole_at, problem()))
        }
        RowRule::FloorOf { column, of, per } => {
            let printed = row.number(columns[0])?;
            let (above, below) = (row.whole(columns[1])?, row.whole(columns[2])?);
            let (above, below) = (
                above * kind(columns[2]).per_unit(),
                below.checked_mul(kind(columns[1]).per_unit())?,
            );
            let quotient = above.checked_div_euclid(below)?;
            let problem = || Problem::NotTheAverage {
                column: column.clone(),
                printed,
                of: of.clone(),
                per: per.clone(),
                quotient,
            };
            (printed.floor() != quotient as f64).then(|| (columns[0], problem()))
        }
        RowRule::AtMostHundred { column } => {
            let percent = row.number(columns[0])?;
            (percent > 100.0).then(|| {
                (
                    columns[0],
                    Problem::AboveHundred {
                        column: column.clone(),
                        percent,
                    },
                )
            })
        }
        RowRule::NotAllZero { .. } => {
            let mut counts = columns
                .iter()
                .filter_map(|&column| Some((column, row.whole(column)?)));
            let (first, _) = counts.clone().next()?;
            counts
                .all(|(_, count)| count == 0)
                .then_some((first, Problem::AllZero))
        }
        RowRule::Balance { left, right } => out_of_balance(dataset, left, right, columns, row),
        RowRule::Within { column, least, most } => {
            let found = row.number(columns[0])?;
            let problem = || ValueProblem::Outside {
                column: column.clone(),
                found: shortest_decimal(found),
                least: *least,
                most: *most,
            };
            (found < *least as f64 || found > *most as f64).then(|| (columns[0], problem().into()))
        }
        RowRule::NotFalling { .. }
        | RowRule::InOrder { .. }
        | RowRule::NotAhead { .. }
        | RowRule::Given { .. }
        | RowRule::AgeFits { .. }
        | RowRule::NotOlder { .. }
        | RowRule::NotShrinking { .. } => None, // no sums
    }
}

/// The difference of two sides; `columns` are those of the left, then those of the right.
fn out_of_balance(
    dataset: &Dataset,
    left: &[String],
    right: &[String],
    columns: &[usize],
    row: &Row,
) -> Option<(usize, Problem)> {
    let (left_columns, right_columns) = columns.split_at(left.len());
    let sum = |columns: &[usize]| {
        let each = columns.iter().map(|&column| row.whole(column).map(i128::from));
        each.sum::<Option<i128>>()
    };
    let cells = |columns: &[usize]| {
        let cells = columns.iter().filter_map(|&column| row.cell(column));
        cells.map(|cell| a1(cell.row, cell.at())).collect()
    };
    let (left_sum, right_sum) = (sum(left_columns)?, sum(right_columns)?);
    let at = *columns.last()?;
    let kind = dataset.columns[at].kind;
    let problem = || Problem::OutOfBalance {
        left: left.into(),
        left_at: cells(left_columns),
        left_sum: shown(left_sum, kind),
        right: right.into(),
        right_at: cells(right_columns),
        right_sum: shown(right_sum, kind),
    };
    (left_sum != right_sum).then(|| (at, problem()))
}

/// The sum of the parts and the whole, which stands last.
fn sums(columns: &[usize], row: &Row) -> Option<(i128, i128)> {
    let (whole, parts) = columns.split_last()?;
    let sum = parts
        .iter()
        .map(|&part| row.whole(part).map(i128::from))
        .sum::<Option<i128>>()?;
    Some((sum, i128::from(row.whole(*whole)?)))
}
