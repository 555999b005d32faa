//! Breakdowns as a page shows them: cards with a table, of leagues with a drawing of the intervals above it.

use catalog::programme::{Breakdown, BreakdownKind};
use catalog::{Arg, PlaceCode, format};
use figures::{Cell, Figures, Key, Query};
use jiff::civil::Date;
use reports::{Block, Laid, LaidRow};
use serde::Serialize;

use super::coverage;
use super::league::{self, LeagueDrawing};
use super::printed::{self, Shown};
use super::scene::Scene;
use super::ways::of_chart;
use crate::drawing::Markup;
use crate::error::AppError;
use crate::pages::frame::Tab;

/// Rows that a phone shows of a longer table, and the longest table that it shows as a whole.
const FIRST_ON_A_PHONE: usize = 10;
const MOST_ON_A_PHONE: usize = 12;

/// A breakdown on a page.
#[derive(Debug, Clone, Serialize)]
pub struct Shared {
    /// Its id, as an anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The time it is of.
    pub subtitle: String,
    /// What is to be seen, in a sentence.
    pub finding: Option<String>,
    /// Of a league, its intervals and its funnel.
    pub drawings: Vec<DrawnOnPage>,
    /// Its tables.
    pub tables: Vec<Part>,
    /// `12 more are not shown`
    pub more: Option<String>,
}

/// A drawing of a breakdown.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnOnPage {
    /// For a phone.
    pub narrow: Markup,
    /// For a desk.
    pub wide: Markup,
    /// What is seen, where the title of the breakdown does not say it.
    pub title: Option<String>,
    /// The finding, where that of the breakdown does not say it.
    pub finding: Option<String>,
    /// How it was drawn.
    pub note: String,
    /// Where it can be taken away.
    pub downloads: Vec<Tab>,
}

/// One table of a breakdown.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Of shares, the class.
    pub title: Option<String>,
    /// What is said of it to those who hear it.
    pub caption: String,
    /// Heads of the columns that name a row.
    pub names: Vec<String>,
    /// Heads of figures.
    pub heads: Vec<String>,
    /// The whole, where it stands beside its parts.
    pub whole: Option<PartRow>,
    /// The rows that every screen shows.
    pub rows: Vec<PartRow>,
    /// Those that a phone shows when asked to: as cards they would be many screens long.
    pub rest: Option<Rest>,
    /// `70.2 % known: 35,076 of 50,000`
    pub known: Option<String>,
    /// Whether cells are shaded.
    pub heat: bool,
    /// Where its figures can be taken away.
    pub downloads: Vec<Tab>,
}

/// Rows that a phone shows when asked to.
#[derive(Debug, Clone, Serialize)]
pub struct Rest {
    /// Their anchor.
    pub id: String,
    /// `Show 30 more rows`
    pub show: String,
    /// The rows.
    pub rows: Vec<PartRow>,
}

/// One row.
#[derive(Debug, Clone, Serialize)]
pub struct PartRow {
    /// Each name, with the address of its page where it has one.
    pub names: Vec<(String, Option<String>)>,
    /// The figures.
    pub cells: Vec<PartCell>,
}

/// One figure.
#[derive(Debug, Clone, Serialize)]
pub struct PartCell {
    /// The figure or its state.
    pub shown: Shown,
    /// The head of its column, for narrow screens.
    pub head: String,
    /// The step of shade.
    pub shade: Option<u8>,
    /// What is to be said beside it: an interval, that it is of few, that it lies beyond chance.
    pub notes: Vec<String>,
}

/// The breakdowns of the page, asked and laid out.
pub fn breakdowns(scene: &Scene<'_>, day: Option<Date>) -> Result<Vec<Shared>, AppError> {
    let Some(day) = day else { return Ok(Vec::new()) };
    let mut shared = Vec::new();
    for breakdown in &scene.page.breakdowns {
        let answers = questions(scene, breakdown, Some(day))
            .iter()
            .map(|query| scene.app.engine.figures(query))
            .collect::<Result<Vec<Figures>, _>>()?;
        if let Some(laid) = reports::laid_out(scene.programme, breakdown, &answers) {
            shared.push(on_page(scene, breakdown, &laid, &answers));
        }
    }
    Ok(shared)
}

