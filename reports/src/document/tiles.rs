//! The headline figures.

use catalog::{Arg, Language, Unit};
use charts::Standing;
use figures::{Compare, Figures};

use super::printed::Printed;
use super::table::Head;
use crate::content::ReportContent;
use crate::say::Say;
use crate::standing::standing;

/// Letters of a value above which it is no single large number, and its type is smaller.
pub(crate) const LONG_VALUE: usize = 14;

/// One headline figure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tile {
    /// What it counts.
    pub(crate) title: String,
    /// The figure with its unit.
    pub(crate) value: Printed,
    /// Its full unit, as a workbook says it.
    pub(crate) unit: Option<String>,
    /// The same time last year.
    pub(crate) previous: Printed,
    /// The change since then.
    pub(crate) change: Printed,
    /// What a change of it is counted in.
    pub(crate) change_unit: String,
    /// The change in words, where there is one.
    pub(crate) change_words: String,
    /// The target, where there is one.
    pub(crate) target: Option<Target>,
    /// Who has reported: reported, carried, expected.
    pub(crate) units: (u32, u32, u32),
}

/// A target and how the figure stands against it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Target {
    /// The target itself.
    pub(crate) value: f64,
    /// “target 95”
    pub(crate) words: String,
    /// How the figure stands, where it has a value.
    pub(crate) standing: Option<Standing>,
}

/// The tiles of a report.
pub(crate) fn tiles(content: &ReportContent, language: Language) -> Vec<Tile> {
    content
        .tiles
        .iter()
        .filter_map(|id| tile(content, id, language))
        .collect()
}

fn tile(content: &ReportContent, id: &str, language: Language) -> Option<Tile> {
    let figures = &content.headline;
    let column = &figures.columns[figures.column(id)?];
    let cell = figures.cell(0, id)?;
    let value = Printed::with_unit(cell, column.unit, language);
    let change = Printed::change(cell, language);
    let say = Say(language);
    let change_words = match change.value {
        Some(_) => {
            let before = figures.compare == Some(Compare::Previous);
            let id = if before {
                "report-against-before"
            } else {
                "report-against-last-year"
            };
            say.about(id, &[("change", Arg::Text(&change.text))])
        }
        // Where no comparison was asked, none is missed.
        None if figures.compare.is_none() => String::new(),
        None => say.text("no-comparison"),
    };
    Some(Tile {
        title: column.title.get(language).to_owned(),
        target: target(content, figures, id, value.value, language),
        unit: Head::of(column, language).full_unit,
        change_unit: if column.unit == Unit::Percent {
            say.text("report-points")
        } else {
            "%".to_owned()
        },
        previous: Printed::previous(cell, column.unit, language),
        value,
        change,
        change_words,
        units: (cell.units.reported, cell.units.carried, cell.units.expected),
    })
}

fn target(
    content: &ReportContent,
    figures: &Figures,
    id: &str,
    value: Option<f64>,
    language: Language,
) -> Option<Target> {
    let note = content.about.notes.get(id)?;
    let target = note.target(figures.as_on)?;
    let unit = figures.columns[figures.column(id)?].unit;
    let printed = catalog::format::value(target.value, unit, language);
    Some(Target {
        value: target.value,
        words: Say(language).about("target", &[("target", Arg::Text(&printed))]),
        standing: value.and_then(|value| standing(value, target, note.better)),
    })
}

/// The word for a standing.
pub(crate) fn standing_word(standing: Standing, language: Language) -> String {
    Say(language).text(standing_id(standing))
}

/// The name of a standing: also that of its colour.
pub(crate) fn standing_id(standing: Standing) -> &'static str {
    match standing {
        Standing::Better => "better",
        Standing::Watch => "watch",
        Standing::Worse => "worse",
    }
}
