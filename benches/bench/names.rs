//! Place names as offices write them, found in the registry.

use std::hint::black_box;

use catalog::{Catalog, NameMatch, PlaceCode, PlaceLevel};
use criterion::Criterion;

const NAMES: usize = 100_000;

/// Looks 100,000 names up inside their blocks: exact, shouted, spaced, numbered otherwise, in Bengali, and one in ten misspelt,
/// for which similar names are looked for.
pub fn of_places(criterion: &mut Criterion) {
    let catalog = Catalog::load(None).expect("what is built in is well formed");
    let names = names(&catalog);
    let mut group = criterion.benchmark_group("places");
    group.bench_function("100,000 names of GPs", |bencher| {
        bencher.iter(|| black_box(found(&catalog, &names)));
    });
    group.finish();
    let found = found(&catalog, &names);
    assert!(
        found * 10 >= NAMES * 8,
        "{found} of {NAMES} names lead to a place"
    );
}

fn names(catalog: &Catalog) -> Vec<(String, PlaceCode)> {
    let gps: Vec<_> = catalog.places.at(PlaceLevel::Gp).collect();
    let name = |at: usize| {
        let gp = gps[at % gps.len()];
        let block = catalog.places.parent(&gp.code).expect("a GP lies in a block");
        let name = &gp.name.en;
        let written = match at / gps.len() % 10 {
            0 | 1 => name.clone(),
            2 | 3 => name.to_uppercase(),
            4 => format!(" {name} GP"),
            5 => name.replace("-II", " 2").replace("-I", " 1"),
            6 => name.replace('-', " - "),
            7 => gp.name.bn.clone().unwrap_or_else(|| name.clone()),
            8 => name.to_lowercase(),
            // A number that each row has anew keeps results of earlier rows from being used.
            _ => format!("{}x{}", &name[..name.len() - 1], at % 1_000),
        };
        (written, block.code.clone())
    };
    (0..NAMES).map(name).collect()
}

fn found(catalog: &Catalog, names: &[(String, PlaceCode)]) -> usize {
    let one = |(name, block): &&(String, PlaceCode)| {
        matches!(
            catalog.places.by_name(PlaceLevel::Gp, name, Some(block)),
            NameMatch::One(_)
        )
    };
    names.iter().filter(one).count()
}
