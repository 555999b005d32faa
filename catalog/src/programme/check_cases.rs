//! Whether what a programme says of registers, cases and their following makes sense.

use super::check_levels::{check_at, check_levels};
use super::check_rules::check_rules;
use super::fault::Faults;
use super::{
    Cases, Dataset, Derive, DerivedType, Follow, Keeps, Measure, OverTime, Programme, Register, Test,
};
use super::{ColumnType, Every, Source};

/// The most classes of one dataset: each multiplies what has to be stored.
pub(super) const MOST_CLASSES: usize = 3;

/// The parameters that the rules of following are made of.
const FOLLOWING: [&str; 4] = [
    "recovery_visits",
    "default_months",
    "relapse_within_months",
    "ages_out_months",
];

impl Programme {
    pub(super) fn check_cases(&self, dataset: &Dataset, faults: &mut Faults) {
        check_choices(dataset, faults);
        check_bounds(dataset, faults);
        check_rules(dataset, faults);
        check_units(dataset, faults);
        check_levels(dataset, faults);
        match &dataset.keeps {
            Keeps::Series => {}
            Keeps::Tally(tally) => self.check_tally(dataset, tally, faults),
            Keeps::Register(register) if !register.unit.is_unit() => faults.push(format!(
                "dataset `{}`: `{}` is a level of the geography, which no register can add to",
                dataset.id, register.unit
            )),
            Keeps::Register(_) => check_register(dataset, faults),
            Keeps::Cases(cases) => self.check_case_dataset(dataset, cases, faults),
            Keeps::Follow(follow) => self.check_follow(dataset, follow, faults),
            Keeps::Docket(docket) => self.check_docket(dataset, docket, faults),
        }
    }

    fn check_case_dataset(&self, dataset: &Dataset, cases: &Cases, faults: &mut Faults) {
        let id = &dataset.id;
        let kind = dataset.column(&cases.case).map(|column| column.kind);
        if kind != Some(ColumnType::Case) {
            faults.push(format!(
                "dataset `{id}`: `{}` is no column of type `case`",
                cases.case
            ));
        }
        if cases.classes.len() > MOST_CLASSES {
            faults.push(format!(
                "dataset `{id}`: at most {MOST_CLASSES} classes can be kept"
            ));
        }
        let is_class = |class: &str| is_class(dataset, cases, class);
        self.check_kept_classes(dataset, &cases.classes, is_class, faults);
        for derive in &cases.derive {
            check_derive(dataset, derive, faults);
        }
        for (role, other) in [("register", &cases.register), ("totals", &cases.totals)] {
            if let Some(other) = other.as_ref().filter(|other| self.dataset(other).is_none()) {
                faults.push(format!(
                    "dataset `{id}`: there is no dataset `{other}` to be its {role}"
                ));
            }
        }
    }

    /// The classes by which sums are stored: columns of choices, and declared.
    pub(super) fn check_kept_classes(
        &self,
        dataset: &Dataset,
        classes: &[String],
        is_class: impl Fn(&str) -> bool,
        faults: &mut Faults,
    ) {
        let id = &dataset.id;
        for class in classes {
            if !is_class(class) {
                faults.push(format!("dataset `{id}`: class `{class}` is no column of choices"));
            }
            if self.class(class).is_none() {
                faults.push(format!(
                    "dataset `{id}`: class `{class}` is not declared as [[class]]"
                ));
            }
        }
    }

    fn check_follow(&self, dataset: &Dataset, follow: &Follow, faults: &mut Faults) {
        let id = &dataset.id;
        let Some((of, cases)) = self.case_dataset(&follow.of) else {
            faults.push(format!(
                "dataset `{id}`: `{}` is no dataset of cases to follow",
                follow.of
            ));
            return;
        };
        if of.reported_by.every != Every::Month {
            faults.push(format!(
                "dataset `{id}`: only cases with one row a month can be followed"
            ));
        }
        if follow
            .events
            .as_ref()
            .is_some_and(|events| self.case_dataset(events).is_none())
        {
            faults.push(format!("dataset `{id}`: its events are no dataset of cases"));
        }
        for test in follow.enters.iter().chain(&follow.recovers) {
            check_test(&format!("dataset `{id}`"), of, cases, test, faults);
        }
        for parameter in FOLLOWING
            .iter()
            .filter(|parameter| self.parameters.iter().all(|known| known.id != **parameter))
        {
            faults.push(format!(
                "dataset `{id}`: following needs the parameter `{parameter}`"
            ));
        }
    }

