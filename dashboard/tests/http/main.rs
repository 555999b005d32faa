//! The dashboard as readers meet it: real requests to the router over a small district.

#![allow(clippy::unwrap_used, reason = "a test that can't set itself up should stop")]

mod addresses;
mod api;
mod app;
mod compare;
mod described;
mod door;
mod hostile;
mod long;
mod measures;
mod open_data;
mod pages;
mod reports;
mod schemathesis;
mod sources;
mod twins;
mod words;
