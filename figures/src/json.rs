//! Figures as JSON.

use catalog::Language;
use serde_json::{Map, Value, json as object};

use crate::breaks::Break;
use crate::cell::{Cell, Change, Interval, Shortfall, Units};
use crate::figures::{Figures, Key, Row, SourceSheet};

/// The figures as one JSON object.
pub fn json(figures: &Figures, language: Language) -> String {
    let answer = object!({
        "programme": figures.programme,
        "place": figures.place.to_string(),
        "as_on": figures.as_on.map(|day| day.to_string()),
        "known_on": figures.known_on.map(|moment| moment.to_string()),
        "from": figures.from.map(|day| day.to_string()),
        "to": figures.to.map(|day| day.to_string()),
        "compare": figures.compare.map(|compare| compare.id()),
        "data_version": figures.data_version,
        "sample": figures.sample,
        "units": units(figures.units),
        "columns": columns(figures, language),
        "rows": figures.rows.iter().map(|row| row_object(figures, row, language)).collect::<Vec<_>>(),
        "breaks": breaks(figures, language),
        "sources": figures.sources.iter().map(source).collect::<Vec<_>>(),
    });
    let mut text = answer.to_string();
    text.push('\n');
    text
}

/// A name that the reader may not have is no name.
fn source(source: &SourceSheet) -> Value {
    let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    object!({"batch": source.batch, "file": name(&source.file), "sheet": name(&source.sheet)})
}

fn breaks(figures: &Figures, language: Language) -> Vec<Value> {
    let of_one = |known: &Break| {
        object!({
            "on": known.on.to_string(),
            "to": known.to.map(|day| day.to_string()),
            "kind": known.kind.id(),
            "measures": known.measures,
            "places": known.places.iter().map(|place| place.to_string()).collect::<Vec<_>>(),
            "title": known.title.get(language),
        })
    };
    figures.breaks.iter().map(of_one).collect()
}

fn columns(figures: &Figures, language: Language) -> Vec<Value> {
    let dimensions = figures
        .by
        .iter()
        .map(|d| object!({"id": d.id(), "kind": "dimension", "unit": null, "title": d.id()}));
    let measures = figures.columns.iter().map(|column| {
        object!({
            "id": column.id,
            "kind": column.kind.id(),
            "unit": column.unit.id(),
            "title": column.title.get(language),
        })
    });
    dimensions.chain(measures).collect()
}

fn row_object(figures: &Figures, row: &Row, language: Language) -> Value {
    let mut object = Map::new();
    for (dimension, key) in figures.by.iter().zip(&row.keys) {
        match key {
            Key::Place { code, name, .. } => {
                object.insert(format!("{}_code", dimension.id()), code.to_string().into());
                object.insert(dimension.id().to_owned(), name.get(language).into());
            }
            Key::Period(period) => {
                object.insert(dimension.id().to_owned(), period.label().into());
            }
            Key::Value { id, .. } => {
                object.insert(dimension.id().to_owned(), id.as_ref().into());
            }
        }
    }
    for (column, cell) in figures.columns.iter().zip(&row.cells) {
        object.insert(column.id.clone(), cell_object(cell, figures.compare.is_some()));
    }
    Value::Object(object)
}

fn cell_object(cell: &Cell, compared: bool) -> Value {
    let mut object = Map::new();
    object.insert("value".to_owned(), number(cell.value));
    object.insert("state".to_owned(), cell.state.id().into());
    object.insert("units".to_owned(), units(cell.units));
    object.insert("level".to_owned(), cell.level.map(|level| level.id()).into());
    if cell.while_suspended {
        object.insert("while_suspended".to_owned(), true.into());
    }
    if cell.across_break {
        object.insert("across_break".to_owned(), true.into());
    }
    if let Some(Shortfall { reported, due }) = cell.returns {
        object.insert("returns".to_owned(), object!({"reported": reported, "due": due}));
    }
    if cell.unstable {
        object.insert("unstable".to_owned(), true.into());
    }
    if let Some(Interval { low, high, of }) = cell.interval {
        let interval = object!({"low": number(Some(low)), "high": number(Some(high)), "n": number(Some(of))});
        object.insert("interval".to_owned(), interval);
    }
    if compared {
        object.insert("previous".to_owned(), number(cell.previous));
        if cell.previous_across_break {
            object.insert("previous_across_break".to_owned(), true.into());
        }
        object.insert("change".to_owned(), change(cell.change));
        if cell.change_across_break {
            object.insert("change_across_break".to_owned(), true.into());
        }
    }
    Value::Object(object)
}

fn change(change: Option<Change>) -> Value {
    match change {
        Some(Change::Percent(value)) => object!({"percent": number(Some(value))}),
        Some(Change::Points(value)) => object!({"points": number(Some(value))}),
        Some(Change::NotApplicable) | None => Value::Null,
    }
}

fn units(units: Units) -> Value {
    object!({"reported": units.reported, "carried": units.carried, "expected": units.expected})
}

/// Whole numbers without a point, as every reader expects of a count.
fn number(value: Option<f64>) -> Value {
    match value {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked to be whole and small enough to be exact"
        )]
        Some(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => (value as i64).into(),
        Some(value) => value.into(),
        None => Value::Null,
    }
}
