//! What the command has to do with the world around it: the clock, the log, standard output.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use tracing_subscriber::EnvFilter;

/// The present moment; the one place that reads the clock.
#[expect(
    clippy::disallowed_methods,
    reason = "today is read once, here, and handed on"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// What is logged unless `JELA_LOG` says otherwise. The reader of drawings warns of letters that the font of one piece of a
/// text has not, though another piece draws them; that none is missing in the end is what tests hold.
const FILTER: &str = "warn,usvg=error";

/// Sends the log to standard error, as text or as one JSON object a line; figures alone go to standard output. The journal
/// of the system keeps and rotates it.
pub fn log_to_standard_error(format: &str) {
    let filter = EnvFilter::try_from_env("JELA_LOG").unwrap_or_else(|_| EnvFilter::new(FILTER));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    match format {
        "json" => log.json().flatten_event(true).init(),
        _ => log.with_ansi(io::stderr().is_terminal()).init(),
    }
}

/// Writes to standard output. A reader that has gone away, as `head` does, is no fault.
pub fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(gone) if gone.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.context("standard output can't be written"),
    }
}

/// Writes a line to standard output.
pub fn print_line(line: &str) -> anyhow::Result<()> {
    print(format!("{line}\n").as_bytes())
}

/// Writes a line to standard error, for people.
#[expect(clippy::print_stderr, reason = "this is the function that does it")]
pub fn say(line: &str) {
    eprintln!("{line}");
}

/// The lines of a file, or of standard input for `-`.
pub fn read_lines(file: &Path) -> anyhow::Result<Vec<String>> {
    let text = match file.as_os_str() == "-" {
        true => io::read_to_string(io::stdin()).context("standard input can't be read")?,
        false => {
            std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?
        }
    };
    Ok(text.lines().map(str::to_owned).collect())
}
