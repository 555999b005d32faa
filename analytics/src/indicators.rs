//! What indicators make of counts: quotients, medians, shares, and rates of people and of places.

use catalog::Places;
use catalog::programme::{Class, Indicator, IndicatorKind, IndicatorUnit};
use figures::Interval;

use crate::interval::wilson;
use crate::ratio::{Whose, divided};
use crate::{population, representation};

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

/// Counts of a place and time of which indicators are made.
pub trait Counts {
    /// The sum of some measures over what has some values of the classes asked by, in order; none for what is not known.
    fn sum(&self, measures: &[String], classes: &[Option<usize>]) -> f64;

    /// The middle one of the values that a measure adds up; none where it can't be told.
    fn median(&self, measure: &str) -> Option<f64>;
}

/// Of whom and by what an indicator is asked.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The place, or some units inside it.
    pub whose: &'a Whose<'a>,
    /// The classes asked by, in order.
    pub classes: &'a [&'a Class],
    /// The values of these classes, by their positions among those declared; none for what is not known.
    pub codes: &'a [Option<usize>],
    /// All places.
    pub places: &'a Places,
    /// How many units report, where the registry knows.
    pub units: Option<u32>,
}

/// What an indicator makes of counts.
pub fn made(indicator: &Indicator, asked: Basis<'_>, counts: &impl Counts) -> Made {
    let above = counts.sum(&indicator.of, asked.codes);
    match indicator.kind {
        IndicatorKind::Ratio | IndicatorKind::Across => {
            let below = counts.sum(&indicator.per, asked.codes);
            let value = (below != 0.0).then(|| divided(indicator, above, below));
            match indicator.unit {
                IndicatorUnit::Percent => Made::percent(value, above, below),
                _ => Made::of(value, Some((above, below))),
            }
        }
        IndicatorKind::Median => {
            let id = indicator.of.first().filter(|_| asked.whose.units.is_none());
            Made::value(id.and_then(|id| counts.median(id)))
        }
        IndicatorKind::PerLakh => per_people(above, 100_000.0, asked),
        IndicatorKind::PopulationPercent => per_people(above, 100.0, asked),
        IndicatorKind::PlacesPercent => {
            let units = asked
                .units
                .filter(|units| *units > 0 && asked.whose.units.is_none());
            let units = units.map(f64::from);
            Made::of(
                units.map(|units| above * 100.0 / units),
                units.map(|units| (above, units)),
            )
        }
        IndicatorKind::Known => {
            let (known, all) = known_of(indicator, asked, counts);
            Made::of((all != 0.0).then(|| known * 100.0 / all), Some((known, all)))
        }
        IndicatorKind::Share
        | IndicatorKind::Representation
        | IndicatorKind::RepresentationLow
        | IndicatorKind::RepresentationHigh => share(indicator, above, asked, counts),
    }
}

fn per_people(above: f64, times: f64, asked: Basis<'_>) -> Made {
    let people = people(asked);
    Made::of(
        people.map(|people| above * times / people),
        people.map(|people| (above, people)),
    )
}

