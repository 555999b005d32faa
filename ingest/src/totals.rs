//! The totals that a sheet prints: they check its rows, and are never added to them.

use std::collections::BTreeMap;

use crate::columns::ValueColumn;
use crate::problem::Problem;
use crate::read::a1;
use crate::row::Reported;
use crate::rows::{Read, Typing};
use crate::sheet::TotalRow;
use crate::values::{Value, shown};
use crate::verdicts::Verdicts;

/// What a sheet adds up: the numbers of its rows, as far as they can be told; rows that are left out are in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Printed {
    /// By column of the sheet and row: the whole numbers; none where a cell can't be read.
    columns: BTreeMap<u32, Vec<(u32, Option<i64>)>>,
}

impl Printed {
    /// Adds what a row says.
    pub(crate) fn add(&mut self, typing: &Typing<'_>, row: u32, read: &Read) {
        for ValueColumn { at, column, .. } in &typing.columns.values {
            if !typing.dataset.columns[*column].kind.adds_up() {
                continue;
            }
            let value = match read.cells.iter().find(|(_, cell)| cell.at() == *at) {
                Some((
                    _,
                    Reported {
                        value: Value::Whole(whole),
                        ..
                    },
                )) => Some(*whole),
                Some(_) => None,
                None if read.faults.iter().any(|(fault, _)| fault == at) => None,
                None => Some(0),
            };
            self.columns.entry(*at).or_default().push((row, value));
        }
    }
}

/// Names every printed total that is not the sum of rows. All rows of the sheet count here, also those left out:
/// the sheet adds up what it prints.
pub(crate) fn check(typing: &Typing<'_>, printed: &Printed, verdicts: &mut Verdicts) {
    let totals = &typing.table.totals;
    let adds_up = |column: usize| typing.dataset.columns[column].kind.adds_up();
    for column in typing
        .columns
        .values
        .iter()
        .filter(|column| adds_up(column.column))
    {
        let Some(rows) = printed.columns.get(&column.at) else {
            continue;
        };
        let declared = &typing.dataset.columns[column.column];
        let scale = typing.scale(declared.kind, column.header.scale);
        let step = printed_step(scale * declared.kind.per_unit());
        for (nth, total) in totals.iter().enumerate() {
            let read = typing.value_at(total.row, column.at, column.column, column.header);
            let Ok(Some(Value::Whole(value))) = read else {
                continue;
            };
            if let Some(differs) = differs(rows, totals, nth, i128::from(value), step) {
                let difference = i128::from(value) - differs.sum;
                let problem = Problem::TotalDiffers {
                    column: declared.id.clone(),
                    printed: shown(i128::from(value), declared.kind),
                    sum: shown(differs.sum, declared.kind),
                    difference: shown(difference, declared.kind).into(),
                    cells: differs.cells(rows, column.at, difference).into(),
                };
                verdicts.keep(total.row, column.at, problem);
            }
        }
    }
}

/// The last printed place of a column in stored units: numbers in lakh are rounded to two decimals, and each may
/// be off by half of that.
fn printed_step(factor: i64) -> i128 {
    i128::from(factor / 100)
}

/// The sum that a total should have, and the rows that it adds up.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Differs {
    sum: i128,
    from: u32,
    to: u32,
}

impl Differs {
    /// Where the difference can lie: in the cells that hold just as much (left out of the total, or counted twice in it),
    /// else in any that it adds up.
    fn cells(&self, rows: &[(u32, Option<i64>)], column: u32, difference: i128) -> Vec<String> {
        let span: Vec<(u32, i64)> = rows
            .iter()
            .filter(|(row, _)| (self.from..self.to).contains(row))
            .filter_map(|(row, value)| Some((*row, (*value)?)))
            .collect();
        let just = span
            .iter()
            .filter(|(_, value)| i128::from(*value).abs() == difference.abs());
        let just: Vec<String> = just.take(CELLS_NAMED).map(|(row, _)| a1(*row, column)).collect();
        match (just.is_empty(), span.as_slice()) {
            (true, [(first, _), .., (last, _)]) => {
                vec![format!("{}:{}", a1(*first, column), a1(*last, column))]
            }
            (true, [(only, _)]) => vec![a1(*only, column)],
            _ => just,
        }
    }
}

