//! What a mail says, before it is laid out as text and as HTML.

use catalog::{Arg, Language};
use charts::theme;
use serde::Serialize;

use super::Attached;
use crate::document::{Document, LONG_VALUE, Line, Printed, Table, Tile, standing_id, standing_word};
use crate::say::Say;

/// Longer tables are in the attachments alone.
const ROWS: usize = 45;
/// More tables than these make no mail better.
const TABLES: usize = 3;

/// Everything that the layouts may use.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) language: &'static str,
    pub(super) subject: String,
    pub(super) title: String,
    pub(super) first_line: String,
    pub(super) programme: String,
    pub(super) place_path: String,
    /// What must be known before any figure is read: made up, incomplete, no data.
    pub(super) warnings: Vec<String>,
    pub(super) parts: Vec<Part>,
    pub(super) files: Vec<String>,
    pub(super) links: Vec<Link>,
    pub(super) faults: Vec<String>,
    pub(super) known: Option<String>,
    pub(super) version: String,
    /// The page of that very report.
    pub(super) mark: Option<Link>,
    pub(super) page: Link,
    pub(super) why: String,
    pub(super) unsubscribe: Option<Link>,
    pub(super) words: Words,
    pub(super) colours: Colours,
    pub(super) dark: Colours,
}

/// What a programme answers; of a report over several, one after the other.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    pub(super) title: Option<String>,
    pub(super) facts: String,
    pub(super) fault: Option<String>,
    pub(super) answer: Vec<String>,
    pub(super) tiles: Vec<TileLine>,
    pub(super) pictures: Vec<PictureLine>,
    pub(super) tables: Vec<TableLines>,
    pub(super) definitions: Vec<Meaning>,
    pub(super) legend: Vec<Meaning>,
}

/// A headline figure.
#[derive(Debug, Serialize)]
pub(super) struct TileLine {
    pub(super) title: String,
    pub(super) value: String,
    /// Whether the value needs a line of its own on a phone.
    pub(super) long: bool,
    pub(super) change: String,
    pub(super) target: Option<String>,
    pub(super) standing: Option<(&'static str, String, &'static str)>,
}

/// A chart, or the reference under which its fault is logged.
#[derive(Debug, Serialize)]
pub(super) struct PictureLine {
    pub(super) title: String,
    pub(super) finding: String,
    pub(super) id: String,
    pub(super) width: u32,
    pub(super) fault: Option<String>,
}

/// A table.
#[derive(Debug, Serialize)]
pub(super) struct TableLines {
    pub(super) title: String,
    pub(super) keys: Vec<String>,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<RowLine>,
    pub(super) notes: Vec<String>,
}

/// A row.
#[derive(Debug, Serialize)]
pub(super) struct RowLine {
    pub(super) keys: Vec<String>,
    pub(super) cells: Vec<CellLine>,
    pub(super) total: bool,
}

/// A cell: a number, which stays on its line, or words.
#[derive(Debug, Serialize)]
pub(super) struct CellLine {
    text: String,
    number: bool,
}

/// A word and what it means.
#[derive(Debug, Serialize)]
pub(super) struct Meaning {
    pub(super) word: String,
    pub(super) means: String,
}

/// Words and an address.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub(super) words: String,
    pub(super) address: String,
}

/// Fixed words of the layouts.
#[derive(Debug, Serialize)]
pub(super) struct Words {
    pub(super) definitions: String,
    pub(super) signs: String,
    pub(super) files: String,
}

/// The tokens of the visual language that a mail uses; many readers of mail know no style sheets.
#[derive(Debug, Serialize)]
pub(super) struct Colours {
    ink: String,
    muted: String,
    rule: String,
    paper: String,
    card: String,
    accent: String,
    better: String,
    watch: String,
    worse: String,
}

/// What a letter is about besides its figures.
pub(super) struct About<'a> {
    /// Whether the returns were in.
    pub(super) complete: Option<bool>,
    /// What the schedule is called.
    pub(super) schedule: &'a str,
    /// The page with the same figures.
    pub(super) page: &'a str,
    /// Where the recipient can end it.
    pub(super) unsubscribe: Option<&'a str>,
    /// Until when links hold, printed.
    pub(super) until: &'a str,
    /// Whether it is a test.
    pub(super) is_test: bool,
    /// Where what is looked out for has come about, in words.
    pub(super) crossed: Option<&'a str>,
}

