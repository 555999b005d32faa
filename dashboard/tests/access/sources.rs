//! Who learns how much of where figures come from.

use axum::http::StatusCode;

use crate::app::{INSIDE, get, session};

const PUBLISHED: &str = "/children/district-305/source?measure=children_severe";

#[tokio::test]
async fn the_public_learns_that_there_is_a_sheet_and_not_what_its_sender_called_it() {
    let page = get(PUBLISHED, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(
        text.contains("List of blocks") && text.contains("name not shown"),
        "{text}"
    );
    assert!(
        !text.contains(".csv\u{3c}") && !text.contains("children.csv"),
        "{text}"
    );
    assert!(!text.contains("batches&#x2f;"), "no way to what is not theirs");
    let twin = get("/children/district-305/source.csv?measure=children_severe", "").await;
    assert_eq!(twin.status, StatusCode::OK);
    let line = twin.text().lines().nth(1).unwrap().to_owned();
    assert!(
        line.contains("List of blocks") && line.ends_with(",,,,,,,,,"),
        "{line}"
    );
}

#[tokio::test]
async fn figures_as_data_withhold_the_names_as_well() {
    let query = "/api/v1/query?programme=children&measure=children_severe";
    let public = get(query, "").await.text();
    assert!(
        public.contains("\"file\":null") && public.contains("\"sheet\":null"),
        "{public}"
    );
    let admin = get(query, &session("admin", 0)).await.text();
    assert!(!admin.contains("\"file\":null"), "{admin}");
}

#[tokio::test]
async fn an_officer_sees_file_and_row_of_their_own_block_and_of_no_other() {
    let address = |place: &str| format!("/children/{place}/source?measure=children_severe");
    let own = get(&address(INSIDE), &session("bdo", 0)).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(
        own.text().contains("batches&#x2f;") && !own.text().contains("name not shown"),
        "{}",
        own.text()
    );
    assert!(own.text().contains("id=\"rows\""));
    let other = get(&address(crate::app::OUTSIDE), &session("bdo", 0)).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let district = get(PUBLISHED, &session("bdo", 0)).await;
    assert!(
        district.text().contains("name not shown"),
        "outside their office they get what everybody gets"
    );
}

#[tokio::test]
async fn a_published_figure_has_a_page_for_everybody_and_a_hidden_one_says_who_may_see_it() {
    let published = get("/children/district-305/indicator?measure=children_severe", "").await;
    assert!(
        published.text().contains("id=\"tile-children_severe\""),
        "{}",
        published.text()
    );
    let hidden = get(
        &format!("/children/{INSIDE}/indicator?measure=children_severe"),
        "",
    )
    .await;
    assert_eq!(hidden.status, StatusCode::OK);
    assert!(hidden.text().contains("not published") && !hidden.text().contains("id=\"tile-"));
    let own = get(
        &format!("/children/{INSIDE}/indicator?measure=children_severe"),
        &session("bdo", 0),
    )
    .await;
    assert!(own.text().contains("id=\"tile-children_severe\""));
}
