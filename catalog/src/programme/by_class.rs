//! By which classes a measure can be broken down.

use super::{Class, Dataset, DocketCount, Keeps, Measure, Programme, Subject};

impl Programme {
    /// The classes by which the facts of a dataset can be told apart.
    pub fn classes_of<'a>(&'a self, dataset: &'a Dataset) -> &'a [String] {
        match &dataset.keeps {
            Keeps::Series | Keeps::Register(_) => &[],
            Keeps::Tally(tally) => &tally.classes,
            Keeps::Cases(cases) => &cases.classes,
            // Stays keep what each class is told from; no sums are stored by class.
            Keeps::Docket(docket) => &docket.classes,
            Keeps::Follow(follow) => match self.dataset(&follow.of).map(|of| &of.keeps) {
                Some(Keeps::Cases(cases)) => &cases.classes,
                _ => &[],
            },
        }
    }

    /// Whether a measure can be broken down by a class: one that its cases have; numbers of registers and of totals have
    /// none.
    pub fn has_class(&self, measure: &Measure, class: &Class) -> bool {
        let dataset = self.dataset(&measure.dataset);
        let has = dataset.is_some_and(|dataset| self.classes_of(dataset).contains(&class.id));
        // How long a matter waits, and where, is told of a day; what came about in a span has no one such day.
        let fits =
            !class.of.moves() || matches!(measure.docket, Some(DocketCount::Closing | DocketCount::Overdue));
        // Different things of two classes may be the same thing.
        let is_told_apart = measure.different.is_none() && measure.places_with_at_least.is_none();
        has && fits && measure.register.is_none() && is_told_apart
    }

    /// The measures that a subject is made of, above the line first.
    pub fn measures_of<'a>(&'a self, subject: Subject<'a>) -> Vec<&'a Measure> {
        match subject {
            Subject::Measure(measure) => vec![measure],
            Subject::Indicator(indicator) => {
                let parts = indicator.of.iter().chain(&indicator.per);
                parts.filter_map(|part| self.measure(part)).collect()
            }
        }
    }

    /// Why a subject can't stand beside others in a table by some classes; none where it can.
    pub(super) fn misfit(&self, subject: Subject<'_>, classes: &[&Class]) -> Option<String> {
        let id = subject.id();
        let measures = self.measures_of(subject);
        let without = |class: &&&Class| measures.iter().any(|measure| !self.has_class(measure, class));
        if let Some(class) = classes.iter().find(without) {
            return Some(format!("shows `{id}`, which is not kept by `{}`", class.id));
        }
        let Subject::Indicator(indicator) = subject else {
            return None;
        };
        if indicator.kind.needs_class() && classes.is_empty() {
            return Some(format!(
                "shows `{id}`, which sets the values of a class against one another, and is by no class"
            ));
        }
        // A rate of people has a population of everybody, however many classes narrow what is counted.
        let is_of_share = indicator.kind.needs_population() && indicator.kind.needs_class();
        (is_of_share && classes.len() > 1).then(|| {
            format!(
                "shows `{id}`, for which the Census counts people of one class and not of several at once"
            )
        })
    }
}
