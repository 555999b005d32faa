//! Cells as a reader sees them: computed, compared, and hidden where their count must not be told.

use catalog::Places;
use catalog::programme::{IndicatorKind, Measure, Subject};
use figures::{Cell, Change, Query, State, Units};

use super::columns::column;
use super::group::Group;
use super::loaded::Loaded;
use super::spans::other_span;
use crate::breaks::Breaks;
use crate::change::with_change;
use crate::disclosure::{Published, hidden};
use crate::docket::Of;
use crate::grid::GridRow;
use crate::of_classes::{OfClasses, cell_of};
use crate::published::{ShownOf, classes};
use crate::question::Question;
use crate::ratio::{Known, Whose, cell, counts, parts_of};
use crate::reading::Span;
use crate::resolve::over;
use crate::series::SeriesSet;

/// A subject, with the eyes with which it may be seen.
pub(super) struct Seen<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) places: &'a Places,
    pub(super) group: &'a Group<'a>,
    pub(super) loaded: &'a Loaded<'a>,
    pub(super) subject: Subject<'a>,
    /// What may be shown of it; none where all of it is.
    pub(super) published: Option<&'a Published>,
    pub(super) breaks: &'a Breaks<'a>,
    /// Of a ratio across datasets, its measures: those above the line first.
    pub(super) across: Vec<Seen<'a>>,
}

/// A subject as it may be seen; of a ratio across datasets, each of its measures.
pub(super) fn seen<'a>(
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
    pub(super) fn cell(&self, row: &GridRow, span: Span) -> Cell {
        if let (Subject::Indicator(indicator), [_, ..]) = (self.subject, self.across.as_slice()) {
            let cells = self.across.iter().map(|part| part.cell(row, span)).collect();
            return crate::across::cell(indicator, cells);
        }
        let first = span.days(&self.question.programme.restarts).0;
        if self.group.kept_from.is_some_and(|kept_from| first < kept_from) {
            return Cell::without_value(State::NotApplicable, Units::default());
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
    pub(super) fn units(&self, whose: &Whose<'_>, span: Span) -> Units {
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

pub(super) fn compared_cell(query: &Query, question: &Question<'_>, seen: &Seen<'_>, row: &GridRow) -> Cell {
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
        previous_across_break: cell.previous.is_some()
            && other.is_some_and(|other| seen.breaks_in(row, other, other)),
        ..cell
    };
    // What it was, with how it changed, would tell what it is.
    if is_hidden {
        hidden(question.programme, cell)
    } else {
        cell
    }
}
