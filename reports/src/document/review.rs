//! What a review meeting goes through: the headline, who moved most, who lags, who has not reported; sentences first, each
//! leading to the table in which its figures stand.

use catalog::programme::{Better, Target};
use catalog::{Arg, Language};
use charts::Standing;
use figures::{Cell, Change, Compare};

use super::answer::{Sentence, headline_of, late};
use super::late::late_table;
use super::notes::{definitions, legend, sources};
use super::printed::Printed;
use super::report::{Document, headed};
use super::table::{Head, KeyHead, Line, Table, compared_heads, place_of, plural};
use super::tiles::tiles;
use crate::content::{LevelTable, ReportContent};
use crate::say::Say;
use crate::standing::standing;

/// A change smaller than this, in percent or points, is no news.
const LEAST: f64 = 0.5;

/// Of those who have not reported, paper names so many.
const SILENT_ON_PAPER: usize = 20;

/// The review of a programme.
pub(crate) fn review(content: &ReportContent, most: usize, language: Language) -> Document {
    let tiles = tiles(content, language);
    let moved = moved(content, most, language);
    let lagging = lagging(content, most, language);
    // Lists of cases owe no return, so that nobody is silent.
    let owes = !content.about.has_cases;
    let silent = late_table(content, language).filter(|_| owes).map(|table| Table {
        rows_on_paper: Some(SILENT_ON_PAPER),
        ..table
    });
    let silent_words = late(content, language).filter(|_| owes);
    let (moved_words, moved) = moved.unzip();
    let (lagging_words, lagging) = (lagging.0, lagging.1);
    let tables: Vec<Table> = moved.into_iter().chain(lagging).chain(silent).collect();
    let legend = legend(
        &tables,
        tiles.iter().map(|tile| &tile.value),
        &content.about,
        language,
    );
    Document {
        answer: headline_of(content, language)
            .into_iter()
            .chain(moved_words)
            .chain(lagging_words)
            .chain(silent_words)
            .collect(),
        definitions: definitions(&content.about, content.tiles.iter().cloned(), language),
        sources: sources(&content.sources(), language),
        sample: content.answers().any(|figures| figures.sample),
        tiles,
        tables,
        legend,
        ..headed(
            content.title.get(language),
            &content.headline,
            &content.about,
            language,
        )
    }
}

