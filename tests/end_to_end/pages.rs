//! Pages and their twins over HTTP.

use std::time::Duration;

use crate::command::Office;
use crate::demo::query;
use crate::server::{Server, get};

const SAMPLE: [(&str, &str); 3] = [("en", "sample data"), ("bn", "নমুনা তথ্য"), ("hi", "नमूना आँकड़े")];

#[test]
fn the_overview_opens_at_every_level_in_every_language_and_says_that_it_is_made_up() {
    for place in ["district-305", "subdivision-bnk-sadar", "block-2786", "gp-108289"] {
        for (language, sample) in SAMPLE {
            let page = get(&format!("/mgnrega/{place}?language={language}")).is(200);
            assert!(page.header("content-type").starts_with("text/html"));
            let text = page.text();
            assert!(text.to_lowercase().contains(sample), "{place} in {language}");
            assert!(
                text.contains(&format!("<html lang=\"{language}\"")),
                "{place} in {language}"
            );
        }
    }
}

#[test]
fn the_first_page_the_search_and_the_pages_of_words_open() {
    for path in [
        "/",
        "/search?q=khatra",
        "/help",
        "/help/glossary",
        "/site-map",
        "/policies",
        "/feedback",
        "/accessibility",
        "/healthz",
    ] {
        get(path).is(200);
    }
    assert_eq!(
        get("/mgnrega").is(303).header("location"),
        "/mgnrega/district-305"
    );
}

#[test]
fn what_is_not_there_is_404_and_says_so_as_a_page() {
    for path in [
        "/nowhere",
        "/mgnrega/block-1",
        "/mgnrega/district-305/nothing",
        "/mgnrega/district-305/overview.docx",
        "/mgnrega/district-305/overview/nothing.svg",
        "/reports/weekly",
        "/static/nothing.css",
        "/mgnrega/%ff",
    ] {
        let page = get(path).is(404);
        assert!(page.text().contains("<html"), "{path}");
    }
}

#[test]
fn parameters_that_mean_nothing_are_400_and_named() {
    for (path, named) in [
        ("/mgnrega/district-305?as_on=2026-13-40", "2026-13-40"),
        ("/mgnrega/district-305?colour=red", "colour"),
        ("/mgnrega/district-305?language=fr", "fr"),
        ("/mgnrega/district-305/overview.csv?by=village", "village"),
        ("/reports/daily-employment?format=docx", "docx"),
    ] {
        assert!(get(path).is(400).text().contains(named), "{path}");
    }
}

#[test]
fn the_interface_for_programs_says_problems_as_problem_json() {
    let cases = [
        ("/api/v1/query", 400),
        ("/api/v1/query?programme=mgnrega", 400),
        ("/api/v1/query?programme=mgnrega&measure=person_days", 400),
        (
            "/api/v1/query?programme=mgnrega&measure=persondays&by=village",
            400,
        ),
        (
            "/api/v1/query?programme=mgnrega&measure=persondays&from=2026-11-22&to=2026-11-01",
            400,
        ),
        ("/api/v1/query?programme=nrega&measure=persondays", 404),
        (
            "/api/v1/query?programme=mgnrega&measure=persondays&within=block-1",
            404,
        ),
        ("/api/v2", 404),
    ];
    for (path, status) in cases {
        let reply = get(path).is(status);
        assert_eq!(reply.header("content-type"), "application/problem+json", "{path}");
        let problem: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(problem["status"], status, "{path}");
        assert!(
            problem["title"].is_string() && problem["detail"].is_string(),
            "{problem}"
        );
    }
}

/// Sheets of many layouts tell of the same places and days; only the last word on each is added up.
#[test]
fn the_rows_behind_a_figure_add_up_to_it_at_every_level() {
    let json = |path: &str| -> serde_json::Value { serde_json::from_slice(&get(path).is(200).body).unwrap() };
    for place in ["district-305", "block-2783", "gp-108289"] {
        for measure in ["persondays", "job_cards", "households_provided"] {
            let source = json(&format!("/mgnrega/{place}/source.json?measure={measure}"));
            let rows = source["rows"].as_array().unwrap();
            let added = rows.iter().filter(|row| row["adds"] == true);
            let sum: f64 = added.filter_map(|row| row[measure].as_f64()).sum();
            let answer = json(&format!(
                "/api/v1/query?programme=mgnrega&measure={measure}&within={place}"
            ));
            let figure = answer["rows"][0][measure]["value"].as_f64();
            assert_eq!(figure, Some(sum), "{measure} of {place}");
        }
    }
}

#[test]
fn a_figure_of_a_span_comes_from_the_rows_at_its_end_and_before_it() {
    let json = |path: &str| -> serde_json::Value { serde_json::from_slice(&get(path).is(200).body).unwrap() };
    let span = "measure=persondays&from=2026-10-01&to=2026-10-31";
    let source = json(&format!("/mgnrega/block-2783/source.json?{span}"));
    let of = |wanted: &dyn Fn(&str) -> bool| -> f64 {
        let rows = source["rows"].as_array().unwrap().iter();
        let added = rows.filter(|row| row["adds"] == true && row["date"].as_str().is_some_and(wanted));
        added.filter_map(|row| row["persondays"].as_f64()).sum()
    };
    let came_about = of(&|date| date >= "2026-10-01") - of(&|date| date < "2026-10-01");
    let answer = json(&format!(
        "/api/v1/query?programme=mgnrega&within=block-2783&{span}"
    ));
    assert_eq!(
        answer["rows"][0]["persondays"]["value"].as_f64(),
        Some(came_about)
    );
}

