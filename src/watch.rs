//! `jela ingest --watch DIR`: takes in what is put into a folder, such as a share or a folder that is kept in step with one
//! elsewhere.
//!
//! Such folders tell nobody of changes, so they are looked through again and again. A file is taken once it has stayed as it
//! is from one look to the next, and each content once: whether it was seen is known by its hash, also after a restart.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context;
use ingest::{ReadingOptions, SheetTold};
use store::state::{Job, JobState, NewFile, NewJob, Origin};
use store::{Originals, State};
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::exit::{Exit, Usage};
use crate::workers::Workers;
use crate::{console, sheets};

/// How soon an end that is asked for is noticed.
const STEP: Duration = Duration::from_millis(50);
/// Endings of files that a program is still writing, or that it keeps for itself.
const UNFINISHED: [&str; 6] = ["tmp", "part", "partial", "crdownload", "download", "swp"];

/// How a file looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    bytes: u64,
    written: SystemTime,
}

/// What is known of a file in the folder.
#[derive(Debug, Clone, Copy)]
struct Known {
    look: Look,
    /// It was handed on, or told of, as it looks now.
    is_done: bool,
}

/// A folder that is watched.
struct Watch<'a> {
    data: &'a Path,
    disk_reserve: u64,
    folder: &'a Path,
    state: Arc<State>,
    originals: Originals,
    options: String,
    json: bool,
    files: HashMap<PathBuf, Known>,
    /// Jobs whose outcome is still to be told.
    waiting: Vec<String>,
}

/// Watches a folder until SIGTERM or Ctrl-C.
pub fn run(
    data: &Path,
    folder: &Path,
    options: &ReadingOptions,
    json: bool,
    config: &Config,
) -> anyhow::Result<Exit> {
    if !folder.is_dir() {
        return Err(Usage(format!("{} is no folder that can be watched", folder.display())).into());
    }
    let state = Arc::new(State::open(data)?);
    let mut watch = Watch {
        data,
        disk_reserve: config.system.disk_reserve(),
        folder,
        originals: Originals::of(data),
        options: serde_json::to_string(options)?,
        json,
        files: HashMap::new(),
        waiting: Vec::new(),
        state: Arc::clone(&state),
    };
    let stop = stop_on_signal()?;
    let workers = Workers::start(data, &state, config, || {})?;
    console::say(&format!("watching {}", folder.display()));
    let pause = Duration::from_secs(u64::from(config.watch_seconds));
    let mut looked: Option<Instant> = None;
    while !stop.load(Ordering::SeqCst) {
        if looked.is_none_or(|last| last.elapsed() >= pause) {
            looked = Some(Instant::now());
            if let Err(fault) = watch.look() {
                console::say(&format!("{fault:#}; it is tried again"));
            }
        }
        watch.tell_outcomes()?;
        std::thread::sleep(STEP);
    }
    workers.stop();
    watch.tell_outcomes()?;
    Ok(Exit::Done)
}

/// Becomes true when the process is asked to end.
fn stop_on_signal() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut terminate = {
        let _inside = runtime.enter();
        signal(SignalKind::terminate()).context("SIGTERM can't be waited for")?
    };
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        });
        told.store(true, Ordering::SeqCst);
    });
    Ok(stop)
}

