//! What was there and what came is what went and what is left, at every office and place and over every span; and the
//! numbers are those of a ledger.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::oracle::{Ledger, ledger};
use crate::world::{BANKURA, Matter, OFFICES_ALL, PLACES, Span, World};

const FIRST: Date = date(2025, 1, 1);
const LEDGER: [&str; 8] = [
    "opening",
    "received",
    "reopened",
    "transferred_in",
    "disposed",
    "transferred_out",
    "closing",
    "disposal_days",
];

/// Days between steps, any of which may be missing; some matters move early, some after reopening.
fn matter() -> impl Strategy<Value = Matter> {
    let some = |most: i32| proptest::option::weighted(0.8, 0..most);
    (
        (
            0..PLACES.len(),
            0..OFFICES_ALL.len(),
            0..OFFICES_ALL.len(),
            0..500_i32,
        ),
        (some(60), some(40), some(40)),
        proptest::option::weighted(0.4, (0..30_i32, any::<bool>())),
    )
        .prop_map(
            |((place, office, from, received), (closed, reopened, again), moved)| {
                let received = FIRST + received.days();
                let closed = closed.map(|days| received + days.days());
                let reopened = closed.zip(reopened).map(|(closed, days)| closed + days.days());
                let closed_again = reopened.zip(again).map(|(reopened, days)| reopened + days.days());
                let transferred = moved.map(|(days, late)| match reopened.filter(|_| late) {
                    // Between the reopening and the second disposal, or the receipt and the first.
                    Some(reopened) => (reopened + days.days()).min(closed_again.unwrap_or(Date::MAX)),
                    None => (received + days.days()).min(closed.unwrap_or(Date::MAX)),
                });
                Matter {
                    number: String::new(),
                    place: PLACES[place],
                    office: Some(OFFICES_ALL[office]),
                    from_office: transferred.map(|_| OFFICES_ALL[from]),
                    received,
                    closed,
                    reopened,
                    closed_again,
                    transferred,
                    ..Matter::default()
                }
            },
        )
}

fn numbered(mut matters: Vec<Matter>) -> Vec<Matter> {
    for (number, matter) in matters.iter_mut().enumerate() {
        matter.number = format!("case {number}");
    }
    // Something is known of every month, so that no span is one of which nothing was heard.
    matters.extend((0..30).map(|month| {
        let day = FIRST + month.months();
        Matter::new(format!("month {month}"), day).closed(day)
    }));
    matters
}

fn of_cells(values: &[Option<f64>]) -> Ledger {
    let value = |at: usize| values[at].unwrap() as i64;
    Ledger {
        opening: value(0),
        received: value(1),
        reopened: value(2),
        transferred_in: value(3),
        disposed: value(4),
        transferred_out: value(5),
        closing: value(6),
        days: value(7),
    }
}

fn holds(ledger: Ledger) -> bool {
    ledger.opening + ledger.received + ledger.reopened + ledger.transferred_in
        == ledger.disposed + ledger.transferred_out + ledger.closing
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn stock_and_flow_balance_and_equal_a_ledger_by_office_place_and_month(
        matters in proptest::collection::vec(matter(), 1..60),
        (start, length) in (0..500_i32, 0..200_i32),
    ) {
        let matters = numbered(matters);
        let world = World::of(std::slice::from_ref(&matters));
        let (from, to) = (FIRST + start.days(), FIRST + (start + length).days());
        let over = Span::Over(from, to);
        for row in world.ask(BANKURA, &LEDGER, &["office"], over).rows {
            let office = crate::world::id(&row.keys[0]);
            let told = of_cells(&row.cells.iter().map(|cell| cell.value).collect::<Vec<_>>());
            prop_assert!(holds(told), "{office}: {told:?}");
            prop_assert_eq!(told, ledger(&matters, |_, at| at == Some(office.as_str()), from, to));
        }
        let whole = world.ask(BANKURA, &LEDGER, &[], over);
        let told = of_cells(&whole.rows[0].cells.iter().map(|cell| cell.value).collect::<Vec<_>>());
        prop_assert_eq!(told, ledger(&matters, |_, _| true, from, to));
        for row in world.ask(BANKURA, &LEDGER, &["gp", "month"], over).rows {
            let told = of_cells(&row.cells.iter().map(|cell| cell.value).collect::<Vec<_>>());
            prop_assert!(holds(told), "{:?}", row.keys);
        }
        for row in world.ask(BANKURA, &LEDGER, &["block"], over).rows {
            let block = crate::world::id(&row.keys[0]);
            let told = of_cells(&row.cells.iter().map(|cell| cell.value).collect::<Vec<_>>());
            let lies_in = |matter: &Matter| match matter.place {
                "gp-108289" | "gp-108290" => block == "block-2774",
                other => block == other,
            };
            prop_assert_eq!(told, ledger(&matters, |matter, _| lies_in(matter), from, to));
        }
    }
}

