//! Whether what a programme says of dockets makes sense.

use super::cases::range;
use super::fault::Faults;
use super::{
    Class, ClassOf, ColumnType, Dataset, Docket, DocketCount, Indicator, IndicatorKind, Keeps, Measure,
    Programme, Test,
};

impl Programme {
    pub(super) fn check_docket(&self, dataset: &Dataset, docket: &Docket, faults: &mut Faults) {
        docket.check(dataset, faults);
        let register = self.dataset(&docket.register).map(|register| &register.keeps);
        if !matches!(register, Some(Keeps::Register(_))) {
            faults.push(format!(
                "dataset `{}`: `{}` is no register of its offices",
                dataset.id, docket.register
            ));
        }
        if self.docket_tests(dataset).len() > Docket::MOST_TESTS {
            faults.push(format!(
                "dataset `{}`: its measures have more than {} different tests",
                dataset.id,
                Docket::MOST_TESTS
            ));
        }
        for within in self
            .docket_tests(dataset)
            .into_iter()
            .flatten()
            .filter_map(|test| test.within.as_ref())
        {
            if self.parameters.iter().all(|known| known.id != within.days) {
                faults.push(format!(
                    "dataset `{}`: its test needs the parameter `{}`",
                    dataset.id, within.days
                ));
            }
        }
        for limit in &docket.limits {
            if self.parameters.iter().all(|known| known.id != limit.days) {
                faults.push(format!(
                    "dataset `{}`: its limit needs the parameter `{}`",
                    dataset.id, limit.days
                ));
            }
            if let Some(test) = &limit.when {
                check_test(dataset, docket, test, faults);
                if test.within.is_some() {
                    faults.push(format!(
                        "dataset `{}`: `within` is for measures, and not for when a limit holds",
                        dataset.id
                    ));
                }
            }
        }
        for id in &docket.classes {
            match self.class(id) {
                None => faults.push(format!(
                    "dataset `{}`: class `{id}` is not declared as [[class]]",
                    dataset.id
                )),
                Some(class) => check_class(dataset, docket, class, faults),
            }
        }
    }

    /// The tests of the measures of a docket, each that differs once.
    pub fn docket_tests(&self, dataset: &Dataset) -> Vec<&[Test]> {
        let mut different: Vec<&[Test]> = Vec::new();
        let of_it = self
            .measures
            .iter()
            .filter(|measure| measure.dataset == dataset.id);
        for tests in of_it.filter_map(|measure| measure.count.as_deref()) {
            if !tests.is_empty() && !different.contains(&tests) {
                different.push(tests);
            }
        }
        different
    }

    pub(super) fn check_docket_measure(
        &self,
        dataset: &Dataset,
        docket: &Docket,
        measure: &Measure,
        faults: &mut Faults,
    ) {
        for test in measure.count.iter().flatten() {
            check_test(dataset, docket, test, faults);
        }
        let is_fault = match &measure.docket {
            Some(DocketCount::On(day)) => {
                dataset.column(day).map(|column| column.kind) != Some(ColumnType::Date)
            }
            Some(DocketCount::Left(step)) => docket.after(step).is_none(),
            _ => false,
        };
        if is_fault {
            faults.push(format!(
                "measure `{}`: `on` names a column of days, `left` a step of the docket",
                measure.id
            ));
        }
        let derived = measure
            .sum_of
            .iter()
            .filter(|column| dataset.column(column).is_none());
        for column in derived.filter(|column| !measure.docket.as_ref().is_some_and(|count| count.has(column)))
        {
            faults.push(format!(
                "measure `{}`: what it counts has no `{column}`; days are of disposals, days waited of what is pending, \
                 days at a step of what left it",
                measure.id
            ));
        }
    }

    /// Indicators that are no ratios are made of one measure: what sets values of a class against one another, of a dataset
    /// that keeps classes; a median, of a docket, which alone knows each value; a share of places, of counted places.
    pub(super) fn check_kind(&self, indicator: &Indicator, faults: &mut Faults) {
        let fault = |needs: &str| {
            format!(
                "indicator `{}`: {:?} is made of one measure {needs}",
                indicator.id, indicator.kind
            )
        };
        if indicator.of.len() > 1 {
            faults.push(fault("alone"));
        }
        let measure = indicator.of.first().and_then(|id| self.measure(id));
        let dataset = measure.and_then(|measure| self.dataset(&measure.dataset));
        let (Some(measure), Some(dataset)) = (measure, dataset) else {
            return; // told elsewhere
        };
        match indicator.kind {
            IndicatorKind::Median if !matches!(dataset.keeps, Keeps::Docket(_)) => {
                faults.push(fault("of a docket"));
            }
            IndicatorKind::PlacesPercent if measure.places_with_at_least.is_none() => {
                faults.push(fault("that counts places, with `places_with_at_least`"));
            }
            kind if kind.needs_class() && self.classes_of(dataset).is_empty() => {
                faults.push(fault("of a dataset that keeps classes"));
            }
            _ => {}
        }
    }
}

fn check_class(dataset: &Dataset, docket: &Docket, class: &Class, faults: &mut Faults) {
    let kind = |id: &str| dataset.column(id).map(|column| column.kind);
    let fits = match &class.of {
        ClassOf::Column => kind(&class.id) == Some(ColumnType::Choice),
        ClassOf::Ranges(column) => kind(column) == Some(ColumnType::Count) && are_ranges(class),
        ClassOf::Groups(column) => puts_together(dataset, column, class),
        ClassOf::DaysWaiting => are_ranges(class),
        ClassOf::Step => class.values.iter().all(|value| docket.steps.contains(&value.id)),
    };
    if !fits {
        faults.push(format!(
            "dataset `{}`: class `{}` is no column of choices, and its values are no ranges that follow one another \
             or steps",
            dataset.id, class.id
        ));
    }
}

