//! Answers laid out: which rows are shown, in which order, with which marks.

use std::cmp::Ordering;

use catalog::programme::{Breakdown, BreakdownKind, IndicatorKind, Programme};
use catalog::{Unit, Words};
use figures::{Cell, Figures, Key, Row, State};

use super::heat::heat;
use super::league::league;

/// The value of what is not known.
const UNKNOWN: &str = "unknown";

/// A breakdown ready to be printed.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The breakdown's id.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// How it is laid out.
    pub kind: BreakdownKind,
    /// One table, or of shares one for each class.
    pub blocks: Vec<Block>,
    /// Of what rises: how many rows had enough to be tested.
    pub tested: usize,
}

/// One table.
#[derive(Debug, Clone)]
pub struct Block {
    /// What its first columns are called.
    pub by: Vec<Words>,
    /// The columns of figures.
    pub columns: Vec<Head>,
    /// The rows shown.
    pub rows: Vec<LaidRow>,
    /// The whole, where it stands beside its parts.
    pub whole: Option<LaidRow>,
    /// How many have a known value of the class.
    pub known: Option<Cell>,
    /// How many rows are not shown.
    pub left_out: usize,
}

/// The head of a column of figures.
#[derive(Debug, Clone)]
pub struct Head {
    /// The measure's id, or that of the value across.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// Its unit.
    pub unit: Unit,
    /// Whether it is an end of the interval of the column before it.
    pub is_end: bool,
}

/// One row.
#[derive(Debug, Clone)]
pub struct LaidRow {
    /// What it is of; empty for the whole.
    pub keys: Vec<Key>,
    /// One cell a column.
    pub cells: Vec<LaidCell>,
    /// Of a league: the interval in which its first figure lies, in the same unit.
    pub interval: Option<(f64, f64)>,
    /// Of a league: on which side of the whole it lies beyond chance.
    pub outside: Option<Outside>,
}

impl LaidRow {
    /// Whether it has a place in a league: it is of somebody known, and of so many that its figure tells something.
    pub fn is_ranked(&self) -> bool {
        let of_few = self.cells.first().is_none_or(|laid| laid.cell.of_few().is_some());
        !of_few && !self.is_unknown()
    }

    /// Whether it is of those of whom the value is not known.
    pub fn is_unknown(&self) -> bool {
        is_unknown(&self.keys)
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct LaidCell {
    /// The figure.
    pub cell: Cell,
    /// Of a heat table, the step of shade from 0 for nothing to 5 for the most.
    pub shade: Option<u8>,
}

/// On which side of the whole a figure lies beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// Its interval lies below.
    Below,
    /// Its interval lies above.
    Above,
}

/// Lays out the answers to the questions of a breakdown, in their order; none where nothing was asked.
pub fn laid_out(programme: &Programme, breakdown: &Breakdown, answers: &[Figures]) -> Option<Laid> {
    let first = answers.first()?;
    let (blocks, tested) = match breakdown.kind {
        BreakdownKind::Table => (vec![table(programme, breakdown, first, answers.get(1))], 0),
        BreakdownKind::League => (vec![league(programme, breakdown, first, answers.get(1)?)], 0),
        BreakdownKind::Shares => {
            let blocks = breakdown.by.iter().zip(answers);
            (
                blocks
                    .map(|(class, figures)| shares(programme, class, figures))
                    .collect(),
                0,
            )
        }
        BreakdownKind::Heat => (vec![heat(programme, breakdown, answers)?], 0),
        BreakdownKind::Rising => rising(programme, breakdown, first),
    };
    Some(Laid {
        id: breakdown.id.clone(),
        title: breakdown.title.clone(),
        kind: breakdown.kind,
        blocks,
        tested,
    })
}

fn table(programme: &Programme, breakdown: &Breakdown, figures: &Figures, whole: Option<&Figures>) -> Block {
    let mut rows: Vec<&Row> = figures.rows.iter().filter(|row| has_any(row)).collect();
    rows.sort_by(|one, other| largest_first(&one.cells[0], &other.cells[0]));
    rows.sort_by_key(|row| is_unknown(&row.keys));
    let (shown, left_out) = cut(breakdown, rows);
    Block {
        by: titles(programme, breakdown),
        columns: heads(programme, figures),
        rows: shown.into_iter().map(plain).collect(),
        whole: whole.and_then(|whole| whole.rows.first()).map(plain),
        known: None,
        left_out,
    }
}

fn shares(programme: &Programme, class: &str, figures: &Figures) -> Block {
    let completeness = figures
        .columns
        .iter()
        .position(|column| is_completeness(programme, &column.id));
    let rows = figures.rows.iter().map(|row| {
        let mut laid = plain(row);
        if let Some(at) = completeness {
            laid.cells.remove(at);
        }
        laid
    });
    let mut columns = heads(programme, figures);
    if let Some(at) = completeness {
        columns.remove(at);
    }
    Block {
        by: programme.axis(class).iter().map(|axis| axis.title()).collect(),
        columns,
        // A value that nobody has says nothing; that so many are not known always does.
        rows: rows
            .filter(|row| is_unknown(&row.keys) || has_any_cell(&row.cells))
            .collect(),
        whole: None,
        known: completeness.and_then(|at| Some(figures.rows.first()?.cells[at].clone())),
        left_out: 0,
    }
}

fn is_completeness(programme: &Programme, id: &str) -> bool {
    programme
        .indicator(id)
        .is_some_and(|indicator| indicator.kind == IndicatorKind::Known)
}

fn rising(programme: &Programme, breakdown: &Breakdown, figures: &Figures) -> (Vec<Block>, usize) {
    let told = analytics::rising(figures, 0);
    let left_out = told.rows.len().saturating_sub(breakdown.most);
    let rows = told
        .rows
        .iter()
        .take(breakdown.most)
        .map(|row| plain(&figures.rows[*row]));
    let block = Block {
        by: titles(programme, breakdown),
        columns: heads(programme, figures),
        rows: rows.collect(),
        whole: None,
        known: None,
        left_out,
    };
    (vec![block], told.tested)
}

/// The rows shown, and how many are not.
pub(super) fn cut<'a>(breakdown: &Breakdown, rows: Vec<&'a Row>) -> (Vec<&'a Row>, usize) {
    let all = rows.len();
    let enough = |row: &&Row| {
        let value = row.cells[0].value;
        breakdown
            .least
            .is_none_or(|least| value.is_some_and(|value| value >= least))
    };
    let shown: Vec<&Row> = rows.into_iter().filter(enough).take(breakdown.most).collect();
    let left_out = all - shown.len();
    (shown, left_out)
}

