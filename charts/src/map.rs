//! Places in colour: classes of a scale, a pattern for every state, names where they fit.

mod classes;
mod labels;
mod legend;
mod months;
mod outline;
mod projection;
mod simplify;
mod thin;

use std::collections::BTreeMap;
use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use crate::axis::Numbers;
use crate::backend::Paper;
use crate::canvas::{Canvas, Plot};
use crate::ink::Ink;
use crate::reading::{Reading, State, StateWords};
use crate::svg::{Caption, Svg, Width};
use classes::Classes;
use legend::Legend;
pub use months::{MapMonths, MapPanel, map_months};
pub use outline::{Outline, OutlineError, outlines_from_geojson};
use projection::Bounds;
pub use thin::thinned_outlines;

/// A place of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The code that joins it to its outline.
    pub code: String,
    /// Its name, in the reader's language.
    pub name: String,
    /// Its figure.
    pub reading: Reading,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// How values become colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MapScale {
    /// From pale to deep, in classes of about as many places each.
    Sequential,
    /// Away from a target on both sides, in classes of equal width.
    Diverging {
        /// The target.
        around: f64,
        /// Which side of it is good.
        better: Better,
    },
}

/// A map of places.
pub struct Map<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The outlines; one without a region is drawn as plain land.
    pub outlines: &'a [Outline],
    /// The places and their figures; one without an outline counts in the legend all the same.
    pub regions: Vec<Region>,
    /// How values become colours.
    pub scale: MapScale,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the legend.
    pub numbers: Numbers<'a>,
}

/// Room for the legend beside the map, on a desk.
const BESIDE: f64 = 150.0;
const TALLEST: f64 = 480.0;

/// Draws a map, its legend beside it on a desk and below it on a phone.
pub fn map(chart: &Map<'_>, width: Width) -> Svg {
    let full = f64::from(width.pixels());
    let wide = if width == Width::Wide { full - BESIDE } else { full };
    let classes = Classes::new(
        chart.scale,
        chart.regions.iter().filter_map(|region| region.reading.number()),
    );
    let bounds = Bounds::of(chart.outlines);
    let land = bounds.fit(wide, TALLEST);
    let items = legend::items(&chart.regions, &chart.words, chart.numbers, &classes);
    let (legend, corner) = match width {
        Width::Wide => (Legend::column(items, BESIDE - 16.0), (full - BESIDE + 16.0, 2.0)),
        Width::Narrow => (Legend::flow(items, full), (0.0, land.bottom + 8.0)),
    };
    let height = land.bottom.max(corner.1 + legend.height);
    let canvas = Canvas::new(&chart.caption, width, height + 2.0);
    let plot = canvas.plot(bounds.left..bounds.right, bounds.bottom..bounds.top, land);
    let lands = lands(chart, &classes, &plot);
    for land in &lands {
        canvas.draw(land);
    }
    labels::draw(&canvas, chart, &classes, &lands);
    legend.draw(&canvas, corner);
    canvas.finish(&chart.caption)
}

/// The ink of a figure.
fn ink(reading: &Reading, classes: &Classes) -> Ink {
    match reading {
        Reading::State(state) => state.ink(),
        Reading::Value { .. } => reading
            .number()
            .map_or(State::NotApplicable.ink(), |value| classes.ink(value)),
    }
}

/// The outline of a place on the sheet, in tenths of a pixel.
struct Land {
    points: Vec<BackendCoord>,
    /// How many of the points each ring takes.
    rings: Vec<usize>,
    ink: Ink,
    place: String,
    tooltip: String,
    /// Index of its region, if it has one.
    region: Option<usize>,
}

impl Land {
    fn rings(&self) -> Vec<Vec<BackendCoord>> {
        let mut rest = self.points.as_slice();
        self.rings
            .iter()
            .map(|length| {
                let (ring, after) = rest.split_at(*length);
                rest = after;
                ring.to_vec()
            })
            .collect()
    }
}

fn lands(chart: &Map<'_>, classes: &Classes, plot: &Plot) -> Vec<Land> {
    let regions: BTreeMap<&str, usize> = chart
        .regions
        .iter()
        .enumerate()
        .map(|(index, region)| (region.code.as_str(), index))
        .collect();
    let on_sheet = |outline: &Outline| -> Vec<Vec<BackendCoord>> {
        outline
            .rings
            .iter()
            .map(|ring| {
                ring.iter()
                    .map(|at| plot.map_coordinate(&Bounds::project(*at)))
                    .collect()
            })
            .collect()
    };
    let drawn: Vec<_> = chart.outlines.iter().map(on_sheet).collect();
    let simple = simplify::shared(&drawn);
    chart
        .outlines
        .iter()
        .zip(simple)
        .map(|(outline, rings)| {
            let region = regions.get(outline.code.as_str()).copied();
            let (ink, tooltip) = match region.map(|index| &chart.regions[index]) {
                Some(region) => (
                    ink(&region.reading, classes),
                    format!("{}: {}", region.name, region.reading.words(&chart.words)),
                ),
                None => (State::NotApplicable.ink(), outline.code.clone()),
            };
            Land {
                rings: rings.iter().map(Vec::len).collect(),
                points: rings.concat(),
                ink,
                place: outline.code.clone(),
                tooltip,
                region,
            }
        })
        .collect()
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Land {
    type Point = &'a BackendCoord;
    type IntoIter = std::slice::Iter<'a, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}

impl Drawable<Paper> for Land {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        paper: &mut Paper,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        paper.rings(&self.rings(), self.ink, &self.place, &self.tooltip);
        Ok(())
    }
}
