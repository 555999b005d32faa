//! The answer to a question: what is needed is loaded, places are resolved, parts are divided, times compared.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use catalog::programme::{Dataset, Keeps, Subject};
use catalog::{PlaceCode, Places, Words};
use figures::{Cell, Column, ColumnKind, Dimension, Figures, Query, Row, State, Units};
use jiff::civil::Date;

use crate::by_class::ByClass;
use crate::change::{compared, with_change};
use crate::coverage::Coverage;
use crate::disclosure::{has_small_count, hidden, is_small};
use crate::docket::{Answers, Of};
use crate::error::AnalyticsError;
use crate::grid::{GridRow, Times, grid};
use crate::load::{Loader, Wanted};
use crate::names::{REPORTING, TOTALS};
use crate::question::Question;
use crate::ratio::{Known, Whose, cell, parts_of, stored_unit};
use crate::reading::Span;
use crate::resolve::{days_needed, whole};
use crate::scope::Grant;
use crate::series::SeriesSet;

/// A question with the subjects of one dataset, which share their reporting units.
struct Group<'a> {
    dataset: &'a Dataset,
    subjects: Vec<Subject<'a>>,
    coverage: Coverage<'a>,
}

/// What the cells of a group are computed from.
enum Loaded<'a> {
    Series(ByClass),
    Docket(Box<Answers<'a>>),
}

/// Answers a checked question; sources and sample marks are added by the caller, who knows the batches.
pub fn answer(
    query: &Query,
    question: &Question<'_>,
    loader: &Loader<'_>,
    times: &Times,
    grant: Grant,
) -> Result<Figures, AnalyticsError> {
    let rows = grid(query, question, loader.catalog, times)?;
    let groups = groups(question, loader, times.as_on);
    let spans = spans(query, question, &rows, times);
    // Each dataset has series of its own: who reported one may not have reported another.
    let loaded: Vec<Loaded<'_>> = groups
        .iter()
        .map(|group| load_group(question, loader, group, &rows, &spans, times.as_on))
        .collect::<Result<_, _>>()?;
    let group_of = |subject: Subject<'_>| {
        let mut groups = groups.iter().zip(&loaded);
        groups
            .find(|(group, _)| group.subjects.iter().any(|known| known.id() == subject.id()))
            .expect("every subject is in the group of its dataset")
    };
    let seen = |subject| {
        let (group, loaded) = group_of(subject);
        Seen {
            question,
            places: &loader.catalog.places,
            group,
            loaded,
            subject,
            grant,
        }
    };
    let columns_seen: Vec<Seen<'_>> = question.subjects.iter().map(|subject| seen(*subject)).collect();
    let filled = rows.into_iter().map(|row| Row {
        cells: columns_seen
            .iter()
            .map(|seen| compared_cell(query, question, seen, &row))
            .collect(),
        keys: row.keys,
    });
    let rows: Vec<Row> = filled.collect();
    let whole = Whose {
        place: &question.within,
        units: None,
    };
    let units = seen(question.subjects[0]).units(&whole, times.span());
    Ok(Figures {
        programme: question.programme.id.clone(),
        place: question.within.clone(),
        as_on: Some(times.as_on),
        known_on: query.known_on,
        from: times.from,
        to: times.from.map(|_| times.to),
        compare: query.compare,
        data_version: loader.manifest.data_version,
        data_time: loader.manifest.made_at,
        sample: false,
        units,
        by: query.by.clone(),
        by_titles: by_titles(query, question),
        columns: columns(question),
        rows,
        sources: Vec::new(),
    })
}

/// A subject, with the eyes with which it may be seen.
struct Seen<'a> {
    question: &'a Question<'a>,
    places: &'a Places,
    group: &'a Group<'a>,
    loaded: &'a Loaded<'a>,
    subject: Subject<'a>,
    grant: Grant,
}

