//! A reader's own account: second factors, sessions, passwords, the way back in.

use axum::http::StatusCode;
use totp_rs::{Builder, Secret};

use crate::app::{INSIDE, PASSWORD, Reply, get, make, now, post, session, with_account};
use crate::sign_in::{Form, form, sign_in};

/// The code that a phone shows some half minutes from now.
fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let phone = Builder::new().with_secret(secret).build().unwrap();
    let then = u64::try_from(now().as_second() + 30 * steps).unwrap();
    phone.generate(then).to_string()
}

fn account(name: &'static str, role: &'static str) {
    let places: &[&str] = if role == "officer" { &[INSIDE] } else { &[] };
    with_account(move |state| make(state, name, role, places, &[]));
}

/// Sets up a second factor; the shared secret, the recovery codes, and the cookie of the session from then on.
async fn with_factor(name: &'static str) -> (String, Vec<String>, String) {
    account(name, "officer");
    let cookie = session(name, 0);
    let page = get("/account/second-factor", &cookie).await;
    let csrf = page.field("form.sign-in input[name=csrf]");
    let page = post(
        "/account/second-factor",
        &cookie,
        &[("csrf", &csrf), ("step", "begin")],
    )
    .await;
    let secret = page.texts("code.secret").remove(0);
    let right = code(&secret, -1);
    let fields = [("csrf", csrf.as_str()), ("step", "confirm"), ("code", &right)];
    let done = post("/account/second-factor", &cookie, &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let fresh = format!("jela_session={}", done.cookie("jela_session").unwrap());
    assert_ne!(fresh, cookie);
    assert_eq!(
        get("/account", &cookie).await.status,
        StatusCode::SEE_OTHER,
        "the old session ended"
    );
    (secret, done.texts(".codes code"), fresh)
}

/// The answer to a code, after a password that was right.
async fn then_code(after: &Reply, form: &Form, code: &str) -> Reply {
    let half = after.cookie("jela_half").unwrap();
    let cookies = format!("{}; jela_half={half}", form.cookie);
    let fields = [("csrf", form.csrf.as_str()), ("step", "code"), ("code", code)];
    post("/sign-in", &cookies, &fields).await
}

async fn with_code(name: &str, code: &str) -> Reply {
    let form = form().await;
    let fields = [
        ("name", name),
        ("password", PASSWORD),
        ("code", code),
        ("csrf", &form.csrf),
    ];
    post("/sign-in", &form.cookie, &fields).await
}

#[tokio::test]
async fn with_a_second_factor_the_password_alone_opens_nothing() {
    let (secret, recovery, _) = with_factor("factor-1").await;
    assert_eq!(recovery.len(), 10);
    let form = form().await;
    let fields = [
        ("name", "factor-1"),
        ("password", PASSWORD),
        ("csrf", form.csrf.as_str()),
    ];
    let half = post("/sign-in", &form.cookie, &fields).await;
    assert_eq!(half.status, StatusCode::UNAUTHORIZED);
    assert!(half.cookie("jela_session").is_none() && half.text().contains("name=\"code\""));
    let wrong = then_code(&half, &form, "000000").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let right = then_code(&half, &form, &code(&secret, 0)).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    assert!(right.cookie("jela_session").is_some());
    // Halfway in is a way that is gone once.
    let again = then_code(&half, &form, &code(&secret, 1)).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(again.cookie("jela_session").is_none());
}

#[tokio::test]
async fn a_code_may_come_with_the_password_and_never_counts_twice() {
    let (secret, recovery, _) = with_factor("factor-2").await;
    let once = with_code("factor-2", &code(&secret, 0)).await;
    assert_eq!(once.status, StatusCode::SEE_OTHER, "{}", once.text());
    for replayed in [code(&secret, 0), code(&secret, -1)] {
        let twice = with_code("factor-2", &replayed).await;
        assert_eq!(twice.status, StatusCode::UNAUTHORIZED);
        assert!(twice.cookie("jela_session").is_none());
    }
    let by_recovery = with_code("factor-2", &recovery[3]).await;
    assert_eq!(by_recovery.status, StatusCode::SEE_OTHER);
    assert_eq!(
        with_code("factor-2", &recovery[3]).await.status,
        StatusCode::UNAUTHORIZED
    );
    // The code of another account is none.
    assert_eq!(
        with_code("bdo", &code(&secret, 1)).await.status,
        StatusCode::SEE_OTHER,
        "bdo has no factor"
    );
}

#[tokio::test]
async fn whoever_guesses_codes_has_to_wait_whatever_the_address() {
    let (secret, ..) = with_factor("factor-3").await;
    for _ in 0..5 {
        assert_eq!(
            with_code("factor-3", "123456").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let waits = with_code("factor-3", &code(&secret, 0)).await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(waits.cookie("jela_session").is_none());
}

#[tokio::test]
async fn a_wrong_code_sets_nothing_up_and_the_picture_holds_the_key() {
    account("factor-4", "officer");
    let cookie = session("factor-4", 0);
    let csrf = get("/account/second-factor", &cookie)
        .await
        .field("form.sign-in input[name=csrf]");
    let begun = post(
        "/account/second-factor",
        &cookie,
        &[("csrf", &csrf), ("step", "begin")],
    )
    .await;
    assert!(begun.text().contains("<svg class=\"qr\""));
    let fields = [("csrf", csrf.as_str()), ("step", "confirm"), ("code", "000000")];
    let wrong = post("/account/second-factor", &cookie, &fields).await;
    assert!(wrong.texts(".codes code").is_empty() && wrong.cookie("jela_session").is_none());
    assert_eq!(
        sign_in("factor-4", PASSWORD, "/").await.status,
        StatusCode::SEE_OTHER
    );
    for (csrf, step) in [("", "begin"), ("x", "remove")] {
        let forged = post(
            "/account/second-factor",
            &cookie,
            &[("csrf", csrf), ("step", step)],
        )
        .await;
        assert_eq!(forged.status, StatusCode::FORBIDDEN);
    }
    let nonsense = post(
        "/account/second-factor",
        &cookie,
        &[("csrf", &csrf), ("step", "x")],
    )
    .await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_role_that_must_have_a_second_factor_gets_nothing_before_it_is_set_up() {
    account("chief", "admin");
    let came = sign_in("chief", PASSWORD, "/schedules").await;
    assert_eq!(
        came.header("location"),
        "/account/second-factor?next=%2Fschedules"
    );
    let cookie = format!("jela_session={}", came.cookie("jela_session").unwrap());
    for shut in [
        "/account",
        "/schedules",
        &format!("/children/{INSIDE}"),
        "/uploads",
    ] {
        assert_eq!(get(shut, &cookie).await.status, StatusCode::SEE_OTHER, "{shut}");
    }
    let page = get("/account/second-factor?next=/schedules", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    let (csrf, secret) = (
        page.field("form.sign-in input[name=csrf]"),
        page.texts("code.secret").remove(0),
    );
    let right = code(&secret, 0);
    let fields = [
        ("csrf", csrf.as_str()),
        ("step", "confirm"),
        ("code", &right),
        ("next", "/schedules"),
    ];
    let done = post("/account/second-factor", &cookie, &fields).await;
    let cookie = format!("jela_session={}", done.cookie("jela_session").unwrap());
    assert_eq!(get("/schedules", &cookie).await.status, StatusCode::OK);
    // And it can't be taken away again.
    let csrf = get("/account/second-factor", &cookie)
        .await
        .field("form.sign-in input[name=csrf]");
    let next = code(&secret, 1);
    let fields = [("csrf", csrf.as_str()), ("step", "remove"), ("code", &next)];
    post("/account/second-factor", &cookie, &fields).await;
    assert!(with_account(|state| state
        .second_factor("chief")
        .unwrap()
        .is_some()));
}

#[tokio::test]
async fn a_reader_ends_sessions_elsewhere_and_nobody_else_s() {
    account("roams", "officer");
    let (here, there, stranger) = (session("roams", 0), session("roams", 0), session("bdo", 0));
    let page = get("/account", &here).await;
    assert_eq!(page.texts("td form button").len(), 2, "{}", page.text());
    let csrf = page.field("main form input[name=csrf]");
    let other = there.strip_prefix("jela_session=").unwrap();
    let other = store::state::Token::shown(other).unwrap().session_id();
    // A form of another session is not taken, and an id of another account ends nothing.
    assert_eq!(
        post(
            "/account/sessions",
            &stranger,
            &[("csrf", &csrf), ("session", &other)]
        )
        .await
        .status,
        StatusCode::FORBIDDEN
    );
    let theirs = get("/account", &stranger)
        .await
        .field("main form input[name=csrf]");
    post(
        "/account/sessions",
        &stranger,
        &[("csrf", &theirs), ("session", &other)],
    )
    .await;
    assert_eq!(get("/account", &there).await.status, StatusCode::OK);
    let ended = post(
        "/account/sessions",
        &here,
        &[("csrf", &csrf), ("session", &other)],
    )
    .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(get("/account", &there).await.status, StatusCode::SEE_OTHER);
    let more = session("roams", 0);
    post(
        "/account/sessions",
        &here,
        &[("csrf", &csrf), ("session", "others")],
    )
    .await;
    assert_eq!(get("/account", &more).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get("/account", &here).await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_password_needs_the_old_one_and_ends_all_other_sessions() {
    account("changes", "officer");
    let (here, there) = (session("changes", 0), session("changes", 0));
    let csrf = get("/account", &here).await.field("main form input[name=csrf]");
    let change = async |old: &str, new: &str| {
        let fields = [("csrf", csrf.as_str()), ("old", old), ("new", new)];
        post("/account/password", &here, &fields).await
    };
    for (old, new) in [
        ("guess", "ochre-kite-41-palash"),
        (PASSWORD, "bankura1"),
        (PASSWORD, ""),
    ] {
        let refused = change(old, new).await;
        assert_eq!(
            (refused.status, refused.cookie("jela_session")),
            (StatusCode::OK, None)
        );
        assert!(refused.texts("p.answer").len() == 1, "{}", refused.text());
    }
    let changed = change(PASSWORD, "ochre-kite-41-palash").await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    let fresh = format!("jela_session={}", changed.cookie("jela_session").unwrap());
    assert_eq!(get("/account", &fresh).await.status, StatusCode::OK);
    for ended in [&here, &there] {
        assert_eq!(get("/account", ended).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(
        sign_in("changes", PASSWORD, "/").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        sign_in("changes", "ochre-kite-41-palash", "/").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_recovery_link_is_looked_at_often_and_used_once() {
    account("forgot", "officer");
    let link = with_account(|state| state.recovery_link("forgot", false, now()).unwrap());
    let address = format!("/recover?link={}", link.secret());
    for _ in 0..2 {
        let page = get(&address, "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert!(page.text().contains("forgot"));
    }
    let weak = post(
        "/recover",
        "",
        &[("link", link.secret()), ("password", "forgot1")],
    )
    .await;
    assert_eq!(weak.status, StatusCode::BAD_REQUEST);
    let fields = [("link", link.secret()), ("password", "slate-otter-55-sal")];
    let used = post("/recover", "", &fields).await;
    assert_eq!(
        (used.status, used.header("location")),
        (StatusCode::SEE_OTHER, "/sign-in")
    );
    assert!(used.cookie("jela_device").is_some() && used.cookie("jela_session").is_none());
    assert_eq!(post("/recover", "", &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        sign_in("forgot", "slate-otter-55-sal", "/").await.status,
        StatusCode::SEE_OTHER
    );
    for no_link in ["", "x", &"0".repeat(64)] {
        let page = get(&format!("/recover?link={no_link}"), "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{no_link}");
        let sent = post(
            "/recover",
            "",
            &[("link", no_link), ("password", "slate-otter-55-sal")],
        )
        .await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{no_link}");
    }
}

#[tokio::test]
async fn the_pages_of_an_account_are_worded_in_three_languages() {
    let cookie = session("bdo", 0);
    for (language, word) in [
        ("en", "Second factor"),
        ("bn", "দ্বিতীয় ধাপের যাচাই"),
        ("hi", "दूसरे चरण का सत्यापन"),
    ] {
        for address in ["/account", "/account/second-factor"] {
            let page = get(&format!("{address}?language={language}"), &cookie).await;
            assert!(page.text().contains(word), "{address} {language}");
        }
        let page = get(&format!("/recover?link=x&language={language}"), "").await;
        assert!(page.text().contains(&format!("<html lang=\"{language}\"")));
    }
}
