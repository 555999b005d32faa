//! Sheets of one upload that say otherwise of the same rows: which they are, and whose word counts.
//!
//! Of two deliveries the later one counts, column by column; the sheets of an upload are delivered in their order. A row is
//! known by its key and what it says, both as hashes, so that only rows that differ are looked at value by value.

use std::collections::{BTreeMap, BTreeSet};

use catalog::programme::{Column, ColumnType, Dataset};
use polars::prelude::{DataFrame, PolarsResult};
use serde::{Deserialize, Serialize};
use store::TableId;
use store::columns::{PLACE, SOURCE_ROW};

use crate::changes::{Change, date_at, row_prints, shown, value_prints};
use crate::draft::Draft;
use crate::error::IngestError;

/// Values that are shown of a pair of sheets; the count goes on.
const SHOWN: usize = 10;

/// Another sheet of the same upload that says otherwise of the same rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Name of its file.
    pub file: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Rows of which the two differ.
    pub rows: u64,
    /// Whether the sheet of which this is told is the one that counts; else the other one does.
    pub counts: bool,
    /// The first values: `before` as the sheet has it that does not count, `after` as the one that does. The row is that of the
    /// sheet of which this is told.
    pub sample: Vec<Change>,
}

/// Which of the files, and which of what was judged in it.
pub(crate) type At = (usize, usize);

/// The sheets of an upload that are to be taken in.
#[derive(Default)]
pub(crate) struct Overlaps {
    sheets: BTreeMap<At, Delivered>,
}

/// A sheet that is to be taken in.
struct Delivered {
    file: String,
    sheet: String,
    table: TableId,
    columns: Vec<(String, ColumnType)>,
    /// Of each row, in order, what it is about and what it says.
    prints: Vec<(u64, u64)>,
}

/// A row of a sheet that does not count, and the row that does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    counts: At,
    loses: At,
    row: u32,
    losing_row: u32,
}

impl Overlaps {
    /// Adds a sheet, or puts it in the place of what was judged of it before.
    pub(crate) fn add(
        &mut self,
        at: At,
        draft: &Draft<'_>,
        rows: &DataFrame,
        compared: &[&Column],
    ) -> Result<(), IngestError> {
        let delivered = Delivered {
            file: draft.file.clone(),
            sheet: draft.sheet.clone(),
            table: draft.table(),
            columns: compared
                .iter()
                .map(|column| (column.id.clone(), column.kind))
                .collect(),
            prints: prints(rows, draft.dataset, compared).map_err(fault)?,
        };
        self.sheets.insert(at, delivered);
        Ok(())
    }

    /// Lets go of what was judged of a sheet before.
    pub(crate) fn remove(&mut self, at: At) {
        self.sheets.remove(&at);
    }

    /// What each sheet says otherwise than others; `rows` gives the rows of a sheet again.
    pub(crate) fn told(
        &self,
        rows: impl Fn(At) -> Result<DataFrame, IngestError>,
    ) -> Result<BTreeMap<At, Vec<Contradiction>>, IngestError> {
        let mut told: BTreeMap<At, Vec<Contradiction>> = BTreeMap::new();
        let tables: BTreeSet<&TableId> = self.sheets.values().map(|sheet| &sheet.table).collect();
        for table in tables {
            let pairs = self.pairs(table);
            for one in pairs.chunk_by(|one, next| (one.counts, one.loses) == (next.counts, next.loses)) {
                let (counts, loses) = (one[0].counts, one[0].loses);
                let frames = (rows(counts)?, rows(loses)?);
                let Some((of_winner, of_loser)) = self.compared(one, &frames).map_err(fault)? else {
                    continue;
                };
                told.entry(counts).or_default().push(of_winner);
                told.entry(loses).or_default().push(of_loser);
            }
        }
        Ok(told)
    }

    /// The rows of a table that stand in several sheets and are not copies: each with the row that counts.
    fn pairs(&self, table: &TableId) -> Vec<Pair> {
        let sheets: Vec<(At, &Delivered)> = self
            .sheets
            .iter()
            .filter(|(_, sheet)| sheet.table == *table)
            .map(|(at, sheet)| (*at, sheet))
            .collect();
        if sheets.len() < 2 {
            return Vec::new();
        }
        let mut all: Vec<(u64, u32, u32)> = Vec::new();
        for (number, (_, sheet)) in sheets.iter().enumerate() {
            let rows = sheet.prints.iter().enumerate();
            all.extend(rows.map(|(row, (about, _))| (*about, number as u32, row as u32)));
        }
        all.sort_unstable();
        let mut pairs = Vec::new();
        for same in all.chunk_by(|one, next| one.0 == next.0) {
            let Some((&(_, last, row), before)) = same.split_last() else {
                continue;
            };
            let (counts, winner) = sheets[last as usize];
            for &(_, number, losing_row) in before.iter().filter(|one| one.1 != last) {
                let (loses, loser) = sheets[number as usize];
                let is_copy = winner.columns == loser.columns
                    && winner.prints[row as usize].1 == loser.prints[losing_row as usize].1;
                if !is_copy {
                    pairs.push(Pair {
                        counts,
                        loses,
                        row,
                        losing_row,
                    });
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// What two sheets say otherwise, as told of the one that counts and of the other; nothing if they agree in the columns
    /// that both have.
    fn compared(
        &self,
        pairs: &[Pair],
        (counting, losing): &(DataFrame, DataFrame),
    ) -> PolarsResult<Option<(Contradiction, Contradiction)>> {
        let (winner, loser) = (&self.sheets[&pairs[0].counts], &self.sheets[&pairs[0].loses]);
        let shared: Vec<&(String, ColumnType)> = winner
            .columns
            .iter()
            .filter(|column| loser.columns.contains(column))
            .collect();
        let (mut of_winner, mut of_loser) = (of(loser, true), of(winner, false));
        for pair in pairs {
            let (row, losing_row) = (pair.row as usize, pair.losing_row as usize);
            let mut differs = false;
            for (column, kind) in &shared {
                let (before, after) = (
                    losing.column(column)?.get(losing_row)?,
                    counting.column(column)?.get(row)?,
                );
                if before == after {
                    continue;
                }
                differs = true;
                if of_winner.sample.len() < SHOWN {
                    let change = |frame: &DataFrame, at| {
                        Ok::<_, polars::prelude::PolarsError>(Change {
                            place: frame.column(PLACE)?.str()?.get(at).unwrap_or_default().to_owned(),
                            date: date_at(frame, at)?,
                            row: frame.column(SOURCE_ROW)?.i64()?.get(at).unwrap_or_default(),
                            column: column.clone(),
                            before: shown(&before, *kind),
                            after: shown(&after, *kind),
                        })
                    };
                    of_winner.sample.push(change(counting, row)?);
                    of_loser.sample.push(change(losing, losing_row)?);
                }
            }
            if differs {
                of_winner.rows += 1;
                of_loser.rows += 1;
            }
        }
        Ok((of_winner.rows > 0).then_some((of_winner, of_loser)))
    }
}

fn of(other: &Delivered, counts: bool) -> Contradiction {
    Contradiction {
        file: other.file.clone(),
        sheet: other.sheet.clone(),
        rows: 0,
        counts,
        sample: Vec::new(),
    }
}

fn prints(rows: &DataFrame, dataset: &Dataset, compared: &[&Column]) -> PolarsResult<Vec<(u64, u64)>> {
    let about = row_prints(rows, dataset)?;
    let says = value_prints(rows, compared)?;
    Ok(about.into_iter().zip(says).collect())
}

fn fault(source: polars::prelude::PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "compare the sheets of an upload",
        source,
    }
}
