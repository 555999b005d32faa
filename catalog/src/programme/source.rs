//! Sources: one sheet layout in which rows of a dataset arrive.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::PlaceLevel;
use crate::words::Words;

/// One sheet layout.
///
/// Headers are compared after folding case, spacing and punctuation; `a / b` is a header under a merged one.
/// A pattern without ` / ` also finds the last part of a header tree where that is unique in the sheet.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `mis-r5-1-3`
    pub id: String,
    /// What people call the sheet.
    pub title: Words,
    /// The dataset its rows belong to.
    pub dataset: String,
    /// Headers that must all be there, each with its synonyms; row and order are free.
    pub recognised_by: Vec<Vec<String>>,
    /// Text that must stand above the table when headers alone would not tell the sheet from another.
    #[serde(default)]
    pub title_has: Vec<String>,
    /// The columns that name places, coarse to fine; the finest one filled in a row is the row's place.
    pub places: Vec<PlaceColumns>,
    /// How cases are told apart, in a dataset of cases.
    #[serde(default)]
    pub case: Option<CaseColumns>,
    /// Headers of columns that name or reach people: never read, and dropped with a finding.
    #[serde(default)]
    pub personal: Vec<String>,
    /// Where the date stands, tried in this order.
    #[serde(default)]
    pub dates: Vec<DateFrom>,
    /// The scale of money columns when no header, title or unit word tells it.
    #[serde(default)]
    pub scale: Scale,
    /// How values are laid out.
    pub layout: Layout,
    /// What to do when a sheet gives one key twice with different values.
    #[serde(default)]
    pub duplicates: Duplicates,
}

/// The columns that name a place of one level.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceColumns {
    /// The level of the places named.
    pub level: PlaceLevel,
    /// Headers of the column with names.
    #[serde(default)]
    pub name: Vec<String>,
    /// Headers of the column with MGNREGA codes.
    #[serde(default)]
    pub mgnrega_code: Vec<String>,
    /// Headers of the column with LGD codes.
    #[serde(default)]
    pub lgd_code: Vec<String>,
    /// Headers of the column with the source's own code of a unit.
    #[serde(default)]
    pub code: Vec<String>,
}

/// How a case is told from another. The words are hashed with the data directory's key and never kept.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseColumns {
    /// Headers of the number in the unit's register.
    #[serde(default)]
    pub number: Vec<String>,
    /// Where a sheet has no number: headers of the columns whose words together tell cases apart.
    #[serde(default)]
    pub words: Vec<Vec<String>>,
}

/// Where the as-on date of a row stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum DateFrom {
    /// A column of dates.
    Column {
        /// Its headers.
        headers: Vec<String>,
    },
    /// A column of financial years and one of months: the last day of that month.
    YearAndMonth {
        /// Headers of the year.
        year: Vec<String>,
        /// Headers of the month.
        month: Vec<String>,
    },
    /// A column of calendar years and one of months: the last day of that month.
    CalendarMonth {
        /// Headers of the year.
        year: Vec<String>,
        /// Headers of the month.
        month: Vec<String>,
    },
    /// A column of calendar years: the last day of that year.
    CalendarYear {
        /// Its headers.
        year: Vec<String>,
    },
    /// A column of financial years and one telling when the row was last brought up to date: that day, or the
    /// last day of the year where the update came after it.
    YearAndUpdate {
        /// Headers of the year.
        year: Vec<String>,
        /// Headers of the update.
        updated: Vec<String>,
    },
    /// An “As on” line above or below the table.
    AsOnLine,
}

/// By what a printed amount of money is to be multiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Rupees as they are.
    #[default]
    One,
    /// Rupees in thousands.
    Thousand,
    /// Rupees in lakh, 1,00,000.
    Lakh,
    /// Rupees in crore, 1,00,00,000.
    Crore,
}

impl Scale {
    /// The factor.
    pub fn factor(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Thousand => 1_000,
            Self::Lakh => 100_000,
            Self::Crore => 10_000_000,
        }
    }
}

/// How values are laid out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Layout {
    /// A column for each measure: column id to headers.
    Wide {
        /// Column id to the headers it may stand under.
        headers: BTreeMap<String, Vec<String>>,
    },
    /// A column with the name of the measure and one with its value.
    Long {
        /// Headers of the column with names.
        name: Vec<String>,
        /// Headers of the column with values.
        value: Vec<String>,
        /// Column id to the names it may go by.
        names: BTreeMap<String, Vec<String>>,
    },
    /// A group of columns for each month of the financial year; each group becomes a row dated on the last day
    /// of its month. The year is read from the page.
    Months {
        /// Column id to the headers it may stand under inside a month.
        headers: BTreeMap<String, Vec<String>>,
    },
    /// Columns whose header ends in a month and year, such as `Wasting_November 2026`; each month of a sheet row
    /// becomes a row dated on the last day of that month.
    MonthHeaders {
        /// Column id to what its headers begin with.
        headers: BTreeMap<String, Vec<String>>,
    },
}

impl Layout {
    /// The dataset columns that the layout can fill.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Wide { headers } | Self::Months { headers } | Self::MonthHeaders { headers } => {
                headers.keys()
            }
            Self::Long { names, .. } => names.keys(),
        }
        .map(String::as_str)
    }
}

/// What to do when a sheet gives one key twice. Exact copies always count once.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(tag = "keep", rename_all = "snake_case", deny_unknown_fields)]
pub enum Duplicates {
    /// None can be trusted: all are left out.
    #[default]
    None,
    /// The row with the highest value, for year-to-date sheets that repeat a month without a date of print.
    Highest {
        /// The column that is compared.
        by: String,
    },
}
