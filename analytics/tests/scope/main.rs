//! Who may see what of a programme whose small counts are hidden.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    clippy::print_stdout,
    reason = "a test that can't set itself up should stop"
)]

mod attack;
mod cubes;
mod hiding;
mod office;
mod published;
mod world;
