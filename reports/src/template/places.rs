//! The places of a template: what drop-downs offer, and the rows that are expected.

use catalog::programme::{Keeps, Register};
use catalog::{Place, PlaceLevel};

use super::columns::{Holds, Planning, TemplateColumn};

/// The names of the places of a level in the area, each once; of a level around the area, the one that holds it.
pub(super) fn names(planning: &Planning<'_, '_>, level: PlaceLevel) -> Vec<String> {
    let places = &planning.catalog.places;
    let area = &planning.wanted.area;
    let found: Vec<&Place> = match level < area.level() {
        true => places.ancestor_at(area, level).into_iter().collect(),
        false => places.inside(area, level, None),
    };
    let mut names: Vec<String> = found
        .into_iter()
        .filter(|place| place.counts_for(&planning.programme.id))
        .map(|place| place.name.get(planning.wanted.language).to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The places of a level in the area, each with the one of a coarser level that it lies in: their names, sorted.
pub(super) fn pairs(
    planning: &Planning<'_, '_>,
    around: PlaceLevel,
    level: PlaceLevel,
) -> Vec<(String, String)> {
    let places = &planning.catalog.places;
    let name = |place: &Place| place.name.get(planning.wanted.language).to_owned();
    let inside = places.inside(&planning.wanted.area, level, None).into_iter();
    let mut pairs: Vec<(String, String)> = inside
        .filter(|place| place.counts_for(&planning.programme.id))
        .filter_map(|place| Some((name(places.ancestor_at(&place.code, around)?), name(place))))
        .collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The names of the units that a docket's register lists.
pub(super) fn units(planning: &Planning<'_, '_>) -> Vec<String> {
    let register = match &planning.dataset.keeps {
        Keeps::Docket(docket) => planning.programme.dataset(&docket.register),
        _ => None,
    };
    match register.map(|register| &register.keeps) {
        Some(Keeps::Register(Register { unit, .. })) => names(planning, *unit),
        _ => Vec::new(),
    }
}

/// Rows that are filled in beforehand at most; of more nobody finds a place any more.
const MOST_ROWS: usize = 20_000;

/// A row for each place of the area that must report, with its names and codes; of a tally one for each place and combination
/// of classes, as far as there is room for all of them.
pub(super) fn rows(planning: &Planning<'_, '_>, columns: &[TemplateColumn]) -> Vec<Vec<String>> {
    let places = &planning.catalog.places;
    let levels = planning.dataset.reported_by.levels();
    let inside = levels.flat_map(|level| places.inside(&planning.wanted.area, level, None));
    let mut expected: Vec<&Place> = inside.collect();
    expected.retain(|place| place.counts_for(&planning.programme.id));
    let classes = classes(planning, columns);
    if expected.len().saturating_mul(classes.len()) > MOST_ROWS {
        return Vec::new();
    }
    let row = |place: &Place, classes: &[(usize, &String)]| {
        let own = columns.iter().enumerate().map(|(at, column)| {
            let class = classes.iter().find(|(of, _)| *of == at);
            class.map_or_else(|| said(planning, place, column), |(_, word)| (*word).clone())
        });
        own.collect()
    };
    let rows = expected
        .iter()
        .flat_map(|place| classes.iter().map(|combination| row(place, combination)));
    rows.collect()
}

/// Every combination of the classes of a tally: the position of each column and a word of its drop-down. One without any in
/// other datasets.
fn classes<'c>(planning: &Planning<'_, '_>, columns: &'c [TemplateColumn]) -> Vec<Vec<(usize, &'c String)>> {
    let declared: &[String] = match &planning.dataset.keeps {
        Keeps::Tally(tally) => &tally.classes,
        _ => &[],
    };
    let mut combinations = vec![Vec::new()];
    for (at, column) in columns.iter().enumerate() {
        let is_class = column.of.as_ref().is_some_and(|of| declared.contains(of));
        let Some(words) = column.check.list().filter(|_| is_class) else {
            continue;
        };
        combinations = combinations
            .iter()
            .flat_map(|known| {
                words
                    .iter()
                    .map(move |word| [known.as_slice(), &[(at, word)]].concat())
            })
            .collect();
    }
    combinations
}

fn said(planning: &Planning<'_, '_>, place: &Place, column: &TemplateColumn) -> String {
    let at = |level| planning.catalog.places.ancestor_at(&place.code, level);
    match column.holds {
        Holds::Name(level) => at(level).map_or_else(String::new, |place| {
            place.name.get(planning.wanted.language).to_owned()
        }),
        Holds::Code(level) => at(level)
            .map(|place| place.code.as_str())
            .and_then(|code| code.split_once('-'))
            .map_or_else(String::new, |(_, code)| code.to_owned()),
        Holds::Date | Holds::Identity | Holds::Value => String::new(),
    }
}
