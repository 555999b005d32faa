//! How the server stands at a moment: what waits, how old the data is, how much room there is. `/metrics` and the page for
//! administrators tell the same.

use std::collections::BTreeMap;

use jiff::Timestamp;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use store::Room;
use store::state::{DeliveryState, JobState};

use super::resident;
use crate::app::App;
use crate::error::AppError;

/// A job or mail that has waited for so many seconds is late.
const LATE: i64 = 15 * 60;

/// What came in of one dataset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// Deliveries that count.
    pub batches: u64,
    /// Rows of theirs that were stored.
    pub accepted: u64,
    /// Rows that were left out.
    pub rejected: u64,
    /// When the newest came.
    pub newest: Option<Timestamp>,
}

/// How a server stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The data version.
    pub data_version: u64,
    /// When the newest rows of it were taken in.
    pub data_time: Option<Timestamp>,
    /// What came in, by programme and dataset.
    pub taken: BTreeMap<(String, String), Taken>,
    /// Jobs by state.
    pub jobs: Vec<(JobState, u64)>,
    /// Jobs that wait longer than they should.
    pub late_jobs: usize,
    /// Mails by state.
    pub mails: Vec<(DeliveryState, u64)>,
    /// The disk of the data directory.
    pub disk: Room,
    /// Bytes of the disk that are kept free.
    pub disk_reserve: u64,
    /// Bytes of memory.
    pub memory: Option<u64>,
    /// Finished answers that are kept, and their bytes.
    pub kept: (usize, usize),
    /// Stored tables that are kept in memory, and their bytes.
    pub tables: (usize, usize),
    /// Answers that are being computed, and requests that wait.
    pub load: (usize, usize),
    /// The moment.
    pub at: Timestamp,
}

impl Standing {
    /// How it stands now. It reads the state and the logs of the lake.
    pub fn of(app: &App) -> Result<Self, AppError> {
        let at = (app.entrance.clock)();
        let manifest = app.engine.lake().manifest()?;
        let mut taken: BTreeMap<(String, String), Taken> = BTreeMap::new();
        for entry in app
            .engine
            .lake()
            .batches(None)?
            .into_iter()
            .filter(|entry| entry.undone.is_none())
        {
            let record = entry.record;
            let of = taken.entry((record.programme, record.dataset)).or_default();
            of.batches += 1;
            of.accepted += record.rows_accepted;
            of.rejected += record.rows_rejected;
            of.newest = of.newest.max(Some(record.taken_in));
        }
        let state = &app.entrance.state;
        let upkeep = app.upkeep();
        Ok(Self {
            data_version: manifest.data_version,
            data_time: manifest.made_at,
            taken,
            jobs: state.count_jobs()?,
            late_jobs: state
                .overdue_jobs(at - jiff::SignedDuration::from_secs(LATE))?
                .len(),
            mails: state.count_deliveries()?,
            disk: store::room(&app.data)?,
            disk_reserve: upkeep.disk_reserve(),
            memory: resident(),
            kept: app.cache.size(),
            tables: app.engine.kept(),
            load: upkeep.load(),
            at,
        })
    }

    /// Whether new files are taken.
    pub fn has_room(&self) -> bool {
        self.disk.free >= self.disk_reserve
    }

    /// Seconds since the newest rows were taken in.
    pub fn data_age(&self) -> Option<i64> {
        self.data_time
            .map(|time| self.at.duration_since(time).as_secs().max(0))
    }

    /// Hands the numbers to a registry.
    pub fn register(&self, registry: &mut Registry) {
        let version = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version that runs", version);
        one(
            registry,
            "data_version",
            "The number of the facts that answers are computed from",
            self.data_version,
        );
        if let Some(age) = self.data_age() {
            one(
                registry,
                "data_age_seconds",
                "Seconds since the newest rows were taken in",
                age.unsigned_abs(),
            );
        }
        one(
            registry,
            "disk_free_bytes",
            "Room on the disk of the data directory",
            self.disk.free,
        );
        one(
            registry,
            "disk_reserve_bytes",
            "Room below which nothing new is taken in",
            self.disk_reserve,
        );
        if let Some(memory) = self.memory {
            one(registry, "memory_bytes", "Memory that is resident", memory);
        }
        one(
            registry,
            "kept_answers",
            "Finished answers that are kept",
            self.kept.0 as u64,
        );
        one(registry, "kept_answers_bytes", "Their size", self.kept.1 as u64);
        one(
            registry,
            "kept_tables",
            "Stored tables that are kept in memory",
            self.tables.0 as u64,
        );
        one(registry, "kept_tables_bytes", "Their size", self.tables.1 as u64);
        one(
            registry,
            "computing",
            "Answers that are being computed",
            self.load.0 as u64,
        );
        one(
            registry,
            "waiting",
            "Requests that wait for that",
            self.load.1 as u64,
        );
        one(
            registry,
            "late_jobs",
            "Jobs that have waited for more than a quarter of an hour",
            self.late_jobs as u64,
        );
        self.register_states(registry);
        self.register_intake(registry);
    }

    fn register_states(&self, registry: &mut Registry) {
        let jobs: Family<Vec<(&str, String)>, Gauge> = Family::default();
        for state in JobState::ALL {
            let count = self.jobs.iter().find(|(known, _)| *known == state);
            set(
                &jobs,
                vec![("state", state.id().to_owned())],
                count.map_or(0, |(_, count)| *count),
            );
        }
        registry.register("jobs", "Uploads and watched files, by state", jobs);
        let mails: Family<Vec<(&str, String)>, Gauge> = Family::default();
        for state in DeliveryState::ALL {
            let count = self.mails.iter().find(|(known, _)| *known == state);
            set(
                &mails,
                vec![("state", state.id().to_owned())],
                count.map_or(0, |(_, count)| *count),
            );
        }
        registry.register("mails", "Mails of the outbox, by state", mails);
    }

    fn register_intake(&self, registry: &mut Registry) {
        type ByDataset = Family<Vec<(&'static str, String)>, Gauge>;
        let [batches, accepted, rejected, age]: [ByDataset; 4] = Default::default();
        for ((programme, dataset), taken) in &self.taken {
            let labels = || vec![("programme", programme.clone()), ("dataset", dataset.clone())];
            set(&batches, labels(), taken.batches);
            set(&accepted, labels(), taken.accepted);
            set(&rejected, labels(), taken.rejected);
            if let Some(newest) = taken.newest {
                let seconds = self.at.duration_since(newest).as_secs().max(0);
                set(&age, labels(), seconds.unsigned_abs());
            }
        }
        registry.register("batches", "Deliveries that count", batches);
        registry.register("rows_accepted", "Rows of these that were stored", accepted);
        registry.register("rows_rejected", "Rows of these that were left out", rejected);
        registry.register("dataset_age_seconds", "Seconds since the newest delivery", age);
    }
}

fn one(registry: &mut Registry, name: &str, help: &str, value: u64) {
    let gauge = Gauge::<i64>::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    registry.register(name, help, gauge);
}

fn set(family: &Family<Vec<(&'static str, String)>, Gauge>, labels: Vec<(&'static str, String)>, value: u64) {
    family
        .get_or_create_owned(&labels)
        .set(i64::try_from(value).unwrap_or(i64::MAX));
}
