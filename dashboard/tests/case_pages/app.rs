//! A dashboard over five Anganwadi centres of two blocks, with made-up growth registers from April to September 2026.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use analytics::Engine;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use catalog::Catalog;
use dashboard::{AppState, Entrance, router};
use jiff::Timestamp;
use scraper::{Html, Selector};
use store::State;
use store::state::NewAccount;
use tower::ServiceExt;

/// The block with four of the centres, and the one with the fifth.
pub const BLOCK: &str = "block-2774";
pub const OTHER: &str = "block-2786";
/// A name in the registers, which must be nowhere else.
pub const NAME: &str = "Putulmoni";

const REGISTRY: &str = "code,name,parent,only_for,group_project,group_sector
centre-19305010101,Ashoktala,gp-108289,pushti,Bankura I,North
centre-19305010102,Bakultala,gp-108289,pushti,Bankura I,South
centre-19305010103,Champatala,gp-108290,pushti,Bankura I,South
centre-19305010104,Deodartala,gp-108290,pushti,Bankura I,North
centre-19305020101,Palashtala,block-2786,pushti,Khatra,East
";

const CENTRES: [&str; 5] = [
    "19305010101",
    "19305010102",
    "19305010103",
    "19305010104",
    "19305020101",
];

/// Children of each centre besides those of the story.
const WELL: u32 = 30;

const ACCOUNTS: [(&str, &str, &[&str]); 4] = [
    ("worker", "line-list", &["district-305"]),
    ("supervisor", "line-list", &[BLOCK]),
    ("bdo", "officer", &[BLOCK]),
    ("analyst", "analyst", &[]),
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

    /// An attribute of all elements that have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let found = Selector::parse(selector).unwrap();
        page.select(&found)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = Selector::parse(selector).unwrap();
        page.select(&found)
            .map(|found| words(found.text().collect()))
            .collect()
    }
}

fn now() -> Timestamp {
    "2026-10-02T06:00:00Z".parse().unwrap()
}

/// What somebody gets at an address; the public without a name.
pub async fn get(address: &str, name: &str) -> Reply {
    let mut request = Request::builder().uri(address);
    if !name.is_empty() {
        request = request.header("cookie", session(name));
    }
    let response = world()
        .router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    Reply {
        status: parts.status,
        headers: parts.headers,
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
    std::fs::create_dir_all(data.join("places")).unwrap();
    std::fs::write(data.join("places/centres.csv"), REGISTRY).unwrap();
    let catalog = Arc::new(Catalog::load(Some(&data)).unwrap());
    take_in(&data, &catalog);
    let engine = Engine::open(&data, Arc::clone(&catalog)).unwrap();
    engine.refresh().unwrap();
    let state = Arc::new(State::open(&data).unwrap());
    for (name, role, places) in ACCOUNTS {
        let places: Vec<String> = places.iter().map(|&place| place.to_owned()).collect();
        let account = NewAccount {
            name,
            role,
            places: &places,
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

fn take_in(data: &Path, catalog: &Catalog) {
    let file = data.join("register.csv");
    std::fs::write(&file, register()).unwrap();
    let options = ingest::Options::new(data, now());
    let lake = store::Lake::open(data).unwrap();
    let reports = ingest::ingest(&[file], catalog, &lake, &options, |_| {}).unwrap();
    assert!(
        reports.iter().all(|report| report.rows_rejected == 0),
        "{reports:?}"
    );
}

fn register() -> String {
    let mut text = "jela sample data (made up)\nAWC code,Child ID,Child name,Mother name,Mobile,Sex,DOB,\
                    Date of measurement,Weight kg,Height/length cm,MUAC cm,Oedema\n"
        .to_owned();
    for month in 4..=9 {
        for (centre, code) in CENTRES.iter().enumerate() {
            for child in 0..WELL {
                text += &well(centre, code, child, month);
            }
        }
        text += &story(month);
    }
    text + &crowd()
}

/// So many that one page can't hold them came under care at the centre of the other block in July 2024.
pub const CROWD: usize = 130;

/// The crowd, and one child who alone was measured in the two months after, so that all others were lost sight of.
fn crowd() -> String {
    let line = |id: usize, month: u32, weight: f64| {
        let centre = CENTRES[4];
        format!(
            "{centre},{},Someone,Someone,,F,01/01/2023,15/{month:02}/2024,{weight},80.0,12.9,No\n",
            5000 + id
        )
    };
    let severe: String = (0..CROWD).map(|id| line(id, 7, 7.5)).collect();
    severe + &line(CROWD, 8, 10.4) + &line(CROWD, 9, 10.6)
}

/// A child who grows as children do.
fn well(centre: usize, code: &str, child: u32, month: u32) -> String {
    let (sex, year) = (["F", "M"][child as usize % 2], 2022 + child % 4);
    let age = (2026 - year) * 12 + month - 1;
    let height = 66.0 + f64::from(age) * 0.72 + f64::from(child % 7) * 0.6;
    let weight = 6.6 + f64::from(age) * 0.155 + f64::from(child % 5) * 0.25 + centre as f64 * 0.07;
    format!(
        "{code},{},Someone,Someone,,{sex},10/01/{year},{:02}/{month:02}/2026,{weight:.1},{height:.1},15.2,No\n",
        1000 + child,
        10 + child % 15
    )
}

/// A girl under care who loses weight; a boy who came in May and recovered in July; a girl of the other block.
fn story(month: u32) -> String {
    let girl = [7.9, 7.9, 7.8, 7.7, 7.7, 7.5][month as usize - 4];
    let boy = [10.5, 7.7, 8.6, 10.4, 10.6, 10.9][month as usize - 4];
    let line = |code: &str, id: u32, sex: &str, weight: f64, height: f64| {
        format!(
            "{code},{id},{NAME},Sabita,9434000000,{sex},01/03/2025,18/{month:02}/2026,{weight},{height},11.2,No\n"
        )
    };
    let mut text = String::new();
    if month >= 6 {
        text += &line(CENTRES[0], 1, "F", girl, 80.0);
        text += &line(CENTRES[4], 3, "F", girl, 80.0);
    }
    text + &line(CENTRES[0], 2, "M", boy, 80.0).replace(",11.2,", ",13.1,")
}
