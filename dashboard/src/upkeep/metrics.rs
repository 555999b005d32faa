//! What is counted while the server serves, in the words of Prometheus. No label tells of a person or a place: routes stand
//! as in the table of addresses.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

type Labels = Vec<(&'static str, String)>;

/// Where an answer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// It was finished before.
    Kept,
    /// It was computed.
    Computed,
    /// The reader has it already.
    Unchanged,
}

impl From {
    fn id(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Computed => "computed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// The counts of a process.
#[derive(Debug)]
pub struct Metrics {
    asked: AtomicU64,
    requests: Family<Labels, Counter>,
    took: Histogram,
    answers: Family<Labels, Counter>,
    computing: Histogram,
    refused: Family<Labels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        // From a millisecond to a minute.
        let buckets = || exponential_buckets(0.001, 2.5, 13);
        Self {
            asked: AtomicU64::new(0),
            requests: Family::default(),
            took: Histogram::new(buckets()),
            answers: Family::default(),
            computing: Histogram::new(buckets()),
            refused: Family::default(),
        }
    }
}

impl Metrics {
    /// A request that was answered.
    pub fn request(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let labels = vec![
            ("route", route.to_owned()),
            ("method", known(method).to_owned()),
            ("status", status.as_u16().to_string()),
        ];
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.requests.get_or_create_owned(&labels).inc();
        self.took.observe(took.as_secs_f64());
    }

    /// How many requests were answered in all.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// An answer with figures or words.
    pub fn answer(&self, from: From) {
        self.answers
            .get_or_create_owned(&vec![("from", from.id().to_owned())])
            .inc();
    }

    /// How long one took to compute.
    pub fn computed(&self, took: Duration) {
        self.computing.observe(took.as_secs_f64());
    }

    /// Something refused so that the server stays well.
    pub fn refused(&self, why: &'static str) {
        self.refused
            .get_or_create_owned(&vec![("why", why.to_owned())])
            .inc();
    }

    /// How many answers came from where.
    pub fn answers(&self, from: From) -> u64 {
        self.answers
            .get_or_create_owned(&vec![("from", from.id().to_owned())])
            .get()
    }

    /// How many requests were refused so that the server stays well, for a reason.
    pub fn refusals(&self, why: &'static str) -> u64 {
        self.refused
            .get_or_create_owned(&vec![("why", why.to_owned())])
            .get()
    }

    /// Hands the counts to a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "requests",
            "Requests answered, by route of the table of addresses",
            self.requests.clone(),
        );
        registry.register("request_seconds", "How long requests took", self.took.clone());
        registry.register(
            "answers",
            "Answers of pages and files, by where they came from",
            self.answers.clone(),
        );
        registry.register(
            "query_seconds",
            "How long answers took to compute",
            self.computing.clone(),
        );
        registry.register(
            "refused",
            "Requests refused so that the server stays well",
            self.refused.clone(),
        );
    }
}

/// Methods that nobody knows are one, so that no client can make up labels.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
