//! Datasets that places of two levels report: gram panchayats, and wards beside them.

use std::collections::BTreeSet;

use super::fault::Faults;
use super::{Dataset, Indicator, Keeps, Measure, Programme};

/// Two levels report beside one another, each its own rows, so that nothing is counted twice.
pub(super) fn check_levels(dataset: &Dataset, faults: &mut Faults) {
    let reported_by = dataset.reported_by;
    let Some(also) = reported_by.also else { return };
    let level = reported_by.level;
    if !matches!(dataset.keeps, Keeps::Tally(_) | Keeps::Cases(_)) {
        faults.hinted(
            format!("dataset `{}`: `also` is of tallies and cases", dataset.id),
            also.id(),
            "of a series rows may come from any level; the finest that is whole counts".to_owned(),
        );
    }
    let holds = level.may_hold(also) || also.may_hold(level) || level == also;
    if holds || level.is_unit() || also.is_unit() {
        faults.hinted(
            format!(
                "dataset `{}`: {} and {} do not lie beside one another, so that rows of both would count twice",
                dataset.id,
                level.plural().en,
                also.plural().en
            ),
            also.id(),
            "levels that report beside one another are gp or block, with ward or municipality".to_owned(),
        );
    }
}

/// What a measure is narrowed to reports its dataset.
pub(super) fn check_at(dataset: &Dataset, measure: &Measure, faults: &mut Faults) {
    let Some(at) = measure.at else { return };
    let is_of_units = matches!(dataset.keeps, Keeps::Tally(_) | Keeps::Cases(_));
    if !is_of_units || dataset.reported_by.levels().all(|level| level != at) {
        faults.push(format!(
            "measure `{}`: `at` is one of the levels that report its dataset, a tally or cases",
            measure.id
        ));
    }
}

impl Programme {
    /// What is divided is reported by the same places: those of one level, or all.
    pub(super) fn check_same_places(&self, indicator: &Indicator, faults: &mut Faults) {
        let parts = indicator.of.iter().chain(&indicator.per);
        let levels: BTreeSet<_> = parts
            .filter_map(|part| self.measure(part))
            .map(|measure| measure.at)
            .collect();
        if levels.len() > 1 {
            faults.push(format!(
                "indicator `{}`: its measures are of places of different levels (`at`)",
                indicator.id
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::camps_test::faults;

    const CAMPS: &str = "reported_by = { level = \"gp\", also = \"ward\", every = \"day\", carry = 400 }";

    #[test]
    fn levels_that_report_beside_one_another_hold_none_of_each_other() {
        for other in ["block", "gp", "state", "centre"] {
            let fault = faults(CAMPS, &CAMPS.replace("ward", other));
            assert!(
                fault.contains("do not lie beside one another"),
                "{other}: {fault}"
            );
        }
        let fault = faults(CAMPS, &CAMPS.replace("\"ward\"", "\"municipality\""));
        assert!(!fault.contains("do not lie beside one another"), "{fault}");
    }

    #[test]
    fn a_measure_is_narrowed_to_a_level_that_reports() {
        let fault = faults("at = \"ward\"", "at = \"block\"");
        assert!(fault.contains("`at` is one of the levels that report"), "{fault}");
    }

    #[test]
    fn places_of_one_level_are_not_divided_by_those_of_all() {
        let fault = faults(
            "of = [\"places_with_camps\"]\nkind = \"places_percent\"",
            "of = [\"wards_with_camps\"]\nper = [\"places_with_camps\"]",
        );
        assert!(fault.contains("of places of different levels"), "{fault}");
    }
}