#[test]
fn a_transfer_moves_a_matter_from_office_to_office_on_one_day() {
    let matter = Matter {
        from_office: Some("office-a"),
        office: Some("office-b"),
        transferred: Some(date(2026, 5, 10)),
        ..Matter::new(1, date(2026, 5, 4))
    };
    let world = World::of(&[vec![matter.closed(date(2026, 5, 20))]]);
    let may = Span::Over(date(2026, 5, 1), date(2026, 5, 31));
    let ids = ["received", "transferred_out", "transferred_in", "disposed"];
    let rows = world.ask(BANKURA, &ids, &["office"], may).rows;
    let told: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.value.unwrap()).collect())
        .collect();
    assert_eq!(told, [[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 1.0], [0.0; 4]]);
    let before = Span::Over(date(2026, 5, 1), date(2026, 5, 9));
    assert_eq!(world.value("office-a", "closing", before), Some(1.0));
    assert_eq!(world.value("office-b", "closing", before), Some(0.0));
}

#[test]
fn days_that_cannot_lie_where_they_stand_make_no_stay_and_break_no_balance() {
    let (received, closed) = (date(2026, 5, 4), date(2026, 5, 20));
    let odd = [
        // Reopened, but never disposed of.
        Matter {
            reopened: Some(date(2026, 5, 8)),
            ..Matter::new(1, received)
        },
        // Transferred before it was received.
        Matter {
            transferred: Some(date(2026, 4, 1)),
            from_office: Some("office-b"),
            ..Matter::new(2, received).closed(closed)
        },
        // Disposed of again, but never reopened.
        Matter {
            closed_again: Some(date(2026, 5, 25)),
            ..Matter::new(3, received).closed(closed)
        },
    ];
    let world = World::of(&[odd.to_vec()]);
    let may = Span::Over(date(2026, 5, 1), date(2026, 5, 31));
    let cells = world.ask(BANKURA, &LEDGER, &[], may).rows[0].cells.clone();
    let told = of_cells(&cells.iter().map(|cell| cell.value).collect::<Vec<_>>());
    assert!(holds(told), "{told:?}");
    assert_eq!(
        (told.received, told.reopened, told.transferred_in, told.disposed),
        (3, 0, 0, 2)
    );
}

#[test]
fn a_matter_without_an_office_counts_in_its_place_and_at_no_office() {
    let matter = Matter {
        office: None,
        ..Matter::new(1, date(2026, 5, 4))
    };
    let world = World::of(&[vec![matter]]);
    let may = Span::Over(date(2026, 5, 1), date(2026, 5, 31));
    assert_eq!(world.value("block-2774", "received", may), Some(1.0));
    let offices = world.by(BANKURA, "received", "office", may);
    assert!(
        offices.iter().all(|(_, cell)| cell.value == Some(0.0)),
        "{offices:?}"
    );
}
