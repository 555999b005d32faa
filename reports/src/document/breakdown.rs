//! Breakdowns as tables of a document: the same rows, marks and notes for workbook and paper.

use catalog::programme::BreakdownKind;
use catalog::{Arg, Language, Unit};
use figures::{Cell, Key};

use super::printed::Printed;
use super::table::{Head, KeyHead, Line, Table};
use crate::breakdown::{Block, Laid, LaidCell, LaidRow};
use crate::content::ReportContent;
use crate::say::Say;

/// More rows than this of a breakdown are for a screen; paper says how many there are.
const ROWS_ON_PAPER: usize = 60;

/// The tables of all breakdowns, of shares one for each class.
pub(crate) fn breakdown_tables(content: &ReportContent, language: Language) -> Vec<Table> {
    let tables = content.breakdowns.iter().flat_map(|laid| {
        let blocks = laid.blocks.iter();
        blocks.map(move |block| table(content, laid, block, language))
    });
    tables.collect()
}

fn table(content: &ReportContent, laid: &Laid, block: &Block, language: Language) -> Table {
    let title = laid.title.get(language);
    let by: Vec<&str> = block.by.iter().map(|by| by.get(language)).collect();
    let places = places(block);
    let key_heads = key_heads(block, &places, language);
    let is_one_of_several = laid.blocks.len() > 1;
    let row = |row: &LaidRow| Line {
        keys: keys(row, &places, language),
        group: None,
        cells: cells(laid, block, row, language),
    };
    let total = block.whole.as_ref().map(|whole| {
        let place = content.about.place.get(language).to_owned();
        let rest = std::iter::repeat_n(String::new(), key_heads.len().saturating_sub(1));
        Line {
            keys: std::iter::once(place).chain(rest).collect(),
            group: None,
            cells: cells(laid, block, whole, language),
        }
    });
    Table {
        sheet: if is_one_of_several {
            by.join(", ")
        } else {
            title.to_owned()
        },
        title: if is_one_of_several {
            format!("{title}: {}", by.join(", "))
        } else {
            title.to_owned()
        },
        keys: key_heads,
        columns: heads(laid, block, language),
        groups: Vec::new(),
        rows: block.rows.iter().map(row).collect(),
        total,
        notes: notes(laid, block, language),
        rows_on_paper: Some(ROWS_ON_PAPER),
    }
}

/// What rows are about; names of places are not unique, so a workbook has their codes too.
fn key_heads(block: &Block, places: &[usize], language: Language) -> Vec<KeyHead> {
    let names = block.by.iter().map(|by| KeyHead {
        title: by.get(language).to_owned(),
        on_paper: true,
    });
    let code = KeyHead {
        title: Say(language).text("report-code"),
        on_paper: false,
    };
    names.chain(std::iter::repeat_n(code, places.len())).collect()
}

/// The positions of the keys that are places.
fn places(block: &Block) -> Vec<usize> {
    let is_place = |at: &usize| {
        let mut keys = block.rows.iter().filter_map(|row| row.keys.get(*at));
        keys.any(|key| matches!(key, Key::Place { .. }))
    };
    (0..block.by.len()).filter(is_place).collect()
}

/// The names of a row, then the codes of its places; what is of no known place has none.
fn keys(row: &LaidRow, places: &[usize], language: Language) -> Vec<String> {
    let names = row.keys.iter().map(|key| name(key, language));
    let codes = places.iter().map(|at| match row.keys.get(*at) {
        Some(Key::Place { code, .. }) => code.to_string(),
        Some(Key::Value { .. } | Key::Period(_)) | None => String::new(),
    });
    names.chain(codes).collect()
}

