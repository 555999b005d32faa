//! A dot and its interval for each place, on a scale that need not start at zero.

use plotters::prelude::Circle;

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::backend::tenths;
use crate::canvas::{Canvas, Plot, Rect, draw, pixel};
use crate::ink::Ink;
use crate::label::Anchor;
use crate::ranked_bars::Order;
use crate::reading::{Reading, Standing, StateWords};
use crate::rows::{Layout, Reference, Row, draw_state, draw_value, label_room};
use crate::svg::{Caption, Svg, Width};

/// Dots of places.
pub struct Dots<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The places.
    pub rows: Vec<Row>,
    /// In which order they stand.
    pub order: Order,
    /// The district's figure or a target.
    pub reference: Option<Reference>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the scale.
    pub numbers: Numbers<'a>,
}

/// Draws dots as one chart, as tall as it needs to be.
pub fn dots(chart: &Dots<'_>, width: Width) -> Svg {
    page(
        chart,
        &chart.caption,
        &chart.order.of(&chart.rows),
        &scale(chart, width),
        width,
    )
}

/// Draws dots as charts of at most `rows_a_page` places, all on the same scale.
pub fn dots_pages(chart: &Dots<'_>, width: Width, rows_a_page: usize) -> Vec<Svg> {
    let (rows, axis) = (chart.order.of(&chart.rows), scale(chart, width));
    let pages = rows.chunks(rows_a_page.max(1)).enumerate();
    pages
        .map(|(number, rows)| page(chart, &chart.caption.page(number), rows, &axis, width))
        .collect()
}

fn scale(chart: &Dots<'_>, width: Width) -> Axis {
    let reference = chart.reference.iter().map(|reference| reference.value);
    let ticks = if width == Width::Wide { 5 } else { 3 };
    axis(
        chart.rows.iter().flat_map(Row::numbers).chain(reference),
        Foot::Data,
        ticks,
    )
}

fn page(chart: &Dots<'_>, caption: &Caption, rows: &[Row], axis: &Axis, width: Width) -> Svg {
    let layout = Layout::new(rows, chart.reference.as_ref(), width);
    let canvas = Canvas::new(caption, width, layout.height());
    let full = f64::from(width.pixels());
    let numbered = chart.rows.iter().filter(|row| row.reading.number().is_some());
    let column = full - label_room(numbered, &chart.words).min((full - layout.left) * 0.45);
    let at = Rect {
        left: layout.left + 6.0,
        top: layout.top,
        right: column - 6.0,
        bottom: layout.bottom,
    };
    let plot = canvas.plot(axis.range.clone(), layout.bottom..layout.top, at);
    let x = |value: f64| pixel(&plot, (value, layout.top)).0;
    if rows.iter().any(|row| row.reading.number().is_some()) {
        layout.draw_scale(&canvas, axis, x, chart.numbers);
    }
    if let Some(reference) = &chart.reference {
        layout.draw_reference(&canvas, reference, x(reference.value));
    }
    for (number, row) in rows.iter().enumerate() {
        let middle = layout.middle(number);
        match row.reading {
            Reading::State(state) => draw_state(&canvas, state, &chart.words, layout.left, middle),
            Reading::Value { .. } => {
                dot(&canvas, &plot, row, middle);
                draw_value(&canvas, row, &chart.words, (column + 5.0, middle), Anchor::Start);
            }
        }
    }
    layout.draw_names(&canvas);
    canvas.finish(caption)
}

fn dot(canvas: &Canvas, plot: &Plot, row: &Row, middle: f64) {
    let Some(value) = row.reading.number() else { return };
    if let Some((low, high)) = row.interval {
        canvas.path(
            [pixel(plot, (low, middle)), pixel(plot, (high, middle))],
            Ink::Interval,
        );
    }
    let ink = if value == 0.0 {
        Ink::Nought
    } else {
        Standing::ink(row.standing)
    };
    draw(plot, &Circle::new((value, middle), tenths(4.5), ink.filled()));
}
