//! The page of one measure: what it means, how it stands, and what it is made of.

use axum::http::StatusCode;
use catalog::programme::Subject;
use scraper::Selector;

use crate::app::{LATEST, get, texts};

const WOMEN: &str = "/mgnrega/district-305/indicator?measure=women_percent";

#[tokio::test]
async fn every_measure_of_every_programme_has_a_page() {
    let catalog = catalog::Catalog::load(None).unwrap();
    let languages = ["en", "bn", "hi"];
    let mut number = 0;
    for programme in catalog.programmes.iter() {
        let measures = programme.measures.iter().map(Subject::Measure);
        let indicators = programme.indicators.iter().map(Subject::Indicator);
        for subject in measures.chain(indicators) {
            let language = languages[number % 3];
            number += 1;
            let address = format!(
                "/{}/district-305/indicator?measure={}&language={language}",
                programme.id,
                subject.id()
            );
            let reply = get(&address).await;
            assert_eq!(reply.status, StatusCode::OK, "{address}: {}", reply.text());
            let about = texts(&reply.page(), ".about dd").join(" ");
            assert!(about.contains(subject.id()), "{address}: {about}");
        }
    }
}

#[tokio::test]
async fn a_rate_is_told_with_numerator_denominator_and_all_its_figures() {
    let page = get(WOMEN).await.page();
    assert_eq!(texts(&page, "h1"), ["Women's share of persondays · Bankura"]);
    let heads = texts(&page, ".about dt");
    for head in [
        "Numerator",
        "Denominator",
        "Unit",
        "Direction",
        "Comes from",
        "Id in data",
    ] {
        assert!(
            heads.iter().any(|known| known == head),
            "{head} is not in {heads:?}"
        );
    }
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count(".chart-card .wide svg"), 3, "months, map and ranking");
    assert_eq!(count(".about a[href*='measure=persondays']"), 2);
    assert_eq!(texts(&page, "#places tbody tr").len(), 23);
    assert!(texts(&page, "#places thead").join(" ").contains("Persondays"));
}

#[tokio::test]
async fn the_tile_the_table_and_the_search_lead_to_the_page_of_the_measure() {
    let page = get("/mgnrega/district-305").await.page();
    let tile = Selector::parse("#tile-women_percent h2 a").unwrap();
    let address = page
        .select(&tile)
        .next()
        .unwrap()
        .attr("href")
        .unwrap()
        .to_owned();
    assert_eq!(address, WOMEN);
    let found = get("/search?q=women").await.page();
    let links = Selector::parse(".found a").unwrap();
    assert!(found.select(&links).any(|link| link.attr("href") == Some(WOMEN)));
}

#[tokio::test]
async fn the_twin_of_a_measure_is_the_answer_of_the_api_with_what_it_is_made_of() {
    for form in ["csv", "json", "parquet"] {
        let twin = get(&format!(
            "/mgnrega/district-305/indicator.{form}?measure=women_percent&as_on={LATEST}"
        ))
        .await;
        let api = get(&format!(
            "/api/v1/query?programme=mgnrega&measure=women_percent,persondays_women,persondays&by=block&as_on={LATEST}&format={form}"
        ))
        .await;
        assert_eq!((twin.status, api.status), (StatusCode::OK, StatusCode::OK));
        assert_eq!(twin.body, api.body, "{form}");
    }
    for form in ["xlsx", "pdf"] {
        let file = get(&format!(
            "/mgnrega/block-2774/indicator.{form}?measure=persondays"
        ))
        .await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
    }
}

#[tokio::test]
async fn charts_of_a_measure_are_taken_away_too() {
    for (form, start) in [
        ("svg", &b"<svg"[..]),
        ("png", b"\x89PNG"),
        ("csv", b"block_code,block,"),
        ("xlsx", b"PK"),
    ] {
        let reply = get(&format!(
            "/mgnrega/district-305/indicator/ranking.{form}?measure=average_days"
        ))
        .await;
        assert_eq!(reply.status, StatusCode::OK, "{form}");
        assert!(reply.body.starts_with(start), "{form}");
    }
    let missing = get("/mgnrega/district-305/indicator/ranking.svg").await;
    assert_eq!(missing.status, StatusCode::BAD_REQUEST);
    let unknown = get("/mgnrega/district-305/indicator/pie.svg?measure=average_days").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mistyped_measure_names_the_nearest_in_the_readers_language() {
    let reply = get("/mgnrega/district-305/indicator?measure=persondais&language=bn").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let page = reply.page();
    assert!(
        texts(&page, ".answer")[0].contains("“persondais”"),
        "{}",
        reply.text()
    );
    let near = Selector::parse(".found a").unwrap();
    let first = page.select(&near).next().unwrap();
    assert_eq!(
        first.attr("href"),
        Some("/mgnrega/district-305/indicator?measure=persondays&language=bn")
    );
    assert_eq!(first.text().collect::<String>(), "শ্রমদিবস");
}

#[tokio::test]
async fn two_measures_or_none_are_no_one_measure() {
    let two = get("/mgnrega/district-305/indicator?measure=persondays,job_cards").await;
    assert_eq!(two.status, StatusCode::BAD_REQUEST);
    let none = get("/mgnrega/district-305/indicator").await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(
        texts(&none.page(), ".choice li").len() > 20,
        "all there are to choose from"
    );
    assert_eq!(
        get("/mgnrega/district-305/indicator.csv").await.status,
        StatusCode::BAD_REQUEST
    );
    let hostile = get("/mgnrega/district-305/indicator?measure=%3Cscript%3E").await;
    assert!(!hostile.text().contains("<script>"));
}
