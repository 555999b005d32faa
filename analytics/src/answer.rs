//! The answer to a question: what is needed is loaded, places are resolved, parts are divided, times compared.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use catalog::programme::{Dataset, IndicatorKind, Keeps, Measure, Subject};
use catalog::{PlaceCode, Places, Words};
use figures::{Cell, Change, Column, ColumnKind, Compare, Dimension, Figures, Query, Row, State, Units};
use jiff::civil::Date;

use crate::breaks::Breaks;
use crate::by_class::ByClass;
use crate::change::{compared, with_change};
use crate::coverage::Coverage;
use crate::disclosure::{Published, hidden};
use crate::docket::{Answers, Of};
use crate::error::AnalyticsError;
use crate::grid::{GridRow, Times, grid};
use crate::load::{Loader, Wanted};
use crate::names::{REPORTING, TOTALS};
use crate::of_classes::{OfClasses, cell_of};
use crate::published::{ShownOf, classes};
use crate::question::Question;
use crate::ratio::{Known, Whose, cell, counts, parts_of, stored_unit};
use crate::reading::Span;
use crate::resolve::{days_needed, over, whole};
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
    let breaks = Breaks::of(
        question,
        &loader.catalog.places,
        time_of(question, &question.subjects, &spans),
    );
    // Each dataset has series of its own: who reported one may not have reported another.
    let loaded: Vec<Loaded<'_>> = groups
        .iter()
        .map(|group| load_group(question, loader, group, &rows, &spans, times.as_on))
        .collect::<Result<_, _>>()?;
    let published = match grant {
        Grant::Whole => None,
        Grant::Published => Some(Published::of(question, loader, &spans)?),
    };
    let group_of = |subject: Subject<'_>| {
        let mut groups = groups.iter().zip(&loaded);
        groups
            .find(|(group, _)| group.subjects.iter().any(|known| known.id() == subject.id()))
            .expect("every subject is in the group of its dataset")
    };
    let alone = |subject| {
        let (group, loaded) = group_of(subject);
        Seen {
            across: Vec::new(),
            question,
            places: &loader.catalog.places,
            group,
            loaded,
            subject,
            published: published.as_ref(),
            breaks: &breaks,
        }
    };
    let seen = |subject| seen(question, subject, alone);
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
        breaks: breaks.told(),
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
    /// What may be shown of it; none where all of it is.
    published: Option<&'a Published>,
    breaks: &'a Breaks<'a>,
    /// Of a ratio across datasets, its measures: those above the line first.
    across: Vec<Seen<'a>>,
}

/// A subject as it may be seen; of a ratio across datasets, each of its measures.
fn seen<'a>(
    question: &'a Question<'a>,
    subject: Subject<'a>,
    alone: impl Fn(Subject<'a>) -> Seen<'a>,
) -> Seen<'a> {
    let measures = match subject {
        Subject::Indicator(indicator) if indicator.kind == IndicatorKind::Across => {
            question.programme.measures_of(subject)
        }
        _ => Vec::new(),
    };
    let Some(first) = measures.first() else {
        return alone(subject);
    };
    Seen {
        subject,
        across: measures
            .iter()
            .map(|measure| alone(Subject::Measure(measure)))
            .collect(),
        ..alone(Subject::Measure(first))
    }
}

