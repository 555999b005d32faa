//! Who gets what by which door: real requests to the router, by readers of every role.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod app;
mod audit;
mod doors;
mod holdings;
mod keys;
mod matrix;
mod own_account;
mod reports;
mod schedules;
mod sign_in;
mod sign_on;
mod sources;
mod uploads;
mod watching;
