//! A server of a test's own, and one over the demo that all tests may ask.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::command::command;
use crate::{client, demo};

/// A running `jela serve`.
pub struct Server {
    child: Child,
    /// `127.0.0.1:40321`
    pub address: String,
}

impl Server {
    /// Starts one on a free port.
    pub fn start(data: &Path) -> Self {
        let mut command = command(data);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        Self::of(
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        )
    }

    /// A server that was just started, once it listens.
    pub fn of(mut child: Child) -> Self {
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim_end().strip_prefix("listening on http://");
        let address = address
            .unwrap_or_else(|| panic!("the first line is `{line}`"))
            .to_owned();
        Self { child, address }
    }

    /// Asks this server.
    pub fn get(&self, path: &str) -> client::Reply {
        client::get(&self.address, path)
    }

    /// Megabytes of memory that are resident.
    pub fn resident_megabytes(&self) -> u64 {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
        kilobytes.unwrap().trim().parse::<u64>().unwrap() / 1024
    }

    /// Sends SIGTERM and waits for the end: its exit code, and how long it took.
    pub fn stop(mut self) -> (Option<i32>, Duration) {
        let asked = Instant::now();
        let sent = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
        while asked.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code(), asked.elapsed());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("still serving 20 s after SIGTERM");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

/// Starts the server given as first word; ends it when nobody holds the other end of standard input any more.
const GUARDED: &str = r#""$0" serve --listen 127.0.0.1:0 & cat > /dev/null; kill $!"#;

/// The address of the server over the demo. What it complains of lies beside the demo's data.
///
/// Nothing is dropped at the end of a test binary, so a shell watches over the server.
pub fn shared() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let start = || {
        let log = File::create(demo::data().with_extension("log")).unwrap();
        let mut shell = Command::new("sh");
        shell
            .args(["-c", GUARDED, env!("CARGO_BIN_EXE_jela")])
            .stderr(log);
        shell
            .env("JELA_DATA", demo::data())
            .env("JELA_ANONYMOUS_REQUESTS_PER_MINUTE", "1000000")
            .env_remove("JELA_HOME")
            .env_remove("JELA_LISTEN");
        Server::of(
            shell
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap(),
        )
    };
    &SERVER.get_or_init(start).address
}

/// Asks the server over the demo.
pub fn get(path: &str) -> client::Reply {
    client::get(shared(), path)
}
