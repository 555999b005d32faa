//! What the templates read: texts that are printed already, and nothing that must still be computed.

use catalog::Arg;
use serde::Serialize;

use super::ROWS_AT_MOST;
use crate::document::{Document, Line, Meaning, Printed, Table, Tile, UNSTABLE, standing_id, standing_word};
use crate::say::Say;

/// More sources than this are only counted on paper.
const SOURCES_AT_MOST: usize = 30;

/// A document as its templates read it.
#[derive(Debug, Serialize)]
pub(crate) struct Paper {
    language: &'static str,
    title: String,
    programme: String,
    place: String,
    place_path: String,
    facts: Vec<String>,
    sample: Option<String>,
    answer: Vec<String>,
    tiles: Vec<PaperTile>,
    pictures: Vec<PaperPicture>,
    tables: Vec<PaperTable>,
    definitions: Vec<Meaning>,
    legend: Vec<Meaning>,
    sources: Vec<String>,
    words: Words,
}

/// Headings and the foot.
#[derive(Debug, Serialize)]
struct Words {
    key_figures: String,
    charts: String,
    definitions: String,
    legend: String,
    sources: String,
    /// What stands before, between and after the two numbers of a foot.
    page: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PaperTile {
    title: String,
    value: String,
    has_value: bool,
    change: String,
    target: Option<String>,
    standing: Option<PaperStanding>,
}

/// A standing by its word, and by the colour and shape of that name.
#[derive(Debug, Serialize)]
struct PaperStanding {
    id: &'static str,
    word: String,
}

#[derive(Debug, Serialize)]
struct PaperPicture {
    title: String,
    finding: String,
    svg: String,
}

#[derive(Debug, Serialize)]
struct PaperTable {
    title: String,
    heads: Vec<PaperHead>,
    /// How many of the heads say what a row is about.
    keys: usize,
    rows: Vec<PaperRow>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct PaperHead {
    title: String,
    unit: Option<String>,
    /// Whether its figures have their intervals behind them.
    wide: bool,
}

#[derive(Debug, Serialize)]
struct PaperRow {
    /// `row`, `group` or `total`
    kind: &'static str,
    keys: Vec<String>,
    cells: Vec<PaperCell>,
}

#[derive(Debug, Serialize)]
struct PaperCell {
    text: String,
    /// Whether it is a number, which stands to the right, or a word.
    number: bool,
    /// The step of shade in a heat table.
    shade: u8,
}

impl Paper {
    /// The paper of a document.
    pub(crate) fn of(document: &Document) -> Self {
        let say = Say(document.language);
        let facts = [
            Some(document.as_on.clone()),
            Some(document.coverage.clone()),
            document.known_on.clone(),
            Some(document.version.clone()),
        ];
        Self {
            language: document.language.code(),
            title: document.title.clone(),
            programme: document.programme.clone(),
            place: document.place.clone(),
            place_path: document.place_path.clone(),
            facts: facts.into_iter().flatten().collect(),
            sample: document.sample.then(|| say.text("report-sample-notice")),
            answer: document.answer.clone(),
            tiles: document
                .tiles
                .iter()
                .map(|tile| PaperTile::of(tile, document))
                .collect(),
            pictures: document
                .pictures
                .iter()
                .map(|picture| PaperPicture {
                    title: picture.title.clone(),
                    finding: picture.finding.clone(),
                    svg: picture.svg.clone(),
                })
                .collect(),
            tables: document
                .tables
                .iter()
                .map(|table| PaperTable::of(table, say))
                .collect(),
            definitions: document.definitions.clone(),
            legend: document.legend.clone(),
            sources: sources(document, say),
            words: Words::of(say),
        }
    }
}

impl Words {
    fn of(say: Say) -> Self {
        // Placeholders that no language uses, so that the foot can be taken apart around them.
        let page = say.about(
            "page-of",
            &[("page", Arg::Text("\u{1}")), ("pages", Arg::Text("\u{1}"))],
        );
        Self {
            key_figures: say.text("report-key-figures"),
            charts: say.text("report-charts"),
            definitions: say.text("definitions"),
            legend: say.text("legend"),
            sources: say.text("sources"),
            page: page.split('\u{1}').map(str::to_owned).collect(),
        }
    }
}

impl PaperTile {
    fn of(tile: &Tile, document: &Document) -> Self {
        let standing = tile.target.as_ref().and_then(|target| target.standing);
        Self {
            title: tile.title.clone(),
            value: tile.value.text.clone(),
            has_value: tile.value.value.is_some(),
            change: tile.change_words.clone(),
            target: tile.target.as_ref().map(|target| target.words.clone()),
            standing: standing.map(|standing| PaperStanding {
                id: standing_id(standing),
                word: standing_word(standing, document.language),
            }),
        }
    }
}

impl PaperTable {
    fn of(table: &Table, say: Say) -> Self {
        let on_paper: Vec<usize> = (0..table.keys.len())
            .filter(|key| table.keys[*key].on_paper)
            .collect();
        let key_heads = on_paper.iter().map(|key| PaperHead {
            title: table.keys[*key].title.clone(),
            unit: None,
            wide: false,
        });
        let heads = figures(table).map(|column| PaperHead {
            title: table.columns[column].title.clone(),
            unit: table.columns[column].unit.clone(),
            wide: ends(table, column) > 0,
        });
        Self {
            title: table.title.clone(),
            keys: on_paper.len(),
            heads: key_heads.chain(heads).collect(),
            rows: rows(table, &on_paper),
            note: note(table, say),
        }
    }
}

/// What is said below a table, and how many of its rows paper has.
fn note(table: &Table, say: Say) -> Option<String> {
    let said: Vec<String> = table.notes.iter().cloned().chain(cut(table, say)).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// Rows with the line of a group before its first row, and the whole at the end.
fn rows(table: &Table, on_paper: &[usize]) -> Vec<PaperRow> {
    let mut rows = Vec::new();
    let mut current = None;
    for line in table.rows.iter().take(at_most(table)) {
        if line.group != current {
            current = line.group;
            rows.extend(
                line.group
                    .and_then(|group| table.groups.get(group))
                    .map(|group| row("group", group, table, &[0])),
            );
        }
        rows.push(row("row", line, table, on_paper));
    }
    rows.extend(
        table
            .total
            .iter()
            .map(|total| row("total", total, table, on_paper)),
    );
    rows
}

fn row(kind: &'static str, line: &Line, table: &Table, on_paper: &[usize]) -> PaperRow {
    let cells = figures(table).map(|column| {
        let ends = column + 1..=column + ends(table, column);
        match line.cells.get(column) {
            Some(printed) => PaperCell::of(printed, line.cells.get(ends).unwrap_or(&[])),
            None => PaperCell::empty(),
        }
    });
    PaperRow {
        kind,
        keys: on_paper
            .iter()
            .filter_map(|key| line.keys.get(*key).cloned())
            .collect(),
        cells: cells.collect(),
    }
}

/// The columns of figures that paper has: ends of intervals stand behind their figure.
fn figures(table: &Table) -> impl Iterator<Item = usize> {
    (0..table.columns.len()).filter(|column| !table.columns[*column].is_end)
}

/// How many ends of an interval follow a column.
fn ends(table: &Table, column: usize) -> usize {
    let after = table.columns[column + 1..].iter();
    after.take_while(|head| head.is_end).count()
}

impl PaperCell {
    /// A figure, with the two ends of its interval where it has them: `0.92 (0.90–0.94)`.
    fn of(printed: &Printed, ends: &[Printed]) -> Self {
        let mark = if printed.unstable { UNSTABLE } else { "" };
        let interval = match ends {
            [low, high] if [printed, low, high].iter().all(|printed| printed.value.is_some()) => {
                format!(" ({}–{})", low.text, high.text)
            }
            _ => String::new(),
        };
        Self {
            text: format!("{}{mark}{interval}", printed.text),
            number: printed.value.is_some(),
            shade: printed.shade,
        }
    }

    fn empty() -> Self {
        Self {
            text: String::new(),
            number: false,
            shade: 0,
        }
    }
}

/// How many rows of a table are printed.
fn at_most(table: &Table) -> usize {
    table.rows_on_paper.unwrap_or(ROWS_AT_MOST).min(ROWS_AT_MOST)
}

fn cut(table: &Table, say: Say) -> Option<String> {
    let (shown, rows) = (at_most(table), table.rows.len());
    let args = [
        ("shown", Arg::Count(shown as u64)),
        ("rows", Arg::Count(rows as u64)),
    ];
    (rows > shown).then(|| say.about("report-cut", &args))
}

fn sources(document: &Document, say: Say) -> Vec<String> {
    let more = document.sources.len().saturating_sub(SOURCES_AT_MOST);
    let rest = (more > 0).then(|| say.about("report-more-sources", &[("count", Arg::Count(more as u64))]));
    document
        .sources
        .iter()
        .take(SOURCES_AT_MOST)
        .cloned()
        .chain(rest)
        .collect()
}
