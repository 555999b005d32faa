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
mod kit;
mod mails;
mod mails_killed;
mod mails_refused;
mod mending;
mod open_data;
mod pages;
mod personal;
mod post;
mod queue;
mod real_files;
mod sending;
mod server;
mod sign_in;
mod small_programmes;
mod table;
mod unread;
mod uploads;
mod usage;
mod watch;
