//! The programme format: what a government programme counts, where its sheets put it, and who must report.
//!
//! A programme is data, `programmes/<id>/programme.toml`; serde decides if the file is well formed and
//! [`Programme::check`] if it makes sense. Everything is a closed set of typed kinds, never a formula in text.

mod absent;
mod breakdown;
mod by_class;
#[cfg(test)]
mod camps_test;
mod cases;
mod check;
mod check_cases;
mod check_docket;
mod check_levels;
mod check_rules;
mod dataset;
mod definition;
mod diagnose;
mod docket;
mod due;
mod family;
mod fault;
mod history;
#[cfg(test)]
mod hostile;
mod keep;
mod load;
mod measure;
mod nested;
mod page;
mod parts;
mod publication;
mod reach;
mod row_check;
mod schema;
mod shape;
mod source;
mod tally;
mod times;

/// Counts up when programmes are declared in another way, which an older jela would not understand.
pub const FORM: u32 = 1;

pub use absent::NotInSource;
pub use breakdown::{Axis, Breakdown, BreakdownKind};
pub use cases::{
    Cases, Choice, Class, ClassOf, DaysAfter, Derive, DerivedType, Flow, Follow, Growth, Keeps, PopulationOf,
    Register, Test, UnitGroup, WeightGain, range,
};
pub use dataset::{Column, ColumnType, Dataset, Every, ReportedBy};
pub use definition::number as rule_number;
pub use diagnose::{Diagnosis, Severity, diagnose};
pub use docket::{Docket, DocketCount, Limit};
pub use due::{Due, DueIn};
pub use family::Family;
pub use fault::{Fault, Part};
pub use history::{DatedTitle, Disclosure, Parameter, Restarts, SeriesBreak, Suspension};
pub use keep::{AtItsEnd, Keep, NoKeep, Personal};
pub use load::{LeftOut, ProgrammeError, Programmes, Stamp};
pub use measure::{
    Band, Better, Indicator, IndicatorKind, IndicatorUnit, Measure, OverTime, Subject, Target,
};
pub use nested::{Bounds, Whole};
pub use page::{Audience, Chart, ChartKind, Page, PageKind, Report, Table, Tile};
pub use publication::Publication;
pub use row_check::{CheckEffect, ROW_DATE, RowCheck, RowRule};
pub use schema::schema;
pub use source::{CaseColumns, DateFrom, Duplicates, Layout, PlaceColumns, Scale, Source};
pub use tally::Tally;
pub use times::{NamedTime, NamedTimes};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::words::Words;

/// A headline, and three figures beside it.
const MOST_AT_A_GLANCE: usize = 4;

