//! How fast a district's data is taken in and answered: `make bench`.
//!
//! Everything is measured on one machine against its own last time; nothing here fails for being slow.

mod answers;
mod documents;
mod follow;
mod grievances;
mod growth;
mod intake;
mod names;
mod office;
mod uploads;
mod years;

use std::time::Duration;

use criterion::{Criterion, criterion_group};
use mimalloc::MiMalloc;

// The same as in the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Few samples: the larger benches take seconds each.
fn unhurried() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args()
}

criterion_group! {
    name = benches;
    config = unhurried();
    targets = names::of_places, intake::one_large_return, intake::all_sample_workbooks, intake::a_state_s_grievances, answers::district_queries, documents::overview_page, documents::reports, growth::a_million_children, growth::a_clustered_survey, follow::a_state_s_children, grievances::of_a_state, uploads::a_district_of_workbooks
}

/// Measures; with `JELA_BIG_RETURN=ROWS:FILE` it writes the large return instead, for programs that are measured beside jela.
fn main() {
    match std::env::var("JELA_BIG_RETURN") {
        Ok(wanted) => intake::write_large_return(&wanted),
        Err(_) => {
            benches();
            Criterion::default().configure_from_args().final_summary();
        }
    }
}
