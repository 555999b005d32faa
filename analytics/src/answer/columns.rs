//! What an answer calls its columns, and the classes, groups and times that it is broken down by.

use catalog::Words;
use catalog::programme::Subject;
use figures::{Column, ColumnKind, Dimension, Query};

use crate::question::Question;
use crate::ratio::stored_unit;

/// What the classes, groups and named times asked by are called.
pub fn by_titles(query: &Query, question: &Question<'_>) -> Vec<Option<Words>> {
    let title = |dimension: &Dimension| match dimension {
        Dimension::Place(_) | Dimension::Time(_) => None,
        Dimension::Named(name) => {
            let class = question.programme.class(name.as_str()).map(|class| &class.title);
            let group = || question.programme.group(name.as_str()).map(|group| &group.title);
            let times = || {
                let times = question.programme.named_times(name.as_str());
                times.map(|times| &times.title)
            };
            class.or_else(group).or_else(times).cloned()
        }
    };
    query.by.iter().map(title).collect()
}

/// The asked measures, as the answer names them.
pub fn columns(question: &Question<'_>) -> Vec<Column> {
    question
        .subjects
        .iter()
        .map(|subject| column(question, *subject))
        .collect()
}

pub(super) fn column(question: &Question<'_>, subject: Subject<'_>) -> Column {
    let (kind, unit) = match subject {
        Subject::Measure(measure) => (ColumnKind::Measure, stored_unit(question.programme, measure)),
        Subject::Indicator(indicator) => (ColumnKind::Indicator, indicator.unit.unit()),
    };
    Column {
        id: subject.id().to_owned(),
        kind,
        unit,
        title: subject.title().clone(),
    }
}
