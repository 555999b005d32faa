//! Breakdowns: the questions that one asks, and its answers laid out as tables; what is said of them.

mod heat;
mod layout;
mod league;
mod query;
mod words;

pub use layout::{Block, Head, Laid, LaidCell, LaidRow, Outside, laid_out};
pub use league::Standings;
pub use query::queries;

#[cfg(test)]
mod tests;
