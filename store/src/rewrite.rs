//! Rows of several tables written again at once: hashes of persons under another key, rows whose time is over taken out.
//!
//! Delta commits one table at a time, and what tells a case from another must be the same in all of them. So the new files
//! are written first, where nobody sees them; then one small file, the *plan*, names every commit that is to come. While it
//! is there, every table that it names shows what it was before; when all commits are made it goes, and all tables show
//! what they are. A process that dies before the plan lies there has changed nothing, and whoever takes anything in after
//! one that died later ends what it had begun.
//!
//! Whoever began to read before goes on with the files of before, which the sweep takes later, as after putting files
//! together.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use deltalake::kernel::Action;
use deltalake::protocol::DeltaOperation;
use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::{DataFrame, ParquetReader, SerReader};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::compaction::remove;
use crate::log::{KnownFile, REWRITTEN_KEY};
use crate::{
    IntakeLock, Lake, Result, StoreError, TableId, append, commit, durable, error, layout, parquet,
    statistics, table,
};

/// What a rewrite did to the rows of a table; it travels in the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewritten {
    /// Names the rewrite.
    pub id: String,
    /// When it was done.
    pub at: Timestamp,
    /// What was done.
    pub what: RewriteKind,
    /// Rows that are no more, or whose hash is another.
    pub rows: u64,
    /// The financial years whose files are others.
    pub partitions: BTreeSet<String>,
}

/// What is done to rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RewriteKind {
    /// What tells cases apart is hashed again.
    Hashed {
        /// The number of the key.
        key: u32,
    },
    /// Rows whose time is over are taken out.
    Removed {
        /// Figures about days before this one can't be had any more.
        before: Date,
    },
    /// The hashes of cases whose time is over are made ones that nobody can find again.
    Unlinked {
        /// Cases of which nothing was told on this day or after it.
        before: Date,
    },
}

/// What becomes of the rows of one file.
pub enum Becomes {
    /// What it was.
    Same,
    /// These rows; so many of them are no more, or are others.
    Rows {
        /// The rows that stand there now; none at all where the file goes.
        rows: DataFrame,
        /// How many were taken out or changed.
        changed: u64,
    },
}

/// All commits of a rewrite that is under way.
#[derive(Debug, Serialize, Deserialize)]
struct Plan {
    tables: Vec<Planned>,
}

/// The commit of one table.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Planned {
    table: TableId,
    /// The version that the table shows until the rewrite has ended.
    version: u64,
    rewritten: Rewritten,
    actions: Vec<Action>,
}

/// Held while rows of tables are written again; everybody who writes in another way waits.
#[derive(Debug)]
pub struct RewriteLock(
    #[expect(dead_code, reason = "the locks last as long as the files are open")] (IntakeLock, File),
);

impl Lake {
    /// Waits until nobody takes anything in, nor puts files together.
    pub fn lock_rewrite(&self) -> Result<RewriteLock> {
        let intake = self.lock_intake()?;
        let (path, file) = self.rewrite_file()?;
        file.lock().map_err(error::io("lock", &path))?;
        Ok(RewriteLock((intake, file)))
    }

