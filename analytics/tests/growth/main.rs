//! The growth standards against WHO's own software, and against what can be said of any child.

#![allow(clippy::unwrap_used, reason = "what fails in a test should stop it")]

mod bad_input;
mod children;
mod examples;
mod prevalence;
mod properties;
mod quality;
mod table;
mod vectors;
