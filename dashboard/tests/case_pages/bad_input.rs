//! Addresses that ask for what is not there.

use axum::http::StatusCode;

use crate::app::{BLOCK, OTHER, Reply, get};

async fn refused(address: &str, status: StatusCode) -> Reply {
    let reply = get(address, "worker").await;
    assert_eq!(
        reply.status,
        status,
        "{address}: {}",
        String::from_utf8_lossy(&reply.body)
    );
    reply
}

#[tokio::test]
async fn an_unknown_place_or_page_is_not_found() {
    for address in [
        "/pushti/centre-99999/cases",
        "/pushti/block-0/quality",
        "/pushti/district-305/league",
        "/pushti/district-305/cases/flow.svg",
    ] {
        refused(address, StatusCode::NOT_FOUND).await;
    }
}

#[tokio::test]
async fn a_breakdown_that_makes_no_sense_is_refused_with_those_that_do() {
    for by in [
        "district",
        "month",
        "age_group",
        "nonsense",
        "centre,sector",
        "%00",
    ] {
        let reply = refused(
            &format!("/pushti/{BLOCK}/quality?by={by}"),
            StatusCode::BAD_REQUEST,
        )
        .await;
        assert!(!reply.text().contains("panicked"));
    }
    let reply = refused(
        &format!("/pushti/{BLOCK}/quality?by=month"),
        StatusCode::BAD_REQUEST,
    )
    .await;
    assert!(
        reply.text().contains("gp, centre, project, sector"),
        "{}",
        reply.text()
    );
    refused(
        "/pushti/centre-19305010101/quality?by=sector",
        StatusCode::BAD_REQUEST,
    )
    .await;
}

#[tokio::test]
async fn an_alert_nobody_knows_and_parameters_of_other_pages_are_refused() {
    for parameters in [
        "alert=late",
        "alert=%3Cscript%3E",
        "by=gp",
        "as_on=30-09-2026",
        "alert=copied&alert=worse",
    ] {
        refused(
            &format!("/pushti/{BLOCK}/cases?{parameters}"),
            StatusCode::BAD_REQUEST,
        )
        .await;
    }
}

#[tokio::test]
async fn forms_that_a_list_does_not_come_in_are_not_found_with_a_reason() {
    for page in ["cases", "quality"] {
        for form in ["pdf", "parquet"] {
            let reply = refused(&format!("/pushti/{BLOCK}/{page}.{form}"), StatusCode::NOT_FOUND).await;
            assert!(
                reply.text().contains("use .xlsx, .csv or .json"),
                "{}",
                reply.text()
            );
        }
    }
}

#[tokio::test]
async fn a_day_before_any_data_gives_an_empty_list_and_no_fault() {
    let reply = refused(&format!("/pushti/{BLOCK}/cases?as_on=1999-01-31"), StatusCode::OK).await;
    assert_eq!(reply.texts(".cases tbody tr").len(), 0);
    refused("/pushti/district-305?as_on=1999-01-31", StatusCode::OK).await;
}

#[tokio::test]
async fn a_page_that_a_list_does_not_have_is_refused_with_those_it_has() {
    for page in ["0", "-1", "02", "two", "1.5", "%00", "18446744073709551616", "3"] {
        let address = format!("/pushti/{OTHER}/cases?as_on=2024-07-31&page={page}");
        refused(&address, StatusCode::BAD_REQUEST).await;
    }
    let behind = format!("/pushti/{OTHER}/cases?as_on=2024-07-31&page=3");
    let reply = refused(&behind, StatusCode::BAD_REQUEST).await;
    assert!(reply.text().contains("the list has 2 pages"), "{}", reply.text());
    for address in [
        format!("/pushti/{BLOCK}/cases?page=2"),
        format!("/pushti/{BLOCK}/cases?page=1&page=1"),
        format!("/pushti/{OTHER}/cases.csv?as_on=2024-07-31&page=2"),
        format!("/pushti/{BLOCK}/quality?page=1"),
        format!("/pushti/{BLOCK}?page=1"),
    ] {
        refused(&address, StatusCode::BAD_REQUEST).await;
    }
}
