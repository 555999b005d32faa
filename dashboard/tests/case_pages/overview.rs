//! The overview of a programme of cases.

use axum::http::StatusCode;

use crate::app::{BLOCK, get};

#[tokio::test]
async fn stock_and_flow_and_classes_stand_on_the_overview_with_their_tables() {
    let page = get("/pushti/district-305", "worker").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let heads = page.texts("#flow details thead th");
    assert_eq!(heads.first().map(String::as_str), Some("Month"), "{heads:?}");
    assert_eq!(
        heads.len(),
        12,
        "a month and the eleven kinds of the balance: {heads:?}"
    );
    let rows = page.texts("#flow details tbody th");
    assert_eq!(
        (rows.len(), rows.last().map(String::as_str)),
        (12, Some("September 2026"))
    );
    assert!(page.text().contains("class=\"flow in1\""), "somebody came");
    let ages = page.texts("#severe-wasting-by-age details tbody th");
    assert_eq!(ages[0], "0–5 months");
    let centre = get("/pushti/centre-19305010101", "worker").await;
    assert!(
        centre.text().contains("class=\"few\"") && centre.text().contains("· of only 9"),
        "a rate of nine children is marked"
    );
}

#[tokio::test]
async fn a_measure_of_a_band_says_whose_band_it_is() {
    let page = get("/pushti/district-305", "worker").await;
    let bands = page.texts(".tile .band");
    assert!(
        bands.iter().any(|band| band.ends_with("(WHO and UNICEF 2019)")),
        "{bands:?}"
    );
}

#[tokio::test]
async fn rules_are_printed_with_their_numbers() {
    for address in [
        "/pushti/district-305",
        "/pushti/district-305?language=bn",
        "/help",
    ] {
        let text = get(address, "worker").await.text();
        assert!(
            !text.contains("{recovery_visits}") && !text.contains("{default_months}"),
            "{address}"
        );
    }
    let page = get("/pushti/district-305", "worker").await;
    let meaning = page.texts(".definitions dd").join(" ");
    assert!(
        meaning.contains("at 2 monthly measurements in a row"),
        "{meaning}"
    );
}

#[tokio::test]
async fn the_figures_of_a_chart_are_those_of_the_api() {
    let chart = get(
        "/pushti/district-305/overview/severe-wasting-by-age.csv?as_on=2026-09-30",
        "worker",
    )
    .await;
    assert_eq!(chart.status, StatusCode::OK);
    assert!(
        chart
            .text()
            .starts_with("age_group,sam_percent,sam_percent_state\n00-05,"),
        "{}",
        chart.text()
    );
    let flow = get(
        "/pushti/district-305/overview/flow.csv?as_on=2026-09-30",
        "worker",
    )
    .await
    .text();
    assert!(flow.starts_with("month,cases_opening,cases_new,"), "{flow}");
    // Of the three who came, two are left: one recovered.
    assert_eq!(flow.lines().count(), 13);
    let last = flow.lines().last().unwrap();
    assert!(last.starts_with("2026-09,2,0,0,0,0,0,0,0,0,0,2,"), "{last}");
}

#[tokio::test]
async fn charts_are_taken_away_as_drawing_picture_and_workbook() {
    for (form, start) in [("svg", &b"<svg"[..]), ("png", b"\x89PNG"), ("xlsx", b"PK")] {
        for chart in ["flow", "severe-wasting-by-age"] {
            let reply = get(&format!("/pushti/{BLOCK}/overview/{chart}.{form}"), "bdo").await;
            assert_eq!(reply.status, StatusCode::OK, "{chart}.{form}");
            assert!(reply.body.starts_with(start), "{chart}.{form}");
        }
    }
}

#[tokio::test]
async fn a_centre_says_to_which_project_and_sector_it_belongs() {
    let page = get("/pushti/centre-19305010101", "worker").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.texts(".legal").last().unwrap(),
        "ICDS project: Bankura I · Sector: North"
    );
}

#[tokio::test]
async fn only_pages_that_open_to_the_reader_are_linked() {
    let worker = get(&format!("/pushti/{BLOCK}"), "supervisor").await;
    assert_eq!(worker.texts(".pages a").len(), 7);
    let bdo = get(&format!("/pushti/{BLOCK}"), "bdo").await;
    assert_eq!(
        bdo.texts(".pages a"),
        [
            "Overview",
            "Services and inputs",
            "Quality of measurement",
            "Returns",
            "Review meeting",
            "Compare"
        ]
    );
}

#[tokio::test]
async fn the_report_of_the_month_is_made_of_the_declaration() {
    for (form, start) in [("pdf", &b"%PDF"[..]), ("xlsx", b"PK")] {
        let reply = get(
            &format!("/reports/monthly-nutrition?place={BLOCK}&format={form}"),
            "bdo",
        )
        .await;
        assert_eq!(
            reply.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        assert!(reply.body.starts_with(start));
    }
}

#[tokio::test]
async fn the_first_page_has_the_headline_of_the_programme_as_of_the_others() {
    let page = get("/", "worker").await;
    assert_eq!(page.status, StatusCode::OK);
    let tiles = page.texts(".programme .headline, .programme .beside li");
    assert!(
        tiles.iter().any(|tile| tile.starts_with("Children under care 2")),
        "{tiles:?}"
    );
}
