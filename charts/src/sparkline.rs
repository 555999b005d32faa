//! A line so small that it has no words: the shape of the last months beside a figure.

use plotters::prelude::PathElement;

use crate::canvas::{Canvas, Rect, draw, pixel};
use crate::ink::Ink;
use crate::svg::{Caption, Svg, Width, id};

const WIDTH: u32 = 120;
const HEIGHT: f64 = 32.0;

/// Draws the values in order; gaps stay gaps, and the last value has a dot.
pub fn sparkline(caption: &Caption, values: &[Option<f64>]) -> Svg {
    let canvas = Canvas::sized(id(&caption.id, Width::Wide), WIDTH, HEIGHT);
    let known = known(values);
    let (low, high) = known
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, y)| {
            (low.min(*y), high.max(*y))
        });
    // A flat line runs through the middle.
    let (low, high) = if low < high {
        (low, high)
    } else {
        (low.min(0.0) - 1.0, low.max(0.0) + 1.0)
    };
    let at = Rect {
        left: 4.0,
        top: 4.0,
        right: f64::from(WIDTH) - 6.0,
        bottom: HEIGHT - 4.0,
    };
    let last = values.len().saturating_sub(1).max(1) as f64;
    let plot = canvas.plot(0.0..last, low..high, at);
    for run in runs(values) {
        draw(&plot, &PathElement::new(run, Ink::Spark.style()));
    }
    match known.last() {
        Some(point) => canvas.circle(pixel(&plot, *point), 3.0, Ink::Dot(0)),
        None => canvas.rect(at, Ink::NotReported),
    }
    canvas.finish(caption)
}

fn known(values: &[Option<f64>]) -> Vec<(f64, f64)> {
    runs(values).into_iter().flatten().collect()
}

/// The values as points, in pieces without a gap; what is not a number is a gap.
pub(crate) fn runs(values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (index, value) in values.iter().enumerate() {
        match value.filter(|value| value.is_finite()) {
            Some(value) => runs
                .last_mut()
                .expect("starts with one run and only grows")
                .push((index as f64, value)),
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_month_is_never_joined_over() {
        let values = [Some(1.0), None, Some(3.0), Some(f64::NAN), Some(2.0), Some(4.0)];
        assert_eq!(
            runs(&values),
            [vec![(0.0, 1.0)], vec![(2.0, 3.0)], vec![(4.0, 2.0), (5.0, 4.0)]]
        );
    }

    #[test]
    fn nothing_known_is_hatched_and_not_a_line_at_zero() {
        let svg = sparkline(&Caption::new("x", "Persondays"), &[None, None]).inline();
        assert!(svg.contains("hatch") && !svg.contains("spark"));
    }

    #[test]
    fn a_sparkline_has_no_text_but_its_title() {
        let svg = sparkline(
            &Caption::new("x", "Persondays"),
            &[Some(1.0), Some(2.0), None, Some(2.0)],
        );
        insta::assert_snapshot!(svg.inline());
    }
}
