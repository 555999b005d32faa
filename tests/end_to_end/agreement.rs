//! One figure is the same on the page, in the workbook, in the document and in the data.

use std::process::Command;

use scraper::{Html, Selector};

use crate::command::{Office, jela};
use crate::demo::{data, figure};
use crate::forms::numbers;
use crate::server::get;

/// As India groups digits: 12,34,567.
fn grouped(count: f64) -> String {
    let digits = format!("{count}");
    let (head, last) = digits.split_at(digits.len().saturating_sub(3));
    let pairs: Vec<String> = head
        .as_bytes()
        .rchunks(2)
        .rev()
        .map(|pair| String::from_utf8(pair.to_vec()).unwrap())
        .collect();
    if pairs.is_empty() {
        last.to_owned()
    } else {
        format!("{},{last}", pairs.join(","))
    }
}

fn text_of_page(path: &str) -> String {
    let page = get(path).is(200);
    let document = Html::parse_document(page.text());
    let body = Selector::parse("main").unwrap();
    document
        .select(&body)
        .flat_map(|body| body.text())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text of a PDF; needs `pdftotext` of the Debian package poppler-utils.
pub fn text_of_pdf(path: &std::path::Path) -> String {
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(path)
        .arg("-")
        .output();
    let output = output.expect("`pdftotext` runs; `make test` installs the package poppler-utils");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn report(office: &Office, format: &str) -> std::path::PathBuf {
    let out = office.path(&format!("report.{format}"));
    jela(
        data(),
        &[
            "report",
            "daily-employment",
            "--format",
            format,
            "--out",
            out.to_str().unwrap(),
        ],
    )
    .ends_with(0);
    out
}

#[test]
fn grouping_follows_the_indian_custom() {
    assert_eq!(
        [7.0, 999.0, 1000.0, 123_456.0, 12_345_678.0].map(grouped),
        ["7", "999", "1,000", "1,23,456", "1,23,45,678"]
    );
}

#[test]
fn a_figure_agrees_on_page_workbook_document_and_data() {
    let office = Office::new();
    let page = text_of_page("/mgnrega/district-305");
    let pdf = text_of_pdf(&report(&office, "pdf"));
    let workbook = numbers(std::fs::read(report(&office, "xlsx")).unwrap());
    for measure in [
        "persondays",
        "households_provided",
        "job_cards",
        "households_demanded",
    ] {
        let value = figure(measure);
        let printed = grouped(value);
        assert!(
            workbook.contains(&value),
            "{measure}: {value} is not in the workbook"
        );
        assert!(page.contains(&printed), "{measure}: {printed} is not on the page");
        assert!(
            pdf.contains(&printed),
            "{measure}: {printed} is not in the document:\n{pdf}"
        );
    }
}

#[test]
fn a_rate_is_printed_with_one_decimal_on_page_and_document_and_in_full_in_the_workbook() {
    let office = Office::new();
    let value = figure("women_percent");
    let printed = format!("{value:.1}");
    assert!(
        text_of_page("/mgnrega/district-305").contains(&printed),
        "{printed}"
    );
    assert!(
        text_of_pdf(&report(&office, "pdf")).contains(&printed),
        "{printed}"
    );
    let cells = numbers(std::fs::read(report(&office, "xlsx")).unwrap());
    assert!(
        cells.iter().any(|cell| *cell == value || *cell == value / 100.0),
        "{value} is not in the workbook"
    );
}

#[test]
fn the_document_of_the_command_is_the_document_of_the_server() {
    let office = Office::new();
    for format in ["pdf", "xlsx"] {
        let written = std::fs::read(report(&office, format)).unwrap();
        let served = get(&format!("/reports/daily-employment?format={format}")).is(200);
        assert!(served.body == written, "{format}");
    }
}

#[test]
fn every_document_says_that_its_figures_are_made_up_and_from_which_day() {
    let office = Office::new();
    for (language, sample, day) in [
        ("en", "sample data", "22 Nov"),
        ("bn", "", "2026"),
        ("hi", "", "2026"),
    ] {
        let out = office.path(&format!("{language}.pdf"));
        let words = [
            "report",
            "daily-employment",
            "--language",
            language,
            "--format",
            "pdf",
            "--out",
            out.to_str().unwrap(),
        ];
        jela(data(), &words).ends_with(0);
        let text = text_of_pdf(&out).to_lowercase();
        assert!(
            text.contains(sample) && text.contains(&day.to_lowercase()),
            "{language}: {text}"
        );
    }
}

#[test]
fn the_printed_sources_hold_the_figure_its_sheets_and_each_of_its_rows() {
    let office = Office::new();
    let out = office.path("source.pdf");
    let address = "/mgnrega/block-2783/source";
    let paper = get(&format!("{address}.pdf?measure=persondays")).is(200);
    std::fs::write(&out, &paper.body).unwrap();
    let text = text_of_pdf(&out);
    let told: serde_json::Value =
        serde_json::from_slice(&get(&format!("{address}.json?measure=persondays")).is(200).body).unwrap();
    let rows = told["rows"].as_array().unwrap();
    assert!(rows.len() > 5, "{told}");
    let mut sum = 0.0;
    for row in rows.iter().filter(|row| row["persondays"].is_number()) {
        let value = row["persondays"].as_f64().unwrap();
        sum += if row["adds"] == true { value } else { 0.0 };
        let line = text
            .lines()
            .find(|line| line.contains(row["place"].as_str().unwrap()) && line.contains(&grouped(value)));
        let line = line.unwrap_or_else(|| panic!("{row} is not in\n{text}"));
        assert!(line.contains(&row["batch"].as_str().unwrap()[..8]), "{line}");
    }
    assert!(text.contains(&grouped(sum)), "{sum} is not in\n{text}");
}
