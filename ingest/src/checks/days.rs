//! Checks of days and ages in one row. Days of birth are compared and never quoted.

use catalog::programme::{Dataset, ROW_DATE, RowRule};
use jiff::civil::Date;

use crate::problem::{CaseProblem, Problem};
use crate::row::Row;
use crate::values::DAYS_IN_MONTH;

/// The first day that lies before an earlier one. `columns` are those of `days` without the day of the row.
pub(super) fn out_of_order(days: &[String], columns: &[usize], row: &Row) -> Option<(usize, Problem)> {
    let mut columns = columns.iter();
    let mut before: Option<(&String, Date)> = None;
    let mut at = *columns.clone().next()?;
    for name in days {
        let day = match name == ROW_DATE {
            true => Some(row.date),
            false => {
                let column = *columns.next()?;
                if row.cell(column).is_some() {
                    at = column;
                }
                row.day(column)
            }
        };
        let Some(day) = day else { continue };
        match before.filter(|(_, earlier)| *earlier > day) {
            Some((earlier, _)) => {
                let (earlier, later) = (earlier.clone(), name.clone());
                return Some((at, CaseProblem::OutOfOrder { earlier, later }.into()));
            }
            None => before = Some((name, day)),
        }
    }
    None
}

/// The day of the row, where that is still to come on the day on which it is taken in.
pub(super) fn ahead(row: &Row, taken_in: Date) -> Option<Problem> {
    let date = row.date;
    (date > taken_in).then(|| CaseProblem::Ahead { date, taken_in }.into())
}

/// The first of some columns whose day is still to come.
pub(super) fn ahead_in(
    dataset: &Dataset,
    columns: &[usize],
    row: &Row,
    taken_in: Date,
) -> Option<(usize, Problem)> {
    let is_ahead = |column: usize| row.day(column).is_some_and(|day| day > taken_in);
    let at = columns.iter().copied().find(|&column| is_ahead(column))?;
    let column = dataset.columns[at].id.clone();
    Some((at, CaseProblem::AheadIn { column, taken_in }.into()))
}

/// What is wrong with the age of a case: day of birth and typed age stand in `columns`.
pub(super) fn age(rule: &RowRule, columns: &[usize], row: &Row) -> Option<(usize, Problem)> {
    let [born_at, age_at] = *columns else { return None };
    let by_birth = row.day(born_at).map(|born| months_between(born, row.date));
    let typed = row.number(age_at);
    match rule {
        RowRule::AgeFits { born, age, within } => {
            let apart = (by_birth? - typed?).abs();
            // The month that is running is counted by some and not by others.
            let problem = || CaseProblem::AgeDiffers {
                age: age.clone(),
                born: born.clone(),
                within: *within,
            };
            (apart > *within).then(|| (age_at, problem().into()))
        }
        RowRule::NotOlder { months, .. } => {
            let at = if by_birth.is_some() { born_at } else { age_at };
            let problem = || CaseProblem::TooOld { months: *months };
            (by_birth.or(typed)? > *months).then(|| (at, problem().into()))
        }
        _ => None, // no rule about ages
    }
}

fn months_between(born: Date, on: Date) -> f64 {
    let days = on.since(born).map_or(0, |span| span.get_days());
    f64::from(days) / DAYS_IN_MONTH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Reported;
    use crate::values::Value;
    use jiff::civil::date;

    /// A row of 10 May 2026 with a day of birth and an age, where given.
    fn row(born: Option<Date>, age: Option<f64>) -> Row {
        let born = born.map(|born| (0, Value::Day(born)));
        let cells = born.into_iter().chain(age.map(|age| (1, Value::Number(age))));
        let cells = cells.map(|(column, value)| Reported::new(column, 3, 10 + column as u32, value));
        Row {
            place: "centre-1".parse().unwrap(),
            printed: "".into(),
            case: None,
            date: date(2026, 5, 10),
            sheet_row: 3,
            more_rows: Vec::new(),
            cells: cells.collect(),
        }
    }

    fn order(born: Option<Date>) -> Option<(usize, Problem)> {
        let days = ["born".to_owned(), ROW_DATE.to_owned()];
        out_of_order(&days, &[0], &row(born, None))
    }

    fn aged(within: f64, born: Option<Date>, age: Option<f64>) -> Option<usize> {
        let (one, other) = ("born".to_owned(), "age".to_owned());
        let rule = RowRule::AgeFits {
            born: one,
            age: other,
            within,
        };
        super::age(&rule, &[0, 1], &row(born, age)).map(|(at, _)| at)
    }

    #[test]
    fn a_child_is_measured_after_its_birth_or_on_that_day() {
        assert_eq!(order(Some(date(2026, 5, 10))), None);
        assert_eq!(order(None), None);
        let (at, problem) = order(Some(date(2026, 5, 11))).unwrap();
        assert_eq!(at, 0);
        assert_eq!(
            problem.to_string(),
            "`date` lies before `born`, which can't be; correct one of the days"
        );
    }

    #[test]
    fn a_day_that_is_still_to_come_can_not_have_been_measured() {
        assert_eq!(ahead(&row(None, None), date(2026, 5, 10)), None);
        let refusal = ahead(&row(None, None), date(2026, 5, 9)).unwrap().to_string();
        assert!(refusal.contains("dated 2026-05-10"), "{refusal}");
    }

    #[test]
    fn a_typed_age_may_be_a_month_off_and_no_more() {
        let born = Some(date(2024, 5, 10));
        assert_eq!(aged(1.0, born, Some(24.0)), None);
        assert_eq!(aged(1.0, born, Some(24.9)), None);
        assert_eq!(aged(1.0, born, Some(2.0)), Some(1));
        assert_eq!(aged(1.0, born, None), None);
        assert_eq!(aged(1.0, None, Some(2.0)), None);
    }

    #[test]
    fn an_age_above_the_programme_s_is_told_where_it_stands() {
        let rule = RowRule::NotOlder {
            born: "born".into(),
            age: "age".into(),
            months: 72.0,
        };
        let told = |born, age| super::age(&rule, &[0, 1], &row(born, age)).map(|(at, _)| at);
        assert_eq!(told(Some(date(2020, 4, 1)), None), Some(0));
        assert_eq!(told(None, Some(73.0)), Some(1));
        assert_eq!(
            told(Some(date(2021, 4, 1)), Some(73.0)),
            None,
            "the day of birth is the surer"
        );
    }
}
