//! `jela key`: the keys under which what tells one case from another is kept.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use catalog::Catalog;
use catalog::programme::ColumnType;
use clap::Subcommand;
use jiff::Timestamp;
use serde::Serialize;
use store::state::{Deed, Kind};
use store::{CaseKey, CaseKeys, CaseTable, Lake, State, TableId, key_name};

use crate::exit::{Exit, Refused};
use crate::{config, console, table};

/// What to do with the keys.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Puts a new key in force: what tells cases apart is hashed again, and no figure changes.
    Rotate,
    /// Lists the keys, with those that are in force.
    List {
        /// One JSON object for each key.
        #[arg(long)]
        json: bool,
    },
}

/// A key as it is listed.
#[derive(Debug, Serialize)]
struct Listed {
    number: u32,
    file: String,
    /// Whether rows are hashed with it; one that is not was made by a rotation that was cut short.
    in_force: bool,
    made: Option<Timestamp>,
    /// `600`
    permissions: Option<String>,
}

/// Puts a new key in force, or lists those that are there.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    match &args.what {
        What::Rotate => rotate(data, now),
        What::List { json } => list(data, *json),
    }
}

fn rotate(data: &Path, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let lake = Lake::open(data)?;
    let alone = lake.lock_rewrite()?;
    let tables = case_tables(&lake, &catalog)?;
    if tables.is_empty() {
        return Err(Refused(
            "nothing is kept under a key: no rows about single cases were ever taken in".to_owned(),
        )
        .into());
    }
    let number = lake.case_key()? + 1;
    // With a key that is missing or damaged nothing that comes in would be known again.
    CaseKeys::of(data, number - 1).map_err(|fault| {
        let (path, reason) = (fault.path.display(), fault.reason);
        Refused(format!(
            "{path}: {reason}; restore it from a backup first: what comes in passes through all keys"
        ))
    })?;
    let key = CaseKey::next(data, number)
        .map_err(|fault| anyhow::anyhow!("{}: {}", fault.path.display(), fault.reason))?;
    let state = State::open(data)?;
    let names: Vec<String> = tables.iter().map(|of| of.table.to_string()).collect();
    // Told before: once its commits have begun, whoever comes next ends what a killed process leaves.
    log(
        &state,
        format!("puts key {number} in force for cases of {}", names.join(" ")),
        now,
    )?;
    let done = lake.hash_again(&alone, &tables, (number, &key), now)?;
    let rows: u64 = done.iter().map(|(_, rewritten)| rewritten.rows).sum();
    drop(alone);
    log(
        &state,
        format!("key {number} is in force; {rows} rows hashed again"),
        now,
    )?;
    config::engine(data, &catalog)?;
    console::say(&format!(
        "key {number} is in force: {rows} rows of {} were hashed again, and all figures are what they were. \
         Make a backup now: one of before brings back rows under the keys of before",
        names.join(", ")
    ));
    Ok(Exit::Done)
}

fn log(state: &State, what: String, now: Timestamp) -> anyhow::Result<()> {
    Ok(state.log(Deed::of_operator(Kind::Change, what), now)?)
}

/// The tables of the lake with a column that tells cases apart. A table that nobody declares any more may have one too, and
/// would be left behind.
pub fn case_tables(lake: &Lake, catalog: &Catalog) -> anyhow::Result<Vec<CaseTable>> {
    let mut tables = Vec::new();
    for table in lake.datasets()? {
        let TableId { programme, dataset } = &table;
        let declared = catalog
            .programme(programme)
            .and_then(|known| known.dataset(dataset));
        let Some(declared) = declared else {
            return Err(Refused(format!(
                "{table} has rows and is declared by no programme that loads, so that nobody knows whether they are \
                 about cases; mend or bring back DATA/programmes/{programme} first"
            ))
            .into());
        };
        let mut columns = declared.columns.iter();
        if let Some(column) = columns.find(|column| column.kind == ColumnType::Case) {
            let column = column.id.clone();
            tables.push(CaseTable { table, column });
        }
    }
    Ok(tables)
}

fn list(data: &Path, json: bool) -> anyhow::Result<Exit> {
    let in_force = Lake::open(data)?.case_key()?;
    let mut listed = Vec::new();
    for number in 1.. {
        let path = data.join("keys").join(key_name(number));
        let known = fs::metadata(&path).ok();
        if known.is_none() && number > in_force {
            break;
        }
        let made = known.as_ref().and_then(|known| known.modified().ok());
        listed.push(Listed {
            number,
            file: format!("keys/{}", key_name(number)),
            in_force: number <= in_force && known.is_some(),
            made: made.and_then(|made| Timestamp::try_from(made).ok()),
            permissions: known.map(|known| format!("{:o}", known.permissions().mode() & 0o777)),
        });
    }
    if json {
        for key in &listed {
            console::print_line(&serde_json::to_string(key)?)?;
        }
        return Ok(Exit::Done);
    }
    let headers = ["key", "file", "state", "made", "permissions"].map(str::to_owned);
    let rows: Vec<Vec<String>> = listed.into_iter().map(row).collect();
    console::print(table::text(&headers, &rows).as_bytes())?;
    Ok(Exit::Done)
}

fn row(key: Listed) -> Vec<String> {
    let state = match (key.in_force, &key.permissions) {
        (true, _) => "in force",
        (false, None) => "missing",
        (false, Some(_)) => "not in force",
    };
    let made = key.made.map(|made| made.to_string());
    vec![
        key.number.to_string(),
        key.file,
        state.to_owned(),
        made.unwrap_or_default(),
        key.permissions.unwrap_or_default(),
    ]
}
