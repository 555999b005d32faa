//! Tallies: counts that arrive broken down by class.

use schemars::JsonSchema;
use serde::Deserialize;

use super::check_cases::MOST_CLASSES;
use super::fault::Faults;
use super::{ColumnType, Dataset, Measure, OverTime, Programme};

/// Counts that arrive broken down: of one place and day there is a row for each combination of its classes. What a
/// place reports for a day is the whole of it; a combination without a row counts nothing. Rows come from the levels that
/// report and from no other, so that nothing is counted twice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Columns of choices by which its rows are told apart; at most three.
    pub classes: Vec<String>,
}

impl Programme {
    pub(super) fn check_tally(&self, dataset: &Dataset, tally: &Tally, faults: &mut Faults) {
        let id = &dataset.id;
        if tally.classes.is_empty() || tally.classes.len() > MOST_CLASSES {
            faults.push(format!(
                "dataset `{id}`: a tally is kept by one to {MOST_CLASSES} classes"
            ));
        }
        let is_class =
            |class: &str| dataset.column(class).map(|column| column.kind) == Some(ColumnType::Choice);
        self.check_kept_classes(dataset, &tally.classes, is_class, faults);
        self.check_restarts(dataset, faults);
    }

    /// A report of a tally ends for all its measures at once, so all of them begin again at restarts or none does.
    fn check_restarts(&self, dataset: &Dataset, faults: &mut Faults) {
        let own = |measure: &&Measure| measure.dataset == dataset.id && measure.over_time != OverTime::Sum;
        let mut measures = self.measures.iter().filter(own);
        let Some(first) = measures.next() else { return };
        if let Some(other) = measures.find(|other| other.begins_again() != first.begins_again()) {
            faults.push(format!(
                "dataset `{}`: `{}` begins again at restarts and `{}` does not, or the other way round; a tally's \
                 measures that stand do so alike",
                dataset.id, first.id, other.id
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::camps_test::faults;
    use super::super::{Keeps, Programmes};

    #[test]
    fn a_tally_has_one_to_three_declared_classes() {
        let none = faults(r#"classes = ["scheme"]"#, "classes = []");
        assert!(none.contains("kept by one to 3 classes"), "{none}");
        let count = faults(r#"classes = ["scheme"]"#, r#"classes = ["received"]"#);
        assert!(count.contains("`received` is no column of choices"), "{count}");
        assert!(
            count.contains("`received` is not declared as [[class]]"),
            "{count}"
        );
    }

    #[test]
    fn measures_of_a_tally_that_stand_begin_again_together() {
        let fault = faults(
            "sum_of = [\"received\"]\nover_time = \"cumulative\"",
            "sum_of = [\"received\"]\nover_time = \"cumulative\"\nrestarts = false",
        );
        assert!(fault.contains("begins again at restarts"), "{fault}");
    }

    #[test]
    fn different_things_are_words_of_cases_counted_on_their_day() {
        let fault = faults(
            "different = \"venue\"\nover_time = \"sum\"",
            "different = \"venue\"\nover_time = \"latest\"",
        );
        assert!(fault.contains("`different` names a column of words"), "{fault}");
        let fault = faults("different = \"venue\"", "different = \"part\"");
        assert!(fault.contains("`different` names a column of words"), "{fault}");
    }

    #[test]
    fn different_things_are_not_told_apart_by_class() {
        let programmes = Programmes::built_in().unwrap();
        let camps = programmes.get("duare-sarkar").unwrap();
        let tallies = camps
            .datasets
            .iter()
            .filter(|dataset| matches!(dataset.keeps, Keeps::Tally(_)));
        assert_eq!(tallies.count(), 2);
        let scheme = camps.class("scheme").unwrap();
        assert!(camps.has_class(camps.measure("applications_received").unwrap(), scheme));
        assert!(!camps.has_class(camps.measure("camps_planned").unwrap(), scheme));
    }
}
