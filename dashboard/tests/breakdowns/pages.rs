//! What a page shows of each kind of breakdown.

use axum::http::StatusCode;

use crate::app::get;

const BANKURA: &str = "/grievance/district-305";

#[tokio::test]
async fn a_league_ranks_the_worst_first_and_tells_what_lies_beyond_chance() {
    let page = get(&format!("{BANKURA}/league")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let names = page.texts("#departments tbody tr:not(.total) th");
    // What takes 60 days is never within the limit; Tourism never is either, and has too few to be the worst.
    assert_eq!(
        names,
        ["Public Works", "Power", "Health and Family Welfare", "Tourism"]
    );
    let first = page.texts("#departments tbody tr:not(.total):nth-child(2) td");
    assert!(
        first[0].starts_with("0.0 (0.0–") && first[0].ends_with("below, beyond chance"),
        "{first:?}"
    );
    let last = page.texts("#departments tbody tr:last-child td");
    assert!(last[0].ends_with("of few"), "{last:?}");
    let said = page.texts("#departments .finding");
    assert!(
        said[0].starts_with("Of 3, 2 lie below the whole beyond chance and 1 above it"),
        "{said:?}"
    );
    assert_eq!(
        page.texts("#departments .drawing svg").len(),
        4,
        "intervals and a funnel, each for a phone and a desk"
    );
    assert!(
        said[1].contains("differ") && said[1].contains("by chance alone"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_heat_table_has_shades_numbers_and_totals() {
    let page = get(&format!("{BANKURA}/pendency")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let heads = page.texts("#offices-by-age thead th");
    assert_eq!(
        (heads[0].as_str(), heads.last().unwrap().as_str()),
        ("Office", "Pending")
    );
    let names = page.texts("#offices-by-age tbody th");
    assert_eq!(
        names[..2],
        ["Bankura", "Works Office"],
        "the whole, then the most"
    );
    let most = page.texts("#offices-by-age td.shade-5");
    assert_eq!(most.len(), 1, "{most:?}");
    assert!(most[0].parse::<u32>().unwrap() > 0, "a shade never stands alone");
    let nothing = page.texts("#offices-by-age td.shade-0");
    assert!(nothing.iter().all(|text| text == "0"), "{nothing:?}");
    let cells = page.texts("#offices-by-age tr.total td");
    let (total, parts) = cells.split_last().unwrap();
    let sum: u32 = parts.iter().map(|text| text.parse::<u32>().unwrap()).sum();
    assert_eq!(sum, total.parse::<u32>().unwrap());
    let link = &page.links("#offices-by-age tbody th a")[0];
    assert!(link.starts_with("/grievance/office-"), "{link}");
    assert_eq!(get(link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_complains_has_the_unknown_last_and_says_how_many_are_known() {
    let page = get(&format!("{BANKURA}/demographics")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let classes = page.texts("#who h3");
    assert_eq!(classes[..2], ["Sex", "Rural or urban"]);
    let rows = page.texts("#who table:nth-of-type(1) tbody th");
    assert_eq!(rows, ["Women", "Men", "Not known"]);
    let text = page.texts("#who").join(" ");
    assert!(text.contains("70.1 % known: 534 of 762"), "{text}");
    // An index of four in seven against half of the people, with its interval.
    let women = page.texts("#who table:nth-of-type(1) tbody tr:first-child td");
    assert_eq!(women[1], "57.1");
    assert!(women[2].starts_with("1.1") && women[2].contains('–'), "{women:?}");
    let unknown = page.texts("#who table:nth-of-type(1) tbody tr:last-child td");
    assert!(unknown[1].starts_with('–'), "{unknown:?}");
}

#[tokio::test]
async fn what_rises_is_told_with_how_it_was_a_year_before() {
    let page = get(&format!("{BANKURA}/subjects")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let row = page.texts("#rising tbody th, #rising tbody td");
    assert_eq!(row, ["Andharthale", "Electricity", "0", "30", "from nothing"]);
    let said = page.texts("#rising .finding");
    assert!(said[0].starts_with("1 of 3 with at least 10"), "{said:?}");
    // A gram panchayat has none inside it to be told apart, and its page shows no empty card.
    let gp = get(&page.links("#rising tbody a")[0]).await;
    assert_eq!(gp.status, StatusCode::OK);
    assert!(!gp.text().contains("id=\"rising\""));
}

#[tokio::test]
async fn a_page_of_all_since_a_day_says_so_and_the_reader_s_own_day_wins() {
    let page = get(&format!("{BANKURA}/demographics")).await;
    let told = page.texts(".coverage").join(" ");
    assert!(told.starts_with("8 Jun 2023 to 20 Nov 2026 · "), "{told}");
    assert!(
        page.texts("select[name=compare]").is_empty(),
        "nothing lies before it"
    );
    let own = get(&format!("{BANKURA}/demographics?from=2026-10-01")).await;
    let told = own.texts(".coverage").join(" ");
    assert!(told.starts_with("1 Oct 2026 to 20 Nov 2026 · "), "{told}");
    let before = get(&format!("{BANKURA}/demographics?as_on=2023-01-31")).await;
    assert_eq!(before.status, StatusCode::OK, "a day before it is a day too");
}

#[tokio::test]
async fn every_page_of_breakdowns_speaks_all_languages_and_opens_for_every_place() {
    for place in [
        "district-305",
        "block-2774",
        "block-2775",
        "block-2776",
        "municipality-250209",
    ] {
        for page in ["league", "pendency", "demographics", "subjects"] {
            for language in ["en", "bn", "hi"] {
                let reply = get(&format!("/grievance/{place}/{page}?language={language}")).await;
                assert_eq!(
                    reply.status,
                    StatusCode::OK,
                    "{place} {page} {language}: {}",
                    reply.text()
                );
            }
        }
    }
}
