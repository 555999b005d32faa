//! What is kept of a matter: the columns that measures, classes and limits read, as small numbers where they can be.

use std::collections::BTreeSet;

use catalog::programme::{Class, ClassOf, ColumnType, Dataset, Docket, DocketCount, Measure, Programme};
use polars::prelude::*;

use super::classes::{code_of, range_code};

/// One kept column.
pub struct Kept {
    /// Its name among the kept.
    pub name: String,
    /// The column of the dataset that it comes from.
    pub from: String,
    /// How it is made.
    pub expr: Expr,
}

/// The kept columns of a docket: days and numbers as they are, offices as their codes, and for each class that does not
/// change from day to day the number of its value (its place among those declared).
pub fn kept(programme: &Programme, dataset: &Dataset, docket: &Docket) -> Vec<Kept> {
    let own = needed(programme, dataset, docket).into_iter().map(|name| Kept {
        expr: match dataset.column(&name).map(|column| column.kind) {
            Some(ColumnType::Date) => col(name.as_str()).cast(DataType::Int32),
            _ => col(name.as_str()),
        },
        from: name.clone(),
        name,
    });
    let classes = docket.classes.iter().filter_map(|id| programme.class(id));
    own.chain(classes.filter_map(coded)).collect()
}

/// The number of a class's value; none for what is told of a day.
fn coded(class: &Class) -> Option<Kept> {
    let (from, expr) = match &class.of {
        ClassOf::Column => (&class.id, value_code(class, &class.id)),
        ClassOf::Groups(column) => (column, value_code(class, column)),
        ClassOf::Ranges(column) => (column, range_code(class, &col(column.as_str()))),
        ClassOf::DaysWaiting | ClassOf::Step => return None,
    };
    let name = code_of(class);
    Some(Kept {
        expr: expr.alias(name.as_str()),
        from: from.clone(),
        name,
    })
}

/// The number of the value whose id, or one of whose words, a column has.
fn value_code(class: &Class, column: &str) -> Expr {
    let is = |word: &str| col(column).eq(lit(word));
    let numbers = class.values.iter().enumerate();
    numbers.fold(lit(NULL).cast(DataType::Int32), |otherwise, (at, known)| {
        let holds = match &class.of {
            ClassOf::Groups(_) => known.words.iter().map(|word| is(word)).reduce(Expr::or),
            _ => Some(is(&known.id)),
        };
        let at = lit(i32::try_from(at).unwrap_or(i32::MAX));
        match holds {
            Some(holds) => when(holds).then(at).otherwise(otherwise),
            None => otherwise,
        }
    })
}

/// The dataset's own columns that make stays, or that limits and measures read.
fn needed(programme: &Programme, dataset: &Dataset, docket: &Docket) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = docket.days().map(str::to_owned).collect();
    names.extend(docket.offices().map(str::to_owned));
    names.extend(
        docket
            .limits
            .iter()
            .filter_map(|limit| Some(limit.when.as_ref()?.column.clone())),
    );
    names.extend(read_by_measures(programme, dataset));
    names.retain(|name| name != docket.received() && dataset.column(name).is_some());
    names
}

/// The columns that measures test, add up or count by day.
pub fn read_by_measures(programme: &Programme, dataset: &Dataset) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let of_it = |measure: &&Measure| measure.dataset == dataset.id;
    for measure in programme.measures.iter().filter(of_it) {
        names.extend(measure.sum_of.iter().cloned());
        let tests = measure.count.iter().flatten();
        names.extend(tests.flat_map(|test| test.columns().map(str::to_owned)));
        if let Some(DocketCount::On(day)) = &measure.docket {
            names.insert(day.clone());
        }
    }
    names
}
