//! Whether what a programme says of registers, cases and their following makes sense.

use super::{
    Cases, Dataset, Derive, DerivedType, Follow, Growth, Keeps, Measure, OverTime, Programme, Register, Test,
};
use super::{ColumnType, Every, RowRule, Source};

/// The most classes of one dataset: each multiplies what has to be stored.
const MOST_CLASSES: usize = 3;

/// The parameters that the rules of following are made of.
const FOLLOWING: [&str; 4] = [
    "recovery_visits",
    "default_months",
    "relapse_within_months",
    "ages_out_months",
];

impl Programme {
    pub(super) fn check_cases(&self, faults: &mut Vec<String>) {
        for dataset in &self.datasets {
            check_choices(dataset, faults);
            check_bounds(dataset, faults);
            check_days(dataset, faults);
            match &dataset.keeps {
                Keeps::Series => {}
                Keeps::Register(register) if !register.unit.is_unit() => faults.push(format!(
                    "dataset `{}`: `{}` is a level of the geography, which no register can add to",
                    dataset.id, register.unit
                )),
                Keeps::Register(_) => check_register(dataset, faults),
                Keeps::Cases(cases) => self.check_case_dataset(dataset, cases, faults),
                Keeps::Follow(follow) => self.check_follow(dataset, follow, faults),
            }
        }
    }

    fn check_case_dataset(&self, dataset: &Dataset, cases: &Cases, faults: &mut Vec<String>) {
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
        for class in &cases.classes {
            if !is_class(dataset, cases, class) {
                faults.push(format!("dataset `{id}`: class `{class}` is no column of choices"));
            }
            if self.class(class).is_none() {
                faults.push(format!(
                    "dataset `{id}`: class `{class}` is not declared as [[class]]"
                ));
            }
        }
        for Derive::Growth(growth) in &cases.derive {
            check_growth(dataset, growth, faults);
        }
        for (role, other) in [("register", &cases.register), ("totals", &cases.totals)] {
            if let Some(other) = other.as_ref().filter(|other| self.dataset(other).is_none()) {
                faults.push(format!(
                    "dataset `{id}`: there is no dataset `{other}` to be its {role}"
                ));
            }
        }
    }

    fn check_follow(&self, dataset: &Dataset, follow: &Follow, faults: &mut Vec<String>) {
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
            Keeps::Series | Keeps::Register(_) | Keeps::Follow(_) => None,
        }
    }

    /// A measure says in one way, that of its dataset, what it counts.
    pub(super) fn check_what_is_counted(
        &self,
        dataset: &Dataset,
        measure: &Measure,
        faults: &mut Vec<String>,
    ) {
        let id = &measure.id;
        let fits = match &dataset.keeps {
            Keeps::Series | Keeps::Register(_) => {
                !measure.sum_of.is_empty() && measure.count.is_none() && measure.flow.is_none()
            }
            Keeps::Cases(_) => measure.count.is_some() && measure.sum_of.is_empty() && measure.flow.is_none(),
            Keeps::Follow(_) => {
                measure.flow.is_some() && measure.sum_of.is_empty() && measure.count.is_none()
            }
        };
        if !fits {
            faults.push(format!(
                "measure `{id}`: a series has `sum_of`, cases have `count`, followed cases have `flow`"
            ));
        }
        if let Keeps::Cases(cases) = &dataset.keeps {
            for test in measure.count.iter().flatten() {
                check_test(&format!("measure `{id}`"), dataset, cases, test, faults);
            }
            self.check_elsewhere(measure, cases, faults);
        }
        let over_time = measure.flow.map(|flow| match flow.is_stock() {
            true => OverTime::Latest,
            false => OverTime::Sum,
        });
        if over_time.is_some_and(|over_time| over_time != measure.over_time) {
            faults.push(format!(
                "measure `{id}`: stocks are `latest`, flows are `sum` over time"
            ));
        }
    }

    /// Columns of the register and of the totals exist there.
    fn check_elsewhere(&self, measure: &Measure, cases: &Cases, faults: &mut Vec<String>) {
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

    pub(super) fn check_case_source(&self, dataset: &Dataset, source: &Source, faults: &mut Vec<String>) {
        let needs_case = matches!(dataset.keeps, Keeps::Cases(_));
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
fn check_register(dataset: &Dataset, faults: &mut Vec<String>) {
    for column in [Register::NAME, Register::PARENT] {
        if dataset.column(column).map(|found| found.kind) != Some(ColumnType::Text) {
            faults.push(format!(
                "dataset `{}`: a register has a text column `{column}`",
                dataset.id
            ));
        }
    }
}

fn check_bounds(dataset: &Dataset, faults: &mut Vec<String>) {
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

/// Rules about days and growth read columns that hold such.
fn check_days(dataset: &Dataset, faults: &mut Vec<String>) {
    let mut needs = |id: &str, kinds: &[ColumnType]| {
        if dataset
            .column(id)
            .is_some_and(|column| !kinds.contains(&column.kind))
        {
            faults.push(format!(
                "dataset `{}`: a check reads `{id}` as {kinds:?}, which it is not",
                dataset.id
            ));
        }
    };
    for check in &dataset.checks {
        match &check.rule {
            RowRule::InOrder { days } => days.iter().for_each(|day| needs(day, &[ColumnType::Date])),
            RowRule::AgeFits { born, age, .. } | RowRule::NotOlder { born, age, .. } => {
                needs(born, &[ColumnType::Date]);
                needs(age, &[ColumnType::Age]);
            }
            RowRule::NotShrinking { column, .. } => needs(column, &[ColumnType::Length, ColumnType::Weight]),
            RowRule::AtMost { .. }
            | RowRule::AddUpTo { .. }
            | RowRule::FloorOf { .. }
            | RowRule::AtMostHundred { .. }
            | RowRule::NotAllZero { .. }
            | RowRule::NotFalling { .. }
            | RowRule::NotAhead => {}
        }
    }
}

fn check_choices(dataset: &Dataset, faults: &mut Vec<String>) {
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

fn check_growth(dataset: &Dataset, growth: &Growth, faults: &mut Vec<String>) {
    let reads = [
        (&growth.sex, ColumnType::Choice),
        (&growth.born, ColumnType::Date),
        (&growth.age, ColumnType::Age),
        (&growth.weight, ColumnType::Weight),
        (&growth.height, ColumnType::Length),
        (&growth.position, ColumnType::Choice),
        (&growth.muac, ColumnType::Length),
        (&growth.oedema, ColumnType::YesNo),
    ];
    for (column, kind) in reads {
        if dataset.column(column).map(|found| found.kind) != Some(kind) {
            faults.push(format!(
                "dataset `{}`: growth needs `{column}` to be a column of type {kind:?}",
                dataset.id
            ));
        }
    }
}

fn check_test(of: &str, dataset: &Dataset, cases: &Cases, test: &Test, faults: &mut Vec<String>) {
    if dataset.column(&test.column).is_none() && cases.derived(&test.column).is_none() {
        faults.push(format!(
            "{of}: `{}` is no column of `{}`",
            test.column, dataset.id
        ));
    }
    if test.conditions() != 1 {
        faults.push(format!(
            "{of}: the test of `{}` needs exactly one condition",
            test.column
        ));
    }
}
