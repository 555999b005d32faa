//! Reports that were made, by the id on their pages: known to those who could have had them, and to nobody else.

use axum::http::StatusCode;

use crate::app::{INSIDE, OUTSIDE, get, make, session, with_account};

/// Somebody in office in a place, and the cookie.
fn officer(name: &'static str, place: &'static str) -> String {
    with_account(move |state| make(state, name, "officer", &[place], &[]));
    session(name, 0)
}

/// The address of the page of the report that somebody's review page is.
async fn made(address: &str, cookie: &str) -> String {
    let page = get(address, cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.text());
    let link = page.attribute(".report-mark a", "href");
    link[link.find("/reports/").unwrap()..].to_owned()
}

#[tokio::test]
async fn a_report_for_those_in_office_is_known_to_them_and_to_nobody_else() {
    let own = officer("reviewer-inside", INSIDE);
    let other = officer("reviewer-outside", OUTSIDE);
    let address = made(&format!("/children/{INSIDE}/review"), &own).await;
    let page = get(&address, &own).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(
        text.contains("Current") && text.contains("those in office there"),
        "{text}"
    );
    assert_eq!(
        get(&address, "").await.status,
        StatusCode::SEE_OTHER,
        "sign in first"
    );
    let refused = get(&address, &other).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.text().contains("Current"));
    assert_eq!(get(&address, &session("admin", 0)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_id_of_no_report_is_told_from_the_name_of_one() {
    for (address, status) in [
        ("/reports/0123456789abcdef", StatusCode::NOT_FOUND),
        ("/reports/daily-weather", StatusCode::NOT_FOUND),
        ("/reports/0123456789abcdef?format=pdf", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(get(address, "").await.status, status, "{address}");
    }
}

#[tokio::test]
async fn a_report_over_all_programmes_has_what_its_reader_may_see_and_says_what_is_withheld() {
    let page = get("/reports/district-review?format=html&place=block-2786", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let public = page.text();
    assert!(public.contains("not published at this detail"), "{public}");
    let own = officer("reviewer-of-all", INSIDE);
    let in_office = get("/reports/district-review?format=html&place=block-2786", &own)
        .await
        .text();
    let withheld = |page: &str| page.matches("not published at this detail").count();
    assert!(withheld(&in_office) < withheld(&public));
    for form in ["pdf", "xlsx"] {
        let file = get(
            &format!("/reports/block-pack?format={form}&place=block-2786"),
            &own,
        )
        .await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
    }
}
