//! Places as points: one figure across, another up. What it shows is of places and never of people.

use plotters::prelude::Circle;

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::backend::tenths;
use crate::canvas::{Canvas, Plot, Point, Rect, draw, pixel};
use crate::ink::Ink;
use crate::label::{Anchor, SIZE, Taken};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{State, StateWords};
use crate::svg::{Caption, Svg, Width};

/// A place with both figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Dotted {
    /// Its name.
    pub name: String,
    /// The figure across.
    pub across: f64,
    /// The figure up.
    pub up: f64,
}

/// Places as points.
pub struct Scatter<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// What is across, with its unit.
    pub across: String,
    /// What is up, with its unit.
    pub up: String,
    /// The places that have both.
    pub points: Vec<Dotted>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of both axes.
    pub numbers: Numbers<'a>,
}

const LINE: f64 = 16.0;
/// Names at most: those of the outermost places.
const NAMES: usize = 6;

/// Draws places as points.
pub fn scatter(chart: &Scatter<'_>, sheet: Width) -> Svg {
    let full = f64::from(sheet.pixels());
    let ticks = if sheet == Width::Wide { 6 } else { 4 };
    let points: Vec<&Dotted> = chart
        .points
        .iter()
        .filter(|point| point.across.is_finite() && point.up.is_finite())
        .collect();
    let x = axis(points.iter().map(|point| point.across), Foot::NearZero, ticks);
    let y = axis(points.iter().map(|point| point.up), Foot::NearZero, ticks);
    let up = wrap(&chart.up, SIZE, Heaviness::Regular, full - 8.0);
    let across = wrap(&chart.across, SIZE, Heaviness::Regular, full - 8.0);
    let left = y
        .ticks
        .iter()
        .map(|tick| width(&y.label(*tick, chart.numbers), SIZE, Heaviness::Regular));
    let top = up.len() as f64 * LINE + 12.0;
    let at = Rect {
        left: left.fold(0.0, f64::max).min(full * 0.4) + 8.0,
        top,
        right: full - 14.0,
        bottom: top + if sheet == Width::Wide { 300.0 } else { 230.0 },
    };
    let canvas = Canvas::new(
        &chart.caption,
        sheet,
        at.bottom + 26.0 + across.len() as f64 * LINE,
    );
    for (line, text) in up.iter().enumerate() {
        canvas.text((0.0, (line + 1) as f64 * LINE - 2.0), Anchor::Start, "tick", text);
    }
    if points.is_empty() {
        nothing(&canvas, chart, at);
        return canvas.finish(&chart.caption);
    }
    let plot = canvas.plot(x.range.clone(), y.range.clone(), at);
    grid(&canvas, (&x, &y), &plot, at, chart.numbers);
    for (line, text) in across.iter().enumerate() {
        let down = at.bottom + 22.0 + (line + 1) as f64 * LINE;
        canvas.text((at.right, down), Anchor::End, "tick", text);
    }
    for point in &points {
        draw(
            &plot,
            &Circle::new((point.across, point.up), tenths(4.0), Ink::Dot(0).filled()),
        );
    }
    names(&canvas, &plot, &points, at);
    canvas.finish(&chart.caption)
}

fn grid(canvas: &Canvas, (x, y): (&Axis, &Axis), plot: &Plot, at: Rect, numbers: Numbers<'_>) {
    for tick in &y.ticks {
        let height = pixel(plot, (x.range.start, *tick)).1;
        let ink = if *tick == 0.0 { Ink::Zero } else { Ink::Grid };
        canvas.path([(at.left, height), (at.right, height)], ink);
        let label = y.label(*tick, numbers);
        canvas.text((at.left - 6.0, height + 4.0), Anchor::End, "tick", &label);
    }
    for tick in &x.ticks {
        let across = pixel(plot, (*tick, y.range.start)).0;
        let ink = if *tick == 0.0 { Ink::Zero } else { Ink::Grid };
        canvas.path([(across, at.top), (across, at.bottom)], ink);
        canvas.text(
            (across, at.bottom + 17.0),
            Anchor::Middle,
            "tick",
            &x.label(*tick, numbers),
        );
    }
}

