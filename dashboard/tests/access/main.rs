//! Who gets what by which door: real requests to the router, by readers of every role.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod app;
mod doors;
mod matrix;
mod schedules;
mod sign_in;
mod uploads;