/// The letter of a document; pictures are those of each of its parts.
pub(super) fn letter(
    document: &Document,
    pictures: Vec<Vec<PictureLine>>,
    attached: &[Attached],
    about: &About<'_>,
) -> Letter {
    let say = Say(document.language);
    let no_data = document.is_empty;
    let parts = [&document.place, &document.as_on, &document.coverage];
    let said: Vec<&str> = parts
        .iter()
        .map(|part| part.as_str())
        .filter(|part| !part.is_empty())
        .collect();
    let first_line = said.join(" · ");
    let subject = format!("{} · {first_line}", document.title);
    let marked = |is_so: bool, word: &str, subject: String| match is_so {
        true => format!("[{}] {subject}", say.text(word)),
        false => subject,
    };
    let subject = marked(about.complete == Some(false), "incomplete", subject);
    let subject = marked(about.crossed.is_some(), "mail-alert", subject);
    let subject = marked(about.is_test, "mail-test", subject);
    let shown = |shown: bool, id: &str| shown.then(|| say.text(id));
    let warnings = [
        about.crossed.map(str::to_owned),
        shown(document.sample, "sample-band"),
        shown(about.complete == Some(false), "mail-incomplete"),
        shown(no_data, "mail-no-data"),
    ];
    Letter {
        language: document.language.code(),
        subject,
        title: document.title.clone(),
        first_line,
        programme: document.programme.clone(),
        place_path: document.place_path.clone(),
        warnings: warnings.into_iter().flatten().collect(),
        parts: document
            .bodies()
            .zip(pictures.into_iter().chain(std::iter::repeat_with(Vec::new)))
            .map(|(body, pictures)| part(body, pictures, !document.parts.is_empty()))
            .collect(),
        files: names(attached),
        links: links(attached, about.until, say),
        faults: faults(attached, say),
        known: document.known_on.clone(),
        version: document.version.clone(),
        mark: document.identity.as_ref().map(|identity| Link {
            words: say.about("report-mark", &[("id", Arg::Text(&identity.id))]),
            address: identity.address.clone(),
        }),
        page: Link {
            words: say.text("mail-open-page"),
            address: about.page.to_owned(),
        },
        why: say.about("mail-why", &[("schedule", Arg::Text(about.schedule))]),
        unsubscribe: about.unsubscribe.map(|address| Link {
            words: say.text("mail-unsubscribe"),
            address: address.to_owned(),
        }),
        words: Words {
            definitions: say.text("definitions"),
            signs: say.text("signs"),
            files: say.text("mail-files"),
        },
        colours: light(),
        dark: dark(),
    }
}

fn part(body: &Document, pictures: Vec<PictureLine>, is_one_of_several: bool) -> Part {
    let facts = [&body.as_on, &body.coverage].map(String::as_str);
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let answer = body.answer.iter().map(|sentence| sentence.text.clone());
    Part {
        title: (is_one_of_several && !body.title.is_empty()).then(|| body.title.clone()),
        facts: if is_one_of_several {
            facts.join(" · ")
        } else {
            String::new()
        },
        fault: body.fault.clone(),
        // Without data every sentence would say so once more.
        answer: if body.is_empty {
            Vec::new()
        } else {
            answer.collect()
        },
        tiles: body
            .tiles
            .iter()
            .map(|tile| tile_line(tile, body.language))
            .collect(),
        pictures,
        tables: tables(body),
        definitions: meanings(&body.definitions),
        legend: meanings(&body.legend),
    }
}

/// The words in the place of a part that could not be made.
pub(super) fn fault_words(reference: &str, language: Language) -> String {
    Say(language).about("mail-part-fault", &[("reference", Arg::Text(reference))])
}

fn tile_line(tile: &Tile, language: Language) -> TileLine {
    let standing = tile.target.as_ref().and_then(|target| target.standing);
    TileLine {
        title: tile.title.clone(),
        value: tile.value.text.clone(),
        long: tile.value.text.chars().count() > LONG_VALUE,
        change: tile.change_words.clone(),
        target: tile.target.as_ref().map(|target| target.words.clone()),
        standing: standing.map(|standing| {
            let sign = match standing {
                charts::Standing::Better => "▲",
                charts::Standing::Watch => "●",
                charts::Standing::Worse => "▼",
            };
            (sign, standing_word(standing, language), standing_id(standing))
        }),
    }
}

