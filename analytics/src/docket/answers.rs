//! The figures of a docket: sums and medians of the asked spans, divided, set against one another or against people.

use std::collections::{BTreeSet, HashMap, HashSet};

use catalog::programme::{Dataset, Docket, Indicator, IndicatorKind, Keeps, Measure, Programme, Subject};
use catalog::{PlaceCode, PlaceLevel};
use figures::{Cell, State, Units};
use jiff::ToSpan;
use jiff::civil::Date;

use super::columns::Numbers;
use super::count::{Counts, KeyOf, count};
use super::measure::Window;
use super::{population, representation};
use crate::coverage::Coverage;
use crate::day;
use crate::error::AnalyticsError;
use crate::load::{Loader, Wanted};
use crate::names::REPORTING;
use crate::question::Question;
use crate::ratio::{Whose, divided, in_units};
use crate::reading::Span;
use crate::series::{Series, SeriesKey, SeriesSet};

/// All that the cells of a docket's subjects need.
pub struct Answers<'a> {
    programme: &'a Programme,
    dataset: &'a Dataset,
    question: &'a Question<'a>,
    loader: &'a Loader<'a>,
    measures: Vec<&'a Measure>,
    counts: HashMap<Span, Counts>,
    reporting: SeriesSet,
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
            reporting: reporting(programme, dataset, question, loader, spans)?,
            programme,
            dataset,
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
        let (units, is_known) = self.units(coverage, subject, of);
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

    /// The measures of a subject with their counts.
    pub fn counts(&self, subject: Subject<'a>, of: Of<'_>) -> Vec<(&'a Measure, f64)> {
        let measures = self.programme.measures_of(subject).into_iter();
        measures.map(|measure| (measure, self.sum(measure, of))).collect()
    }

    fn made(&self, indicator: &Indicator, of: Of<'_>) -> Made {
        let add = |ids: &[String]| -> f64 {
            let measures = ids.iter().filter_map(|id| self.programme.measure(id));
            measures.map(|measure| self.sum(measure, of)).sum()
        };
        let above = add(&indicator.of);
        match indicator.kind {
            IndicatorKind::Ratio => {
                let below = add(&indicator.per);
                Made {
                    value: (below != 0.0).then(|| divided(indicator, above, below)),
                    parts: Some((above, below)),
                    unstable: false,
                }
            }
            IndicatorKind::Median => Made::value(self.median(indicator, of)),
            IndicatorKind::PerLakh => {
                let people = self.people(of);
                Made {
                    value: people.map(|people| above * 100_000.0 / people),
                    parts: people.map(|people| (above, people)),
                    unstable: false,
                }
            }
            IndicatorKind::Known => {
                let (known, all) = self.known_of(indicator, of);
                Made {
                    value: (all != 0.0).then(|| known * 100.0 / all),
                    parts: Some((known, all)),
                    unstable: false,
                }
            }
            IndicatorKind::Share
            | IndicatorKind::Representation
            | IndicatorKind::RepresentationLow
            | IndicatorKind::RepresentationHigh => self.share(indicator, above, of),
        }
    }

    fn share(&self, indicator: &Indicator, count: f64, of: Of<'_>) -> Made {
        let (known, _) = self.known_of(indicator, of);
        let is_named = of.classes.last().is_some_and(Option::is_some);
        if known == 0.0 || !is_named {
            return Made::value(None);
        }
        if indicator.kind == IndicatorKind::Share {
            return Made {
                value: Some(count * 100.0 / known),
                parts: Some((count, known)),
                unstable: false,
            };
        }
        let people = self
            .part_of_people(of)
            .zip(population::persons(of.whose.place, &self.loader.catalog.places));
        #[expect(clippy::cast_precision_loss, reason = "people of a state are far below 2^53")]
        let share = people
            .map(|(part, all)| part as f64 / all as f64)
            .filter(|share| *share > 0.0);
        let Some(share) = share.filter(|_| of.whose.units.is_none()) else {
            return Made::value(None);
        };
        let index = representation::index(count, known, share);
        Made {
            value: Some(match indicator.kind {
                IndicatorKind::RepresentationLow => index.low,
                IndicatorKind::RepresentationHigh => index.high,
                _ => index.index,
            }),
            parts: Some((count, known)),
            unstable: index.unstable,
        }
    }

    /// Of the last class asked by: how many have a known value, and how many there are in all.
    fn known_of(&self, indicator: &Indicator, of: Of<'_>) -> (f64, f64) {
        let (Some(class), Some(measure)) = (
            self.question.kinds.classes.last(),
            indicator.of.first().and_then(|id| self.programme.measure(id)),
        ) else {
            return (0.0, 0.0);
        };
        let with = |value: Option<String>| {
            let mut classes = of.classes.to_vec();
            if let Some(last) = classes.last_mut() {
                *last = value;
            }
            self.sum(
                measure,
                Of {
                    classes: &classes,
                    ..of
                },
            )
        };
        let known: f64 = class
            .values
            .iter()
            .map(|value| with(Some(value.id.clone())))
            .sum();
        (known, known + with(None))
    }

    /// The people that a rate is of: those whom the last class's value stands for, where it stands for any.
    fn people(&self, of: Of<'_>) -> Option<f64> {
        if of.whose.units.is_some() {
            return None;
        }
        let is_of_people = self.question.kinds.classes.iter().any(|class| class.of_people);
        let people = if is_of_people {
            self.part_of_people(of)
        } else {
            population::persons(of.whose.place, &self.loader.catalog.places)
        };
        #[expect(clippy::cast_precision_loss, reason = "people of a state are far below 2^53")]
        people.filter(|people| *people > 0).map(|people| people as f64)
    }

    /// The people whom the value of the only class asked by stands for.
    fn part_of_people(&self, of: Of<'_>) -> Option<u64> {
        let [class] = self.question.kinds.classes.as_slice() else {
            return None;
        };
        let value = of.classes.last()?.as_ref()?;
        population::part(
            of.whose.place,
            class.population?,
            value,
            &self.loader.catalog.places,
        )
    }

    fn median(&self, indicator: &Indicator, of: Of<'_>) -> Option<f64> {
        if of.whose.units.is_some() {
            return None;
        }
        let id = indicator.of.first()?;
        let at = self.measures.iter().position(|measure| measure.id == *id)?;
        let counts = self.counts.get(&of.span)?;
        counts.median(&self.key(of.whose.place, of.classes), at)
    }

    fn sum(&self, measure: &Measure, of: Of<'_>) -> f64 {
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

    /// Whether lists tell of a time: anything happened in it, or in the days before and after it, so that the silence
    /// between says that nothing did.
    fn is_heard_of(&self, series: &Series, from: Date, to: Date) -> bool {
        let reach = i64::from(self.dataset.reported_by.carry).days();
        let before = series.rows(from.saturating_sub(reach), day::before(from));
        let after = series.rows(to.saturating_add(1.day()), to.saturating_add(reach));
        series.rows(from, to) > 0 || (before > 0 && after > 0)
    }

    /// Who reported for a time, and whether anything is known of it.
    pub fn units(&self, coverage: &Coverage<'_>, subject: Subject<'_>, of: Of<'_>) -> (Units, bool) {
        let unit = self.dataset.reported_by.level;
        let place = of.whose.place;
        let holder = match place.level() <= unit {
            true => Some(place),
            false => {
                let around = self.loader.catalog.places.ancestor_at(place, unit);
                around.map(|around| &around.code)
            }
        };
        let Some(holder) = holder else {
            return (Units::default(), false);
        };
        let expected = coverage.expected(holder, unit).unwrap_or(1);
        let series = self.reporting.get(SeriesKey {
            measure: REPORTING,
            place: holder,
            level: unit,
        });
        let nothing = Units {
            expected,
            ..Units::default()
        };
        let Some(series) = series else {
            return (nothing, false);
        };
        let (from, to) = days(self.programme, of.span);
        let grain = self.dataset.reported_by.every.grain();
        let at_most = |count: i64| u32::try_from(count.clamp(0, i64::from(expected))).unwrap_or(0);
        let is_stock = self
            .programme
            .measures_of(subject)
            .iter()
            .all(|measure| is_standing(measure));
        if is_stock {
            let have = series.at(to).have;
            let reported = at_most(series.fresh(grain.containing(to).from, to));
            let units = Units {
                reported,
                carried: at_most(have).saturating_sub(reported),
                expected,
            };
            return (units, have > 0);
        }
        let due = i64::try_from(grain.periods(from, to).len())
            .unwrap_or(i64::MAX)
            .max(1);
        let units = Units {
            reported: at_most(series.fresh(grain.containing(from).from, to) / due),
            ..nothing
        };
        (units, self.is_heard_of(series, from, to))
    }
}

