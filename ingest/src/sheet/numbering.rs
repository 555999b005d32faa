//! The row of column numbers below a header: `1 2 3 …`, sometimes with sums such as `8=4+5+6+7`.

use crate::read::Sheet;

use super::region::{Region, is_own};
use super::{Number, number};

/// A row of column numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// Its row in the sheet, from 0.
    pub row: u32,
    /// The sums and differences it states between columns.
    pub formulas: Vec<ColumnFormula>,
    /// The first column that has a number; cells before it may be labels.
    pub first: u32,
}

/// What the sheet says about a column: that it is the sum of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFormula {
    /// The column that is computed, as the sheet's, from 0.
    pub column: u32,
    /// The columns it is computed from.
    pub terms: Vec<(Sign, u32)>,
    /// As written: `9=3-8`.
    pub text: String,
}

/// Whether a term is added or taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
}

/// The column numbers in `row`, if that is what it holds: consecutive from 1, and nothing after them.
pub(super) fn numbering(sheet: &Sheet, region: &Region, row: u32) -> Option<Numbering> {
    let mut numbered: Vec<(u32, u32, String)> = Vec::new();
    let mut labels = 0;
    for column in region.columns().filter(|&column| is_own(sheet, row, column)) {
        let text = sheet.cell(row, column).text();
        match column_number(&text) {
            Some(number) => numbered.push((column, number, text.into_owned())),
            None if numbered.is_empty() => labels += 1,
            None => return None,
        }
    }
    let from_one = (1..)
        .zip(&numbered)
        .all(|(wanted, (_, number, _))| wanted == *number);
    if !from_one || numbered.len() < 3 || labels > 0 && numbered.len() < 5 {
        return None;
    }
    if numbered.len() < 5 && !below_is_text(sheet, region, row, &numbered) {
        return None;
    }
    let formulas = numbered
        .iter()
        .filter_map(|(column, _, text)| formula(*column, text, &numbered))
        .collect();
    Some(Numbering {
        row,
        formulas,
        first: numbered[0].0,
    })
}

fn column_number(text: &str) -> Option<u32> {
    let number = text.split_once('=').map_or(text, |(number, _)| number);
    number
        .trim()
        .trim_matches(['(', ')', '[', ']'])
        .trim()
        .parse()
        .ok()
}

/// A few small numbers may be data; they are not where names stand below them.
fn below_is_text(sheet: &Sheet, region: &Region, row: u32, numbered: &[(u32, u32, String)]) -> bool {
    let below = (row + 1..=region.bottom).find(|&below| !sheet.is_blank_row(below));
    below.is_some_and(|below| {
        numbered
            .iter()
            .any(|(column, ..)| number(sheet.cell(below, *column)) == Number::NotANumber)
    })
}

/// Sums and differences of columns; anything else, such as a quotient, says nothing that can be checked exactly.
fn formula(column: u32, text: &str, numbered: &[(u32, u32, String)]) -> Option<ColumnFormula> {
    let (_, right) = text.split_once('=')?;
    let mut terms = Vec::new();
    let mut sign = Sign::Plus;
    for piece in right.split_inclusive(['+', '-']) {
        let wanted: u32 = piece
            .trim_end_matches(['+', '-'])
            .trim()
            .trim_matches(['(', ')'])
            .parse()
            .ok()?;
        let (of, ..) = numbered.iter().find(|(_, number, _)| *number == wanted)?;
        terms.push((sign, *of));
        sign = if piece.ends_with('-') {
            Sign::Minus
        } else {
            Sign::Plus
        };
    }
    Some(ColumnFormula {
        column,
        terms,
        text: text.to_owned(),
    })
}
