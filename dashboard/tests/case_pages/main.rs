//! Pages of followed cases, as readers of different offices meet them: real requests over a few made-up centres.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod accessible;
mod app;
mod bad_input;
mod cases;
mod overview;
mod quality;