pub(super) fn plain(row: &Row) -> LaidRow {
    let cells = row.cells.iter().map(|cell| LaidCell {
        cell: cell.clone(),
        shade: None,
    });
    LaidRow {
        keys: row.keys.clone(),
        cells: cells.collect(),
        interval: None,
        outside: None,
    }
}

pub(super) fn titles(programme: &Programme, breakdown: &Breakdown) -> Vec<Words> {
    let axes = breakdown.by.iter().filter_map(|name| programme.axis(name));
    axes.map(|axis| axis.title()).collect()
}

pub(super) fn heads(programme: &Programme, figures: &Figures) -> Vec<Head> {
    let heads = figures.columns.iter().map(|column| Head {
        id: column.id.clone(),
        title: column.title.clone(),
        unit: column.unit,
        is_end: is_end(programme, &column.id),
    });
    heads.collect()
}

fn is_end(programme: &Programme, id: &str) -> bool {
    use IndicatorKind::{RepresentationHigh, RepresentationLow};
    let kind = programme.indicator(id).map(|indicator| indicator.kind);
    matches!(kind, Some(RepresentationLow | RepresentationHigh))
}

pub(super) fn value(key: &Key) -> Option<(String, Words)> {
    match key {
        Key::Value { id, title } => Some((id.to_string(), Words::clone(title))),
        Key::Place { code, name, .. } => Some((code.to_string(), Words::clone(name))),
        Key::Period(_) => None,
    }
}

pub(super) fn is_of(keys: &[Key], id: &str) -> bool {
    keys.first().and_then(value).is_some_and(|(known, _)| known == id)
}

pub(super) fn is_unknown(keys: &[Key]) -> bool {
    keys.iter().filter_map(value).any(|(known, _)| known == UNKNOWN)
}

/// Whether a row has any figure that is not 0.
pub(super) fn has_any(row: &Row) -> bool {
    row.cells.iter().any(is_something)
}

fn has_any_cell(cells: &[LaidCell]) -> bool {
    cells.iter().any(|laid| is_something(&laid.cell))
}

fn is_something(cell: &Cell) -> bool {
    cell.state == State::Suppressed || cell.value.is_some_and(|value| value != 0.0)
}

pub(super) fn largest_first(one: &Cell, other: &Cell) -> Ordering {
    let value = |cell: &Cell| cell.value.unwrap_or(f64::NEG_INFINITY);
    value(other).total_cmp(&value(one))
}
