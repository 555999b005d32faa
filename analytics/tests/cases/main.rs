//! Children measured month by month: what is counted of them, who is followed, and that nothing is lost on the way.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop there")]

mod balance;
mod counts;
mod line_list;
mod quality;
mod referrals;
mod services;
mod stays;
mod tally;
mod world;
