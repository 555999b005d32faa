//! A dashboard over Bankura with a programme whose small counts are hidden, and an account of each role.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use analytics::Engine;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use catalog::{Catalog, PlaceLevel};
use dashboard::{AppState, Clock, Entrance, Guard, Mailing, router};
use jiff::{SignedDuration, Timestamp};
use scraper::{Html, Selector};
use store::State;
use store::state::{NewAccount, NewKey, Token};
use tower::ServiceExt;

/// The password of every account.
pub const PASSWORD: &str = "teal-river-79-mahua";
/// The block in which accounts with a place are in office, and another.
pub const INSIDE: &str = "block-2786";
pub const OUTSIDE: &str = "block-2774";
/// The children severely wasted in the two blocks, nowhere else told.
pub const SEVERE_INSIDE: i64 = 2;
pub const SEVERE_ELSEWHERE: i64 = 8;

/// Every account: name, role, places, programmes.
pub const ACCOUNTS: [(&str, &str, &[&str], &[&str]); 7] = [
    ("analyst", "analyst", &[], &[]),
    ("entry", "data-entry", &[INSIDE], &[]),
    ("bdo", "officer", &[INSIDE], &[]),
    ("cases", "line-list", &[INSIDE], &["children"]),
    ("works", "officer", &[INSIDE], &["mgnrega"]),
    ("admin", "admin", &[], &[]),
    ("guessed-at", "officer", &[INSIDE], &[]),
];

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

    /// The cookies it sets: name, value, and the whole line.
    pub fn cookies(&self) -> Vec<(String, String, String)> {
        let lines = self.headers.get_all("set-cookie").iter();
        lines
            .map(|line| {
                let line = line.to_str().unwrap();
                let (name, rest) = line.split_once('=').unwrap();
                let value = rest.split(';').next().unwrap();
                (name.to_owned(), value.to_owned(), line.to_owned())
            })
            .collect()
    }

    /// A cookie it sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let found = self.cookies().into_iter().find(|(known, ..)| known == name);
        found.map(|(_, value, _)| value)
    }

    /// The value of a field of a form on the page.
    pub fn field(&self, selector: &str) -> String {
        self.attribute(selector, "value")
    }

    /// The texts of all that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .map(|one| one.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// An attribute of what a selector finds first.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let page = Html::parse_document(&self.text());
        let found = page.select(&Selector::parse(selector).unwrap()).next().unwrap();
        found.attr(name).unwrap().to_owned()
    }
}

/// The moment at which all tests take place.
pub fn now() -> Timestamp {
    "2026-11-22T12:30:00Z".parse().unwrap()
}

pub async fn send(request: Request<Body>) -> Reply {
    send_to(world().router.clone(), request).await
}

/// Sends a request to a dashboard of a test's own.
pub async fn send_to(router: Router, request: Request<Body>) -> Reply {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 64 << 20).await.unwrap().to_vec();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub async fn ask(method: Method, address: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::from(body.to_owned())).unwrap()).await
}

/// A page as somebody with these cookies gets it.
pub async fn get(address: &str, cookie: &str) -> Reply {
    let headers = [("cookie", cookie)];
    let headers = if cookie.is_empty() { &[][..] } else { &headers[..] };
    ask(Method::GET, address, headers, "").await
}

/// A form sent with some cookies.
pub async fn post(address: &str, cookie: &str, fields: &[(&str, &str)]) -> Reply {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("cookie", cookie),
    ];
    ask(Method::POST, address, &headers, &form.finish()).await
}

/// The cookie of a fresh session, opened some hours ago.
pub fn session(name: &str, hours_ago: i64) -> String {
    let opened = now() - SignedDuration::from_hours(hours_ago);
    let name = name.to_owned();
    let token = blocking(move || world().state.open_session(&name, opened).unwrap());
    format!("jela_session={}", token.secret())
}

/// A fresh key.
pub fn key(name: &str) -> Token {
    let name = name.to_owned();
    blocking(move || world().state.add_key(&NewKey::of(&name), now()).unwrap())
}

/// Ends an account of a test's own, made for it.
pub fn with_account<T: Send + 'static>(work: impl FnOnce(&State) -> T + Send + 'static) -> T {
    blocking(move || work(&world().state))
}

pub fn make(state: &State, name: &str, role: &str, places: &[&str], programmes: &[&str]) {
    let words = |words: &[&str]| -> Vec<String> { words.iter().map(|&word| word.to_owned()).collect() };
    let account = NewAccount {
        name,
        role,
        places: &words(places),
        programmes: &words(programmes),
    };
    state.add_account(&account, PASSWORD, now()).unwrap();
}

