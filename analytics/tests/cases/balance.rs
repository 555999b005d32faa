//! The stock and the flows: at every place and over every span, those at the beginning and those who came are those who
//! left and those at the end.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::world::{CENTRES, Child, Span, World};

const CAME: [&str; 5] = [
    "cases_opening",
    "cases_new",
    "cases_relapsed",
    "cases_returned",
    "cases_transferred_in",
];
const LEFT: [&str; 6] = [
    "cases_recovered",
    "cases_defaulted",
    "cases_died",
    "cases_aged_out",
    "cases_transferred_out",
    "cases_closing",
];

/// The months of a story; it runs over a new financial year.
const MONTHS: i32 = 10;
const FIRST: Date = date(2025, 11, 1);

fn month(at: i32) -> Date {
    FIRST.checked_add(at.months()).unwrap()
}

/// A child's months: severe, between, well, not there, died, gone, came.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Severe,
    Between,
    Well,
    Absent,
    Died,
    Left,
    Joined,
}

fn story() -> impl Strategy<Value = Vec<Seen>> {
    let seen = prop_oneof![
        6 => Just(Seen::Severe), 4 => Just(Seen::Between), 8 => Just(Seen::Well), 5 => Just(Seen::Absent),
        1 => Just(Seen::Died), 1 => Just(Seen::Left), 1 => Just(Seen::Joined),
    ];
    proptest::collection::vec(seen, MONTHS as usize)
}

fn child(centre: usize, number: usize, at: i32, seen: Seen, old: bool) -> Option<Child> {
    let (weight, status) = match seen {
        Seen::Absent => return None,
        Seen::Severe => (Some(7_300), None),
        Seen::Between => (Some(8_200), None),
        Seen::Well => (Some(10_500), None),
        Seen::Died => (None, Some("died")),
        Seen::Left => (None, Some("left")),
        Seen::Joined => (Some(7_300), Some("joined")),
    };
    Some(Child {
        centre: CENTRES[centre],
        id: format!("child-{number}"),
        date: month(at).checked_add((number as i32 % 20).days()).unwrap(),
        sex: Some(if number.is_multiple_of(2) {
            "male"
        } else {
            "female"
        }),
        born: if old { date(2021, 4, 10) } else { date(2024, 3, 1) },
        weight,
        height: weight.map(|_| 800),
        status,
    })
}

fn sum(world: &World, place: &str, measures: &[&str], from: Date, to: Date) -> Option<f64> {
    let figures = world.ask(place, measures, &[], Span::Over(from, to));
    let values: Vec<f64> = figures.rows[0]
        .cells
        .iter()
        .filter_map(|cell| cell.value)
        .collect();
    (!values.is_empty()).then(|| values.iter().sum())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn stock_and_flow_balance_everywhere(
        stories in proptest::collection::vec((0usize..4, story(), any::<bool>()), 1..14),
        silent in proptest::collection::vec((0usize..4, 0..MONTHS), 0..6),
    ) {
        let mut children = Vec::new();
        for (number, (centre, story, old)) in stories.iter().enumerate() {
            for (at, seen) in story.iter().enumerate() {
                let at = i32::try_from(at).unwrap();
                if !silent.contains(&(*centre, at)) {
                    children.extend(child(*centre, number, at, *seen, *old));
                }
            }
        }
        prop_assume!(!children.is_empty());
        let world = World::of(&[children]);
        for place in ["district-9001", "block-90011", "block-90012", "gp-900111", "centre-1", "centre-4"] {
            for (from, to) in (0..MONTHS).flat_map(|from| (from..MONTHS).map(move |to| (from, to))) {
                let (from, to) = (month(from), month(to).last_of_month());
                let came = sum(&world, place, &CAME, from, to);
                let left = sum(&world, place, &LEFT, from, to);
                prop_assert_eq!(came.unwrap_or(0.0), left.unwrap_or(0.0), "{} {} {}", place, from, to);
            }
        }
        let by = |by: &str| {
            let figures = world.ask("district-9001", &["cases_closing"], &[by], Span::On(month(MONTHS - 1).last_of_month()));
            figures.rows.iter().filter_map(|row| row.cells[0].value).sum::<f64>()
        };
        let whole = world.value("district-9001", "cases_closing", Span::On(month(MONTHS - 1).last_of_month()));
        for dimension in ["block", "gp", "centre", "sex", "age_group", "project", "sector"] {
            prop_assert_eq!(by(dimension), whole.unwrap_or(0.0), "{}", dimension);
        }
    }
}

#[test]
fn one_child_s_story_is_told_by_the_flows() {
    let story = [Seen::Severe, Seen::Between, Seen::Well, Seen::Well, Seen::Severe];
    let children = story
        .iter()
        .enumerate()
        .filter_map(|(at, seen)| child(0, 1, at as i32, *seen, false))
        .collect();
    let world = World::of(&[children]);
    let flow = |measure: &str, at: i32| {
        world.value(
            "block-90011",
            measure,
            Span::Over(month(at), month(at).last_of_month()),
        )
    };
    assert_eq!(flow("cases_new", 0), Some(1.0));
    assert_eq!(flow("cases_opening", 1), Some(1.0));
    assert_eq!(flow("cases_recovered", 3), Some(1.0));
    assert_eq!(flow("cases_closing", 3), Some(0.0));
    assert_eq!(flow("cases_relapsed", 4), Some(1.0));
    assert_eq!(flow("cases_closing", 4), Some(1.0));
}

#[test]
fn a_centre_long_silent_with_nobody_under_care_claims_no_zero() {
    let world = World::of(&[vec![
        child(0, 1, 0, Seen::Well, false).unwrap(),
        child(3, 2, 9, Seen::Well, false).unwrap(),
    ]]);
    let on = |at: i32| Span::Over(month(at), month(at).last_of_month());
    assert_eq!(world.value("centre-1", "cases_closing", on(0)), Some(0.0));
    assert_eq!(world.value("centre-1", "cases_closing", on(5)), None);
    assert_eq!(world.value("district-9001", "cases_closing", on(5)), None);
    assert_eq!(world.value("district-9001", "cases_closing", on(9)), Some(0.0));
}

#[test]
fn a_month_in_which_no_centre_reported_has_no_flows_but_those_under_care_remain() {
    let world = World::of(&[vec![
        child(0, 1, 0, Seen::Severe, false).unwrap(),
        child(0, 1, 2, Seen::Severe, false).unwrap(),
    ]]);
    let silent = Span::Over(month(1), month(1).last_of_month());
    assert_eq!(world.value("block-90011", "cases_new", silent), None);
    assert_eq!(world.value("block-90011", "cases_closing", silent), Some(1.0));
}
