//! The grades that a worker reads off the growth chart: by the same rules as everywhere.

use analytics::growth::{self, Acute, Age, Class};

use super::child::{Child, Visit};

/// A grade on the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    Normal,
    Moderate,
    Severe,
}

/// The grades of a child in a month; none where there is too little to tell, or the measurement can't be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grades {
    /// By weight for age.
    pub(crate) weight: Option<Grade>,
    /// By length or height for age.
    pub(crate) height: Option<Grade>,
    /// By weight for length or height.
    pub(crate) wasting: Option<Grade>,
    /// By weight for length, arm and oedema together.
    pub(crate) acute: Option<Grade>,
}

/// The grades of what was written down at a visit.
pub(crate) fn grades(child: &Child, visit: &Visit) -> Grades {
    let measured = visit.measured;
    let height = measured.and_then(|measured| measured.height);
    let child = growth::Child {
        sex: Some(child.sex),
        age: Age::from_days(f64::from(crate::calendar::days_between(child.born, visit.day))),
        weight_kg: measured.map(|measured| measured.weight_kg),
        lenhei_cm: height.map(|(height, _)| height),
        measure: height.map(|(_, position)| position),
        armc_cm: measured.and_then(|measured| measured.arm_cm),
        headc_cm: None,
        oedema: visit.oedema,
    };
    let classes = growth::classes(&child, &growth::score(&child));
    Grades {
        weight: classes.weight.and_then(of_class),
        height: classes.length.and_then(of_class),
        wasting: classes.weight_for_length.and_then(of_class),
        acute: classes.acute.map(of_acute),
    }
}

fn of_class(class: Class) -> Option<Grade> {
    match class {
        Class::Severe => Some(Grade::Severe),
        Class::Moderate => Some(Grade::Moderate),
        Class::Ok | Class::Risk | Class::Overweight | Class::Obese => Some(Grade::Normal),
        Class::Flagged => None,
    }
}

fn of_acute(acute: Acute) -> Grade {
    match acute {
        Acute::Severe => Grade::Severe,
        Acute::Moderate => Grade::Moderate,
        Acute::Ok => Grade::Normal,
    }
}
