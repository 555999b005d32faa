//! Breakdowns: the questions that one asks, and its answers laid out as tables, in no language and no format yet.

mod heat;
mod layout;
mod league;
mod query;

pub use layout::{Block, Head, Laid, LaidCell, LaidRow, Outside, laid_out};
pub use league::Standings;
pub use query::queries;

#[cfg(test)]
mod tests;
