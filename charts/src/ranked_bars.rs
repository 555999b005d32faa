//! Bars from zero, sorted, with the figure at the end of each.

use plotters::prelude::Rectangle;

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::canvas::{Canvas, Plot, Rect, draw, pixel};
use crate::ink::Ink;
use crate::label::Anchor;
use crate::reading::{Reading, StateWords};
use crate::rows::{HALF_BAR, Layout, Reference, Row, draw_state, draw_value, label_room, ranked};
use crate::svg::{Caption, Svg, Width};

/// In which order bars and dots stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Largest first; places without a number last.
    ByValue,
    /// As given, where the order means something: age groups, stages, the worst first.
    AsGiven,
}

impl Order {
    /// Rows in the order.
    pub(crate) fn of(self, rows: &[Row]) -> Vec<Row> {
        match self {
            Self::ByValue => ranked(rows),
            Self::AsGiven => rows.to_vec(),
        }
    }
}

/// Bars of places, each from zero.
pub struct RankedBars<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The places.
    pub rows: Vec<Row>,
    /// In which order they stand.
    pub order: Order,
    /// The target, if there is one.
    pub reference: Option<Reference>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the scale.
    pub numbers: Numbers<'a>,
}

/// Draws bars as one chart, as tall as it needs to be.
pub fn ranked_bars(chart: &RankedBars<'_>, width: Width) -> Svg {
    page(
        chart,
        &chart.caption,
        &chart.order.of(&chart.rows),
        &scale(chart),
        width,
    )
}

/// Draws bars as charts of at most `rows_a_page` bars, all on the same scale.
pub fn ranked_bars_pages(chart: &RankedBars<'_>, width: Width, rows_a_page: usize) -> Vec<Svg> {
    let (rows, axis) = (chart.order.of(&chart.rows), scale(chart));
    let pages = rows.chunks(rows_a_page.max(1)).enumerate();
    pages
        .map(|(number, rows)| page(chart, &chart.caption.page(number), rows, &axis, width))
        .collect()
}

fn scale(chart: &RankedBars<'_>) -> Axis {
    let reference = chart.reference.iter().map(|reference| reference.value);
    axis(
        chart.rows.iter().flat_map(Row::numbers).chain(reference),
        Foot::Zero,
        5,
    )
}

fn page(chart: &RankedBars<'_>, caption: &Caption, rows: &[Row], axis: &Axis, width: Width) -> Svg {
    let layout = Layout::new(rows, chart.reference.as_ref(), width);
    let canvas = Canvas::new(caption, width, layout.height());
    let plot = canvas.plot(
        axis.range.clone(),
        layout.bottom..layout.top,
        room_for_bars(chart, &layout, width),
    );
    let x = |value: f64| pixel(&plot, (value, layout.top)).0;
    if rows.iter().any(|row| row.reading.number().is_some()) {
        layout.draw_scale(&canvas, axis, x, chart.numbers);
    }
    for (number, row) in rows.iter().enumerate() {
        bar(&plot, row, layout.middle(number));
    }
    layout.draw_zero(&canvas, x(0.0));
    if let Some(reference) = &chart.reference {
        layout.draw_reference(&canvas, reference, x(reference.value));
    }
    for (number, row) in rows.iter().enumerate() {
        figure(&canvas, chart, row, x, (layout.left, layout.middle(number)));
    }
    layout.draw_names(&canvas);
    canvas.finish(caption)
}

/// Leaves room for the labels at both ends of the scale.
fn room_for_bars(chart: &RankedBars<'_>, layout: &Layout, width: Width) -> Rect {
    let full = f64::from(width.pixels());
    let side = |below: bool| {
        let rows = chart
            .rows
            .iter()
            .filter(|row| row.reading.number().is_some_and(|value| (value < 0.0) == below));
        label_room(rows, &chart.words).min((full - layout.left) * 0.45)
    };
    Rect {
        left: layout.left + side(true) + 1.0,
        top: layout.top,
        right: full - side(false) - 1.0,
        bottom: layout.bottom,
    }
}

fn bar(plot: &Plot, row: &Row, middle: f64) {
    let Some(value) = row.reading.number() else { return };
    let (zero, end) = (pixel(plot, (0.0, middle)).0, pixel(plot, (value, middle)).0);
    let range = plot.get_x_range();
    let per_pixel = (range.end - range.start)
        / (pixel(plot, (range.end, middle)).0 - pixel(plot, (range.start, middle)).0);
    // Zero gets an outline to be seen by; what is not zero is never drawn as nothing.
    let (ink, length) = match value {
        0.0 => (Ink::Nought, 3.0 * per_pixel),
        _ if (end - zero).abs() < 1.0 => (row.ink(), per_pixel.copysign(value)),
        _ => (row.ink(), value),
    };
    draw(
        plot,
        &Rectangle::new(
            [(0.0, middle - HALF_BAR), (length, middle + HALF_BAR)],
            ink.filled(),
        ),
    );
}

fn figure(
    canvas: &Canvas,
    chart: &RankedBars<'_>,
    row: &Row,
    x: impl Fn(f64) -> f64,
    (left, middle): (f64, f64),
) {
    if let Reading::State(state) = row.reading {
        return draw_state(canvas, state, &chart.words, left, middle);
    }
    let Some(value) = row.reading.number() else {
        return draw_value(canvas, row, &chart.words, (left, middle), Anchor::Start);
    };
    let (low, high) = row.interval.unwrap_or((value, value));
    if row.interval.is_some() {
        whisker(canvas, x(low), x(high), middle);
    }
    if value < 0.0 {
        return draw_value(
            canvas,
            row,
            &chart.words,
            (x(low.min(value)) - 5.0, middle),
            Anchor::End,
        );
    }
    let mut from = x(high.max(value)) + if value == 0.0 { 8.0 } else { 5.0 };
    // A label that would lie under the line of the target stands behind it.
    let label = from - 3.0..from + label_room(std::iter::once(row), &chart.words) - 4.0;
    let line = chart.reference.as_ref().map(|reference| x(reference.value));
    if let Some(line) = line.filter(|line| label.contains(line)) {
        from = line + 5.0;
    }
    draw_value(canvas, row, &chart.words, (from, middle), Anchor::Start);
}

fn whisker(canvas: &Canvas, low: f64, high: f64, middle: f64) {
    canvas.path([(low, middle), (high, middle)], Ink::Interval);
    for end in [low, high] {
        canvas.path([(end, middle - 3.0), (end, middle + 3.0)], Ink::Interval);
    }
}
