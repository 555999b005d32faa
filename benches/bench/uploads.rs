//! From the upload address to the figure: 22 workbooks of a block each, sent by an HTTP client, read, confirmed and counted.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};
use store::State;
use store::state::NewAccount;

use crate::office::{Office, TAKEN_IN};

const WORKBOOKS: usize = 22;
/// Rows of each; such a workbook has about 5 MB.
const ROWS: usize = 80_000;
const BOUNDARY: &str = "----one-part-and-the-next";

/// Sends the workbooks of a district to a server and waits for their figure.
pub fn a_district_of_workbooks(criterion: &mut Criterion) {
    let workbooks: Vec<Vec<u8>> = (0..WORKBOOKS)
        .map(|number| sample_data::big_return(ROWS + number).expect("a sheet holds so many rows"))
        .collect();
    let bytes: usize = workbooks.iter().map(Vec::len).sum();
    let mut group = criterion.benchmark_group("uploads");
    let name = format!(
        "{WORKBOOKS} workbooks of {} MB to the figure",
        bytes / WORKBOOKS / 1_000_000
    );
    group.bench_function(name, |bencher| {
        bencher.iter_batched_ref(
            Server::start,
            |server| server.take_in(&workbooks),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// A server over an empty data directory, and somebody signed in.
struct Server {
    child: Child,
    address: String,
    cookie: String,
    _office: Office,
}

impl Server {
    fn start() -> Self {
        let office = Office::empty();
        let state = State::open(office.data.path()).expect("the folder is there");
        let account = NewAccount {
            name: "dm",
            role: "admin",
            places: &[],
            programmes: &[],
        };

        state
            .add_account(&account, "teal-river-79-mahua", TAKEN_IN)
            .expect("the name is free");
        let mut child = Command::new(env!("CARGO_BIN_EXE_jela"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("JELA_DATA", office.data.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command is built");
        let mut line = String::new();
        let out = child.stdout.as_mut().expect("it was asked for");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it tells its address");
        let address = line.trim().trim_start_matches("listening on http://").to_owned();
        // The session must be of the server's own present.
        let told = request(&address, "GET /sign-in HTTP/1.1", "", &[]);
        let form = cookie(&told, "jela_form");
        let csrf = between(&told, "name=\"csrf\" value=\"", "\"").to_owned();
        let body = format!("name=dm&password=teal-river-79-mahua&csrf={csrf}&next=/");
        let head = format!("Cookie: jela_form={form}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        let entered = request(&address, "POST /sign-in HTTP/1.1", &head, body.as_bytes());
        Self {
            cookie: format!("Cookie: jela_session={}\r\n", cookie(&entered, "jela_session")),
            child,
            address,
            _office: office,
        }
    }

    fn get(&self, path: &str) -> String {
        request(&self.address, &format!("GET {path} HTTP/1.1"), &self.cookie, &[])
    }

    /// Sends, confirms, and asks for the figure.
    fn take_in(&mut self, workbooks: &[Vec<u8>]) {
        let csrf = between(
            &self.get("/uploads"),
            "enctype=\"multipart/form-data\">",
            "<label",
        );
        let csrf = between(&csrf, "name=\"csrf\" value=\"", "\"");
        let mut body =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n")
                .into_bytes();
        for (number, workbook) in workbooks.iter().enumerate() {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"block-{number}.xlsx\"\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(workbook);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let head = format!(
            "{}Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n",
            self.cookie
        );
        let sent = request(&self.address, "POST /uploads HTTP/1.1", &head, &body);
        let upload = between(&sent, "location: ", "\r\n");
        self.wait_for(&upload, "review");
        let head = format!(
            "{}Content-Type: application/x-www-form-urlencoded\r\n",
            self.cookie
        );
        let confirm = format!("POST {upload}/confirm HTTP/1.1");
        request(&self.address, &confirm, &head, format!("csrf={csrf}").as_bytes());
        self.wait_for(&upload, "taken");
        let figure = self.get("/api/v1/query?programme=mgnrega&measure=persondays&format=csv");
        assert!(figure.contains(",value"), "no figure is seen: {figure}");
    }

    fn wait_for(&self, upload: &str, state: &str) {
        let began = Instant::now();
        loop {
            let told = self.get(&format!("{upload}.json"));
            if told.contains(&format!("\"state\":\"{state}\"")) {
                return;
            }
            assert!(
                began.elapsed() < Duration::from_secs(600) && !told.contains("\"state\":\"failed\""),
                "{told}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

fn request(address: &str, line: &str, head: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let head = format!(
        "{line}\r\nHost: {address}\r\n{head}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body))
        .expect("the server reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn cookie(answer: &str, name: &str) -> String {
    between(answer, &format!("{name}="), ";")
}

fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).map(|(_, rest)| rest);
    let found = rest
        .and_then(|rest| rest.split_once(after))
        .map(|(found, _)| found);
    found
        .unwrap_or_else(|| panic!("no `{before}` in {}", text.chars().take(600).collect::<String>()))
        .to_owned()
}
