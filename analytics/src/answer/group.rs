//! The subjects of a question by dataset: they share their reporting units.

use std::collections::BTreeMap;

use catalog::programme::{Dataset, IndicatorKind, Subject};
use jiff::civil::Date;

use crate::coverage::Coverage;
use crate::load::Loader;
use crate::question::Question;

/// A question with the subjects of one dataset, which share their reporting units.
pub(super) struct Group<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) subjects: Vec<Subject<'a>>,
    pub(super) coverage: Coverage<'a>,
    /// The first day of which anything is left, where rows of before were taken out.
    pub(super) kept_from: Option<Date>,
}

pub(super) fn groups<'a>(question: &Question<'a>, loader: &Loader<'a>, on: Date) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<&str, Vec<Subject<'a>>> = BTreeMap::new();
    for subject in &question.subjects {
        let measures = question.programme.measures_of(*subject);
        match subject {
            Subject::Indicator(indicator) if indicator.kind == IndicatorKind::Across => {
                for measure in measures {
                    let group = groups.entry(measure.dataset.as_str()).or_default();
                    group.push(Subject::Measure(measure));
                }
            }
            _ => {
                if let Some(measure) = measures.first() {
                    groups.entry(measure.dataset.as_str()).or_default().push(*subject);
                }
            }
        }
    }
    let made = groups.into_iter().filter_map(|(id, subjects)| {
        let dataset = question.programme.dataset(id)?;
        let coverage = Coverage::of(
            &loader.catalog.places,
            &question.programme.id,
            dataset.reported_by,
            on,
        );
        let gone = loader.gone.of_dataset(question.programme, dataset);
        Some(Group {
            dataset,
            subjects,
            coverage,
            kept_from: gone.map(|gone| gone.before),
        })
    });
    made.collect()
}
