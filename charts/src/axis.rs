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
    if low == 0.0 && high == 0.0 {
        return Axis {
            range: 0.0..1.0,
            ticks: vec![0.0, 1.0],
            decimals: 0,
        };
    }
    let (low, high) = if low < high {
        (low, high)
    } else {
        (low.min(0.0), high.max(0.0))
    };
    let step = step((high - low) / count.max(1) as f64);
    let (range, first, last) = match foot {
        // A line needs a tick above it to be read; a bar and a dot have their numbers beside them.
        Foot::NearZero => {
            let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
            (first * step..last * step, first, last)
        }
        Foot::Zero | Foot::Data => (
            low..high,
            (low / step - 1e-9).ceil(),
            (high / step + 1e-9).floor(),
        ),
    };
    // The bound is for numbers so large that steps vanish in them.
    let ticks = (0..=40)
        .map(|tick| (first + f64::from(tick)) * step)
        .take_while(|tick| *tick <= (last + 0.5) * step);
    Axis {
        range,
        ticks: ticks.collect(),
        decimals: decimals(step),
    }
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
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

fn step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= rough * 0.999)
        .unwrap_or(10.0);
    factor * power
}

fn decimals(step: f64) -> u32 {
    (0..9)
        .find(|decimals| {
            let scaled = step * 10f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6 * scaled
        })
        .unwrap_or(9)
        .unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(data: &[f64], foot: Foot) -> Vec<String> {
        let axis = axis(data.iter().copied(), foot, 4);
        axis.ticks
            .iter()
            .map(|tick| axis.label(*tick, &|value, decimals| format!("{value:.*}", decimals as usize)))
            .collect()
    }

    #[test]
    fn the_ticks_of_lines_are_round_and_go_past_the_data() {
        assert_eq!(labels(&[0.3, 3.7], Foot::NearZero), ["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn decimals_are_those_of_the_step() {
        assert_eq!(labels(&[0.0, 0.9], Foot::NearZero), ["0.0", "0.5", "1.0"]);
    }

    #[test]
    fn bars_keep_zero_and_dots_need_not() {
        assert_eq!(labels(&[82.0, 97.0], Foot::Zero)[0], "0");
        assert_eq!(labels(&[82.0, 97.0], Foot::Data), ["85", "90", "95"]);
    }

    #[test]
    fn changes_below_zero_get_ticks_on_both_sides() {
        assert_eq!(labels(&[-12.0, 7.0], Foot::Zero), ["-10", "-5", "0", "5"]);
    }

    #[test]
    fn nothing_but_zeros_gives_an_axis_from_zero_to_one() {
        assert_eq!(axis([0.0, 0.0], Foot::Zero, 4).range, 0.0..1.0);
        assert_eq!(labels(&[0.0, 0.0], Foot::NearZero), ["0", "1"]);
    }

    #[test]
    fn no_data_and_no_numbers_give_the_same_axis() {
        assert_eq!(
            axis([], Foot::Data, 4),
            axis([f64::NAN, f64::INFINITY], Foot::Data, 4)
        );
    }

    #[test]
    fn one_huge_value_gives_few_ticks() {
        assert!(axis([1.0, 9.7e15], Foot::Zero, 4).ticks.len() <= 6);
    }
}
