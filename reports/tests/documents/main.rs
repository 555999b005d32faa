//! Reports as workbooks and as paper, from figures built by hand.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod agreement;
mod bad_input;
mod breakdowns;
mod cases;
mod fixture;
mod letters;
mod mending;
mod packs;
mod paper;
mod reading;
mod template;
mod words;
mod workbook;
