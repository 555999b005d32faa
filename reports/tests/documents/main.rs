//! Reports as workbooks and as paper, from figures built by hand.

mod agreement;
mod bad_input;
mod fixture;
mod paper;
mod reading;
mod workbook;
