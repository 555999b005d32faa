use std::collections::BTreeMap;
use std::fs;
use std::thread;

use polars::df;
use store::{
    CubeManifest, FactsFile, FactsKey, FactsKind, Lake, Manifest, PartitionManifest, StoreError,
    TableManifest,
};

use crate::fixture::*;

/// Facts of one year, written and put into a manifest.
pub fn manifest(lake: &Lake, value: i64) -> Manifest {
    let write = |kind| -> FactsFile {
        let key = FactsKey {
            table: days_worked_id(),
            kind,
            fy: "2026-27".into(),
        };
        lake.write_facts(&key, df!("persondays" => [value, value]).unwrap())
            .unwrap()
    };
    let rollups = BTreeMap::from([(
        "block-month".to_owned(),
        write(FactsKind::Rollup("block-month".into())),
    )]);
    let partition = PartitionManifest {
        facts: write(FactsKind::Facts),
        history: Some(write(FactsKind::History)),
        rollups,
    };
    let partitions = BTreeMap::from([("2026-27".to_owned(), partition)]);
    let table = TableManifest {
        rows_version: 1,
        recipe: "first".into(),
        partitions,
    };
    let cube = CubeManifest {
        recipe: "first".into(),
        cells: write(FactsKind::Rollup("cells".into())),
    };
    Manifest {
        data_version: 0,
        made_at: Some(instant(0)),
        tables: BTreeMap::from([(days_worked_id(), table)]),
        cubes: BTreeMap::from([(
            "mgnrega".to_owned(),
            BTreeMap::from([("2026-27".to_owned(), cube)]),
        )]),
    }
}

#[test]
fn published_facts_are_found_by_another_process() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let made = manifest(&lake, 7);
    assert_eq!(lake.manifest().unwrap(), Manifest::default());
    assert_eq!(lake.publish(made.clone(), 0).unwrap(), 1);

    let other = Lake::open(data.path()).unwrap();
    let found = other.manifest().unwrap();
    assert_eq!(
        found,
        Manifest {
            data_version: 1,
            ..made
        }
    );
    for file in found.files() {
        assert_eq!(file.rows, 2);
        assert_eq!(fs::metadata(other.facts_path(file)).unwrap().len(), file.bytes);
    }
    assert_eq!(found.files().count(), 4);
}

#[test]
fn of_two_publications_from_one_version_the_second_is_told_to_start_again() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    lake.publish(manifest(&lake, 1), 0).unwrap();
    let fault = lake.publish(manifest(&lake, 2), 0).unwrap_err();
    assert!(matches!(
        fault,
        StoreError::Conflict {
            expected: 0,
            found: 1
        }
    ));
    assert_eq!(lake.publish(manifest(&lake, 2), 1).unwrap(), 2);
    assert!(lake.publish(manifest(&lake, 3), 9).is_err());
}

#[test]
fn of_many_publications_at_once_exactly_one_wins_each_number() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let won = thread::scope(|scope| {
        let publish = || lake.publish(Manifest::default(), 0).is_ok();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(publish)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .filter(|won| *won)
            .count()
    });
    assert_eq!(won, 1);
    assert_eq!(lake.manifest().unwrap().data_version, 1);
}

#[test]
fn a_broken_manifest_is_named_and_not_taken_for_none() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    lake.publish(manifest(&lake, 1), 0).unwrap();
    let path = data.path().join("lake/manifest/1.json");
    fs::write(&path, "{\"data_version\": 1").unwrap();
    let fault = lake.manifest().unwrap_err();
    assert!(
        matches!(&fault, StoreError::UnreadableManifest { path: named, .. } if *named == path),
        "{fault}"
    );
}

#[test]
fn a_rollup_or_year_whose_name_leaves_the_lake_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let frame = || df!("persondays" => [1i64]).unwrap();
    let rollup = FactsKind::Rollup("../x".into());
    let key = FactsKey {
        table: days_worked_id(),
        kind: rollup,
        fy: "2026-27".into(),
    };
    assert!(matches!(
        lake.write_facts(&key, frame()).unwrap_err(),
        StoreError::BadName { .. }
    ));
    let key = FactsKey {
        table: days_worked_id(),
        kind: FactsKind::Facts,
        fy: "..".into(),
    };
    assert!(matches!(
        lake.write_facts(&key, frame()).unwrap_err(),
        StoreError::BadName { .. }
    ));
}
