//! Checks of counts and money in one row: sums, quotients, zeros.

use catalog::programme::{Dataset, RowRule};

use crate::problem::Problem;
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
        RowRule::NotFalling { .. }
        | RowRule::InOrder { .. }
        | RowRule::NotAhead
        | RowRule::AgeFits { .. }
        | RowRule::NotOlder { .. }
        | RowRule::NotShrinking { .. } => None, // no sums
    }
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