impl Seen<'_> {
    /// The cell of a row at some time, unless its count must not be told.
    fn cell(&self, row: &GridRow, span: Span) -> Cell {
        let whose = row.whose();
        let (coverage, subject) = (&self.group.coverage, self.subject);
        let (cell, is_small) = match self.loaded {
            Loaded::Docket(answers) => {
                let of = Of {
                    whose: &whose,
                    classes: &row.part.codes,
                    span,
                };
                let small = || has_small_count(self.question.programme, answers.counts(subject, of));
                (answers.cell(coverage, subject, of), self.hides() && small())
            }
            Loaded::Series(series) => {
                let known = self.known(series.of(&row.part.class_values()));
                let small = || is_small(&known, coverage, subject, &whose, span);
                (
                    cell(&known, coverage, subject, &whose, span),
                    self.hides() && small(),
                )
            }
        };
        if is_small {
            hidden(self.question.programme, cell)
        } else if self.hides() {
            // Its numbers would tell the count of which the value is a part.
            Cell {
                interval: None,
                ..cell
            }
        } else {
            cell
        }
    }

    fn hides(&self) -> bool {
        self.grant == Grant::Published
    }

    /// Who reported of a place, whatever classes are asked.
    fn units(&self, whose: &Whose<'_>, span: Span) -> Units {
        match self.loaded {
            Loaded::Docket(answers) => {
                let of = Of {
                    whose,
                    classes: &[],
                    span,
                };
                answers.units(&self.group.coverage, self.subject, of)
            }
            Loaded::Series(series) => {
                cell(
                    &self.known(series.of(&[])),
                    &self.group.coverage,
                    self.subject,
                    whose,
                    span,
                )
                .units
            }
        }
    }

    fn known<'s>(&'s self, series: &'s SeriesSet) -> Known<'s> {
        Known {
            programme: self.question.programme,
            places: self.places,
            series,
        }
    }
}

fn compared_cell(query: &Query, question: &Question<'_>, seen: &Seen<'_>, row: &GridRow) -> Cell {
    let now = seen.cell(row, row.span);
    let Some(asked) = query.compare else { return now };
    let before = compared(
        question.programme,
        seen.subject,
        row.span,
        row.period.as_ref(),
        asked,
    )
    .map(|span| seen.cell(row, span));
    let is_hidden = now.state == State::Suppressed;
    let cell = with_change(now, before, column(question, seen.subject).unit);
    // What it was, with how it changed, would tell what it is.
    if is_hidden {
        hidden(question.programme, cell)
    } else {
        cell
    }
}

