//! Large workbooks and long documents, measured as whole processes beside other programs: `.ci/documents`.

use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use analytics::Engine;
use catalog::{Language, PlaceCode, PlaceLevel, Words};
use figures::{Field, ListColumn, Listing, Reader};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use reports::{Body, Order, Report, Section};

use crate::office::{Office, Sample, bankura};

/// Rows and columns of the workbook: a million cells.
const ROWS: usize = 100_000;
const COLUMNS: usize = 10;
/// Sections of the long document, and how many are set once the process is warm.
const SECTIONS: usize = 5;
const WARM: i64 = 10;
/// Recipients of a burst.
const RECIPIENTS: usize = 500;

/// Does what `JELA_DOCUMENTS` names: `cells:FILE`, `bengali:FOLDER` or `recipients`.
pub fn measure(wanted: &str) {
    match wanted.split_once(':') {
        Some(("cells", file)) => a_million_cells(Path::new(file)),
        Some(("bengali", folder)) => a_long_document(Path::new(folder)),
        _ => five_hundred_recipients(),
    }
}

/// The listing of which `.ci/million_cells.py` writes the same.
fn listing() -> Listing {
    let row = |number: usize| {
        let figures = (1..COLUMNS - 1).map(|column| Field::Number(number as f64 * column as f64 / 8.0));
        let name = Field::Text(format!("অঙ্গনওয়াড়ি কেন্দ্র {number}"));
        let day = Field::Day(date(2026, 4, 1));
        std::iter::once(name).chain(figures).chain([day]).collect()
    };
    Listing {
        programme: "pushti".to_owned(),
        place: bankura(),
        as_on: Some(date(2026, 11, 22)),
        data_version: 1,
        sample: true,
        columns: (0..COLUMNS)
            .map(|column| ListColumn::number(&format!("c{column}"), 3))
            .collect(),
        rows: (0..ROWS).map(row).collect(),
    }
}

fn a_million_cells(file: &Path) {
    let listing = listing();
    let heads: Vec<String> = listing.columns.iter().map(|column| column.id.clone()).collect();
    let write = || {
        reports::listing_xlsx(&listing, "A million cells", &heads, &[], Language::Bn)
            .expect("it fits a sheet")
    };
    let took = fastest(3, || drop(black_box(write())));
    std::fs::write(file, write()).expect("the folder can be written");
    say(&format!("cells {} {}", took.as_millis(), peak()));
}

/// A document like a long review as on a day: ten charts and six tables on some twenty pages, in Bengali. Each of five
/// sections has two charts and the table of months behind one of them; the last has the gram panchayats too.
fn long_document(office: &Office, engine: &Engine, day: Date) -> Report {
    let order = Order::of(
        &office.catalog,
        "daily-employment",
        &bankura(),
        Reader::operator(),
    );
    let order = order.expect("mgnrega declares it").at(Some(day), None);
    let report = reports::ordered(&order, engine).expect("its questions are right");
    let whole = report.contents().next().expect("it has figures").clone();
    let section = |number: usize| {
        let mut content = whole.clone();
        content
            .levels
            .retain(|table| table.level == PlaceLevel::Gp && number == SECTIONS - 1);
        Section {
            title: Some(content.about.place.clone()),
            body: Body::Figures(Box::new(content)),
        }
    };
    Report {
        title: Words {
            bn: Some("দীর্ঘ পর্যালোচনা".to_owned()),
            ..Words::latin("Long review")
        },
        sections: (0..SECTIONS).map(section).collect(),
        ..report
    }
    .marked(Reader::public().class, "https://jela.example.in")
}

/// The first document of a process, then others with other figures: what a server has at hand are fonts and layouts, and
/// not the document itself.
fn a_long_document(folder: &Path) {
    let office = Office::with_sample(&Sample::write());
    let engine = office.engine();
    let days = (0..=WARM).map(|week| date(2026, 11, 22).saturating_sub((7 * week).days()));
    let reports: Vec<Report> = days.map(|day| long_document(&office, &engine, day)).collect();
    let set = |report: &Report| {
        fastest(1, || {
            drop(black_box(report.pdf(Language::Bn).expect("it can be set")))
        })
    };
    let cold = set(&reports[0]);
    let before = processor_time();
    let mut took: Vec<Duration> = reports[1..].iter().map(set).collect();
    let processor = (processor_time() - before) / took.len() as u64;
    took.sort();
    let warm = took[took.len() / 2];
    let pdf = reports[0].pdf(Language::Bn).expect("it can be set");
    std::fs::write(folder.join("long.pdf"), pdf).expect("the folder can be written");
    let html = reports[0].html(Language::Bn).expect("it can be laid out");
    std::fs::write(folder.join("long.html"), html).expect("the folder can be written");
    say(&format!(
        "bengali {} {} {processor} {}",
        cold.as_millis(),
        warm.as_millis(),
        peak()
    ));
}

/// Each gram panchayat and block its own document and workbook, in the three languages, as many at once as there are
/// processors.
fn five_hundred_recipients() {
    let office = Office::with_sample(&Sample::write());
    let engine = office.engine();
    let places: Vec<PlaceCode> = [PlaceLevel::Block, PlaceLevel::Gp]
        .into_iter()
        .flat_map(|level| office.catalog.places.inside(&bankura(), level, None))
        .map(|place| place.code.clone())
        .collect();
    let next = AtomicUsize::new(0);
    let bytes = AtomicUsize::new(0);
    let began = Instant::now();
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= RECIPIENTS {
                return;
            }
            let place = &places[number % places.len()];
            let language = Language::ALL[number / places.len() % Language::ALL.len()];
            let order = Order::of(&office.catalog, "daily-employment", place, Reader::public());
            let report = reports::ordered(&order.expect("mgnrega declares it"), &engine);
            let report = report
                .expect("its questions are right")
                .marked(Reader::public().class, "https://jela.example.in");
            let (pdf, xlsx) = (report.pdf(language), report.xlsx(language));
            let (pdf, xlsx) = (pdf.expect("it can be set"), xlsx.expect("it can be written"));
            bytes.fetch_add(pdf.len() + xlsx.len(), Ordering::Relaxed);
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| (0..processors).for_each(|_| drop(scope.spawn(work))));
    let made = bytes.load(Ordering::Relaxed) >> 10;
    say(&format!(
        "recipients {} {} {made}",
        began.elapsed().as_millis(),
        peak()
    ));
}

fn fastest(times: usize, work: impl Fn()) -> Duration {
    let once = |_| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

/// The most memory that this process has held, in megabytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// What all threads of this process have had of the processors, in milliseconds; other processes take nothing of it.
fn processor_time() -> u64 {
    /// Linux counts in hundredths of a second.
    const TICK: u64 = 10;
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may have spaces; user and system time are the 12th and 13th word after it.
    let words = line.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks = words.skip(11).take(2).filter_map(|word| word.parse::<u64>().ok());
    ticks.sum::<u64>() * TICK
}

#[expect(clippy::print_stdout, reason = "the script reads it")]
fn say(line: &str) {
    println!("{line}");
}
