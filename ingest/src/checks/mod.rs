//! Row checks of a dataset: what can't be true of one row, and what can't be true after the row before it.

use catalog::programme::{CheckEffect, Dataset, Programme, RowRule};

use crate::problem::Problem;
use crate::rows::Row;
use crate::standing::Standing;
use crate::values::{Value, shown};
use crate::verdicts::Verdicts;

/// Checks every row by itself.
pub(crate) fn each_row(dataset: &Dataset, rows: &[Row], verdicts: &mut Verdicts) {
    for check in &dataset.checks {
        let Some(columns) = positions(dataset, check.rule.columns()) else {
            continue;
        };
        for row in rows {
            if let Some((at, problem)) = broken(dataset, &check.rule, &columns, row) {
                tell(verdicts, row, at, problem, check.effect);
            }
        }
    }
}

/// Checks that year-to-date values do not fall, against the rows before in the sheet and in the lake.
pub(crate) fn not_falling(
    programme: &Programme,
    dataset: &Dataset,
    rows: &[Row],
    standing: &Standing,
    verdicts: &mut Verdicts,
) {
    for check in &dataset.checks {
        let RowRule::NotFalling { columns } = &check.rule else {
            continue;
        };
        let Some(columns) = positions(dataset, columns.iter().map(String::as_str).collect()) else {
            continue;
        };
        let mut in_order: Vec<&Row> = rows.iter().collect();
        in_order.sort_by(|one, other| (&one.place, one.date).cmp(&(&other.place, other.date)));
        for (at, row) in in_order.iter().enumerate() {
            let since = programme.restarts.last_before(row.date);
            for &column in &columns {
                let Some(value) = row.whole(column) else { continue };
                let in_sheet = in_order[..at]
                    .iter()
                    .rev()
                    .take_while(|earlier| earlier.place == row.place);
                let in_sheet = in_sheet
                    .filter(|earlier| since.is_none_or(|since| earlier.date >= since))
                    .find_map(|earlier| Some((earlier.date, earlier.whole(column)?)));
                let in_lake = standing.value(&row.place, row.date, since, column);
                let Some((on, earlier)) = in_sheet.max(in_lake).filter(|(_, earlier)| *earlier > value)
                else {
                    continue;
                };
                let declared = &dataset.columns[column];
                let problem = Problem::Fell {
                    column: declared.id.clone(),
                    value: shown(i128::from(value), declared.kind),
                    before: shown(i128::from(earlier), declared.kind),
                    on,
                };
                tell(verdicts, row, column, problem, check.effect);
            }
        }
    }
}

/// The dataset's columns that must not fall.
pub(crate) fn not_falling_columns(dataset: &Dataset) -> Vec<usize> {
    let rules = dataset.checks.iter().filter_map(|check| match &check.rule {
        RowRule::NotFalling { columns } => positions(dataset, columns.iter().map(String::as_str).collect()),
        _ => None,
    });
    rules.flatten().collect()
}

/// The positions of columns; none where one is not declared, which the programme's own check refuses.
fn positions(dataset: &Dataset, ids: Vec<&str>) -> Option<Vec<usize>> {
    ids.into_iter()
        .map(|id| dataset.columns.iter().position(|column| column.id == id))
        .collect()
}

fn tell(verdicts: &mut Verdicts, row: &Row, column: usize, problem: Problem, effect: CheckEffect) {
    let (sheet_row, at) = row
        .cell(column)
        .map_or((row.sheet_row, row.first_column()), |cell| (cell.row, cell.at));
    match effect {
        CheckEffect::RowKept => verdicts.keep(sheet_row, at, problem),
        CheckEffect::RowLeftOut => {
            verdicts.leave_out(sheet_row, at, problem.clone());
            for other in row.sheet_rows().filter(|other| *other != sheet_row) {
                verdicts.leave_out(other, at, problem.clone());
            }
        }
    }
}