/// The places that moved most in the first headline figure that can be compared. Counts are ranked by how much they moved
/// the whole, not by percent, or the smallest places would always lead.
fn moved(content: &ReportContent, most: usize, language: Language) -> Option<(Sentence, Table)> {
    let level = content
        .levels
        .first()
        .filter(|level| level.figures.rows.len() > 1)?;
    let (column, mut rows) = content.tiles.iter().find_map(|id| {
        let column = level.figures.column(id)?;
        let moves = level.figures.rows.iter().enumerate();
        let moves: Vec<(usize, f64)> = moves
            .filter_map(|(row, found)| Some((row, distance(&found.cells[column])?)))
            .collect();
        (!moves.is_empty()).then_some((column, moves))
    })?;
    rows.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
    rows.truncate(most);
    let unit = level.figures.columns[column].unit;
    let cell = |row: usize| &level.figures.rows[row].cells[column];
    let say = Say(language);
    let sheet = say.text("report-review-moved");
    let names = rows.iter().map(|(row, _)| {
        let change = Printed::change(cell(*row), language).text;
        format!("{} {change}", place_of(&level.figures, *row, language).1)
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let measure = level.figures.columns[column].title.get(language);
    let id = match level.figures.compare {
        Some(Compare::Previous) => "report-review-moved-before",
        Some(Compare::LastYear) | None => "report-review-moved-year",
    };
    let sentence = say.about(
        id,
        &[("measure", Arg::Text(measure)), ("places", Arg::Text(&names))],
    );
    let lines = rows.iter().map(|(row, _)| {
        let cells = vec![
            Printed::number(cell(*row), unit, language),
            Printed::previous(cell(*row), unit, language),
            Printed::change(cell(*row), language),
        ];
        line(level, *row, cells, language)
    });
    let heads = compared_heads(&level.figures, &level.figures.columns[column], language);
    let table = table(&sheet, level, heads, lines.collect(), language);
    Some((Sentence::in_table(sentence, &sheet), table))
}

fn distance(cell: &Cell) -> Option<f64> {
    let is_news = match cell.change? {
        Change::Percent(size) | Change::Points(size) => size.abs() >= LEAST,
        Change::NotApplicable => false,
    };
    Some(cell.value? - cell.previous?).filter(|_| is_news)
}

/// The places furthest behind the target of the first headline figure that has one. What chance may have made lags behind
/// nothing.
fn lagging(content: &ReportContent, most: usize, language: Language) -> (Option<Sentence>, Option<Table>) {
    let say = Say(language);
    let Some(level) = content
        .levels
        .first()
        .filter(|level| level.figures.rows.len() > 1)
    else {
        return (None, None);
    };
    let found = content.tiles.iter().find_map(|id| {
        let note = content.about.notes.get(id)?;
        let target = note.target(content.headline.as_on)?;
        let column = level.figures.column(id)?;
        (note.better != Better::Neither).then_some((column, target, note.better))
    });
    let Some((column, target, better)) = found else {
        return (Some(Sentence::of(say.text("report-review-no-target"))), None);
    };
    let rows = furthest_behind(level, column, (target, better), most);
    let title = &level.figures.columns[column].title;
    let (measure, places) = (title.get(language), plural(level.level, language));
    if rows.is_empty() {
        let args = [("measure", Arg::Text(measure)), ("places", Arg::Text(&places))];
        return (
            Some(Sentence::of(say.about("report-review-none-lags", &args))),
            None,
        );
    }
    let unit = level.figures.columns[column].unit;
    let cell = |row: usize| &level.figures.rows[row].cells[column];
    let names = rows.iter().map(|row| {
        let value = Printed::with_unit(cell(*row), unit, language).text;
        format!("{} {value}", place_of(&level.figures, *row, language).1)
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let printed = catalog::format::value(target.value, unit, language);
    let args = [
        ("measure", Arg::Text(measure)),
        ("target", Arg::Text(&printed)),
        ("places", Arg::Text(&names)),
    ];
    let sheet = say.text("report-review-lagging");
    let lines = rows.iter().map(|row| {
        let aim = Cell {
            value: Some(target.value),
            ..cell(*row).clone()
        };
        let cells = [cell(*row), &aim].map(|cell| Printed::number(cell, unit, language));
        line(level, *row, cells.to_vec(), language)
    });
    let heads = vec![
        Head::of(&level.figures.columns[column], language),
        Head::titled(say.text("report-target"), unit, language),
    ];
    let table = table(&sheet, level, heads, lines.collect(), language);
    (
        Some(Sentence::in_table(say.about("report-review-lag", &args), &sheet)),
        Some(table),
    )
}

/// The rows that are worse than near the target, the furthest first.
fn furthest_behind(
    level: &LevelTable,
    column: usize,
    (target, better): (&Target, Better),
    most: usize,
) -> Vec<usize> {
    let rows = level.figures.rows.iter().enumerate();
    let mut behind: Vec<(usize, f64)> = rows
        .filter_map(|(row, found)| {
            let cell = &found.cells[column];
            let value = cell.value.filter(|_| !cell.unstable && cell.of_few().is_none())?;
            let lags = standing(value, target, better) == Some(Standing::Worse);
            lags.then_some((row, (target.value - value).abs()))
        })
        .collect();
    behind.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    behind.truncate(most);
    behind.into_iter().map(|(row, _)| row).collect()
}

fn line(level: &LevelTable, row: usize, cells: Vec<Printed>, language: Language) -> Line {
    let (code, name) = place_of(&level.figures, row, language);
    Line {
        keys: vec![name, code],
        group: None,
        cells,
    }
}

fn table(sheet: &str, level: &LevelTable, columns: Vec<Head>, rows: Vec<Line>, language: Language) -> Table {
    let head = |title: String, on_paper| KeyHead { title, on_paper };
    Table {
        sheet: sheet.to_owned(),
        title: sheet.to_owned(),
        keys: vec![
            head(level.level.word().get(language).to_owned(), true),
            head(Say(language).text("report-code"), false),
        ],
        columns,
        groups: Vec::new(),
        rows,
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    }
}
