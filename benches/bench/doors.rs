//! What every request pays at the door: who sends it, what they may see, and the record of what they take.

use std::hint::black_box;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use criterion::Criterion;
use dashboard::{AppState, Entrance};
use figures::Reader;
use jiff::Timestamp;
use store::State;
use store::state::{Deed, Kind, NewAccount};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::office::{Office, Sample, bankura};

/// The checks of a request, and an entry of the audit log.
pub fn of_a_request(criterion: &mut Criterion) {
    let office = Office::with_sample(&Sample::write());
    let state = Arc::new(State::open(office.data.path()).expect("the folder can be written"));
    let places: Vec<String> = vec!["block-2786".to_owned(), "block-2783".to_owned()];
    let account = NewAccount {
        name: "bdo",
        role: "officer",
        places: &places,
        programmes: &[],
    };
    let now = Timestamp::UNIX_EPOCH;
    state
        .add_account(&account, "teal-river-79-mahua", now)
        .expect("it is a good password");
    let token = state.open_session("bdo", now).expect("the account is there");
    let mut group = criterion.benchmark_group("doors");
    group.bench_function("a session, asked of the state", |bencher| {
        bencher.iter(|| state.session(black_box(&token), now).expect("it can be read"));
    });
    let reader = Reader::of_account("bdo", "officer", &places, &[]).expect("an officer is a reader");
    let gp = "gp-108289".parse().expect("it is a code");
    let programme = office.catalog.programme("mgnrega").expect("it is built in");
    group.bench_function("whether a place lies in a reader's scope", |bencher| {
        bencher
            .iter(|| analytics::may_send(black_box(&reader.class), programme, &gp, &office.catalog.places));
    });
    group.bench_function("an entry of the audit log, on the disk", |bencher| {
        bencher.iter(|| {
            let deed = Deed::of(Kind::Export, "bdo", "203.0.113.7", "/mgnrega/block-2786.csv");
            state.log(deed, now).expect("it can be written");
        });
    });
    let entrance = Entrance {
        state,
        clock: Arc::new(move || now),
        secure_cookies: false,
        uploads: dashboard::UploadLimits::default(),
        proxies: Vec::new(),
        mailing: None,
    };
    let engine = Arc::new(office.engine());
    let app = AppState::new(
        engine,
        Arc::clone(&office.catalog),
        bankura(),
        entrance,
        office.data.path(),
    )
    .expect("the home is a place");
    let router = dashboard::router(app);
    let runtime = Runtime::new().expect("threads can be started");
    let cookie = format!("jela_session={}", token.secret());
    // This page leads somebody who is signed in on, and does nothing else: what is measured is the door.
    group.bench_function(
        "a whole request of a signed-in reader that computes nothing",
        |bencher| {
            bencher.iter(|| {
                let request = Request::get("/sign-in")
                    .header("cookie", &cookie)
                    .body(Body::empty());
                let answer = router.clone().oneshot(request.expect("it is a request"));
                let answer = runtime.block_on(answer).expect("a router always answers");
                assert_eq!(answer.status(), StatusCode::SEE_OTHER);
            });
        },
    );
    group.finish();
}
