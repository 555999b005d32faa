//! Blank workbooks for those who report: the headers that are expected, drop-downs for places and coded values, cell checks,
//! and a sheet of notes. What is filled in goes in again without a map.
//!
//! ```
//! use catalog::{Catalog, Language};
//! use reports::{Template, TemplateFor};
//!
//! let catalog = Catalog::load(None)?;
//! let wanted = TemplateFor {
//!     programme: "mgnrega",
//!     dataset: "finance",
//!     source: None,
//!     area: "district-305".parse()?,
//!     rows_of_area: true,
//!     month: "2026-11-30".parse()?,
//!     language: Language::En,
//! };
//! let template = Template::new(&catalog, &wanted)?;
//! assert_eq!(template.rows.len(), 22, "a row for each block");
//! assert!(template.xlsx()?.starts_with(b"PK"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
mod columns;
mod headers;
mod notes;
mod places;
mod write;

use catalog::programme::{Dataset, DateFrom, Keeps, Layout, Programme, Source};
use catalog::{Catalog, Language, PlaceCode};
use jiff::civil::Date;

pub(crate) use write::lines_of;

pub use cells::Check;
pub use columns::{Holds, TemplateColumn};

use crate::ReportError;

/// What a template is wanted for.
#[derive(Debug, Clone)]
pub struct TemplateFor<'a> {
    /// The programme.
    pub programme: &'a str,
    /// Its dataset.
    pub dataset: &'a str,
    /// The source whose headers are wanted; the fullest one with a row a place unless told.
    pub source: Option<&'a str>,
    /// The place whose parts are offered in the drop-downs.
    pub area: PlaceCode,
    /// Whether a row is made for each place of the area that must report.
    pub rows_of_area: bool,
    /// A day of the month that is to be reported, for layouts with months in their headers.
    pub month: Date,
    /// The language of notes and, as far as the source knows it, of headers.
    pub language: Language,
}

/// A workbook to be filled in.
#[derive(Debug, Clone)]
pub struct Template<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) dataset: &'a Dataset,
    pub(crate) language: Language,
    /// Lines above the table.
    pub titles: Vec<String>,
    /// The day for which the figures are true, where the table has no column for it: none makes a cell to be filled in.
    pub as_on: Option<Date>,
    /// Whether such a cell stands above the table.
    pub dated_above: bool,
    /// From left to right.
    pub columns: Vec<TemplateColumn>,
    /// What is filled in already, each row by column; texts that are numbers become numbers where the column counts.
    pub rows: Vec<Vec<String>>,
}

impl<'a> Template<'a> {
    /// Plans a template.
    ///
    /// Errs where the programme, dataset, source or place is unknown.
    pub fn new(catalog: &'a Catalog, wanted: &TemplateFor<'_>) -> Result<Self, ReportError> {
        let programme = catalog.programmes.get(wanted.programme);
        let programme =
            programme.ok_or_else(|| unknown("programme", wanted.programme, &programmes(catalog)))?;
        let dataset = programme.dataset(wanted.dataset).ok_or_else(|| {
            let known: Vec<String> = programme
                .datasets
                .iter()
                .map(|dataset| dataset.id.clone())
                .collect();
            unknown("dataset", wanted.dataset, &known)
        })?;
        if catalog.places.get(&wanted.area).is_none() {
            return Err(ReportError::UnknownPlace(wanted.area.clone()));
        }
        let source = source(programme, dataset, wanted.source)?;
        let planning = columns::Planning {
            catalog,
            programme,
            dataset,
            source,
            wanted,
        };
        let columns = planning.columns();
        let rows = match wanted.rows_of_area && expects_rows(dataset) {
            true => places::rows(&planning, &columns),
            false => Vec::new(),
        };
        let dated_above = is_dated_above(source);
        Ok(Self {
            programme,
            dataset,
            language: wanted.language,
            titles: titles(programme, source, wanted),
            as_on: None,
            dated_above,
            columns,
            rows,
        })
    }

    /// The template as a workbook. The same template gives the same bytes.
    pub fn xlsx(&self) -> Result<Vec<u8>, ReportError> {
        write::xlsx(self)
    }
}

fn programmes(catalog: &Catalog) -> Vec<String> {
    catalog
        .programmes
        .iter()
        .map(|programme| programme.id.clone())
        .collect()
}

fn unknown(what: &'static str, asked: &str, known: &[String]) -> ReportError {
    ReportError::Unknown {
        what,
        asked: asked.to_owned(),
        known: known.join(", "),
    }
}

/// The source asked for; else the one that fills most columns with a row a place.
fn source<'a>(
    programme: &'a Programme,
    dataset: &Dataset,
    asked: Option<&str>,
) -> Result<&'a Source, ReportError> {
    let of_dataset = || {
        programme
            .sources
            .iter()
            .filter(|source| source.dataset == dataset.id)
    };
    if let Some(asked) = asked {
        let known: Vec<String> = of_dataset().map(|source| source.id.clone()).collect();
        let found = of_dataset().find(|source| source.id == asked);
        return found.ok_or_else(|| unknown("source", asked, &known));
    }
    let shape = |source: &Source| match source.layout {
        Layout::Wide { .. } => 3,
        Layout::Months { .. } => 2,
        Layout::MonthHeaders { .. } => 1,
        Layout::Long { .. } => 0,
    };
    let reports_there = |source: &Source| {
        let finest = source.places.iter().map(|place| place.level).max();
        finest == Some(dataset.reported_by.finest())
    };
    // Portals' own lists begin with the state; what offices fill in begins with them.
    let is_office_s = |source: &Source| {
        source
            .places
            .iter()
            .all(|place| place.level != catalog::PlaceLevel::State)
    };
    let fullest = of_dataset().max_by_key(|source| {
        (
            shape(source),
            reports_there(source),
            is_office_s(source),
            source.layout.columns().count(),
        )
    });
    fullest.ok_or_else(|| unknown("source", &dataset.id, &[]))
}

/// A row a place is expected of series, registers and, by class, tallies; how many cases there are, nobody knows.
fn expects_rows(dataset: &Dataset) -> bool {
    matches!(
        dataset.keeps,
        Keeps::Series | Keeps::Register(_) | Keeps::Tally(_)
    )
}

fn has_date_columns(source: &Source) -> bool {
    source
        .dates
        .iter()
        .any(|from| !matches!(from, DateFrom::AsOnLine))
}

fn is_dated_above(source: &Source) -> bool {
    !has_date_columns(source) && matches!(source.layout, Layout::Wide { .. } | Layout::Long { .. })
}

fn titles(programme: &Programme, source: &Source, wanted: &TemplateFor<'_>) -> Vec<String> {
    let mut title = format!(
        "{}: {}",
        programme.title.get(wanted.language),
        source.title.get(wanted.language)
    );
    for text in &source.title_has {
        if !title.to_lowercase().contains(&text.to_lowercase()) {
            title.push_str(" · ");
            title.push_str(text);
        }
    }
    let mut titles = vec![title];
    if matches!(source.layout, Layout::Months { .. }) {
        let year = catalog::calendar::FinancialYear::of(wanted.month);
        titles.push(format!("Financial Year {year}"));
    }
    titles
}
