//! Series of the classes that an answer tells apart.

use std::collections::BTreeMap;

use crate::series::SeriesSet;

/// Series of all cases together, and of those of each combination of classes asked by.
#[derive(Debug, Default)]
pub struct ByClass {
    /// Of all cases.
    pub whole: SeriesSet,
    /// By the values of the classes, in the order asked; where conditions alone narrow, by no value. None while no class
    /// is chosen.
    pub parts: Option<BTreeMap<Vec<Option<String>>, SeriesSet>>,
    /// Of a combination that nobody is in: who reported, and no numbers.
    pub nobody: SeriesSet,
}

impl ByClass {
    /// The series of a combination; those of all where no class is chosen.
    pub fn of(&self, classes: &[Option<String>]) -> &SeriesSet {
        match &self.parts {
            None => &self.whole,
            Some(parts) => parts.get(classes).unwrap_or(&self.nobody),
        }
    }
}
