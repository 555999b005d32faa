//! Of a matter the latest word counts, whenever and wherever it was received.

use jiff::civil::date;

use crate::world::{BANKURA, Matter, Span, World};

const MAY: Span = Span::Over(date(2026, 5, 1), date(2026, 5, 31));

#[test]
fn a_matter_sent_twice_is_one_and_its_later_word_counts() {
    let open = Matter::new("CMO/1", date(2026, 5, 4));
    let world = World::of(&[vec![open.clone()], vec![open.closed(date(2026, 5, 12))]]);
    assert_eq!(world.value(BANKURA, "received", MAY), Some(1.0));
    assert_eq!(world.value(BANKURA, "disposed", MAY), Some(1.0));
    assert_eq!(world.value(BANKURA, "pending", MAY), Some(0.0));
}

#[test]
fn a_day_of_receipt_corrected_into_another_year_leaves_nothing_behind() {
    let wrong = Matter::new("CMO/1", date(2025, 5, 4));
    let right = Matter::new("CMO/1", date(2026, 5, 4));
    let world = World::of(&[vec![wrong], vec![right]]);
    let both = Span::Over(date(2025, 4, 1), date(2026, 5, 31));
    assert_eq!(world.value(BANKURA, "received", both), Some(1.0));
    assert_eq!(world.value(BANKURA, "received", MAY), Some(1.0));
}

#[test]
fn a_list_of_disposals_alone_leaves_the_rest_of_a_matter_as_it_was() {
    let open = Matter {
        sex: Some("female"),
        category: Some("housing"),
        ..Matter::new("CMO/1", date(2026, 5, 4))
    };
    let disposal = Matter::new("CMO/1", date(2026, 5, 4)).closed(date(2026, 5, 9));
    let other = Matter {
        sex: Some("male"),
        ..Matter::new("CMO/2", date(2026, 5, 5))
    };
    let lists = [vec![open, other], vec![disposal]];
    let world = World::of_columns(&lists, &[None, Some(&["closed"])]);
    assert_eq!(world.value(BANKURA, "disposed", MAY), Some(1.0));
    let by_sex = world.by(BANKURA, "disposed", "sex", MAY);
    assert_eq!(by_sex[0].1.value, Some(1.0), "{by_sex:?}");
    assert_eq!(world.by(BANKURA, "received", "office", MAY)[0].1.value, Some(2.0));
}

#[test]
fn a_disposal_told_with_a_day_of_receipt_of_another_year_still_meets_its_matter() {
    let open = Matter {
        sex: Some("female"),
        ..Matter::new("CMO/1", date(2026, 3, 30))
    };
    let other = Matter::new("CMO/2", date(2026, 3, 31)).closed(date(2026, 5, 2));
    let disposal = Matter::new("CMO/1", date(2026, 4, 1)).closed(date(2026, 5, 9));
    let lists = [vec![open, other], vec![disposal]];
    let world = World::of_columns(&lists, &[None, Some(&["closed"])]);
    let both = Span::Over(date(2026, 3, 1), date(2026, 5, 31));
    assert_eq!(world.value(BANKURA, "received", both), Some(2.0));
    assert_eq!(world.value(BANKURA, "disposed", both), Some(2.0));
    let by_sex = world.by(BANKURA, "disposed", "sex", both);
    assert_eq!(by_sex[0].1.value, Some(1.0), "{by_sex:?}");
    let april = Span::Over(date(2026, 4, 1), date(2026, 4, 30));
    assert_eq!(
        world.value(BANKURA, "received", april),
        Some(1.0),
        "its day of receipt is the later word"
    );
}

#[test]
fn what_was_known_before_a_delivery_is_told_as_it_was_known_then() {
    let open = Matter::new("CMO/1", date(2026, 5, 4));
    let world = World::of(&[vec![open.clone()], vec![open.closed(date(2026, 5, 12))]]);
    let mut query = World::query(
        BANKURA,
        &["pending", "received"],
        &[],
        Span::On(date(2026, 5, 31)),
    );
    query.known_on = Some("2026-05-28T20:26:40Z".parse().unwrap());
    let cells = world.engine.figures(&query).unwrap().rows[0].cells.clone();
    assert_eq!((cells[0].value, cells[1].value), (Some(1.0), Some(1.0)));
}

#[test]
fn facts_and_rollups_answer_alike() {
    let matters: Vec<Matter> = (1..28)
        .map(|day| Matter::new(day, date(2026, 4, day)).closed(date(2026, 5, day)))
        .collect();
    let world = World::of(&[matters]);
    for by in [
        &["gp"][..],
        &["office"],
        &["sex"],
        &["month"],
        &["category", "month"],
    ] {
        for place in [BANKURA, "state-19"] {
            let measures = ["opening", "disposed", "mean_days", "median_days"];
            let query = World::query(place, &measures, by, MAY);
            let rollups = world.engine.figures(&query).unwrap();
            let facts = world.engine.figures_from_facts(&query).unwrap();
            assert_eq!(rollups.rows, facts.rows, "{place} {by:?}");
        }
    }
}
