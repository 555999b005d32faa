//! The page that says how well children are measured.

use axum::http::StatusCode;

use crate::app::{BLOCK, Reply, get};

async fn quality(rest: &str) -> Reply {
    let reply = get(&format!("/pushti/{BLOCK}/quality{rest}"), "bdo").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply
}

#[tokio::test]
async fn each_part_has_a_row_and_each_sign_a_column_with_its_meaning() {
    let page = quality("?by=centre").await;
    let names = page.texts(".heat tbody th");
    assert_eq!(
        names,
        ["Bankura-I", "Ashoktala", "Bakultala", "Champatala", "Deodartala"]
    );
    let heads = page.texts(".heat thead th");
    assert_eq!(heads.len(), 17, "{heads:?}");
    let meanings = page.texts(".definitions dd");
    assert_eq!(meanings.len(), 15);
    assert!(
        meanings
            .iter()
            .any(|meaning| meaning.contains("Expected from 0.85 to 1.10")),
        "{meanings:?}"
    );
}

#[tokio::test]
async fn what_lies_outside_is_marked_and_what_can_t_be_told_says_so() {
    let page = quality("?by=centre").await;
    assert!(
        page.texts(".heat td.above, .heat td.below")
            .iter()
            .any(|cell| cell.contains("expected range"))
    );
    assert!(
        page.texts(".heat td.few")
            .iter()
            .any(|cell| cell == "too few to tell")
    );
}

#[tokio::test]
async fn sectors_are_a_breakdown_too() {
    let page = quality("?by=sector").await;
    assert_eq!(page.texts(".heat tbody th")[1..], ["North", "South"]);
}

#[tokio::test]
async fn another_month_is_asked_by_a_day_in_it() {
    let page = quality("?as_on=2026-05-20").await;
    assert!(
        page.texts(".answer")[0].starts_with("Measurements of May 2026"),
        "{:?}",
        page.texts(".answer")
    );
    let empty = quality("?as_on=2020-05-20").await;
    assert!(!empty.texts(".heat td.few").is_empty());
}

#[tokio::test]
async fn every_form_has_the_same_rows() {
    let csv = quality(".csv?by=sector").await.text();
    let json: serde_json::Value = serde_json::from_slice(&quality(".json?by=sector").await.body).unwrap();
    assert_eq!(csv.lines().count(), 4);
    assert!(csv.starts_with("part_code,part,lines,missing_age,"), "{csv}");
    assert_eq!(json["rows"][1]["part"], "North");
    assert!(quality(".xlsx").await.body.starts_with(b"PK"));
}

#[tokio::test]
async fn months_lead_on_to_the_last_one_that_was_measured_and_no_further() {
    let august = quality("?as_on=2026-08-31").await;
    let months = august.attributes(".inside a", "href");
    assert_eq!(months.len(), 2, "{months:?}");
    assert!(months[1].ends_with("as_on=2026-09-30"), "{months:?}");
    let september = quality("").await;
    assert_eq!(september.texts(".inside a"), ["← August 2026"]);
    let long_after = quality("?as_on=2030-01-31").await;
    assert_eq!(long_after.texts(".inside a"), ["← December 2029"]);
}
