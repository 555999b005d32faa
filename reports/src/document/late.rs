//! Who has not reported.

use catalog::{Arg, Language, PlaceLevel};
use figures::State;

use super::printed::{Kind, Printed};
use super::table::{Head, KeyHead, Line, Table, place_of, plural};
use crate::content::{LevelTable, ReportContent};
use crate::say::Say;

/// The level at which places report, if the report has a table of it.
fn reporting_level(content: &ReportContent) -> Option<&LevelTable> {
    let at = |level: PlaceLevel| content.levels.iter().find(|table| table.level == level);
    let mut reporting = content.about.reported_by.iter();
    reporting
        .find_map(|level| at(*level))
        .or_else(|| content.levels.last())
}

/// The rows of the reporting level without a report of their own, and how many there are.
pub(crate) fn late_rows(content: &ReportContent) -> Option<(&LevelTable, Vec<usize>)> {
    let level = reporting_level(content)?;
    let first = level.figures.column(content.table.first()?)?;
    let late = (0..level.figures.rows.len()).filter(|row| {
        let cell = &level.figures.rows[*row].cells[first];
        cell.state != State::Suspended && cell.units.expected > 0 && cell.units.reported == 0
    });
    Some((level, late.collect()))
}

/// The list of them; none where the report has no table of places, or where all have reported.
pub(crate) fn late_table(content: &ReportContent, language: Language) -> Option<Table> {
    let (level, late) = late_rows(content)?;
    let first = level.figures.column(content.table.first()?)?;
    let say = Say(language);
    let rows: Vec<Line> = late
        .iter()
        .map(|row| {
            let (code, name) = place_of(&level.figures, *row, language);
            let around = level
                .groups
                .get(*row)
                .and_then(Option::as_ref)
                .map(|(_, name)| name.get(language).to_owned());
            let carried = level.figures.rows[*row].cells[first].units.carried > 0;
            let why = say.text(if carried { "report-carried-on" } else { "no-report" });
            let keys = [name]
                .into_iter()
                .chain(level.grouped_by.map(|_| around.unwrap_or_default()))
                .chain([code])
                .collect();
            Line {
                keys,
                group: None,
                cells: vec![words(why)],
            }
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let head = |title: String, on_paper| KeyHead { title, on_paper };
    let name = head(level.level.word().get(language).to_owned(), true);
    let around = level
        .grouped_by
        .map(|group| head(group.word().get(language).to_owned(), true));
    Some(Table {
        sheet: say.text("report-late"),
        title: late_title(rows.len(), level, language),
        keys: [name]
            .into_iter()
            .chain(around)
            .chain([head(say.text("report-code"), false)])
            .collect(),
        columns: vec![Head {
            title: say.text("report-report"),
            unit: None,
            full_unit: None,
            is_end: false,
        }],
        groups: Vec::new(),
        rows,
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    })
}

fn late_title(late: usize, level: &LevelTable, language: Language) -> String {
    Say(language).about(
        "report-late-of",
        &[
            ("late", Arg::Count(late as u64)),
            ("expected", Arg::Count(level.figures.rows.len() as u64)),
            ("places", Arg::Text(&plural(level.level, language))),
        ],
    )
}

fn words(text: String) -> Printed {
    Printed {
        kind: Kind::Change,
        state: Some(State::NotReported),
        ..Printed::words(text)
    }
}