impl Seen<'_> {
    /// The cell of a row at some time, unless its count must not be told.
    fn cell(&self, row: &GridRow, span: Span) -> Cell {
        if let (Subject::Indicator(indicator), [_, ..]) = (self.subject, self.across.as_slice()) {
            let cells = self.across.iter().map(|part| part.cell(row, span)).collect();
            return crate::across::cell(indicator, cells);
        }
        let whose = row.whose();
        let (coverage, subject) = (&self.group.coverage, self.subject);
        match self.loaded {
            Loaded::Docket(answers) => {
                let of = Of {
                    whose: &whose,
                    classes: &row.part.codes,
                    span,
                };
                let cell = answers.cell(coverage, subject, of);
                self.as_seen(cell, row, span, || answers.counts(subject, of))
            }
            Loaded::Series(series) => {
                let known = self.known(series.of(&row.part.class_values()));
                let cell = match subject {
                    Subject::Indicator(indicator) if !indicator.kind.divides() => {
                        let of = OfClasses {
                            series,
                            programme: self.question.programme,
                            places: self.places,
                            coverage,
                            classes: &self.question.kinds.classes,
                            whose: &whose,
                            span,
                        };
                        cell_of(&of, indicator, &row.part.codes)
                    }
                    _ => cell(&known, coverage, subject, &whose, span),
                };
                self.as_seen(cell, row, span, || {
                    counts(&known, coverage, subject, &whose, span)
                })
            }
        }
    }

    /// Whether there is a break for a row's place between the beginning of one span and the end of another.
    fn breaks_in(&self, row: &GridRow, first: Span, last: Span) -> bool {
        if self.breaks.are_none() {
            return false;
        }
        let days = |span| over(&parts_of(self.question.programme, self.subject, span));
        let days = (days(first).0.min(days(last).0), days(last).1);
        self.breaks.cross(self.subject, &row.part.place, days)
    }

    /// A cell as the reader sees it: one that nobody has reported is seen by all as that.
    fn as_seen<'m>(
        &self,
        cell: Cell,
        row: &GridRow,
        span: Span,
        counts: impl FnOnce() -> Vec<(&'m Measure, f64)>,
    ) -> Cell {
        let Some(published) = self.published else {
            return cell;
        };
        match (cell.state, self.subject) {
            (State::NotReported, _) => return cell,
            // There is no number in it, and what stood above and below the line goes with it.
            (State::Suspended, _) | (State::NotApplicable, Subject::Measure(_)) => {
                return Cell { parts: None, ..cell };
            }
            (State::NotApplicable, Subject::Indicator(_)) | (State::Value | State::Suppressed, _) => {}
        }
        let named = self.question.kinds.classes.iter().map(|class| class.id.as_str());
        let values = row.part.class_values();
        let told = classes(named.zip(values.iter().map(Option::as_deref)));
        let of = ShownOf {
            place: row.part.place.as_str(),
            classes: &told,
        };
        if !published.shows(self.question.programme, counts(), of, span) {
            return hidden(self.question.programme, cell);
        }
        Cell {
            // Its numbers would tell the count of which the value is a part.
            interval: None,
            ..cell
        }
    }

    /// Who reported of a place, whatever classes are asked.
    fn units(&self, whose: &Whose<'_>, span: Span) -> Units {
        if let Some(first) = self.across.first() {
            return first.units(whose, span);
        }
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
    let now = Cell {
        across_break: now.value.is_some() && seen.breaks_in(row, row.span, row.span),
        ..now
    };
    let Some(asked) = query.compare else { return now };
    let other = other_span(question, seen.subject, row, asked);
    let before = other.map(|span| seen.cell(row, span));
    let is_hidden = now.state == State::Suppressed;
    let cell = with_change(now, before, column(question, seen.subject).unit);
    let is_change = !matches!(cell.change, None | Some(Change::NotApplicable));
    let cell = Cell {
        change_across_break: is_change && other.is_some_and(|other| seen.breaks_in(row, other, row.span)),
        ..cell
    };
    // What it was, with how it changed, would tell what it is.
    if is_hidden {
        hidden(question.programme, cell)
    } else {
        cell
    }
}

/// The time that a row's is compared with.
fn other_span(question: &Question<'_>, subject: Subject<'_>, row: &GridRow, asked: Compare) -> Option<Span> {
    match (asked, row.before) {
        (Compare::Previous, Some(before)) => before,
        _ => compared(question.programme, subject, row.span, row.period.as_ref(), asked),
    }
}

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
        let measures = question.programme.measures_of(*subject);
        match subject {
            Subject::Indicator(indicator) if indicator.kind == IndicatorKind::Across => {
                for measure in measures {
                    let group = groups.entry(measure.dataset.as_str()).or_default();
                    group.push(Subject::Measure(measure));
                }
            }
            _ => {
                if let Some(measure) = measures.first() {
                    groups.entry(measure.dataset.as_str()).or_default().push(*subject);
                }
            }
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
            let other = query
                .compare
                .and_then(|asked| other_span(question, *subject, row, asked));
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
    let over = time_of(question, &group.subjects, spans);
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
            .flat_map(|place| group.coverage.children(place, over))
            .cloned()
            .collect();
        loaded.append(&mut pending);
        pending = next.difference(&loaded).cloned().collect();
    }
    Ok(into)
}

/// The days that the figures of some subjects and those that they are compared with are about.
fn time_of(question: &Question<'_>, subjects: &[Subject<'_>], spans: &HashSet<Span>) -> (Date, Date) {
    let each = subjects.iter().flat_map(|subject| {
        let of_span = |span: &Span| over(&parts_of(question.programme, *subject, *span));
        spans.iter().map(of_span)
    });
    each.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
        .unwrap_or((Date::MIN, Date::MIN))
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
