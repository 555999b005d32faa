//! Row checks of a dataset: what can't be true of one row, and what can't be true after the row before it.

mod before;
mod days;
mod given;
mod sums;

use catalog::programme::{CheckEffect, ColumnType, Dataset, Keeps, ROW_DATE, RowRule};
use jiff::civil::Date;

use crate::problem::Problem;
use crate::row::Row;
use crate::verdicts::Verdicts;

pub(crate) use before::{against_the_past, looks_back_a_year, past_columns};

/// Checks every row by itself. `taken_on` is the day on which the rows are taken in. A number outside its bounds is taken
/// out of a row that is kept.
pub(crate) fn each_row(dataset: &Dataset, rows: &mut [Row], taken_on: Date, verdicts: &mut Verdicts) {
    for check in &dataset.checks {
        let Some(columns) = positions(dataset, read_by(dataset, &check.rule)) else {
            continue;
        };
        for row in &mut *rows {
            let Some((at, problem)) = broken(dataset, &check.rule, &columns, row, taken_on) else {
                continue;
            };
            tell(verdicts, row, at, problem, check.effect);
            if matches!(check.rule, RowRule::Within { .. }) {
                row.cells.retain(|cell| Some(cell.column()) != at);
            }
        }
    }
}

/// The columns that a rule reads. Days that are still to come are looked for in all columns of days of a docket, unless the
/// rule names some.
fn read_by<'a>(dataset: &'a Dataset, rule: &'a RowRule) -> Vec<&'a str> {
    match (rule, &dataset.keeps) {
        (RowRule::NotAhead { days }, Keeps::Docket(_)) if days.is_empty() => {
            let days = dataset
                .columns
                .iter()
                .filter(|column| column.kind == ColumnType::Date);
            days.map(|column| column.id.as_str()).collect()
        }
        _ => rule.columns(),
    }
}

/// The positions of columns; none where one is not declared, which the programme's own check refuses.
fn positions(dataset: &Dataset, ids: Vec<&str>) -> Option<Vec<usize>> {
    ids.into_iter()
        .map(|id| dataset.columns.iter().position(|column| column.id == id))
        .collect()
}

/// Tells a problem at a column of a row, or at the row where the column is none.
fn tell(verdicts: &mut Verdicts, row: &Row, column: Option<usize>, problem: Problem, effect: CheckEffect) {
    let (sheet_row, at) = column
        .and_then(|column| row.cell(column))
        .map_or((row.sheet_row, row.first_column()), |cell| (cell.row, cell.at()));
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
fn broken(
    dataset: &Dataset,
    rule: &RowRule,
    columns: &[usize],
    row: &Row,
    taken_on: Date,
) -> Option<(Option<usize>, Problem)> {
    let at_column = |(column, problem)| (Some(column), problem);
    match rule {
        RowRule::AtMost { .. }
        | RowRule::AddUpTo { .. }
        | RowRule::FloorOf { .. }
        | RowRule::AtMostHundred { .. }
        | RowRule::Balance { .. }
        | RowRule::Within { .. }
        | RowRule::NotAllZero { .. } => sums::broken(dataset, rule, columns, row).map(at_column),
        RowRule::InOrder { days } => days::out_of_order(days, columns, row).map(at_column),
        RowRule::NotAhead { days } => {
            let of_row = days.is_empty() || days.iter().any(|day| day == ROW_DATE);
            let date = of_row.then(|| days::ahead(row, taken_on)).flatten();
            let column = || days::ahead_in(dataset, columns, row, taken_on).map(at_column);
            date.map(|problem| (None, problem)).or_else(column)
        }
        RowRule::Given { column, when } => given::missing(column, when, columns, row).map(at_column),
        RowRule::AgeFits { .. } | RowRule::NotOlder { .. } => days::age(rule, columns, row).map(at_column),
        RowRule::NotFalling { .. } | RowRule::NotShrinking { .. } => None, // need the rows before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Reported;
    use crate::standing::Standing;
    use crate::values::Value;
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
            Reported::new(column, sheet_row, at, value)
        });
        Row {
            place: "block-2786".parse().unwrap(),
            printed: "ONDA".into(),
            case: None,
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
        each_row(
            dataset,
            &mut [row(dataset, 4, 1, values)],
            date(2026, 11, 24),
            &mut verdicts,
        );
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
        against_the_past(programme, dataset, &rows, &standing, &mut verdicts);
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
