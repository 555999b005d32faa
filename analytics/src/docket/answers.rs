//! The figures of a docket: sums and medians of the asked spans, divided, set against one another or against people.

use std::collections::{BTreeSet, HashMap, HashSet};

use catalog::programme::{Dataset, Docket, IndicatorKind, Keeps, Measure, Programme, Subject};
use catalog::{PlaceCode, PlaceLevel};
use figures::{Cell, State, Units};
use jiff::civil::Date;

use super::columns::Numbers;
use super::count::{Counts, KeyOf, count};
use super::measure::Window;
use super::reporting::Reporting;
use crate::coverage::Coverage;
use crate::day;
use crate::error::AnalyticsError;
use crate::load::Loader;
use crate::question::Question;
use crate::ratio::{Whose, in_units};
use crate::reading::Span;

/// All that the cells of a docket's subjects need.
pub struct Answers<'a> {
    programme: &'a Programme,
    pub(super) question: &'a Question<'a>,
    pub(super) loader: &'a Loader<'a>,
    measures: Vec<&'a Measure>,
    counts: HashMap<Span, Counts>,
    reporting: Reporting<'a>,
    numbers: Numbers<'a>,
    level: Option<PlaceLevel>,
}

/// What a cell is of.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The place, or some units inside it.
    pub whose: &'a Whose<'a>,
    /// The values of the classes asked by, in order; none for what is not known.
    pub classes: &'a [Option<String>],
    /// The time.
    pub span: Span,
}

impl<'a> Answers<'a> {
    /// Counts all that the subjects of a question need over some spans, as things were known on a day.
    pub fn of(
        dataset: &'a Dataset,
        docket: &'a Docket,
        subjects: &[Subject<'a>],
        question: &'a Question<'a>,
        loader: &'a Loader<'a>,
        spans: &HashSet<Span>,
        true_on: Date,
    ) -> Result<Self, AnalyticsError> {
        let programme = question.programme;
        let measures = distinct(
            subjects
                .iter()
                .flat_map(|subject| programme.measures_of(*subject)),
        );
        let medians: Vec<bool> = measures
            .iter()
            .map(|measure| has_median(subjects, measure))
            .collect();
        let finest = question.finest().filter(|level| *level > question.within.level());
        let level = match question.kinds.choose_units() {
            true => Some(dataset_unit(programme, docket)),
            false => finest,
        };
        let key = KeyOf {
            docket,
            within: &question.within,
            level,
            classes: &question.kinds.classes,
            narrowed: &question.kinds.class_is,
        };
        let last = spans.iter().map(|span| span.end()).max().unwrap_or(true_on);
        let stays = loader.stays(programme, dataset, docket, last)?;
        let numbers = Numbers::of(loader.catalog);
        let mut counts = HashMap::new();
        for span in spans {
            let window = window(programme, *span, true_on);
            counts.insert(*span, count(&stays, &key, &measures, &medians, window, &numbers)?);
        }
        Ok(Self {
            reporting: Reporting::of(dataset, question, loader, spans)?,
            programme,
            question,
            loader,
            measures,
            counts,
            numbers,
            level,
        })
    }

    /// The cell of a subject.
    pub fn cell(&self, coverage: &Coverage<'_>, subject: Subject<'_>, of: Of<'_>) -> Cell {
        let (units, is_known) = self.reporting.units(coverage, subject, of);
        let level = self.level.unwrap_or(self.question.within.level());
        let without = |state| Cell {
            level: Some(level),
            ..Cell::without_value(state, units)
        };
        if !is_known {
            return Cell::without_value(State::NotReported, units);
        }
        match subject {
            Subject::Measure(measure) => Cell {
                value: Some(self.sum(measure, of)),
                ..without(State::Value)
            },
            Subject::Indicator(indicator) => {
                let made = self.made(indicator, of);
                let state = if made.value.is_some() {
                    State::Value
                } else {
                    State::NotApplicable
                };
                Cell {
                    value: made.value,
                    parts: made.parts,
                    unstable: made.unstable,
                    ..without(state)
                }
            }
        }
    }

    /// Who reported of a place for a time.
    pub fn units(&self, coverage: &Coverage<'_>, subject: Subject<'_>, of: Of<'_>) -> Units {
        self.reporting.units(coverage, subject, of).0
    }

    /// The measures of a subject with their counts.
    pub fn counts(&self, subject: Subject<'a>, of: Of<'_>) -> Vec<(&'a Measure, f64)> {
        let measures = self.programme.measures_of(subject).into_iter();
        measures.map(|measure| (measure, self.sum(measure, of))).collect()
    }

    pub(super) fn median_of(&self, measure: &str, of: Of<'_>) -> Option<f64> {
        let at = self.measures.iter().position(|known| known.id == measure)?;
        let counts = self.counts.get(&of.span)?;
        counts.median(&self.key(of.whose.place, of.classes), at)
    }

    pub(super) fn measure(&self, id: &str) -> Option<&'a Measure> {
        self.programme.measure(id)
    }

    pub(super) fn sum(&self, measure: &Measure, of: Of<'_>) -> f64 {
        let at = self.measures.iter().position(|known| known.id == measure.id);
        let (Some(at), Some(counts)) = (at, self.counts.get(&of.span)) else {
            return 0.0;
        };
        let of_place = |place: &PlaceCode| counts.sum(&self.key(place, of.classes), at);
        let sum = match of.whose.units {
            Some(units) => units.iter().map(of_place).sum(),
            None => of_place(of.whose.place),
        };
        in_units(self.programme, measure, sum)
    }

    fn key(&self, place: &PlaceCode, classes: &[Option<String>]) -> Vec<Option<u32>> {
        let place = self.level.map(|_| self.numbers.get(place.as_str()));
        let classes = self
            .question
            .kinds
            .classes
            .iter()
            .zip(classes)
            .map(|(class, value)| {
                let at = class
                    .values
                    .iter()
                    .position(|known| Some(&known.id) == value.as_ref())?;
                u32::try_from(at).ok()
            });
        place.into_iter().chain(classes).collect()
    }
}

fn distinct<'a>(measures: impl Iterator<Item = &'a Measure>) -> Vec<&'a Measure> {
    let mut seen = BTreeSet::new();
    measures
        .filter(|measure| seen.insert(measure.id.as_str()))
        .collect()
}

fn has_median(subjects: &[Subject<'_>], measure: &Measure) -> bool {
    subjects.iter().any(|subject| match subject {
        Subject::Indicator(indicator) => {
            indicator.kind == IndicatorKind::Median && indicator.of.contains(&measure.id)
        }
        Subject::Measure(_) => false,
    })
}

/// The level of the register's units to which a docket's offices belong.
fn dataset_unit(programme: &Programme, docket: &Docket) -> PlaceLevel {
    match programme
        .dataset(&docket.register)
        .map(|register| &register.keeps)
    {
        Some(Keeps::Register(register)) => register.unit,
        _ => unreachable!("the check of programmes lets no docket pass without the register of its offices"),
    }
}

fn window(programme: &Programme, span: Span, true_on: Date) -> Window {
    let (from, to) = span.days(&programme.restarts);
    Window {
        from: day::number(from),
        to: day::number(to),
        true_on: day::number(true_on),
    }
}