    /// The right to put files together; none while rows are written again.
    pub(crate) fn may_put_together(&self) -> Result<Option<File>> {
        let (path, file) = self.rewrite_file()?;
        match file.try_lock() {
            Ok(()) if self.is_rewriting()? => Ok(None),
            Ok(()) => Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(fault)) => Err(error::io("lock", &path)(fault)),
        }
    }

    fn rewrite_file(&self) -> Result<(PathBuf, File)> {
        durable::create_folder(self.layout.root())?;
        let path = self.layout.root().join("rewrite.lock");
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false).open(&path);
        Ok((path.clone(), file.map_err(error::io("make", &path))?))
    }

    /// The number of the key under which what tells cases apart is hashed last; 1 until it was hashed again.
    pub fn case_key(&self) -> Result<u32> {
        let mut newest = 1;
        for table in self.datasets()? {
            for rewritten in self.rewrites(&table)? {
                if let RewriteKind::Hashed { key } = rewritten.what {
                    newest = newest.max(key);
                }
            }
        }
        Ok(newest)
    }

    /// Writes rows of some tables again, as of `at`: in all of them or in none. `becomes` is asked for each file.
    ///
    /// Gives what was done to each table of which anything became other.
    pub fn rewrite(
        &self,
        _alone: &RewriteLock,
        tables: &[TableId],
        (what, at): (RewriteKind, Timestamp),
        mut becomes: impl FnMut(&TableId, DataFrame) -> Result<Becomes>,
    ) -> Result<Vec<(TableId, Rewritten)>> {
        let id = Uuid::new_v4().simple().to_string();
        let mut plan = Plan { tables: Vec::new() };
        for table in tables {
            let Some(version) = self.version(table)? else {
                continue;
            };
            let mut planned = Planned {
                table: table.clone(),
                version,
                rewritten: Rewritten {
                    id: id.clone(),
                    at,
                    what,
                    rows: 0,
                    partitions: BTreeSet::new(),
                },
                actions: Vec::new(),
            };
            for file in self.files_as_of(table, version)? {
                self.write_again(&mut planned, &file, &mut becomes)?;
            }
            // A key counts for every table, also where no case is in it yet.
            if !planned.actions.is_empty() || matches!(what, RewriteKind::Hashed { .. }) {
                plan.tables.push(planned);
            }
        }
        let told = plan.tables.iter();
        let told = told
            .map(|planned| (planned.table.clone(), planned.rewritten.clone()))
            .collect();
        if plan.tables.is_empty() {
            return Ok(told);
        }
        let bytes = serde_json::to_vec(&plan).expect("a plan is plain text and numbers");
        let _no_copies = self.keep_copies_out()?;
        durable::put_if_absent(&self.plan_path(), &bytes)?;
        self.carry_out(plan)?;
        Ok(told)
    }

    /// Ends a rewrite that was cut short, if there is one; waits for one that is at work.
    pub fn end_what_was_begun(&self) -> Result<()> {
        match self.is_rewriting()? {
            true => self.lock_intake().map(drop),
            false => Ok(()),
        }
    }

    /// Ends a rewrite whose process died in the middle of its commits.
    pub(crate) fn end_rewrite(&self) -> Result<()> {
        let Some(plan) = self.plan()? else { return Ok(()) };
        let (path, file) = self.rewrite_file()?;
        file.lock().map_err(error::io("lock", &path))?;
        let _no_copies = self.keep_copies_out()?;
        self.carry_out(plan)
    }

    /// Makes the commits that are not made yet, and shows them.
    fn carry_out(&self, plan: Plan) -> Result<()> {
        for planned in plan.tables {
            if !self.has_rewrite(&planned.table, &planned.rewritten.id)? {
                self.wait(commit_rewrite(&self.layout.table(&planned.table), planned))?;
            }
        }
        let path = self.plan_path();
        fs::remove_file(&path).map_err(error::io("remove", &path))?;
        durable::sync_folder(self.layout.root())
    }

    /// Writes a file again, if anything of it becomes other.
    fn write_again(
        &self,
        planned: &mut Planned,
        file: &KnownFile,
        becomes: &mut impl FnMut(&TableId, DataFrame) -> Result<Becomes>,
    ) -> Result<()> {
        let (id, folder) = (&planned.table, self.layout.table(&planned.table));
        let before = rows_of_file(id, &folder, file)?;
        let Becomes::Rows { mut rows, changed } = becomes(id, before)? else {
            return Ok(());
        };
        let mut removed = remove(file, planned.rewritten.at);
        removed.data_change = true;
        planned.actions.push(Action::Remove(removed));
        if rows.height() > 0 {
            let mut add = write_beside(id, &folder, &file.fy, &mut rows)?;
            add.data_change = true;
            planned.actions.push(Action::Add(add));
        }
        planned.rewritten.rows += changed;
        planned.rewritten.partitions.insert(file.fy.clone());
        Ok(())
    }

    /// The version of a table that shows while a rewrite of it is under way.
    pub(crate) fn shown_until(&self, table: &TableId) -> Result<Option<u64>> {
        let plan = self.plan()?;
        let planned = plan.iter().flat_map(|plan| &plan.tables);
        let own = planned.into_iter().find(|planned| planned.table == *table);
        Ok(own.map(|planned| planned.version))
    }

    /// Whether a rewrite has begun to show in logs and not ended.
    pub fn is_rewriting(&self) -> Result<bool> {
        Ok(self.plan()?.is_some())
    }

    fn plan(&self) -> Result<Option<Plan>> {
        let path = self.plan_path();
        let bytes = match fs::read(&path) {
            // Where a file stands in the way of the folder, whoever writes there is told.
            Err(none) if matches!(none.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            bytes => bytes.map_err(error::io("read", &path))?,
        };
        let plan = serde_json::from_slice(&bytes);
        plan.map(Some)
            .map_err(|source| StoreError::UnreadableManifest { path, source })
    }

    fn plan_path(&self) -> PathBuf {
        self.layout.root().join("rewriting.json")
    }
}

/// The rows of a file, all that its log tells of.
pub(crate) fn rows_of_file(id: &TableId, folder: &Path, file: &KnownFile) -> Result<DataFrame> {
    let path = folder.join(&file.path);
    let opened = File::open(&path).map_err(error::io("read", &path))?;
    let rows = ParquetReader::new(opened)
        .finish()
        .map_err(error::frame(id, "read a file"))?;
    if rows.height() as u64 != file.rows {
        return Err(StoreError::RowsLost {
            table: id.clone(),
            told: file.rows,
            found: rows.height() as u64,
        });
    }
    Ok(rows)
}

/// A new file of a financial year, which counts once its action is committed.
pub(crate) fn write_beside(
    id: &TableId,
    folder: &Path,
    fy: &str,
    rows: &mut DataFrame,
) -> Result<deltalake::kernel::Add> {
    let partition = layout::partition_folder(fy);
    let name = format!("{partition}/part-{}.parquet", Uuid::new_v4());
    let written = parquet::write(&folder.join(&name), id, rows)?;
    durable::sync_folder(&folder.join(&partition))?;
    let stats = statistics::of(rows).map_err(error::frame(id, "describe a file"))?;
    let mut add = append::add(name, fy.to_owned(), &written, stats);
    add.data_change = false;
    Ok(add)
}

async fn commit_rewrite(folder: &Path, planned: Planned) -> Result<()> {
    let id = &planned.table;
    let info = serde_json::to_value(&planned.rewritten).expect("a note is plain text and numbers");
    let entry = commit::Entry {
        actions: planned.actions,
        batches: Vec::new(),
        info: (REWRITTEN_KEY, info),
    };
    let operation = match planned.rewritten.what {
        RewriteKind::Removed { .. } => DeltaOperation::Delete { predicate: None },
        RewriteKind::Hashed { .. } | RewriteKind::Unlinked { .. } => {
            DeltaOperation::Update { predicate: None }
        }
    };
    let Some(table) = table::open(folder, id).await? else {
        return Ok(());
    };
    commit::commit_as(folder, id, &table, entry, operation)
        .await
        .map(drop)
}
