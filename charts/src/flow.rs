//! Stock and flow by period: bars up for those who came, bars down for those who left, and the stock as a row of
//! numbers, since it would need a scale of its own.

mod legend;

use std::ops::Range;

use plotters::prelude::Rectangle;

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::canvas::{Canvas, Plot, Rect, draw, pixel};
use crate::ink::{Ink, SERIES};
use crate::label::{Anchor, LINE, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{State, StateWords};
use crate::svg::{Caption, Svg, Width};
use legend::Legend;

/// One way of coming or of leaving.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// What it is called, with its sum: "Recovered 23".
    pub name: String,
    /// How many in each period; none where it is not known.
    pub values: Vec<Option<f64>>,
}

/// Those who are there at the end of each period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// What they are called.
    pub name: String,
    /// How many, as text, for each period.
    pub numbers: Vec<String>,
}

/// Stock and flow by period.
pub struct Flow<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The periods, short: "Apr".
    pub periods: Vec<String>,
    /// Ways of coming, nearest to zero first; at most five are told apart.
    pub came: Vec<Kind>,
    /// The word over them: "came".
    pub came_word: String,
    /// Ways of leaving, nearest to zero first; at most five are told apart.
    pub left: Vec<Kind>,
    /// The word over them: "left".
    pub left_word: String,
    /// The stock at the end of each period.
    pub stock: Stock,
    /// Why a period has no flow; none where it has.
    pub states: Vec<Option<State>>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the axis.
    pub numbers: Numbers<'a>,
}

const BOTTOM: f64 = 24.0;
/// The part of a period that its bar takes.
const BAR: f64 = 0.66;

/// Draws stock and flow.
pub fn flow(chart: &Flow<'_>, width: Width) -> Svg {
    let axis = scale(chart);
    let legend = Legend::new(chart, width);
    let sheet = sheet(chart, &axis, &legend, width);
    let canvas = Canvas::new(&chart.caption, width, sheet.bottom + BOTTOM);
    let plot = canvas.plot(periods(chart.periods.len()), axis.range.clone(), sheet);
    legend.draw(&canvas);
    y_axis(&canvas, chart, &axis, &plot, sheet);
    for period in 0..chart.periods.len() {
        match chart.states.get(period).copied().flatten() {
            Some(state) => missing(&plot, period, state),
            None => bars(&plot, chart, period),
        }
    }
    let zero = pixel(&plot, (0.0, 0.0)).1;
    canvas.path([(sheet.left, zero), (sheet.right, zero)], Ink::Zero);
    under_each(
        &canvas,
        &plot,
        &chart.periods,
        (sheet, sheet.bottom + 17.0),
        "tick",
    );
    stock(&canvas, chart, &plot, sheet, &legend);
    canvas.period_tips(&plot, sheet, &chart.caption.tips);
    canvas.finish(&chart.caption)
}

/// A number that can be drawn: no fewer than none, and no more than can be added up.
fn drawable(value: Option<f64>) -> f64 {
    value
        .filter(|value| value.is_finite())
        .unwrap_or(0.0)
        .clamp(0.0, 1e12)
}

fn sum(kinds: &[Kind], period: usize) -> f64 {
    let values = kinds
        .iter()
        .map(|kind| kind.values.get(period).copied().flatten());
    values.map(drawable).sum()
}

fn scale(chart: &Flow<'_>) -> Axis {
    let ends =
        (0..chart.periods.len()).flat_map(|period| [sum(&chart.came, period), -sum(&chart.left, period)]);
    axis(ends, Foot::Zero, 5)
}

fn periods(count: usize) -> Range<f64> {
    -0.5..count.max(1) as f64 - 0.5
}

/// The part of the sheet with the bars: below the legend and the row of the stock.
fn sheet(chart: &Flow<'_>, axis: &Axis, legend: &Legend, sheet: Width) -> Rect {
    let full = f64::from(sheet.pixels());
    let ticks = axis
        .ticks
        .iter()
        .map(|tick| width(&axis.label(tick.abs(), chart.numbers), SIZE, Heaviness::Regular));
    let top = legend.bottom + stock_name(chart, sheet).len() as f64 * LINE + LINE + 12.0;
    let height = if sheet == Width::Wide { 240.0 } else { 200.0 };
    Rect {
        left: ticks.fold(0.0, f64::max).min(full * 0.4) + 8.0,
        top,
        right: full - 4.0,
        bottom: top + height,
    }
}

