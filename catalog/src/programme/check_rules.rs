//! Whether what a programme says of row checks makes sense: that their rules read columns which hold such values.

use super::fault::Faults;
use super::{ColumnType, Dataset, Keeps, ROW_DATE, RowRule, Test};

/// Faults of the checks of a dataset, beside columns that are not there at all.
pub(super) fn check_rules(dataset: &Dataset, faults: &mut Faults) {
    for check in &dataset.checks {
        for (column, kinds) in wanted(&check.rule) {
            let found = dataset.column(column).map(|column| column.kind);
            if found.is_some_and(|kind| !kinds.contains(&kind)) {
                faults.push(format!(
                    "dataset `{}`: a check reads `{column}` as {kinds:?}, which it is not",
                    dataset.id
                ));
            }
        }
        faults.extend(
            senseless(dataset, &check.rule).map(|fault| format!("dataset `{}`: {fault}", dataset.id)),
        );
    }
}

const COUNTS: &[ColumnType] = &[ColumnType::Count, ColumnType::Money];
const DAYS: &[ColumnType] = &[ColumnType::Date];

/// The columns that a rule reads, and what they must be.
fn wanted(rule: &RowRule) -> Vec<(&str, &'static [ColumnType])> {
    match rule {
        RowRule::InOrder { days } | RowRule::NotAhead { days } => {
            let columns = days.iter().filter(|day| *day != ROW_DATE);
            columns.map(|day| (day.as_str(), DAYS)).collect()
        }
        RowRule::AgeFits { born, age, .. } | RowRule::NotOlder { born, age, .. } => {
            vec![(born, DAYS), (age, &[ColumnType::Age])]
        }
        RowRule::NotShrinking { column, .. } => vec![(column, &[ColumnType::Length, ColumnType::Weight])],
        RowRule::Within { column, .. } => vec![(column, &[ColumnType::Count, ColumnType::Number])],
        RowRule::Balance { left, right } => {
            let both = left.iter().chain(right);
            both.map(|column| (column.as_str(), COUNTS)).collect()
        }
        RowRule::Given { when, .. } if when.is.is_some() || when.is_not.is_some() => {
            vec![(&when.column, &[ColumnType::Choice])]
        }
        RowRule::Given { when, .. } if when.yes.is_some() => vec![(&when.column, &[ColumnType::YesNo])],
        RowRule::Given { when, .. } if when.at_least.is_some() || when.below.is_some() => {
            vec![(&when.column, COUNTS)]
        }
        RowRule::Given { .. }
        | RowRule::AtMost { .. }
        | RowRule::AddUpTo { .. }
        | RowRule::FloorOf { .. }
        | RowRule::AtMostHundred { .. }
        | RowRule::NotAllZero { .. }
        | RowRule::NotFalling { .. } => Vec::new(),
    }
}

/// What no row could ever meet, or break.
fn senseless(dataset: &Dataset, rule: &RowRule) -> Option<String> {
    match rule {
        RowRule::Given { when, .. } if when.within.is_some() => Some(format!(
            "the test of `{}`: `within` is for the measures of a docket",
            when.column
        )),
        RowRule::Given { when, .. } if when.conditions() != 1 => Some(format!(
            "the test of `{}` needs exactly one condition",
            when.column
        )),
        RowRule::Given { when, .. } => unknown_word(dataset, when),
        RowRule::Within { column, least, most } if least > most => {
            Some(format!("`{column}`: `least` is more than `most`"))
        }
        RowRule::Balance { left, right } => {
            let twice = left.iter().find(|column| right.contains(column));
            let missing = left.is_empty() || right.is_empty();
            (missing || twice.is_some())
                .then(|| "a balance has columns on both sides, and none on both".to_owned())
        }
        RowRule::NotFalling { .. } | RowRule::NotShrinking { .. }
            if matches!(dataset.keeps, Keeps::Docket(_)) =>
        {
            Some("a row of a docket replaces the one before, and nothing of it can fall or shrink".to_owned())
        }
        _ => None,
    }
}

/// A word in a test that the column can never have.
fn unknown_word(dataset: &Dataset, test: &Test) -> Option<String> {
    let values = &dataset.column(&test.column)?.values;
    let words = test.is.iter().chain(&test.is_not).flatten();
    let unknown = words
        .into_iter()
        .find(|word| values.iter().all(|value| value.id != **word))?;
    Some(format!("`{}` has no value `{unknown}`", test.column))
}

#[cfg(test)]
mod tests {
    use super::super::RowCheck;
    use super::*;

    fn faults(rule: &str) -> Vec<String> {
        let mut dataset: Dataset = toml::from_str(
            "id = \"cases\"\ntitle = { en = \"Cases\" }\nreported_by = { level = \"district\", every = \"month\" }\n\
             columns = [{ id = \"closed\", type = \"date\" }, { id = \"rating\", type = \"count\" }, { id = \"came\", type = \"count\" },\n\
             { id = \"status\", type = \"choice\", values = [{ id = \"open\", title = { en = \"Open\" } }] }]",
        )
        .unwrap();
        let check = format!("rule = {rule}\neffect = \"row_kept\"");
        dataset.checks = vec![toml::from_str::<RowCheck>(&check).unwrap()];
        let mut faults = Faults::default();
        check_rules(&dataset, &mut faults);
        faults
            .into_found()
            .into_iter()
            .map(|fault| fault.message)
            .collect()
    }

    #[test]
    fn rules_that_make_sense_have_no_fault() {
        for rule in [
            "{ kind = \"given\", column = \"closed\", when = { column = \"status\", is_not = [\"open\"] } }",
            "{ kind = \"within\", column = \"rating\", least = 1, most = 5 }",
            "{ kind = \"balance\", left = [\"came\"], right = [\"rating\"] }",
            "{ kind = \"not_ahead\" }",
            "{ kind = \"not_ahead\", days = [\"date\", \"closed\"] }",
        ] {
            assert_eq!(faults(rule), Vec::<String>::new(), "{rule}");
        }
    }

    #[test]
    fn a_rule_that_no_row_could_meet_or_that_reads_the_wrong_column_is_a_fault() {
        for (rule, wanted) in [
            (
                "{ kind = \"given\", column = \"closed\", when = { column = \"status\" } }",
                "exactly one condition",
            ),
            (
                "{ kind = \"given\", column = \"closed\", when = { column = \"status\", is = [\"shut\"] } }",
                "`status` has no value `shut`",
            ),
            (
                "{ kind = \"given\", column = \"closed\", when = { column = \"rating\", is = [\"5\"] } }",
                "reads `rating` as [Choice]",
            ),
            (
                "{ kind = \"within\", column = \"rating\", least = 5, most = 1 }",
                "`least` is more than",
            ),
            (
                "{ kind = \"within\", column = \"status\", least = 1, most = 5 }",
                "reads `status` as",
            ),
            (
                "{ kind = \"balance\", left = [\"came\"], right = [] }",
                "columns on both sides",
            ),
            (
                "{ kind = \"balance\", left = [\"came\"], right = [\"came\"] }",
                "columns on both sides",
            ),
            (
                "{ kind = \"balance\", left = [\"came\"], right = [\"closed\"] }",
                "reads `closed` as",
            ),
            (
                "{ kind = \"not_ahead\", days = [\"came\"] }",
                "reads `came` as [Date]",
            ),
        ] {
            let faults = faults(rule);
            assert!(
                faults.iter().any(|fault| fault.contains(wanted)),
                "{rule}: {faults:?}"
            );
        }
    }
}
