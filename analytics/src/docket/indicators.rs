//! What indicators make of a docket's counts: quotients, medians, shares, and rates of people.

use catalog::programme::{Indicator, IndicatorKind, IndicatorUnit};
use figures::Interval;

use super::answers::{Answers, Of};
use super::{population, representation};
use crate::interval::wilson;
use crate::ratio::divided;

/// What an indicator makes.
pub struct Made {
    /// Its value; none where there can be none.
    pub value: Option<f64>,
    /// The two sums that it is made of, where it is made of two.
    pub parts: Option<(f64, f64)>,
    /// Whether chance may have made it.
    pub unstable: bool,
    /// Where it lies as far as its numbers tell.
    pub interval: Option<Interval>,
}

impl Made {
    fn of(value: Option<f64>, parts: Option<(f64, f64)>) -> Self {
        Self {
            value,
            parts,
            unstable: false,
            interval: None,
        }
    }

    /// A percentage of what was counted, with its interval where it is a proportion: what passes 100 % is none.
    fn percent(value: Option<f64>, count: f64, of: f64) -> Self {
        let is_proportion = of > 0.0 && (0.0..=of).contains(&count);
        Self {
            interval: is_proportion.then(|| {
                let (low, high) = wilson(count, of);
                Interval {
                    low: low * 100.0,
                    high: high * 100.0,
                    of,
                }
            }),
            ..Self::of(value, Some((count, of)))
        }
    }

    fn value(value: Option<f64>) -> Self {
        Self::of(value, None)
    }
}

impl Answers<'_> {
    /// What an indicator makes of its counts.
    pub(super) fn made(&self, indicator: &Indicator, of: Of<'_>) -> Made {
        let above = self.sum_of(&indicator.of, of);
        match indicator.kind {
            IndicatorKind::Ratio => {
                let below = self.sum_of(&indicator.per, of);
                let value = (below != 0.0).then(|| divided(indicator, above, below));
                match indicator.unit {
                    IndicatorUnit::Percent => Made::percent(value, above, below),
                    _ => Made::of(value, Some((above, below))),
                }
            }
            IndicatorKind::Median => Made::value(self.median(indicator, of)),
            IndicatorKind::PerLakh => {
                let people = self.people(of);
                Made::of(
                    people.map(|people| above * 100_000.0 / people),
                    people.map(|people| (above, people)),
                )
            }
            IndicatorKind::Known => {
                let (known, all) = self.known_of(indicator, of);
                Made::of((all != 0.0).then(|| known * 100.0 / all), Some((known, all)))
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
            return Made::percent(Some(count * 100.0 / known), count, known);
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
            interval: (indicator.kind == IndicatorKind::Representation).then_some(Interval {
                low: index.low,
                high: index.high,
                of: known,
            }),
        }
    }

    /// Of the last class asked by: how many have a known value, and how many there are in all.
    fn known_of(&self, indicator: &Indicator, of: Of<'_>) -> (f64, f64) {
        let (Some(class), Some(measure)) = (
            self.question.kinds.classes.last(),
            indicator.of.first().and_then(|id| self.measure(id)),
        ) else {
            return (0.0, 0.0);
        };
        let with = |value: Option<usize>| {
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
        let known: f64 = (0..class.values.len()).map(|value| with(Some(value))).sum();
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
        let value = class.values.get((*of.classes.last()?)?)?;
        population::part(
            of.whose.place,
            class.population?,
            value,
            &self.loader.catalog.places,
        )
    }

    fn median(&self, indicator: &Indicator, of: Of<'_>) -> Option<f64> {
        let id = indicator.of.first().filter(|_| of.whose.units.is_none())?;
        self.median_of(id, of)
    }
}
