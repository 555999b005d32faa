//! The dashboard as readers meet it: real requests to the router over a small district.

mod addresses;
mod app;
mod hostile;
mod pages;
mod twins;