/// What a breakdown asks, as on a day; on the latest with data, where the address names none.
pub fn questions(scene: &Scene<'_>, breakdown: &Breakdown, day: Option<Date>) -> Vec<Query> {
    let whole = Query {
        as_on: day.or(scene.view.as_on),
        compare: None,
        ..super::questions::asked(scene, &[])
    };
    reports::queries(scene.programme, breakdown, &whole)
}

fn on_page(scene: &Scene<'_>, breakdown: &Breakdown, laid: &Laid, answers: &[Figures]) -> Shared {
    let left_out: usize = laid.blocks.iter().map(|block| block.left_out).sum();
    let more = (left_out > 0).then(|| {
        scene
            .say
            .about("breakdown-more", &[("rows", Arg::Count(left_out as u64))])
    });
    let subtitle = subtitle(scene, answers);
    Shared {
        id: laid.id.clone(),
        title: scene.say.words(&laid.title),
        drawings: drawings(scene, laid, (&subtitle, &foot(scene, answers))),
        subtitle,
        finding: laid
            .blocks
            .first()
            .and_then(|block| laid.finding(block, scene.say.language)),
        tables: laid
            .blocks
            .iter()
            .zip(breakdown.names())
            .map(|(block, name)| part(scene, laid, block, &name))
            .collect(),
        more,
    }
}

/// The place, and the time of which figures are.
pub fn subtitle(scene: &Scene<'_>, answers: &[Figures]) -> String {
    let place = scene.place_name();
    let figures = answers.first();
    let span = figures.and_then(|figures| coverage::span(scene.say, figures));
    let as_on = || {
        let day = scene.say.day(figures?.as_on?);
        Some(scene.say.about("as-on", &[("date", Arg::Text(&day))]))
    };
    match span.or_else(as_on) {
        Some(time) => format!("{place} · {time}"),
        None => place,
    }
}

fn part(scene: &Scene<'_>, laid: &Laid, block: &Block, name_in_address: &str) -> Part {
    let names: Vec<String> = block.by.iter().map(|title| scene.say.words(title)).collect();
    let heads = heads(scene, laid, block);
    let shown = block.rows.iter().map(|row| PartRow {
        names: row.keys.iter().map(|key| name(scene, key)).collect(),
        cells: cells(scene, laid, block, &heads, row),
    });
    let mut rows: Vec<PartRow> = shown.collect();
    let rest = (rows.len() > MOST_ON_A_PHONE)
        .then(|| rest(scene, name_in_address, rows.split_off(FIRST_ON_A_PHONE)));
    Part {
        title: (laid.kind == BreakdownKind::Shares).then(|| names.join(", ")),
        caption: format!("{}: {}", scene.say.words(&laid.title), names.join(", ")),
        whole: block.whole.as_ref().map(|row| PartRow {
            names: vec![(scene.place_name(), None)],
            cells: cells(scene, laid, block, &heads, row),
        }),
        rows,
        rest,
        known: block.completeness(scene.say.language),
        heat: laid.kind == BreakdownKind::Heat,
        downloads: downloads(scene, name_in_address),
        heads,
        names,
    }
}

fn rest(scene: &Scene<'_>, name_in_address: &str, rows: Vec<PartRow>) -> Rest {
    Rest {
        id: format!("{name_in_address}-rest"),
        show: scene
            .say
            .about("breakdown-show", &[("rows", Arg::Count(rows.len() as u64))]),
        rows,
    }
}

/// Heads of the columns; of what rises, how it was before stands beside how it is now.
fn heads(scene: &Scene<'_>, laid: &Laid, block: &Block) -> Vec<String> {
    if laid.kind == BreakdownKind::Rising {
        return ["year-before", "now", "changed"]
            .map(|id| scene.say.text(id))
            .to_vec();
    }
    let is_across = |at: usize| laid.kind == BreakdownKind::Heat && at + 1 < block.columns.len();
    let columns = block.columns.iter().enumerate().filter(|(_, head)| !head.is_end);
    columns
        .map(|(at, head)| match is_across(at) {
            true => scene.say.words(&head.title),
            false => printed::titled(&scene.say.words(&head.title), head.unit, scene.say.language),
        })
        .collect()
}

fn cells(scene: &Scene<'_>, laid: &Laid, block: &Block, heads: &[String], row: &LaidRow) -> Vec<PartCell> {
    if laid.kind == BreakdownKind::Rising {
        return rising(scene, block, row, heads);
    }
    let shown = block.columns.iter().zip(&row.cells).enumerate();
    let shown = shown.filter(|(_, (head, _))| !head.is_end);
    shown
        .zip(heads)
        .map(|((at, (head, laid_cell)), title)| PartCell {
            shown: printed::number(&laid_cell.cell, head.unit, scene.say),
            head: title.clone(),
            shade: laid_cell.shade,
            notes: notes(scene, block, row, at),
        })
        .collect()
}

