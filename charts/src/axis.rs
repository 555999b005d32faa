//! Round numbers for an axis: few of them, and a range that ends on them.

use std::ops::Range;

/// Writes a number of an axis; the second argument is how many decimals the step between two ticks needs.
pub type Numbers<'a> = &'a dyn Fn(f64, u32) -> String;

/// An axis: where it begins and ends, and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) range: Range<f64>,
    pub(crate) ticks: Vec<f64>,
    decimals: u32,
}

/// Whether zero must be on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foot {
    /// Bars: their length is the value.
    Zero,
    /// Lines: from zero if the data are not far from it.
    NearZero,
    /// Dots: wherever the data are.
    Data,
}

/// An axis for the data with about `count` ticks.
pub(crate) fn axis(data: impl IntoIterator<Item = f64>, foot: Foot, count: usize) -> Axis {
    let (low, high) = extent(data);
    let (low, high) = match foot {
        Foot::Zero => (low.min(0.0), high.max(0.0)),
        Foot::NearZero if low > 0.0 && low < high * 0.6 => (0.0, high),
        Foot::NearZero | Foot::Data => (low, high),
    };
    let (low, high) = if low < high { (low, high) } else { around(low) };
    let step = step((high - low) / count.max(1) as f64);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    // A step of 1, 2 or 5 gives few ticks; the bound is for numbers so large that steps vanish in them.
    let ticks: Vec<f64> = (0..=40).map(|tick| (first + f64::from(tick)) * step).take_while(|tick| *tick <= (last + 0.5) * step).collect();
    Axis { range: first * step..last * step, ticks, decimals: decimals(step) }
}

impl Axis {
    /// A tick as text.
    pub(crate) fn label(&self, tick: f64, numbers: Numbers<'_>) -> String {
        // Not `-0`.
        numbers(tick + 0.0, self.decimals)
    }
}

fn extent(data: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let finite = data.into_iter().filter(|value| value.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// A range around a single value: from zero, if that is near enough to show both.
fn around(value: f64) -> (f64, f64) {
    if value == 0.0 { (0.0, 1.0) } else { (value.min(0.0), value.max(0.0)) }
}

fn step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999).unwrap_or(10.0);
    factor * power
}

fn decimals(step: f64) -> u32 {
    (0..9).find(|decimals| {
        let scaled = step * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6 * scaled
    }).unwrap_or(9).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(data: &[f64], foot: Foot) -> Vec<String> {
        let axis = axis(data.iter().copied(), foot, 4);
        axis.ticks.iter().map(|tick| axis.label(*tick, &|value, decimals| format!("{value:.*}", decimals as usize))).collect()
    }

    #[test]
    fn ticks_are_round_and_go_past_the_data() {
        assert_eq!(labels(&[0.3, 3.7], Foot::NearZero), ["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn decimals_are_those_of_the_step() {
        assert_eq!(labels(&[0.0, 0.9], Foot::Zero), ["0.0", "0.5", "1.0"]);
    }

    #[test]
    fn bars_keep_zero_and_dots_need_not() {
        assert_eq!(labels(&[82.0, 97.0], Foot::Zero)[0], "0");
        assert_eq!(labels(&[82.0, 97.0], Foot::Data), ["80", "85", "90", "95", "100"]);
    }

    #[test]
    fn changes_below_zero_get_ticks_on_both_sides() {
        assert_eq!(labels(&[-12.0, 7.0], Foot::Zero), ["-15", "-10", "-5", "0", "5", "10"]);
    }

    #[test]
    fn nothing_but_zeros_gives_an_axis_from_zero_to_one() {
        assert_eq!(axis([0.0, 0.0], Foot::Zero, 4).range, 0.0..1.0);
    }

    #[test]
    fn no_data_and_no_numbers_give_the_same_axis() {
        assert_eq!(axis([], Foot::Data, 4), axis([f64::NAN, f64::INFINITY], Foot::Data, 4));
    }

    #[test]
    fn one_huge_value_gives_few_ticks() {
        assert!(axis([1.0, 9.7e15], Foot::Zero, 4).ticks.len() <= 6);
    }
}
