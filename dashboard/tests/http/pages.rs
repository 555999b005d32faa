//! What pages say.

use axum::http::{Method, StatusCode};
use scraper::Selector;

use crate::app::{LATE, ask, get, texts};

#[tokio::test]
async fn the_district_s_page_answers_before_it_shows() {
    let page = get("/mgnrega/district-305").await.page();
    assert_eq!(texts(&page, "h1"), ["Employment · Bankura"]);
    assert_eq!(texts(&page, ".legal"), ["VB-G RAM G, until 30 Jun 2026 MGNREGA"]);
    let answer = &texts(&page, ".answer")[0];
    assert!(
        answer.contains("Persondays: ") && answer.contains("above this date last month"),
        "{answer}"
    );
    assert!(answer.contains("4 of 190 GPs have not reported."), "{answer}");
    assert!(
        texts(&page, ".coverage")[0].starts_with("186 of 190 GPs reported"),
        "{:?}",
        texts(&page, ".coverage")
    );
    assert_eq!(texts(&page, ".late li a").len(), LATE);
}

#[tokio::test]
async fn sample_data_says_so_on_every_page_of_figures() {
    for address in ["/", "/mgnrega/district-305", "/mgnrega/block-2774"] {
        for (language, words) in [("en", "Sample data"), ("bn", "নমুনা তথ্য"), ("hi", "नमूना आँकड़े")]
        {
            let page = get(&format!("{address}?language={language}")).await.page();
            assert!(texts(&page, ".sample")[0].contains(words), "{address} {language}");
        }
    }
}

#[tokio::test]
async fn the_way_down_leads_from_the_district_to_a_gram_panchayat() {
    for (address, next) in [
        ("/mgnrega/district-305", "/mgnrega/subdivision-"),
        ("/mgnrega/district-305", "/mgnrega/block-"),
        ("/mgnrega/subdivision-bnk-sadar", "/mgnrega/block-"),
        ("/mgnrega/block-2774", "/mgnrega/gp-"),
    ] {
        let page = get(address).await.page();
        let links = Selector::parse("main a").unwrap();
        let found = page.select(&links).find_map(|link| {
            link.attr("href")
                .filter(|href| href.starts_with(next))
                .map(str::to_owned)
        });
        let found = found.unwrap_or_else(|| panic!("{address} does not lead to {next}"));
        assert_eq!(get(&found).await.status, StatusCode::OK, "{found}");
    }
}

#[tokio::test]
async fn the_total_of_the_table_is_the_figure_of_the_tile() {
    let page = get("/mgnrega/district-305").await.page();
    let tile = texts(&page, "#tile-persondays .figure").remove(0);
    let total = texts(&page, ".total td");
    assert!(total.contains(&tile), "{tile} is not in {total:?}");
    assert_eq!(
        texts(&page, ".figures tbody tr").len(),
        23,
        "22 blocks and the whole"
    );
}

#[tokio::test]
async fn a_link_in_the_head_sorts_the_table_and_says_so() {
    let page = get("/mgnrega/district-305?sort=-persondays").await.page();
    let sorted = Selector::parse("th[aria-sort=descending]").unwrap();
    assert_eq!(page.select(&sorted).count(), 1);
    let persondays: Vec<u64> = texts(&page, ".figures tbody tr:not(.total) td:nth-of-type(4)")
        .iter()
        .filter_map(|text| text.replace(',', "").parse().ok())
        .collect();
    assert_eq!(persondays.len(), 22);
    assert!(
        persondays.is_sorted_by(|one, other| one >= other),
        "{persondays:?}"
    );
}

#[tokio::test]
async fn every_chart_is_drawn_for_two_widths_and_has_its_table() {
    let page = get("/mgnrega/district-305").await.page();
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count(".chart-card"), 4);
    assert_eq!(count(".chart-card .narrow svg[role=img]"), 4);
    assert_eq!(count(".chart-card .wide svg[role=img]"), 4);
    assert_eq!(count(".chart-card details table caption"), 4);
}

#[tokio::test]
async fn a_map_without_outlines_is_left_out_and_said_so() {
    let page = get("/mgnrega/block-2774").await.page();
    assert_eq!(page.select(&Selector::parse(".chart-card").unwrap()).count(), 2);
    assert!(
        texts(&page, "main > p")
            .iter()
            .any(|text| text.contains("no outlines"))
    );
}

#[tokio::test]
async fn a_gram_panchayat_and_an_empty_district_have_pages_too() {
    assert_eq!(get("/mgnrega/gp-108289").await.status, StatusCode::OK);
    let page = get("/mgnrega/district-306").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("no report") || page.text().contains("No data yet"));
}

