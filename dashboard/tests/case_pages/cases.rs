//! The list of those under care.

use axum::http::StatusCode;

use crate::app::{BLOCK, CROWD, NAME, OTHER, Reply, get};

async fn list(place: &str, parameters: &str) -> Reply {
    let reply = get(&format!("/pushti/{place}/cases{parameters}"), "worker").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply
}

#[tokio::test]
async fn the_child_under_care_is_listed_and_the_one_who_recovered_is_not() {
    let page = list("centre-19305010101", "").await;
    let rows = page.texts(".cases tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(
        rows[0].contains("girl, 18 months") && rows[0].contains("Ashoktala"),
        "{}",
        rows[0]
    );
    assert!(rows[0].contains("New, since 24 Jun 2026"), "{}", rows[0]);
    assert!(
        rows[0].contains("7.50 kg") && rows[0].contains("80.0 cm"),
        "{}",
        rows[0]
    );
    assert!(
        rows[0].contains("Lost 200 g since the measurement before: visit"),
        "{}",
        rows[0]
    );
    assert!(page.text().contains("class=\"spark\""));
}

#[tokio::test]
async fn no_name_and_no_number_of_a_person_stands_on_any_form_of_the_list() {
    for form in ["", ".csv", ".json"] {
        let reply = list("district-305", form).await;
        for personal in [NAME, "Sabita", "9434000000"] {
            assert!(!reply.text().contains(personal), "{personal} in {form}");
        }
    }
}

#[tokio::test]
async fn the_list_is_cut_by_what_is_to_be_done() {
    let all = list("district-305", "").await;
    assert_eq!(all.texts(".cases tbody tr").len(), 2);
    assert!(
        all.texts(".choices a")
            .iter()
            .any(|choice| choice == "Lost weight 2"),
        "{:?}",
        all.texts(".choices a")
    );
    let late = list("district-305", "?as_on=2026-10-30&alert=not_seen").await;
    assert!(
        late.texts(".alerts")
            .iter()
            .all(|alerts| alerts.contains("Not seen for 42 days: visit"))
    );
    let none = list("district-305", "?alert=copied").await;
    assert!(
        none.texts("main p")
            .iter()
            .any(|text| text == "Nobody on the list has this alert.")
    );
}

#[tokio::test]
async fn what_to_do_is_said_in_bengali_and_hindi() {
    let bengali = list("district-305", "?language=bn").await;
    assert!(bengali.texts(".alerts").join(" ").contains("গ্রাম কমেছে"));
    let hindi = list("district-305", "?language=hi").await;
    assert!(hindi.texts(".alerts").join(" ").contains("ग्राम घटा"));
}

#[tokio::test]
async fn the_rules_stand_under_the_list_with_their_numbers() {
    let page = list(BLOCK, "").await;
    let rules = page.texts("#rules-title + ul li");
    assert!(
        rules.contains(&"Monthly measurements in a row that a recovery needs: 2".to_owned()),
        "{rules:?}"
    );
}

#[tokio::test]
async fn every_form_of_the_list_has_the_same_rows() {
    let csv = list("district-305", ".csv").await.text();
    let json: serde_json::Value = serde_json::from_slice(&list("district-305", ".json").await.body).unwrap();
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(csv.lines().count(), rows.len() + 1);
    for (line, row) in csv.lines().skip(1).zip(rows) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields[0], row["id"].as_str().unwrap());
        assert_eq!(
            fields[8].parse::<f64>().unwrap(),
            row["weight_kg"].as_f64().unwrap()
        );
        assert_eq!(fields[16], row["alerts"].as_str().unwrap());
    }
    let cut = list("district-305", ".csv?alert=copied").await.text();
    assert_eq!(cut.lines().count(), 1);
    let workbook = list("district-305", ".xlsx").await;
    assert!(workbook.body.starts_with(b"PK"));
    let name = workbook.headers["content-disposition"].to_str().unwrap();
    assert!(
        name.contains("pushti-district-305-cases-2026-09-24.xlsx"),
        "{name}"
    );
}

#[tokio::test]
async fn a_place_without_cases_says_so() {
    let page = list("centre-19305010102", "").await;
    assert_eq!(page.texts(".answer"), ["Nobody is under care here on this day."]);
}

#[tokio::test]
async fn the_list_opens_only_to_those_who_look_after_the_place() {
    for (place, name, status) in [
        (BLOCK, "supervisor", StatusCode::OK),
        (OTHER, "supervisor", StatusCode::FORBIDDEN),
        (BLOCK, "bdo", StatusCode::FORBIDDEN),
        (BLOCK, "analyst", StatusCode::FORBIDDEN),
        (BLOCK, "", StatusCode::SEE_OTHER),
    ] {
        let reply = get(&format!("/pushti/{place}/cases"), name).await;
        assert_eq!(reply.status, status, "{name} at {place}");
    }
    assert_eq!(
        get(&format!("/pushti/{BLOCK}/cases.csv"), "").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_long_list_has_pages_that_together_hold_every_child_once() {
    let first = list(OTHER, "?as_on=2024-07-31").await;
    assert_eq!(first.texts(".cases tbody tr").len(), 100);
    assert_eq!(
        first.texts(".paging p"),
        [format!("Shown are 1 to 100 of {CROWD}.")]
    );
    assert_eq!(first.attributes(".paging", "aria-label"), ["Page 1 of 2"]);
    assert_eq!(first.texts(".paging [aria-current=page]"), ["Page 1"]);
    let next = first.attributes(".paging a[rel=next]", "href").remove(0);
    assert_eq!(next, format!("/pushti/{OTHER}/cases?as_on=2024-07-31&page=2"));
    let second = get(&next, "worker").await;
    assert_eq!(second.attributes(".paging a[rel=next]", "href").len(), 0);
    assert_eq!(
        second.attributes(".paging a[rel=prev]", "href"),
        [format!("/pushti/{OTHER}/cases?as_on=2024-07-31")]
    );
    let rows = |page: &Reply| page.attributes(".cases tbody tr", "id");
    let mut children = [rows(&first), rows(&second)].concat();
    children.sort();
    children.dedup();
    assert_eq!(children.len(), CROWD);
}

#[tokio::test]
async fn another_choice_begins_with_its_first_page_and_another_language_does_not() {
    let second = list(OTHER, "?as_on=2024-07-31&page=2").await;
    let choices = second.attributes(
        ".choices a, .inside a, .crumbs a, .downloads a, nav.pages a",
        "href",
    );
    assert!(
        choices.len() > 5 && choices.iter().all(|address| !address.contains("page=")),
        "{choices:?}"
    );
    assert!(
        second
            .attributes(".bar input", "name")
            .iter()
            .all(|name| name != "page")
    );
    let languages = second.attributes(".languages a", "href");
    assert!(
        !languages.is_empty() && languages.iter().all(|address| address.contains("page=2")),
        "{languages:?}"
    );
}

#[tokio::test]
async fn a_short_list_has_no_pages() {
    assert!(list(BLOCK, "").await.texts(".paging").is_empty());
    assert!(list(BLOCK, "?page=1").await.texts(".paging").is_empty());
}

#[tokio::test]
async fn files_hold_the_whole_list() {
    let csv = list(OTHER, ".csv?as_on=2024-07-31").await.text();
    assert_eq!(csv.lines().count(), CROWD + 1);
}
