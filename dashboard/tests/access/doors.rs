//! What is said at each door: the same to readers of one office, nothing of it to others.

use axum::http::{Method, StatusCode};

use crate::app::{
    INSIDE, OUTSIDE, SEVERE_ELSEWHERE, SEVERE_INSIDE, ask, get, make, now, session, with_account,
};

#[tokio::test]
async fn an_officer_reads_the_small_counts_of_their_own_block() {
    let csv = get(&format!("/children/{INSIDE}/overview.csv"), &session("bdo", 0)).await;
    assert!(
        csv.text().contains(&format!(",512,{SEVERE_INSIDE},")),
        "{}",
        csv.text()
    );
}

#[tokio::test]
async fn everybody_else_is_refused_without_a_figure() {
    for (cookie, status) in [
        (String::new(), StatusCode::UNAUTHORIZED),
        (session("analyst", 0), StatusCode::FORBIDDEN),
        (session("works", 0), StatusCode::FORBIDDEN),
    ] {
        for address in [
            format!("/children/{INSIDE}/overview.csv"),
            format!("/children/{INSIDE}/overview/severe.svg"),
            format!("/children/{OUTSIDE}/overview.json"),
        ] {
            let reply = get(&address, &cookie).await;
            assert_eq!(reply.status, status, "{address}");
            // The figure stands alone; the random token of a form may hold its digits.
            let text = reply.text();
            let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
            assert!(words.all(|word| word != "512"), "{address}");
        }
    }
}

#[tokio::test]
async fn the_first_page_shows_everybody_the_published_headline_and_no_block() {
    let page = get("/", "").await;
    let blocks = 22;
    let severe = SEVERE_INSIDE + SEVERE_ELSEWHERE * (blocks - 1);
    assert!(page.text().contains("Severely wasted"), "{}", page.text());
    assert!(page.text().contains(&severe.to_string()), "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-cache");
    let district = get("/children/district-305", "").await;
    assert_eq!(district.status, StatusCode::SEE_OTHER, "its page shows blocks");
}

#[tokio::test]
async fn signed_out_a_page_leads_to_the_sign_in_page_and_back() {
    let reply = get(&format!("/children/{INSIDE}?language=bn&as_on=2026-11-20"), "").await;
    assert_eq!(
        reply.header("location"),
        format!("/sign-in?next=%2Fchildren%2F{INSIDE}%3Flanguage%3Dbn%26as_on%3D2026-11-20&language=bn")
    );
}

#[tokio::test]
async fn a_problem_of_the_api_says_that_it_is_not_published() {
    let address = format!("/api/v1/query?programme=children&measure=children_severe&within={INSIDE}");
    let reply = get(&address, "").await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let problem: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .starts_with("not published at this detail"),
        "{problem}"
    );
}

#[tokio::test]
async fn answers_to_one_reader_are_kept_by_nobody_and_given_to_no_other() {
    let address = format!("/children/{INSIDE}");
    let first = get(&address, &session("bdo", 0)).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    assert_eq!(first.header("cache-control"), "private, no-cache");
    assert!(first.header("vary").contains("cookie"));
    // The same office, another person: the same figures, another name.
    let second = get(&address, &session("entry", 0)).await;
    assert!(second.text().contains("entry") && !second.text().contains(">bdo<"));
    assert_ne!(first.header("etag"), second.header("etag"));
    // A tag that somebody else was given opens nothing.
    let tag = first.header("etag").to_owned();
    for tag in [tag.as_str(), "*"] {
        let reply = ask(Method::GET, &address, &[("if-none-match", tag)], "").await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{tag}");
    }
}

#[tokio::test]
async fn a_reader_s_own_tag_saves_sending_the_page_again() {
    let (address, cookie) = (format!("/children/{INSIDE}"), session("bdo", 0));
    let tag = get(&address, &cookie).await.header("etag").to_owned();
    let again = ask(
        Method::GET,
        &address,
        &[("cookie", &cookie), ("if-none-match", &tag)],
        "",
    )
    .await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn an_account_that_ends_is_out() {
    let address = format!("/children/{INSIDE}");
    with_account(|state| make(state, "leaves", "officer", &[INSIDE], &[]));
    let before = session("leaves", 0);
    with_account(|state| state.disable_account("leaves", now()).unwrap());
    assert_eq!(get(&address, &before).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn pages_that_are_open_stay_open_whatever_the_cookie() {
    for cookie in [
        "jela_session=".to_owned(),
        "jela_session=admin".to_owned(),
        format!("jela_session={}", "f".repeat(64)),
        format!("jela_session={}", "f".repeat(6000)),
        session("bdo", 13),
    ] {
        let reply = get("/mgnrega/district-305", &cookie).await;
        assert_eq!(reply.status, StatusCode::OK, "{cookie}");
        let way_in = reply.attribute("a.account", "href");
        assert_eq!(way_in, "/sign-in?next=%2Fmgnrega%2Fdistrict-305", "{cookie}");
        assert_eq!(
            get(&format!("/children/{INSIDE}"), &cookie).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn side_by_side_everybody_sees_of_each_programme_what_it_gives_them() {
    let address = format!("/convergence/{INSIDE}.csv?by=block");
    let inside = get(&address, &session("bdo", 0)).await;
    assert_eq!(inside.status, StatusCode::OK);
    let text = inside.text();
    let head = text.lines().next().unwrap();
    assert!(
        head.starts_with("block_code,block,mgnrega_persondays,children_children_severe,"),
        "{head}"
    );
    let row: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(
        (row[0], row[3]),
        (INSIDE, SEVERE_INSIDE.to_string().as_str()),
        "{text}"
    );
    for cookie in [String::new(), session("analyst", 0), session("works", 0)] {
        let outside = get(&address, &cookie).await.text();
        let row: Vec<&str> = outside.lines().nth(1).unwrap().split(',').collect();
        assert_eq!((row[3], row[5]), ("", "suppressed"), "{outside}");
    }
}

#[tokio::test]
async fn the_page_side_by_side_says_what_is_not_published_and_draws_nothing_of_it() {
    let address = "/convergence/district-305?by=block";
    let page = get(address, "").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("not published at this detail"), "{text}");
    assert!(
        !text.contains("places, not people"),
        "no pair can be drawn: {text}"
    );
    let all = get(address, &session("admin", 0)).await.text();
    assert!(!all.contains("not published at this detail"));
    for language in ["bn", "hi"] {
        let page = get(&format!("{address}&language={language}"), "").await;
        assert_eq!(page.status, StatusCode::OK, "{language}");
    }
}

#[tokio::test]
async fn places_and_levels_that_are_none_are_refused_side_by_side_as_elsewhere() {
    for (address, status) in [
        ("/convergence/block-99", StatusCode::NOT_FOUND),
        ("/convergence/nowhere.csv", StatusCode::NOT_FOUND),
        ("/convergence/district-305.docx", StatusCode::NOT_FOUND),
        ("/convergence/district-305?by=ward", StatusCode::BAD_REQUEST),
        ("/convergence/district-305?measure=x", StatusCode::BAD_REQUEST),
        (
            "/convergence/district-305?as_on=yesterday",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(get(address, "").await.status, status, "{address}");
    }
}
