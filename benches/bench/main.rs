//! How fast a district's data is taken in and answered: `make bench`.
//!
//! Everything is measured on one machine against its own last time; nothing here fails for being slow.

mod answers;
mod documents;
mod doors;
mod follow;
mod grievances;
mod growth;
mod intake;
mod load;
mod names;
mod office;
mod papers;
mod suppression;
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
    targets = names::of_places, intake::one_large_return, intake::all_sample_workbooks, intake::a_state_s_grievances, answers::district_queries, documents::overview_page, documents::reports, doors::of_a_request, growth::a_million_children, growth::a_clustered_survey, follow::a_state_s_children, grievances::of_a_state, uploads::a_district_of_workbooks, suppression::of_a_state
}

/// Measures. For programs that are measured beside jela it writes the large return instead (`JELA_BIG_RETURN=ROWS:FILE`), takes
/// a file in as far as committed Parquet and no further (`JELA_COMMIT=FILE`), writes documents (`JELA_DOCUMENTS`) or a lake of
/// so many rows (`JELA_LARGE_LAKE=ROWS:DIR`); with `JELA_LOAD` it asks a running server.
fn main() {
    let told = |name| std::env::var(name).ok();
    if load::load() {
        return;
    }
    if let Some(wanted) = told("JELA_LARGE_LAKE") {
        return years::write_large_lake(&wanted);
    }
    if let Some(wanted) = told("JELA_BIG_RETURN") {
        return intake::write_large_return(&wanted);
    }
    if let Some(file) = told("JELA_COMMIT") {
        return intake::commit(file.into());
    }
    if let Some(wanted) = told("JELA_DOCUMENTS") {
        return papers::measure(&wanted);
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
