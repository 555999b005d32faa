//! Rows whose time is over: which there are, and how they are taken out.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use polars::prelude::{BooleanChunked, DataFrame, DataType, PolarsResult};

use crate::columns::{DATE, TAKEN_IN};
use crate::rewrite::rows_of_file;
use crate::{Becomes, CaseTable, Lake, Result, RewriteKind, RewriteLock, Rewritten, TableId, error};

/// Which rows of a table are over.
#[derive(Debug, Clone)]
pub struct Over {
    /// The table.
    pub table: TableId,
    /// Figures about days before this one can't be had any more.
    pub before: Date,
    /// Rows dated before this day go. It lies earlier, since a value may still stand on the first days that are kept.
    pub rows_before: Date,
    /// The column that tells cases apart, and the cases of which every row stays.
    pub spared: Option<(String, HashSet<String>)>,
}

/// When a case was last told of.
struct LastTold {
    /// The last day that a row of it is about, counted from 1970.
    day: i32,
    /// When the last of its rows was taken in, in microseconds.
    taken_in: i64,
}

impl Lake {
    /// How many rows are over, of how many.
    pub fn count_over(&self, over: &Over) -> Result<(u64, u64)> {
        let (mut gone, mut all) = (0, 0);
        self.each_file(&over.table, |rows| {
            all += rows.height() as u64;
            gone += (rows.height() - stay(&rows, over)?.num_trues()) as u64;
            Ok(())
        })?;
        Ok((gone, all))
    }

    /// Takes rows out that are over, as of `at`; what was done, or nothing where none is over.
    pub fn take_out(&self, alone: &RewriteLock, over: &Over, at: Timestamp) -> Result<Option<Rewritten>> {
        let what = RewriteKind::Removed { before: over.before };
        let tables = [over.table.clone()];
        let done = self.rewrite(alone, &tables, (what, at), |table, rows| {
            becomes(rows, over).map_err(error::frame(table, "take rows out"))
        })?;
        Ok(done.into_iter().next().map(|(_, rewritten)| rewritten))
    }

    /// The cases of which nothing was told on a day or after it, and whose hashes can still be found again.
    pub fn cases_over(&self, tables: &[CaseTable], before: Date) -> Result<HashSet<String>> {
        let mut earlier: Option<(i32, i64)> = None;
        for of in tables {
            for rewritten in self.rewrites(&of.table)? {
                if let RewriteKind::Unlinked { before } = rewritten.what {
                    earlier = earlier.max(Some((number(before), rewritten.at.as_microsecond())));
                }
            }
        }
        let is_over = |last: &LastTold| {
            let is_unlinked = |(before, at)| last.day < before && last.taken_in <= at;
            last.day < number(before) && !earlier.is_some_and(is_unlinked)
        };
        let told = self.last_told(tables)?.into_iter();
        Ok(told
            .filter(|(_, last)| is_over(last))
            .map(|(case, _)| case)
            .collect())
    }

    /// How many rows of some tables are about certain cases, of how many.
    pub fn count_cases(&self, tables: &[CaseTable], cases: &HashSet<String>) -> Result<(u64, u64)> {
        let (mut about, mut all) = (0, 0);
        for of in tables {
            self.each_file(&of.table, |rows| {
                all += rows.height() as u64;
                if let Ok(column) = rows.column(&of.column) {
                    let known = column.str()?.iter().flatten();
                    about += known.filter(|case| cases.contains(*case)).count() as u64;
                }
                Ok(())
            })?;
        }
        Ok((about, all))
    }

    /// When each case of some tables was last told of.
    fn last_told(&self, tables: &[CaseTable]) -> Result<HashMap<String, LastTold>> {
        let mut told: HashMap<String, LastTold> = HashMap::new();
        for of in tables {
            self.each_file(&of.table, |rows| {
                let Ok(cases) = rows.column(&of.column) else {
                    return Ok(());
                };
                let days = rows.column(DATE)?.cast(&DataType::Int32)?;
                let moments = rows.column(TAKEN_IN)?.cast(&DataType::Int64)?;
                let each = cases
                    .str()?
                    .iter()
                    .zip(days.i32()?.iter())
                    .zip(moments.i64()?.iter());
                for ((case, day), moment) in each {
                    let (Some(case), Some(day), Some(taken_in)) = (case, day, moment) else {
                        continue;
                    };
                    match told.get_mut(case) {
                        Some(known) => {
                            known.day = known.day.max(day);
                            known.taken_in = known.taken_in.max(taken_in);
                        }
                        None => {
                            told.insert(case.to_owned(), LastTold { day, taken_in });
                        }
                    }
                }
                Ok(())
            })?;
        }
        Ok(told)
    }

    /// How many rows of a table are about a case, with the first and the last day that they are about.
    pub fn rows_about(&self, of: &CaseTable, case: &str) -> Result<Option<(u64, Date, Date)>> {
        let mut days: Vec<i32> = Vec::new();
        self.each_file(&of.table, |rows| {
            if let Ok(cases) = rows.column(&of.column) {
                let dates = rows.column(DATE)?.cast(&DataType::Int32)?;
                let each = cases.str()?.iter().zip(dates.i32()?.iter());
                days.extend(
                    each.filter(|(one, _)| *one == Some(case))
                        .filter_map(|(_, day)| day),
                );
            }
            Ok(())
        })?;
        let ends = days.iter().min().copied().zip(days.iter().max().copied());
        let ends = ends.and_then(|(first, last)| Some((day(first)?, day(last)?)));
        Ok(ends.map(|(first, last)| (days.len() as u64, first, last)))
    }

    fn each_file(&self, table: &TableId, mut look: impl FnMut(DataFrame) -> PolarsResult<()>) -> Result<()> {
        let folder = self.layout.table(table);
        for file in self.files_as_of(table, u64::MAX)? {
            look(rows_of_file(table, &folder, &file)?).map_err(error::frame(table, "look through rows"))?;
        }
        Ok(())
    }
}

fn becomes(rows: DataFrame, over: &Over) -> PolarsResult<Becomes> {
    let stay = stay(&rows, over)?;
    let changed = (rows.height() - stay.num_trues()) as u64;
    if changed == 0 {
        return Ok(Becomes::Same);
    }
    let rows = rows.filter(&stay)?;
    Ok(Becomes::Rows { rows, changed })
}

/// Which rows stay. One whose day is not known is never taken out.
fn stay(rows: &DataFrame, over: &Over) -> PolarsResult<BooleanChunked> {
    let limit = number(over.rows_before);
    let days = rows.column(DATE)?.cast(&DataType::Int32)?;
    let is_late = days.i32()?.iter().map(|day| day.is_none_or(|day| day >= limit));
    let spared = over.spared.as_ref();
    let cases = spared.and_then(|(column, cases)| Some((rows.column(column).ok()?, cases)));
    Ok(match cases {
        None => is_late.collect(),
        Some((column, cases)) => is_late
            .zip(column.str()?.iter())
            .map(|(is_late, case)| is_late || case.is_some_and(|case| cases.contains(case)))
            .collect(),
    })
}

/// Days from 1970, as Parquet keeps them.
fn number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

fn day(number: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(number.days()).ok()
}
