//! The demo's data directory, made once for all tests that only look at it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::command::{Ran, jela, word};
use crate::table::Table;

/// The last day of the sample.
pub const LAST_DAY: &str = "2026-11-22";

/// The demo's data directory, where cargo cleans up.
pub fn data() -> &'static Path {
    static DATA: OnceLock<PathBuf> = OnceLock::new();
    DATA.get_or_init(|| {
        let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("end-to-end-demo");
        let _ = fs::remove_dir_all(&data); // of an earlier run
        jela(&data, &["demo", "--no-serve"]).ends_with(0);
        data
    })
}

/// Asks the demo, in the words of the command line.
#[track_caller]
pub fn query(words: &str) -> Ran {
    let words = words.split_whitespace();
    jela(
        data(),
        &["query", "mgnrega"].into_iter().chain(words).collect::<Vec<_>>(),
    )
}

/// Asks the demo for a table.
#[track_caller]
pub fn table(words: &str) -> Table {
    Table::of(query(&format!("{words} --format csv")))
}

/// A figure of the district on the last day.
#[track_caller]
pub fn figure(measure: &str) -> f64 {
    table(&format!("--measure {measure}"))
        .only(measure)
        .parse()
        .unwrap()
}

/// A file of the sample, by its path in there.
pub fn sample_file(path: &str) -> String {
    word(&data().join("sample").join(path))
}
