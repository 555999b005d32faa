//! Whether the chain is whole: every entry, every link, the end, and every anchor.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::anchor::{self, Anchor};
use super::entry::Entry;
use crate::Result;
use crate::state::State;

/// Entries that are read at once.
const PAGE: i64 = 5000;

/// A chain that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// Its entries.
    pub entries: i64,
    /// The anchors that agree with it.
    pub anchors: usize,
}

/// Where a chain is broken first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The entry.
    pub number: i64,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}: {}", self.number, self.why)
    }
}

impl State {
    /// Proves the log whole, or names the first entry that is not as it was written. `copies` are folders with copies of
    /// anchors, beside those of the data directory.
    pub fn verify_audit(&self, copies: &[PathBuf]) -> Result<Result<Whole, Broken>> {
        let key = self.audit_key()?;
        let own = anchor::folder(self.data());
        let mut anchors = Vec::new();
        for folder in std::iter::once(own.as_path()).chain(copies.iter().map(PathBuf::as_path)) {
            match anchors_of(folder, &key)? {
                Ok(read) => anchors.extend(read),
                Err(broken) => return Ok(Err(broken)),
            }
        }
        anchors.sort_by_key(|anchor| anchor.number);
        let mut walk = Walk {
            last: 0,
            hash: String::new(),
            anchors: &anchors,
            agreed: 0,
        };
        loop {
            let rows = self.entries_after(walk.last)?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let Some(entry) = entry_of(row) else {
                    return Ok(Err(walk.broken("it can't be read")));
                };
                if let Err(why) = walk.step(&entry, &key) {
                    return Ok(Err(walk.broken(&why)));
                }
            }
        }
        let head = self.audit_end()?;
        Ok(walk.end(head.as_ref()))
    }

    fn entries_after(&self, number: i64) -> Result<Vec<SqliteRow>> {
        self.wait(async {
            // By the row and not by an index: one that was tampered with must not hide an entry.
            sqlx::query("SELECT * FROM audit_entry NOT INDEXED WHERE number > $1 ORDER BY number LIMIT $2")
                .bind(number)
                .bind(PAGE)
                .fetch_all(&self.pool)
                .await
        })
    }

    fn audit_end(&self) -> Result<Option<(i64, String)>> {
        let row = self.wait(async {
            sqlx::query("SELECT number, hash FROM audit_head WHERE id = 1")
                .fetch_optional(&self.pool)
                .await
        })?;
        Ok(row.and_then(|row| Some((row.try_get("number").ok()?, row.try_get("hash").ok()?))))
    }
}

fn anchors_of(folder: &Path, key: &[u8; crate::SECRET_BYTES]) -> Result<Result<Vec<Anchor>, Broken>> {
    let read = anchor::read(folder, key)?;
    Ok(read.map_err(|why| Broken { number: 0, why }))
}

/// How far the chain was followed.
struct Walk<'a> {
    last: i64,
    hash: String,
    anchors: &'a [Anchor],
    agreed: usize,
}

impl Walk<'_> {
    fn step(&mut self, entry: &Entry, key: &[u8; crate::SECRET_BYTES]) -> Result<(), String> {
        if entry.number != self.last + 1 {
            return Err("it is missing".to_owned());
        }
        if entry.previous != self.hash {
            return Err("it does not follow the one before it".to_owned());
        }
        if entry.hash != entry.computed(key) {
            return Err("it is not as it was written".to_owned());
        }
        while let Some(anchor) = self
            .anchors
            .get(self.agreed)
            .filter(|one| one.number == entry.number)
        {
            if anchor.hash != entry.hash {
                return Err(format!(
                    "it is not the one that the anchor of {} knows",
                    anchor.day
                ));
            }
            self.agreed += 1;
        }
        self.last = entry.number;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    fn end(self, head: Option<&(i64, String)>) -> Result<Whole, Broken> {
        if let Some(anchor) = self.anchors.get(self.agreed) {
            let why = format!(
                "it is missing; the anchor of {} is of entry {}",
                anchor.day, anchor.number
            );
            return Err(self.broken(&why));
        }
        match head {
            Some((number, hash)) if *number == self.last && *hash == self.hash => Ok(Whole {
                entries: self.last,
                anchors: self.agreed,
            }),
            Some((number, _)) if *number > self.last => Err(self.broken("it is missing")),
            _ => Err(self.broken("the end of the log is not as it was written")),
        }
    }

    fn broken(&self, why: &str) -> Broken {
        Broken {
            number: self.last + 1,
            why: why.to_owned(),
        }
    }
}

/// The entry in a row; none where a column holds what was never written there.
pub(super) fn entry_of(row: &SqliteRow) -> Option<Entry> {
    Some(Entry {
        number: row.try_get("number").ok()?,
        at: Timestamp::from_second(row.try_get("at").ok()?).ok()?,
        kind: row.try_get("kind").ok()?,
        account: row.try_get("account").ok()?,
        address: row.try_get("address").ok()?,
        what: row.try_get("what").ok()?,
        previous: row.try_get("previous").ok()?,
        hash: row.try_get("hash").ok()?,
    })
}
