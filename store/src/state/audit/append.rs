//! Adding to the chain: several deeds at once cost one write to the disk, and none is believed written before it is.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use super::entry::{Deed, Entry};
use crate::state::{Fault, State, seconds};
use crate::{Result, SECRET_BYTES, StoreError};

/// Deeds that wait to be written. Whoever comes while another writes is written with those who came meanwhile.
#[derive(Debug, Default)]
pub struct Waiting {
    deeds: Mutex<Vec<(Deed, Timestamp, Done)>>,
    writing: Mutex<()>,
}

type Done = Arc<OnceLock<Option<Arc<StoreError>>>>;

impl State {
    /// Logs a deed; when it returns, the entry is on the disk. Where it fails, what was to be done must not be done.
    pub fn log(&self, deed: Deed, now: Timestamp) -> Result<()> {
        let done = Done::default();
        let waiting = &self.audit;
        locked(&waiting.deeds).push((deed, now, Arc::clone(&done)));
        let turn = locked(&waiting.writing);
        if done.get().is_none() {
            let deeds = std::mem::take(&mut *locked(&waiting.deeds));
            let fault = self.write_deeds(&deeds).err().map(Arc::new);
            for (.., done) in &deeds {
                done.get_or_init(|| fault.clone());
            }
        }
        drop(turn);
        match done.get() {
            Some(None) => Ok(()),
            Some(Some(fault)) => Err(StoreError::NotLogged {
                source: Arc::clone(fault),
            }),
            None => unreachable!("whoever held the turn wrote every deed that waited"),
        }
    }

    fn write_deeds(&self, deeds: &[(Deed, Timestamp, Done)]) -> Result<()> {
        let chain = self.chain()?;
        self.wait_for(async {
            let mut work = self.pool.begin().await?;
            for (deed, at, _) in deeds {
                chain.append(&mut work, deed, *at).await?;
            }
            Ok(work.commit().await?)
        })
    }

    /// What chains are made with.
    pub(in crate::state) fn chain(&self) -> Result<Chain> {
        Ok(Chain {
            data: self.data().to_owned(),
            key: self.audit_key()?,
        })
    }

    /// The secret under which entries are hashed.
    pub(super) fn audit_key(&self) -> Result<[u8; SECRET_BYTES]> {
        self.secret("audit")
    }
}

/// What a deed needs to become an entry inside a transaction of others' work.
pub(in crate::state) struct Chain {
    pub(super) data: std::path::PathBuf,
    pub(super) key: [u8; SECRET_BYTES],
}

impl Chain {
    /// Adds a deed at the end. It counts with the transaction's other work, or not at all.
    pub(in crate::state) async fn append(
        &self,
        work: &mut Transaction<'_, Sqlite>,
        deed: &Deed,
        at: Timestamp,
    ) -> Result<(), Fault> {
        // Writing first takes the write lock, so that entries of several processes come one after the other.
        let (number, last_at, previous): (i64, i64, String) = sqlx::query_as(
            "UPDATE audit_head SET number = number + 1 WHERE id = 1 RETURNING number, at, hash",
        )
        .fetch_one(&mut **work)
        .await?;
        if number > 1 {
            self.anchor(number - 1, last_at, &previous, at)?;
        }
        let entry = self.entry(number, previous, deed, at);
        sqlx::query(
            "INSERT INTO audit_entry (number, at, kind, account, address, what, previous, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(entry.number)
        .bind(seconds(entry.at))
        .bind(&entry.kind)
        .bind(&entry.account)
        .bind(&entry.address)
        .bind(&entry.what)
        .bind(&entry.previous)
        .bind(&entry.hash)
        .execute(&mut **work)
        .await?;
        sqlx::query("UPDATE audit_head SET at = $1, hash = $2 WHERE id = 1")
            .bind(seconds(entry.at))
            .bind(&entry.hash)
            .execute(&mut **work)
            .await?;
        Ok(())
    }

    fn entry(&self, number: i64, previous: String, deed: &Deed, at: Timestamp) -> Entry {
        let mut entry = Entry {
            number,
            at,
            kind: deed.kind.id().to_owned(),
            account: deed.account.clone(),
            address: deed.address.clone(),
            what: deed.what.clone(),
            previous,
            hash: String::new(),
        };
        entry.hash = entry.computed(&self.key);
        entry
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
