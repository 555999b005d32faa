//! Tallies: counts that arrive broken down by class.

use serde::Deserialize;

use super::check_cases::MOST_CLASSES;
use super::{ColumnType, Dataset, Measure, OverTime, Programme};

/// Counts that arrive broken down: of one place and day there is a row for each combination of its classes. What a
/// place reports for a day is the whole of it; a combination without a row counts nothing. Rows come from the level that
/// reports and from no other, so that nothing is counted twice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Columns of choices by which its rows are told apart; at most three.
    pub classes: Vec<String>,
}

impl Programme {
    pub(super) fn check_tally(&self, dataset: &Dataset, tally: &Tally, faults: &mut Vec<String>) {
        let id = &dataset.id;
        if tally.classes.is_empty() || tally.classes.len() > MOST_CLASSES {
            faults.push(format!(
                "dataset `{id}`: a tally is kept by one to {MOST_CLASSES} classes"
            ));
        }
        for class in &tally.classes {
            if dataset.column(class).map(|column| column.kind) != Some(ColumnType::Choice) {
                faults.push(format!("dataset `{id}`: class `{class}` is no column of choices"));
            }
            if self.class(class).is_none() {
                faults.push(format!(
                    "dataset `{id}`: class `{class}` is not declared as [[class]]"
                ));
            }
        }
        self.check_restarts(dataset, faults);
    }

    /// A report of a tally ends for all its measures at once, so all of them begin again at restarts or none does.
    fn check_restarts(&self, dataset: &Dataset, faults: &mut Vec<String>) {
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
