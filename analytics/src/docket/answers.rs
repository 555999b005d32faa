//! The figures of a docket: sums and medians of the asked spans, divided, set against one another or against people.

use std::collections::{BTreeSet, HashMap, HashSet};

use catalog::programme::{Dataset, Docket, IndicatorKind, Keeps, Measure, Programme, Subject};
use catalog::{PlaceCode, PlaceLevel};
use figures::{Cell, State, Units};
use jiff::civil::Date;

use super::count::{Answer, count};
use super::measure::Window;
use super::plan::Asked;
use super::reporting::Reporting;
use crate::coverage::Coverage;
use crate::day;
use crate::error::AnalyticsError;
use crate::indicators::{Basis, Counts, made};
use crate::load::Loader;
use crate::question::Question;
use crate::ratio::{Whose, in_units};
use crate::reading::Span;

/// All that the cells of a docket's subjects need.
pub struct Answers<'a> {
    programme: &'a Programme,
    question: &'a Question<'a>,
    loader: &'a Loader<'a>,
    measures: Vec<&'a Measure>,
    counts: HashMap<Span, Answer>,
    reporting: Reporting<'a>,
    level: Option<PlaceLevel>,
}

/// What a cell is of.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The place, or some units inside it.
    pub whose: &'a Whose<'a>,
    /// The values of the classes asked by, in order, by their positions among those declared; none for what is not known.
    pub classes: &'a [Option<usize>],
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
        let asked = Asked {
            programme,
            dataset,
            docket,
            within: &question.within,
            level,
            classes: &question.kinds.classes,
            narrowed: &question.kinds.class_is,
            measures: &measures,
            medians: &medians,
            places: &loader.catalog.places,
        };
        let last = spans.iter().map(|span| span.end()).max().unwrap_or(true_on);
        let stays = loader.stays(programme, dataset, docket, last)?;
        let mut counts = HashMap::new();
        for span in spans {
            counts.insert(*span, count(&stays, &asked, window(programme, *span, true_on))?);
        }
        Ok(Self {
            reporting: Reporting::of(dataset, question, loader, spans)?,
            programme,
            question,
            loader,
            measures,
            counts,
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
                let asked = Basis {
                    whose: of.whose,
                    classes: &self.question.kinds.classes,
                    codes: of.classes,
                    places: &self.loader.catalog.places,
                    units: None,
                };
                let made = made(indicator, asked, &InAnswers { answers: self, of });
                let state = if made.value.is_some() {
                    State::Value
                } else {
                    State::NotApplicable
                };
                Cell {
                    value: made.value,
                    parts: made.parts,
                    unstable: made.unstable,
                    interval: made.interval,
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

    fn median_of(&self, measure: &str, of: Of<'_>) -> Option<f64> {
        let at = self.at(measure)?;
        let counts = self.counts.get(&of.span)?;
        counts.median(self.key(counts, of.whose.place, of.classes), at)
    }

    /// The sums of some measures together.
    fn sum_of(&self, measures: &[String], of: Of<'_>) -> f64 {
        let known = measures.iter().filter_map(|id| self.at(id));
        known.map(|at| self.sum(self.measures[at], of)).sum()
    }

    fn sum(&self, measure: &Measure, of: Of<'_>) -> f64 {
        let (Some(at), Some(counts)) = (self.at(&measure.id), self.counts.get(&of.span)) else {
            return 0.0;
        };
        let of_place = |place: &PlaceCode| counts.sum(self.key(counts, place, of.classes), at);
        let sum = match of.whose.units {
            Some(units) => units.iter().map(of_place).sum(),
            None => of_place(of.whose.place),
        };
        in_units(self.programme, measure, sum)
    }

    fn at(&self, measure: &str) -> Option<usize> {
        self.measures.iter().position(|known| known.id == measure)
    }

    fn key(&self, counts: &Answer, place: &PlaceCode, classes: &[Option<usize>]) -> usize {
        let position = self
            .level
            .and_then(|_| self.loader.catalog.places.position(place));
        counts.key(position, classes)
    }
}

/// The counts of a cell.
struct InAnswers<'o, 'a> {
    answers: &'o Answers<'a>,
    of: Of<'o>,
}

impl Counts for InAnswers<'_, '_> {
    fn sum(&self, measures: &[String], classes: &[Option<usize>]) -> f64 {
        self.answers.sum_of(measures, Of { classes, ..self.of })
    }

    fn median(&self, measure: &str) -> Option<f64> {
        self.answers.median_of(measure, self.of)
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
