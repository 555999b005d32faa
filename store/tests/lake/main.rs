//! The lake on a real disk: what is taken in is there, whole, once, for every process and after every kill.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod appending;
mod at_once;
mod bad_input;
mod compacting;
mod expiring;
mod fixture;
mod killed;
mod publishing;
mod rehashing;
mod sweeping;
mod undoing;
mod units;