    fn case_dataset(&self, id: &str) -> Option<(&Dataset, &Cases)> {
        let dataset = self.dataset(id)?;
        match &dataset.keeps {
            Keeps::Cases(cases) => Some((dataset, cases)),
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Follow(_) | Keeps::Docket(_) => {
                None
            }
        }
    }

    /// A measure says in one way, that of its dataset, what it counts.
    pub(super) fn check_what_is_counted(&self, dataset: &Dataset, measure: &Measure, faults: &mut Faults) {
        let id = &measure.id;
        let fits = match &dataset.keeps {
            Keeps::Docket(_) => {
                measure.docket.is_some() && measure.flow.is_none() && measure.sum_of.len() < 2
            }
            _ if measure.docket.is_some() => false,
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) => {
                !measure.sum_of.is_empty() && measure.count.is_none() && measure.flow.is_none()
            }
            Keeps::Cases(_) => measure.count.is_some() && measure.flow.is_none(),
            Keeps::Follow(_) => {
                measure.flow.is_some() && measure.sum_of.is_empty() && measure.count.is_none()
            }
        };
        if !fits {
            faults.push(format!(
                "measure `{id}`: a series has `sum_of`, cases have `count`, followed cases have `flow`, a docket has `docket`"
            ));
        }
        self.check_forms(dataset, measure, faults);
        check_at(dataset, measure, faults);
        if let Keeps::Cases(cases) = &dataset.keeps {
            for test in measure.count.iter().chain(&measure.less).flatten() {
                check_test(&format!("measure `{id}`"), dataset, cases, test, faults);
            }
            self.check_elsewhere(measure, cases, faults);
        }
        if let Keeps::Docket(docket) = &dataset.keeps {
            self.check_docket_measure(dataset, docket, measure, faults);
        }
        let stock = measure.flow.map(super::Flow::is_stock);
        let stock = stock.or_else(|| measure.docket.as_ref().map(super::DocketCount::is_stock));
        let over_time = stock.map(|stock| match stock {
            true => OverTime::Latest,
            false => OverTime::Sum,
        });
        if over_time.is_some_and(|over_time| over_time != measure.over_time) {
            faults.push(format!(
                "measure `{id}`: stocks are `latest`, flows are `sum` over time"
            ));
        }
    }

    /// Forms of counting that only some measures can have.
    fn check_forms(&self, dataset: &Dataset, measure: &Measure, faults: &mut Faults) {
        let id = &measure.id;
        let counts_places = match dataset.keeps {
            Keeps::Series => true,
            // A place that has passed the least on one day would be counted again on the next.
            Keeps::Tally(_) => measure.over_time != OverTime::Sum,
            Keeps::Cases(_) | Keeps::Docket(_) | Keeps::Follow(_) | Keeps::Register(_) => false,
        };
        if measure.places_with_at_least.is_some() && !counts_places {
            faults.push(format!(
                "measure `{id}`: `places_with_at_least` is of series, and of what stands or is counted on in tallies"
            ));
        }
        if measure.less.is_some() && (measure.register.is_none() || !measure.totals.is_empty()) {
            faults.push(format!(
                "measure `{id}`: `less` is taken off a number of the register, and of no totals"
            ));
        }
        if let Some(column) = &measure.different {
            check_different(dataset, measure, column, faults);
        }
        let sums_cases = matches!(dataset.keeps, Keeps::Cases(_)) && !measure.sum_of.is_empty();
        if sums_cases && (measure.register.is_some() || !measure.totals.is_empty()) {
            faults.push(format!(
                "measure `{id}`: a sum over cases can't be told from a register or from totals"
            ));
        }
    }

    /// Columns of the register and of the totals exist there.
    fn check_elsewhere(&self, measure: &Measure, cases: &Cases, faults: &mut Faults) {
        let register = measure.register.iter().map(|column| (&cases.register, column));
        let totals = measure.totals.iter().map(|column| (&cases.totals, column));
        for (elsewhere, column) in register.chain(totals) {
            let other = elsewhere.as_ref().and_then(|other| self.dataset(other));
            if other.and_then(|other| other.column(column)).is_none() {
                faults.push(format!(
                    "measure `{}`: there is no column `{column}` beside the cases",
                    measure.id
                ));
            }
        }
    }

    pub(super) fn check_case_source(&self, dataset: &Dataset, source: &Source, faults: &mut Faults) {
        let needs_case = matches!(dataset.keeps, Keeps::Cases(_) | Keeps::Docket(_));
        if needs_case != source.case.is_some() {
            faults.push(format!(
                "source `{}`: `case` tells how cases are told apart, in datasets of cases alone",
                source.id
            ));
        }
        if let Keeps::Register(register) = &dataset.keeps {
            let unit = source
                .places
                .iter()
                .find(|columns| columns.level == register.unit);
            if unit.is_none_or(|columns| columns.code.is_empty() || columns.name.is_empty()) {
                faults.push(format!(
                    "source `{}`: a register has a column with the code and one with the name of its units",
                    source.id
                ));
            }
        }
        if matches!(dataset.keeps, Keeps::Follow(_)) {
            faults.push(format!(
                "source `{}`: followed cases have no rows of their own",
                source.id
            ));
        }
    }
}

