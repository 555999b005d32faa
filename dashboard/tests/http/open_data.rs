//! The files that everybody may take away.

use axum::http::{Method, StatusCode};
use sha2::{Digest, Sha256};

use crate::app::{ask, get, texts};

const CSV: &str = "/open-data/mgnrega/block-month-2026-27.csv";
const PARQUET: &str = "/open-data/mgnrega/block-month-2026-27.parquet";

#[tokio::test]
async fn the_package_describes_every_file_as_it_is() {
    let package = get("/open-data/mgnrega/datapackage.json").await.json();
    assert_eq!(package["licenses"][0]["name"], "GODL-India");
    assert_eq!(package["sample"], true);
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 4, "{resources:?}");
    for resource in resources {
        let address = format!("/open-data/mgnrega/{}", resource["path"].as_str().unwrap());
        let file = get(&address).await;
        assert_eq!(file.status, StatusCode::OK, "{address}");
        assert_eq!(resource["bytes"], file.body.len(), "{address}");
        let hash: String = Sha256::digest(&file.body)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(resource["hash"], format!("sha256:{hash}"), "{address}");
        assert_eq!(file.header("jela-row-count"), resource["rows"].to_string());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        if address.ends_with(".csv") {
            let text = file.text();
            assert_eq!(text.lines().next().unwrap(), names.join(","));
            assert_eq!(resource["rows"], text.lines().count() - 1);
        }
        for field in fields.iter().filter(|field| field["type"] == "number") {
            assert!(
                !field["descriptions"]["bn"].as_str().unwrap().is_empty(),
                "{field}"
            );
        }
    }
}

#[tokio::test]
async fn a_file_holds_what_the_public_is_answered_for_whole_months_alone() {
    let file = get(CSV).await.text();
    let mut lines = file.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| head.iter().position(|known| *known == name).unwrap();
    // The latest return is of 22 November, in which month more are to come.
    let months: std::collections::BTreeSet<&str> = file
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(column("month")).unwrap())
        .collect();
    assert_eq!(months.last(), Some(&"2026-10"));
    let answer = get(
        "/api/v1/query?programme=mgnrega&measure=persondays,women_percent&by=block,month&from=2026-04-01&\
         to=2026-10-31&format=csv",
    )
    .await
    .text();
    let of = |text: &str, columns: &[usize]| -> Vec<String> {
        let rows = text.lines().skip(1);
        rows.map(|row| {
            let fields: Vec<&str> = row.split(',').collect();
            columns
                .iter()
                .map(|column| fields[*column])
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect()
    };
    let taken = of(&file, &[0, 2, column("persondays"), column("women_percent")]);
    assert!(
        taken.len() > 100 && taken.iter().any(|row| row.contains("2026-08")),
        "{taken:?}"
    );
    assert_eq!(taken, of(&answer, &[0, 2, 3, 4]));
}

#[tokio::test]
async fn a_part_of_a_file_is_sent_alone_and_the_parts_are_the_whole() {
    let whole = get(PARQUET).await;
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let length = whole.body.len();
    let mut put_together = Vec::new();
    for from in (0..length).step_by(1500) {
        let range = format!("bytes={from}-{}", from + 1499);
        let headers = [
            ("range", range.as_str()),
            ("if-range", whole.header("etag")),
            ("accept-encoding", "gzip"),
        ];
        let part = ask(Method::GET, PARQUET, &headers).await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        let last = (from + 1499).min(length - 1);
        assert_eq!(
            part.header("content-range"),
            format!("bytes {from}-{last}/{length}")
        );
        put_together.extend(part.body);
    }
    assert_eq!(put_together, whole.body);
    let end = ask(Method::GET, PARQUET, &[("range", "bytes=-4")]).await;
    assert_eq!(end.body, b"PAR1");
    let outside = ask(Method::GET, PARQUET, &[("range", "bytes=99999999-")]).await;
    assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(outside.header("content-range"), format!("bytes */{length}"));
    let other = [("range", "bytes=0-9"), ("if-range", "\"another\"")];
    assert_eq!(ask(Method::GET, PARQUET, &other).await.body, whole.body);
    let known = [("if-none-match", whole.header("etag"))];
    assert_eq!(
        ask(Method::GET, PARQUET, &known).await.status,
        StatusCode::NOT_MODIFIED
    );
}

#[tokio::test]
async fn what_is_not_on_the_shelf_is_not_found() {
    for file in [
        "block-month-2026-27.xlsx",
        "block-month-2024-25.csv",
        "gp-day-2026-27.csv",
        "block-month-2026-27",
        "..%2f..%2fjela.toml",
        "%ff",
        ".csv",
    ] {
        let reply = get(&format!("/open-data/mgnrega/{file}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{file}");
        assert!(reply.is_a_problem(), "{file}");
    }
    assert_eq!(
        get("/open-data/nowhere/datapackage.json").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        get(&format!("{CSV}?within=block-2774")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_catalogue_names_every_file_in_each_language() {
    for language in ["en", "bn", "hi"] {
        let reply = get(&format!("/open-data?language={language}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let page = reply.page();
        let links = scraper::Selector::parse("main a").unwrap();
        let links: Vec<&str> = page.select(&links).filter_map(|link| link.attr("href")).collect();
        for address in [
            CSV,
            PARQUET,
            "/open-data/pushti/datapackage.json",
            "/open-data/mgnrega/dictionary.csv",
        ] {
            assert!(
                links.contains(&address),
                "{address} is not on the page: {links:?}"
            );
        }
        assert!(texts(&page, ".sample").len() == 1);
    }
    let dictionary = get("/open-data/mgnrega/dictionary.csv").await;
    assert!(dictionary.text().contains("persondays"));
    assert_eq!(
        get("/open-data/pushti/dictionary.csv").await.status,
        StatusCode::OK
    );
}