/// The tables that are short enough, the coarsest first.
fn tables(document: &Document) -> Vec<TableLines> {
    let short = document
        .tables
        .iter()
        .filter(|table| !table.rows.is_empty() && table.rows.len() <= ROWS);
    short
        .take(TABLES)
        .map(|table| table_lines(table, document.language))
        .collect()
}

fn table_lines(table: &Table, language: Language) -> TableLines {
    let on_paper: Vec<usize> = (0..table.keys.len())
        .filter(|key| table.keys[*key].on_paper)
        .collect();
    let keys = |line: &Line| -> Vec<String> {
        on_paper
            .iter()
            .filter_map(|key| line.keys.get(*key).cloned())
            .collect()
    };
    let row = |line: &Line, total| RowLine {
        keys: keys(line),
        cells: line.cells.iter().map(cell_line).collect(),
        total,
    };
    let few = table
        .rows
        .iter()
        .flat_map(|line| &line.cells)
        .any(|cell| cell.unstable);
    let unstable = few.then(|| Say(language).text("unstable"));
    TableLines {
        title: table.title.clone(),
        keys: on_paper
            .iter()
            .map(|key| table.keys[*key].title.clone())
            .collect(),
        heads: table
            .columns
            .iter()
            .map(|head| match &head.unit {
                Some(unit) => format!("{}, {unit}", head.title),
                None => head.title.clone(),
            })
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|line| row(line, false))
            .chain(table.total.iter().map(|line| row(line, true)))
            .collect(),
        notes: table.notes.iter().cloned().chain(unstable).collect(),
    }
}

fn cell_line(printed: &Printed) -> CellLine {
    CellLine {
        text: printed.text.clone(),
        number: printed.value.is_some(),
    }
}

fn meanings(meanings: &[crate::document::Meaning]) -> Vec<Meaning> {
    let copy = |meaning: &crate::document::Meaning| Meaning {
        word: meaning.word.clone(),
        means: meaning.means.clone(),
    };
    meanings.iter().map(copy).collect()
}

fn names(attached: &[Attached]) -> Vec<String> {
    let name = |attached: &Attached| match attached {
        Attached::File { name, .. } => Some(name.clone()),
        Attached::Link { .. } | Attached::Fault { .. } => None,
    };
    attached.iter().filter_map(name).collect()
}

fn links(attached: &[Attached], until: &str, say: Say) -> Vec<Link> {
    let link = |attached: &Attached| match attached {
        Attached::Link {
            name, size, address, ..
        } => {
            let size = format!(
                "{} KB",
                catalog::format::grouped(&size.div_ceil(1024).to_string())
            );
            let args = [
                ("file", Arg::Text(name)),
                ("size", Arg::Text(&size)),
                ("date", Arg::Text(until)),
            ];
            Some(Link {
                words: say.about("mail-too-large", &args),
                address: address.clone(),
            })
        }
        Attached::File { .. } | Attached::Fault { .. } => None,
    };
    attached.iter().filter_map(link).collect()
}

fn faults(attached: &[Attached], say: Say) -> Vec<String> {
    let fault = |attached: &Attached| match attached {
        Attached::Fault { format, reference } => Some(format!(
            "{}: {}",
            format.id().to_uppercase(),
            fault_words(reference, say.0)
        )),
        Attached::File { .. } | Attached::Link { .. } => None,
    };
    attached.iter().filter_map(fault).collect()
}

/// Colours on light paper.
pub(super) fn light() -> Colours {
    colours(|token| token.light)
}

/// Colours for readers who like it dark.
pub(super) fn dark() -> Colours {
    colours(|token| token.dark)
}

fn colours(of: impl Fn(theme::Token) -> theme::Colour) -> Colours {
    let colour = |name: &str| theme::find(name).map_or_else(String::new, |token| of(token).to_string());
    Colours {
        ink: colour("ink"),
        muted: colour("muted"),
        rule: colour("rule"),
        paper: colour("paper"),
        card: colour("card"),
        accent: colour("accent"),
        better: colour("better"),
        watch: colour("watch"),
        worse: colour("worse"),
    }
}