#[test]
fn a_method_that_an_address_does_not_take_is_405() {
    let address = crate::server::shared();
    let request = format!("DELETE /mgnrega HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    crate::client::send(address, &request).is(405);
}

#[test]
fn the_interface_gives_the_bytes_of_the_command() {
    let asked = "/api/v1/query?programme=mgnrega&measure=persondays,women_percent&by=block&as_on=2026-11-22";
    let words = "--measure persondays,women_percent --by block --as-on 2026-11-22 --reader public";
    for format in ["csv", "json", "parquet", "xlsx"] {
        let served = get(&format!("{asked}&format={format}")).is(200).body;
        let printed = query(&format!("{words} --format {format}")).ends_with(0).out;
        assert!(
            served == printed,
            "{format}: {} and {} bytes",
            served.len(),
            printed.len()
        );
    }
    assert!(
        get(asked).is(200).body == get(&format!("{asked}&format=json")).body,
        "JSON unless told"
    );
}

#[test]
fn spans_conditions_and_comparisons_mean_the_same_by_both_doors() {
    let pairs = [
        ("by=month&as_on=2026-03-31", "--by month --as-on 2026-03-31"),
        (
            "from=2026-11-02&to=2026-11-08&by=day",
            "--from 2026-11-02 --to 2026-11-08 --by day",
        ),
        (
            "by=gp&where=block%3Dblock-2786",
            "--by gp --where block=block-2786",
        ),
        (
            "compare=previous&within=block-2786",
            "--compare previous --within block-2786",
        ),
        ("by=block&language=hi", "--by block --language hi"),
        ("known_on=2020-01-01", "--known-on 2020-01-01"),
    ];
    for (parameters, words) in pairs {
        let address = format!("/api/v1/query?programme=mgnrega&measure=persondays&format=csv&{parameters}");
        let served = get(&address).is(200);
        let printed = query(&format!(
            "--measure persondays --format csv --reader public {words}"
        ))
        .ends_with(0);
        assert_eq!(served.text(), printed.text(), "{parameters}");
    }
}

#[test]
fn the_twins_of_a_page_give_the_bytes_of_the_command() {
    let table = "job_cards,households_demanded,households_provided,persondays,women_percent,average_days,demand_met_percent";
    let compare = get("/mgnrega/district-305/overview.json").is(200);
    let answer: serde_json::Value = serde_json::from_slice(&compare.body).unwrap();
    let mut words = format!("--measure {table} --by block --reader public");
    if let Some(compare) = answer["compare"].as_str() {
        words.push_str(" --compare ");
        words.push_str(compare);
    }
    for format in ["csv", "json", "parquet"] {
        let served = get(&format!("/mgnrega/district-305/overview.{format}?by=block"))
            .is(200)
            .body;
        let printed = query(&format!("{words} --format {format}")).ends_with(0).out;
        assert!(
            served == printed,
            "{format}:\n{}\n{}",
            String::from_utf8_lossy(&served),
            String::from_utf8_lossy(&printed)
        );
    }
}

#[test]
fn every_download_that_a_page_offers_is_there() {
    let page = get("/mgnrega/district-305").is(200);
    let document = scraper::Html::parse_document(page.text());
    let links = scraper::Selector::parse("a[href]").unwrap();
    let offered: Vec<&str> = document
        .select(&links)
        .filter_map(|link| link.attr("href"))
        .filter(|href| {
            let path = href.split('?').next().unwrap();
            ["csv", "json", "parquet", "xlsx", "pdf", "svg", "png"]
                .iter()
                .any(|form| path.ends_with(&format!(".{form}")))
        })
        .collect();
    assert!(offered.len() >= 5, "{offered:?}");
    for href in offered {
        assert!(!get(href).is(200).body.is_empty(), "{href}");
    }
}

#[test]
fn a_page_without_any_data_still_opens() {
    let office = Office::new();
    let server = Server::start(&office.data());
    let page = crate::client::get(&server.address, "/mgnrega/district-305").is(200);
    assert!(!page.text().contains("sample data"));
    crate::client::get(&server.address, "/").is(200);
}

#[test]
fn the_server_ends_in_time_when_it_is_told_to_and_said_nothing_but_its_address() {
    let office = Office::new();
    let server = Server::start(&office.data());
    crate::client::get(&server.address, "/healthz").is(200);
    let (code, took) = server.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn an_address_that_is_none_is_wrong_usage_and_one_that_is_taken_may_be_free_later() {
    let office = Office::new();
    let ran = office.jela(&["serve", "--listen", "nowhere"]).ends_with(2);
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = office.jela(&["serve", "--listen", &address]).ends_with(1);
    assert!(ran.err.contains(&address) && ran.out.is_empty(), "{}", ran.err);
}
