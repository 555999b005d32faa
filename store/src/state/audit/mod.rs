//! The audit log: who did what, when and from where, as a chain of hashes.
//!
//! Each entry's hash covers the entry and the hash before it, under a secret of the data directory, so that whoever can
//! write to the database alone can't make a chain that holds. The end of the chain is kept beside it, and the first entry
//! of a day leaves the end of the day before in a small file, an *anchor*; copies of anchors kept elsewhere show that even
//! whoever has the whole server did not rewrite the past.

mod anchor;
mod append;
mod entry;
mod list;
mod verify;

#[cfg(test)]
mod tests;

pub use append::Waiting;
pub use entry::{Deed, Entry, Kind, as_csv, as_json_lines};
pub use list::Sieve;
pub use verify::{Broken, Whole};
