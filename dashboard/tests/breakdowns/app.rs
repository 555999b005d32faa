//! A dashboard over made-up grievances of four departments, received from June to November of two years.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use analytics::Engine;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use catalog::Catalog;
use dashboard::{AppState, Entrance, router};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use scraper::{Html, Selector};
use store::State;
use store::state::NewAccount;
use tower::ServiceExt;

/// The latest day.
pub const LATEST: Date = date(2026, 11, 20);
/// Grievances of each department in each month.
const EACH: i8 = 20;

const OFFICES: &str = "As on 01/04/2025\nDistrict,Block/Municipality,Office Code,Office Name,Office Type,Department\n\
    Bankura,Bankura-I,BNK/01,Works Office,block,Public Works\n\
    Bankura,Bankura-I,BNK/02,Health Office,block,Health and Family Welfare\n\
    Bankura,Bankura-II,BNK/03,Power Office,block,Power\n";

/// A department, its office, and the days it takes.
const DEPARTMENTS: [(&str, &str, i32); 3] = [
    ("Public Works", "BNK/01", 60),
    ("Health and Family Welfare", "BNK/02", 3),
    ("Power", "BNK/03", 12),
];

/// An answer.
pub struct Reply {
    pub status: StatusCode,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The texts of what a selector finds, with single spaces.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = Selector::parse(selector).unwrap();
        page.select(&found)
            .map(|found| words(found.text().collect()))
            .collect()
    }

    /// The addresses of what a selector finds.
    pub fn links(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let found = Selector::parse(selector).unwrap();
        page.select(&found)
            .filter_map(|found| found.value().attr("href"))
            .map(str::to_owned)
            .collect()
    }
}

fn now() -> Timestamp {
    "2026-11-22T06:00:00Z".parse().unwrap()
}

/// What the officer of the district gets.
pub async fn get(address: &str) -> Reply {
    asked(address, Some("officer")).await
}

/// What somebody gets; the public without a name.
pub async fn asked(address: &str, name: Option<&str>) -> Reply {
    let mut request = Request::builder().uri(address);
    if let Some(name) = name {
        request = request.header("cookie", session(name));
    }
    let request = request.body(Body::empty()).unwrap();
    let response = world().router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Reply {
        status: parts.status,
        body: to_bytes(body, 64 << 20).await.unwrap().to_vec(),
    }
}

fn session(name: &str) -> String {
    let name = name.to_owned();
    let token = std::thread::spawn(move || world().state.open_session(&name, now()).unwrap());
    format!("jela_session={}", token.join().unwrap().secret())
}

struct World {
    router: Router,
    state: Arc<State>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    // Taking in and opening block, which no async task may.
    WORLD.get_or_init(|| std::thread::spawn(made).join().unwrap())
}

fn made() -> World {
    let data = tempfile::tempdir().unwrap().keep();
    take_in(&data, "offices.csv", OFFICES);
    // The list of offices has made them places, which the catalog reads.
    take_in(&data, "cases.csv", &cases());
    let catalog = Arc::new(Catalog::load(Some(&data)).unwrap());
    let engine = Engine::open(&data, Arc::clone(&catalog)).unwrap();
    engine.refresh().unwrap();
    let state = Arc::new(State::open(&data).unwrap());
    for (name, place) in [("officer", "district-305"), ("bdo", "block-2774")] {
        let account = NewAccount {
            name,
            role: "officer",
            places: &[place.to_owned()],
            programmes: &[],
        };
        state.add_account(&account, "teal-river-79-mahua", now()).unwrap();
    }
    let entrance = Entrance {
        state: Arc::clone(&state),
        clock: Arc::new(now),
        secure_cookies: false,
        uploads: dashboard::UploadLimits::default(),
        proxies: Vec::new(),
        mailing: None,
    };
    let home = "district-305".parse().unwrap();
    let app = AppState::new(Arc::new(engine), catalog, home, entrance, &data).unwrap();
    World {
        router: router(app),
        state,
    }
}

fn take_in(data: &Path, name: &str, text: &str) {
    let catalog = Catalog::load(Some(data)).unwrap();
    let file = data.join(name);
    std::fs::write(&file, text).unwrap();
    let options = ingest::Options::new(data, now());
    let lake = store::Lake::open(data).unwrap();
    let reports = ingest::ingest(&[file], &catalog, &lake, &options, |_| {}).unwrap();
    assert!(
        reports
            .iter()
            .all(|report| report.rows_accepted > 0 && report.rows_rejected == 0),
        "{reports:?}"
    );
}

/// A case list: what the departments get every month, a few for a fourth one, and a month of lamps that went out.
fn cases() -> String {
    let mut text = "jela sample data (made up)\nGrievance ID,Name of Complainant,Date of Receipt,District,Block/Municipality,\
                    GP/Ward,Category,Department,Gender,Rural/Urban,Office Code,Current Status,Disposed on\n"
        .to_owned();
    let mut number = 0;
    let mut add = |received: Date, (department, office, days): (&str, &str, i32), category: &str| {
        number += 1;
        let closed = received.saturating_add(days.days());
        let (status, closed) = match closed <= LATEST {
            true => ("Disposed", closed.strftime("%d/%m/%Y").to_string()),
            false => ("Open", String::new()),
        };
        // Of ten, four are women's, three men's, and of three it is not known.
        let sex = ["F", "M", "F", "", "M", "F", "", "M", "F", ""][number % 10];
        let (block, gp) = [("Bankura-I", "Andharthale"), ("Bankura-II", "")][usize::from(office == "BNK/03")];
        text += &format!(
            "CMO/{number},Somebody,{},Bankura,{block},{gp},{category},{department},{sex},Rural,{office},{status},{closed}\n",
            received.strftime("%d/%m/%Y")
        );
    };
    for year in [2025, 2026] {
        for month in 6..=11 {
            for day in 1..=EACH {
                for department in DEPARTMENTS {
                    add(date(year, month, day), department, "Roads");
                }
            }
            add(date(year, month, 1), ("Tourism", "BNK/01", 90), "Other");
        }
    }
    // One at a time a year before, and a storm this year.
    for day in 1..=30 {
        add(date(2026, 10, day), DEPARTMENTS[0], "Electricity");
    }
    text
}
