//! Rows as hashes: of what they are about, and of what they say.

use std::hash::{DefaultHasher, Hash, Hasher};

use catalog::programme::{Column, Dataset, Keeps};
use polars::prelude::{DataFrame, DataType, PolarsResult};
use store::columns::{DATE, PLACE};

/// What each row is about: place and day, with the case or the classes where there are such; of a docket the case alone.
pub(crate) fn row_prints(rows: &DataFrame, dataset: &Dataset) -> PolarsResult<Vec<u64>> {
    let (own, has_place): (Vec<&str>, bool) = match &dataset.keeps {
        Keeps::Cases(cases) => (vec![&cases.case], true),
        Keeps::Docket(docket) => (vec![&docket.case], false),
        Keeps::Tally(tally) => (tally.classes.iter().map(String::as_str).collect(), true),
        Keeps::Series | Keeps::Register(_) | Keeps::Follow(_) => (Vec::new(), true),
    };
    let place = if has_place { vec![PLACE, DATE] } else { Vec::new() };
    hashed(rows, place.into_iter().chain(own))
}

/// What each row says in some columns.
pub(crate) fn value_prints(rows: &DataFrame, columns: &[&Column]) -> PolarsResult<Vec<u64>> {
    hashed(rows, columns.iter().map(|column| column.id.as_str()))
}

fn hashed<'c>(rows: &DataFrame, columns: impl Iterator<Item = &'c str>) -> PolarsResult<Vec<u64>> {
    let mut hashers = vec![DefaultHasher::new(); rows.height()];
    for name in columns {
        let column = rows.column(name)?;
        match column.dtype() {
            DataType::String => each(&mut hashers, column.str()?.iter()),
            DataType::Int64 => each(&mut hashers, column.i64()?.iter()),
            DataType::Boolean => each(&mut hashers, column.bool()?.iter()),
            DataType::Float64 => each(
                &mut hashers,
                column.f64()?.iter().map(|value| value.map(f64::to_bits)),
            ),
            _ => {
                let days = column.to_physical_repr();
                each(&mut hashers, days.i32()?.iter());
            }
        }
    }
    Ok(hashers.into_iter().map(|hasher| hasher.finish()).collect())
}

fn each<T: Hash>(hashers: &mut [DefaultHasher], values: impl Iterator<Item = T>) {
    for (hasher, value) in hashers.iter_mut().zip(values) {
        value.hash(hasher);
    }
}