#[tokio::test]
async fn the_browser_s_language_counts_where_the_address_names_none() {
    let reply = ask(
        Method::GET,
        "/mgnrega/district-305",
        &[("accept-language", "bn-IN,en;q=0.5")],
    )
    .await;
    assert!(reply.text().contains("<html lang=\"bn\">"));
    assert!(reply.header("vary").contains("accept-language"));
    let named = ask(
        Method::GET,
        "/mgnrega/district-305?language=hi",
        &[("accept-language", "bn")],
    )
    .await;
    assert!(named.text().contains("<html lang=\"hi\">"));
}

#[tokio::test]
async fn the_search_finds_places_and_measures_in_every_script() {
    let places = get("/search?q=khatra").await.page();
    assert!(
        texts(&places, ".found a")
            .iter()
            .any(|name| name.contains("Khatra"))
    );
    let measures = get("/search?q=persondays").await.page();
    assert!(!texts(&measures, ".found a").is_empty());
    let bengali = get("/search?q=%E0%A6%B6%E0%A7%8D%E0%A6%B0%E0%A6%AE&language=bn")
        .await
        .page();
    assert!(!texts(&bengali, ".found a").is_empty());
    assert!(texts(&get("/search?q=zzzzqqq").await.page(), ".found a").is_empty());
}

#[tokio::test]
async fn no_page_asks_anything_of_another_server() {
    for address in ["/", "/mgnrega/district-305", "/help", "/accessibility"] {
        let text = get(address).await.text();
        assert!(
            !text.contains("http://") && !text.contains("https://"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_page_has_one_small_script_of_its_own_and_none_in_its_text() {
    let reply = get("/mgnrega/district-305").await;
    let policy = reply.header("content-security-policy").to_owned();
    assert!(
        policy.contains("script-src 'self';") && policy.contains("connect-src 'self';"),
        "{policy}"
    );
    let scripts = Selector::parse("script").unwrap();
    let page = reply.page();
    let scripts: Vec<_> = page.select(&scripts).collect();
    let address = scripts[0].attr("src").unwrap();
    assert!(scripts.len() == 1 && scripts[0].inner_html().is_empty());
    assert!(
        address.starts_with("/static/jela-") && address.ends_with(".js"),
        "{address}"
    );
    let script = get(address).await;
    assert_eq!(script.status, StatusCode::OK);
    assert!(script.header("cache-control").contains("immutable"));
    assert!(script.header("content-type").starts_with("text/javascript"));
    let packed = ask(Method::GET, address, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let size = packed.body.len();
    assert!(size <= 10 << 10, "the script is {size} bytes packed");
}

#[tokio::test]
async fn the_page_of_returns_names_those_who_are_silent_in_every_language() {
    for language in ["en", "bn", "hi"] {
        let address = format!("/mgnrega/district-305/returns?as_on=2026-11-23&language={language}");
        let page = get(&address).await.page();
        assert_eq!(texts(&page, "#silent tbody tr").len(), LATE, "{language}");
        assert_eq!(
            texts(&page, "#received tbody tr").len(),
            23,
            "22 blocks and the whole"
        );
    }
    let page = get("/mgnrega/district-305/returns?as_on=2026-11-23").await.page();
    let answer = &texts(&page, ".answer")[0];
    assert!(
        answer.contains("22 Nov 2026: 186 of 190 GPs have reported."),
        "{answer}"
    );
    let of_block = get("/mgnrega/block-2774/returns?as_on=2026-11-23").await.page();
    assert_eq!(texts(&of_block, "#received tbody a").len(), 6, "its GPs");
}

#[tokio::test]
async fn what_a_page_of_returns_can_t_show_is_told_with_what_it_can() {
    for (parameters, named) in [
        ("dataset=progres", "progress"),
        ("by=ward", "subdivision, block, gp"),
        ("by=month", "subdivision, block, gp"),
        ("measure=persondays", "dataset"),
    ] {
        let reply = get(&format!("/mgnrega/district-305/returns?{parameters}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{parameters}");
        assert!(reply.text().contains(named), "{parameters}: {}", reply.text());
    }
    let parquet = get("/mgnrega/district-305/returns.parquet").await;
    assert_eq!(parquet.status, StatusCode::NOT_FOUND);
    // A ward owes no return of rural employment.
    let ward = get("/mgnrega/ward-250209-1/returns").await;
    assert_eq!(ward.status, StatusCode::OK);
    assert!(
        ward.text().contains("No GP of this place is registered."),
        "{}",
        ward.text()
    );
}
