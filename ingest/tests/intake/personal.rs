//! Names, numbers and words about persons reach nothing that stays.

use std::path::{Path, PathBuf};

use crate::{CENTRES, Office, told};

/// Everything in the sheets below that is about a person.
const PERSONAL: [&str; 9] = [
    "Riyanka",
    "Sitalakshmi",
    "Kakali Mondal",
    "Mitali Rai",
    "9800000001",
    "9811122233",
    "REG-778",
    "diarrhoea",
    "Ghoshpara",
];

/// All files under a folder.
pub fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let nested = entries.map(|path| {
        if path.is_dir() {
            all_files(&path)
        } else {
            vec![path]
        }
    });
    nested.collect::<Vec<_>>().concat()
}

/// Whether a text stands in bytes, in any case.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
}

/// Sheets with all that, some of it in columns where it does not belong.
fn sheets(folder: &Path) -> Vec<PathBuf> {
    let register = "AWC code,Child ID,Child name,Mother name,Mobile,Address,Sex,DOB,Date of measurement,Weight,Height,Remarks,Village head\n\
        19305010101,REG-778,Riyanka,Sitalakshmi,9811122233,Ghoshpara,F,10/05/24,22/11/2026,8.5,82,diarrhoea,Riyanka\n\
        19305010101,,Riyanka,Sitalakshmi,9811122233,Ghoshpara,Riyanka,Sitalakshmi,22/11/2026,diarrhoea,Ghoshpara,,\n\
        19305010101,,Riyanka,,,,F,10/05/24,22/11/2026,8.5,82,,\n\
        19305010101,REG-778,Riyanka,Sitalakshmi,,,F,10/05/24,22/11/2026,8.9,82,,\n";
    let tracker = "Awc Name,Child,Mother Name,Mother Phone Number,Wasting_November 2026\n\
        Anchuri Purba,Riyanka,Sitalakshmi,9811122233,Normal\nAnchuri Purba,Riyanka,Sitalakshmi,9811122233,diarrhoea\n";
    let nrc = "AWC code,Child ID,Child name,Mobile,Date of admission,Outcome\n\
        19305010101,REG-778,Riyanka,9811122233,21/11/2026,Cured\n19305010101,REG-778,Riyanka,9811122233,Riyanka,Riyanka\n";
    let sheets = [
        ("centres.csv", CENTRES),
        ("nrc.csv", nrc),
        ("register.csv", register),
        ("tracker.csv", tracker),
    ];
    let write = |(name, text): (&str, &str)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    sheets.map(write).to_vec()
}

#[test]
fn nothing_about_a_person_is_in_the_data_directory_or_in_a_message() {
    let mut office = Office::new();
    let outside = tempfile::tempdir().unwrap();
    let reports = office.take(&sheets(outside.path()));
    assert_eq!(reports.len(), 4);
    let accepted: u64 = reports.iter().map(|report| report.rows_accepted).sum();
    assert!(accepted >= 6, "{reports:#?}");
    for report in &reports {
        let said = format!(
            "{} {} {:?}",
            report.message,
            told(report).join("\n"),
            report.columns
        );
        for text in PERSONAL {
            assert!(
                !holds(said.as_bytes(), text),
                "{text} is in what is said of {}: {said}",
                report.file
            );
        }
    }
    let files = all_files(office.data.path());
    assert!(
        files
            .iter()
            .any(|file| file.extension().is_some_and(|end| end == "parquet"))
    );
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for text in PERSONAL {
            assert!(!holds(&bytes, text), "{text} is in {}", file.display());
        }
    }
}

#[test]
fn dropped_columns_are_told_at_their_headers() {
    let office = Office::with_centres();
    let outside = tempfile::tempdir().unwrap();
    let register = sheets(outside.path()).remove(2);
    let dropped: Vec<String> = office
        .check(&register)
        .iter()
        .flat_map(told)
        .filter(|told| told.contains("names people"))
        .collect();
    let at: Vec<&str> = dropped.iter().filter_map(|told| told.split(' ').next()).collect();
    assert_eq!(at, ["C1", "D1", "E1", "F1", "L1"], "{dropped:?}");
    assert!(
        dropped[0].contains("row kept: the column `Child name` names people"),
        "{}",
        dropped[0]
    );
}

#[test]
fn an_office_s_own_map_can_not_let_names_in() {
    let mut office = Office::new().with_map("[headers]\n\"Worker name\" = \"sector\"\n");
    let file = office.file("centres.csv", &CENTRES.replace("Sector,", "Sector name,"));
    office.take(&[file]);
    assert!(
        !std::fs::read_to_string(office.data.path().join("units/pushti-centres.csv"))
            .unwrap()
            .contains("Kakali")
    );
}

#[test]
fn a_check_makes_no_key_and_an_ingest_of_returns_without_persons_makes_none_either() {
    let mut office = Office::with_centres();
    let key = office.data.path().join("keys/identity");
    assert!(!key.exists(), "a list of centres is about no child");
    let outside = tempfile::tempdir().unwrap();
    let register = sheets(outside.path()).remove(2);
    office.check(&register);
    assert!(!key.exists());
    office.take(&[register]);
    assert_eq!(std::fs::read(key).unwrap().len(), 32);
}

#[test]
fn a_spoilt_key_stops_the_intake_before_anything_is_stored() {
    let office = Office::with_centres();
    std::fs::create_dir(office.data.path().join("keys")).unwrap();
    std::fs::write(office.data.path().join("keys/identity"), "short").unwrap();
    let outside = tempfile::tempdir().unwrap();
    let register = sheets(outside.path()).remove(2);
    let taken = ingest::ingest(
        &[register],
        &office.catalog(),
        &office.lake(),
        &office.options,
        |_| {},
    );
    assert!(matches!(taken, Err(ingest::IngestError::Key { .. })), "{taken:?}");
    assert_eq!(
        office.lake().batches(None).unwrap().len(),
        1,
        "the list of centres alone"
    );
}
