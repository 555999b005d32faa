//! `jela purge`, and the same once a day beside a server: rows whose time is over are taken out, or their cases unlinked.

use std::path::Path;

use analytics::Engine;
use jiff::Timestamp;
use serde::Serialize;
use store::state::{Deed, Kind};
use store::{CaseTable, Lake, RewriteLock, State, TableId};

use crate::config::Config;
use crate::exit::Exit;
use crate::key::case_tables;
use crate::retention::{Limited, limited};
use crate::{config, console};
use catalog::programme::AtItsEnd;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only says what would go; changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object for each dataset that is kept for a limited time.
    #[arg(long)]
    json: bool,
}

/// What went of a dataset, or would go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Purged {
    /// `programme/dataset`
    pub dataset: String,
    /// `36 months`
    pub keep: String,
    /// The first day that is kept.
    pub kept_from: String,
    /// Rows that were taken out.
    pub rows: u64,
    /// Cases that can't be found again any more.
    pub cases: u64,
    /// Rows that there are, or were.
    pub of: u64,
}

/// Takes out what is over, or says what is.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    let done = match args.dry_run {
        true => would_go(data, config, now)?,
        false => purge(data, config, now)?,
    };
    for purged in &done {
        if args.json {
            console::print_line(&serde_json::to_string(purged)?)?;
        } else {
            console::print_line(&told(purged, args.dry_run))?;
        }
    }
    if done.is_empty() && !args.json {
        console::say("no dataset is kept for a limited time, or nothing of one is over");
    }
    Ok(Exit::Done)
}

fn told(purged: &Purged, dry_run: bool) -> String {
    let Purged {
        dataset,
        keep,
        kept_from,
        rows,
        cases,
        of,
    } = purged;
    let verb = if dry_run { "would be" } else { "were" };
    let what = match cases {
        0 => format!("{rows} of {of} rows {verb} taken out"),
        _ => format!("{cases} cases {verb} unlinked, in {rows} of {of} rows"),
    };
    format!("{dataset}: kept {keep}, from {kept_from} on; {what}")
}

/// What would go of each dataset that is kept for a limited time.
fn would_go(data: &Path, config: &Config, now: Timestamp) -> anyhow::Result<Vec<Purged>> {
    let catalog = config::catalog(data)?;
    let (lake, engine) = (Lake::open(data)?, Engine::open(data, catalog.clone())?);
    let mut found = Vec::new();
    for limited in limited(&catalog, config)? {
        let due = Due::of(&limited, now);
        found.push(match limited.at_its_end {
            AtItsEnd::Removed => {
                let over = engine.over(limited.programme, limited.dataset, due.kept_from)?;
                let (rows, of) = lake.count_over(&over)?;
                due.purged(rows, 0, of)
            }
            AtItsEnd::Unlinked => {
                let tables = followed_tables(&lake, &catalog, &limited)?;
                let cases = lake.cases_over(&tables, due.kept_from)?;
                let (rows, of) = lake.count_cases(&own(&tables, &due.table), &cases)?;
                due.purged(rows, cases.len() as u64, of)
            }
        });
    }
    Ok(found)
}

/// Takes out what is over, each dataset by itself; what was done where anything was. Nothing happens unless a programme or
/// the settings say for how long rows are kept.
pub fn purge(data: &Path, config: &Config, now: Timestamp) -> anyhow::Result<Vec<Purged>> {
    let catalog = config::catalog(data)?;
    let limited = limited(&catalog, config)?;
    let mut done = Vec::new();
    if limited.is_empty() {
        return Ok(done);
    }
    let lake = Lake::open(data)?;
    let engine = Engine::open(data, catalog.clone())?;
    let alone = lake.lock_rewrite()?;
    let state = State::open(data)?;
    for limited in &limited {
        let due = Due::of(limited, now);
        let purging = Purging {
            lake: &lake,
            state: &state,
            alone: &alone,
            now,
        };
        match limited.at_its_end {
            AtItsEnd::Removed => done.extend(purging.take_out(&engine, limited, &due)?),
            AtItsEnd::Unlinked => {
                let tables = followed_tables(&lake, &catalog, limited)?;
                done.extend(purging.unlink(&tables, &due)?);
            }
        }
    }
    drop(alone);
    if !done.is_empty() {
        engine.refresh()?;
    }
    Ok(done)
}

/// A dataset, and from when on it is kept.
struct Due {
    table: TableId,
    keep: String,
    kept_from: jiff::civil::Date,
}

impl Due {
    fn of(limited: &Limited<'_>, now: Timestamp) -> Self {
        let today = catalog::calendar::day_in_india(now);
        Self {
            table: TableId::new(&limited.programme.id, &limited.dataset.id),
            keep: limited.keep.to_string(),
            kept_from: limited.keep.first_day_kept(today),
        }
    }

    fn purged(&self, rows: u64, cases: u64, of: u64) -> Purged {
        Purged {
            dataset: self.table.to_string(),
            keep: self.keep.clone(),
            kept_from: self.kept_from.to_string(),
            rows,
            cases,
            of,
        }
    }
}

struct Purging<'p> {
    lake: &'p Lake,
    state: &'p State,
    alone: &'p RewriteLock,
    now: Timestamp,
}

impl Purging<'_> {
    fn take_out(&self, engine: &Engine, limited: &Limited<'_>, due: &Due) -> anyhow::Result<Option<Purged>> {
        let over = engine.over(limited.programme, limited.dataset, due.kept_from)?;
        let (rows, of) = self.lake.count_over(&over)?;
        if rows == 0 {
            return Ok(None);
        }
        // Told before: once its commit has begun, whoever comes next ends what a killed process leaves.
        self.log(due, &format!("{rows} of {of} rows are taken out"))?;
        self.lake.take_out(self.alone, &over, self.now)?;
        Ok(Some(due.purged(rows, 0, of)))
    }

    /// All tables that tell of the same cases go together; the second of them then finds nothing left to do.
    fn unlink(&self, tables: &[CaseTable], due: &Due) -> anyhow::Result<Option<Purged>> {
        let cases = self.lake.cases_over(tables, due.kept_from)?;
        if cases.is_empty() {
            return Ok(None);
        }
        let (rows, of) = self.lake.count_cases(tables, &cases)?;
        self.log(
            due,
            &format!("{} cases are unlinked, in {rows} of {of} rows", cases.len()),
        )?;
        self.lake
            .unlink(self.alone, tables, (due.kept_from, &cases), self.now)?;
        Ok(Some(due.purged(rows, cases.len() as u64, of)))
    }

    fn log(&self, due: &Due, what: &str) -> anyhow::Result<()> {
        let Due {
            table,
            keep,
            kept_from,
        } = due;
        let what = format!("purge {table}: kept {keep}, from {kept_from} on; {what}");
        Ok(self.state.log(Deed::of_operator(Kind::Change, what), self.now)?)
    }
}

/// The tables that tell of the same followed cases.
fn followed_tables(
    lake: &Lake,
    catalog: &catalog::Catalog,
    limited: &Limited<'_>,
) -> anyhow::Result<Vec<CaseTable>> {
    let together: Vec<TableId> = limited
        .programme
        .followed_with(limited.dataset)
        .map(|other| TableId::new(&limited.programme.id, &other.id))
        .collect();
    let mut tables = case_tables(lake, catalog)?;
    tables.retain(|of| together.contains(&of.table));
    Ok(tables)
}

fn own(tables: &[CaseTable], table: &TableId) -> Vec<CaseTable> {
    tables.iter().filter(|of| of.table == *table).cloned().collect()
}
