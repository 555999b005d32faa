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

/// A row for each place of the area that must report, with its names and codes.
pub(super) fn rows(planning: &Planning<'_, '_>, columns: &[TemplateColumn]) -> Vec<Vec<String>> {
    let places = &planning.catalog.places;
    let level = planning.dataset.reported_by.level;
    let expected = places.inside(&planning.wanted.area, level, None);
    let expected = expected
        .into_iter()
        .filter(|place| place.counts_for(&planning.programme.id));
    expected
        .map(|place| {
            columns
                .iter()
                .map(|column| said(planning, place, column))
                .collect()
        })
        .collect()
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
