//! Where pending matters wait, and for how long.

use figures::State;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::world::{BANKURA, Matter, Span, World};

const DAY: Date = date(2026, 11, 22);

#[test]
fn pending_matters_fall_into_the_declared_groups_of_days_at_their_edges() {
    let waited = [0, 7, 8, 15, 16, 21, 22, 30, 31, 60, 61, 90, 91, 400];
    let matters = waited
        .iter()
        .enumerate()
        .map(|(number, days)| Matter::new(number, DAY - days.days()));
    let world = World::of(&[matters.collect()]);
    let groups = world.by(BANKURA, "pending", "age_bucket", Span::On(DAY));
    let counts: Vec<Option<f64>> = groups.iter().map(|(_, cell)| cell.value).collect();
    assert_eq!(counts[..7], [Some(2.0); 7]);
    assert_eq!(world.value(BANKURA, "pending", Span::On(DAY)), Some(14.0));
}

#[test]
fn a_matter_waits_at_the_last_step_that_it_has_reached_by_the_day() {
    let at = |number: i32| Matter::new(number, date(2026, 11, 1));
    let matters = vec![
        at(1),
        Matter {
            forwarded: Some(date(2026, 11, 3)),
            ..at(2)
        },
        Matter {
            forwarded: Some(date(2026, 11, 3)),
            assigned: Some(date(2026, 11, 5)),
            // Known only later: on the day asked about it waited for action.
            action_taken: Some(date(2026, 12, 1)),
            ..at(3)
        },
    ];
    let world = World::of(&[matters]);
    let steps = world.by(BANKURA, "pending", "waiting_at", Span::On(DAY));
    let counts: Vec<(&str, Option<f64>)> = steps.iter().map(|(id, cell)| (id.as_str(), cell.value)).collect();
    assert_eq!(
        counts[..4],
        [
            ("received", Some(1.0)),
            ("forwarded", Some(1.0)),
            ("assigned", Some(1.0)),
            ("action_taken", Some(0.0))
        ]
    );
}

#[test]
fn what_came_about_has_no_days_waited() {
    let world = World::of(&[vec![Matter::new(1, DAY)]]);
    for measure in ["received", "disposed", "opening", "median_days"] {
        let refused = world.try_ask(BANKURA, &[measure], &["age_bucket"], Span::On(DAY));
        assert!(refused.is_err(), "{measure}");
    }
}

#[test]
fn time_at_a_step_ends_with_the_next_step_that_is_known() {
    let matter = Matter {
        forwarded: Some(date(2026, 11, 3)),
        // Assignment was not written down: the time until action is the forwarding's.
        action_taken: Some(date(2026, 11, 9)),
        ..Matter::new(1, date(2026, 11, 1)).closed(date(2026, 11, 10))
    };
    let world = World::of(&[vec![matter]]);
    let november = Span::Over(date(2026, 11, 1), date(2026, 11, 30));
    let mean = |step: &str| world.cell(BANKURA, &format!("mean_days_{step}"), november);
    assert_eq!(mean("received").value, Some(2.0));
    assert_eq!(mean("forwarded").value, Some(6.0));
    assert_eq!(mean("assigned").state, State::NotApplicable);
    assert_eq!(mean("action_taken").value, Some(1.0));
}

#[test]
fn days_waited_are_added_up_and_divided_once() {
    let world = World::of(&[vec![
        Matter::new(1, DAY - 10.days()),
        Matter::new(2, DAY - 20.days()),
        Matter {
            place: "block-2775",
            ..Matter::new(3, DAY)
        },
    ]]);
    assert_eq!(
        world.value(BANKURA, "pending_mean_days", Span::On(DAY)),
        Some(10.0)
    );
}
