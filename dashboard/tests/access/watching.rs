//! How a server is watched: what is counted, who may read it, and that it tells of nobody.

use axum::http::Method;

use crate::app::{ask, get, session};

/// The value of a sample, by how its line begins.
fn value(text: &str, begins: &str) -> f64 {
    let line = text.lines().find(|line| line.starts_with(begins));
    let line = line.unwrap_or_else(|| panic!("{begins} is not in\n{text}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_is_counted_is_told_in_the_words_of_prometheus() {
    let admin = session("admin", 0);
    get("/help", "").await;
    get("/no-such-programme", "").await;
    let first = get("/metrics", &admin).await;
    assert!(
        first
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    let text = first.text();
    assert!(text.ends_with("# EOF\n"), "{text}");
    let helps = |text: &str| {
        value(
            text,
            "jela_requests_total{route=\"/help\",method=\"GET\",status=\"200\"}",
        )
    };
    let before = helps(&text);
    assert!(before >= 1.0);
    get("/help", "").await;
    assert!(helps(&get("/metrics", &admin).await.text()) > before);
    assert!(value(&text, "jela_request_seconds_count") >= 2.0);
    assert!(value(&text, "jela_answers_total{from=\"computed\"}") >= 1.0);
    assert!(value(&text, "jela_data_version") >= 1.0);
    assert!(value(&text, "jela_memory_bytes") > 1e6 && value(&text, "jela_disk_free_bytes") > 1e6);
    assert!(value(&text, "jela_rows_accepted{programme=\"children\"") > 0.0);
    for state in ["queued", "reading", "review", "taken", "failed"] {
        value(&text, &format!("jela_jobs{{state=\"{state}\"}}"));
    }
    value(&text, "jela_mails{state=\"held\"}");
}

#[tokio::test]
async fn no_label_tells_of_a_person_a_place_or_what_was_looked_for() {
    let admin = session("admin", 0);
    get("/search?q=riya-das", "").await;
    get("/children/block-2786", &session("bdo", 0)).await;
    get("/%3Cscript%3E", "").await;
    ask(Method::from_bytes(b"BREW").unwrap(), "/", &[], "").await;
    let text = get("/metrics", &admin).await.text();
    for word in ["riya", "block-2786", "bdo", "script", "BREW"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(
        text.contains("route=\"/{programme}/{place}\"") && text.contains("method=\"other\""),
        "{text}"
    );
}

#[tokio::test]
async fn an_administrator_reads_the_same_in_words_in_three_languages() {
    let admin = session("admin", 0);
    for (language, words) in [("en", "All is well"), ("bn", "সব ঠিক আছে"), ("hi", "सब ठीक है")]
    {
        let page = get(&format!("/status?language={language}"), &admin).await;
        assert!(page.text().contains(words), "{}", page.text());
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let page = get("/help", &admin).await.text();
    let links = |page: &str| page.replace("&#x2f;", "/").contains("href=\"/status");
    assert!(links(&page), "{page}");
    assert!(!links(&get("/help", &session("bdo", 0)).await.text()));
}

#[tokio::test]
async fn a_server_that_can_answer_is_ready() {
    let ready = get("/readyz", "").await;
    assert_eq!((ready.status.as_u16(), ready.text().as_str()), (200, "ready\n"));
}
