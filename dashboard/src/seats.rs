//! Seats for connections: how many may be open at a time, and who leaves when somebody new comes.
//!
//! Browsers keep a connection open between two pages. When every seat is taken, the connection that has asked for nothing for
//! the longest time ends; so neither many readers, nor somebody who opens connections and says nothing, keep others out.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;

use tokio::sync::futures::OwnedNotified;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Files that a server has open beside its connections: the lake, the state, what is sent.
const OTHER_FILES: usize = 224;
/// Files that a process may have open where the system does not say.
const USUAL_FILES: usize = 1024;

/// All seats of a server.
pub struct Seats {
    free: Arc<Semaphore>,
    wanted: Arc<Notify>,
}

impl Seats {
    /// So many.
    pub fn new(most: usize) -> Self {
        Self {
            free: Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS))),
            wanted: Arc::new(Notify::new()),
        }
    }

    /// So many, or fewer where this process may not have as many files open.
    pub fn within_files(most: usize) -> Self {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let files = files_of(&limits).unwrap_or(USUAL_FILES);
        Self::new(most.min(files.saturating_sub(OTHER_FILES)))
    }

    /// The next free one; when there is none, whoever has been idle longest is asked to leave.
    pub async fn take(&self) -> Option<Seat> {
        let free = match Arc::clone(&self.free).try_acquire_owned() {
            Ok(free) => free,
            Err(_) => {
                self.wanted.notify_one();
                Arc::clone(&self.free).acquire_owned().await.ok()?
            }
        };
        Some(Seat {
            _taken: free,
            wanted: Arc::clone(&self.wanted),
            idle: None,
        })
    }
}

/// How many files `/proc/self/limits` lets a process have open.
fn files_of(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    match line.split_whitespace().next()? {
        "unlimited" => Some(usize::MAX),
        number => number.parse().ok(),
    }
}

/// A seat that is taken until it is dropped.
pub struct Seat {
    _taken: OwnedSemaphorePermit,
    wanted: Arc<Notify>,
    idle: Option<Pin<Box<OwnedNotified>>>,
}

impl Seat {
    /// Whether the connection, which is idle, has to leave. From the first time on it stands in the queue of idle ones.
    pub fn is_wanted(&mut self, context: &mut Context<'_>) -> bool {
        let wanted = &self.wanted;
        let idle = self
            .idle
            .get_or_insert_with(|| Box::pin(Arc::clone(wanted).notified_owned()));
        idle.as_mut().poll(context).is_ready()
    }

    /// Takes the connection out of that queue: it is asked something.
    pub fn is_busy(&mut self) {
        self.idle = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_how_many_files_may_be_open() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max processes             96000                96000                processes\n\
                      Max open files            1024                 524288               files\n";
        assert_eq!(files_of(limits), Some(1024));
        assert_eq!(files_of(&limits.replace("1024 ", "unlimited ")), Some(usize::MAX));
        assert_eq!(files_of(""), None);
    }

    #[test]
    fn there_is_a_seat_even_where_hardly_a_file_may_be_open() {
        assert_eq!(Seats::new(0).free.available_permits(), 1);
    }
}
