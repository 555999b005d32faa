//! The workers of a process: threads that take jobs from the queue, one at a time each, until they are told to stop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use store::state::{Lease, MOST_ATTEMPTS, Token, Worked};
use store::{Originals, Prepared, State};
use tracing::{error, info, warn};

use crate::config::Config;
use crate::console;
use crate::jobs::{self, Done};

/// How long a worker waits before it looks for a job again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// How long after a fault of the queue itself.
const AFTER_FAULT: Duration = Duration::from_secs(2);
/// How often originals are looked through.
const TIDY_EVERY: Duration = Duration::from_secs(3600);
/// For how long an original of which no job is known may be one that is just coming in.
const COMING_IN: SignedDuration = SignedDuration::from_hours(24);
/// How long an end waits for work that is nearly done.
const LAST_WORK: Duration = Duration::from_secs(1);

/// Why somebody is asked for another word.
const CHANGED_SINCE: &str = "something else was taken in after these files were read; look at what they would change now, and confirm it anew";

/// Workers at work.
pub struct Workers {
    shared: Arc<Shared>,
    owners: Vec<String>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared {
    data: PathBuf,
    state: Arc<State>,
    lasts: SignedDuration,
    disk_reserve: u64,
    stop: AtomicBool,
}

impl Workers {
    /// Starts as many as the settings say. `taken` is told whenever files were taken in.
    pub fn start(
        data: &Path,
        state: &Arc<State>,
        config: &Config,
        taken: impl Fn() + Clone + Send + 'static,
    ) -> anyhow::Result<Self> {
        let shared = Arc::new(Shared {
            data: data.to_owned(),
            state: Arc::clone(state),
            lasts: SignedDuration::from_secs(i64::from(config.lease_seconds)),
            disk_reserve: config.system.disk_reserve(),
            stop: AtomicBool::new(false),
        });
        let (mut owners, mut threads) = (Vec::new(), Vec::new());
        for number in 0..config.workers {
            // Two machines may have processes of one number.
            let owner = format!(
                "{}-{number}-{}",
                std::process::id(),
                &Token::fresh()?.secret()[..16]
            );
            let (shared, taken, own) = (Arc::clone(&shared), taken.clone(), owner.clone());
            let tidies = number == 0;
            let worker = thread::Builder::new().name(format!("worker-{number}"));
            threads.push(worker.spawn(move || shared.work(&own, tidies, &taken))?);
            owners.push(owner);
        }
        Ok(Self {
            shared,
            owners,
            threads,
        })
    }

    /// Tells them to take no further job; to be called as soon as an end is asked for.
    pub fn last_orders(&self) -> impl Fn() + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || shared.stop.store(true, Ordering::SeqCst)
    }

    /// Ends them: what is nearly done is waited for, what is not is given back to the queue, to be begun anew.
    pub fn stop(self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        let asked = Instant::now();
        while asked.elapsed() < LAST_WORK && !self.threads.iter().all(JoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(10));
        }
        for owner in &self.owners {
            if let Err(fault) = self.shared.state.release_jobs(owner) {
                warn!(%fault, "a job could not be given back; the next worker takes it when its lease has run out");
            }
        }
    }
}

impl Shared {
    fn work(&self, owner: &str, tidies: bool, taken: &impl Fn()) {
        let mut tidied: Option<Instant> = None;
        let mut told_of_disk = false;
        while !self.stop.load(Ordering::SeqCst) {
            if tidies && tidied.is_none_or(|last| last.elapsed() >= TIDY_EVERY) {
                tidied = Some(Instant::now());
                if let Err(fault) = self.tidy() {
                    warn!(%fault, "originals that are no longer needed could not be deleted; they are tried again");
                }
            }
            if let Err(fault) = store::check_room(&self.data, self.disk_reserve) {
                // What was sent stays in the queue until there is room again.
                if !told_of_disk {
                    error!(%fault, "jobs wait");
                }
                told_of_disk = true;
                thread::sleep(AFTER_FAULT);
                continue;
            }
            told_of_disk = false;
            match self.next(owner, taken) {
                Ok(true) => {}
                Ok(false) => thread::sleep(LOOK_AGAIN),
                Err(fault) => {
                    error!(%fault, "the queue can't be worked on; it is tried again");
                    thread::sleep(AFTER_FAULT);
                }
            }
        }
    }

