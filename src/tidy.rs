//! `jela tidy`, and the same from time to time beside a server: small files put together, and what no longer counts removed.
//! Beside a server, rows whose time is over are taken out before, where it is declared how long they are kept.
//!
//! Nothing that anybody reads is disturbed: files that are put together count in one commit and the ones before stay for
//! hours, and nothing is removed while a backup copies.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use store::{Compacted, Fullness, Lake, Swept};

use crate::config::Config;
use crate::exit::Exit;
use crate::{console, purge};

/// How long what stopped counting stays: longer than any answer, report or mail takes.
const READ_FOR: SignedDuration = SignedDuration::from_hours(6);
/// How long what was never named stays: longer than any intake takes.
const COMING_IN: SignedDuration = SignedDuration::from_hours(24);
/// When a server that has just started looks for the first time.
const FIRST_AFTER: Duration = Duration::from_secs(600);
/// How often it is looked whether the end was asked for.
const GLANCE: Duration = Duration::from_millis(200);

/// What was done.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tidied {
    /// Small files put together.
    pub compacted: Compacted,
    /// Files removed.
    pub swept: Swept,
}

/// Puts files together and removes what no longer counts, once.
pub fn run(data: &Path, now: Timestamp) -> anyhow::Result<Exit> {
    let done = tidy(data, now)?;
    console::say(&format!(
        "{} small files were put together into {}; {} files that no longer count were removed ({} MB)",
        done.compacted.from,
        done.compacted.into,
        done.swept.files,
        done.swept.bytes >> 20
    ));
    Ok(Exit::Done)
}

fn tidy(data: &Path, now: Timestamp) -> anyhow::Result<Tidied> {
    let lake = Lake::open(data)?;
    let mut done = Tidied::default();
    for table in lake.datasets()? {
        let compacted = lake.compact(&table, Fullness::default(), now)?;
        done.compacted.from += compacted.from;
        done.compacted.into += compacted.into;
        done.compacted.rows += compacted.rows;
    }
    let Some(_alone) = lake.may_remove()? else {
        tracing::info!("a backup is being made; what no longer counts is removed another time");
        return Ok(done);
    };
    for swept in [
        lake.sweep_old_facts(now - READ_FOR)?,
        lake.sweep_orphans(now - COMING_IN)?,
    ] {
        done.swept.files += swept.files;
        done.swept.bytes += swept.bytes;
    }
    Ok(done)
}

/// A thread that tidies from time to time; it ends when it is asked to.
pub struct Tidier {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Tidier {
    /// Starts one, unless it is never wanted.
    pub fn start(data: &Path, config: &Config) -> anyhow::Result<Option<Self>> {
        let (hours, config) = (config.system.tidy_hours, config.clone());
        if hours == 0 {
            return Ok(None);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let (data, stopped) = (data.to_owned(), Arc::clone(&stop));
        let thread = std::thread::Builder::new()
            .name("tidier".to_owned())
            .spawn(move || again_and_again(&data, &config, &stopped))
            .context("no thread can be started that tidies")?;
        Ok(Some(Self { stop, thread }))
    }

    /// Asks it to end. What it is about is whole or absent whenever it is cut short, so that nobody waits for it.
    pub fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        drop(self.thread);
    }
}

fn again_and_again(data: &Path, config: &Config, stop: &AtomicBool) {
    let mut wait = FIRST_AFTER;
    loop {
        let begun = Instant::now();
        while begun.elapsed() < wait {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            std::thread::sleep(GLANCE);
        }
        match purge::purge(data, config, console::now()) {
            Ok(done) if done.is_empty() => {}
            Ok(done) => tracing::info!(datasets = done.len(), "rows whose time was over were taken out"),
            Err(fault) => {
                tracing::warn!("rows whose time is over were not taken out, and it is tried again: {fault:#}")
            }
        }
        match tidy(data, console::now()) {
            Ok(done) => tracing::info!(?done, "tidied"),
            Err(fault) => tracing::warn!("tidying was not done, and is tried again: {fault:#}"),
        }
        wait = Duration::from_secs(3600 * u64::from(config.system.tidy_hours));
    }
}
