//! Every door through which figures leave, opened as somebody who is not in office; and what comes out of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::attack::world::{BLOCKS, DISTRICT, GPS};
use crate::client::{Reply, get, get_with, post};
use crate::command::{Office, word};
use crate::server::Server;
use crate::sign_in::{PASSWORD, cookie, csrf};

/// Measures and indicators of the programme.
pub const SUBJECTS: [&str; 8] = [
    "patients",
    "patients_women",
    "patients_men",
    "enrolled",
    "severe",
    "seen",
    "severe_percent",
    "women_percent",
];

/// Who asks, with the headers that say so.
pub struct Asker {
    pub who: &'static str,
    cookie: String,
    bearer: String,
}

impl Asker {
    /// Anybody.
    pub fn public() -> Self {
        Self {
            who: "public",
            cookie: String::new(),
            bearer: String::new(),
        }
    }

    /// The analyst of a world, signed in and with a key.
    pub fn analyst(office: &Office, server: &Server) -> Self {
        let form = get(&server.address, "/sign-in").is(200);
        let own = format!("jela_form={}", cookie(&form, "jela_form").unwrap());
        let sent = format!(
            "name=analyst&password={PASSWORD}&next=/help&csrf={}",
            csrf(&form, "form.sign-in")
        );
        let came_in = post(&server.address, "/sign-in", &own, &sent).is(303);
        let key = office.jela(&["user", "key", "analyst"]).ends_with(0);
        Self {
            who: "analyst",
            cookie: format!("jela_session={}", cookie(&came_in, "jela_session").unwrap()),
            bearer: format!("Bearer {}", key.text().trim()),
        }
    }

    /// Asks for a path.
    pub fn asks(&self, server: &Server, path: &str) -> Reply {
        let (cookie, bearer) = match path.starts_with("/api/") {
            true => ("", self.bearer.as_str()),
            false => (self.cookie.as_str(), ""),
        };
        let headers = [("Cookie", cookie), ("Authorization", bearer)];
        get_with(&server.address, path, &headers)
    }
}

fn places() -> Vec<&'static str> {
    let blocks = BLOCKS.iter().map(|(code, _)| *code);
    let gps = GPS.iter().map(|(code, ..)| *code);
    std::iter::once(DISTRICT).chain(blocks).chain(gps).collect()
}

/// Every address that tells anything of the programme.
pub fn addresses() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/glance.csv",
        "/glance.json",
        "/glance.xlsx",
        "/glance.pdf",
        "/open-data",
    ]
    .map(str::to_owned)
    .to_vec();
    all.extend(
        [
            "/search?q=Amdanga",
            "/search?q=severe",
            "/search?q=3",
            "/help/glossary",
            "/site-map",
            "/camps",
        ]
        .map(str::to_owned),
    );
    all.extend(["datapackage.json", "dictionary.csv"].map(|file| format!("/open-data/camps/{file}")));
    all.extend(questions());
    for place in places() {
        all.extend(of_place(place));
    }
    all
}

/// What the interface for programs can be asked.
pub fn questions() -> Vec<String> {
    let base = "/api/v1/query?programme=camps&format=csv";
    let spans = [
        "",
        "&as_on=2026-04-30",
        "&as_on=2026-05-31",
        "&as_on=2026-06-30",
        "&as_on=2026-06-15",
        "&from=2026-04-01&to=2026-04-30",
        "&from=2026-04-01&to=2026-05-31",
        "&from=2026-04-01&to=2026-06-30",
        "&from=2026-05-01&to=2026-06-30",
        "&from=2026-06-01&to=2026-06-30",
        "&compare=previous",
        "&compare=last-year&as_on=2026-06-30",
    ];
    let mut all = Vec::new();
    for measures in [
        "patients,patients_women,patients_men,women_percent",
        "enrolled,severe,severe_percent",
        "seen",
    ] {
        for level in ["district", "block", "gp"] {
            for by in ["", ",month", ",quarter", ",fy", ",illness"] {
                for span in spans {
                    all.push(format!("{base}&measure={measures}&by={level}{by}{span}"));
                }
            }
        }
    }
    let single = |subject: &str| format!("/api/v1/query?programme=camps&measure={subject}&by=gp");
    for subject in SUBJECTS {
        for format in ["json", "xlsx", "parquet"] {
            all.push(format!("{}&format={format}", single(subject)));
        }
        all.push(format!("{}&where=gp=gp-980111", single(subject)));
        all.push(format!("{}&known_on=2026-07-01", single(subject)));
        all.push(format!("{}&where=illness=fever", single(subject)));
    }
    all
}