/// What the classes and groups asked by are called.
pub fn by_titles(query: &Query, question: &Question<'_>) -> Vec<Option<Words>> {
    let title = |dimension: &Dimension| match dimension {
        Dimension::Place(_) | Dimension::Time(_) => None,
        Dimension::Named(name) => {
            let class = question.programme.class(name.as_str()).map(|class| &class.title);
            let group = || question.programme.group(name.as_str()).map(|group| &group.title);
            class.or_else(group).cloned()
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

fn column(question: &Question<'_>, subject: Subject<'_>) -> Column {
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

fn groups<'a>(question: &Question<'a>, loader: &Loader<'a>, on: Date) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<&str, Vec<Subject<'a>>> = BTreeMap::new();
    for subject in &question.subjects {
        if let Some(measure) = question.programme.measures_of(*subject).first() {
            groups.entry(measure.dataset.as_str()).or_default().push(*subject);
        }
    }
    let made = groups.into_iter().filter_map(|(id, subjects)| {
        let dataset = question.programme.dataset(id)?;
        let coverage = Coverage::new(
            &loader.catalog.places,
            &question.programme.id,
            dataset.reported_by.level,
            on,
        );
        Some(Group {
            dataset,
            subjects,
            coverage,
        })
    });
    made.collect()
}

/// Every span asked, for each subject, with those it is compared with.
fn spans(query: &Query, question: &Question<'_>, rows: &[GridRow], times: &Times) -> HashSet<Span> {
    let mut spans: HashSet<Span> = HashSet::from([times.span()]);
    let mut seen = HashSet::new();
    for row in rows.iter().filter(|row| seen.insert(row.span)) {
        spans.insert(row.span);
        for subject in &question.subjects {
            let other = query.compare.and_then(|asked| {
                compared(question.programme, *subject, row.span, row.period.as_ref(), asked)
            });
            spans.extend(other);
        }
    }
    spans
}

/// Loads or counts all that a group's cells need.
fn load_group<'a>(
    question: &'a Question<'a>,
    loader: &'a Loader<'a>,
    group: &Group<'a>,
    rows: &[GridRow],
    spans: &HashSet<Span>,
    true_on: Date,
) -> Result<Loaded<'a>, AnalyticsError> {
    match &group.dataset.keeps {
        Keeps::Docket(docket) => {
            let subjects = &group.subjects;
            let answers = Answers::of(group.dataset, docket, subjects, question, loader, spans, true_on)?;
            Ok(Loaded::Docket(Box::new(answers)))
        }
        _ => Ok(Loaded::Series(load(question, loader, group, rows, spans)?)),
    }
}

/// Loads the series of all asked places, and of places inside those that are not whole.
fn load(
    question: &Question<'_>,
    loader: &Loader<'_>,
    group: &Group<'_>,
    rows: &[GridRow],
    spans: &HashSet<Span>,
) -> Result<ByClass, AnalyticsError> {
    let mut into = ByClass::default();
    let wanted = wanted(question, group, spans);
    if group.dataset.is_of_units() {
        load_units(question, loader, &wanted, rows, &mut into)?;
        return Ok(into);
    }
    let series = &mut into.whole;
    let mut pending: BTreeSet<PlaceCode> = rows
        .iter()
        .map(|row| row.part.place.clone())
        .chain([question.within.clone()])
        .collect();
    let mut loaded = BTreeSet::new();
    while !pending.is_empty() {
        loader.load(&wanted, &pending.iter().collect::<Vec<_>>(), series)?;
        let partial = pending
            .iter()
            .filter(|place| is_partial(question, group, place, spans, series));
        let next: BTreeSet<PlaceCode> = partial
            .flat_map(|place| group.coverage.children(place))
            .cloned()
            .collect();
        loaded.append(&mut pending);
        pending = next.difference(&loaded).cloned().collect();
    }
    Ok(into)
}

/// Loads numbers and reports of units, of each class that is told apart.
fn load_units(
    question: &Question<'_>,
    loader: &Loader<'_>,
    wanted: &Wanted<'_>,
    rows: &[GridRow],
    into: &mut ByClass,
) -> Result<(), AnalyticsError> {
    let places: BTreeSet<&PlaceCode> = rows
        .iter()
        .flat_map(|row| {
            row.part
                .units
                .iter()
                .flat_map(|units| units.iter())
                .chain([&row.part.place])
        })
        .chain([&question.within])
        .collect();
    let places: Vec<&PlaceCode> = places.into_iter().collect();
    loader.load(wanted, &places, &mut into.whole)?;
    if question.kinds.choose_cases() {
        loader.load_by_class(wanted, &places, &question.kinds, into)?;
    }
    Ok(())
}

fn wanted<'a>(question: &'a Question<'_>, group: &'a Group<'_>, spans: &HashSet<Span>) -> Wanted<'a> {
    let mut measures = BTreeSet::new();
    if group.dataset.is_of_units() {
        measures.extend([REPORTING, TOTALS]);
    }
    let mut days = (Date::MAX, Date::MIN);
    for subject in &group.subjects {
        measures.extend(
            question
                .programme
                .measures_of(*subject)
                .into_iter()
                .map(|measure| measure.id.as_str()),
        );
        for part in spans
            .iter()
            .flat_map(|span| parts_of(question.programme, *subject, *span))
        {
            let (first, last) = days_needed(&part.reading);
            days = (days.0.min(first).min(part.reporting_from), days.1.max(last));
        }
    }
    Wanted {
        programme: question.programme,
        dataset: group.dataset,
        measures,
        days,
    }
}

fn is_partial(
    question: &Question<'_>,
    group: &Group<'_>,
    place: &PlaceCode,
    spans: &HashSet<Span>,
    series: &SeriesSet,
) -> bool {
    group.subjects.iter().any(|subject| {
        spans.iter().any(|span| {
            whole(
                place,
                &parts_of(question.programme, *subject, *span),
                series,
                &group.coverage,
            )
            .is_none()
        })
    })
}