    /// Works on the next job; whether there was one.
    fn next(&self, owner: &str, taken: &impl Fn()) -> anyhow::Result<bool> {
        let Some(lease) = self.state.next_job(owner, console::now(), self.lasts)? else {
            return Ok(false);
        };
        if lease.job.attempts > MOST_ATTEMPTS {
            let message = format!(
                "given up: {MOST_ATTEMPTS} times the work on these files ended before it was done; send them one by one to see which it is"
            );
            self.state
                .finish_job(&lease, Worked::Failed(&message), console::now())?;
            return Ok(true);
        }
        let done = self.with_renewal(&lease);
        let now = console::now();
        match done {
            Ok(Done::Read(told)) => {
                let result = serde_json::to_string(&told)?;
                self.state.finish_job(&lease, Worked::ForReview(&result), now)?;
            }
            Ok(Done::ReadAnew(told)) => {
                let result = serde_json::to_string(&told)?;
                let worked = Worked::ForAnotherWord(&result, CHANGED_SINCE);
                self.state.finish_job(&lease, worked, now)?;
            }
            Ok(Done::Taken(told)) => {
                let result = serde_json::to_string(&told)?;
                taken();
                let worked = Worked::Taken(&result, &jobs::batches(&told));
                if self.state.finish_job(&lease, worked, now)? {
                    // What can't be removed now is swept later.
                    let _ = Prepared::of(&self.data, &lease.job.id).remove();
                }
            }
            Err(fault) => {
                warn!(job = lease.job.id, "{fault:#}");
                let message = format!("{fault:#}");
                self.state.finish_job(&lease, Worked::Failed(&message), now)?;
            }
        }
        Ok(true)
    }

    /// Works on a job and renews its lease meanwhile.
    fn with_renewal(&self, lease: &Lease) -> anyhow::Result<Done> {
        let (files_read, done) = (AtomicU64::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| self.renew(lease, &files_read, &done));
            let worked = catch_unwind(AssertUnwindSafe(|| {
                jobs::work(&self.data, &self.state, &lease.job, console::now(), |progress| {
                    files_read.store(progress.done as u64, Ordering::Relaxed);
                })
            }));
            done.store(true, Ordering::SeqCst);
            worked.unwrap_or_else(|_| Err(anyhow::anyhow!("jela itself is at fault; its log says where")))
        })
    }

    fn renew(&self, lease: &Lease, files_read: &AtomicU64, done: &AtomicBool) {
        let step = Duration::from_millis(50);
        let third = Duration::try_from(self.lasts).unwrap_or(Duration::from_secs(3)) / 3;
        let mut renewed = Instant::now();
        let mut told = 0;
        while !done.load(Ordering::SeqCst) {
            let read = files_read.load(Ordering::Relaxed);
            if renewed.elapsed() >= third || (read > told && renewed.elapsed() >= 5 * step) {
                (renewed, told) = (Instant::now(), read);
                // Whether it is still held is seen when the work is written down.
                if let Err(fault) = self.state.renew(lease, read, console::now(), self.lasts) {
                    warn!(job = lease.job.id, %fault, "a lease could not be renewed");
                }
            }
            thread::sleep(step);
        }
    }

    /// Deletes the originals that are no longer needed, and writes down that they are gone.
    fn tidy(&self) -> anyhow::Result<()> {
        let (now, originals) = (console::now(), Originals::of(&self.data));
        self.state.discard_forgotten_jobs(now)?;
        for (job, original) in self.state.originals_to_delete(now)? {
            originals.delete(&original)?;
            self.state.original_deleted(&job, &original, now)?;
            info!(job, original, "an original was deleted");
        }
        let is_known = |id: &str| self.state.has_original(id).unwrap_or(true);
        originals.sweep(now - COMING_IN, is_known)?;
        let waits = |id: &str| {
            self.state
                .job(id)
                .map_or(true, |job| job.is_some_and(|job| job.may_be_taken()))
        };
        Prepared::sweep(&self.data, waits)?;
        Ok(())
    }
}