/// Of what rises, how it was before and how it changed stand beside how it is now; a league has its interval.
fn heads(laid: &Laid, block: &Block, language: Language) -> Vec<Head> {
    let say = Say(language);
    let word = |id: &str, unit| Head::titled(say.text(id), unit, language);
    let titled = |head: &crate::breakdown::Head| {
        let title = head.title.get(language).to_owned();
        Head {
            is_end: head.is_end,
            ..Head::titled(title, head.unit, language)
        }
    };
    let own = block.columns.iter().map(titled);
    match laid.kind {
        BreakdownKind::Rising => vec![
            word("year-before", Unit::Count),
            word("now", Unit::Count),
            word("changed", Unit::Percent),
        ],
        BreakdownKind::League => {
            let mut own = own;
            let first = own.next();
            let interval = ["interval-low", "interval-high"].map(|id| Head {
                is_end: true,
                ..word(id, Unit::Percent)
            });
            let noted = Head {
                title: say.text("note"),
                unit: None,
                full_unit: None,
                is_end: false,
            };
            first
                .into_iter()
                .chain(interval)
                .chain([noted])
                .chain(own)
                .collect()
        }
        BreakdownKind::Table | BreakdownKind::Shares | BreakdownKind::Heat => own.collect(),
    }
}

fn cells(laid: &Laid, block: &Block, row: &LaidRow, language: Language) -> Vec<Printed> {
    let number = |(head, laid): (&crate::breakdown::Head, &LaidCell)| Printed {
        shade: laid.shade.unwrap_or(0),
        unstable: laid.cell.unstable,
        ..Printed::number(&laid.cell, head.unit, language)
    };
    let mut own = block.columns.iter().zip(&row.cells).map(number);
    match laid.kind {
        BreakdownKind::Rising => {
            let cell = row.cells.first().map(|laid| &laid.cell);
            cell.map_or_else(Vec::new, |cell| {
                vec![
                    Printed::previous(cell, Unit::Count, language),
                    Printed::number(cell, Unit::Count, language),
                    Printed::change(cell, language),
                ]
            })
        }
        BreakdownKind::League => {
            let first = own.next();
            let first_cell = row.cells.first().map(|laid| &laid.cell);
            let end = |value: Option<f64>| match (value, first_cell) {
                (Some(value), Some(cell)) => {
                    let cell = Cell {
                        value: Some(value),
                        ..cell.clone()
                    };
                    Printed::number(&cell, Unit::Percent, language)
                }
                _ => Printed::blank(Unit::Percent),
            };
            let ends = [
                end(row.interval.map(|(low, _)| low)),
                end(row.interval.map(|(_, high)| high)),
            ];
            let note = Printed::words(row.note(language).unwrap_or_default());
            first.into_iter().chain(ends).chain([note]).chain(own).collect()
        }
        BreakdownKind::Table | BreakdownKind::Shares | BreakdownKind::Heat => own.collect(),
    }
}

fn notes(laid: &Laid, block: &Block, language: Language) -> Vec<String> {
    let say = Say(language);
    let known = block.completeness(language);
    let counted = |id, rows: usize| say.about(id, &[("rows", Arg::Count(rows as u64))]);
    let is_unstable = block
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|laid| laid.cell.unstable);
    let more = (block.left_out > 0).then(|| counted("report-breakdown-more", block.left_out));
    let said = laid.finding(block, language);
    let unstable = is_unstable.then(|| format!("{UNSTABLE} {}", say.text("unstable")));
    let ends = has_ends(block).then(|| say.text("report-ends"));
    [said, known, ends, unstable, more]
        .into_iter()
        .flatten()
        .collect()
}

/// Whether any row has an end of an interval; of many classes no population is known to set them against.
fn has_ends(block: &Block) -> bool {
    let is_end =
        |(head, laid): (&crate::breakdown::Head, &LaidCell)| head.is_end && laid.cell.value.is_some();
    let mut rows = block.rows.iter();
    rows.any(|row| block.columns.iter().zip(&row.cells).any(is_end))
}

/// Stands after a figure that chance may have made.
pub(crate) const UNSTABLE: &str = "‡";

fn name(key: &Key, language: Language) -> String {
    match key {
        Key::Place { name, .. } => name.get(language).to_owned(),
        Key::Value { title, .. } => title.get(language).to_owned(),
        Key::Period(period) => period.label(),
    }
}
