//! What the colours and patterns mean, and how many places have each.

use super::classes::{Classes, is_worse};
use super::Map;
use crate::canvas::{Canvas, Rect};
use crate::ink::Ink;
use crate::label::{Anchor, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{Reading, Standing, State};

/// A line of the legend.
pub(crate) struct Item {
    ink: Ink,
    text: String,
}

const SWATCH: f64 = 22.0;
const HEIGHT: f64 = 14.0;
const LINE: f64 = 22.0;
const TEXT: f64 = SWATCH + 6.0;
const MARK: f64 = 12.0;

/// Every class and state that occurs, with its count.
pub(crate) fn items(chart: &Map<'_>, classes: &Classes) -> Vec<Item> {
    let values: Vec<f64> = chart.regions.iter().filter_map(|region| region.reading.number()).collect();
    let number = |value: f64| (chart.numbers)(value, classes.decimals);
    let count = |count: usize| (chart.numbers)(count as f64, 0);
    let class = |(ink, low, high, places): (Ink, Option<f64>, Option<f64>, usize)| {
        let span = match (low, high) {
            (Some(low), Some(high)) if low == high => number(low),
            (Some(low), Some(high)) => format!("{} – {}", number(low), number(high)),
            (Some(low), None) => format!("≥ {}", number(low)),
            (None, Some(high)) => format!("< {}", number(high)),
            // One class has no edges: it is the one value there is.
            (None, None) => spread(&values, number),
        };
        Item { ink, text: format!("{span} ({})", count(places)) }
    };
    let states = State::ALL.into_iter().filter_map(|state| {
        let places = chart.regions.iter().filter(|region| region.reading == Reading::State(state)).count();
        (places > 0).then(|| Item { ink: state.ink(), text: format!("{} ({})", chart.words.of(state), count(places)) })
    });
    classes.counted(&values).into_iter().map(class).chain(states).collect()
}

fn spread(values: &[f64], number: impl Fn(f64) -> String) -> String {
    let low = values.iter().copied().filter(|value| *value != 0.0).fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = (number(low), number(high));
    if low == high { low } else { format!("{low} – {high}") }
}

fn draw_item(canvas: &Canvas, item: &Item, (x, y): (f64, f64), widest: f64) -> f64 {
    canvas.rect(Rect { left: x + 0.5, top: y, right: x + SWATCH, bottom: y + HEIGHT }, item.ink);
    let mut text = x + TEXT;
    if is_worse(item.ink) {
        canvas.standing((text + 4.0, y + HEIGHT / 2.0), Standing::Worse);
        text += MARK;
    }
    let lines = wrap(&item.text, SIZE, Heaviness::Regular, (widest - (text - x)).max(40.0));
    for (line, words) in lines.iter().enumerate() {
        canvas.text((text, y + 11.0 + line as f64 * 16.0), Anchor::Start, "tick", words);
    }
    LINE + lines.len().saturating_sub(1) as f64 * 16.0
}

/// The height of the legend under itself; long words may take two lines.
pub(crate) fn column_height(items: &[Item]) -> f64 {
    items.iter().map(|item| LINE + if wide(item) > super::BESIDE - 16.0 { 32.0 } else { 0.0 }).sum()
}

/// Draws the items under each other.
pub(crate) fn draw_column(canvas: &Canvas, items: &[Item], x: f64) {
    let mut y = 2.0;
    for item in items {
        y += draw_item(canvas, item, (x, y), super::BESIDE - 16.0);
    }
}

fn wide(item: &Item) -> f64 {
    TEXT + width(&item.text, SIZE, Heaviness::Regular) + if is_worse(item.ink) { MARK } else { 0.0 }
}

/// Where items go side by side, in columns of one width.
fn flow(items: &[Item], full: f64) -> Vec<(f64, f64)> {
    let widest = items.iter().map(wide).fold(1.0, f64::max);
    let columns = ((full + 12.0) / (widest + 12.0)).floor().clamp(1.0, 4.0);
    let column = full / columns;
    (0..items.len()).map(|item| ((item % columns as usize) as f64 * column, (item / columns as usize) as f64 * LINE)).collect()
}

/// The height of the legend side by side.
pub(crate) fn flow_height(items: &[Item], full: f64) -> f64 {
    flow(items, full).last().map_or(0.0, |(_, y)| y + LINE)
}

/// Draws the items side by side.
pub(crate) fn draw_flow(canvas: &Canvas, items: &[Item], top: f64, full: f64) {
    for (item, (x, y)) in items.iter().zip(flow(items, full)) {
        draw_item(canvas, item, (x, top + y), full);
    }
}
