//! Chunks: the asked rows of a few thousand at a time, gathered so that counting them is plain loops over arrays.

use std::borrow::Cow;

use super::columns::Piece;
use super::measure::Counted;

/// So many rows at a time: their arrays stay in the processor's nearest memory.
pub const ROWS: usize = 4096;

/// The columns that counting reads.
#[derive(Debug, Default)]
pub struct Columns {
    names: Vec<String>,
    numbers: Vec<String>,
}

impl Columns {
    /// The place of a column among those read.
    pub fn slot(&mut self, name: &str) -> usize {
        slot(&mut self.names, name)
    }

    /// The place of a column of numbers.
    pub fn number_slot(&mut self, name: &str) -> usize {
        slot(&mut self.numbers, name)
    }
}

fn slot(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// Some rows, all of them asked.
pub struct Chunk<'s> {
    /// How many.
    pub rows: usize,
    marks: Cow<'s, [u32]>,
    columns: Vec<Cow<'s, [i32]>>,
    numbers: Vec<Cow<'s, [i64]>>,
}

impl<'s> Chunk<'s> {
    /// The asked rows of a piece: those that `asked` marks with 1.
    pub fn of(piece: &Piece<'s>, columns: &Columns, asked: &[u8]) -> Self {
        let chosen: Vec<usize> = match asked.contains(&0) {
            true => (0..asked.len()).filter(|row| asked[*row] == 1).collect(),
            false => Vec::new(),
        };
        let is_whole = !asked.contains(&0);
        Self {
            rows: if is_whole { asked.len() } else { chosen.len() },
            marks: taken(&piece.year.marks[piece.rows.clone()], is_whole, &chosen),
            columns: columns
                .names
                .iter()
                .map(|name| taken(piece.column(name), is_whole, &chosen))
                .collect(),
            numbers: columns
                .numbers
                .iter()
                .map(|name| taken(piece.numbers(name), is_whole, &chosen))
                .collect(),
        }
    }

    /// A column.
    pub fn column(&self, slot: usize) -> &[i32] {
        &self.columns[slot]
    }

    /// A column of numbers.
    pub fn numbers(&self, slot: usize) -> &[i64] {
        &self.numbers[slot]
    }

    /// Marks with 1 the rows of which a condition holds; `days` are the columns of its ranges.
    pub fn mark(&self, condition: &Counted, days: &[usize], into: &mut Vec<u8>) {
        let needed = condition.marks;
        into.clear();
        into.extend(self.marks.iter().map(|marks| u8::from(marks & needed == needed)));
        for (range, slot) in condition.days.iter().zip(days) {
            let (first, last) = (range.first, range.last);
            for (mark, day) in into.iter_mut().zip(self.columns[*slot].iter()) {
                *mark &= u8::from(first <= *day) & u8::from(*day <= last);
            }
        }
    }
}

fn taken<'s, T: Copy>(column: &'s [T], is_whole: bool, chosen: &[usize]) -> Cow<'s, [T]> {
    match is_whole {
        true => Cow::Borrowed(column),
        false => chosen.iter().map(|row| column[*row]).collect(),
    }
}
