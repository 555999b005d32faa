//! What workbooks say of persons, and whether any of it is in the lake.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, Xlsx};

use crate::command::word;
use crate::demo::data;

/// Heads of columns that are about a person.
const PERSONAL: [&str; 9] = [
    "Grievance ID",
    "Name of Complainant",
    "Mobile No.",
    "Address",
    "Subject",
    "Child name",
    "Mother name",
    "Mother Name",
    "Mother Phone Number",
];

/// So many rows of each sheet are looked for.
const ROWS: usize = 40;

/// Shorter words, like `Kajal`, stand in names of places too.
const LETTERS: usize = 7;

#[test]
fn no_name_number_or_word_of_a_person_is_in_the_lake() {
    let said = said_of_persons();
    for head in PERSONAL {
        let words = said.get(head).map_or(0, BTreeSet::len);
        assert!(words >= 5, "{head}: {words}");
    }
    let lake = files(&data().join("lake"));
    let (tables, others): (Vec<_>, Vec<_>) = lake.into_iter().partition(|path| ends_in(path, "parquet"));
    // Facts are computed from rows and nothing else.
    let rows: Vec<PathBuf> = tables
        .into_iter()
        .filter(|path| path.starts_with(data().join("lake/rows")))
        .collect();
    assert!(
        rows.len() > 20 && !others.is_empty(),
        "{} {}",
        rows.len(),
        others.len()
    );
    let mut stored = cells(&rows);
    for path in others {
        stored += &String::from_utf8_lossy(&fs::read(path).unwrap());
    }
    // Offices, departments and GPs are stored by name or code: so what is read is what was taken in.
    assert!(stored.contains("call_centre") && stored.contains("gp-108289"));
    for (head, words) in said {
        for word in words {
            assert!(
                !stored.contains(&word),
                "`{word}` of the column {head} is in the lake"
            );
        }
    }
}

/// What every workbook of the sample says in columns about persons, by the head of the column.
fn said_of_persons() -> BTreeMap<&'static str, BTreeSet<String>> {
    let sample = data().join("sample");
    let folders = ["grievance", "pushti"].map(|programme| files(&sample.join(programme)));
    let mut said: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    for path in folders.into_iter().flatten().filter(|path| ends_in(path, "xlsx")) {
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        for (head, words) in book.worksheets().iter().flat_map(|(_, range)| said_in(range)) {
            said.entry(head).or_default().insert(words);
        }
    }
    said
}

/// The words of the first rows below the head of a sheet, each with the head of its column.
fn said_in(sheet: &Range<Data>) -> Vec<(&'static str, String)> {
    let mut rows = sheet.rows();
    let columns = rows
        .by_ref()
        .map(personal_columns)
        .find(|found| !found.is_empty());
    let columns = columns.unwrap_or_default();
    let said = rows.take(ROWS).flat_map(|row| {
        columns.iter().filter_map(|(at, head)| {
            let words = row[*at].as_string()?.trim().to_owned();
            (words.chars().count() >= LETTERS).then_some((*head, words))
        })
    });
    said.collect()
}

fn personal_columns(row: &[Data]) -> Vec<(usize, &'static str)> {
    let head = |cell: &Data| {
        let text = cell.as_string()?;
        PERSONAL.into_iter().find(|head| *head == text.trim())
    };
    let cells = row.iter().enumerate();
    cells.filter_map(|(at, cell)| Some((at, head(cell)?))).collect()
}

fn ends_in(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|end| end == extension)
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let nested = entries.map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    nested.collect::<Vec<_>>().concat()
}

/// Every different cell of Parquet files, as text; their pages are compressed, so bytes tell nothing.
fn cells(tables: &[PathBuf]) -> String {
    let python = std::env::var("JELA_PYTHON").expect("`make test` says where the readers are");
    let script = r#"
import sys, duckdb
for path in sys.argv[1:]:
    table = duckdb.read_parquet(path)
    for column in table.columns:
        for (cell,) in table.project(f'CAST("{column}" AS VARCHAR)').distinct().fetchall():
            print(cell)
"#;
    let output = Command::new(python)
        .args(["-c", script])
        .args(tables.iter().map(|table| word(table)))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