/// What an indicator makes.
struct Made {
    value: Option<f64>,
    parts: Option<(f64, f64)>,
    unstable: bool,
}

impl Made {
    fn value(value: Option<f64>) -> Self {
        Self {
            value,
            parts: None,
            unstable: false,
        }
    }
}

fn is_standing(measure: &Measure) -> bool {
    measure.docket.as_ref().is_some_and(|count| count.is_stock())
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

/// The days a span is about: a position is of the time since counting began.
fn days(programme: &Programme, span: Span) -> (Date, Date) {
    match span {
        Span::Flow(from, to) => (from, to),
        Span::Position(to) => {
            let since = programme.restarts.last_before(to);
            (since.unwrap_or_else(|| day::financial_year_start(to)), to)
        }
    }
}

fn window(programme: &Programme, span: Span, true_on: Date) -> Window {
    let (from, to) = days(programme, span);
    Window {
        from: day::number(from),
        to: day::number(to),
        true_on: day::number(true_on),
    }
}

/// The days on which anything happened, in the asked places.
fn reporting(
    programme: &Programme,
    dataset: &Dataset,
    question: &Question<'_>,
    loader: &Loader<'_>,
    spans: &HashSet<Span>,
) -> Result<SeriesSet, AnalyticsError> {
    let unit = dataset.reported_by.level;
    let places = &loader.catalog.places;
    let within = &question.within;
    let mut asked: BTreeSet<&PlaceCode> = BTreeSet::from([within]);
    let around = places.ancestors(within).into_iter().map(|place| &place.code);
    asked.extend(around.filter(|place| place.level() == unit));
    for level in PlaceLevel::ALL.into_iter().filter(|level| *level <= unit) {
        asked.extend(
            places
                .inside(within, level, None)
                .into_iter()
                .map(|place| &place.code),
        );
    }
    let all = spans.iter().map(|span| days(programme, *span));
    let grain = dataset.reported_by.every.grain();
    let reach = i64::from(dataset.reported_by.carry).days();
    let days = all.fold((Date::MAX, Date::MIN), |(first, last), (from, to)| {
        let from = grain.containing(from).from.min(day::financial_year_start(to));
        (
            first.min(from.saturating_sub(reach)),
            last.max(to.saturating_add(reach)),
        )
    });
    let wanted = Wanted {
        programme,
        dataset,
        measures: BTreeSet::from([REPORTING]),
        days,
    };
    let mut series = SeriesSet::default();
    loader.load(&wanted, &asked.into_iter().collect::<Vec<_>>(), &mut series)?;
    Ok(series)
}