fn share(indicator: &Indicator, count: f64, asked: Basis<'_>, counts: &impl Counts) -> Made {
    let (known, _) = known_of(indicator, asked, counts);
    let is_named = asked.codes.last().is_some_and(Option::is_some);
    if known == 0.0 || !is_named {
        return Made::value(None);
    }
    if indicator.kind == IndicatorKind::Share {
        return Made::percent(Some(count * 100.0 / known), count, known);
    }
    let people = part_of_people(asked).zip(population::persons(asked.whose.place, asked.places));
    #[expect(clippy::cast_precision_loss, reason = "people of a state are far below 2^53")]
    let share = people
        .map(|(part, all)| part as f64 / all as f64)
        .filter(|share| *share > 0.0);
    let Some(share) = share.filter(|_| asked.whose.units.is_none()) else {
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
fn known_of(indicator: &Indicator, asked: Basis<'_>, counts: &impl Counts) -> (f64, f64) {
    let Some(class) = asked.classes.last() else {
        return (0.0, 0.0);
    };
    let with = |value: Option<usize>| {
        let mut codes = asked.codes.to_vec();
        if let Some(last) = codes.last_mut() {
            *last = value;
        }
        counts.sum(&indicator.of, &codes)
    };
    let known: f64 = (0..class.values.len()).map(|value| with(Some(value))).sum();
    (known, known + with(None))
}

/// The people that a rate is of: those whom the last class's value stands for, where it stands for any.
fn people(asked: Basis<'_>) -> Option<f64> {
    if asked.whose.units.is_some() {
        return None;
    }
    let is_of_people = asked.classes.iter().any(|class| class.of_people);
    let people = if is_of_people {
        part_of_people(asked)
    } else {
        population::persons(asked.whose.place, asked.places)
    };
    #[expect(clippy::cast_precision_loss, reason = "people of a state are far below 2^53")]
    people.filter(|people| *people > 0).map(|people| people as f64)
}

/// The people whom the value of the only class asked by stands for.
fn part_of_people(asked: Basis<'_>) -> Option<u64> {
    let [class] = asked.classes else {
        return None;
    };
    let value = class.values.get((*asked.codes.last()?)?)?;
    population::part(asked.whose.place, class.population?, value, asked.places)
}

#[cfg(test)]
mod tests {
    use catalog::programme::{IndicatorUnit, Programmes};

    use super::*;

    /// So many of each value of a class, the last of what is not known.
    struct Few<'c>(&'c [f64]);

    impl Counts for Few<'_> {
        fn sum(&self, _: &[String], codes: &[Option<usize>]) -> f64 {
            match codes {
                [] => self.0.iter().sum(),
                [Some(code), ..] => self.0[*code],
                [None, ..] => self.0[self.0.len() - 1],
            }
        }

        fn median(&self, _: &str) -> Option<f64> {
            None
        }
    }

    fn value(kind: IndicatorKind, class: &str, code: Option<usize>, counts: &[f64]) -> Option<f64> {
        let programmes = Programmes::built_in().unwrap();
        let prisons = programmes.get("e-prison").unwrap();
        let places = Places::built_in().unwrap();
        let place = "district-305".parse().unwrap();
        let indicator = Indicator {
            kind,
            unit: IndicatorUnit::Index,
            ..prisons.indicator("representation").unwrap().clone()
        };
        let whose = Whose {
            place: &place,
            units: None,
        };
        let class = [prisons.class(class).unwrap()];
        let basis = Basis {
            whose: &whose,
            classes: &class,
            codes: &[code],
            places: &places,
            units: Some(4),
        };
        made(&indicator, basis, &Few(counts)).value
    }

    #[test]
    fn women_in_custody_are_set_against_women_in_the_district() {
        // Of 100 inmates 4 are women; of 35,96,674 people of Bankura 17,58,579 are.
        let index = value(IndicatorKind::Representation, "sex", Some(0), &[4.0, 96.0, 0.0]).unwrap();
        assert!(
            (index - 0.04 / (1_758_579.0 / 3_596_674.0)).abs() < 1e-12,
            "{index}"
        );
    }

    #[test]
    fn classes_that_the_census_does_not_count_have_no_index() {
        assert_eq!(
            value(
                IndicatorKind::Representation,
                "social_category",
                Some(2),
                &[1.0, 1.0, 8.0, 0.0, 0.0]
            ),
            None
        );
        assert_eq!(
            value(
                IndicatorKind::Representation,
                "age_group",
                Some(0),
                &[1.0, 1.0, 8.0, 0.0]
            ),
            None
        );
    }

    #[test]
    fn shares_are_of_those_known_and_nobody_known_has_none() {
        assert_eq!(
            value(IndicatorKind::Share, "sex", Some(0), &[1.0, 3.0, 6.0]),
            Some(25.0)
        );
        assert_eq!(
            value(IndicatorKind::Known, "sex", Some(0), &[1.0, 3.0, 6.0]),
            Some(40.0)
        );
        assert_eq!(
            value(IndicatorKind::Share, "sex", Some(0), &[0.0, 0.0, 6.0]),
            None
        );
        assert_eq!(value(IndicatorKind::Share, "sex", None, &[1.0, 3.0, 6.0]), None);
    }

    #[test]
    fn places_are_counted_of_all_that_report() {
        assert_eq!(
            value(IndicatorKind::PlacesPercent, "sex", Some(0), &[3.0, 0.0, 0.0]),
            Some(75.0)
        );
    }
}
