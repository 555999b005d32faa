//! Every address of the table, and what is said of those that are not in it.

use axum::http::{Method, StatusCode};
use scraper::Selector;

use crate::app::{Reply, ask, get, texts};

#[tokio::test]
async fn every_address_of_the_table_answers() {
    let stylesheet = stylesheet().await;
    for example in dashboard::examples() {
        let address = example.replace("/static/{stylesheet}", &stylesheet);
        let reply = get(&address).await;
        let expected = match address.as_str() {
            "/mgnrega"
            | "/convergence"
            | "/reports/daily-employment?format=html"
            | "/schedules"
            | "/status"
            | "/holdings"
            | "/audit" => StatusCode::SEE_OTHER,
            "/metrics" | "/audit.csv" | "/audit.jsonl" | "/holdings.json" => StatusCode::UNAUTHORIZED,
            "/account/sessions" | "/account/password" => StatusCode::METHOD_NOT_ALLOWED,
            own if own.starts_with("/account") => StatusCode::SEE_OTHER,
            nobody if nobody.starts_with("/sign-in/nobody") => StatusCode::NOT_FOUND,
            "/api/v2" | "/recover?link=x" => StatusCode::NOT_FOUND,
            forms if forms.ends_with("/confirm") || forms.ends_with("/discard") => {
                StatusCode::METHOD_NOT_ALLOWED
            }
            // What was sent, and by whom, is for those who send returns.
            own if own.starts_with("/uploads") || own.starts_with("/batches/") => StatusCode::SEE_OTHER,
            "/sign-out" | "/schedules/pause" => StatusCode::METHOD_NOT_ALLOWED,
            // Links of mails bear a seal that no example can have.
            sealed if sealed.contains("&seal=") => StatusCode::FORBIDDEN,
            _ => StatusCode::OK,
        };
        assert_eq!(
            reply.status,
            expected,
            "{address}: {}",
            String::from_utf8_lossy(&reply.body)
        );
        assert!(
            reply
                .header("content-security-policy")
                .contains("default-src 'none'"),
            "{address}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{address}");
    }
}

async fn stylesheet() -> String {
    let page = get("/help").await.page();
    let link = Selector::parse("link[rel=stylesheet]").unwrap();
    page.select(&link)
        .next()
        .unwrap()
        .attr("href")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_programme_leads_to_its_home_place_with_the_view() {
    let reply = get("/mgnrega?language=bn&as_on=2026-10-31").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        reply.header("location"),
        "/mgnrega/district-305?language=bn&as_on=2026-10-31"
    );
}

#[tokio::test]
async fn an_unknown_place_names_near_ones() {
    let reply = get("/mgnrega/block-305").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(leads_to(&reply, "/mgnrega/district-305"));
    assert!(leads_to(&get("/mgnrega/khatra").await, "/mgnrega/block-"));
}

fn leads_to(reply: &Reply, address: &str) -> bool {
    let links = Selector::parse("main a").unwrap();
    reply
        .page()
        .select(&links)
        .any(|link| link.attr("href").is_some_and(|href| href.starts_with(address)))
}

#[tokio::test]
async fn an_undeclared_page_names_those_there_are() {
    let reply = get("/mgnrega/district-305/cases").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(
        texts(&reply.page(), ".answer")[0].contains("it has overview"),
        "{}",
        reply.text()
    );
}

#[tokio::test]
async fn nothing_but_reading_is_allowed() {
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let reply = ask(method.clone(), "/mgnrega/district-305", &[]).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(reply.header("allow").contains("GET"));
    }
    let head = ask(Method::HEAD, "/mgnrega/district-305", &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn an_old_stylesheet_is_not_found_and_the_present_one_is_kept_for_ever() {
    assert_eq!(
        get("/static/jela-0000000000000000.css").await.status,
        StatusCode::NOT_FOUND
    );
    let reply = get(&stylesheet().await).await;
    assert!(reply.header("cache-control").contains("immutable"));
}
