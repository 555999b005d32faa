//! One dashboard for all tests: Bankura with every gram panchayat's returns since the new law, four of them late.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use analytics::Engine;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use catalog::{Catalog, PlaceLevel};
use dashboard::{AppState, Door, Entrance, Live, Owner, router, serve};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// The latest day of the returns.
pub const LATEST: &str = "2026-11-22";
const DAYS: [(&str, u32); 6] = [
    ("2026-07-31", 31),
    ("2026-08-31", 62),
    ("2026-09-30", 92),
    ("2026-10-22", 114),
    ("2026-10-31", 123),
    (LATEST, 145),
];
/// Gram panchayats without a return of their own on the latest day or in its month.
pub const LATE: usize = 4;

/// An answer.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault}: {}", self.text()))
    }

    /// Whether it is a problem that a program can read, with its status inside.
    pub fn is_a_problem(&self) -> bool {
        self.header("content-type") == "application/problem+json"
            && self.json()["status"] == self.status.as_u16()
            && self.json()["detail"].is_string()
    }

    pub fn page(&self) -> Html {
        Html::parse_document(&self.text())
    }
}

/// The texts of what a selector finds, with single spaces.
pub fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&selector)
        .map(|found| words(found.text().collect()))
        .collect()
}

pub async fn ask(method: Method, address: &str, headers: &[(&str, &str)]) -> Reply {
    ask_of(app(), method, address, headers).await
}

/// Asks a dashboard of a test's own.
pub async fn ask_of(app: Router, method: Method, address: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 64 << 20).await.unwrap().to_vec();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub async fn get(address: &str) -> Reply {
    ask(Method::GET, address, &[]).await
}

fn app() -> Router {
    static APP: OnceLock<Router> = OnceLock::new();
    // Taking in and opening block, which no async task may.
    APP.get_or_init(|| std::thread::spawn(made).join().unwrap())
        .clone()
}

/// The same dashboard behind a door of a test's own.
pub fn behind(door: Door) -> Router {
    // Opening the state blocks, which no async task may.
    std::thread::spawn(|| router(state().behind(door)))
        .join()
        .unwrap()
}

/// The same dashboard, published by an office.
pub fn owned_by(owner: Owner) -> Router {
    std::thread::spawn(|| router(state().owned_by(owner)))
        .join()
        .unwrap()
}

pub async fn get_of(app: Router, address: &str) -> Reply {
    ask_of(app, Method::GET, address, &[]).await
}

/// Where the same dashboard listens, until the tests end.
pub fn served() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let live = Live::new(state());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            serve(listener, live, std::future::pending()).await.unwrap();
        });
    });
    address
}

fn made() -> Router {
    router(state())
}

/// Over the one lake, with a state of its own.
fn state() -> AppState {
    static ENGINE: OnceLock<(Arc<Engine>, PathBuf)> = OnceLock::new();
    let (engine, data) = ENGINE.get_or_init(engine);
    let own = tempfile::tempdir().unwrap().keep();
    let entrance = Entrance {
        state: Arc::new(store::State::open(&own).unwrap()),
        clock: Arc::new(|| "2026-11-22T12:30:00Z".parse().unwrap()),
        secure_cookies: false,
        uploads: dashboard::UploadLimits::default(),
        proxies: Vec::new(),
        mailing: None,
    };
    let home = "district-305".parse().unwrap();
    let catalog = Arc::clone(engine.catalog());
    AppState::new(Arc::clone(engine), catalog, home, entrance, data).unwrap()
}

fn engine() -> (Arc<Engine>, PathBuf) {
    let data = tempfile::tempdir().unwrap().keep();
    let catalog = Arc::new(Catalog::load(None).unwrap());
    take_in(&data, &catalog);
    let engine = Engine::open(&data, Arc::clone(&catalog)).unwrap();
    engine.refresh().unwrap();
    (Arc::new(engine), data)
}

fn take_in(data: &Path, catalog: &Catalog) {
    let file = data.join("returns.csv");
    std::fs::write(&file, returns(catalog)).unwrap();
    let options = ingest::Options::new(data, "2026-11-22T12:30:00Z".parse().unwrap());
    let lake = store::Lake::open(data).unwrap();
    let reports = ingest::ingest(&[file], catalog, &lake, &options, |_| {}).unwrap();
    assert!(
        reports.iter().all(|report| report.rows_rejected == 0),
        "{reports:?}"
    );
}

fn returns(catalog: &Catalog) -> String {
    let mut text =
        "jela sample data (made up)\nDistrict,Block,Gram Panchayat,GP LGD code,As on date,Job cards issued,\
                    Households demanded,Households provided,Persondays so far,Women persondays\n"
            .to_owned();
    let bankura = "district-305".parse().unwrap();
    for (number, gp) in catalog
        .places
        .inside(&bankura, PlaceLevel::Gp, None)
        .into_iter()
        .enumerate()
    {
        let block = catalog.places.parent(&gp.code).unwrap();
        for (day, days) in DAYS {
            if number < LATE && day >= "2026-11-01" {
                continue;
            }
            let size = 1 + u32::try_from(number).unwrap() % 7;
            let (demanded, provided) = (days * size, days * size * (80 + size * 2) / 100);
            text += &format!(
                "Bankura,{},{},{},{day},{},{demanded},{provided},{},{}\n",
                block.name.en,
                gp.name.en,
                gp.code.lgd().unwrap(),
                1000 + size * 100,
                provided * 15,
                provided * 7
            );
        }
    }
    text
}