fn of_place(place: &str) -> Vec<String> {
    let mut all = Vec::new();
    for page in [
        "overview",
        "indicator",
        "compare",
        "source",
        "league",
        "quality",
        "cases",
        "review",
        "returns",
    ] {
        all.push(format!("/camps/{place}/{page}"));
    }
    let twins = ["json", "csv", "parquet", "xlsx", "pdf"];
    // A document takes long to be set; one of each kind of place tells enough.
    let is_first = [DISTRICT, BLOCKS[0].0, GPS[0].0].contains(&place);
    for twin in twins.iter().filter(|twin| is_first || **twin != "pdf") {
        all.push(format!("/camps/{place}/overview.{twin}"));
        all.push(format!("/camps/{place}/review.{twin}"));
        all.push(format!("/camps/{place}/indicator.{twin}?measure=severe"));
        all.push(format!("/camps/{place}/compare.{twin}?measure=severe&by=gp"));
        all.push(format!("/camps/{place}/source.{twin}?measure=severe"));
    }
    for by in ["gp", "month", "block"] {
        all.push(format!("/camps/{place}?by={by}"));
        all.push(format!("/camps/{place}/overview.csv?by={by}"));
        all.push(format!("/camps/{place}/compare?measure=severe&by={by}"));
    }
    for subject in SUBJECTS {
        all.push(format!("/camps/{place}/indicator?measure={subject}"));
        all.push(format!("/camps/{place}/source?measure={subject}"));
        all.push(format!(
            "/camps/{place}/indicator?measure={subject}&as_on=2026-05-31&compare=previous"
        ));
    }
    for chart in ["severe-trend", "severe-places", "share-places", "share-map"] {
        for form in ["svg", "png", "csv", "xlsx"] {
            all.push(format!("/camps/{place}/overview/{chart}.{form}"));
        }
    }
    for chart in ["months", "places", "years", "map"] {
        all.push(format!("/camps/{place}/indicator/{chart}.svg?measure=severe"));
    }
    for language in ["bn", "hi"] {
        all.push(format!("/camps/{place}?language={language}"));
    }
    if is_first {
        all.push(format!("/convergence/{place}"));
        all.push(format!("/convergence/{place}.csv"));
        for form in ["html", "pdf", "xlsx"] {
            all.push(format!("/reports/camp-report?place={place}&format={form}"));
        }
    }
    all
}

/// What of an answer could tell something, in a form that two worlds have in common: text without moments and names of
/// sheets, of packed documents all that is in them.
pub fn told(reply: &Reply, path: &str, folder: &Path) -> String {
    let kind = reply.header("content-type").split(';').next().unwrap_or_default();
    let body = match kind {
        "application/pdf" => paper(&reply.body),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => unzipped(&reply.body, folder),
        text if text.starts_with("text/") || text.ends_with("json") || text == "image/svg+xml" => {
            reply.text().to_owned()
        }
        _ => format!("{:?}", reply.body),
    };
    format!("{path}: {}\n{}", reply.status, without_moments(&body))
}

/// What `jela report` writes, which is what a mail carries.
pub fn letters(office: &Office, reader: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for form in ["html", "xlsx", "pdf"] {
        let out = office.path(&format!("letter.{form}"));
        let words = [
            "report",
            "camp-report",
            "--within",
            BLOCKS[0].0,
            "--reader",
            reader,
            "--format",
            form,
            "--out",
            &word(&out),
        ];
        let ran = office.jela(&words);
        let body = std::fs::read(&out).unwrap_or_default();
        let text = match form {
            "pdf" => paper(&body),
            "xlsx" => unzipped(&body, &office.path("letter")),
            _ => String::from_utf8_lossy(&body).into_owned(),
        };
        all.insert(
            format!("{form} for {reader}"),
            format!("{:?}\n{}", ran.code, without_moments(&text)),
        );
    }
    all
}

/// The words of a paper, line by line. How far apart they stand depends on how wide the names of its sheets are.
fn paper(bytes: &[u8]) -> String {
    let text = piped(&["pdftotext", "-layout", "-", "-"], bytes);
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

fn piped(words: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every part of a workbook, with hidden cells and what charts keep.
fn unzipped(bytes: &[u8], folder: &Path) -> String {
    let file = folder.with_extension("zip");
    std::fs::write(&file, bytes).unwrap();
    let program = "import sys, zipfile\n\
        parts = zipfile.ZipFile(sys.argv[1])\n\
        for name in sorted(parts.namelist()):\n    \
        data = parts.read(name)\n    \
        print(name, data.decode('utf-8') if name.endswith(('.xml', '.rels')) else list(data))";
    let python = std::env::var_os("JELA_PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python)
        .args(["-c", program])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Hours with their minutes, and names of eight or more hexadecimal digits, are of this run of the test alone.
fn without_moments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut run = String::new();
    for letter in text.chars().chain(std::iter::once('\n')) {
        let is_fraction = letter == '.' && run.contains(':');
        if letter.is_ascii_hexdigit() || letter == ':' || is_fraction {
            run.push(letter);
            continue;
        }
        let is_name = run.len() >= 8 && !run.contains(':');
        let is_moment = run.contains(':') && run.bytes().filter(u8::is_ascii_digit).count() >= 4;
        clean.push_str(if is_name || is_moment { "#" } else { &run });
        run.clear();
        clean.push(letter);
    }
    clean
}
