//! Answers of more rows than are held at once.

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::app::{ask, get};

/// 190 gram panchayats on 1,332 days.
const LONG: &str =
    "/api/v1/query?programme=mgnrega&measure=persondays&by=gp,day&from=2023-04-01&to=2026-11-22";

#[tokio::test]
async fn a_long_answer_comes_whole_with_its_rows_its_length_and_its_hash_stated() {
    let csv = get(&format!("{LONG}&format=csv")).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text());
    let rows = csv.text().lines().count() - 1;
    assert_eq!(rows, 190 * 1_332);
    assert_eq!(csv.header("jela-row-count"), rows.to_string());
    assert_eq!(csv.header("content-length"), csv.body.len().to_string());
    let hash = STANDARD.encode(Sha256::digest(&csv.body));
    assert_eq!(csv.header("repr-digest"), format!("sha-256=:{hash}:"));
    assert!(
        csv.header("content-disposition")
            .contains("mgnrega-district-305.csv")
    );

    // The rows are those of short answers, in their order.
    let short = get(&format!(
        "{}&format=csv",
        LONG.replace("from=2023-04-01", "from=2026-11-01")
    ))
    .await;
    let of_november = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains(",2026-11-"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(of_november(&csv.text()), of_november(&short.text()));
    assert_eq!(csv.text().lines().next(), short.text().lines().next());

    let tag = csv.header("etag");
    let again = ask(
        Method::GET,
        &format!("{LONG}&format=csv"),
        &[("if-none-match", tag)],
    )
    .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_can_not_be_written_row_by_row_or_in_any_time_is_refused_with_the_limit() {
    for format in ["json", "xlsx"] {
        let reply = get(&format!("{LONG}&format={format}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{format}");
        assert!(reply.text().contains("at most 250000"), "{}", reply.text());
    }
    let longer = LONG.replace("from=2023-04-01", "from=1950-04-01");
    let reply = get(&format!("{longer}&format=csv")).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.text().contains("at most 5000000"), "{}", reply.text());
}
