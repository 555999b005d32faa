//! The figures of the demo: suspended is not nothing, levels are never added, nothing is shown without its date.

use crate::command::jela;
use crate::demo::{LAST_DAY, data, figure, query, table};

#[test]
fn the_demo_takes_everything_in_and_says_that_it_is_made_up() {
    let batches = jela(data(), &["batches", "--json"]).ends_with(0).lines();
    assert!(batches.len() > 100, "{}", batches.len());
    for batch in &batches {
        assert_eq!(batch["sample"], true, "{batch}");
        let [read, accepted, rejected] =
            ["rows_read", "rows_accepted", "rows_rejected"].map(|f| batch[f].as_u64().unwrap());
        assert_eq!(accepted + rejected, read, "{batch}");
    }
    let ran = query("--measure persondays --format json").ends_with(0);
    assert_eq!(ran.lines()[0]["sample"], true);
    let people = query("--measure persondays").ends_with(0);
    assert!(people.text().contains("sample data"), "{}", people.text());
}

#[test]
fn the_latest_day_of_the_data_is_what_is_meant_unless_told() {
    let ran = query("--measure persondays --format json").ends_with(0);
    assert_eq!(ran.lines()[0]["as_on"], LAST_DAY);
}

#[test]
fn months_of_the_suspension_are_suspended_and_never_nothing() {
    let months = table("--measure persondays --by month --as-on 2026-03-31");
    let expected: Vec<String> = (4..=12)
        .map(|m| format!("2025-{m:02}"))
        .chain((1..=3).map(|m| format!("2026-{m:02}")))
        .collect();
    assert_eq!(months.column("month"), expected);
    assert!(
        months.column("persondays").iter().all(|cell| *cell != "0"),
        "{months:?}"
    );
    for (month, (cell, state)) in expected.iter().zip(
        months
            .column("persondays")
            .iter()
            .zip(months.column("persondays_state")),
    ) {
        if month.as_str() < "2025-12" {
            assert_eq!((*cell, state), ("", "suspended"), "{month}");
        } else {
            assert_eq!(state, "value", "{month}");
            assert!(cell.parse::<f64>().unwrap() > 0.0, "{month}");
        }
    }
}

#[test]
fn months_add_up_to_the_year_at_its_end() {
    let months = table("--measure persondays --by month --as-on 2026-03-31");
    let year = table("--measure persondays --as-on 2026-03-31");
    assert_eq!(months.sum("persondays"), year.numbers("persondays")[0].unwrap());
}

#[test]
fn the_stock_of_job_cards_is_a_value_while_work_is_suspended() {
    let position = table("--measure job_cards,persondays --as-on 2025-10-31");
    assert!(position.only("job_cards").parse::<f64>().unwrap() > 600_000.0);
    assert_eq!(
        (position.only("persondays"), position.only("persondays_state")),
        ("", "suspended")
    );
}

#[test]
fn no_change_is_computed_against_a_suspended_base() {
    let compared = table("--measure persondays --as-on 2026-03-31 --compare last-year");
    assert_eq!(compared.only("persondays_state"), "value");
    assert_eq!(
        (
            compared.only("persondays_previous"),
            compared.only("persondays_change")
        ),
        ("", "")
    );
}

#[test]
fn the_parts_add_up_to_the_district_though_both_have_reported() {
    // At the end of October the district sent a row of its own beside those of its GPs.
    for day in ["2026-10-31", "2025-03-31"] {
        let whole = table(&format!("--measure job_cards --as-on {day}")).numbers("job_cards")[0].unwrap();
        for level in ["subdivision", "block", "gp"] {
            let parts = table(&format!("--measure job_cards --by {level} --as-on {day}"));
            assert_eq!(parts.sum("job_cards"), whole, "{level} on {day}");
        }
    }
}

#[test]
fn the_level_that_was_counted_and_the_units_that_reported_belong_to_the_figure() {
    let ran = query("--measure persondays --format json").ends_with(0);
    let cell = &ran.lines()[0]["rows"][0]["persondays"];
    assert_eq!(cell["level"], "gp", "{cell}");
    let units = ["reported", "carried", "expected"].map(|what| cell["units"][what].as_u64().unwrap());
    assert_eq!(units[2], 190);
    assert!(
        units[0] + units[1] <= units[2] && units[1] > 0,
        "{units:?}: one block of the demo is silent"
    );
}

#[test]
fn rates_are_sums_divided_once() {
    let blocks = table("--measure persondays,persondays_women,women_percent --by block");
    let women = blocks.sum("persondays_women") / blocks.sum("persondays") * 100.0;
    let district = figure("women_percent");
    assert!((district - women).abs() < 1e-9, "{district} and {women}");
    let mean = blocks.sum("women_percent") / 22.0;
    assert!(
        (district - mean).abs() > 1e-6,
        "the blocks are not of one size, so their mean must differ"
    );
}

#[test]
fn a_day_s_work_is_what_the_day_added() {
    let day = |from: &str, to: &str| {
        table(&format!("--measure persondays --from {from} --to {to}")).numbers("persondays")[0].unwrap()
    };
    let days = table("--measure persondays --by day --from 2026-11-02 --to 2026-11-06");
    assert_eq!(
        days.column("day"),
        [
            "2026-11-02",
            "2026-11-03",
            "2026-11-04",
            "2026-11-05",
            "2026-11-06"
        ]
    );
    assert_eq!(days.sum("persondays"), day("2026-11-02", "2026-11-06"));
    assert_eq!(
        days.numbers("persondays")[2].unwrap(),
        day("2026-11-04", "2026-11-04")
    );
}

#[test]
fn the_count_begins_again_with_the_new_law() {
    let before = table("--measure persondays --as-on 2026-06-30").numbers("persondays")[0].unwrap();
    let after = table("--measure persondays --as-on 2026-07-31").numbers("persondays")[0].unwrap();
    let july = table("--measure persondays --from 2026-07-01 --to 2026-07-31");
    assert!(before > 0.0 && after > 0.0);
    assert_eq!(
        july.numbers("persondays")[0],
        Some(after),
        "July is what was counted since the first of July"
    );
    let both = table("--measure persondays --from 2026-04-01 --to 2026-07-31");
    assert_eq!(
        both.numbers("persondays")[0],
        Some(before + after),
        "a span over the restart is added piece by piece"
    );
}

#[test]
fn a_place_asked_by_condition_is_the_place_asked_by_name() {
    let named = table("--measure persondays --within block-2786");
    let conditioned = table("--measure persondays --by block --where block=block-2786");
    assert_eq!(conditioned.column("persondays"), named.column("persondays"));
    assert_eq!(conditioned.column("block_code"), ["block-2786"]);
}