/// Units have a name, and lie in a place.
fn check_register(dataset: &Dataset, faults: &mut Faults) {
    for column in [Register::NAME, Register::PARENT] {
        if dataset.column(column).map(|found| found.kind) != Some(ColumnType::Text) {
            faults.push(format!(
                "dataset `{}`: a register has a text column `{column}`",
                dataset.id
            ));
        }
    }
}

/// Different things are told apart by a column of cases, and counted on the day on which they come about.
fn check_different(dataset: &Dataset, measure: &Measure, column: &str, faults: &mut Faults) {
    let tells = dataset
        .column(column)
        .is_some_and(|column| matches!(column.kind, ColumnType::Text | ColumnType::Choice));
    let counts = matches!(dataset.keeps, Keeps::Cases(_))
        && measure.sum_of.is_empty()
        && measure.register.is_none()
        && measure.totals.is_empty();
    if !tells || !counts || measure.over_time != OverTime::Sum {
        faults.push(format!(
            "measure `{}`: `different` names a column of words of a dataset of cases, of a measure that is `sum` over \
             time and adds up nothing else",
            measure.id
        ));
    }
}

fn check_bounds(dataset: &Dataset, faults: &mut Faults) {
    for column in &dataset.columns {
        let given = column.min.is_some() || column.max.is_some();
        let upside_down = column.min.zip(column.max).is_some_and(|(min, max)| min >= max);
        if given && !column.kind.is_measured() || upside_down {
            faults.push(format!(
                "dataset `{}`: `{}`: `min` and `max` are of weights, lengths and ages, and `min` is the less",
                dataset.id, column.id
            ));
        }
    }
}

/// A docket says which register lists the units that its columns name.
fn check_units(dataset: &Dataset, faults: &mut Faults) {
    let mut units = dataset
        .columns
        .iter()
        .filter(|column| column.kind == ColumnType::Unit);
    if let (Some(column), false) = (units.next(), matches!(dataset.keeps, Keeps::Docket(_))) {
        faults.push(format!(
            "dataset `{}`: `{}`: only a docket can have columns of type `unit`",
            dataset.id, column.id
        ));
    }
}

fn check_choices(dataset: &Dataset, faults: &mut Faults) {
    for column in &dataset.columns {
        if (column.kind == ColumnType::Choice) == column.values.is_empty() {
            faults.push(format!(
                "dataset `{}`: `{}`: a column of choices declares its values, others have none",
                dataset.id, column.id
            ));
        }
    }
}

