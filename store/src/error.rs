//! What can go wrong with the lake, a variant per thing a person would mend differently.

use std::io;
use std::path::PathBuf;

use deltalake::DeltaTableError;
use polars::prelude::{DataType, PolarsError};
use thiserror::Error;

use crate::{BatchId, TableId};

/// Why the lake could not be read or written. Unless a variant says otherwise, nothing was changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A programme, dataset, rollup or year whose name can't be a folder.
    #[error("`{name}` can't name a folder of the lake; use lower-case letters, digits, `-` and `_`")]
    BadName {
        /// The name as given.
        name: String,
    },
    /// A column that is not snake_case, comes twice, or has the name of a bookkeeping column.
    #[error("{table}: column `{column}` is not lower-case ASCII snake_case, or its name is taken; rename it")]
    BadColumnName {
        /// The table that declares it.
        table: TableId,
        /// The column as declared.
        column: String,
    },
    /// A frame does not fit its table.
    #[error("{table}: column `{column}` {problem}")]
    Column {
        /// The table.
        table: TableId,
        /// The column.
        column: String,
        /// What is wrong with it.
        problem: Box<ColumnProblem>,
    },
    /// Rows accepted and rejected do not add up to the rows read.
    #[error(
        "batch {batch}: {accepted} rows accepted and {rejected} rejected are not the {read} rows read; \
         every row must be one or the other"
    )]
    RowsDoNotAddUp {
        /// The batch.
        batch: BatchId,
        /// Rows read.
        read: u64,
        /// Rows accepted.
        accepted: u64,
        /// Rows rejected.
        rejected: u64,
    },
    /// A record says that its batch belongs to another table.
    #[error("batch {batch} is of {of}, and can't be appended to {table}")]
    WrongTable {
        /// The batch.
        batch: BatchId,
        /// The table in its record.
        of: Box<TableId>,
        /// The table it was to be appended to.
        table: TableId,
    },
    /// An append without a batch.
    #[error("{table}: no batch to append")]
    NothingToAppend {
        /// The table.
        table: TableId,
    },
    /// The same batch twice in one append.
    #[error("{table}: batch {batch} comes twice in one append; append it once")]
    DuplicateBatch {
        /// The table.
        table: TableId,
        /// The batch.
        batch: BatchId,
    },
    /// Another process took in, or undid, the same batch at the same moment.
    #[error("{table}: another process is taking in or undoing one of these batches right now; try again")]
    SameBatchAtOnce {
        /// The table.
        table: TableId,
    },
    /// Other processes changed the columns of the table again and again.
    #[error(
        "{table}: other processes keep changing its columns; see that all run the same version, and try again"
    )]
    ColumnsInFlux {
        /// The table.
        table: TableId,
    },
    /// No table holds the batch.
    #[error("no batch `{batch}` was ever taken in; `jela batches` lists those that were")]
    UnknownBatch {
        /// The batch asked for.
        batch: BatchId,
    },
    /// Every delivery of the batch is undone already.
    #[error("batch {batch} was undone already, at {at}; take the file in again if it should count")]
    AlreadyUndone {
        /// The batch.
        batch: BatchId,
        /// When it was undone.
        at: jiff::Timestamp,
    },
    /// A manifest was published in between.
    #[error("data version {found} was published meanwhile (expected {expected}); compute again from it")]
    Conflict {
        /// The version the caller started from.
        expected: u64,
        /// The version that is there.
        found: u64,
    },
    /// The log of a table has a hole, or an entry that is not what jela or Delta wrote.
    #[error("{table}: log entry {version} can't be read ({reason}); restore it from a backup")]
    UnreadableLog {
        /// The table.
        table: TableId,
        /// The version of the table whose entry it is.
        version: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A manifest is not what jela wrote.
    #[error("{}: not a manifest ({source}); restore it from a backup, or delete it and run `jela rebuild`", path.display())]
    UnreadableManifest {
        /// The file.
        path: PathBuf,
        /// What serde says.
        source: serde_json::Error,
    },
    /// deltalake could not open a table or commit to it.
    #[error("{table}: could not {doing}: {source}")]
    Delta {
        /// The table.
        table: TableId,
        /// What was tried.
        doing: &'static str,
        /// What deltalake says.
        source: Box<DeltaTableError>,
    },
    /// polars could not lay out or write a frame.
    #[error("{table}: could not {doing}: {source}")]
    Frame {
        /// The table.
        table: TableId,
        /// What was tried.
        doing: &'static str,
        /// What polars says.
        source: Box<PolarsError>,
    },
    /// The state was written by a later version.
    #[error(
        "{}: written by a newer jela than this one; install that version again, or restore a backup made before it",
        path.display()
    )]
    NewerState {
        /// The file.
        path: PathBuf,
    },
    /// The data directory was written by a later version.
    #[error(
        "{}: written by jela {jela}, a newer one than this ({part}); install that version, or restore a backup made before it. Nothing was changed",
        path.display()
    )]
    NewerData {
        /// The data directory.
        path: PathBuf,
        /// The version that wrote it.
        jela: String,
        /// What of it is newer.
        part: String,
    },
    /// The file that tells the form of a data directory makes no sense.
    #[error("{}: can't be read ({reason}); restore it from a backup", path.display())]
    UnreadableForm {
        /// The file.
        path: PathBuf,
        /// What serde says.
        reason: String,
    },
    /// A restore into the data directory was cut short.
    #[error("{}: a restore was cut short here, and what lies there is not whole; give `jela restore` again", path.display())]
    HalfRestored {
        /// The data directory.
        path: PathBuf,
    },
    /// Another process serves the data directory.
    #[error(
        "{}: another jela serves this data directory already (process {process}); stop that one first, or serve another directory",
        path.display()
    )]
    AlreadyServed {
        /// The data directory.
        path: PathBuf,
        /// The number of the other process.
        process: String,
    },
    /// Too little room is left to begin anything that writes.
    #[error(
        "{}: the disk is nearly full: {free_mb} MB are free, and {reserve_mb} MB are kept back (`disk_reserve_mb`); make room, then try again. Nothing was written, and what is there can be read as before",
        path.display()
    )]
    DiskNearlyFull {
        /// The data directory.
        path: PathBuf,
        /// Megabytes that are free.
        free_mb: u64,
        /// Megabytes that must be.
        reserve_mb: u64,
    },
    /// Files put together have not the rows of the parts.
    #[error(
        "{table}: {found} rows were read where the log tells of {told}; nothing was changed, and `jela doctor` says which file is damaged"
    )]
    RowsLost {
        /// The table.
        table: TableId,
        /// Rows that the log tells of.
        told: u64,
        /// Rows that were read.
        found: u64,
    },
    /// The state can't be opened.
    #[error(
        "{}: can't be opened as jela's state ({source}); see that jela may write there, or restore it from a backup",
        path.display()
    )]
    UnreadableState {
        /// The file.
        path: PathBuf,
        /// What sqlx says.
        source: Box<sqlx::migrate::MigrateError>,
    },
    /// The state can't be read or written.
    #[error("{}: {source}; see that the disk is not full and that jela may write there", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What sqlx says.
        source: Box<sqlx::Error>,
    },
    /// A name that no account can have.
    #[error(
        "`{name}` can't be the name of an account; use small Latin letters, digits and . - _ @, at most 64, and \
         neither `public` nor `operator`"
    )]
    BadAccountName {
        /// The name as given.
        name: String,
    },
    /// Another account has the name.
    #[error("the name `{name}` is taken; choose another, or see `jela user list`")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// No account of that name counts.
    #[error("there is no account `{name}` that counts; `jela user list` shows those there are")]
    UnknownAccount {
        /// The name as given.
        name: String,
    },
    /// A key that would last too long, or not at all.
    #[error("a key lasts 1 to {} days, not {days}", crate::state::KEY_DAYS)]
    KeyDays {
        /// The days as given.
        days: i64,
    },
    /// An account with as many keys as one can look after.
    #[error("{name} has {most} keys already; end one that is not used any more first")]
    TooManyKeys {
        /// The account.
        name: String,
        /// How many it may have.
        most: usize,
    },
    /// No such schedule.
    #[error("there is no schedule `{id}`; `jela schedule list` shows those there are")]
    UnknownSchedule {
        /// The id as given.
        id: String,
    },
    /// No such delivery.
    #[error("there is no delivery `{id}`; `jela outbox` shows those there are")]
    UnknownDelivery {
        /// The id as given.
        id: String,
    },
    /// A password that can be guessed. It is never repeated.
    #[error("the password is too easy to guess. {advice} Several unusual words make a good one.")]
    WeakPassword {
        /// What would make it better.
        advice: String,
    },
    /// An original that does not open.
    #[error(
        "{}: the original can't be opened: it was altered, or keys/originals is not the secret it was sealed with; restore both from one backup",
        path.display()
    )]
    AlteredOriginal {
        /// The file.
        path: PathBuf,
    },
    /// A secret of the data directory can't be used.
    #[error(
        "{}: the secret can't be used: {reason}; restore it from a backup, since what was sealed with it opens with nothing else",
        path.display()
    )]
    Secret {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A job or its result is not what jela wrote.
    #[error("job {job}: {reason}; restore the state from a backup")]
    UnreadableJob {
        /// The job.
        job: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(String),
    /// What had to be logged could not be.
    #[error("the audit log can't be written, and nothing is done that is not logged: {source}")]
    NotLogged {
        /// Why.
        source: std::sync::Arc<StoreError>,
    },
    /// An entry of the log is not what jela wrote.
    #[error("an entry of the audit log can't be read; `jela audit verify` names it")]
    UnreadableEntry,
    /// What is kept of a second factor was sealed with another secret, or altered.
    #[error(
        "the second factor of `{name}` can't be opened; take it away with `jela user recover {name} --without-second-factor`"
    )]
    UnreadableFactor {
        /// The account.
        name: String,
    },
    /// Somebody at another provider is this account, or another, already.
    #[error(
        "`{name}` has no fitting identity at this provider; see `jela user list`, and disable the account whose name is in the way"
    )]
    OtherIdentity {
        /// The account.
        name: String,
    },
    /// A password could not be hashed, or what is kept of one is damaged.
    #[error("a password could not be checked: {0}")]
    Hashing(String),
    /// The disk refused.
    #[error("could not {doing} {}: {source}; see that the disk is not full and that jela may write there", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl From<crate::NoSecret> for StoreError {
    fn from(fault: crate::NoSecret) -> Self {
        Self::Secret {
            path: fault.path,
            reason: fault.reason,
        }
    }
}

