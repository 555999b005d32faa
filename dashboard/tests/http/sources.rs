//! From a figure to the sheets and rows behind it.

use axum::http::StatusCode;
use scraper::Selector;
use serde_json::Value;

use crate::app::{LATE, LATEST, get, texts};

const SOURCE: &str = "/mgnrega/district-305/source";

fn rows(reply: &crate::app::Reply) -> Vec<Value> {
    reply.json()["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_rows_that_are_added_up_are_the_figure() {
    let twin = get(&format!("{SOURCE}.json?measure=persondays&as_on={LATEST}")).await;
    assert_eq!(twin.status, StatusCode::OK, "{}", twin.text());
    let rows = rows(&twin);
    assert_eq!(rows.len(), 190, "one row for each gram panchayat");
    let sum: f64 = rows
        .iter()
        .filter(|row| row["adds"] == true)
        .map(|row| row["persondays"].as_f64().unwrap())
        .sum();
    let api = get(&format!(
        "/api/v1/query?programme=mgnrega&measure=persondays&as_on={LATEST}"
    ))
    .await;
    assert_eq!(api.json()["rows"][0]["persondays"]["value"].as_f64(), Some(sum));
    let carried = rows.iter().filter(|row| row["date"] != LATEST);
    assert_eq!(
        carried.count(),
        LATE,
        "those that are late stand with their last report"
    );
}

#[tokio::test]
async fn a_figure_of_a_gram_panchayat_leads_to_one_row_of_one_sheet() {
    let page = get("/mgnrega/gp-108289/source?measure=persondays").await.page();
    assert_eq!(texts(&page, "#rows tbody tr").len(), 1);
    assert_eq!(texts(&page, "#sheets tbody tr").len(), 1);
    assert!(texts(&page, "#sheets tbody")[0].contains("returns.csv"));
    let number: u32 = texts(&page, "#rows tbody td[data-head=Row]")[0].parse().unwrap();
    assert!(number > 2, "a row below the header");
    assert!(texts(&page, ".figures tbody")[0].contains("the place’s own row"));
}

#[tokio::test]
async fn every_tile_row_and_chart_leads_to_its_sources() {
    let page = get("/mgnrega/district-305?as_on=2026-10-31").await.page();
    let links = Selector::parse("a[href*='/source?']").unwrap();
    let links: Vec<String> = page
        .select(&links)
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect();
    assert!(
        links.len() >= 4 + 23 + 3,
        "tiles, rows and charts: {}",
        links.len()
    );
    assert!(links.iter().all(|link| link.contains("as_on=2026-10-31")));
    assert_eq!(get(&links[0]).await.status, StatusCode::OK);
    assert_eq!(get(links.last().unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_was_not_known_yet_stands_behind_no_figure() {
    let before = get(&format!(
        "{SOURCE}.json?measure=persondays&as_on={LATEST}&known_on=2026-11-01"
    ))
    .await;
    assert_eq!(before.status, StatusCode::OK);
    assert_eq!(rows(&before), Vec::<Value>::new());
    let page = get(&format!(
        "{SOURCE}?measure=persondays&as_on={LATEST}&known_on=2026-11-01"
    ))
    .await
    .page();
    assert!(texts(&page, ".answer")[0].contains("as known on"));
}

#[tokio::test]
async fn a_long_list_is_paged_and_its_files_are_whole() {
    let first = get(&format!("{SOURCE}?measure=persondays")).await.page();
    assert_eq!(texts(&first, "#rows tbody tr").len(), 100);
    let second = get(&format!("{SOURCE}?measure=persondays&page=2")).await.page();
    assert_eq!(texts(&second, "#rows tbody tr").len(), 90);
    let csv = get(&format!("{SOURCE}.csv?measure=persondays")).await.text();
    assert!(csv.starts_with("batch,dataset,layout,sheet_as_on,taken_in,file,sheet,rows,row,place_code,"));
    assert_eq!(csv.lines().count(), 191);
    assert_eq!(
        get(&format!("{SOURCE}.xlsx?measure=persondays")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_source_that_can_not_be_asked_for_is_refused_with_what_can() {
    for (parameters, status) in [
        ("?measure=persondais", StatusCode::BAD_REQUEST),
        ("?measure=persondays&page=3", StatusCode::BAD_REQUEST),
        ("?measure=persondays&sort=place", StatusCode::BAD_REQUEST),
        ("?measure=persondays&as_on=yesterday", StatusCode::BAD_REQUEST),
        (".parquet?measure=persondays", StatusCode::NOT_FOUND),
        (".exe?measure=persondays", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(
            get(&format!("{SOURCE}{parameters}")).await.status,
            status,
            "{parameters}"
        );
    }
    let nothing = get("/mgnrega/district-306/source?measure=persondays").await;
    assert_eq!(nothing.status, StatusCode::OK, "no data is no error");
    assert!(nothing.text().contains("No sheet stands behind"));
}

#[tokio::test]
async fn the_sources_can_be_printed_and_not_taken_as_parquet() {
    let page = get(&format!("{SOURCE}?measure=persondays")).await.page();
    let forms = texts(&page, ".bar .downloads a");
    assert_eq!(forms, ["Excel", "PDF", "CSV", "JSON"]);
    for language in ["en", "bn", "hi"] {
        let paper = get(&format!("{SOURCE}.pdf?measure=persondays&language={language}")).await;
        assert_eq!(paper.status, StatusCode::OK, "{}", paper.text());
        assert!(paper.body.starts_with(b"%PDF-1.7"), "{language}");
    }
    let tidy = get(&format!("{SOURCE}.parquet?measure=persondays")).await;
    assert_eq!(tidy.status, StatusCode::NOT_FOUND);
    let unknown = get(&format!("{SOURCE}.pdf?measure=person_days")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}
