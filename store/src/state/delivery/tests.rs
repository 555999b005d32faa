//! The ledger under several workers, and what a dead one leaves.

use tempfile::TempDir;

use super::super::account::tests::{now, with_bdo};
use super::super::{IfMissed, IfUncertain, NewRecipient, NewSchedule, State};
use super::*;
use crate::StoreError;

/// A schedule with one recipient: its id and the recipient's.
fn with_schedule() -> (TempDir, State, String, String) {
    let (data, state) = with_bdo();
    let schedule = NewSchedule {
        name: "Daily",
        report: "daily-employment",
        owner: Some("bdo-khatra"),
        owner_address: None,
        cron: "0 8 * * *",
        percent: None,
        watch: None,
        working_days: false,
        if_missed: IfMissed::Send,
        if_uncertain: IfUncertain::Again,
    };
    let recipient = NewRecipient {
        address: "bdo@example.in",
        place: "block-2783",
        language: "bn",
        reader: Some("bdo-khatra"),
        formats: &["xlsx"],
        budget: 1000,
    };
    let id = state
        .add_schedule(&schedule, &[recipient.clone(), recipient], now())
        .unwrap();
    let recipients = state.recipients(&id).unwrap();
    assert_eq!(recipients.len(), 1, "the same address and place count once");
    (data, state, id, recipients[0].id.clone())
}

