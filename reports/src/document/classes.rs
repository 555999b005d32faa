//! A measure by class: bars in declared order and their table.

use catalog::programme::{Chart, ChartKind};
use catalog::{Arg, Language, Unit, format};
use charts::{Caption, Class, Classes, Of, Reading, Svg, Width};
use figures::{Cell, Figures, Key, Row};

use super::charts::{reading, with_unit, words};
use super::printed::Printed;
use super::table::{Head, KeyHead, Line, Table};
use crate::charted::Charted;
use crate::content::ReportContent;
use crate::say::Say;

/// A measure by class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ByClass {
    /// The chart's id in addresses.
    pub(crate) id: String,
    /// What it shows, with the unit.
    pub(crate) title: String,
    /// What the class is called.
    pub(crate) class: String,
    /// What the measure is called.
    pub(crate) measure: String,
    /// The unit of its values.
    pub(crate) unit: Unit,
    /// Each value of the class, in declared order.
    pub(crate) rows: Vec<ClassRow>,
}

/// A value of a class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClassRow {
    /// What it is called.
    pub(crate) name: String,
    /// The figure.
    pub(crate) printed: Printed,
    /// Of how many, where they are so few that chance may have made the figure.
    pub(crate) few: Option<f64>,
    /// Whether it is a declared value; those of whom it is not known are not.
    pub(crate) known: bool,
}

/// The charts by class of a report.
pub(crate) fn classes(content: &ReportContent, language: Language) -> Vec<ByClass> {
    let charts = content
        .charts
        .iter()
        .filter(|chart| chart.kind == ChartKind::Classes);
    charts
        .filter_map(|chart| by_class(content, chart, language))
        .collect()
}

fn by_class(content: &ReportContent, chart: &Chart, language: Language) -> Option<ByClass> {
    let Charted::Classes { figures, class } = content.charted.get(&chart.id)? else {
        return None;
    };
    let column = figures.column(&chart.measure)?;
    let unit = figures.columns[column].unit;
    let row = |row: &Row| {
        let Key::Value { id, title } = row.keys.first()? else {
            return None;
        };
        let cell: &Cell = &row.cells[column];
        Some(ClassRow {
            name: title.get(language).to_owned(),
            printed: Printed::number(cell, unit, language),
            few: cell.of_few(),
            known: class.values.iter().any(|value| *value.id == **id),
        })
    };
    let rows = rows(figures, row);
    (!rows.is_empty()).then(|| ByClass {
        id: chart.id.clone(),
        title: with_unit(chart.title.get(language).to_owned(), unit, language),
        class: class.title.get(language).to_owned(),
        measure: figures.columns[column].title.get(language).to_owned(),
        unit,
        rows,
    })
}

fn rows(figures: &Figures, row: impl Fn(&Row) -> Option<ClassRow>) -> Vec<ClassRow> {
    figures.rows.iter().filter_map(row).collect()
}

/// The table of a chart by class.
pub(crate) fn class_table(by_class: &ByClass, language: Language) -> Table {
    Table {
        sheet: by_class.class.clone(),
        title: by_class.title.clone(),
        keys: vec![KeyHead {
            title: by_class.class.clone(),
            on_paper: true,
        }],
        columns: vec![Head::titled(by_class.measure.clone(), by_class.unit, language)],
        groups: Vec::new(),
        rows: by_class
            .rows
            .iter()
            .map(|row| Line {
                keys: vec![row.name.clone()],
                group: None,
                cells: vec![row.printed.clone()],
            })
            .collect(),
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    }
}

/// The bars as a drawing.
pub(crate) fn draw_classes(by_class: &ByClass, width: Width, language: Language) -> Svg {
    let say = Say(language);
    let class = |row: &ClassRow| {
        let reading = match (row.printed.value, row.few) {
            (Some(value), Some(few)) => {
                let few = format::number(few, Unit::Count);
                let known = [("value", Arg::Text(&row.printed.text)), ("few", Arg::Text(&few))];
                Reading::value(value, say.about("class-of-few", &known))
            }
            _ => reading(&row.printed),
        };
        let of = match (row.known, row.few) {
            (false, _) => Of::Unknown,
            (true, Some(_)) => Of::Few,
            (true, None) => Of::Value,
        };
        Class {
            name: row.name.clone(),
            reading,
            of,
        }
    };
    let chart = Classes {
        caption: Caption::new(&by_class.id, &by_class.title)
            .finding(&finding(by_class, language))
            .language(language.code()),
        classes: by_class.rows.iter().map(class).collect(),
        words: words(language),
        numbers: &|value, _| format::number(value, by_class.unit),
    };
    charts::classes(&chart, width)
}

fn finding(by_class: &ByClass, language: Language) -> String {
    let say = Say(language);
    let mut known: Vec<_> = by_class
        .rows
        .iter()
        .filter_map(|row| Some((row, row.printed.value?)))
        .collect();
    known.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else {
        return say.text("report-finding-none");
    };
    say.about(
        "report-finding-bars",
        &[
            ("first", Arg::Text(&first.name)),
            ("high", Arg::Text(&first.printed.text)),
            ("last", Arg::Text(&last.name)),
            ("low", Arg::Text(&last.printed.text)),
            ("missing", Arg::Count((by_class.rows.len() - known.len()) as u64)),
        ],
    )
}