/// What is wrong with a column of a frame.
#[derive(Debug, Error, PartialEq)]
pub enum ColumnProblem {
    /// The frame lacks it.
    #[error("is missing; give it, with nulls where the sheet has no value")]
    Missing,
    /// The frame has it with another type.
    #[error("is {found}, and the table holds {expected}; convert it before appending")]
    Mistyped {
        /// The type the table holds.
        expected: DataType,
        /// The type the frame has.
        found: DataType,
    },
    /// Nobody declared it.
    #[error("is not declared; add it to the dataset, or leave it out")]
    Undeclared,
    /// It may not be empty, but is.
    #[error("is empty in {rows} rows; such rows must be rejected before they are appended")]
    Empty {
        /// How many rows lack a value.
        rows: usize,
    },
    /// The stored table has it with another type.
    #[error("is stored as {stored}, and is now declared as {declared}; give the new meaning a new name")]
    Redeclared {
        /// The type in the lake.
        stored: String,
        /// The type in the programme.
        declared: String,
    },
    /// A financial year not written like `2026-27`.
    #[error("holds `{value}`, which is no financial year like `2026-27`")]
    NotAYear {
        /// The value found.
        value: String,
    },
}

/// For `map_err`: what deltalake said while doing something to a table.
pub(crate) fn delta(table: &TableId, doing: &'static str) -> impl FnOnce(DeltaTableError) -> StoreError {
    let table = table.clone();
    move |source| StoreError::Delta {
        table,
        doing,
        source: Box::new(source),
    }
}

/// For `map_err`: what polars said while doing something to a table's frame.
pub(crate) fn frame(table: &TableId, doing: &'static str) -> impl FnOnce(PolarsError) -> StoreError {
    let table = table.clone();
    move |source| StoreError::Frame {
        table,
        doing,
        source: Box::new(source),
    }
}

/// For `map_err`: what the system said about a file.
pub(crate) fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.into();
    move |source| StoreError::Io { doing, path, source }
}
