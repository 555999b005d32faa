//! Pages and reports: what is shown of a programme, in which order.

use serde::Deserialize;

use crate::places::PlaceLevel;
use crate::words::Words;

/// One page; its id is the last part of the address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// `overview`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// For whom it is made.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// Headline figures, most telling first.
    #[serde(default, rename = "tile")]
    pub tiles: Vec<Tile>,
    /// Charts in reading order.
    #[serde(default, rename = "chart")]
    pub charts: Vec<Chart>,
    /// The table of places.
    pub table: Table,
}

/// For whom a page is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anybody.
    Public,
    /// Whoever has an account.
    SignedIn,
    /// Whoever is in office for the place and the programme.
    Scope,
}

/// One headline figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// A measure or an indicator.
    pub measure: String,
}

/// One chart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// The id in the address: `persondays-by-month`.
    pub id: String,
    /// What it shows: “Persondays by month”.
    pub title: Words,
    /// A measure or an indicator.
    pub measure: String,
    /// How it is drawn.
    pub kind: ChartKind,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// The months of this financial year against the last.
    Trend,
    /// The places one level down, sorted.
    RankedBars,
    /// The places one level down, coloured.
    Map,
}

/// The table of places one level down, with a row of the whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Measures and indicators, a column each.
    pub measures: Vec<String>,
}

/// One report, for any place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// `daily-employment`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// The levels of its tables inside the asked place, coarse to fine, those that lie below it.
    pub levels: Vec<PlaceLevel>,
    /// Headline figures.
    #[serde(rename = "tile")]
    pub tiles: Vec<Tile>,
    /// Charts.
    #[serde(default, rename = "chart")]
    pub charts: Vec<Chart>,
    /// The tables.
    pub table: Table,
}
