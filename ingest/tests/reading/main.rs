//! Reading whole files: the real ones, made ones, and broken ones.

#![allow(clippy::unwrap_used)] // A test that cannot go on should fail where it stands.

mod broken;
mod formats;
mod fuzz;
mod real_files;

use std::path::PathBuf;

/// Where the real files lie.
fn real_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/real-files")
        .join(name)
}

/// The names of all real tables.
fn real_files() -> Vec<String> {
    let listed = std::fs::read_dir(real_file(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = listed.filter(|name| name != "SOURCES.md").collect();
    names.sort();
    names
}
