//! The forms in which figures are taken away.

use axum::http::{Method, StatusCode};

use crate::app::{LATEST, ask, get};

const TABLE: &str = "job_cards,households_demanded,households_provided,persondays,women_percent,average_days,demand_met_percent";

#[tokio::test]
async fn the_twins_of_a_page_are_the_answers_of_the_api() {
    for form in ["csv", "json", "parquet"] {
        let twin = get(&format!("/mgnrega/district-305/overview.{form}?as_on={LATEST}")).await;
        let api = get(&format!(
            "/api/v1/query?programme=mgnrega&measure={TABLE}&by=block&as_on={LATEST}&format={form}"
        ))
        .await;
        assert_eq!((twin.status, api.status), (StatusCode::OK, StatusCode::OK));
        assert_eq!(twin.body, api.body, "{form}");
    }
}

#[tokio::test]
async fn files_have_names_that_tell_what_they_are() {
    for (form, start) in [
        ("csv", &b"block_code,block,"[..]),
        ("parquet", b"PAR1"),
        ("xlsx", b"PK"),
        ("pdf", b"%PDF"),
    ] {
        let reply = get(&format!("/mgnrega/district-305/overview.{form}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{form}");
        assert!(
            reply
                .header("content-disposition")
                .contains(&format!("mgnrega-district-305-overview-{LATEST}.{form}")),
            "{form}"
        );
        assert!(reply.body.starts_with(start), "{form}");
    }
}

#[tokio::test]
async fn charts_are_taken_away_as_drawing_picture_and_figures() {
    for (form, start) in [
        ("svg", &b"<svg"[..]),
        ("png", b"\x89PNG"),
        ("csv", b"block_code,block,demand_met_percent"),
        ("xlsx", b"PK"),
    ] {
        let reply = get(&format!("/mgnrega/district-305/overview/demand-met.{form}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{form}");
        assert!(
            reply.body.starts_with(start),
            "{form}: {}",
            String::from_utf8_lossy(&reply.body[..60.min(reply.body.len())])
        );
    }
    assert_eq!(
        get("/mgnrega/block-2774/overview/days-map.svg").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_a_reader_has_is_not_sent_again() {
    let first = get("/mgnrega/district-305/overview.csv").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    let again = ask(
        Method::GET,
        "/mgnrega/district-305/overview.csv",
        &[("if-none-match", &tag)],
    )
    .await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = ask(
        Method::GET,
        "/mgnrega/district-305/overview.csv?language=bn",
        &[("if-none-match", &tag)],
    )
    .await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn the_same_address_gives_the_same_bytes_whatever_the_browser_s_language() {
    let plain = get("/mgnrega/district-305/overview.csv").await;
    let bengali = ask(
        Method::GET,
        "/mgnrega/district-305/overview.csv",
        &[("accept-language", "bn")],
    )
    .await;
    assert_eq!(plain.body, bengali.body);
}

#[tokio::test]
async fn pages_travel_compressed() {
    let reply = ask(
        Method::GET,
        "/mgnrega/district-305",
        &[("accept-encoding", "gzip")],
    )
    .await;
    assert_eq!(reply.header("content-encoding"), "gzip");
    assert!(reply.body.len() < 90_000, "{} bytes", reply.body.len());
}

#[tokio::test]
async fn a_report_is_a_document_a_workbook_or_a_page() {
    let document = get("/reports/daily-employment?place=block-2774&format=pdf").await;
    assert!(document.body.starts_with(b"%PDF"));
    let page = get("/reports/daily-employment?place=block-2774&format=html&as_on=2026-10-31").await;
    assert_eq!(
        (page.status, page.header("location")),
        (StatusCode::SEE_OTHER, "/mgnrega/block-2774?as_on=2026-10-31")
    );
    assert_eq!(get("/reports/weekly").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        get("/reports/daily-employment?format=docx").await.status,
        StatusCode::BAD_REQUEST
    );
}