impl Watch<'_> {
    /// Looks through the folder once, and hands on what has settled.
    fn look(&mut self) -> anyhow::Result<()> {
        let mut found = Vec::new();
        walk(self.folder, &mut found)?;
        self.files
            .retain(|path, _| found.iter().any(|(known, _)| known == path));
        for (path, look) in found {
            let is_settled = match self.files.get(&path) {
                Some(known) if known.look == look && known.is_done => continue,
                Some(known) => known.look == look,
                None => false,
            };
            let mut is_done = false;
            if is_settled && look.bytes > 0 {
                // One file that can't be handed on must not keep the others waiting.
                is_done = self.hand_on(&path, look).unwrap_or_else(|fault| {
                    console::say(&format!("{}: {fault:#}; it is tried again", path.display()));
                    false
                });
            }
            self.files.insert(path, Known { look, is_done });
        }
        Ok(())
    }

    /// Puts a file into the queue, unless its content was there before; false if it changed meanwhile.
    fn hand_on(&mut self, path: &Path, look: Look) -> anyhow::Result<bool> {
        store::check_room(self.data, self.disk_reserve)?;
        if look.bytes > ingest::read::limits::MAX_FILE {
            let most = ingest::read::limits::MAX_FILE >> 20;
            console::say(&format!(
                "{}: larger than {most} MB, and left alone",
                path.display()
            ));
            return Ok(true);
        }
        let mut keeping = self.originals.begin()?;
        let mut file = match fs::File::open(path) {
            Ok(file) => file,
            Err(fault) => {
                console::say(&format!(
                    "{}: can't be read ({fault}); it is tried again when it changes",
                    path.display()
                ));
                return Ok(true);
            }
        };
        let mut piece = vec![0; 256 << 10];
        loop {
            let read = file
                .read(&mut piece)
                .with_context(|| format!("{} can't be read", path.display()))?;
            if read == 0 {
                break;
            }
            keeping.write(&piece[..read])?;
        }
        if look_at(path).is_none_or(|now| now != look) {
            return Ok(false);
        }
        if self.state.was_watched(&keeping.content_hash())? {
            return Ok(true); // and what was kept of it goes
        }
        let files = [NewFile {
            name: name(path),
            kept: keeping.finish()?,
        }];
        let new = NewJob {
            origin: Origin::Watch,
            account: None,
            options: &self.options,
            files: &files,
        };
        self.waiting.push(self.state.add_job(&new, console::now())?);
        Ok(true)
    }

    /// Tells what became of files, once it is known.
    fn tell_outcomes(&mut self) -> anyhow::Result<()> {
        let mut waiting = Vec::new();
        for id in std::mem::take(&mut self.waiting) {
            match self.state.job(&id)? {
                Some(job) if job.state.is_settled() => tell(&job, self.json)?,
                _ => waiting.push(id),
            }
        }
        self.waiting = waiting;
        Ok(())
    }
}

fn tell(job: &Job, json: bool) -> anyhow::Result<()> {
    if job.state == JobState::Failed {
        let names: Vec<&str> = job.files.iter().map(|file| file.name.as_str()).collect();
        let why = job.message.as_deref().unwrap_or_default();
        console::say(&format!("{}: {why}", names.join(", ")));
    }
    let told: Vec<SheetTold> = match &job.result {
        Some(result) => serde_json::from_str(result).with_context(|| format!("job {} is damaged", job.id))?,
        None => Vec::new(),
    };
    sheets::tell_told(&told, json)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The files of a folder and those inside it, without what programs keep there for themselves.
fn walk(folder: &Path, found: &mut Vec<(PathBuf, Look)>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} can't be looked into", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let Ok(kind) = fs::symlink_metadata(&path).map(|known| known.file_type()) else {
            continue; // gone again
        };
        if is_of_a_program(&path) || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            walk(&path, found)?;
        } else if let Some(look) = look_at(&path).filter(|_| kind.is_file()) {
            found.push((path, look));
        }
    }
    Ok(())
}

fn look_at(path: &Path) -> Option<Look> {
    let known = fs::metadata(path).ok()?;
    Some(Look {
        bytes: known.len(),
        written: known.modified().ok()?,
    })
}

/// Hidden files, locks of open workbooks, and what is still being copied under another name.
fn is_of_a_program(path: &Path) -> bool {
    let name = name(path);
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    name.starts_with('.')
        || name.starts_with("~$")
        || name.starts_with(".~lock")
        || name.ends_with('~')
        || ending.is_some_and(|ending| UNFINISHED.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_keep_for_themselves_is_left_alone() {
        for name in [
            "~$return.xlsx",
            ".hidden.csv",
            "a.xlsx.part",
            "b.TMP",
            "c.xlsx~",
            "d.crdownload",
        ] {
            assert!(is_of_a_program(Path::new(name)), "{name}");
        }
        for name in ["return.xlsx", "party.csv", "tmp", "ব্লক.xls", "report (7).xls"] {
            assert!(!is_of_a_program(Path::new(name)), "{name}");
        }
    }
}
