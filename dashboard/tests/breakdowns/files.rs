//! What can be taken away of a breakdown.

use axum::http::StatusCode;

use crate::app::get;

const BANKURA: &str = "/grievance/district-305";

#[tokio::test]
async fn every_download_that_a_page_offers_is_there() {
    for page in ["league", "pendency", "demographics", "subjects"] {
        let reply = get(&format!("{BANKURA}/{page}")).await;
        let links = reply.links(".breakdown .downloads a");
        assert!(!links.is_empty(), "{page}");
        for link in links {
            let file = get(&link).await;
            assert_eq!(
                file.status,
                StatusCode::OK,
                "{link}: {}",
                String::from_utf8_lossy(&file.body)
            );
            assert!(!file.body.is_empty(), "{link}");
        }
    }
}

#[tokio::test]
async fn a_table_is_taken_away_as_the_same_bytes_as_its_question() {
    let api = "/api/v1/query?programme=grievance&within=district-305";
    for (file, question) in [
        (
            "demographics/who-sex",
            "measure=received,share_percent,representation,representation_low,representation_high,known_percent&by=sex\
             &from=2023-06-08",
        ),
        ("pendency/offices-by-age", "measure=pending&by=office,age_bucket"),
        (
            "subjects/rising",
            "measure=received&by=gp,category&compare=last-year",
        ),
        (
            "league/police",
            "measure=within_limit_percent,disposed,mean_days,pending&by=police_district",
        ),
    ] {
        for form in ["csv", "json", "parquet", "xlsx"] {
            let given = get(&format!("{BANKURA}/{file}.{form}?as_on=2026-11-20")).await;
            let asked = get(&format!("{api}&{question}&as_on=2026-11-20&format={form}")).await;
            assert_eq!(
                (given.status, asked.status),
                (StatusCode::OK, StatusCode::OK),
                "{file}.{form}"
            );
            assert!(
                given.body == asked.body,
                "{file}.{form} differs from its question"
            );
        }
    }
}

#[tokio::test]
async fn a_file_has_the_rows_that_the_page_leaves_out() {
    let page = get(&format!("{BANKURA}/subjects")).await;
    let shown = page.texts("#repeated tbody tr:not(.total)");
    let csv = get(&format!("{BANKURA}/subjects/repeated.csv")).await.text();
    assert!(
        csv.lines().count() > shown.len() + 100,
        "{} {}",
        csv.lines().count(),
        shown.len()
    );
    let more = page.texts("#repeated").join(" ");
    assert!(
        more.contains("more rows are in the downloads") || more.contains("1 more row is"),
        "{more}"
    );
}

#[tokio::test]
async fn a_file_speaks_the_language_of_the_page_that_offers_it() {
    let page = get(&format!("{BANKURA}/league?language=bn")).await;
    let links = page.links("#departments .downloads a");
    assert!(links.iter().all(|link| link.contains("language=bn")), "{links:?}");
}