fn is_class(dataset: &Dataset, cases: &Cases, id: &str) -> bool {
    let declared = dataset
        .column(id)
        .is_some_and(|column| column.kind == ColumnType::Choice);
    declared || cases.derived(id) == Some(DerivedType::Class)
}

/// The columns that others are computed from are there, and of the right type.
fn check_derive(dataset: &Dataset, derive: &Derive, faults: &mut Faults) {
    let (what, reads) = match derive {
        Derive::Growth(growth) => (
            "growth",
            vec![
                (&growth.sex, ColumnType::Choice),
                (&growth.born, ColumnType::Date),
                (&growth.age, ColumnType::Age),
                (&growth.weight, ColumnType::Weight),
                (&growth.height, ColumnType::Length),
                (&growth.position, ColumnType::Choice),
                (&growth.muac, ColumnType::Length),
                (&growth.oedema, ColumnType::YesNo),
            ],
        ),
        Derive::WeightGain(gain) => (
            "the gain of weight",
            vec![
                (&gain.ended, ColumnType::Date),
                (&gain.weight_before, ColumnType::Weight),
                (&gain.weight_after, ColumnType::Weight),
            ],
        ),
    };
    for (column, kind) in reads {
        if dataset.column(column).map(|found| found.kind) != Some(kind) {
            faults.push(format!(
                "dataset `{}`: {what} needs `{column}` to be a column of type {kind:?}",
                dataset.id
            ));
        }
    }
}

fn check_test(of: &str, dataset: &Dataset, cases: &Cases, test: &Test, faults: &mut Faults) {
    if dataset.column(&test.column).is_none() && cases.derived(&test.column).is_none() {
        faults.push(format!(
            "{of}: `{}` is no column of `{}`",
            test.column, dataset.id
        ));
    }
    if test.within.is_some() {
        faults.push(format!(
            "{of}: the test of `{}`: `within` is for the measures of a docket",
            test.column
        ));
    }
    if test.conditions() != 1 {
        faults.push(format!(
            "{of}: the test of `{}` needs exactly one condition",
            test.column
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ProgrammeError, Programmes};

    const GOOD: &str = include_str!("../../programmes/pushti/programme.toml");

    fn faults_with(from: &str, to: &str) -> Vec<String> {
        assert!(GOOD.contains(from), "{from}");
        match Programmes::default().add("made-up.toml", &GOOD.replacen(from, to, 1)) {
            Ok(()) => Vec::new(),
            Err(ProgrammeError::Faulty { faults, .. }) => faults,
            Err(other) => vec![other.to_string()],
        }
    }

    #[test]
    fn only_places_that_report_can_be_counted_by_how_much_they_reported() {
        let faults = faults_with(
            "count = [{ column = \"referred\", known = true }]",
            "count = []\nplaces_with_at_least = 1",
        );
        assert_eq!(
            faults,
            [
                "measure `nrc_referred`: `places_with_at_least` is of series, and of what stands or is counted on in tallies"
            ]
        );
    }

    #[test]
    fn nothing_can_be_taken_off_a_count_that_is_not_the_register_s() {
        let faults = faults_with(
            "register = \"enrolled\"\ncount = [{ column = \"age_group\", is_not = [\"60-71\"] }]\nless",
            "count = []\nless",
        );
        assert_eq!(
            faults,
            ["measure `children_unweighed`: `less` is taken off a number of the register, and of no totals"]
        );
    }

    #[test]
    fn a_gain_of_weight_needs_weights_and_a_day() {
        let faults = faults_with("ended = \"discharged\"", "ended = \"outcome\"");
        assert_eq!(
            faults,
            ["dataset `admissions`: the gain of weight needs `outcome` to be a column of type Date"]
        );
    }

    #[test]
    fn a_sum_over_cases_is_of_columns_that_hold_numbers() {
        for (column, fault) in [
            ("outcome", "column `outcome` can't be added up"),
            ("gains", "dataset `admissions` has no column `gains`"),
        ] {
            let faults = faults_with("sum_of = [\"gain\"]", &format!("sum_of = [\"{column}\"]"));
            assert_eq!(faults, [format!("measure `nrc_weight_gained`: {fault}")]);
        }
    }
}
