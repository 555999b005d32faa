//! Keys by which programs come in: made on a page, listed, narrowed, ended.

use axum::http::{Method, StatusCode};
use store::state::NewKey;

use crate::app::{INSIDE, OUTSIDE, Reply, ask, get, key, make, now, post, session, with_account};

const KEYS: &str = "/account/keys";

async fn asked(key: &str, place: &str) -> StatusCode {
    let bearer = format!("Bearer {key}");
    let path = format!("/api/v1/query?programme=children&measure=children_severe&within={place}");
    ask(Method::GET, &path, &[("authorization", &bearer)], "")
        .await
        .status
}

async fn sent(cookie: &str, fields: &[(&str, &str)]) -> Reply {
    let page = get(KEYS, cookie).await;
    let csrf = page.field("form.sign-in input[name=csrf]");
    let fields: Vec<(&str, &str)> = std::iter::once(("csrf", csrf.as_str()))
        .chain(fields.iter().copied())
        .collect();
    post(KEYS, cookie, &fields).await
}

async fn made(cookie: &str, label: &str) -> String {
    let fields = [("step", "make"), ("label", label), ("days", "90")];
    let page = sent(cookie, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert_eq!(page.header("cache-control"), "no-store");
    page.texts("code.secret").remove(0)
}

#[tokio::test]
async fn a_key_is_shown_once_opens_what_its_account_may_and_ends_at_once() {
    with_account(|state| make(state, "keys-1", "officer", &[INSIDE], &[]));
    let cookie = session("keys-1", 0);
    let secret = made(&cookie, "nightly copy").await;
    assert_eq!(asked(&secret, INSIDE).await, StatusCode::OK);
    assert_eq!(asked(&secret, OUTSIDE).await, StatusCode::FORBIDDEN);

    let list = get(KEYS, &cookie).await;
    assert!(list.text().contains("nightly copy") && !list.text().contains(&secret));
    assert!(!list.text().contains("not yet"), "that it was used is told");
    let id = list.field("td form input[name=key]");
    let ended = sent(&cookie, &[("step", "end"), ("key", &id)]).await;
    assert!(ended.text().contains("The key has ended"), "{}", ended.text());
    assert_eq!(asked(&secret, INSIDE).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn everybody_sees_and_ends_their_own_keys_and_administrators_all() {
    with_account(|state| {
        make(state, "keys-2", "officer", &[INSIDE], &[]);
        make(state, "keys-3", "officer", &[INSIDE], &[]);
        make(state, "keys-4", "admin", &[], &[]);
    });
    let secret = made(&session("keys-2", 0), "of the second").await;
    let id = get(KEYS, &session("keys-2", 0))
        .await
        .field("td form input[name=key]");
    let other = session("keys-3", 0);
    assert!(!get(KEYS, &other).await.text().contains("of the second"));
    let tried = sent(&other, &[("step", "end"), ("key", &id)]).await;
    assert!(tried.text().contains("no such key"), "{}", tried.text());
    assert_eq!(asked(&secret, INSIDE).await, StatusCode::OK);

    let admin = session("keys-4", 0);
    assert!(get(KEYS, &admin).await.text().contains("of the second"));
    sent(&admin, &[("step", "end"), ("key", &id)]).await;
    assert_eq!(asked(&secret, INSIDE).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_narrowed_key_opens_less_and_never_more_than_its_account() {
    with_account(|state| {
        make(state, "keys-5", "officer", &[INSIDE, OUTSIDE], &[]);
        make(state, "keys-6", "officer", &[INSIDE], &[]);
    });
    let narrowed = |name: &'static str, places: &[&str], programmes: &[&str]| {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let (places, programmes) = (words(places), words(programmes));
        with_account(move |state| {
            let new = NewKey {
                places: &places,
                programmes: &programmes,
                ..NewKey::of(name)
            };
            state.add_key(&new, now()).unwrap().secret().to_owned()
        })
    };
    let of_one = narrowed("keys-5", &[INSIDE], &[]);
    assert_eq!(asked(&of_one, INSIDE).await, StatusCode::OK);
    assert_eq!(asked(&of_one, OUTSIDE).await, StatusCode::FORBIDDEN);
    let of_another = narrowed("keys-5", &[], &["mgnrega"]);
    assert_eq!(asked(&of_another, INSIDE).await, StatusCode::FORBIDDEN);
    // Whatever stands in the state: what the account has not, its key has not.
    let of_elsewhere = narrowed("keys-6", &[OUTSIDE], &[]);
    assert_eq!(asked(&of_elsewhere, OUTSIDE).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn forms_that_are_forged_or_make_no_sense_make_no_key() {
    with_account(|state| make(state, "keys-7", "officer", &[INSIDE], &["children"]));
    let cookie = session("keys-7", 0);
    let forged = [("csrf", "0"), ("step", "make"), ("days", "90")];
    assert_eq!(post(KEYS, &cookie, &forged).await.status, StatusCode::FORBIDDEN);
    assert_eq!(post(KEYS, "", &forged).await.status, StatusCode::SEE_OTHER);
    let bearer = format!("Bearer {}", key("keys-7").secret());
    let by_key = ask(Method::GET, KEYS, &[("authorization", &bearer)], "").await;
    assert_eq!(by_key.status, StatusCode::SEE_OTHER, "keys make no keys");
    for wrong in [
        &[("step", "make"), ("days", "36500")][..],
        &[("step", "make"), ("days", "-1")],
        &[("step", "make"), ("days", "90"), ("programme", "mgnrega")],
        &[("step", "keep")],
    ] {
        let reply = sent(&cookie, wrong).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong:?}");
    }
    let label = "<script>alert(1)</script>".repeat(40);
    let page = sent(&cookie, &[("step", "make"), ("label", &label), ("days", "30")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text().contains("<script>alert"));
}
