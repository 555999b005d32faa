//! What tells cases apart, hashed again: under a new key for everybody, or under one that is thrown away for cases whose
//! time is over.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

use crate::{Becomes, CaseKey, Lake, Result, RewriteKind, RewriteLock, Rewritten, TableId, error};

/// A table, and its column with what tells cases apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTable {
    /// The table.
    pub table: TableId,
    /// The column.
    pub column: String,
}

impl Lake {
    /// Hashes all cases of some tables again under key `number`, as of `at`: in all of them or in none.
    pub fn hash_again(
        &self,
        alone: &RewriteLock,
        tables: &[CaseTable],
        (number, key): (u32, &CaseKey),
        at: Timestamp,
    ) -> Result<Vec<(TableId, Rewritten)>> {
        let what = RewriteKind::Hashed { key: number };
        self.each_case(alone, tables, (what, at), |hash| key.again_of_text(hash))
    }

    /// Gives the cases named by their hashes others, as of `at`, which nobody can find again by what a register says: the
    /// same in all of the tables, so that whatever is counted of them stays as it was.
    pub fn unlink(
        &self,
        alone: &RewriteLock,
        tables: &[CaseTable],
        (before, over): (Date, &HashSet<String>),
        at: Timestamp,
    ) -> Result<Vec<(TableId, Rewritten)>> {
        let key =
            CaseKey::thrown_away().map_err(|fault| crate::StoreError::NoRandomness(fault.to_string()))?;
        let what = RewriteKind::Unlinked { before };
        self.each_case(alone, tables, (what, at), |hash| {
            over.contains(hash).then(|| key.again_of_text(hash))?
        })
    }

    fn each_case(
        &self,
        alone: &RewriteLock,
        tables: &[CaseTable],
        done: (RewriteKind, Timestamp),
        other: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<(TableId, Rewritten)>> {
        let ids: Vec<TableId> = tables.iter().map(|of| of.table.clone()).collect();
        self.rewrite(alone, &ids, done, |table, rows| {
            let column = tables.iter().find(|of| of.table == *table);
            let column = column.map_or("", |of| of.column.as_str());
            hashed(rows, column, &other).map_err(error::frame(table, "hash cases again"))
        })
    }
}

fn hashed(
    mut rows: DataFrame,
    column: &str,
    other: &impl Fn(&str) -> Option<String>,
) -> PolarsResult<Becomes> {
    // Files of before the column was declared lack it.
    let Ok(hashes) = rows.column(column) else {
        return Ok(Becomes::Same);
    };
    let mut changed = 0;
    let hashes: Vec<Option<String>> = hashes
        .str()?
        .iter()
        .map(|hash| {
            let again = other(hash?);
            changed += u64::from(again.is_some());
            again.or_else(|| hash.map(str::to_owned))
        })
        .collect();
    if changed == 0 {
        return Ok(Becomes::Same);
    }
    rows.with_column(Column::from(Series::new(column.into(), hashes)))?;
    Ok(Becomes::Rows { rows, changed })
}