fn y_axis(canvas: &Canvas, chart: &Flow<'_>, axis: &Axis, plot: &Plot, at: Rect) {
    for tick in axis
        .ticks
        .iter()
        .filter(|tick| **tick == 0.0 || axis.ticks.len() > 1)
    {
        let y = pixel(plot, (0.0, *tick)).1;
        canvas.path([(at.left, y), (at.right, y)], Ink::Grid);
        // Those who left are as many as those who came, whichever way their bars go.
        canvas.text(
            (at.left - 6.0, y + 4.0),
            Anchor::End,
            "tick",
            &axis.label(tick.abs(), chart.numbers),
        );
    }
}

fn bars(plot: &Plot, chart: &Flow<'_>, period: usize) {
    stack(plot, period, &chart.came, (1.0, Ink::Came));
    stack(plot, period, &chart.left, (-1.0, Ink::Gone));
}

/// Kinds on top of each other, away from zero.
fn stack(plot: &Plot, period: usize, kinds: &[Kind], (direction, ink): (f64, fn(u8) -> Ink)) {
    let mut from = 0.0;
    for (kind, values) in kinds.iter().enumerate() {
        let value = drawable(values.values.get(period).copied().flatten());
        if value > 0.0 {
            let ends = (from * direction, (from + value) * direction);
            segment(plot, period, ends, ink((kind % SERIES) as u8));
            from += value;
        }
    }
}

fn segment(plot: &Plot, period: usize, (from, to): (f64, f64), ink: Ink) {
    let (left, right) = (period as f64 - BAR / 2.0, period as f64 + BAR / 2.0);
    draw(plot, &Rectangle::new([(left, from), (right, to)], ink.filled()));
}

/// A period without figures is no period in which nobody came.
fn missing(plot: &Plot, period: usize, state: State) {
    let y = plot.get_y_range();
    segment(plot, period, (y.start, y.end), state.ink());
}

fn stock_name(chart: &Flow<'_>, sheet: Width) -> Vec<String> {
    wrap(
        &chart.stock.name,
        SIZE,
        Heaviness::Bold,
        f64::from(sheet.pixels()),
    )
}

/// The row of the stock, between the legend and the bars.
fn stock(canvas: &Canvas, chart: &Flow<'_>, plot: &Plot, at: Rect, legend: &Legend) {
    let names = wrap(&chart.stock.name, SIZE, Heaviness::Bold, at.right + 4.0);
    for (line, name) in names.iter().enumerate() {
        let y = legend.bottom + (line + 1) as f64 * LINE;
        canvas.text((0.0, y), Anchor::Start, "strong", name);
    }
    under_each(canvas, plot, &chart.stock.numbers, (at, at.top - 8.0), "strong");
}

/// A word at each period; where they would touch only every second, third … is written, always with the last.
fn under_each(canvas: &Canvas, plot: &Plot, words: &[String], (at, y): (Rect, f64), class: &str) {
    let wide = |word: &String| width(word, SIZE, Heaviness::Bold);
    let widest = words.iter().map(wide).fold(1.0, f64::max);
    let fit = ((at.right - at.left) / (widest + 4.0)).floor().max(1.0) as usize;
    let every = words.len().div_ceil(fit).max(1);
    let of_the_last = |index: usize| (words.len() - 1 - index).is_multiple_of(every);
    let mut free_until = f64::INFINITY;
    for (index, word) in words
        .iter()
        .enumerate()
        .rev()
        .filter(|(index, _)| of_the_last(*index))
    {
        let half = wide(word) / 2.0;
        let x = pixel(plot, (index as f64, 0.0)).0;
        let x = x.clamp(half, (at.right + 4.0 - half).max(half));
        // The last was moved in from the edge, perhaps over the one before.
        if x + half + 2.0 > free_until {
            continue;
        }
        free_until = x - half;
        canvas.text((x, y), Anchor::Middle, class, word);
    }
}