/// The state blocks, which no async task may.
pub fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().unwrap()
}

/// The data directory.
pub fn data() -> &'static Path {
    &world().data
}

/// The batch that all figures are from.
pub fn batch() -> String {
    let entries = blocking(|| store::Lake::open(data()).unwrap().batches(None).unwrap());
    entries[0].record.batch.to_string()
}

/// Another dashboard over the same figures, with its own state and clock, and its own demands on those who sign in.
pub fn with_guard(guard: Guard, clock: Clock) -> (Router, Arc<State>) {
    blocking(move || {
        let world = world();
        let own = tempfile::tempdir().unwrap().keep();
        let state = Arc::new(State::open(&own).unwrap());
        let entrance = Entrance {
            clock,
            ..entrance(&state)
        };
        let home = "district-305".parse().unwrap();
        let (engine, catalog) = (Arc::clone(&world.engine), Arc::clone(&world.catalog));
        let app = AppState::new(engine, catalog, home, entrance, &world.data).unwrap();
        (router(app.guarded(guard)), state)
    })
}

struct World {
    data: PathBuf,
    engine: Arc<Engine>,
    catalog: Arc<Catalog>,
    router: Router,
    state: Arc<State>,
}

fn entrance(state: &Arc<State>) -> Entrance {
    Entrance {
        state: Arc::clone(state),
        clock: Arc::new(now),
        secure_cookies: false,
        uploads: crate::uploads::LIMITS,
        proxies: Vec::new(),
        mailing: Some(Mailing {
            domain: "bankura.example.in".to_owned(),
            budget: 1 << 20,
        }),
    }
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| blocking(made))
}

fn made() -> World {
    let data = tempfile::tempdir().unwrap().keep();
    let folder = data.join("programmes/children");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("programme.toml"), include_str!("children.toml")).unwrap();
    let side_by_side = "title = { en = \"Side by side\" }\n\
        [[subject]]\nprogramme = \"mgnrega\"\nmeasure = \"persondays\"\n\
        [[subject]]\nprogramme = \"children\"\nmeasure = \"children_severe\"\n\
        [[pair]]\nacross = \"mgnrega/persondays\"\nup = \"children/children_severe\"\n";
    std::fs::write(data.join("convergence.toml"), side_by_side).unwrap();
    let catalog = Arc::new(Catalog::load(Some(&data)).unwrap());
    assert_eq!(catalog.convergence_problems, [""; 0]);
    take_in(&data, &catalog);
    let engine = Engine::open(&data, Arc::clone(&catalog)).unwrap();
    engine.refresh().unwrap();
    let state = Arc::new(State::open(&data).unwrap());
    for (name, role, places, programmes) in ACCOUNTS {
        make(&state, name, role, places, programmes);
    }
    let home = "district-305".parse().unwrap();
    let guard = Guard {
        second_factor_for: vec![figures::Role::Admin],
        ..Guard::default()
    };
    let (engine, entrance) = (Arc::new(engine), entrance(&state));
    let app = AppState::new(Arc::clone(&engine), Arc::clone(&catalog), home, entrance, &data)
        .unwrap()
        .guarded(guard);
    World {
        data,
        engine,
        catalog,
        router: router(app),
        state,
    }
}

fn take_in(data: &Path, catalog: &Catalog) {
    let file = data.join("visits.csv");
    std::fs::write(&file, returns(catalog)).unwrap();
    let options = ingest::Options::new(data, now());
    let lake = store::Lake::open(data).unwrap();
    let reports = ingest::ingest(&[file], catalog, &lake, &options, |_| {}).unwrap();
    assert!(
        reports
            .iter()
            .all(|report| report.rows_rejected == 0 && report.rows_accepted > 20),
        "{reports:?}"
    );
}

fn returns(catalog: &Catalog) -> String {
    let mut text = "District,Block,Block code,As on date,Children weighed,Severely wasted\n".to_owned();
    let bankura = "district-305".parse().unwrap();
    for block in catalog.places.inside(&bankura, PlaceLevel::Block, None) {
        let severe = if block.code.as_str() == INSIDE {
            SEVERE_INSIDE
        } else {
            SEVERE_ELSEWHERE
        };
        text += &format!(
            "Bankura,{},{},2026-11-20,512,{severe}\n",
            block.name.en,
            block.code.lgd().unwrap()
        );
    }
    text
}
