//! The lake of Delta tables and what is known of each batch; beside it the state: accounts, sessions, keys.
//!
//! Rows are only ever appended, each with its batch and the instant it was taken in, to one Delta table per
//! dataset. What a batch was travels in the commit that brought it, so the lake alone tells the whole story.
//! Facts and rollups computed from the rows lie beside them as plain Parquet files and become visible together
//! by one small manifest, whose number is the data version.
//!
//! Everything here blocks: a server calls it through `spawn_blocking`. Nothing here reads the clock.
//!
//! ```
//! # let data = tempfile::tempdir()?;
//! let lake = store::Lake::open(data.path())?;
//! assert!(lake.datasets()?.is_empty()); // a lake that is not there yet reads as empty
//! assert_eq!(lake.manifest()?.data_version, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod append;
mod batch;
mod case_keys;
pub mod columns;
mod commit;
mod compaction;
mod conform;
mod disk;
mod durable;
mod error;
mod expiry;
mod facts;
mod files;
mod form;
mod intake_lock;
mod inventory;
mod lake;
mod layout;
mod log;
mod manifest;
mod originals;
mod parquet;
mod prepared;
mod rehash;
mod rewrite;
mod secret;
mod server_lock;
pub mod state;
mod statistics;
mod sweep;
mod table;
mod undo;
mod units;
mod vacuum_lock;
mod widening;

pub use append::{BatchByYear, CommitOutcome, NewBatch, RowsOfYear};
pub use batch::{BatchEntry, BatchHasher, BatchId, BatchRecord, NotABatchId};
pub use case_keys::{CaseKey, CaseKeys, key_name};
pub use columns::{Column, ColumnKind, DatasetTable, TableId};
pub use compaction::{Compacted, Fullness};
pub use disk::{Room, check_room, room};
pub use error::{ColumnProblem, StoreError};
pub use expiry::Over;
pub use facts::{FactsFile, FactsKey, FactsKind};
pub use files::LakeFile;
pub use form::{FORM_FILE, Form, RESTORING, bring_forward, check_form, write_form};
pub use intake_lock::IntakeLock;
pub use inventory::{Counted, Inventory, Unsound};
pub use lake::Lake;
pub use manifest::{CubeManifest, Manifest, PartitionManifest, TableManifest};
pub use originals::{Keeping, Kept, Originals};
pub use prepared::{PREPARED, Prepared};
pub use rehash::CaseTable;
pub use rewrite::{Becomes, RewriteKind, RewriteLock, Rewritten};
pub use secret::{NoSecret, SECRET_BYTES, secret};
pub use server_lock::ServerLock;
pub use state::State;
pub use sweep::Swept;
pub use undo::UndoOutcome;
pub use units::UnitsTable;
pub use vacuum_lock::VacuumLock;

/// What every fallible function of this crate returns.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
