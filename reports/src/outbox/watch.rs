//! Where what a schedule looks out for holds now.

use std::collections::BTreeSet;

use analytics::{AnalyticsError, Engine};
use catalog::PlaceCode;
use figures::{Cell, Dimension, Figures, Query};
use jiff::civil::Date;

use crate::content::note;
use crate::request::Request;
use crate::schedule::Watch;
use crate::standing::standing;

/// Where it holds, and where it can't be told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) holds: BTreeSet<String>,
    /// Too few, hidden or not reported: what was told there before still stands, and nothing new is told.
    pub(super) unclear: BTreeSet<String>,
}

/// Looks at the place and at the places of the first level of the report's tables.
pub(super) fn look(request: &Request<'_>, engine: &Engine, watch: &Watch) -> Result<Found, AnalyticsError> {
    let measure = match watch {
        Watch::Worse(measure) | Watch::Any(measure) => measure.clone(),
        Watch::Silent => first_measure(request),
    };
    let whole = Query::of(
        &request.programme.id,
        request.place.code.clone(),
        &[measure.as_str()],
        request.reader.clone(),
    );
    let mut found = Found::default();
    let figures = engine.figures(&whole)?;
    if let Some(cell) = figures.cell(0, &measure) {
        found.put(
            &request.place.code,
            holds(request, watch, &measure, &request.place.code, cell, figures.as_on),
        );
    }
    if let Some(level) = request.levels().first() {
        let by_place = Query {
            by: vec![Dimension::Place(*level)],
            as_on: figures.as_on,
            ..whole
        };
        places(request, watch, &measure, &engine.figures(&by_place)?, &mut found);
    }
    Ok(found)
}

fn places(request: &Request<'_>, watch: &Watch, measure: &str, figures: &Figures, found: &mut Found) {
    for (number, row) in figures.rows.iter().enumerate() {
        if let (Some((place, _)), Some(cell)) = (row.place(), figures.cell(number, measure)) {
            found.put(place, holds(request, watch, measure, place, cell, figures.as_on));
        }
    }
}

impl Found {
    fn put(&mut self, place: &PlaceCode, holds: Option<bool>) {
        match holds {
            Some(true) => self.holds.insert(place.to_string()),
            None => self.unclear.insert(place.to_string()),
            Some(false) => false,
        };
    }
}

/// Whether it holds in a place; none where that can't be told.
fn holds(
    request: &Request<'_>,
    watch: &Watch,
    measure: &str,
    place: &PlaceCode,
    cell: &Cell,
    day: Option<Date>,
) -> Option<bool> {
    match watch {
        Watch::Silent => {
            day?;
            (cell.units.expected > 0).then_some(cell.units.reported == 0)
        }
        Watch::Any(_) => Some(cell.value? > 0.0),
        Watch::Worse(_) => {
            // What chance may have made is no crossing.
            let value = cell.value.filter(|_| !cell.unstable && cell.of_few().is_none())?;
            let subject = request.programme.subject(measure)?;
            let note = note(request.catalog, request.programme, subject, place, day);
            let standing = standing(value, note.target(day)?, note.better)?;
            Some(standing == charts::Standing::Worse)
        }
    }
}

fn first_measure(request: &Request<'_>) -> String {
    let tile = request.report.tiles.first().map(|tile| tile.measure.clone());
    tile.or_else(|| request.report.table.measures.first().cloned())
        .unwrap_or_default()
}
