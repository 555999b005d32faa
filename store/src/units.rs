//! The units that a register in the lake tells of, written as a list of places.
//!
//! The lake is the truth; the list is what the registry of places reads at its next start. It can be written again at
//! any time, and is written only where it changed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use polars::prelude::{ParquetReader, PolarsResult, SerReader, StringChunked};

use crate::columns::{BATCH, DATE, PLACE, TAKEN_IN};
use crate::{Lake, LakeFile, Result, TableId, durable, error};

/// A register: its table, and which of its columns say what of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitsTable {
    /// The table with its rows.
    pub table: TableId,
    /// The text column with the unit's name.
    pub name: String,
    /// The text column with the code of the place that the unit lies in.
    pub parent: String,
    /// Text columns with the named groups that the unit belongs to.
    pub groups: Vec<String>,
}

/// What a row says of one unit: its name, the code of its parent, its groups in the order of the register.
struct Unit {
    newest: (i64, i32),
    name: String,
    parent: String,
    groups: Vec<String>,
}

impl Lake {
    /// Writes `<folder>/<programme>-<dataset>.csv` with the units of a register, each as its newest row says that is not
    /// undone; columns `code,name,parent,only_for,group_…`, sorted by code. The file is whole under its name, or as it was.
    ///
    /// Says whether the list changed; a register that nothing was ever taken into has no list.
    pub fn write_units(&self, register: &UnitsTable, folder: &Path) -> Result<bool> {
        let TableId { programme, dataset } = &register.table;
        let path = folder.join(format!("{programme}-{dataset}.csv"));
        let files = self.files(&register.table)?;
        let before = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(fault) if fault.kind() == ErrorKind::NotFound => None,
            Err(fault) => return Err(error::io("read", &path)(fault)),
        };
        if files.is_empty() && before.is_none() {
            return Ok(false);
        }
        let text = list(register, &self.units(register, &files)?);
        if before.as_ref() == Some(&text) {
            return Ok(false);
        }
        durable::replace(&path, text.as_bytes())?;
        Ok(true)
    }

    fn units(&self, register: &UnitsTable, files: &[LakeFile]) -> Result<BTreeMap<String, Unit>> {
        let batches = self.batches(Some(&register.table))?;
        let standing: HashSet<(&str, i64)> = batches
            .iter()
            .filter(|entry| entry.undone.is_none())
            .map(|entry| {
                (
                    entry.record.batch.as_str(),
                    entry.record.taken_in.as_microsecond(),
                )
            })
            .collect();
        let mut units = BTreeMap::new();
        for file in files {
            read(register, file, &standing, &mut units)
                .map_err(error::frame(&register.table, "read the units of the register"))?;
        }
        Ok(units)
    }
}

/// Puts the units of a file where no newer row is known.
fn read(
    register: &UnitsTable,
    file: &LakeFile,
    standing: &HashSet<(&str, i64)>,
    units: &mut BTreeMap<String, Unit>,
) -> PolarsResult<()> {
    let frame = ParquetReader::new(File::open(&file.path)?).finish()?;
    let days = frame.column(DATE)?.to_physical_repr();
    let instants = frame.column(TAKEN_IN)?.to_physical_repr();
    let (days, instants) = (days.i32()?, instants.i64()?);
    // A file written before a column was declared lacks it.
    let texts: HashMap<&str, &StringChunked> = [PLACE, BATCH, &register.name, &register.parent]
        .into_iter()
        .chain(register.groups.iter().map(String::as_str))
        .filter_map(|column| Some((column, frame.column(column).ok()?.str().ok()?)))
        .collect();
    let text = |column: &str, at: usize| texts.get(column).and_then(|texts| texts.get(at));
    for at in 0..frame.height() {
        let (Some(place), Some(batch), Some(instant)) = (text(PLACE, at), text(BATCH, at), instants.get(at))
        else {
            continue; // required columns, which the append refuses to leave empty
        };
        let newest = (instant, days.get(at).unwrap_or(i32::MIN));
        let known = units.get(place).is_some_and(|unit: &Unit| unit.newest >= newest);
        if known || !standing.contains(&(batch, instant)) {
            continue;
        }
        let owned = |column: &str| text(column, at).unwrap_or_default().to_owned();
        let unit = Unit {
            newest,
            name: owned(&register.name),
            parent: owned(&register.parent),
            groups: register.groups.iter().map(|group| owned(group)).collect(),
        };
        units.insert(place.to_owned(), unit);
    }
    Ok(())
}

/// The list as text. A unit without name or parent would keep the whole registry from loading.
fn list(register: &UnitsTable, units: &BTreeMap<String, Unit>) -> String {
    let mut list = "code,name,parent,only_for".to_owned();
    for group in &register.groups {
        list.push_str(",group_");
        list.push_str(group);
    }
    list.push('\n');
    let named = units
        .iter()
        .filter(|(_, unit)| !unit.name.is_empty() && !unit.parent.is_empty());
    for (code, unit) in named {
        let first = [code, &unit.name, &unit.parent, &register.table.programme];
        let cells: Vec<String> = first
            .into_iter()
            .chain(&unit.groups)
            .map(|text| cell(text))
            .collect();
        list.push_str(&cells.join(","));
        list.push('\n');
    }
    list
}

/// A cell of CSV; quoted where a comma, quote or end of line would be read as something else.
fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
