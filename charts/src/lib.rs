//! From figures to SVG and PNG: the only crate that draws.
//!
//! One file is one kind of chart: plain data in, [`Svg`] out, drawn for a phone ([`Width::Narrow`]) and for a desk
//! ([`Width::Wide`]); a page shows the one that fits, so that no text is ever scaled below 11 pixels. Numbers
//! arrive as text (`catalog` owns their format); only the numbers of an axis are written through a [`Numbers`] closure.
//! Colours and sizes live in [`theme`], the rules of the classes in [`stylesheet`].
//!
//! ```
//! use charts::{Caption, Width, sparkline};
//!
//! let caption = Caption::new("persondays", "Persondays by month").finding("Up from 1.2 to 3.4 lakh.");
//! let svg = sparkline(&caption, &[Some(1.2), None, Some(2.0), Some(3.4)]);
//! assert!(svg.inline().contains("<title id=\"c-persondays-title\">Persondays by month</title>"));
//! ```

pub mod fonts;
pub mod stylesheet;
pub mod theme;

mod measure;

mod backend;
mod canvas;
mod ink;
mod svg;

mod axis;
mod label;
mod reading;
mod rows;

mod classes;
mod dots;
mod flow;
mod funnel;
mod pyramid;
mod ranked_bars;
mod scatter;
mod small_multiples;
mod sparkline;
mod trend;

mod map;

mod families;
mod png;
mod print;

pub use axis::Numbers;
pub use classes::{Class, Classes, Of, classes};
pub use dots::{Dots, dots, dots_pages};
pub use flow::{Flow, Kind, Stock, flow};
pub use fonts::missing_letter;
pub use funnel::{Beyond, Funnel, FunnelLimit, FunnelPoint, funnel};
pub use map::{
    Better, Map, MapMonths, MapPanel, MapScale, Outline, OutlineError, Region, map, map_months,
    outlines_from_geojson, thinned_outlines,
};
pub use png::{PngError, png};
pub use print::{print, texts_with_boxes};
pub use pyramid::{AgeBand, Pyramid, Side, pyramid};
pub use ranked_bars::{Order, RankedBars, ranked_bars, ranked_bars_pages};
pub use reading::{Reading, Standing, State, StateWords};
pub use rows::{Reference, Row, Tone};
pub use scatter::{Dotted, Scatter, scatter};
pub use small_multiples::{Panel, SmallMultiples, small_multiples};
pub use sparkline::sparkline;
pub use svg::{Caption, Svg, Width};
pub use trend::{Band, Break, Line, Trend, Weight, trend};
