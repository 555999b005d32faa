//! Addresses of breakdowns that mean nothing, and readers who may not have them.

use axum::http::StatusCode;

use crate::app::{asked, get};

const BANKURA: &str = "/grievance/district-305";

#[tokio::test]
async fn a_table_that_is_not_there_is_refused_with_those_that_are() {
    let reply = get(&format!("{BANKURA}/league/departmnts.csv")).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(
        reply.text().contains("departments, offices, police"),
        "{}",
        reply.text()
    );
}

#[tokio::test]
async fn shares_are_taken_away_class_by_class() {
    for name in ["who", "who-", "who-sexes", "who-department"] {
        let reply = get(&format!("{BANKURA}/demographics/{name}.csv")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{name}");
        assert!(
            reply.text().contains("who-sex, who-area"),
            "{name}: {}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn a_table_does_not_come_as_a_drawing() {
    for form in ["svg", "png", "pdf", "exe"] {
        let reply = get(&format!("{BANKURA}/pendency/ledger.{form}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{form}");
        assert!(reply.text().contains(".csv, .xlsx, .json or .parquet"), "{form}");
    }
    let funnel = get(&format!("{BANKURA}/pendency/ledger-funnel.svg")).await;
    assert_eq!(funnel.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_league_comes_as_drawings_of_intervals_and_of_a_funnel() {
    for (name, seen) in [
        ("departments", "within the limit"),
        ("departments-funnel", "against chance"),
    ] {
        let drawing = get(&format!("{BANKURA}/league/{name}.svg")).await;
        assert_eq!(drawing.status, StatusCode::OK, "{}", drawing.text());
        assert!(drawing.text().contains(seen), "{name}");
        let picture = get(&format!("{BANKURA}/league/{name}.png?language=hi")).await;
        assert_eq!(picture.status, StatusCode::OK, "{name}");
    }
    let no_form = get(&format!("{BANKURA}/league/departments-funnel.pdf")).await;
    assert_eq!(no_form.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_does_not_lie_inside_a_place_has_no_file() {
    let reply = get("/grievance/gp-108289/subjects/rising.csv").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_time_that_ends_before_it_begins_is_refused_and_not_turned_around() {
    let reply = get(&format!(
        "{BANKURA}/subjects?from=2026-11-01&to=2026-10-01&as_on=2026-10-01"
    ))
    .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{}", reply.text());
}

#[tokio::test]
async fn before_there_is_anything_a_page_says_so_and_does_not_fail() {
    for page in ["league", "pendency", "demographics", "subjects"] {
        let reply = get(&format!("{BANKURA}/{page}?as_on=2019-04-01")).await;
        assert_eq!(reply.status, StatusCode::OK, "{page}: {}", reply.text());
    }
}

#[tokio::test]
async fn those_not_in_office_get_neither_pages_nor_files() {
    for (address, name, status) in [
        (format!("{BANKURA}/league"), None, StatusCode::SEE_OTHER),
        (
            format!("{BANKURA}/league/departments.csv"),
            None,
            StatusCode::UNAUTHORIZED,
        ),
        (
            format!("{BANKURA}/league/departments.csv"),
            Some("bdo"),
            StatusCode::FORBIDDEN,
        ),
        (
            "/grievance/block-2774/league/departments.csv".to_owned(),
            Some("bdo"),
            StatusCode::OK,
        ),
        (
            "/grievance/block-2775/league/departments.csv".to_owned(),
            Some("bdo"),
            StatusCode::FORBIDDEN,
        ),
    ] {
        let reply = asked(&address, name).await;
        assert_eq!(reply.status, status, "{address} {name:?}");
    }
}
