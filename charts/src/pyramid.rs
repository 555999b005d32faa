//! Ages under each other, women to one side and men to the other: the shape tells at which age one side is missing.

use crate::axis::{Foot, Numbers, axis};
use crate::canvas::{Canvas, Rect};
use crate::ink::Ink;
use crate::label::{Anchor, LINE, SIZE};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{Reading, State, StateWords};
use crate::svg::{Caption, Svg, Width};

/// One side of the pyramid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it is called, with its sum: "Women 1,204".
    pub name: String,
}

/// One band of ages.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeBand {
    /// What it is called: "18–29 years".
    pub name: String,
    /// The figure of each side.
    pub readings: [Reading; 2],
    /// Whether the figure of a side is of so few that chance may have made it: drawn hollow.
    pub few: [bool; 2],
}

/// A pyramid of ages and two sides.
pub struct Pyramid<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The left side and the right one.
    pub sides: [Side; 2],
    /// The bands, from young to old; the oldest stands on top.
    pub bands: Vec<AgeBand>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the scale.
    pub numbers: Numbers<'a>,
}

const ROW: f64 = 26.0;
const HALF: f64 = 9.0;
const INKS: [Ink; 2] = [Ink::Dot(0), Ink::Dot(2)];

/// Where things stand across the sheet.
struct Columns {
    /// The edges of the middle, in which the ages stand.
    middle: (f64, f64),
    /// How long the longest bar may be.
    bar: f64,
    full: f64,
}

/// Draws a pyramid.
pub fn pyramid(chart: &Pyramid<'_>, sheet: Width) -> Svg {
    let columns = columns(chart, sheet);
    let names: Vec<Vec<String>> = chart
        .bands
        .iter()
        .rev()
        .map(|band| {
            wrap(
                &band.name,
                SIZE,
                Heaviness::Regular,
                columns.middle.1 - columns.middle.0,
            )
        })
        .collect();
    let heads = [0, 1].map(|side: usize| {
        wrap(
            &chart.sides[side].name,
            SIZE,
            Heaviness::Bold,
            columns.full / 2.0 - 8.0,
        )
    });
    let head = heads.iter().map(Vec::len).max().unwrap_or_default() as f64 * LINE;
    let top = head + 8.0;
    let tall = |lines: &Vec<String>| ROW.max(lines.len() as f64 * LINE + 6.0);
    let bottom = top + names.iter().map(tall).sum::<f64>();
    let canvas = Canvas::new(&chart.caption, sheet, bottom + 6.0);
    draw_heads(&canvas, &heads, &columns);
    let longest = longest(chart);
    let mut at = top;
    for (band, lines) in chart.bands.iter().rev().zip(&names) {
        let middle = at + tall(lines) / 2.0;
        draw_band(&canvas, chart, band, (&columns, longest), middle);
        let first = middle + 4.0 - lines.len().saturating_sub(1) as f64 * LINE / 2.0;
        for (line, text) in lines.iter().enumerate() {
            let centre = (columns.middle.0 + columns.middle.1) / 2.0;
            canvas.text((centre, first + line as f64 * LINE), Anchor::Middle, "", text);
        }
        at += tall(lines);
    }
    for edge in [columns.middle.0, columns.middle.1] {
        canvas.path([(edge, top), (edge, bottom)], Ink::Zero);
    }
    canvas.finish(&chart.caption)
}

/// The longest bar stands for the largest number; both sides share the scale.
fn longest(chart: &Pyramid<'_>) -> f64 {
    let numbers = chart
        .bands
        .iter()
        .flat_map(|band| band.readings.iter().filter_map(Reading::number));
    axis(numbers, Foot::Zero, 4).range.end
}

fn columns(chart: &Pyramid<'_>, sheet: Width) -> Columns {
    let full = f64::from(sheet.pixels());
    let widest = |words: &mut dyn Iterator<Item = &str>| {
        words
            .map(|word| width(word, SIZE, Heaviness::Regular))
            .fold(0.0, f64::max)
    };
    let names = widest(&mut chart.bands.iter().map(|band| band.name.as_str()));
    let middle = names.min(full * 0.3) + 16.0;
    let readings = chart.bands.iter().flat_map(|band| &band.readings);
    let labels = widest(&mut readings.map(|reading| reading.words(&chart.words)));
    let side = (full - middle) / 2.0;
    Columns {
        middle: (side, full - side),
        bar: (side - labels - 8.0).max(side * 0.25),
        full,
    }
}

