//! How long a matter may take, and how long it took.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::world::{BANKURA, Matter, Span, World};

fn overdue_on(matter: &Matter, day: Date) -> bool {
    // Another is received on the day, so that something is known of it.
    let world = World::of(&[vec![matter.clone(), Matter::new("other", day)]]);
    world.value(BANKURA, "overdue", Span::On(day)) == Some(1.0)
}

#[test]
fn the_state_cell_has_seven_working_days_of_west_bengal() {
    // Monday 5 October 2026, the week before Durga Puja: 6, 7, 8, 9, 12, 13 and 14 October are working days.
    let matter = Matter::new(1, date(2026, 10, 5));
    assert!(!overdue_on(&matter, date(2026, 10, 14)));
    assert!(overdue_on(&matter, date(2026, 10, 15)));
    // A holiday in between makes it a day later: Gandhi Jayanti is a Friday in 2026.
    let matter = Matter::new(1, date(2026, 9, 28));
    assert!(!overdue_on(&matter, date(2026, 10, 8)));
    assert!(overdue_on(&matter, date(2026, 10, 9)));
}

#[test]
fn before_the_call_centre_the_seven_days_were_calendar_days() {
    let matter = Matter::new(1, date(2023, 5, 1));
    assert!(!overdue_on(&matter, date(2023, 5, 8)));
    assert!(overdue_on(&matter, date(2023, 5, 9)));
}

#[test]
fn the_central_portal_has_the_limit_of_the_day_of_receipt() {
    for (received, last) in [
        (date(2020, 12, 31), date(2021, 3, 1)),
        (date(2021, 1, 1), date(2021, 2, 15)),
        (date(2022, 7, 26), date(2022, 9, 9)),
        (date(2022, 7, 27), date(2022, 8, 26)),
        (date(2024, 8, 22), date(2024, 9, 21)),
        (date(2024, 8, 23), date(2024, 9, 13)),
    ] {
        let matter = Matter {
            channel: Some("cpgrams"),
            ..Matter::new(1, received)
        };
        assert!(!overdue_on(&matter, last), "{received}");
        assert!(overdue_on(&matter, last.tomorrow().unwrap()), "{received}");
    }
}

#[test]
fn within_the_limit_is_judged_of_those_disposed_and_of_those_received() {
    let received = date(2026, 10, 5);
    let lists = vec![vec![
        Matter::new(1, received).closed(date(2026, 10, 14)),
        Matter::new(2, received).closed(date(2026, 10, 15)),
        Matter::new(3, received),
        // Its limit has not passed by the day asked about, so that nothing can be said of it.
        Matter::new(4, date(2026, 10, 29)),
    ]];
    let world = World::of(&lists);
    let october = Span::Over(date(2026, 10, 1), date(2026, 10, 31));
    assert_eq!(world.value(BANKURA, "within_limit_percent", october), Some(50.0));
    let on_time = world.cell(BANKURA, "on_time_percent", october);
    assert_eq!(on_time.parts, Some((1.0, 3.0)));
}

#[test]
fn the_median_is_exact_and_the_mean_is_of_sums() {
    let received = date(2026, 10, 5);
    let after = |number: i32, days: i8| Matter::new(number, received).closed(date(2026, 10, 5 + days));
    let world = World::of(&[vec![after(1, 0), after(2, 2), after(3, 5), after(4, 21)]]);
    let october = Span::Over(date(2026, 10, 1), date(2026, 10, 31));
    assert_eq!(world.value(BANKURA, "median_days", october), Some(3.5));
    assert_eq!(world.value(BANKURA, "mean_days", october), Some(7.0));
    let none = world.cell("block-2775", "median_days", october);
    assert_eq!(
        none.state,
        figures::State::NotApplicable,
        "nothing was disposed of there"
    );
}

#[test]
fn the_disposal_rate_counts_what_stood_at_the_beginning() {
    let matters = vec![
        Matter::new(1, date(2026, 9, 1)).closed(date(2026, 10, 2)),
        Matter::new(2, date(2026, 10, 1)).closed(date(2026, 10, 3)),
        Matter::new(3, date(2026, 10, 1)),
        Matter::new(4, date(2026, 10, 1)),
    ];
    let world = World::of(&[matters]);
    let october = Span::Over(date(2026, 10, 1), date(2026, 10, 31));
    let rate = world.cell(BANKURA, "disposal_percent", october);
    assert_eq!((rate.value, rate.parts), (Some(50.0), Some((2.0, 4.0))));
}

#[test]
fn appeals_are_decided_in_time_by_the_limit_of_the_day_of_the_appeal() {
    let appealed = |number: u32, appeal: Date, days: i64| Matter {
        appeal: Some(appeal),
        appeal_decided: Some(appeal.saturating_add(days.days())),
        ..Matter::new(number, appeal.saturating_sub(40.days())).closed(appeal.saturating_sub(20.days()))
    };
    let decided = |matters: Vec<Matter>, from: Date, to: Date| {
        let world = World::of(&[matters]);
        let value = |measure: &str| world.value(BANKURA, measure, Span::Over(from, to));
        (
            value("appeals_decided"),
            value("appeals_decided_in_time"),
            value("appeal_within_limit_percent"),
        )
    };
    let undecided = Matter {
        appeal: Some(date(2026, 5, 1)),
        ..Matter::new(4, date(2026, 4, 1)).closed(date(2026, 4, 10))
    };
    let matters = vec![
        appealed(1, date(2026, 5, 1), 30),
        appealed(2, date(2026, 5, 1), 31),
        appealed(3, date(2026, 5, 2), 0),
        undecided,
    ];
    let (from, to) = (date(2026, 4, 1), date(2026, 6, 30));
    assert_eq!(
        decided(matters, from, to),
        (Some(3.0), Some(2.0), Some(200.0 / 3.0))
    );
    // Before 27 July 2022 there was no limit, so that none was kept.
    let early = vec![
        appealed(1, date(2022, 7, 26), 3),
        appealed(2, date(2022, 7, 27), 3),
    ];
    let (from, to) = (date(2022, 7, 1), date(2022, 8, 31));
    assert_eq!(decided(early, from, to), (Some(2.0), Some(1.0), Some(50.0)));
}
