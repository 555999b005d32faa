//! Values in classes: round edges, no empty class.

use super::{Better, MapScale};
use crate::ink::Ink;

/// The classes of a map. Class `i` reaches from edge `i - 1` (included) to edge `i` (excluded).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classes {
    edges: Vec<f64>,
    inks: Vec<Ink>,
    /// Zero is a class of its own: white with an outline.
    nought: bool,
    /// What edges are rounded to.
    unit: f64,
    /// Decimals the edges need.
    pub(crate) decimals: u32,
    /// With less being better an edge belongs to the class below it.
    edge_is_below: bool,
}

const MOST: usize = 5;

impl Classes {
    /// Classes for values.
    pub(crate) fn new(scale: MapScale, values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        match scale {
            MapScale::Sequential => Self::sequential(&values),
            MapScale::Diverging { around, better } => Self::diverging(&values, around, better),
        }
    }

    fn sequential(values: &[f64]) -> Self {
        let nought = values.first() == Some(&0.0);
        let values = if nought {
            &values[values.partition_point(|value| *value == 0.0)..]
        } else {
            values
        };
        let quantile = |part: f64| values[((values.len() - 1) as f64 * part).round() as usize];
        let mut edges: Vec<f64> = Vec::new();
        let mut unit = 1.0;
        if values.len() > 1 {
            let spread = quantile(0.9) - quantile(0.1);
            let spread = if spread > 0.0 {
                spread
            } else {
                quantile(1.0) - quantile(0.0)
            };
            unit = if spread > 0.0 {
                10f64.powf((spread / MOST as f64 / 2.0).log10().floor())
            } else {
                1.0
            };
            edges = (1..MOST)
                .map(|edge| (quantile(edge as f64 / MOST as f64) / unit).round() * unit)
                .collect();
        }
        edges.dedup();
        let edges = without_empty(edges, values);
        let shade = |class: usize| Ink::Sequential((class * (MOST - 1) / edges.len().max(1)) as u8);
        let inks = if edges.is_empty() {
            vec![Ink::Sequential(2)]
        } else {
            (0..=edges.len()).map(shade).collect()
        };
        Self {
            edges,
            inks,
            nought,
            unit,
            decimals: decimals(unit),
            edge_is_below: false,
        }
    }

    fn diverging(values: &[f64], around: f64, better: Better) -> Self {
        let mut away: Vec<f64> = values.iter().map(|value| (value - around).abs()).collect();
        away.sort_by(f64::total_cmp);
        // Nine in ten places lie within the scale; one outlier must not flatten the rest.
        let reach = away
            .get(away.len() * 9 / 10)
            .or(away.last())
            .copied()
            .unwrap_or(1.0);
        let step = round_step(if reach > 0.0 { reach / 3.0 } else { 1.0 });
        let edges = [-2.0, -1.0, 0.0, 1.0, 2.0]
            .map(|step_number| around + step_number * step)
            .to_vec();
        let order: [u8; 6] = match better {
            Better::Higher => [6, 5, 4, 2, 1, 0],
            Better::Lower => [0, 1, 2, 4, 5, 6],
        };
        // A third, as the share of women that the law asks for, has no end of decimals: one tells it.
        let of_target = Some(decimals(around.abs())).filter(|decimals| *decimals <= 2);
        let decimals = decimals(step).max(of_target.unwrap_or(1));
        Self {
            edges,
            inks: order.map(Ink::Diverging).to_vec(),
            nought: false,
            unit: step,
            decimals,
            edge_is_below: better == Better::Lower,
        }
    }

    /// The ink of a value.
    pub(crate) fn ink(&self, value: f64) -> Ink {
        if self.nought && value == 0.0 {
            Ink::Nought
        } else {
            self.inks[self.class(value)]
        }
    }

    fn class(&self, value: f64) -> usize {
        self.edges.partition_point(|edge| {
            if self.edge_is_below {
                *edge < value
            } else {
                *edge <= value
            }
        })
    }

