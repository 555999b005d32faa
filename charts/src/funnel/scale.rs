//! The axes of a funnel: rates upwards, and across of how many they are.

use std::ops::Range;

use super::Funnel;
use crate::axis::{Axis, Foot, axis};

/// From this span on, numbers stand on a scale of powers: else the small ones, for which the limits are wide, would lie
/// on top of each other.
const POWERS_FROM: f64 = 10.0;

/// Rates as far as there are places and the whole, with some air; the limits of the smallest reach far beyond.
pub(super) fn heights(chart: &Funnel<'_>) -> Axis {
    let values = chart.points.iter().map(|point| point.value);
    let mut rates = axis(values.chain([chart.whole.value]), Foot::Data, 5);
    let air = (rates.range.end - rates.range.start) * 0.08;
    // No air where no rate can be.
    let limits = chart.limits.iter();
    let (least, most) = limits.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), limit| {
        (least.min(limit.alarm.0), most.max(limit.alarm.1))
    });
    let low = (rates.range.start - air).max(least.min(rates.range.start));
    let high = (rates.range.end + air).min(most.max(rates.range.end));
    if low.is_finite() && high.is_finite() && low < high {
        rates.range = low..high;
    }
    rates
}

/// The axis of how many.
pub(super) struct Across {
    /// From the fewest to the most, as they are placed.
    pub(super) range: Range<f64>,
    numbers: Range<f64>,
    powers: bool,
}

impl Across {
    /// As far as the limits reach, or the places where there are none.
    pub(super) fn of(chart: &Funnel<'_>) -> Self {
        let limits = chart.limits.iter().map(|limit| limit.of);
        let points = chart.points.iter().map(|point| point.of);
        let known = limits.chain(points).filter(|of| of.is_finite() && *of >= 1.0);
        let (least, most) = known.fold((f64::INFINITY, 1.0), |(least, most): (f64, f64), of| {
            (least.min(of), most.max(of))
        });
        let least = least.min(most);
        let powers = most > least * POWERS_FROM;
        let mut across = Self {
            range: 0.0..1.0,
            numbers: least..most,
            powers,
        };
        let (from, to) = (across.place(least), across.place(most));
        across.range = if from < to { from..to } else { from - 0.5..to + 0.5 };
        across
    }

    /// Where a number stands.
    pub(super) fn place(&self, of: f64) -> f64 {
        if self.powers { of.max(1.0).log10() } else { of }
    }

    /// Round numbers: 10, 20, 50, 100 … on a scale of powers.
    pub(super) fn ticks(&self) -> Vec<f64> {
        if !self.powers {
            return axis([self.numbers.start, self.numbers.end], Foot::Data, 4).ticks;
        }
        let powers = (0..16).flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * 10f64.powi(power)));
        powers
            .filter(|tick| self.numbers.start <= *tick && *tick <= self.numbers.end)
            .collect()
    }
}
