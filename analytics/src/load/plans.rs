//! The plans by which stored sums are read.

use catalog::PlaceCode;
use figures::{Condition, Plan, Sum};

use super::Wanted;
use crate::kinds::Kinds;
use crate::names::{DATE, KEYS, MEASURE, PLACE, REPORTING, SUMS, TOTALS};

pub(super) fn plan(wanted: &Wanted<'_>, places: &[&PlaceCode]) -> Plan {
    let is_one_of = |column: &str, values| Condition::IsOneOf {
        column: column.to_owned(),
        values,
    };
    Plan {
        rows: vec![
            is_one_of(
                MEASURE,
                wanted
                    .measures
                    .iter()
                    .map(|&measure| measure.to_owned())
                    .collect(),
            ),
            is_one_of(PLACE, places.iter().map(|place| place.to_string()).collect()),
            Condition::Between {
                column: DATE.to_owned(),
                from: Some(wanted.days.0),
                to: Some(wanted.days.1),
            },
        ],
        group_by: KEYS.map(str::to_owned).to_vec(),
        sums: sums(),
    }
}

/// A whole table, with its classes added up.
pub(super) fn whole() -> Plan {
    Plan {
        rows: Vec::new(),
        group_by: KEYS.map(str::to_owned).to_vec(),
        sums: sums(),
    }
}

/// The sums of some places for each value of the classes asked by; who reported is left out.
pub(super) fn by_class(wanted: &Wanted<'_>, places: &[&PlaceCode], kinds: &Kinds<'_>) -> Plan {
    let mut plan = plan(wanted, places);
    plan.rows.push(Condition::IsOneOf {
        column: MEASURE.to_owned(),
        values: wanted
            .measures
            .iter()
            .filter(|measure| ![REPORTING, TOTALS].contains(measure))
            .map(|&measure| measure.to_owned())
            .collect(),
    });
    plan.rows
        .extend(kinds.class_is.iter().map(|(class, value)| match value {
            Some(value) => Condition::IsOneOf {
                column: class.id.clone(),
                values: vec![value.clone()],
            },
            None => Condition::IsUnknown {
                column: class.id.clone(),
            },
        }));
    plan.group_by
        .extend(kinds.classes.iter().map(|class| class.id.clone()));
    plan
}

fn sums() -> Vec<Sum> {
    SUMS.map(|column| Sum {
        column: column.to_owned(),
    })
    .to_vec()
}
