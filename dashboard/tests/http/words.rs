//! What a site of the government must have: owner, last update, help, glossary, map, policies, feedback.

use axum::http::StatusCode;
use dashboard::Owner;
use scraper::Selector;

use crate::app::{get, get_of, owned_by, texts};

#[tokio::test]
async fn every_page_names_its_owner_and_when_the_data_last_changed() {
    for address in [
        "/",
        "/mgnrega/district-305",
        "/mgnrega/district-305/indicator?measure=persondays",
        "/mgnrega/district-305/compare",
        "/mgnrega/district-305/source",
        "/help",
        "/help/glossary",
        "/policies",
        "/site-map",
        "/feedback",
        "/accessibility",
    ] {
        for (language, owner) in [
            ("en", "District administration"),
            ("bn", "জেলা প্রশাসন"),
            ("hi", "ज़िला प्रशासन"),
        ] {
            let joint = if address.contains('?') { '&' } else { '?' };
            let page = get(&format!("{address}{joint}language={language}")).await.page();
            let foot = &texts(&page, ".owner")[0];
            assert!(
                foot.contains(owner) && foot.contains("2026, 18:00"),
                "{address} {language}: {foot}"
            );
        }
    }
}

#[tokio::test]
async fn every_way_of_the_site_map_leads_somewhere() {
    let page = get("/site-map").await.page();
    let links = Selector::parse(".site-map a").unwrap();
    let links: Vec<String> = page
        .select(&links)
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect();
    assert!(links.len() > 25, "{}", links.len());
    for link in links {
        let status = get(&link).await.status;
        // Where small counts are hidden, the reader is led to the sign-in page.
        assert!(
            matches!(status, StatusCode::OK | StatusCode::SEE_OTHER),
            "{link}: {status}"
        );
    }
}

#[tokio::test]
async fn the_office_of_the_settings_is_named_and_can_be_written_to() {
    let app = owned_by(Owner {
        name: "Collectorate <Bankura>".to_owned(),
        contact: "dm.bankura@example.in".to_owned(),
    });
    let page = get_of(app, "/feedback").await;
    assert!(texts(&page.page(), ".answer")[0].contains("Collectorate <Bankura>"));
    assert!(page.text().contains("mailto:dm.bankura@example.in"));
    let unset = get("/feedback").await;
    assert!(unset.text().contains("No address is set") && !unset.text().contains("mailto:"));
}

#[tokio::test]
async fn terms_are_told_in_the_readers_language_with_those_of_the_others() {
    let page = get("/help/glossary?language=bn").await.page();
    let terms = texts(&page, "dt");
    assert!(terms.len() > 25);
    assert!(
        terms
            .iter()
            .any(|term| term.contains("শ্রমদিবস") && term.contains("Persondays")),
        "{terms:?}"
    );
}

#[tokio::test]
async fn a_page_of_words_takes_no_other_parameter() {
    for page in ["/policies", "/feedback", "/site-map", "/help/glossary"] {
        assert_eq!(
            get(&format!("{page}?as_on=2026-11-22")).await.status,
            StatusCode::BAD_REQUEST,
            "{page}"
        );
        assert_eq!(
            get(&format!("{page}?language=ta")).await.status,
            StatusCode::BAD_REQUEST,
            "{page}"
        );
        assert_eq!(
            get(&format!("{page}/x")).await.status,
            StatusCode::NOT_FOUND,
            "{page}"
        );
    }
}
