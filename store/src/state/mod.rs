//! The state, in `DATA/state.sqlite`: accounts and what lets them in, the queue of jobs, schedules and the ledger of what
//! went out.
//!
//! Figures never depend on it; it is made when the first account or the first server needs it. The SQL is what SQLite
//! and PostgreSQL share, ids are text and times whole seconds, so that several servers can share one state later.

mod account;
mod attempt;
mod audit;
mod built_report;
mod delivery;
mod device;
mod half;
mod held;
mod identity;
mod job;
mod key;
mod password;
mod queue;
mod recovery;
mod schedule;
mod seal;
mod second_factor;
mod session;
mod sign_on;
mod token;
mod upkeep;

use std::fs::OpenOptions;
use std::future::Future;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::runtime::{Builder, Runtime};

use crate::{Result, SECRET_BYTES, StoreError, error, secret};

pub use account::{Account, NewAccount};
pub use attempt::Visit;
pub use audit::{Broken, Deed, Entry, Kind, Sieve, Whole, as_csv, as_json_lines};
pub use built_report::BuiltReport;
pub use delivery::{
    Channel, Delivery, DeliveryKind, DeliveryState, LEASE, NewDelivery, OutboxGauges, Outcome,
};
pub use device::DEVICE_DAYS;
pub use half::HALF_MINUTES;
pub use held::HeldInState;
pub use job::{Job, JobEvent, JobFile, JobState, NewFile, NewJob, Origin};
pub use key::{ApiKey, KEY_DAYS, KeyHolder, NewKey};
pub use password::check_password;
pub use queue::{KEPT_DAYS, Lease, MOST_ATTEMPTS, Worked};
pub use recovery::LINK_HOURS;
pub use schedule::{IfMissed, IfUncertain, NewRecipient, NewSchedule, Recipient, Schedule};
pub use seal::Seals;
pub use second_factor::{FACTOR_BYTES, Factor, RECOVERY_CODES, fresh_factor};
pub use session::{IDLE, LONGEST, OpenSession, SignIn};
pub use sign_on::{NewSignOn, SIGN_ON_MINUTES, SignOn};
pub use token::Token;
pub use upkeep::Overdue;

/// The shape of the tables, in the order in which it grew.
static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// Another process may be writing; it takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The state of one data directory.
///
/// Every function blocks, and panics inside an async task: call it through `spawn_blocking`. Several processes may
/// work on one state.
#[derive(Debug)]
pub struct State {
    path: PathBuf,
    pool: SqlitePool,
    /// `None` only while the state is dropped.
    runtime: Option<Runtime>,
    audit: audit::Waiting,
}

/// Why a piece of work inside a transaction failed.
enum Fault {
    Sql(sqlx::Error),
    Store(StoreError),
}

impl From<sqlx::Error> for Fault {
    fn from(fault: sqlx::Error) -> Self {
        Self::Sql(fault)
    }
}

impl From<StoreError> for Fault {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

impl State {
    /// The state of a data directory; it is made where there is none.
    pub fn open(data: &Path) -> Result<Self> {
        let path = data.join("state.sqlite");
        std::fs::create_dir_all(data).map_err(error::io("make", data))?;
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        match made {
            Ok(_) => {}
            Err(there) if there.kind() == ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(error::io("make", &path)(fault)),
        }
        Self::over(path)
    }

    /// The state of a data directory, if there is one.
    pub fn open_existing(data: &Path) -> Result<Option<Self>> {
        let path = data.join("state.sqlite");
        let there = path.try_exists().map_err(error::io("look for", &path))?;
        there.then(|| Self::over(path)).transpose()
    }

    /// The same as it lies there, without bringing its tables up to date: for those who only look.
    pub fn open_as_is(data: &Path) -> Result<Option<Self>> {
        let path = data.join("state.sqlite");
        let there = path.try_exists().map_err(error::io("look for", &path))?;
        there.then(|| Self::unmigrated(path)).transpose()
    }

    fn over(path: PathBuf) -> Result<Self> {
        let state = Self::unmigrated(path)?;
        state.migrate()?;
        Ok(state)
    }