/// One programme, as written in `catalog/programmes/<id>/programme.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)] // a mistyped key must fail, not be ignored
pub struct Programme {
    /// The id in addresses, commands and folders: `mgnrega`.
    pub id: String,
    /// What people call the programme whatever its law is called now: “Employment”.
    pub title: Words,
    /// Its legal titles, oldest first; a successor under a new law is a further title.
    #[serde(default, rename = "dated_title")]
    pub dated_titles: Vec<DatedTitle>,
    /// Where it stands among the programmes of a page; those without a number come last, by their ids.
    #[serde(default = "last")]
    pub order: u16,
    /// What a first page shows of it: its headline, and at most three figures beside it; what its first page leads with
    /// when left out.
    #[serde(default)]
    pub glance: Vec<String>,
    /// Whether small counts of people must be hidden.
    pub disclosure: Disclosure,
    /// The first count of people that may be shown where small ones are hidden.
    #[serde(default = "five")]
    pub threshold: u32,
    /// Whether it must not be told either that nobody was counted.
    #[serde(default)]
    pub hide_zero: bool,
    /// What is published where small counts are hidden.
    #[serde(default, rename = "publication")]
    pub publications: Vec<Publication>,
    /// When year-to-date counts begin again.
    #[serde(default)]
    pub restarts: Restarts,
    /// Times in which the programme did not run in a place.
    #[serde(default)]
    pub suspended: Vec<Suspension>,
    /// Times with a name, by which answers can be broken down: `edition`, `phase`.
    #[serde(default)]
    pub times: Vec<NamedTimes>,
    /// Days from which something is counted in another way.
    #[serde(default, rename = "break")]
    pub breaks: Vec<SeriesBreak>,
    /// Dated numbers of the law: entitlements, limits, norms.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// The kinds of row it keeps.
    #[serde(rename = "dataset")]
    pub datasets: Vec<Dataset>,
    /// What counts of cases can be broken down by.
    #[serde(default, rename = "class")]
    pub classes: Vec<Class>,
    /// Named groups of units, by which answers can be broken down too: `project`, `sector`.
    #[serde(default, rename = "group")]
    pub groups: Vec<UnitGroup>,
    /// The sheet layouts in which rows arrive.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// What is counted.
    #[serde(rename = "measure")]
    pub measures: Vec<Measure>,
    /// What is divided.
    #[serde(default, rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// What people ask for and no source has.
    #[serde(default)]
    pub not_in_source: Vec<NotInSource>,
    /// What its pages show.
    #[serde(default, rename = "page")]
    pub pages: Vec<Page>,
    /// What can be printed or mailed.
    #[serde(default, rename = "report")]
    pub reports: Vec<Report>,
}

fn five() -> u32 {
    5
}

fn last() -> u16 {
    u16::MAX
}

impl Programme {
    /// The dataset of that id.
    pub fn dataset(&self, id: &str) -> Option<&Dataset> {
        self.datasets.iter().find(|dataset| dataset.id == id)
    }

    /// The datasets of which returns are due, in the order of the register.
    pub fn returns(&self) -> impl Iterator<Item = (&Dataset, &Due)> {
        let due = |dataset| Some((dataset, Dataset::due(dataset)?));
        self.datasets.iter().filter_map(due)
    }

    /// The measure of that id.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The measure or indicator of that id.
    pub fn subject(&self, id: &str) -> Option<Subject<'_>> {
        self.measure(id)
            .map(Subject::Measure)
            .or_else(|| self.indicator(id).map(Subject::Indicator))
    }

    /// What a first page shows of it: the headline first, then at most three.
    pub fn at_a_glance(&self) -> Vec<&str> {
        if !self.glance.is_empty() {
            return self.glance.iter().map(String::as_str).collect();
        }
        let mut leads = self.pages.iter().map(|page| &page.tiles);
        let tiles = leads.find(|tiles| !tiles.is_empty()).into_iter().flatten();
        tiles
            .take(MOST_AT_A_GLANCE)
            .map(|tile| tile.measure.as_str())
            .collect()
    }

    /// The class of that id.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.id == id)
    }

    /// The group of units of that id.
    pub fn group(&self, id: &str) -> Option<&UnitGroup> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The parameter of that id in force on a day.
    pub fn parameter(&self, id: &str, day: jiff::civil::Date) -> Option<&Parameter> {
        let mut known = self.parameters.iter().filter(|parameter| parameter.id == id);
        known.find(|parameter| parameter.from <= day && parameter.to.is_none_or(|to| day <= to))
    }

    /// The page of that id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// For whom a page is made; where small counts are hidden, for those in office unless it says otherwise.
    pub fn audience(&self, page: &Page) -> Audience {
        page.audience.unwrap_or(match self.disclosure {
            Disclosure::None => Audience::Public,
            Disclosure::SmallCounts => Audience::Scope,
        })
    }

    /// The report of that id.
    pub fn report(&self, id: &str) -> Option<&Report> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// The legal title in force on a day; the oldest one for days before it.
    pub fn title_on(&self, day: jiff::civil::Date) -> Option<&DatedTitle> {
        self.dated_titles
            .iter()
            .rev()
            .find(|title| title.from <= day)
            .or(self.dated_titles.first())
    }
}