fn add(state: &State, schedule: &str, recipient: &str, due: Timestamp) -> bool {
    let new = NewDelivery {
        schedule,
        due,
        recipient,
        kind: DeliveryKind::Report,
        address: "bdo@example.in",
        domain: "example.in",
        complete: None,
        as_on: None,
        state: DeliveryState::Due,
        reason: None,
    };
    state.add_delivery(&new, now()).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

#[test]
fn a_due_time_has_one_delivery_a_recipient_however_often_it_is_found() {
    let (_data, state, schedule, recipient) = with_schedule();
    assert!(add(&state, &schedule, &recipient, now()));
    let first = state.deliveries(None, 10).unwrap();
    assert!(!add(&state, &schedule, &recipient, now()));
    assert!(add(&state, &schedule, &recipient, later(1)));
    let ledger = state.deliveries(Some(&schedule), 10).unwrap();
    assert_eq!(ledger.len(), 2);
    assert!(ledger.contains(&first[0]), "with the Message-ID it was made with");
}

#[test]
fn two_workers_never_take_one_delivery_and_a_dead_one_s_is_taken_when_its_lease_ends() {
    let (_data, state, schedule, recipient) = with_schedule();
    add(&state, &schedule, &recipient, now());
    let taken = state.take_delivery("one", now()).unwrap().unwrap();
    assert_eq!(taken.attempts, 1);
    assert_eq!(state.take_delivery("other", later(599)).unwrap(), None);
    assert_eq!(
        state.take_delivery("other", later(600)).unwrap().unwrap().id,
        taken.id
    );
    // The first comes back to life: it holds nothing any more.
    assert!(
        !state
            .note_step(&taken.id, "one", DeliveryState::HandedOver, later(601))
            .unwrap()
    );
    let accepted = Outcome::Accepted { detail: "250" };
    assert!(
        !state
            .note_outcome(&taken.id, "one", accepted, later(601))
            .unwrap()
    );
    assert!(
        state
            .note_outcome(&taken.id, "other", accepted, later(601))
            .unwrap()
    );
    assert_eq!(state.take_delivery("one", later(9999)).unwrap(), None);
}

#[test]
fn what_a_dead_worker_had_handed_over_is_uncertain_and_stays_marked() {
    let (_data, state, schedule, recipient) = with_schedule();
    add(&state, &schedule, &recipient, now());
    let taken = state.take_delivery("one", now()).unwrap().unwrap();
    state
        .note_step(&taken.id, "one", DeliveryState::HandedOver, now())
        .unwrap();
    assert_eq!(state.find_uncertain(later(599)).unwrap(), 0);
    assert_eq!(state.take_delivery("other", later(599)).unwrap(), None);
    assert_eq!(state.find_uncertain(later(600)).unwrap(), 1);
    let again = state.take_delivery("other", later(600)).unwrap().unwrap();
    assert_eq!(
        (again.state, again.message_id),
        (DeliveryState::Uncertain, taken.message_id)
    );
    state
        .note_outcome(
            &again.id,
            "other",
            Outcome::Accepted { detail: "250" },
            later(601),
        )
        .unwrap();
    let settled = state.known_delivery(&again.id).unwrap();
    assert_eq!(
        (settled.state, settled.uncertain),
        (DeliveryState::Accepted, Some(later(600)))
    );
}

#[test]
fn a_crossing_is_told_once_and_again_when_it_was_over_between() {
    let (_data, state, schedule, recipient) = with_schedule();
    let look = |due: i64, holds: &[&str]| {
        let words = |words: &[&str]| -> Vec<String> { words.iter().map(|&word| word.to_owned()).collect() };
        let known = state.crossings(&schedule, &recipient).unwrap();
        let holds = words(holds);
        let fresh: Vec<String> = holds
            .iter()
            .filter(|place| !known.contains(place))
            .cloned()
            .collect();
        let new = NewDelivery {
            schedule: &schedule,
            due: later(due),
            recipient: &recipient,
            kind: DeliveryKind::Report,
            address: "bdo@example.in",
            domain: "example.in",
            complete: None,
            as_on: None,
            state: DeliveryState::Due,
            reason: None,
        };
        state.add_crossing(&new, &holds, &fresh, later(due)).unwrap()
    };
    assert!(look(1, &["gp-1"]));
    assert!(!look(2, &["gp-1"]));
    assert!(look(3, &["gp-1", "gp-2"]));
    assert_eq!(state.deliveries(None, 1).unwrap()[0].crossed, ["gp-2"]);
    assert!(!look(4, &["gp-2"]));
    assert!(look(5, &["gp-1", "gp-2"]));
    assert_eq!(state.deliveries(None, 9).unwrap().len(), 3);
}

#[test]
fn a_held_delivery_waits_for_a_person_and_nobody_else() {
    let (_data, state, schedule, recipient) = with_schedule();
    add(&state, &schedule, &recipient, now());
    let taken = state.take_delivery("one", now()).unwrap().unwrap();
    assert!(state.hold_delivery(&taken.id, "one", now()).unwrap());
    assert_eq!(state.take_delivery("one", later(86_400)).unwrap(), None);
    assert!(state.decide_delivery(&taken.id, true, later(5)).unwrap());
    assert!(state.take_delivery("one", later(5)).unwrap().is_some());
    assert!(
        !state.decide_delivery(&taken.id, false, later(6)).unwrap(),
        "it is on its way"
    );
}

#[test]
fn a_later_try_waits_for_its_time() {
    let (_data, state, schedule, recipient) = with_schedule();
    add(&state, &schedule, &recipient, now());
    let taken = state.take_delivery("one", now()).unwrap().unwrap();
    let outcome = Outcome::Later {
        reason: "temporary",
        detail: "451",
        next_try: later(60),
    };
    state.note_outcome(&taken.id, "one", outcome, now()).unwrap();
    assert_eq!(state.take_delivery("one", later(59)).unwrap(), None);
    assert_eq!(
        state.take_delivery("one", later(60)).unwrap().unwrap().attempts,
        2
    );
}

#[test]
fn who_unsubscribes_gets_nothing_that_still_waits() {
    let (_data, state, schedule, recipient) = with_schedule();
    add(&state, &schedule, &recipient, now());
    assert!(state.unsubscribe(&recipient, now()).unwrap());
    assert!(!state.unsubscribe("nobody", now()).unwrap());
    assert_eq!(state.take_delivery("one", later(1)).unwrap(), None);
    assert_eq!(
        state.deliveries(None, 10).unwrap()[0].state,
        DeliveryState::Cancelled
    );
    assert!(
        state
            .recipient(&recipient)
            .unwrap()
            .unwrap()
            .unsubscribed
            .is_some()
    );
}

#[test]
fn a_schedule_that_goes_on_after_a_pause_does_not_look_back() {
    let (_data, state, schedule, _) = with_schedule();
    state.pause_schedule(&schedule, true, later(10)).unwrap();
    state.pause_schedule(&schedule, true, later(20)).unwrap();
    assert_eq!(state.schedule(&schedule).unwrap().paused, Some(later(10)));
    state.pause_schedule(&schedule, false, later(99)).unwrap();
    let schedule = state.schedule(&schedule).unwrap();
    assert_eq!((schedule.paused, schedule.looked_until), (None, later(99)));
}

#[test]
fn unknown_schedules_and_owners_are_refused() {
    let (_data, state, ..) = with_schedule();
    assert!(matches!(
        state.pause_schedule("nothing", true, now()),
        Err(StoreError::UnknownSchedule { .. })
    ));
    assert!(matches!(
        state.schedule("nothing"),
        Err(StoreError::UnknownSchedule { .. })
    ));
    assert!(matches!(
        state.known_delivery("nothing"),
        Err(StoreError::UnknownDelivery { .. })
    ));
}

#[test]
fn the_outbox_stands_in_numbers_for_whoever_watches_over_it() {
    let (_data, state, schedule, recipient) = with_schedule();
    assert_eq!(state.outbox_gauges(now()).unwrap(), OutboxGauges::default());
    for second in 0..3 {
        add(&state, &schedule, &recipient, later(second));
    }
    let missed = NewDelivery {
        schedule: &schedule,
        due: later(-86_400),
        recipient: &recipient,
        kind: DeliveryKind::Report,
        address: "bdo@example.in",
        domain: "example.in",
        complete: None,
        as_on: None,
        state: DeliveryState::Cancelled,
        reason: Some("missed"),
    };
    state.add_delivery(&missed, now()).unwrap();
    let taken = state.take_delivery("one", later(5)).unwrap().unwrap();
    let detail = "queued";
    state
        .note_outcome(&taken.id, "one", Outcome::Accepted { detail }, later(6))
        .unwrap();
    let gauges = state.outbox_gauges(later(60)).unwrap();
    assert_eq!(
        (gauges.queued, gauges.accepted, gauges.missed, gauges.failed),
        (2, 1, 1, 0)
    );
    assert_eq!(gauges.oldest_due, Some(later(1)));
    assert_eq!(gauges.delay(later(60)), Some(SignedDuration::from_secs(59)));
}