    fn unmigrated(path: PathBuf) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("state")
            .enable_all()
            .build()
            .map_err(error::io("start threads for", &path))?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            // A mail is handed over only after that is written down; a power cut must not undo the writing.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let _inside = runtime.enter();
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_lazy_with(options);
        drop(_inside);
        Ok(Self {
            path,
            pool,
            runtime: Some(runtime),
            audit: audit::Waiting::default(),
        })
    }

    /// The migrations that a state which is there still waits for.
    pub fn pending_migrations(data: &Path) -> Result<Vec<i64>> {
        let Some(state) = Self::open_as_is(data)? else {
            return Ok(Vec::new());
        };
        let done: Vec<i64> = state.wait(async {
            let is_there: Option<String> =
                sqlx::query_scalar("SELECT name FROM sqlite_master WHERE name = '_sqlx_migrations'")
                    .fetch_optional(&state.pool)
                    .await?;
            match is_there {
                Some(_) => {
                    sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success")
                        .fetch_all(&state.pool)
                        .await
                }
                None => Ok(Vec::new()),
            }
        })?;
        let newest = Self::newest_migration();
        if done.iter().any(|version| *version > newest) {
            return Err(StoreError::NewerState {
                path: state.path.clone(),
            });
        }
        let known = MIGRATOR.iter().map(|migration| migration.version);
        Ok(known.filter(|version| !done.contains(version)).collect())
    }

    /// The number of the last migration that this jela knows.
    pub fn newest_migration() -> i64 {
        let known = MIGRATOR.iter().map(|migration| migration.version);
        known.max().unwrap_or(0)
    }

    /// Brings the tables up to date. Two processes may start at once: the slower one finds the work done.
    fn migrate(&self) -> Result<()> {
        let run = || self.runtime().block_on(MIGRATOR.run(&self.pool));
        let done = match run() {
            Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => run(),
            done => done,
        };
        done.map_err(|fault| match fault {
            MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => StoreError::NewerState {
                path: self.path.clone(),
            },
            fault => StoreError::UnreadableState {
                path: self.path.clone(),
                source: Box::new(fault),
            },
        })
    }

    /// Waits for a piece of the database's work.
    fn wait<T>(&self, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T> {
        self.wait_for(async { Ok(work.await?) })
    }

    /// Waits for a piece of work of which not all is the database's.
    fn wait_for<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T> {
        self.runtime().block_on(work).map_err(|fault| match fault {
            Fault::Store(fault) => fault,
            Fault::Sql(source) => StoreError::State {
                path: self.path.clone(),
                source: Box::new(source),
            },
        })
    }

    /// The data directory.
    fn data(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// A secret of the data directory.
    fn secret(&self, name: &str) -> Result<[u8; SECRET_BYTES]> {
        Ok(secret(self.data(), name)?)
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("the runtime leaves only in drop")
    }
}

impl Drop for State {
    /// A server drops its last handle inside an async task, where a runtime may not be waited for.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A moment as it is stored.
fn seconds(moment: Timestamp) -> i64 {
    moment.as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_made_once_and_only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        assert!(State::open_existing(data.path()).unwrap().is_none());
        State::open(data.path()).unwrap();
        State::open(data.path()).unwrap();
        assert!(State::open_existing(data.path()).unwrap().is_some());
        let mode = std::fs::metadata(data.path().join("state.sqlite"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_state_of_a_newer_jela_is_refused_with_what_to_do() {
        let data = tempfile::tempdir().unwrap();
        let state = State::open(data.path()).unwrap();
        let newer = sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'later', TRUE, x'00', 0)",
        );
        state.wait(newer.execute(&state.pool)).unwrap();
        drop(state);
        let refusal = State::open(data.path()).unwrap_err().to_string();
        assert!(refusal.contains("newer jela"), "{refusal}");
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("state.sqlite");
        std::fs::write(
            &file,
            "not a database, but long enough to be looked at as one".repeat(100),
        )
        .unwrap();
        let refusal = State::open(data.path()).unwrap_err().to_string();
        assert!(refusal.contains("state.sqlite"), "{refusal}");
    }
}