/// Whether the words of a class's values are values of a column, each in one of them.
fn puts_together(dataset: &Dataset, column: &str, class: &Class) -> bool {
    let Some(column) = dataset
        .column(column)
        .filter(|column| column.kind == ColumnType::Choice)
    else {
        return false;
    };
    let words = || class.values.iter().flat_map(|value| &value.words);
    let mut seen = std::collections::BTreeSet::new();
    words().all(|word| seen.insert(word) && column.values.iter().any(|value| value.id == *word))
        && class.values.iter().all(|value| !value.words.is_empty())
}

/// Ranges that follow one another from 0 on, the last one open.
fn are_ranges(class: &Class) -> bool {
    let mut next = Some(0);
    for value in &class.values {
        match (range(&value.id), next) {
            (Some((least, most)), Some(expected)) if least == expected => next = most.map(|most| most + 1),
            _ => return false,
        }
    }
    next.is_none()
}

fn check_test(dataset: &Dataset, docket: &Docket, test: &Test, faults: &mut Faults) {
    // The day of receipt is known of every matter and kept by itself; what is derived is derived after tests.
    if dataset.column(&test.column).is_none() || test.column == docket.received() {
        faults.push(format!(
            "dataset `{}`: a test reads `{}`, which is no column of it, or the day of receipt",
            dataset.id, test.column
        ));
    }
    if test.conditions() != 1 {
        faults.push(format!(
            "dataset `{}`: the test of `{}` needs exactly one condition",
            dataset.id, test.column
        ));
    }
    let is_day = |id: &str| dataset.column(id).map(|column| column.kind) == Some(ColumnType::Date);
    if let Some(within) = &test.within
        && !(is_day(&test.column) && is_day(&within.after))
    {
        faults.push(format!(
            "dataset `{}`: `within` sets the days `{}` and `{}` against one another, and one of them is no column of days",
            dataset.id, test.column, within.after
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Docket, Programmes};

    const GRIEVANCE: &str = include_str!("../../programmes/grievance/programme.toml");

    /// What is said of the grievance programme with a further measure.
    fn faults_of(measure: &str) -> String {
        let text = GRIEVANCE.replacen("[[indicator]]", &format!("{measure}\n[[indicator]]"), 1);
        let added = Programmes::default().add("made-up.toml", &text);
        added.err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    fn measure(rest: &str) -> String {
        format!(
            "[[measure]]\nid = \"made_up\"\ntitle = {{ en = \"Made up\" }}\ndataset = \"cases\"\n\
             over_time = \"sum\"\nrestarts = false\n{rest}\n"
        )
    }

    #[test]
    fn days_are_added_up_of_what_has_them() {
        assert_eq!(
            faults_of(&measure("docket = \"disposed\"\nsum_of = [\"days\"]")),
            ""
        );
        let step = "docket = { left = \"forwarded\" }\nsum_of = [\"days_at_forwarded\"]";
        assert_eq!(faults_of(&measure(step)), "");
    }

    #[test]
    fn days_of_what_has_none_are_refused() {
        for rest in [
            "docket = \"received\"\nsum_of = [\"days\"]",
            "docket = \"disposed\"\nsum_of = [\"days_waiting\"]",
            "docket = { left = \"forwarded\" }\nsum_of = [\"days_at_assigned\"]",
        ] {
            let faults = faults_of(&measure(rest));
            assert!(faults.contains("what it counts has no"), "{rest}: {faults}");
        }
    }

    #[test]
    fn more_different_tests_than_fit_into_one_number_are_refused() {
        let with = |count: usize| {
            let each = (0..count).map(|least| {
                let rest =
                    format!("docket = \"received\"\ncount = [{{ column = \"age\", at_least = {least} }}]");
                measure(&rest).replace("made_up", &format!("made_up_{least}"))
            });
            faults_of(&each.collect::<String>())
        };
        // The programme has five of its own.
        assert_eq!(with(Docket::MOST_TESTS - 5), "");
        assert!(with(Docket::MOST_TESTS - 4).contains("more than 24 different tests"));
    }

    #[test]
    fn days_in_time_are_days_and_have_a_dated_number() {
        let with = |within: &str| {
            faults_of(&measure(&format!(
                "docket = {{ on = \"appeal_decided\" }}\ncount = [{{ column = \"appeal_decided\", within = {within} }}]"
            )))
        };
        assert_eq!(with("{ after = \"closed\", days = \"appeal_limit_days\" }"), "");
        let fault = with("{ after = \"appeal\", days = \"no_such_days\" }");
        assert!(fault.contains("needs the parameter `no_such_days`"), "{fault}");
        let fault = with("{ after = \"rating\", days = \"appeal_limit_days\" }");
        assert!(fault.contains("no column of days"), "{fault}");
    }

    #[test]
    fn a_test_of_what_is_derived_or_of_the_day_of_receipt_is_refused() {
        for column in ["days", "received"] {
            let test = format!("docket = \"disposed\"\ncount = [{{ column = \"{column}\", known = true }}]");
            let faults = faults_of(&measure(&test));
            assert!(faults.contains("which is no column of it"), "{column}: {faults}");
        }
    }
}
