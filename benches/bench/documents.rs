//! The overview page and the report, from the sample.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use analytics::Engine;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalog::Language;
use criterion::{BatchSize, Criterion};
use dashboard::{AppState, Entrance};
use figures::Reader;
use jiff::Timestamp;
use store::State;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::office::{Office, Sample, bankura};

/// The page as its first reader waits for it, and as all others do.
pub fn overview_page(criterion: &mut Criterion) {
    let office = Office::with_sample(&Sample::write());
    let engine = Arc::new(office.engine());
    let runtime = Runtime::new().expect("threads can be started");
    let mut group = criterion.benchmark_group("overview of the district");
    group.bench_function("first reader", |bencher| {
        bencher.iter_batched(
            || state(&office, &engine),
            |state| runtime.block_on(page(state)),
            BatchSize::PerIteration,
        );
    });
    let state = state(&office, &engine);
    group.bench_function("next reader", |bencher| {
        bencher.iter(|| runtime.block_on(page(state.clone())))
    });
    group.finish();
}

/// A dashboard that has answered nobody yet.
fn state(office: &Office, engine: &Arc<Engine>) -> AppState {
    AppState::new(
        Arc::clone(engine),
        Arc::clone(&office.catalog),
        bankura(),
        entrance(office.data.path()),
        office.data.path(),
    )
    .expect("the home is a place")
}

fn entrance(data: &Path) -> Entrance {
    Entrance {
        state: Arc::new(State::open(data).expect("the folder can be written")),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        secure_cookies: false,
        uploads: dashboard::UploadLimits::default(),
        proxies: Vec::new(),
        mailing: None,
    }
}

async fn page(state: AppState) {
    let request = Request::get("/mgnrega/district-305")
        .body(Body::empty())
        .expect("the address is well formed");
    let response = dashboard::router(state)
        .oneshot(request)
        .await
        .expect("the router always answers");
    assert_eq!(response.status(), StatusCode::OK);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("it is in memory");
    black_box(body);
}

/// The report: its figures alone, then written as a workbook and as pages.
pub fn reports(criterion: &mut Criterion) {
    let office = Office::with_sample(&Sample::write());
    let engine = office.engine();
    let request = reports::Request::of(
        &office.catalog,
        "daily-employment",
        &bankura(),
        Reader::operator(),
    )
    .expect("mgnrega declares it");
    let ask = || {
        reports::run(&request, |query| engine.figures(query)).expect("the report's questions are well formed")
    };
    let content = ask();
    let mut group = criterion.benchmark_group("daily-employment report");
    group.bench_function("figures", |bencher| bencher.iter(|| black_box(ask())));
    group.bench_function("xlsx", |bencher| {
        bencher.iter(|| black_box(reports::xlsx(&content, Language::En)))
    });
    group.bench_function("pdf", |bencher| {
        bencher.iter(|| black_box(reports::pdf(&content, Language::En)))
    });
    group.finish();
}
