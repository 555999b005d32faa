//! How a server is kept well: how much may be asked of it at once, what is counted of it, who may look.
//!
//! One for as long as the process runs, whatever is made anew meanwhile: so that counts go on, and what is computed for
//! the dashboard of before takes up room as well.

mod memory;
mod metrics;
mod most;
mod standing;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::AppError;

pub use memory::resident;
pub use metrics::{From, Metrics};
pub use most::{MetricsAccess, Most};
pub use standing::Standing;

/// Shared by everything that serves; cheap to clone.
#[derive(Debug, Clone)]
pub struct Upkeep(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    most: Most,
    access: MetricsAccess,
    disk_reserve: u64,
    metrics: Metrics,
    seats: Arc<Semaphore>,
    waiting: AtomicUsize,
    uploads: Arc<Semaphore>,
}

impl Default for Upkeep {
    fn default() -> Self {
        Self::new(Most::default(), MetricsAccess::default(), 0)
    }
}

/// The right to compute an answer, or to send files, until it is dropped.
#[derive(Debug)]
pub struct Seat(#[expect(dead_code, reason = "it is let go of when it is dropped")] OwnedSemaphorePermit);

/// One that waits, counted as long as it does.
struct Waiting<'k>(&'k AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Upkeep {
    /// With its limits, with who may read what is counted, and with the bytes of the disk that are kept free.
    pub fn new(most: Most, access: MetricsAccess, disk_reserve: u64) -> Self {
        Self(Arc::new(Kept {
            seats: Arc::new(Semaphore::new(most.answers_at_once)),
            waiting: AtomicUsize::new(0),
            uploads: Arc::new(Semaphore::new(most.uploads_at_once)),
            metrics: Metrics::default(),
            most,
            access,
            disk_reserve,
        }))
    }

    /// The limits.
    pub fn most(&self) -> &Most {
        &self.0.most
    }

    /// Who may read what is counted.
    pub fn access(&self) -> &MetricsAccess {
        &self.0.access
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Bytes of the disk that are kept free.
    pub fn disk_reserve(&self) -> u64 {
        self.0.disk_reserve
    }

    /// Answers that are being computed, and requests that wait.
    pub fn load(&self) -> (usize, usize) {
        let busy = self.0.most.answers_at_once - self.0.seats.available_permits();
        (busy, self.0.waiting.load(Ordering::SeqCst))
    }

    /// Waits for a turn to compute; refused where too many wait already.
    pub async fn seat(&self) -> Result<Seat, AppError> {
        let kept = &*self.0;
        if let Ok(free) = Arc::clone(&kept.seats).try_acquire_owned() {
            return Ok(Seat(free));
        }
        let before = kept.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&kept.waiting);
        if before >= kept.most.answers_waiting {
            kept.metrics.refused("waiting");
            return Err(AppError::Busy);
        }
        let seat = Arc::clone(&kept.seats).acquire_owned().await;
        seat.map(Seat).map_err(|_| AppError::Lost)
    }

    /// A turn to send files; refused where too many come in already.
    pub fn upload_seat(&self) -> Result<Seat, AppError> {
        let free = Arc::clone(&self.0.uploads).try_acquire_owned();
        free.map(Seat).map_err(|_| {
            self.0.metrics.refused("uploads");
            AppError::Busy
        })
    }

    /// Refuses what needs memory while the process has more than it may; `make_room` is called first.
    pub fn check_memory(&self, make_room: impl FnOnce()) -> Result<(), AppError> {
        let most = self.0.most.memory;
        if resident().is_none_or(|bytes| bytes <= most) {
            return Ok(());
        }
        make_room();
        if resident().is_none_or(|bytes| bytes <= most) {
            return Ok(());
        }
        self.0.metrics.refused("memory");
        Err(AppError::Busy)
    }

    /// Refuses what writes while the disk of the data directory is nearly full.
    pub fn check_disk(&self, data: &std::path::Path) -> Result<(), AppError> {
        match store::check_room(data, self.0.disk_reserve) {
            Ok(_) => Ok(()),
            Err(store::StoreError::DiskNearlyFull { .. }) => {
                self.0.metrics.refused("disk");
                Err(AppError::DiskFull)
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(answers_at_once: usize, answers_waiting: usize) -> Upkeep {
        let most = Most {
            answers_at_once,
            answers_waiting,
            ..Most::default()
        };
        Upkeep::new(most, MetricsAccess::default(), 0)
    }

    #[tokio::test]
    async fn a_request_waits_for_its_turn_and_one_too_many_is_told_to_come_again() {
        let upkeep = of(1, 1);
        let first = upkeep.seat().await.unwrap();
        let of_second = upkeep.clone();
        let second = tokio::spawn(async move { of_second.seat().await.is_ok() });
        while upkeep.load().1 == 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(upkeep.seat().await, Err(AppError::Busy)));
        assert_eq!(upkeep.load(), (1, 1));
        drop(first);
        assert!(second.await.unwrap());
        assert_eq!(upkeep.load().1, 0);
    }

    #[tokio::test]
    async fn one_that_goes_away_while_it_waits_takes_up_no_room() {
        let upkeep = of(1, 1);
        let _first = upkeep.seat().await.unwrap();
        let waits = tokio::time::timeout(std::time::Duration::from_millis(5), upkeep.seat());
        assert!(waits.await.is_err());
        assert_eq!(upkeep.load(), (1, 0));
    }

    #[test]
    fn with_more_memory_than_it_may_have_a_server_computes_nothing_more() {
        let most = Most {
            memory: 1,
            ..Most::default()
        };
        let upkeep = Upkeep::new(most, MetricsAccess::default(), 0);
        let mut made_room = false;
        assert!(matches!(
            upkeep.check_memory(|| made_room = true),
            Err(AppError::Busy)
        ));
        assert!(made_room);
        assert!(Upkeep::default().check_memory(|| {}).is_ok());
    }

    #[test]
    fn a_disk_that_is_nearly_full_refuses_what_writes() {
        let data = tempfile::tempdir().unwrap();
        let upkeep = Upkeep::new(Most::default(), MetricsAccess::default(), u64::MAX);
        assert!(matches!(upkeep.check_disk(data.path()), Err(AppError::DiskFull)));
        assert!(Upkeep::default().check_disk(data.path()).is_ok());
    }
}
