//! The same map month by month: small maps on one scale, with one legend, so that what spreads is seen to spread.

use super::classes::Classes;
use super::legend::{self, Legend};
use super::projection::Bounds;
use super::{Map, MapScale, Outline, Region, lands};
use crate::axis::Numbers;
use crate::canvas::{Canvas, Rect};
use crate::label::{Anchor, LINE};
use crate::reading::StateWords;
use crate::svg::{Caption, Svg, Width};

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPanel {
    /// What stands over it: "Apr".
    pub title: String,
    /// The places and their figures.
    pub regions: Vec<Region>,
}

/// Maps of the same places.
pub struct MapMonths<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The outlines.
    pub outlines: &'a [Outline],
    /// The months, in their order.
    pub panels: Vec<MapPanel>,
    /// How values become colours, the same in every month.
    pub scale: MapScale,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the legend.
    pub numbers: Numbers<'a>,
}

const GAP: f64 = 12.0;
const TALLEST: f64 = 220.0;

/// Draws the maps in rows, and the legend below them.
pub fn map_months(chart: &MapMonths<'_>, width: Width) -> Svg {
    let full = f64::from(width.pixels());
    let regions: Vec<Region> = chart
        .panels
        .iter()
        .flat_map(|panel| panel.regions.iter().cloned())
        .collect();
    let numbers = regions.iter().filter_map(|region| region.reading.number());
    let classes = Classes::new(chart.scale, numbers);
    let bounds = Bounds::of(chart.outlines);
    let columns = columns(chart.panels.len(), width);
    let column = (full - GAP * (columns - 1) as f64) / columns as f64;
    let land = bounds.fit(column, TALLEST);
    let row = LINE + land.bottom + 8.0;
    let legend = Legend::flow(
        legend::items(&regions, &chart.words, chart.numbers, &classes),
        full,
    );
    let rows = chart.panels.len().div_ceil(columns).max(1) as f64;
    let canvas = Canvas::new(&chart.caption, width, rows * row + 4.0 + legend.height);
    for (number, panel) in chart.panels.iter().enumerate() {
        let left = (number % columns) as f64 * (column + GAP);
        let top = (number / columns) as f64 * row;
        canvas.text((left, top + 12.0), Anchor::Start, "strong", &panel.title);
        let at = Rect {
            left: left + land.left,
            top: top + LINE + land.top,
            right: left + land.right,
            bottom: top + LINE + land.bottom,
        };
        draw_panel(&canvas, chart, panel, (&classes, &bounds), at);
    }
    legend.draw(&canvas, (0.0, rows * row + 4.0));
    canvas.finish(&chart.caption)
}

/// As many maps beside each other as leave none too small to point at.
fn columns(panels: usize, width: Width) -> usize {
    let most = match width {
        Width::Narrow => 3,
        Width::Wide if panels > 8 => 6,
        Width::Wide => 4,
    };
    panels.clamp(1, most)
}

fn draw_panel(
    canvas: &Canvas,
    chart: &MapMonths<'_>,
    panel: &MapPanel,
    (classes, bounds): (&Classes, &Bounds),
    at: Rect,
) {
    let map = Map {
        caption: chart.caption.clone(),
        outlines: chart.outlines,
        regions: panel.regions.clone(),
        scale: chart.scale,
        words: chart.words.clone(),
        numbers: chart.numbers,
    };
    let plot = canvas.plot(bounds.left..bounds.right, bounds.bottom..bounds.top, at);
    for land in &lands(&map, classes, &plot) {
        canvas.draw(land);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Reading, State};

    fn drawn(values: &[Option<f64>]) -> String {
        let outlines = [Outline {
            code: "block-1".into(),
            rings: vec![vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]],
        }];
        let panel = |(month, value): (usize, &Option<f64>)| MapPanel {
            title: format!("M{month}"),
            regions: vec![Region {
                code: "block-1".into(),
                name: format!("Onda, M{month}"),
                reading: value.map_or(Reading::State(State::NotReported), |value| {
                    Reading::value(value, value.to_string())
                }),
            }],
        };
        let chart = MapMonths {
            caption: Caption::new("months", "Persondays"),
            outlines: &outlines,
            panels: values.iter().enumerate().map(panel).collect(),
            scale: MapScale::Sequential,
            words: StateWords::english(),
            numbers: &|value, _| value.to_string(),
        };
        map_months(&chart, Width::Wide).inline()
    }

    #[test]
    fn a_value_has_the_same_colour_in_every_month() {
        let text = drawn(&[Some(1.0), Some(5.0), Some(1.0)]);
        let class = |month: &str| {
            let land = text
                .lines()
                .find(|line| line.contains(&format!("{month}:")))
                .unwrap();
            land.split('"').nth(1).unwrap().to_owned()
        };
        assert_eq!(class("M0"), class("M2"));
        assert_ne!(class("M0"), class("M1"));
    }

    #[test]
    fn a_month_without_a_report_is_hatched_and_counted() {
        let text = drawn(&[Some(1.0), None]);
        assert!(
            text.contains("-hatch)") && text.contains("no report (1)"),
            "{text}"
        );
    }

    #[test]
    fn no_months_draw_nothing_and_stop_nothing() {
        assert!(drawn(&[]).contains("<svg"));
    }
}