/// The column at which a rule is broken and how; none if it holds, or a column it needs is not reported.
fn broken(dataset: &Dataset, rule: &RowRule, columns: &[usize], row: &Row) -> Option<(usize, Problem)> {
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
            let printed = number(row, columns[0])?;
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
            let percent = number(row, columns[0])?;
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
        RowRule::NotFalling { .. } => None, // needs the rows before
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

fn number(row: &Row, column: usize) -> Option<f64> {
    match row.cell(column)?.value {
        Value::Number(number) => Some(number),
        Value::Whole(whole) => Some(whole as f64),
        Value::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Reported;
    use catalog::programme::ColumnType;
    use jiff::civil::date;

    fn progress() -> (catalog::Catalog, usize) {
        let catalog = catalog::Catalog::load(None).unwrap();
        let programmes = catalog.programme("mgnrega").unwrap();
        let at = programmes
            .datasets
            .iter()
            .position(|dataset| dataset.id == "progress")
            .unwrap();
        (catalog, at)
    }

    fn row(dataset: &Dataset, sheet_row: u32, day: i8, values: &[(&str, f64)]) -> Row {
        let cells = (0..).zip(values).map(|(at, (id, value))| {
            let column = dataset
                .columns
                .iter()
                .position(|column| column.id == *id)
                .unwrap();
            let value = match dataset.columns[column].kind {
                ColumnType::Number => Value::Number(*value),
                _ => Value::Whole(*value as i64),
            };
            Reported {
                column,
                row: sheet_row,
                at,
                value,
            }
        });
        Row {
            place: "block-2786".parse().unwrap(),
            printed: "ONDA".into(),
            date: date(2025, 5, day),
            sheet_row,
            more_rows: Vec::new(),
            cells: cells.collect(),
        }
    }

    fn told(values: &[(&str, f64)]) -> Vec<String> {
        let (catalog, at) = progress();
        let dataset = &catalog.programme("mgnrega").unwrap().datasets[at];
        let mut verdicts = Verdicts::new("a.xlsx", "S");
        each_row(dataset, &[row(dataset, 4, 1, values)], &mut verdicts);
        verdicts
            .into_findings()
            .iter()
            .map(|finding| format!("{} {}: {}", finding.at.a1(), finding.effect, finding.problem))
            .collect()
    }

    #[test]
    fn more_women_than_persondays_leaves_the_row_out() {
        assert_eq!(
            told(&[("persondays", 10.0), ("persondays_women", 11.0)]),
            ["B5 row left out: `persondays_women` together are 11, more than `persondays`, 10; correct them"]
        );
        assert_eq!(
            told(&[("persondays", 10.0), ("persondays_women", 10.0)]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_part_that_is_not_reported_is_not_a_zero() {
        assert_eq!(
            told(&[("persondays", 10.0), ("persondays_sc", 11.0)]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn expenditure_must_add_up_but_for_a_rupee() {
        let off_by = |paise: f64| {
            told(&[
                ("expenditure", 60_000.0 + paise),
                ("expenditure_wages", 30_000.0),
                ("expenditure_material", 20_000.0),
                ("expenditure_admin", 10_000.0),
            ])
        };
        assert_eq!(off_by(100.0), Vec::<String>::new());
        assert!(off_by(101.0)[0].contains("add up to Rs 600.00, but `expenditure` is Rs 601.01"));
    }

    #[test]
    fn a_printed_average_is_the_floor_and_an_impossible_percentage_is_kept() {
        assert_eq!(
            told(&[
                ("persondays", 1389.0),
                ("households_provided", 86.0),
                ("printed_average_days", 16.0)
            ]),
            Vec::<String>::new()
        );
        let wrong = told(&[
            ("persondays", 1389.0),
            ("households_provided", 86.0),
            ("printed_average_days", 17.0),
        ]);
        assert!(
            wrong[0].starts_with("C5 row kept") && wrong[0].contains("gives 16"),
            "{wrong:?}"
        );
        let above = told(&[("printed_paid_in_15_days_percent", 102.22)]);
        assert!(
            above[0].starts_with("A5 row kept: `printed_paid_in_15_days_percent` is 102.22 percent"),
            "{above:?}"
        );
    }

    #[test]
    fn a_fall_within_the_year_is_named_and_one_over_a_restart_is_not() {
        let (catalog, at) = progress();
        let programme = catalog.programme("mgnrega").unwrap();
        let dataset = &programme.datasets[at];
        let mut rows = vec![
            row(dataset, 1, 2, &[("persondays", 90.0)]),
            row(dataset, 2, 1, &[("persondays", 100.0)]),
            row(dataset, 3, 3, &[("persondays", 95.0)]),
        ];
        rows[2].date = date(2026, 4, 1);
        let mut verdicts = Verdicts::new("a.xlsx", "S");
        let standing = Standing::default();
        not_falling(programme, dataset, &rows, &standing, &mut verdicts);
        let told: Vec<String> = verdicts
            .into_findings()
            .iter()
            .map(|finding| format!("{} {}", finding.at.a1(), finding.problem))
            .collect();
        assert_eq!(
            told,
            [
                "A2 `persondays` is 90, and was 100 on 2025-05-01; a count since the start of the year can't fall unless it was corrected"
            ]
        );
    }
}
