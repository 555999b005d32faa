//! A measure that sets the values of a class against one another: a table for each class it can be asked by.

use catalog::programme::{Class, Programme, Subject};
use figures::{Dimension, Figures, Key, Query};
use serde::Serialize;

use super::ask::allowed;
use crate::drawing::Small;
use crate::error::AppError;
use crate::overview::printed;
use crate::overview::questions;
use crate::overview::scene::Scene;

/// A measure by a class.
#[derive(Debug, Clone, Serialize)]
pub struct ByClass {
    title: String,
    table: Small,
}

/// Whether the measure means nothing without a class.
pub fn needs_class(subject: Subject<'_>) -> bool {
    matches!(subject, Subject::Indicator(indicator) if indicator.kind.needs_class())
}

/// The classes that everything the measure is made of can be broken down by.
pub fn classes<'a>(programme: &'a Programme, subject: Subject<'a>) -> impl Iterator<Item = &'a Class> {
    let measures = programme.measures_of(subject);
    programme
        .classes
        .iter()
        .filter(move |class| measures.iter().all(|measure| programme.has_class(measure, class)))
}

/// The question of the measure by a class.
pub fn question(scene: &Scene<'_>, subject: Subject<'_>, class: &Class) -> Option<Query> {
    Some(Query {
        by: vec![Dimension::Named(class.id.parse().ok()?)],
        compare: None,
        ..questions::asked(scene, &[subject.id()])
    })
}

/// The measure by each class that the reader may have it by, and the answers.
pub fn by_class<'a>(scene: &Scene<'a>, subject: Subject<'a>) -> Result<Vec<(ByClass, Figures)>, AppError> {
    let mut tables = Vec::new();
    for class in classes(scene.programme, subject) {
        let Some(query) = question(scene, subject, class) else {
            continue;
        };
        // A class without a population to be set against has no such figure.
        match allowed(scene, &query) {
            Ok(Some(figures)) => tables.push((table(scene, class, &figures), figures)),
            Ok(None) | Err(AppError::Question(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(tables)
}

fn table(scene: &Scene<'_>, class: &Class, figures: &Figures) -> ByClass {
    let say = scene.say;
    let heads = figures
        .columns
        .iter()
        .map(|column| printed::titled(&say.words(&column.title), column.unit, say.language));
    let name = |row: &figures::Row| match row.keys.first() {
        Some(Key::Value { title, .. }) => say.words(title),
        Some(Key::Place { .. } | Key::Period(_)) | None => String::new(),
    };
    let rows = figures.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(&figures.columns);
        let cells = cells.map(|(cell, column)| printed::number(cell, column.unit, say));
        (name(row), cells.collect())
    });
    let title = say.words(&class.title);
    ByClass {
        table: Small {
            heads: std::iter::once(title.clone()).chain(heads).collect(),
            rows: rows.collect(),
        },
        title,
    }
}