/// Cells named one by one at most.
const CELLS_NAMED: usize = 4;

/// What the total should be, if it is none of the sums that it may mean: of all rows, of all above it, or of those
/// since the total before it.
fn differs(
    rows: &[(u32, Option<i64>)],
    totals: &[TotalRow],
    nth: usize,
    value: i128,
    step: i128,
) -> Option<Differs> {
    let at = totals[nth].row;
    let since = nth.checked_sub(1).map_or(0, |before| totals[before].row);
    let until = totals.get(nth + 1).map_or(u32::MAX, |next| next.row);
    let spans = [(0, at), (since, at), (0, u32::MAX), (at, until)];
    let mut expected = None;
    for (from, to) in spans {
        let mut span = rows.iter().filter(|(row, _)| (from..to).contains(row));
        let (count, sum) = span.try_fold((0i128, 0i128), |(count, sum), (_, value)| {
            value.map(|value| (count + 1, sum + i128::from(value)))
        })?; // a cell that can't be read: the sum can't be told
        if count > 0 && (sum - value).abs() * 2 <= step * (count + 1) {
            return None;
        }
        expected = expected.or((count > 0).then_some(Differs { sum, from, to }));
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::TotalKind;

    fn totals(rows: &[u32]) -> Vec<TotalRow> {
        rows.iter()
            .map(|&row| TotalRow {
                row,
                kind: TotalKind::Total,
                label: "Total".into(),
            })
            .collect()
    }

    fn rows(values: &[(u32, i64)]) -> Vec<(u32, Option<i64>)> {
        values.iter().map(|&(row, value)| (row, Some(value))).collect()
    }

    #[test]
    fn subtotals_and_the_grand_total_are_all_sums() {
        let (rows, totals) = (rows(&[(1, 10), (2, 20), (4, 5)]), totals(&[3, 5, 6]));
        for (nth, value) in [(0, 30), (1, 5), (2, 35)] {
            assert_eq!(differs(&rows, &totals, nth, value, 0), None, "total {nth}");
        }
    }

    #[test]
    fn a_total_that_misses_a_row_is_told_with_the_sum() {
        assert_eq!(
            differs(&rows(&[(1, 10), (2, 20)]), &totals(&[3]), 0, 29, 0),
            Some(Differs {
                sum: 30,
                from: 0,
                to: 3
            })
        );
    }

    #[test]
    fn a_rounded_total_may_be_off_by_half_a_printed_step_a_row() {
        let (rows, totals) = (rows(&[(1, 10_000), (2, 20_000)]), totals(&[3]));
        assert_eq!(differs(&rows, &totals, 0, 31_000, 1_000), None);
        let sum = differs(&rows, &totals, 0, 32_000, 1_000).map(|differs| differs.sum);
        assert_eq!(sum, Some(30_000));
    }

    #[test]
    fn a_difference_is_traced_to_the_cells_that_hold_just_as_much_else_to_all_of_them() {
        let rows = rows(&[(4, 10), (5, 20), (6, 12)]);
        let differs = differs(&rows, &totals(&[7]), 0, 22, 0).unwrap();
        assert_eq!(
            differs.cells(&rows, 2, -20),
            ["C6"],
            "the row was left out of the total"
        );
        assert_eq!(differs.cells(&rows, 2, -3), ["C5:C7"]);
    }

    #[test]
    fn where_a_cell_cannot_be_read_no_total_is_accused() {
        assert_eq!(
            differs(&[(1, Some(10)), (2, None)], &totals(&[3]), 0, 99, 0),
            None
        );
    }
}
