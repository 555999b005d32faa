//! Pages and reports: what is shown of a programme, in which order.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::PlaceLevel;
use crate::words::Words;

use super::breakdown::Breakdown;
use super::schema::Day;

/// One page; its id is the last part of the address.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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
    /// The table of places; none on pages of another kind.
    #[serde(default)]
    pub table: Table,
    /// Tables by class, group, office or place.
    #[serde(default, rename = "breakdown")]
    pub breakdowns: Vec<Breakdown>,
    /// The first day of what came about, where the reader asks for no other; since the last restart when left out.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub since: Option<Date>,
    /// What the page is made of.
    #[serde(default)]
    pub kind: PageKind,
    /// For pages of cases or of quality: the dataset of cases.
    #[serde(default)]
    pub dataset: Option<String>,
    /// For pages of cases: the dataset that follows them.
    #[serde(default)]
    pub follow: Option<String>,
}

/// What a page is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// Headlines, charts and a table of places.
    #[default]
    Figures,
    /// The list of cases under care, one by one, for those who look after them.
    Cases,
    /// How well measurements are made: what is missing, implausible, rounded or copied.
    Quality,
    /// Who has reported in time, who late, and who not: of the datasets that say by when they are due.
    Returns,
    /// What a meeting goes through: the headlines of the first page of figures, who moved, who lags, who is silent.
    Review,
}

/// Who may see something; whoever may see more may see less too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anybody.
    Public,
    /// Whoever has an account.
    SignedIn,
    /// Officials, of places in their scope.
    Scope,
    /// Those who look after single cases, of places in their scope.
    LineList,
}

/// One headline figure.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// A measure or an indicator.
    pub measure: String,
}

/// One chart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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
    /// For bars by class and pyramids: the class.
    #[serde(default)]
    pub class: Option<String>,
    /// For pyramids: the class whose first two values are the sides.
    #[serde(default)]
    pub across: Option<String>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// The months of this financial year against the last.
    Trend,
    /// The places one level down, sorted.
    RankedBars,
    /// The places one level down, coloured.
    Map,
    /// Followed cases by month: who came, who left, who stays.
    Flow,
    /// The values of a class, one bar each.
    Classes,
    /// A percentage of each place one level down against the number it is of, with the limits of chance.
    Funnel,
    /// A class of ages against a class of two sides, such as women and men.
    Pyramid,
    /// The places one level down, coloured, a map for each month of the financial year.
    MapMonths,
}

impl ChartKind {
    /// Whether it is drawn on pages alone: the others stand in reports too.
    pub fn is_of_pages(self) -> bool {
        matches!(self, Self::Funnel | Self::Pyramid | Self::MapMonths)
    }
}

/// The table of places one level down, with a row of the whole.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Measures and indicators, a column each.
    pub measures: Vec<String>,
}

/// One report, for any place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// `daily-employment`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// Who may have it; for whoever may open the programme's pages when left out.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// The levels of its tables inside the asked place, coarse to fine, those that lie below it.
    #[serde(default)]
    pub levels: Vec<PlaceLevel>,
    /// Headline figures.
    #[serde(rename = "tile")]
    pub tiles: Vec<Tile>,
    /// Datasets of which it tells who has reported and who has not; each says by when it is due.
    #[serde(default)]
    pub returns: Vec<String>,
    /// Charts.
    #[serde(default, rename = "chart")]
    pub charts: Vec<Chart>,
    /// The tables of places.
    #[serde(default)]
    pub table: Table,
    /// Tables by class, group, office or place.
    #[serde(default, rename = "breakdown")]
    pub breakdowns: Vec<Breakdown>,
    /// The first day of what came about; since the last restart when left out.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub since: Option<Date>,
}
