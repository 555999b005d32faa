//! The same trend for many places, side by side on one scale.

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::canvas::{Canvas, Plot, Rect, pixel};
use crate::ink::Ink;
use crate::label::{Anchor, LINE, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{State, StateWords};
use crate::rows::Reference;
use crate::sparkline::runs;
use crate::svg::{Caption, Svg, Width};
use crate::trend::{Line, Weight, draw_line, last_point, periods};

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name.
    pub title: String,
    /// Its lines; the label of a series is its last value: "2.4".
    pub lines: Vec<Line>,
}

/// Panels on one scale.
pub struct SmallMultiples<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The periods, short: "Apr"; only the first and the last are written.
    pub periods: Vec<String>,
    /// The places, in the order in which they are read.
    pub panels: Vec<Panel>,
    /// The target of all of them.
    pub target: Option<Reference>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the axis.
    pub numbers: Numbers<'a>,
}

const PLOT: f64 = 72.0;
const GAP: f64 = 14.0;
const PERIODS: f64 = 20.0;

/// Draws the panels, two side by side on a phone and four on a desk.
pub fn small_multiples(chart: &SmallMultiples<'_>, width: Width) -> Svg {
    let values = chart
        .panels
        .iter()
        .flat_map(|panel| &panel.lines)
        .flat_map(|line| line.values.iter().flatten().copied());
    let axis = axis(
        values.chain(chart.target.iter().map(|target| target.value)),
        Foot::NearZero,
        2,
    );
    let grid = Grid::new(chart, &axis, width);
    let canvas = Canvas::new(&chart.caption, width, grid.height());
    if let Some(target) = &chart.target {
        canvas.path([(0.0, 8.0), (22.0, 8.0)], Ink::Target);
        canvas.text((28.0, 12.0), Anchor::Start, "", &target.label);
    }
    for (number, panel) in chart.panels.iter().enumerate() {
        draw_panel(&canvas, chart, &grid, &axis, (number, panel));
    }
    canvas.finish(&chart.caption)
}

/// Where the panels stand.
struct Grid {
    columns: usize,
    titles: Vec<Vec<String>>,
    /// Tops of the rows, and the end of the last.
    tops: Vec<f64>,
    left: f64,
    column: f64,
    end: f64,
}

impl Grid {
    fn new(chart: &SmallMultiples<'_>, axis: &Axis, sheet: Width) -> Self {
        let full = f64::from(sheet.pixels());
        let columns = chart
            .panels
            .len()
            .clamp(1, if sheet == Width::Wide { 4 } else { 2 });
        let ticks = axis
            .ticks
            .iter()
            .map(|tick| width(&axis.label(*tick, chart.numbers), SIZE, Heaviness::Regular));
        let left = ticks.fold(0.0, f64::max) + 8.0;
        let column = (full - left + GAP) / columns as f64;
        let titles: Vec<_> = chart
            .panels
            .iter()
            .map(|panel| wrap(&panel.title, SIZE, Heaviness::Bold, column - GAP))
            .collect();
        let mut tops = vec![if chart.target.is_some() { 22.0 } else { 0.0 }];
        for row in titles.chunks(columns) {
            let lines = row.iter().map(Vec::len).max().unwrap_or(1).max(1);
            tops.push(tops[tops.len() - 1] + lines as f64 * LINE + 6.0 + PLOT + PERIODS + 8.0);
        }
        let labels = chart
            .panels
            .iter()
            .flat_map(|panel| &panel.lines)
            .filter(|line| is_series(line));
        let end = labels
            .map(|line| width(&line.label, SIZE, Heaviness::Bold))
            .fold(0.0, f64::max)
            .min(column * 0.4)
            + 8.0;
        Self {
            columns,
            titles,
            tops,
            left,
            column,
            end,
        }
    }

    fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The plot of a panel.
    fn plot(&self, number: usize) -> Rect {
        let left = self.left + (number % self.columns) as f64 * self.column;
        let bottom = self.tops[number / self.columns + 1] - PERIODS - 8.0;
        Rect {
            left,
            top: bottom - PLOT,
            right: left + self.column - GAP - self.end,
            bottom,
        }
    }
}

fn is_series(line: &Line) -> bool {
    matches!(line.weight, Weight::Series(_))
}

fn draw_panel(
    canvas: &Canvas,
    chart: &SmallMultiples<'_>,
    grid: &Grid,
    axis: &Axis,
    (number, panel): (usize, &Panel),
) {
    let at = grid.plot(number);
    let lines = &grid.titles[number];
    for (line, title) in lines.iter().enumerate() {
        let above = (lines.len() - line) as f64 * LINE - 8.0;
        canvas.text((at.left, at.top - above), Anchor::Start, "strong", title);
    }
    let plot = canvas.plot(periods(chart.periods.len()), axis.range.clone(), at);
    if number % grid.columns == 0 {
        for tick in &axis.ticks {
            let y = pixel(&plot, (0.0, *tick)).1;
            canvas.text(
                (at.left - 6.0, y + 4.0),
                Anchor::End,
                "tick",
                &axis.label(*tick, chart.numbers),
            );
        }
    }
    if panel.lines.iter().all(|line| runs(&line.values).is_empty()) {
        canvas.rect(at, Ink::NotReported);
        let middle = ((at.left + at.right) / 2.0, (at.top + at.bottom) / 2.0 + 4.0);
        canvas.text(middle, Anchor::Middle, "halo", chart.words.of(State::NotReported));
        return;
    }
    scales(canvas, chart, axis, &plot, at);
    for line in panel
        .lines
        .iter()
        .filter(|line| !is_series(line))
        .chain(panel.lines.iter().filter(|line| is_series(line)))
    {
        draw_line(&plot, line);
    }
    for line in panel.lines.iter().filter(|line| is_series(line)) {
        let Some(point) = last_point(line) else { continue };
        let (x, y) = pixel(&plot, point);
        canvas.text((x + 7.0, y + 4.0), Anchor::Start, "strong halo", &line.label);
    }
}

fn scales(canvas: &Canvas, chart: &SmallMultiples<'_>, axis: &Axis, plot: &Plot, at: Rect) {
    for tick in &axis.ticks {
        let y = pixel(plot, (0.0, *tick)).1;
        canvas.path(
            [(at.left, y), (at.right, y)],
            if *tick == 0.0 { Ink::Zero } else { Ink::Grid },
        );
    }
    if let Some(target) = &chart.target {
        let y = pixel(plot, (0.0, target.value)).1;
        canvas.path([(at.left, y), (at.right, y)], Ink::Target);
    }
    if let Some(first) = chart.periods.first() {
        canvas.text((at.left, at.bottom + 15.0), Anchor::Start, "tick", first);
    }
    if let [_, .., last] = chart.periods.as_slice() {
        canvas.text((at.right, at.bottom + 15.0), Anchor::End, "tick", last);
    }
}