fn draw_heads(canvas: &Canvas, heads: &[Vec<String>; 2], columns: &Columns) {
    for (side, lines) in heads.iter().enumerate() {
        let (x, anchor) = match side {
            0 => (columns.middle.0 - 2.0, Anchor::End),
            _ => (columns.middle.1 + 2.0, Anchor::Start),
        };
        // A head longer than its side goes on over the ages.
        let widest = lines
            .iter()
            .map(|line| width(line, SIZE, Heaviness::Bold))
            .fold(0.0, f64::max);
        let x = match side {
            0 => x.max(widest),
            _ => x.min(columns.full - widest),
        };
        for (line, text) in lines.iter().enumerate() {
            canvas.text((x, (line + 1) as f64 * LINE - 3.0), anchor, "strong", text);
        }
    }
}

fn draw_band(
    canvas: &Canvas,
    chart: &Pyramid<'_>,
    band: &AgeBand,
    (columns, longest): (&Columns, f64),
    middle: f64,
) {
    for (side, reading) in band.readings.iter().enumerate() {
        let (from, direction, anchor) = match side {
            0 => (columns.middle.0, -1.0, Anchor::End),
            _ => (columns.middle.1, 1.0, Anchor::Start),
        };
        let (long, ink) = match reading {
            Reading::Value { .. } => {
                let number = reading.number().unwrap_or_default().max(0.0);
                let ink = if band.few[side] { Ink::Few } else { INKS[side] };
                let part = if longest > 0.0 { number / longest } else { 0.0 };
                (part * columns.bar, Some(ink))
            }
            Reading::State(State::NotApplicable) => (0.0, None),
            Reading::State(state) => (20.0_f64.min(columns.bar), Some(state.ink())),
        };
        let to = from + direction * long;
        if let Some(ink) = ink.filter(|_| long > 0.0) {
            canvas.rect(
                Rect {
                    left: from.min(to),
                    top: middle - HALF,
                    right: from.max(to),
                    bottom: middle + HALF,
                },
                ink,
            );
        }
        let label = fitting(reading.words(&chart.words), columns, to, side);
        canvas.text((to + direction * 5.0, middle + 4.0), anchor, "halo", &label);
    }
}

/// A long word of a state is broken off where the sheet ends; the table has it whole.
fn fitting(label: &str, columns: &Columns, to: f64, side: usize) -> String {
    let room = if side == 0 {
        to - 5.0
    } else {
        columns.full - to - 5.0
    };
    crate::measure::cut(label, SIZE, Heaviness::Regular, room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(bands: &[(&str, Reading, Reading)]) -> String {
        let chart = Pyramid {
            caption: Caption::new("ages", "Received, by age and sex"),
            sides: ["Women 3", "Men 9"].map(|name| Side { name: name.into() }),
            bands: bands
                .iter()
                .map(|(name, left, right)| AgeBand {
                    name: (*name).into(),
                    readings: [left.clone(), right.clone()],
                    few: [false, true],
                })
                .collect(),
            words: StateWords::english(),
            numbers: &|value, _| value.to_string(),
        };
        pyramid(&chart, Width::Wide).inline()
    }

    fn at(text: &str, name: &str) -> usize {
        text.find(&format!(">{name}<")).unwrap()
    }

    #[test]
    fn the_oldest_stand_on_top_and_both_sides_are_named() {
        let value = |value: f64| Reading::value(value, value.to_string());
        let text = drawn(&[("0–17", value(1.0), value(4.0)), ("60+", value(2.0), value(5.0))]);
        assert!(at(&text, "60+") < at(&text, "0–17"));
        assert!(text.contains(">Women 3<") && text.contains(">Men 9<"));
        assert_eq!(text.matches("class=\"few\"").count(), 2);
    }

    #[test]
    fn a_hidden_number_has_no_bar_of_its_length() {
        let text = drawn(&[(
            "0–17",
            Reading::State(State::Suppressed),
            Reading::value(7.0, "7"),
        )]);
        assert!(text.contains("-dots)") && text.contains("&lt;5"), "{text}");
    }

    #[test]
    fn no_bands_and_nothing_but_zeros_stop_nothing() {
        assert!(drawn(&[]).contains("<svg"));
        let none = Reading::value(0.0, "0");
        assert!(drawn(&[("0–17", none.clone(), none)]).contains(">0<"));
    }
}
