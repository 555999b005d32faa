//! End to end, through the one door that people have: files go into the command `jela`; figures, pages, workbooks
//! and documents come out of it.
#![allow(clippy::unwrap_used, reason = "what fails in a test should stop it")]

mod accounts;
mod agreement;
mod bankura;
mod browser;
mod chromium;
mod client;
mod command;
mod declared;
mod deliveries;
mod demo;
mod demo_figures;
mod forms;
mod grievances;
mod growth;
mod interop;
mod kill;
mod pages;
mod personal;
mod real_files;
mod server;
mod sign_in;
mod table;
mod unread;
mod usage;
