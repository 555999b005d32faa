//! What the colours and patterns mean, and how many places have each.

use super::Region;
use super::classes::{Classes, is_worse};
use crate::axis::Numbers;
use crate::canvas::{Canvas, Rect};
use crate::ink::Ink;
use crate::label::{Anchor, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{Reading, Standing, State, StateWords};

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
const TEXT_LINE: f64 = 16.0;
const GAP: f64 = 12.0;

/// Every class and state that occurs, with its count.
pub(crate) fn items(
    regions: &[Region],
    words: &StateWords,
    numbers: Numbers<'_>,
    classes: &Classes,
) -> Vec<Item> {
    let values: Vec<f64> = regions
        .iter()
        .filter_map(|region| region.reading.number())
        .collect();
    let number = |value: f64| numbers(value, classes.decimals);
    let count = |count: usize| numbers(count as f64, 0);
    let class = |(ink, low, high, places): (Ink, f64, f64, usize)| {
        // In figures alone, for "at least" and "under" have no sign that every font and reader knows.
        let (low, high) = (number(low), number(high));
        let span = if low == high {
            low
        } else {
            format!("{low} – {high}")
        };
        Item {
            ink,
            text: format!("{span} ({})", count(places)),
        }
    };
    let states = State::ALL.into_iter().filter_map(|state| {
        let places = regions
            .iter()
            .filter(|region| region.reading == Reading::State(state))
            .count();
        (places > 0).then(|| Item {
            ink: state.ink(),
            text: format!("{} ({})", words.of(state), count(places)),
        })
    });
    classes
        .counted(&values)
        .into_iter()
        .map(class)
        .chain(states)
        .collect()
}

/// Items where they stand: beside the map under each other, below it side by side.
pub(crate) struct Legend {
    items: Vec<(Item, Vec<String>, (f64, f64))>,
    /// How tall the whole is.
    pub(crate) height: f64,
}

impl Legend {
    /// One column of a width.
    pub(crate) fn column(items: Vec<Item>, width: f64) -> Self {
        Self::new(items, 1, width)
    }

    /// As many columns as fit next to each other.
    pub(crate) fn flow(items: Vec<Item>, full: f64) -> Self {
        let widest = items.iter().map(wide).fold(1.0, f64::max);
        let columns = ((full + GAP) / (widest + GAP)).floor().clamp(1.0, 4.0);
        Self::new(items, columns as usize, full / columns)
    }

    fn new(items: Vec<Item>, columns: usize, width: f64) -> Self {
        let (mut top, mut height): (f64, f64) = (0.0, 0.0);
        let place = |(number, item): (usize, Item)| {
            if number % columns == 0 {
                top = height;
            }
            let lines = wrap(
                &item.text,
                SIZE,
                Heaviness::Regular,
                (width - indent(&item)).max(40.0),
            );
            height = height.max(top + LINE + lines.len().saturating_sub(1) as f64 * TEXT_LINE);
            (item, lines, ((number % columns) as f64 * width, top))
        };
        let items = items.into_iter().enumerate().map(place).collect();
        Self { items, height }
    }

    /// Draws the legend with its corner at a point.
    pub(crate) fn draw(&self, canvas: &Canvas, (left, top): (f64, f64)) {
        for (item, lines, (x, y)) in &self.items {
            let (x, y) = (left + x, top + y);
            canvas.rect(
                Rect {
                    left: x + 0.5,
                    top: y,
                    right: x + SWATCH,
                    bottom: y + HEIGHT,
                },
                item.ink,
            );
            if is_worse(item.ink) {
                canvas.standing((x + TEXT + 4.0, y + HEIGHT / 2.0), Standing::Worse);
            }
            for (line, words) in lines.iter().enumerate() {
                let at = (x + indent(item), y + 11.0 + line as f64 * TEXT_LINE);
                canvas.text(at, Anchor::Start, "tick", words);
            }
        }
    }
}

/// Where the text of an item begins.
fn indent(item: &Item) -> f64 {
    TEXT + if is_worse(item.ink) { MARK } else { 0.0 }
}

fn wide(item: &Item) -> f64 {
    indent(item) + width(&item.text, SIZE, Heaviness::Regular)
}