/// The names of the outermost places, where the eye goes first; as far as there is room.
fn names(canvas: &Canvas, plot: &Plot, points: &[&Dotted], at: Rect) {
    let mut taken = Taken::default();
    for point in points {
        let (x, y) = pixel(plot, (point.across, point.up));
        taken.mark(Rect {
            left: x - 4.0,
            top: y - 4.0,
            right: x + 4.0,
            bottom: y + 4.0,
        });
    }
    taken.line((at.left, at.bottom), (at.right, at.bottom));
    taken.line((at.left, at.top), (at.left, at.bottom));
    for point in outermost(points) {
        let (x, y): Point = pixel(plot, (point.across, point.up));
        let candidates = [
            ((x + 8.0, y + 4.0), Anchor::Start),
            ((x - 8.0, y + 4.0), Anchor::End),
            ((x, y - 9.0), Anchor::Middle),
            ((x, y + 17.0), Anchor::Middle),
            ((x + 5.0, y - 7.0), Anchor::Start),
            ((x - 5.0, y - 7.0), Anchor::End),
        ];
        if let Some((place, anchor)) = taken.place_if_free(&candidates, &point.name, Heaviness::Regular, at) {
            canvas.text(place, anchor, "tick halo", &point.name);
        }
    }
}

/// Those at the ends of both axes, and the second of each upper end.
fn outermost<'a>(points: &[&'a Dotted]) -> Vec<&'a Dotted> {
    let by = |key: fn(&Dotted) -> f64| {
        let mut sorted: Vec<usize> = (0..points.len()).collect();
        sorted.sort_by(|one, other| key(points[*one]).total_cmp(&key(points[*other])));
        sorted
    };
    let (across, up) = (by(|point| point.across), by(|point| point.up));
    let ends = [up.last(), across.last(), across.first(), up.first()];
    let second = [
        up.len().checked_sub(2).map(|at| &up[at]),
        across.len().checked_sub(2).map(|at| &across[at]),
    ];
    let mut named: Vec<usize> = Vec::new();
    for point in ends.into_iter().chain(second).flatten() {
        if !named.contains(point) && named.len() < NAMES {
            named.push(*point);
        }
    }
    named.into_iter().map(|point| points[point]).collect()
}

fn nothing(canvas: &Canvas, chart: &Scatter<'_>, at: Rect) {
    canvas.rect(at, Ink::NotReported);
    let middle = ((at.left + at.right) / 2.0, (at.top + at.bottom) / 2.0 + 4.0);
    let text = chart.words.of(State::NotReported);
    canvas.text(middle, Anchor::Middle, "strong halo", text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> StateWords {
        StateWords {
            not_reported: "no report".to_owned(),
            suppressed: "hidden".to_owned(),
            suspended: "suspended".to_owned(),
            not_applicable: "–".to_owned(),
        }
    }

    fn drawn(points: &[(&str, f64, f64)], width: Width) -> String {
        let points = points.iter().map(|(name, across, up)| Dotted {
            name: (*name).to_owned(),
            across: *across,
            up: *up,
        });
        let chart = Scatter {
            caption: Caption::new("pair", "Two figures"),
            across: "Average days".to_owned(),
            up: "Severe wasting, %".to_owned(),
            points: points.collect(),
            words: words(),
            numbers: &|number, decimals| format!("{number:.*}", decimals as usize),
        };
        scatter(&chart, width).inline()
    }

    #[test]
    fn every_place_is_a_point_and_the_outermost_are_named() {
        let svg = drawn(
            &[
                ("Khatra", 30.0, 4.0),
                ("Onda", 50.0, 9.0),
                ("Simlapal", 41.0, 6.0),
            ],
            Width::Wide,
        );
        assert_eq!(svg.matches("<circle").count(), 3, "{svg}");
        assert!(svg.contains("Khatra") && svg.contains("Onda"));
        assert!(svg.contains("Average days") && svg.contains("Severe wasting"));
    }

    #[test]
    fn one_place_none_and_what_is_no_number_are_survived() {
        for width in [Width::Narrow, Width::Wide] {
            assert!(drawn(&[], width).contains("no report"));
            assert_eq!(drawn(&[("One", 0.0, 0.0)], width).matches("<circle").count(), 1);
            let odd = drawn(&[("Nan", f64::NAN, 1.0), ("Far", 1e12, -3.0)], width);
            assert_eq!(odd.matches("<circle").count(), 1);
            assert!(!odd.contains("NaN"), "{odd}");
        }
    }
}
