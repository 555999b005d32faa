//! Reads matters one by one, event after event, as a clerk would with a ledger; the engine must agree with it.

use jiff::civil::Date;

use crate::world::Matter;

/// What happened to a matter on a day at an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Received,
    In,
    Out,
    Disposed,
    Reopened,
}

/// The ledger of one office over a span.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ledger {
    pub opening: i64,
    pub received: i64,
    pub reopened: i64,
    pub transferred_in: i64,
    pub disposed: i64,
    pub transferred_out: i64,
    pub closing: i64,
    pub days: i64,
}

/// The ledger of some offices (all where none is given) for the matters of some places.
pub fn ledger(
    matters: &[Matter],
    counts: impl Fn(&Matter, Option<&str>) -> bool,
    from: Date,
    to: Date,
) -> Ledger {
    let mut ledger = Ledger::default();
    for matter in matters {
        for office in offices(matter) {
            if counts(matter, office) {
                enter(&mut ledger, matter, office, from, to);
            }
        }
    }
    ledger
}

fn offices(matter: &Matter) -> Vec<Option<&'static str>> {
    let mut offices = vec![matter.office];
    if matter.transferred.is_some() && matter.from_office != matter.office {
        offices.push(matter.from_office);
    }
    offices
}

fn enter(ledger: &mut Ledger, matter: &Matter, office: Option<&str>, from: Date, to: Date) {
    let inside = |day: Date| from <= day && day <= to;
    let mut has_before = 0;
    let mut has_at_end = 0;
    for (day, at, event) in events(matter) {
        if at != office {
            continue;
        }
        let step = match event {
            Event::Received | Event::In | Event::Reopened => 1,
            Event::Out | Event::Disposed => -1,
        };
        has_before += if day < from { step } else { 0 };
        has_at_end += if day <= to { step } else { 0 };
        if !inside(day) {
            continue;
        }
        match event {
            Event::Received => ledger.received += 1,
            Event::In => ledger.transferred_in += 1,
            Event::Reopened => ledger.reopened += 1,
            Event::Out => ledger.transferred_out += 1,
            Event::Disposed => {
                ledger.disposed += 1;
                ledger.days += i64::from((day - matter.received).get_days());
            }
        }
    }
    ledger.opening += has_before;
    ledger.closing += has_at_end;
}

/// The events of a matter in order of day, each with the office at which it happened.
fn events(matter: &Matter) -> Vec<(Date, Option<&'static str>, Event)> {
    let early = matter
        .transferred
        .is_some_and(|moved| matter.closed.is_none_or(|closed| moved <= closed));
    let first = if matter.transferred.is_some() {
        matter.from_office
    } else {
        matter.office
    };
    let mut at = first;
    let mut events = vec![(matter.received, at, Event::Received)];
    if let Some(moved) = matter.transferred.filter(|_| early) {
        events.push((moved, at, Event::Out));
        at = matter.office;
        events.push((moved, at, Event::In));
    }
    if let Some(closed) = matter.closed {
        events.push((closed, at, Event::Disposed));
    }
    if let Some(reopened) = matter.reopened {
        events.push((reopened, at, Event::Reopened));
        if let Some(moved) = matter.transferred.filter(|_| !early) {
            events.push((moved, at, Event::Out));
            at = matter.office;
            events.push((moved, at, Event::In));
        }
        if let Some(again) = matter.closed_again {
            events.push((again, at, Event::Disposed));
        }
    }
    events
}
