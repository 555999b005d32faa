//! Load on a running server, from this process: `JELA_LOAD="ADDRESS PATHS MODE …" bench`, where PATHS is a file with a
//! path a line.
//!
//! | mode | does |
//! |---|---|
//! | `rate N S` | asks N times a second for S seconds, whether answers come or not, and prints how long they take |
//! | `flood C S` | C connections ask as fast as they are answered for S seconds |
//! | `readers C` | C connections at once ask twice each |

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections that share a rate: more than answers that are under way at once.
const CONNECTIONS: usize = 32;

/// Sends what the variable asks for, and prints a line of the table; nothing where it is not set.
pub fn load() -> bool {
    let Ok(asked) = std::env::var("JELA_LOAD") else {
        return false;
    };
    let words: Vec<&str> = asked.split_whitespace().collect();
    let number = |at: usize| -> usize { words[at].parse().expect("a whole number") };
    let paths = std::fs::read_to_string(words[1]).expect("a file of paths");
    let paths: Vec<&str> = paths.lines().collect();
    let target = Target {
        address: words[0],
        paths: &paths,
        next: AtomicUsize::new(0),
        failed: AtomicUsize::new(0),
    };
    match words[2] {
        "rate" => rate(&target, number(3), number(4)),
        "flood" => flood(&target, number(3), number(4)),
        "readers" => readers(&target, number(3)),
        other => panic!("`{other}` is none of rate, flood, readers"),
    }
    true
}

struct Target<'a> {
    address: &'a str,
    paths: &'a [&'a str],
    next: AtomicUsize,
    failed: AtomicUsize,
}

/// A connection that is kept.
struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(target: &Target<'_>) -> std::io::Result<Self> {
        let stream = TcpStream::connect(target.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Asks for the next path and reads the whole answer; the status has to be 200.
    fn ask(&mut self, target: &Target<'_>) -> std::io::Result<()> {
        let path = target.paths[target.next.fetch_add(1, Ordering::Relaxed) % target.paths.len()];
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes())?;
        let (mut line, mut length, mut is_well) = (String::new(), 0, false);
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            is_well |= line.starts_with("HTTP/1.1 200");
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        if is_well {
            Ok(())
        } else {
            Err(std::io::Error::other("not 200"))
        }
    }
}

impl Target<'_> {
    /// Asks on a connection, which is opened anew after a fault.
    fn ask(&self, connection: &mut Option<Connection>) {
        if connection.is_none() {
            *connection = Connection::open(self).ok();
        }
        let asked = connection.as_mut().map(|connection| connection.ask(self));
        if !matches!(asked, Some(Ok(()))) {
            self.failed.fetch_add(1, Ordering::Relaxed);
            *connection = None;
        }
    }

    fn told(&self, what: &str, value: &str) {
        let failed = self.failed.load(Ordering::Relaxed);
        let line = writeln!(std::io::stdout(), "{what:<58} {value:>12}   {failed} failed");
        line.expect("the table can be written");
    }
}

/// How long answers take from the instant at which they should have been asked for: waiting counts.
fn rate(target: &Target<'_>, a_second: usize, seconds: usize) {
    let (began, all) = (Instant::now(), a_second * seconds);
    let turn = AtomicUsize::new(0);
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let ask = || {
            let (mut connection, mut times) = (None, Vec::new());
            loop {
                let turn = turn.fetch_add(1, Ordering::Relaxed);
                if turn >= all {
                    return times;
                }
                let due = Duration::from_secs_f64(turn as f64 / a_second as f64);
                std::thread::sleep(due.saturating_sub(began.elapsed()));
                target.ask(&mut connection);
                times.push(began.elapsed().saturating_sub(due));
            }
        };
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        asking
            .into_iter()
            .flat_map(|one| one.join().expect("it asks on"))
            .collect()
    });
    times.sort_unstable();
    for (part, name) in [(0.5, "median"), (0.99, "p99"), (1.0, "longest")] {
        let at = ((times.len() - 1) as f64 * part) as usize;
        let took = format!("{:.1} ms", times[at].as_secs_f64() * 1e3);
        target.told(&format!("{a_second} requests a second, {name}"), &took);
    }
}

fn flood(target: &Target<'_>, connections: usize, seconds: usize) {
    let (began, answered) = (Instant::now(), AtomicUsize::new(0));
    let long = Duration::from_secs(seconds as u64);
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                let mut connection = None;
                while began.elapsed() < long {
                    target.ask(&mut connection);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let speed = answered.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
    target.told(&format!("{connections} connections"), &format!("{speed:.0} /s"));
}

fn readers(target: &Target<'_>, connections: usize) {
    let began = Instant::now();
    let open = std::sync::Barrier::new(connections);
    std::thread::scope(|scope| {
        for _ in 0..connections {
            let reader = || {
                let mut connection = Connection::open(target).ok();
                open.wait();
                target.ask(&mut connection);
                target.ask(&mut connection);
            };
            let thread = std::thread::Builder::new().stack_size(256 << 10);
            thread.spawn_scoped(scope, reader).expect("a thread a reader");
        }
    });
    let took = format!("{:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    target.told(&format!("{connections} readers at once, two pages each"), &took);
}
