//! Places or periods side by side.

use axum::http::StatusCode;
use scraper::Selector;

use crate::app::{LATEST, get, texts};

const COMPARE: &str = "/mgnrega/block-2774/compare";

#[tokio::test]
async fn without_a_choice_the_latest_months_stand_side_by_side() {
    let page = get(COMPARE).await.page();
    assert_eq!(
        texts(&page, "#beside thead th")[1..],
        [
            "September 2026",
            "October 2026",
            "November 2026 until 22 Nov 2026 only"
        ]
    );
    assert!(texts(&page, ".answer")[0].contains("Periods side by side"));
    let empty = get("/mgnrega/district-306/compare").await;
    assert_eq!(empty.status, StatusCode::OK, "no data is no error");
}

#[tokio::test]
async fn places_side_by_side_have_the_figures_of_their_own_pages() {
    let page = get(&format!(
        "{COMPARE}?with=block-2783,block-2786&measure=persondays,women_percent"
    ))
    .await
    .page();
    let heads = texts(&page, "#beside thead th");
    assert_eq!(heads.len(), 4, "{heads:?}");
    let cells = texts(&page, "#beside tbody tr:first-child td");
    for (place, cell) in ["block-2774", "block-2783", "block-2786"].iter().zip(&cells) {
        let own = get(&format!("/mgnrega/{place}")).await.page();
        let tile = texts(&own, "#tile-persondays .figure").remove(0);
        assert!(cell.starts_with(&tile), "{place}: {cell} is not {tile}");
    }
}

#[tokio::test]
async fn counts_of_two_places_are_set_apart_and_not_judged() {
    let page = get(&format!("{COMPARE}?with=block-2783&measure=persondays"))
        .await
        .page();
    let marks = Selector::parse("#beside .better, #beside .worse").unwrap();
    assert_eq!(page.select(&marks).count(), 0);
    let change = &texts(&page, "#beside tbody tr:first-child td")[1];
    assert!(change.contains('%'), "{change}");
    let over_time = get(&format!("{COMPARE}?with=2026-10,2026-09&measure=persondays"))
        .await
        .page();
    assert_eq!(
        over_time.select(&marks).count(),
        1,
        "over time more work is better"
    );
}

#[tokio::test]
async fn the_twins_are_tidy_figures() {
    let months = get(&format!("{COMPARE}.csv?with=2026-09,2026-10&measure=persondays")).await;
    let api = get(
        "/api/v1/query?programme=mgnrega&measure=persondays&by=month&within=block-2774&from=2026-09-01&to=2026-10-31&format=csv",
    )
    .await;
    assert_eq!(months.text(), api.text());
    let places = get(&format!(
        "{COMPARE}.csv?with=block-2783&measure=persondays&as_on={LATEST}"
    ))
    .await
    .text();
    assert!(
        places.starts_with("block_code,block,persondays,persondays_state\nblock-2774,"),
        "{places}"
    );
    assert_eq!(places.lines().count(), 3);
    for form in ["json", "parquet", "xlsx", "pdf"] {
        let file = get(&format!("{COMPARE}.{form}?with=block-2783&measure=persondays")).await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
    }
}

#[tokio::test]
async fn what_can_not_stand_side_by_side_is_refused_with_the_reason() {
    for (with, said) in [
        ("2026-10,block-2783", "places and periods"),
        ("2026-10,2026-27", "of one length"),
        ("gp-108289", "of one level"),
        ("moonlight", "no place and no period"),
        ("2026-13", "no place and no period"),
        ("2026-1,2026-2,2026-3,2026-4,2026-5,2026-6,2026-7", "at most 6"),
    ] {
        let reply = get(&format!("{COMPARE}?with={with}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{with}");
        assert!(reply.text().contains(said), "{with}: {}", reply.text());
    }
    let hindi = get(&format!("{COMPARE}?with=khatra&language=hi")).await;
    assert_eq!(hindi.status, StatusCode::BAD_REQUEST);
    assert!(texts(&hindi.page(), ".answer")[0].contains("अवधि"));
    assert!(!texts(&hindi.page(), ".found a").is_empty(), "near places");
}

#[tokio::test]
async fn the_forms_choose_without_a_script() {
    let page = get(&format!("{COMPARE}?with=block-2783")).await.page();
    let chosen = Selector::parse("select[name=with] option[selected]").unwrap();
    let values: Vec<&str> = page
        .select(&chosen)
        .filter_map(|option| option.attr("value"))
        .collect();
    assert_eq!(values, ["block-2783"]);
    let sent = get(&format!(
        "{COMPARE}?with=block-2783&with=&with=&measure=persondays"
    ))
    .await;
    assert_eq!(sent.status, StatusCode::OK, "empty fields are left out");
}
