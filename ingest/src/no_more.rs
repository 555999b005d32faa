//! Rows about places that were not there on their day: those that ended, and those that had not begun.

use std::collections::BTreeSet;

use catalog::programme::{Dataset, Keeps};
use catalog::{PlaceChange, PlaceCode, Places};
use jiff::civil::Date;

use crate::problem::Problem;
use crate::row::Row;
use crate::verdicts::Verdicts;

/// Leaves out rows dated outside the life of a place that others replaced, or that replaced others. What a place counted
/// stays with it, and nothing is counted for it later, or for its followers before.
pub(crate) fn leave_out(
    dataset: &Dataset,
    places: &Places,
    (rows, named): (&[Row], Option<u32>),
    verdicts: &mut Verdicts,
) {
    let changed: BTreeSet<&PlaceCode> = places.changes().iter().flat_map(PlaceChange::all).collect();
    if changed.is_empty() || matches!(dataset.keeps, Keeps::Docket(_) | Keeps::Register(_)) {
        return;
    }
    for row in rows.iter().filter(|row| changed.contains(&row.place)) {
        let is_there = places
            .get(&row.place)
            .is_none_or(|place| place.exists_on(row.date));
        if is_there {
            continue;
        }
        for sheet_row in row.sheet_rows() {
            let problem = Problem::PlaceNotThere {
                place: row.printed.to_string(),
                day: row.date,
                instead: instead(places, row),
            };
            let at = named.unwrap_or_else(|| row.first_column());
            verdicts.leave_out(sheet_row, at, problem);
        }
    }
}

/// The places that were there in its stead on the day of a row.
fn instead(places: &Places, row: &Row) -> String {
    let of_it = places
        .changes()
        .iter()
        .filter(|change| change.all().any(|code| *code == row.place));
    let names = of_it.flat_map(|change| others(change, row.date));
    let names = names
        .filter_map(|code| places.get(code))
        .map(|place| format!("{} ({})", place.name.en, place.code));
    names
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ")
}

fn others(change: &PlaceChange, day: Date) -> &[PlaceCode] {
    match (day < change.on, change.ended.is_empty()) {
        (true, true) => &change.cut,
        (true, false) => &change.ended,
        (false, _) => &change.begun,
    }
}
