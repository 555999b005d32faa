//! The words of a trend: at the ends of lines, at the target, on bands and breaks; or in a key on top.

use super::{Break, TOP, Trend, Weight, last_point};
use crate::canvas::{Canvas, Plot, Point, Rect, pixel};
use crate::ink::Ink;
use crate::label::{Anchor, LINE, Taken, apart};
use crate::measure::Heaviness;
use crate::trend::Line;

/// The lines of the target and of the breaks, over which no word should be written.
pub(super) fn rules(canvas: &Canvas, chart: &Trend<'_>, plot: &Plot, at: Rect, taken: &mut Taken) {
    if let Some(target) = &chart.target {
        let y = pixel(plot, (0.0, target.value)).1;
        canvas.path([(at.left, y), (at.right, y)], Ink::Target);
        taken.line((at.left, y), (at.right, y));
    }
    for mark in &chart.breaks {
        let x = break_at(plot, mark);
        // The words of bands stand on top.
        let top = at.top + if chart.bands.is_empty() { 0.0 } else { 18.0 };
        canvas.path([(x, top), (x, at.bottom)], Ink::Break);
        taken.line((x, top), (x, at.bottom));
    }
}

/// The words of the target, the breaks and the bands; those that have the least choice come first.
pub(super) fn marks(canvas: &Canvas, chart: &Trend<'_>, plot: &Plot, at: Rect, taken: &mut Taken) {
    if let Some(target) = &chart.target {
        let y = pixel(plot, (0.0, target.value)).1;
        let (left, right) = (at.left + 4.0, at.right - 4.0);
        let middle = (left + right) / 2.0;
        let places = [
            (left, Anchor::Start),
            (right, Anchor::End),
            (middle, Anchor::Start),
            (middle, Anchor::End),
        ];
        let candidates = [-5.0, 14.0]
            .map(|above| places.map(|(x, anchor)| ((x, y + above), anchor)))
            .concat();
        write(canvas, taken, &candidates, "halo", &target.label, at);
    }
    for mark in &chart.breaks {
        let x = break_at(plot, mark);
        let sides = [(x + 4.0, Anchor::Start), (x - 4.0, Anchor::End)];
        let heights = [at.bottom - 6.0, at.top + 30.0, at.top + 12.0];
        let candidates = beside(heights.into_iter().chain(rows(at)), &sides);
        write(canvas, taken, &candidates, "tick halo", &mark.label, at);
    }
    for band in &chart.bands {
        let left = pixel(plot, (band.from as f64 - 0.5, 0.0)).0.max(at.left) + 5.0;
        let right = pixel(plot, (band.to as f64 + 0.5, 0.0)).0.min(at.right) - 5.0;
        let places = [
            ((left + right) / 2.0, Anchor::Middle),
            (left, Anchor::Start),
            (right, Anchor::End),
        ];
        let heights = [at.top + 12.0, at.top + 28.0];
        let candidates = beside(heights.into_iter().chain(rows(at)), &places);
        write(canvas, taken, &candidates, "tick halo", &band.label, at);
    }
}

fn break_at(plot: &Plot, mark: &Break) -> f64 {
    pixel(plot, (mark.before as f64 - 0.5, 0.0)).0
}

/// Lines of text from the top of a plot to its foot, for words that found no room where they would stand best.
fn rows(at: Rect) -> impl Iterator<Item = f64> {
    let count = ((at.bottom - at.top - 18.0) / 8.0).max(0.0) as u32;
    (0..=count).map(move |row| at.top + 12.0 + 8.0 * f64::from(row))
}

fn beside(heights: impl Iterator<Item = f64>, places: &[(f64, Anchor)]) -> Vec<(Point, Anchor)> {
    let at = |y: f64| places.iter().map(move |(x, anchor)| ((*x, y), *anchor));
    heights.flat_map(at).collect()
}

fn write(
    canvas: &Canvas,
    taken: &mut Taken,
    candidates: &[(Point, Anchor)],
    class: &str,
    text: &str,
    within: Rect,
) {
    let (at, anchor) = taken.place(candidates, text, Heaviness::Regular, within);
    canvas.text(at, anchor, class, text);
}

/// Labels of lines that reach the last period stand right of it, moved apart; others where there is room.
pub(super) fn end_labels(canvas: &Canvas, chart: &Trend<'_>, plot: &Plot, taken: &mut Taken, room: Rect) {
    let last = chart.periods.len().saturating_sub(1) as f64;
    let ends: Vec<_> = chart
        .lines
        .iter()
        .filter_map(|line| Some((line, last_point(line)?)))
        .collect();
    let (through, early): (Vec<_>, Vec<_>) = ends.into_iter().partition(|(_, point)| point.0 >= last);
    let mut heights: Vec<f64> = through
        .iter()
        .map(|(_, point)| pixel(plot, *point).1 + 4.0)
        .collect();
    apart(&mut heights, LINE - 1.0, room.top..room.bottom);
    let swatch = swatch(chart);
    for ((line, point), y) in through.iter().zip(heights) {
        let x = pixel(plot, *point).0 + 8.0;
        if let Some(dot) = line.weight.dot().filter(|_| swatch > 0.0) {
            canvas.circle((x + 5.0, y - 4.0), 4.5, dot);
        }
        place(canvas, taken, &[((x + swatch, y), Anchor::Start)], line, room);
    }
    for (line, point) in early {
        let (x, y) = pixel(plot, point);
        let candidates = [
            ((x + 8.0, y + 4.0), Anchor::Start),
            ((x + 4.0, y - 9.0), Anchor::Start),
            ((x + 4.0, y + 17.0), Anchor::Start),
            ((x, y - 10.0), Anchor::Middle),
            ((x, y + 18.0), Anchor::Middle),
            ((x - 4.0, y - 9.0), Anchor::End),
            ((x - 4.0, y + 17.0), Anchor::End),
            ((x, y - 26.0), Anchor::Middle),
            ((x, y + 34.0), Anchor::Middle),
        ];
        place(canvas, taken, &candidates, line, room);
    }
}

/// Several series: labels moved apart no longer tell by where they stand which line they name.
pub(super) fn swatch(chart: &Trend<'_>) -> f64 {
    let series = chart
        .lines
        .iter()
        .filter(|line| matches!(line.weight, Weight::Series(_)))
        .count();
    if series > 1 { 14.0 } else { 0.0 }
}

fn place(canvas: &Canvas, taken: &mut Taken, candidates: &[(Point, Anchor)], line: &Line, room: Rect) {
    let (class, heaviness) = line.weight.text();
    let (at, anchor) = taken.place(candidates, &line.label, heaviness, room);
    canvas.text(at, anchor, class, &line.label);
}

pub(super) const KEY: f64 = 32.0;

/// The names of the lines above the chart, where they are too long to stand at its end.
pub(super) fn draw_keys(canvas: &Canvas, chart: &Trend<'_>, keys: &[Vec<String>]) {
    let mut y = TOP + 6.0;
    for (line, texts) in chart.lines.iter().zip(keys) {
        canvas.path([(1.5, y), (KEY - 8.0, y)], line.weight.ink());
        for text in texts {
            canvas.text((KEY, y + 4.0), Anchor::Start, line.weight.text().0, text);
            y += LINE;
        }
        y += 2.0;
    }
}
