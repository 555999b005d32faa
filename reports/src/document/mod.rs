//! A document in one language, before it becomes a workbook or pages of paper: both are made from this, so that
//! a figure can't differ between them.

mod answer;
mod beside;
mod breakdown;
mod charts;
mod classes;
mod flow;
mod late;
mod months;
mod notes;
mod origin;
mod printed;
mod report;
mod returns;
mod review;
mod table;
mod tiles;
mod twin;

pub(crate) use breakdown::UNSTABLE;
pub(crate) use charts::{Bars, with_unit, words};
pub(crate) use classes::ByClass;
pub(crate) use flow::{FlowRow, Flows};
pub(crate) use months::Months;
pub(crate) use notes::Meaning;
pub(crate) use origin::origin;
#[cfg(test)]
pub(crate) use printed::Marks;
pub(crate) use printed::{Kind, Printed};
pub(crate) use report::{Document, drawings, of_report, report};
pub use table::period_text;
pub(crate) use table::{Head, Line, Table, in_a_sentence, plural};
pub(crate) use tiles::{LONG_VALUE, Tile, standing_id, standing_word};
pub(crate) use twin::twin;