    /// Every class that has places: its ink, its ends and how many places.
    pub(crate) fn counted(&self, values: &[f64]) -> Vec<(Ink, f64, f64, usize)> {
        let (least, most) = self.ends(values);
        let of = |class: usize| {
            values
                .iter()
                .filter(|value| !(self.nought && **value == 0.0) && self.class(**value) == class)
                .count()
        };
        let classes = (0..self.inks.len()).map(|class| {
            let low = class.checked_sub(1).map_or(least, |edge| self.edges[edge]);
            (
                self.inks[class],
                low,
                self.edges.get(class).copied().unwrap_or(most),
                of(class),
            )
        });
        let zeros = values
            .iter()
            .filter(|value| self.nought && **value == 0.0)
            .count();
        let zero = (zeros > 0).then_some((Ink::Nought, 0.0, 0.0, zeros));
        zero.into_iter()
            .chain(classes.filter(|class| class.3 > 0))
            .collect()
    }
}

impl Classes {
    /// Where the first class begins and the last one ends: round like the edges, unless that says zero of what is not.
    fn ends(&self, values: &[f64]) -> (f64, f64) {
        let counted = values
            .iter()
            .copied()
            .filter(|value| !(self.nought && *value == 0.0));
        let (low, high) = counted.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if self.edges.is_empty() {
            return (low, high);
        }
        let floor = (low / self.unit).floor() * self.unit;
        (
            if floor == 0.0 { low } else { floor },
            (high / self.unit).ceil() * self.unit,
        )
    }
}

/// Whether a class lies on the bad side of a target; shown by a mark too, for print without colour.
pub(crate) fn is_worse(ink: Ink) -> bool {
    matches!(ink, Ink::Diverging(4..))
}

fn without_empty(edges: Vec<f64>, values: &[f64]) -> Vec<f64> {
    let mut kept = Vec::new();
    let mut below = 0;
    for edge in edges {
        let until = values.partition_point(|value| *value < edge);
        if until > below && until < values.len() {
            kept.push(edge);
            below = until;
        }
    }
    kept
}

fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power)
}

fn decimals(unit: f64) -> u32 {
    (0..6u32)
        .find(|decimals| {
            let scaled = unit * 10f64.powi(decimals.cast_signed());
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequential(values: &[f64]) -> Classes {
        Classes::new(MapScale::Sequential, values.iter().copied())
    }

    #[test]
    fn edges_are_round_and_every_class_has_places() {
        let values: Vec<f64> = (0..22).map(|place| 11.3 + f64::from(place) * 0.93).collect();
        let classes = sequential(&values);
        assert_eq!(classes.edges, [15.0, 19.0, 23.0, 27.0]);
        assert!(classes.counted(&values).iter().all(|class| class.3 > 0));
    }

    #[test]
    fn one_huge_outlier_does_not_take_all_the_colours() {
        let mut values: Vec<f64> = (1..=20).map(f64::from).collect();
        values.push(1e9);
        assert!(sequential(&values).counted(&values).len() >= 4);
    }

    #[test]
    fn zero_is_white_and_all_the_same_value_is_one_class() {
        assert_eq!(sequential(&[0.0, 0.0]).ink(0.0), Ink::Nought);
        assert_eq!(sequential(&[7.0, 7.0, 7.0]).counted(&[7.0, 7.0, 7.0]).len(), 1);
        assert_eq!(sequential(&[7.0]).ink(7.0), Ink::Sequential(2));
    }

    #[test]
    fn a_value_at_the_target_counts_as_met_whichever_way_is_better() {
        for better in [Better::Higher, Better::Lower] {
            let classes = Classes::new(
                MapScale::Diverging { around: 95.0, better },
                [80.0, 95.0, 99.0].into_iter(),
            );
            assert_eq!(classes.ink(95.0), Ink::Diverging(2), "{better:?}");
        }
    }

    #[test]
    fn the_bad_side_of_a_target_is_marked() {
        let classes = Classes::new(
            MapScale::Diverging {
                around: 95.0,
                better: Better::Higher,
            },
            [80.0, 99.0].into_iter(),
        );
        assert!(is_worse(classes.ink(80.0)) && !is_worse(classes.ink(99.0)));
    }

    #[test]
    fn no_values_make_no_counted_class() {
        assert!(sequential(&[]).counted(&[]).is_empty());
    }
}
