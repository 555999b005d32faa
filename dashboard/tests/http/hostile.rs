//! Requests that mean nothing, or harm.

use axum::http::StatusCode;

use crate::app::{get, texts};

#[tokio::test]
async fn a_parameter_that_means_nothing_is_named_with_what_it_could_be() {
    for (parameters, said) in [
        ("as_on=2026-13-40", "write it like 2026-11-22"),
        ("as_on=tomorrow", "write it like 2026-11-22"),
        ("colour=red", "there is no such parameter here"),
        ("language=ta", "use en, bn or hi"),
        ("compare=yesterday", "use previous or last-year"),
        ("sort=colour", "the table has no such column"),
        ("by=ward", "use one of: subdivision, block, gp"),
        ("by=month", "use one of: subdivision, block, gp"),
        ("as_on=2026-11-22&as_on=2026-11-21", "stands twice"),
        ("measure=moonlight", "moonlight"),
    ] {
        let reply = get(&format!("/mgnrega/district-305?{parameters}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{parameters}");
        assert!(
            texts(&reply.page(), ".answer")[0].contains(said),
            "{parameters}: {}",
            reply.text()
        );
    }
}

#[tokio::test]
async fn paths_that_climb_or_are_no_text_are_not_found() {
    for address in [
        "/mgnrega/../../etc/passwd",
        "/mgnrega/%2e%2e%2f%2e%2e",
        "/static/..%2f..%2fCargo.toml",
        "/mgnrega/%ff%fe",
        "/mgnrega/district-305/overview/..svg",
        "/%00",
    ] {
        assert_eq!(get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_very_long_address_is_refused_and_not_repeated() {
    let reply = get(&format!("/mgnrega/district-305?as_on={}", "9".repeat(20_000))).await;
    assert_eq!(reply.status, StatusCode::URI_TOO_LONG);
    assert!(reply.body.len() < 10_000);
    assert_eq!(
        get(&format!("/search?q={}", "x".repeat(500))).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn what_is_looked_for_can_not_become_a_script() {
    let hostile = "%3Cscript%3Ealert(1)%3C/script%3E%22%20onload=%22x";
    for address in [
        format!("/search?q={hostile}"),
        format!("/{hostile}"),
        format!("/mgnrega/{hostile}"),
        format!("/mgnrega/district-305?as_on={hostile}"),
    ] {
        let page = get(&address).await.text();
        assert!(
            !page.contains("<script>") && !page.contains("\" onload"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn errors_of_the_api_are_problems_a_program_can_read() {
    for (parameters, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("?programme=mgnrega", StatusCode::BAD_REQUEST),
        ("?programme=nowhere&measure=persondays", StatusCode::NOT_FOUND),
        (
            "?programme=mgnrega&measure=persondays&within=block-1",
            StatusCode::NOT_FOUND,
        ),
        (
            "?programme=mgnrega&measure=persondays&by=village",
            StatusCode::BAD_REQUEST,
        ),
        (
            "?programme=mgnrega&measure=persondays&format=docx",
            StatusCode::BAD_REQUEST,
        ),
        (
            "?programme=mgnrega&measure=persondays&where=block",
            StatusCode::BAD_REQUEST,
        ),
        (
            "?programme=mgnrega&measure=persondays&from=2026-11-01&to=2026-10-01",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let reply = get(&format!("/api/v1/query{parameters}")).await;
        assert_eq!(reply.status, status, "{parameters}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{parameters}"
        );
        let problem: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
        assert_eq!(problem["status"], status.as_u16());
        assert!(problem["detail"].as_str().unwrap().len() > 10, "{problem}");
    }
}
