//! The way in and the way out.

use axum::http::StatusCode;

use crate::app::{INSIDE, PASSWORD, Reply, get, make, post, session, with_account};

/// A sign-in page as a browser has it: its cookie and its form.
pub struct Form {
    pub cookie: String,
    pub csrf: String,
}

pub async fn form() -> Form {
    let page = get("/sign-in", "").await;
    Form {
        cookie: format!("jela_form={}", page.cookie("jela_form").unwrap()),
        csrf: page.field("form.sign-in input[name=csrf]"),
    }
}

pub async fn sign_in(name: &str, password: &str, next: &str) -> Reply {
    let form = form().await;
    let fields = [
        ("name", name),
        ("password", password),
        ("next", next),
        ("csrf", &form.csrf),
    ];
    post("/sign-in", &form.cookie, &fields).await
}

#[tokio::test]
async fn an_officer_comes_in_is_named_and_goes_out_again() {
    let address = format!("/children/{INSIDE}");
    let came_in = sign_in("bdo", PASSWORD, &address).await;
    assert_eq!(came_in.status, StatusCode::SEE_OTHER, "{}", came_in.text());
    assert_eq!(came_in.header("location"), address);
    let (_, secret, line) = came_in
        .cookies()
        .into_iter()
        .find(|(name, ..)| name == "jela_session")
        .unwrap();
    assert!(
        line.contains("HttpOnly") && line.contains("SameSite=Lax") && !line.contains("Secure"),
        "{line}"
    );
    let cookie = format!("jela_session={secret}");
    let page = get(&address, &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("bdo") && page.text().contains("Sign out"));
    let csrf = page.field("form.account input[name=csrf]");
    let out = post("/sign-out", &cookie, &[("csrf", &csrf)]).await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(out.cookie("jela_session").as_deref(), Some(""));
    // The cookie that somebody copied meanwhile opens nothing any more.
    assert_eq!(get(&address, &cookie).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_was_there() {
    let (before, form) = (session("bdo", 0), form().await);
    let cookies = format!("{}; {before}", form.cookie);
    let fields = [("name", "bdo"), ("password", PASSWORD), ("csrf", &form.csrf)];
    let reply = post("/sign-in", &cookies, &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&format!("/children/{INSIDE}"), &before).await.status,
        StatusCode::SEE_OTHER
    );
    assert_ne!(
        format!("jela_session={}", reply.cookie("jela_session").unwrap()),
        before
    );
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_are_told_alike() {
    let wrong = sign_in("entry", "not-the-password", "/").await;
    let unknown = sign_in("nobody-at-all", "not-the-password", "/").await;
    for reply in [&wrong, &unknown] {
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert!(reply.cookie("jela_session").is_none());
        assert!(!reply.text().contains("not-the-password"));
    }
    let said = |reply: &Reply, name: &str| {
        let csrf = reply.field("form.sign-in input[name=csrf]");
        reply.text().replace(name, "").replace(&csrf, "")
    };
    assert_eq!(said(&wrong, "entry"), said(&unknown, "nobody-at-all"));
}

#[tokio::test]
async fn a_form_that_this_server_did_not_give_is_not_taken() {
    let (mine, other) = (form().await, form().await);
    for (cookie, csrf) in [
        (mine.cookie.as_str(), ""),
        (&mine.cookie, &other.csrf),
        ("jela_form=1", &mine.csrf),
        ("", &mine.csrf),
        ("", ""),
    ] {
        let fields = [("name", "bdo"), ("password", PASSWORD), ("csrf", csrf)];
        let reply = post("/sign-in", cookie, &fields).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{cookie} {csrf}");
        assert!(reply.cookie("jela_session").is_none());
    }
    let cookie = session("bdo", 0);
    for csrf in ["", &mine.csrf] {
        let out = post("/sign-out", &cookie, &[("csrf", csrf)]).await;
        assert_eq!(out.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        get(&format!("/children/{INSIDE}"), &cookie).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_server() {
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\t//evil",
    ] {
        let reply = sign_in("bdo", PASSWORD, next).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (StatusCode::SEE_OTHER, "/"),
            "{next:?}"
        );
    }
    let page = get("/sign-in?next=//evil.example", "").await;
    assert_eq!(page.field("form.sign-in input[name=next]"), "/");
}

#[tokio::test]
async fn whoever_guesses_has_to_wait_longer_and_longer() {
    for _ in 0..5 {
        assert_eq!(
            sign_in("guessed-at", "guess", "/").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let reply = sign_in("guessed-at", PASSWORD, "/").await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply.header("retry-after"), "10");
    assert!(reply.cookie("jela_session").is_none());
    assert!(reply.text().contains("10 seconds"), "{}", reply.text());
}

#[tokio::test]
async fn the_form_is_worded_in_three_languages_and_keeps_the_name() {
    for (language, word) in [("en", "Password"), ("bn", "পাসওয়ার্ড"), ("hi", "पासवर्ड")]
    {
        let page = get(&format!("/sign-in?language={language}"), "").await;
        assert!(page.text().contains(word), "{language}");
        let form = form().await;
        let fields = [
            ("name", "no such name"),
            ("csrf", &form.csrf),
            ("language", language),
        ];
        let again = post("/sign-in", &form.cookie, &fields).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
        assert!(again.text().contains(&format!("<html lang=\"{language}\"")));
        assert_eq!(again.field("form.sign-in input[name=name]"), "no such name");
    }
}

#[tokio::test]
async fn forms_that_are_no_forms_are_refused() {
    let huge = "x".repeat(40_000);
    let form = form().await;
    let reply = post("/sign-in", &form.cookie, &[("name", &huge), ("csrf", &form.csrf)]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    for body in ["", "%ff%fe=%00", "name", "&&&=&"] {
        let reply = crate::app::ask(axum::http::Method::POST, "/sign-in", &[], body).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{body}");
    }
    let hostile = "\"><script>alert(1)</script>";
    let again = post(
        "/sign-in",
        &form.cookie,
        &[("name", hostile), ("password", "x"), ("csrf", &form.csrf)],
    )
    .await;
    assert!(!again.text().contains("<script>"));
}

#[tokio::test]
async fn an_expired_session_opens_nothing() {
    with_account(|state| make(state, "slept", "officer", &[INSIDE], &[]));
    for (hours, status) in [
        (1, StatusCode::OK),
        (3, StatusCode::SEE_OTHER),
        (12, StatusCode::SEE_OTHER),
    ] {
        let reply = get(&format!("/children/{INSIDE}"), &session("slept", hours)).await;
        assert_eq!(reply.status, status, "{hours}");
    }
}