/// What stands beside a figure.
fn notes(scene: &Scene<'_>, block: &Block, row: &LaidRow, at: usize) -> Vec<String> {
    let (head, cell) = (&block.columns[at], &row.cells[at].cell);
    let ends = |offset: usize| {
        let head = block.columns.get(at + offset).filter(|head| head.is_end)?;
        row.cells[at + offset]
            .cell
            .value
            .map(|value| format::number(value, head.unit))
    };
    let mut notes = Vec::new();
    if let (Some(low), Some(high)) = (ends(1), ends(2)) {
        notes.push(format!("({low}–{high})"));
    }
    if at == 0 {
        if let Some((low, high)) = row.interval {
            let (low, high) = (format::number(low, head.unit), format::number(high, head.unit));
            notes.push(format!("({low}–{high})"));
        }
        notes.extend(row.note(scene.say.language));
    }
    if cell.unstable {
        notes.push(scene.say.text("unstable"));
    }
    notes
}

fn rising(scene: &Scene<'_>, block: &Block, row: &LaidRow, heads: &[String]) -> Vec<PartCell> {
    let (Some(head), Some(laid)) = (block.columns.first(), row.cells.first()) else {
        return Vec::new();
    };
    let before = Cell {
        value: laid.cell.previous,
        across_break: laid.cell.previous_across_break,
        returns: None,
        ..laid.cell.clone()
    };
    let change = laid
        .cell
        .change
        .and_then(|change| printed::change(change, scene.say.language))
        .map(|text| reports::marks::marked_change(&laid.cell, text));
    let change = Shown {
        text: change.unwrap_or_else(|| scene.say.text("from-nothing")),
        state: "value",
        why: None,
    };
    let shown = [
        printed::number(&before, head.unit, scene.say),
        printed::number(&laid.cell, head.unit, scene.say),
        change,
    ];
    let cells = shown.into_iter().zip(heads).map(|(shown, head)| PartCell {
        shown,
        head: head.clone(),
        shade: None,
        notes: Vec::new(),
    });
    cells.collect()
}

fn name(scene: &Scene<'_>, key: &Key) -> (String, Option<String>) {
    match key {
        Key::Place { code, name, .. } => (scene.say.words(name), Some(address(scene, code))),
        Key::Value { title, .. } => (scene.say.words(title), None),
        Key::Period(period) => (period.label(), None),
    }
}

fn address(scene: &Scene<'_>, code: &PlaceCode) -> String {
    scene
        .view
        .link(scene.path.at(code).address())
        .without("by")
        .to_string()
}

/// What a page shows of the drawings of a league.
fn drawings(scene: &Scene<'_>, laid: &Laid, said: (&str, &str)) -> Vec<DrawnOnPage> {
    let on_page = |drawing: LeagueDrawing| {
        let drawn = league::drawn(scene, laid, drawing, said)?;
        let id = format!("{}{}", laid.id, drawing.suffix());
        let is_funnel = drawing == LeagueDrawing::Funnel;
        Some(DrawnOnPage {
            narrow: Markup::of(&drawn.narrow),
            wide: Markup::of(&drawn.wide),
            title: is_funnel.then_some(drawn.title),
            finding: is_funnel.then_some(drawn.finding),
            note: drawn.note,
            downloads: of_chart(scene, &id, &[("SVG", "svg"), ("PNG", "png")]),
        })
    };
    LeagueDrawing::ALL.into_iter().filter_map(on_page).collect()
}

/// The programme, and that its figures are made up where they are: what stands under a file.
pub fn foot(scene: &Scene<'_>, answers: &[Figures]) -> String {
    let programme = scene.say.words(&scene.programme.title);
    if answers.iter().any(|figures| figures.sample) {
        format!("{programme} · {}", scene.say.text("sample-data"))
    } else {
        programme
    }
}

fn downloads(scene: &Scene<'_>, name: &str) -> Vec<Tab> {
    let forms = [
        ("CSV", "csv"),
        ("Excel", "xlsx"),
        ("JSON", "json"),
        ("Parquet", "parquet"),
    ];
    of_chart(scene, name, &forms)
}
