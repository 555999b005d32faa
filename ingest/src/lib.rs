//! From a workbook to typed, placed, checked rows in the lake.
//!
//! [`read`] turns a file into cells, [`sheet`] finds the tables among them. What the headers mean follows from the
//! sources that programmes declare; a cell that can't be counted becomes a [`Finding`], and its row is left out or
//! kept, never corrected. [`check`] says what would happen, [`ingest`] appends whole batches.
//!
//! ```
//! use std::fs;
//! # let folder = tempfile::tempdir()?;
//! # let file = folder.path().join("blocks.csv");
//! fs::write(&file, "As on 31/12/2024\n\nState,District,Total Availability,Actual Expenditure Wage\nWB,Bankura,1,2\n")?;
//! let catalog = catalog::Catalog::load(None)?;
//! let options = ingest::Options::new(folder.path(), "2025-01-02T06:30:00Z".parse()?);
//! let reports = ingest::check(&[file], &catalog, &options)?;
//! assert_eq!(reports[0].status, ingest::Status::Unrecognised); // and the message names what was found
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod read;
pub mod sheet;

mod accepted;
mod ahead;
mod book;
mod changes;
mod check;
mod checking;
mod checks;
mod columns;
mod compact;
mod dates;
mod draft;
mod duplicates;
mod error;
mod files;
mod finding;
mod findings_file;
mod form;
mod formulas;
mod frame;
mod heading;
mod identity;
mod input;
mod intake;
mod mapping;
mod matters;
mod memory;
mod mending;
mod no_more;
mod office;
mod options;
mod overlap;
mod places;
mod prepared;
mod preview;
mod problem;
mod propose;
mod recognise;
mod report;
mod row;
mod rows;
mod run;
mod standing;
mod told;
mod totals;
mod values;
mod verdicts;
mod whole;

pub use changes::{Change, Changes, changes_between, changes_of_delivery};
pub use check::check;
pub use error::IngestError;
pub use finding::{Effect, Finding};
pub use findings_file::findings_of;
pub use frame::table as dataset_table;
pub use identity::{ToldApart, case_hash};
pub use input::Input;
pub use intake::{Progress, ingest, ingest_inputs, write_units};
pub use mapping::Mapping;
pub use mending::head_lines;
pub use office::Office;
pub use options::{Options, ReadingOptions};
pub use overlap::Contradiction;
pub use prepared::take_prepared;
pub use preview::{Previewed, preview};
pub use problem::{CaseProblem, Problem, UnitProblem, ValueProblem, Wording};
pub use propose::{HeaderProposal, PlaceProposal, Proposals, proposed_map};
pub use report::{ColumnRead, Outcome, SheetReport, Status, outcome};
pub use told::{FindingTold, SheetTold};
pub use whole::write_whole;
