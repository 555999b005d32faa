//! From workbooks to committed rows.

use std::hint::black_box;

use criterion::{BatchSize, Criterion};

use crate::office::{Office, Sample};

const ROWS: usize = 100_000;

/// Reads, types, checks and commits one workbook of 100,000 rows and 13 columns.
pub fn one_large_return(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("the machine has room for a folder");
    let file = folder.path().join("big-return.xlsx");
    let workbook = sample_data::big_return(ROWS).expect("a sheet holds so many rows");
    std::fs::write(&file, workbook).expect("the machine has room for a file");
    let mut group = criterion.benchmark_group("intake");
    group.bench_function("one xlsx of 1.3 million cells", |bencher| {
        bencher.iter_batched_ref(
            Office::empty,
            |office| take_in_all(office, &file),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Writes a return of so many rows, as `ROWS:FILE` says.
pub fn write_large_return(wanted: &str) {
    let (rows, file) = wanted.split_once(':').expect("JELA_BIG_RETURN is ROWS:FILE");
    let rows = rows
        .parse()
        .expect("JELA_BIG_RETURN begins with a number of rows");
    let workbook = sample_data::big_return(rows).expect("a sheet holds so many rows");
    std::fs::write(file, workbook).expect("the file can be written");
}

/// Reads, types, places, checks and commits one file, and computes no facts.
pub fn commit(file: std::path::PathBuf) {
    let accepted = Office::empty().take_in(&[file]);
    assert!(accepted > 0, "none of the rows was accepted");
}

fn take_in_all(office: &Office, file: &std::path::Path) {
    let accepted = office.take_in(&[file.to_owned()]);
    assert_eq!(
        accepted, ROWS as u64,
        "a bench of rows that are left out would measure something else"
    );
}

/// Takes in the sample; then the same with facts and rollups built.
pub fn all_sample_workbooks(criterion: &mut Criterion) {
    let sample = Sample::write();
    let mut group = criterion.benchmark_group("intake");
    group.bench_function("all sample workbooks", |bencher| {
        bencher.iter_batched_ref(
            Office::empty,
            |office| black_box(office.take_in(&sample.workbooks)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("all sample workbooks, with facts and rollups", |bencher| {
        bencher.iter_batched_ref(
            Office::empty,
            |office| black_box((office.take_in(&sample.workbooks), office.engine())),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Takes 1.13 million grievances in, from a file of each month.
pub fn a_state_s_grievances(criterion: &mut Criterion) {
    let sample = Sample::of_the_state();
    let mut group = criterion.benchmark_group("intake");
    group.bench_function("a state's grievances", |bencher| {
        bencher.iter_batched_ref(
            Office::empty,
            |office| black_box(office.take_in(&sample.workbooks)),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}
