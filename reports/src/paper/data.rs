//! What the templates read: texts that are printed already, and nothing that must still be computed.

use catalog::Arg;
use charts::Svg;
use serde::Serialize;

use super::{ROWS_AT_MOST, mark, widths};
use crate::ReportError;
use crate::document::{
    Document, LONG_VALUE, Line, Meaning, Printed, Table, Tile, UNSTABLE, standing_id, standing_word,
};
use crate::identity::Identity;
use crate::say::Say;

/// More sources than this are only counted on paper.
const SOURCES_AT_MOST: usize = 30;

/// A document as its templates read it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Paper {
    language: &'static str,
    pub(crate) title: String,
    programme: String,
    place: String,
    place_path: String,
    facts: Vec<String>,
    sample: Option<String>,
    mark: Option<PaperMark>,
    /// Whether the parts are those of several programmes, each under its own title.
    several: bool,
    pub(crate) parts: Vec<PaperPart>,
    sources: Vec<String>,
    words: Words,
}

/// What leads back to the report on a screen.
#[derive(Debug, Clone, Serialize)]
struct PaperMark {
    id: String,
    address: String,
    /// The address as a picture that a camera reads.
    code: String,
    /// What the picture is, for those who can't see it.
    alt: String,
    words: String,
}

/// What a programme answers; of a report over several, one after the other.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PaperPart {
    title: Option<String>,
    facts: Vec<String>,
    /// Why there is nothing in it.
    pub(crate) fault: Option<String>,
    answer: Vec<PaperSentence>,
    tiles: Vec<PaperTile>,
    pub(crate) pictures: Vec<PaperPicture>,
    pub(crate) tables: Vec<PaperTable>,
    definitions: Vec<Meaning>,
    legend: Vec<Meaning>,
}

/// A sentence, and the table in which its figures stand, by position.
#[derive(Debug, Clone, Serialize)]
struct PaperSentence {
    text: String,
    to: Option<usize>,
}

/// Which drawings are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medium {
    /// Pages of paper.
    Print,
    /// A page of HTML.
    Screen,
}

