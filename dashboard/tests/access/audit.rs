//! What is on record of whom, and who reads it.

use axum::http::{Method, StatusCode};
use store::state::{Entry, Sieve};

use crate::app::{INSIDE, OUTSIDE, PASSWORD, ask, data, get, key, make, post, session, with_account};
use crate::sign_in::sign_in;

/// What is on record of an account, the latest first.
fn record(name: &str) -> Vec<Entry> {
    let sieve = Sieve {
        account: Some(name.to_owned()),
        ..Sieve::default()
    };
    with_account(move |state| state.audit_entries(&sieve, 1000).unwrap())
}

/// What an account did, each with its kind, the latest first.
pub fn deeds(name: &str) -> Vec<String> {
    let told = record(name)
        .into_iter()
        .map(|entry| format!("{} {}", entry.kind, entry.what));
    told.collect()
}

fn officer(name: &'static str) {
    with_account(move |state| make(state, name, "officer", &[INSIDE], &[]));
}

#[tokio::test]
async fn coming_in_failing_and_going_out_are_on_record_and_no_secret_is() {
    officer("seen");
    sign_in("seen", "a-wrong-password", "/").await;
    let came = sign_in("seen", PASSWORD, "/help").await;
    let cookie = format!("jela_session={}", came.cookie("jela_session").unwrap());
    let csrf = get("/help", &cookie).await.field("form.account input[name=csrf]");
    post("/sign-out", &cookie, &[("csrf", &csrf)]).await;
    assert_eq!(
        deeds("seen"),
        [
            "sign-in went out",
            "sign-in came in by password",
            "sign-in wrong name or password"
        ]
    );
    // A password that was typed for a name is no name.
    sign_in("my-password-typed-as-name", "x", "/").await;
    let all = with_account(|state| state.audit_entries(&Sieve::default(), 100_000).unwrap());
    let all = store::state::as_csv(&all);
    for secret in [
        "my-password",
        "a-wrong-password",
        PASSWORD,
        cookie.strip_prefix("jela_session=").unwrap(),
    ] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn what_is_taken_away_is_on_record_also_by_key_and_also_what_was_refused() {
    officer("takes");
    let cookie = session("takes", 0);
    let csv = format!("/children/{INSIDE}/overview.csv?as_on=2026-11-20");
    assert_eq!(get(&csv, &cookie).await.status, StatusCode::OK);
    let elsewhere = format!("/children/{OUTSIDE}/overview.csv");
    assert_eq!(get(&elsewhere, &cookie).await.status, StatusCode::FORBIDDEN);
    let bearer = format!("Bearer {}", key("takes").secret());
    let query = format!("/api/v1/query?programme=children&measure=children_severe&within={INSIDE}");
    ask(Method::GET, &query, &[("authorization", &bearer)], "").await;
    // Pages of figures, words and pictures are no exports.
    for plain in [
        format!("/children/{INSIDE}"),
        "/help".to_owned(),
        format!("/children/{INSIDE}/overview/severe.svg"),
    ] {
        assert_eq!(get(&plain, &cookie).await.status, StatusCode::OK);
    }
    assert_eq!(
        deeds("takes"),
        [
            format!("export {query}"),
            format!("export refused {elsewhere}"),
            format!("export {csv}")
        ]
    );
}

#[tokio::test]
async fn what_everybody_may_have_fills_no_log() {
    let before = with_account(|state| {
        state
            .audit_entries(
                &Sieve {
                    account: Some(String::new()),
                    kind: Some(store::state::Kind::Export),
                    ..Sieve::default()
                },
                1000,
            )
            .unwrap()
            .len()
    });
    for address in [
        "/glance.csv",
        "/mgnrega/district-305/overview.csv",
        "/open-data/children/datapackage.json",
    ] {
        assert_eq!(get(address, "").await.status, StatusCode::OK, "{address}");
    }
    let after = with_account(|state| {
        state
            .audit_entries(
                &Sieve {
                    account: Some(String::new()),
                    kind: Some(store::state::Kind::Export),
                    ..Sieve::default()
                },
                1000,
            )
            .unwrap()
            .len()
    });
    assert_eq!(before, after);
}

#[tokio::test]
async fn administrators_read_it_page_by_page_and_as_files() {
    officer("reads");
    let cookie = session("reads", 0);
    for _ in 0..101 {
        get(&format!("/children/{INSIDE}/overview.csv"), &cookie).await;
    }
    let admin = session("admin", 0);
    let page = get("/audit?account=reads&kind=export", &admin).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("tbody tr").len(), 100);
    let older = page.attribute("main p a[href*=below]", "href");
    assert_eq!(get(&older, &admin).await.texts("tbody tr").len(), 1, "{older}");
    assert!(
        get("/audit?account=reads&kind=mail", &admin)
            .await
            .texts("tbody tr")
            .is_empty()
    );
    assert!(
        get("/audit?account=reads&to=2026-11-21", &admin)
            .await
            .texts("tbody tr")
            .is_empty()
    );
    let csv = get("/audit.csv?account=reads&from=2026-11-22&to=2026-11-22", &admin).await;
    assert_eq!(
        (csv.text().lines().count(), csv.header("jela-row-count")),
        (102, "101")
    );
    let json = get("/audit.jsonl?account=reads", &admin).await;
    let first: serde_json::Value = serde_json::from_str(json.text().lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["account"].as_str(), first["kind"].as_str()),
        (Some("reads"), Some("export"))
    );
    for language in ["bn", "hi"] {
        let page = get(&format!("/audit?language={language}"), &admin).await;
        assert!(page.text().contains(&format!("<html lang=\"{language}\"")));
    }
}

#[tokio::test]
async fn parameters_that_mean_nothing_are_refused() {
    let admin = session("admin", 0);
    for wrong in [
        "kind=king",
        "from=yesterday",
        "to=2026-13-01",
        "below=x",
        "acount=bdo",
        "kind=' OR 1=1",
    ] {
        for address in ["/audit", "/audit.csv", "/audit.jsonl"] {
            let reply = get(&format!("{address}?{}", wrong.replace(' ', "%20")), &admin).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{address}?{wrong}");
        }
    }
}

#[tokio::test]
async fn the_whole_log_holds_whatever_the_tests_did() {
    assert!(data().join("state.sqlite").exists());
    with_account(|state| state.verify_audit(&[]).unwrap().unwrap());
}
