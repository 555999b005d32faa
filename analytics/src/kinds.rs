//! What a programme lets answers be broken down by beside places and time: classes of cases and groups of units.

use catalog::programme::{Class, Dataset, Measure, NamedTimes, Programme, Subject, UnitGroup};
use catalog::{Place, Words};
use figures::{Dimension, Query};

use crate::error::AnalyticsError;

/// The value of what is not known.
pub const UNKNOWN: &str = "unknown";

/// Classes and groups that a query asks by, and those that its conditions narrow to one value.
#[derive(Default)]
pub struct Kinds<'a> {
    /// Classes asked by, in order.
    pub classes: Vec<&'a Class>,
    /// Groups asked by, in order.
    pub groups: Vec<&'a UnitGroup>,
    /// Classes narrowed to a value; none for what is not known.
    pub class_is: Vec<(&'a Class, Option<String>)>,
    /// Named times asked by.
    pub times: Option<&'a NamedTimes>,
    /// Groups narrowed to a value.
    pub group_is: Vec<(&'a UnitGroup, String)>,
}

impl<'a> Kinds<'a> {
    /// Those of a query; a name that the programme does not declare, or that a measure has no breakdown by, is refused.
    pub fn of(
        query: &Query,
        programme: &'a Programme,
        subjects: &[Subject<'a>],
    ) -> Result<Self, AnalyticsError> {
        let mut kinds = Self::default();
        for dimension in &query.by {
            if let Dimension::Named(name) = dimension {
                kinds.ask(programme, name.as_str())?;
            }
        }
        for condition in &query.conditions {
            kinds.narrow(programme, &condition.column, &condition.value)?;
        }
        let asked = kinds.classes.iter().copied();
        for class in asked.chain(kinds.class_is.iter().map(|(class, _)| *class)) {
            check_class(programme, class, subjects)?;
        }
        Ok(kinds)
    }

    /// Whether a condition's column is a class or group.
    pub fn narrows(&self, column: &str) -> bool {
        self.class_is.iter().any(|(class, _)| class.id == column)
            || self.group_is.iter().any(|(group, _)| group.id == column)
    }

    /// Whether only some units count.
    pub fn choose_units(&self) -> bool {
        !self.groups.is_empty() || !self.group_is.is_empty()
    }

    /// Whether figures are needed of parts of a unit's cases.
    pub fn choose_cases(&self) -> bool {
        !self.classes.is_empty() || !self.class_is.is_empty()
    }

    /// Whether a unit is of the groups that the conditions name.
    pub fn admits(&self, unit: &Place) -> bool {
        let is_in = |(group, name): &(&UnitGroup, String)| unit.group(&group.id) == Some(name.as_str());
        self.group_is.iter().all(is_in)
    }

    fn ask(&mut self, programme: &'a Programme, id: &str) -> Result<(), AnalyticsError> {
        if let Some(class) = programme.class(id) {
            self.classes.push(class);
        } else if let Some(group) = programme.group(id) {
            self.groups.push(group);
        } else if let Some(times) = programme.named_times(id) {
            if self.times.is_some() {
                return Err(AnalyticsError::DimensionTwice(id.to_owned()));
            }
            self.times = Some(times);
        } else {
            let classes = programme.classes.iter().map(|class| &class.id);
            let known = classes.chain(programme.groups.iter().map(|group| &group.id));
            let known = known.chain(programme.times.iter().map(|times| &times.id));
            return Err(AnalyticsError::UnknownDimension {
                programme: programme.id.clone(),
                asked: id.to_owned(),
                known: known.map(|id| format!(", {id}")).collect(),
            });
        }
        Ok(())
    }

    fn narrow(&mut self, programme: &'a Programme, column: &str, value: &str) -> Result<(), AnalyticsError> {
        if let Some(class) = programme.class(column) {
            let known = class.values.iter().any(|known| known.id == value);
            if !known && value != UNKNOWN {
                return Err(AnalyticsError::UnknownCondition(format!("{column}={value}")));
            }
            self.class_is.push((class, known.then(|| value.to_owned())));
        } else if let Some(group) = programme.group(column) {
            self.group_is.push((group, value.to_owned()));
        }
        Ok(())
    }
}

/// A measure can be broken down by a class that its cases have; numbers of registers and of totals have none.
fn check_class(programme: &Programme, class: &Class, subjects: &[Subject<'_>]) -> Result<(), AnalyticsError> {
    let mut measures = subjects
        .iter()
        .flat_map(|subject| programme.measures_of(*subject));
    match measures.find(|measure| !programme.has_class(measure, class)) {
        Some(measure) => Err(AnalyticsError::NotByDimension {
            measure: measure.id.clone(),
            dimension: class.id.clone(),
        }),
        None => Ok(()),
    }
}

/// The values of a class in the order in which they are shown; what is not known comes last.
pub fn values_of(class: &Class) -> Vec<(Option<String>, Words)> {
    let declared = class
        .values
        .iter()
        .map(|value| (Some(value.id.clone()), value.title.clone()));
    declared.chain([(None, unknown())]).collect()
}

fn unknown() -> Words {
    Words {
        en: "Not known".to_owned(),
        bn: Some("জানা নেই".to_owned()),
        hi: Some("ज्ञात नहीं".to_owned()),
    }
}

/// Whether a measure counts units' own rows alone.
pub fn is_of_units(programme: &Programme, measure: &Measure) -> bool {
    programme
        .dataset(&measure.dataset)
        .is_some_and(Dataset::is_of_units)
}
