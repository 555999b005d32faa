//! Pages of breakdowns, as an officer meets them: real requests over the grievances of two blocks.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod app;
mod bad_input;
mod files;
mod pages;
