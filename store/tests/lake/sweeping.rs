use std::fs;

use jiff::Timestamp;
use store::{Lake, Manifest, Swept};

use crate::fixture::*;
use crate::publishing::manifest;

#[test]
fn files_written_without_a_commit_change_nothing_and_are_swept() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let new = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    lake.append(&days_worked(), vec![new]).unwrap();
    let file = &lake.files(&days_worked_id()).unwrap()[0].path;
    let orphan = file.with_file_name("part-of-a-killed-process.parquet");
    fs::copy(file, &orphan).unwrap();
    assert_eq!(persondays(&lake), 5);

    assert_eq!(
        lake.sweep_orphans(Timestamp::UNIX_EPOCH).unwrap(),
        Swept::default()
    );
    assert!(orphan.exists());
    assert_eq!(lake.sweep_orphans(Timestamp::MAX).unwrap().files, 1);
    assert!(!orphan.exists());
    assert_eq!(persondays(&lake), 5);
}

#[test]
fn facts_that_no_kept_manifest_names_are_swept_and_shared_ones_stay() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let first = manifest(&lake, 1);
    lake.publish(first.clone(), 0).unwrap();
    lake.publish(first.clone(), 1).unwrap();
    let second = manifest(&lake, 2);
    lake.publish(second.clone(), 2).unwrap();
    let lies = |made: &Manifest| made.files().filter(|file| lake.facts_path(file).exists()).count();

    // Version 1 goes, but version 2 names the same files.
    assert_eq!(lake.sweep_facts(2).unwrap().files, 1);
    assert_eq!((lies(&first), lies(&second)), (4, 4));
    lake.sweep_facts(0).unwrap();
    assert_eq!((lies(&first), lies(&second)), (0, 4));
    assert_eq!(lake.manifest().unwrap().data_version, 3);
}

#[test]
fn a_sweep_of_facts_spares_those_not_published_yet() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    lake.publish(manifest(&lake, 1), 0).unwrap();
    let under_way = manifest(&lake, 2);
    lake.sweep_facts(1).unwrap();
    lake.publish(under_way.clone(), 1).unwrap();
    assert!(under_way.files().all(|file| lake.facts_path(file).exists()));
}
