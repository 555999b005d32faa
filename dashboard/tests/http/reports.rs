//! Review pages, reports over several programmes, and the pages of reports that were made.

use axum::http::StatusCode;
use scraper::Selector;

use crate::app::{LATE, LATEST, get, texts};

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The address of the page of the report that a page is.
async fn made(address: &str) -> String {
    let page = get(address).await.text().replace("&#x2f;", "/");
    let link = page.split("report-mark\"><a href=\"").nth(1).unwrap();
    let link = link.split('"').next().unwrap();
    link[link.find("/reports/").unwrap()..].to_owned()
}

#[tokio::test]
async fn a_review_names_who_has_not_reported_and_leads_from_its_sentences_to_its_tables() {
    let reply = get("/mgnrega/district-305/review").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let page = reply.page();
    let said = texts(&page, ".report-answer, .report-sentence").join(" ");
    assert!(
        said.contains(&format!("{LATE} of 190 GPs have not reported")),
        "{said}"
    );
    let (table, row) = (selector("table.report-table"), selector("tbody tr"));
    let late = page.select(&table).next_back().unwrap().select(&row).count();
    assert_eq!(late, LATE);
    let text = reply.text();
    for part in text.split("href=\"#s").skip(1) {
        let target = part.split('"').next().unwrap();
        assert!(text.contains(&format!("id=\"s{target}\"")), "{target} is nowhere");
    }
}

#[tokio::test]
async fn a_review_has_its_twins_of_which_those_of_data_agree() {
    for form in ["pdf", "xlsx", "csv", "json", "parquet"] {
        let reply = get(&format!("/mgnrega/district-305/review.{form}?language=bn")).await;
        assert_eq!(reply.status, StatusCode::OK, "{form}");
        let name = reply.header("content-disposition");
        assert!(
            name.contains(&format!("mgnrega-review-district-305-{LATEST}.{form}")),
            "{name}"
        );
    }
    let csv = get("/mgnrega/district-305/review.csv").await.text();
    assert!(csv.starts_with("block_code,block,persondays"), "{csv}");
    let wrong = get("/mgnrega/district-305/review?sort=persondays").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_code_on_a_report_leads_to_the_page_that_says_whether_it_holds() {
    let address = made("/mgnrega/district-305/review").await;
    assert_eq!(
        made("/mgnrega/district-305/review").await,
        address,
        "one report, one id"
    );
    assert_ne!(made("/mgnrega/district-305/review?language=bn").await, address);
    for (language, word) in [("en", "Current"), ("bn", "বর্তমান"), ("hi", "वर्तमान")]
    {
        let reply = get(&format!("{address}?language={language}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(
            reply.header("cache-control"),
            "no-store",
            "it changes with the data"
        );
        let said = texts(&reply.page(), ".report-state-current").join(" ");
        assert!(said.contains(word), "{said}");
    }
    let pdf = get("/mgnrega/district-305/review.pdf").await;
    assert!(pdf.body.starts_with(b"%PDF"));
}

#[tokio::test]
async fn a_report_over_all_programmes_comes_as_a_page_and_as_files() {
    let reply = get("/reports/district-review?format=html&language=hi").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert_eq!(texts(&reply.page(), ".report h1"), ["मासिक समीक्षा"]);
    for form in ["pdf", "xlsx"] {
        let file = get(&format!("/reports/block-pack?place=block-2783&format={form}")).await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
    }
    assert_eq!(
        get("/reports/block-pack?place=block-9").await.status,
        StatusCode::NOT_FOUND
    );
}
