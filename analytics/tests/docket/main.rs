//! Dockets: what is counted of grievances, through the engine, from rows in a lake.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod balance;
mod demographics;
mod latest;
mod limits;
mod oracle;
mod reporting;
mod waiting;
mod world;