/// Headings and the foot.
#[derive(Debug, Clone, Serialize)]
struct Words {
    key_figures: String,
    charts: String,
    definitions: String,
    legend: String,
    sources: String,
    /// Leads from a sentence to its table.
    table: String,
    /// What stands before, between and after the two numbers of a foot.
    page: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PaperTile {
    title: String,
    value: String,
    has_value: bool,
    /// Whether the value is too long for the largest type.
    long: bool,
    change: String,
    target: Option<String>,
    standing: Option<PaperStanding>,
}

/// A standing by its word, and by the colour and shape of that name.
#[derive(Debug, Clone, Serialize)]
struct PaperStanding {
    id: &'static str,
    word: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PaperPicture {
    title: String,
    finding: String,
    pub(crate) svg: String,
    /// Why it is not drawn.
    pub(crate) fault: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PaperTable {
    title: String,
    /// Why it is not set.
    pub(crate) fault: Option<String>,
    heads: Vec<PaperHead>,
    /// How many of the heads say what a row is about.
    keys: usize,
    /// Whether it stands on the long side of the paper.
    turned: bool,
    rows: Vec<PaperRow>,
    note: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PaperHead {
    title: String,
    unit: Option<String>,
    /// Whether its texts want more room than others: long names, words, figures with their intervals behind them.
    wide: bool,
    /// The points that it wants where columns are many.
    room: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct PaperRow {
    /// `row`, `group` or `total`
    kind: &'static str,
    pub(super) keys: Vec<String>,
    pub(super) cells: Vec<PaperCell>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct PaperCell {
    pub(super) text: String,
    /// Whether it is a number, which stands to the right, or a word.
    number: bool,
    /// The step of shade in a heat table.
    shade: u8,
}

impl Paper {
    /// The paper of a document.
    pub(crate) fn of(document: &Document, medium: Medium) -> Result<Self, ReportError> {
        let say = Say(document.language);
        let facts = [
            Some(document.as_on.clone()),
            Some(document.coverage.clone()),
            document.known_on.clone(),
            Some(document.version.clone()),
        ];
        let is_pack = !document.parts.is_empty();
        let parts = document.bodies().enumerate();
        Ok(Self {
            language: document.language.code(),
            title: document.title.clone(),
            programme: document.programme.clone(),
            place: document.place.clone(),
            place_path: document.place_path.clone(),
            facts: facts
                .into_iter()
                .flatten()
                .filter(|fact| !fact.is_empty())
                .collect(),
            sample: document.sample.then(|| say.text("report-sample-notice")),
            mark: document
                .identity
                .as_ref()
                .map(|identity| PaperMark::of(identity, say))
                .transpose()?,
            several: is_pack,
            parts: parts
                .map(|(number, part)| PaperPart::of(part, is_pack.then_some(number), medium))
                .collect(),
            sources: sources(document, say),
            words: Words::of(say),
        })
    }
}

impl PaperMark {
    fn of(identity: &Identity, say: Say) -> Result<Self, ReportError> {
        let id = [("id", Arg::Text(&identity.id))];
        Ok(Self {
            id: identity.id.clone(),
            address: identity.address.clone(),
            code: mark::code(&identity.address)?,
            alt: say.about("report-mark-alt", &[("address", Arg::Text(&identity.address))]),
            words: say.about("report-mark", &id),
        })
    }
}

impl PaperPart {
    /// A part of a document; `number` is its place among several.
    fn of(part: &Document, number: Option<usize>, medium: Medium) -> Self {
        let say = Say(part.language);
        let facts = [&part.as_on, &part.coverage].map(String::clone);
        let table_of = |sheet: &String| part.tables.iter().position(|table| table.sheet == *sheet);
        Self {
            title: number
                .map(|_| part.title.clone())
                .filter(|title| !title.is_empty()),
            facts: facts
                .into_iter()
                .filter(|fact| number.is_some() && !fact.is_empty())
                .collect(),
            fault: part.fault.clone(),
            answer: part
                .answer
                .iter()
                .map(|sentence| PaperSentence {
                    text: sentence.text.clone(),
                    to: sentence.to.as_ref().and_then(table_of),
                })
                .collect(),
            tiles: part.tiles.iter().map(|tile| PaperTile::of(tile, part)).collect(),
            pictures: part
                .pictures
                .iter()
                .zip(1..)
                .map(|(svg, position)| PaperPicture::of(svg, (number, position), medium, say))
                .collect(),
            tables: part
                .tables
                .iter()
                .map(|table| PaperTable::of(table, say))
                .collect(),
            definitions: part.definitions.clone(),
            legend: part.legend.clone(),
        }
    }
}

impl PaperPart {
    /// The part with nothing in it.
    pub(super) fn emptied(&self) -> Self {
        Self {
            title: self.title.clone(),
            facts: Vec::new(),
            fault: None,
            answer: Vec::new(),
            tiles: Vec::new(),
            pictures: Vec::new(),
            tables: Vec::new(),
            definitions: Vec::new(),
            legend: Vec::new(),
        }
    }

    #[cfg(test)]
    pub(super) fn broken_picture() -> PaperPicture {
        PaperPicture {
            title: "Persondays by month".to_owned(),
            finding: "None.".to_owned(),
            svg: "no drawing".to_owned(),
            fault: None,
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
            table: say.text("report-see-table"),
            page: page.split('\u{1}').map(str::to_owned).collect(),
        }
    }
}

impl PaperPicture {
    /// A picture by its place: the number of its part among several, and its own in there. What can't be drawn is named.
    fn of(svg: &Svg, (part, position): (Option<usize>, usize), medium: Medium, say: Say) -> Self {
        let id = &svg.caption.id;
        let drawing = match (medium, part) {
            (Medium::Print, _) => charts::print(svg),
            (Medium::Screen, Some(number)) => Ok(svg.inline().replace(id, &format!("s{number}-{id}"))),
            (Medium::Screen, None) => Ok(svg.inline()),
        };
        let (drawing, fault) = match drawing {
            Ok(drawing) => (drawing, None),
            Err(fault) => {
                let reference = format!("{}-c{position}", part.unwrap_or_default() + 1);
                tracing::error!(reference, chart = id, %fault, "a picture of a document could not be drawn");
                let words = say.about("mail-part-fault", &[("reference", Arg::Text(&reference))]);
                (String::new(), Some(words))
            }
        };
        Self {
            title: svg.caption.title.clone(),
            finding: svg.caption.finding.clone(),
            svg: drawing,
            fault,
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
            long: tile.value.text.chars().count() > LONG_VALUE,
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
        let titles = on_paper.iter().map(|key| table.keys[*key].title.clone());
        let titles: Vec<String> = titles
            .chain(figures(table).map(|column| table.columns[column].title.clone()))
            .collect();
        let rows = rows(table, &on_paper);
        let rooms = widths::rooms(&titles, &rows, on_paper.len());
        let turned = widths::is_turned(&rooms, on_paper.len());
        let of_keys = on_paper
            .iter()
            .map(|key| (None, widths::has_long_names(table, *key)));
        let of_figures = figures(table).map(|column| {
            let wide = ends(table, column) > 0 || widths::has_words_alone(table, column);
            (table.columns[column].unit.clone(), wide)
        });
        let heads = titles.into_iter().zip(rooms).zip(of_keys.chain(of_figures));
        let heads = heads.map(|((title, room), (unit, wide))| PaperHead {
            title,
            unit,
            wide,
            room,
        });
        Self {
            title: table.title.clone(),
            fault: None,
            keys: on_paper.len(),
            turned,
            heads: heads.collect(),
            rows,
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
