//! A place that is split: what is added up over it stays what it was, at every level and over every time. A place that is
//! renamed stays the same place.

use catalog::{Grain, PlaceLevel};
use figures::{BreakKind, Dimension, Figures, Query, State};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::world::{REGISTRY, Row, World};

/// The panchayat that is split, those that follow, and the day.
const OLD: &str = "gp-900111";
const NORTH: &str = "gp-900113";
const SOUTH: &str = "gp-900114";
const SPLIT: Date = date(2026, 5, 20);

const MEASURES: [&str; 5] = [
    "persondays",
    "persondays_women",
    "women_percent",
    "job_cards",
    "works_ongoing",
];

fn split_registry() -> String {
    let list = REGISTRY.replacen("code,name,parent", "code,name,parent,replaces,valid_from", 1);
    let padded = list.lines().enumerate().map(|(at, line)| match at {
        0 => line.to_owned(),
        _ => format!("{line},,"),
    });
    let padded: Vec<String> = padded.collect();
    format!(
        "{}\n{NORTH},East one north,block-90011,{OLD},{SPLIT}\n{SOUTH},East one south,block-90011,{OLD},{SPLIT}\n",
        padded.join("\n")
    )
}

fn renamed_registry() -> String {
    split_registry()
        .lines()
        .filter(|line| !line.starts_with(SOUTH))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// What all panchayats count every ninth day, each growing in its own pace and beginning again at each restart; those of the
/// split place also on the day before.
fn counted(paces: [i64; 4]) -> Vec<Row> {
    let places = [OLD, "gp-900112", "gp-900121", "gp-900122"];
    let mut rows = Vec::new();
    for (place, pace) in places.into_iter().zip(paces) {
        let first = date(2026, 4, 1);
        let mut days: Vec<Date> = (0..16).map(|at| first + (at * 9).days()).collect();
        days.extend([
            SPLIT.yesterday().unwrap(),
            SPLIT,
            date(2026, 6, 30),
            date(2026, 7, 1),
        ]);
        days.sort();
        days.dedup();
        rows.extend(days.into_iter().map(|day| row(place, day, pace)));
    }
    rows
}

fn row(place: &'static str, day: Date, pace: i64) -> Row {
    let since = if day >= date(2026, 7, 1) {
        date(2026, 7, 1)
    } else {
        date(2026, 4, 1)
    };
    let days = i64::from((day - since).get_days()) + 1;
    let all = i64::from((day - date(2026, 1, 1)).get_days());
    Row {
        place,
        date: day,
        persondays: Some(days * pace),
        women: Some(days * pace / 3),
        job_cards: Some(1_000 + all * pace),
        works: Some(all * pace % 97),
    }
}

/// The same, with the old panchayat's rows from the split on told by the two that follow it: `part` percent of what is
/// counted falls to the first of them. Both count anew from their first day.
fn split(rows: &[Row], part: i64) -> Vec<Row> {
    let before = rows
        .iter()
        .filter(|row| row.place == OLD && row.date < SPLIT)
        .max_by_key(|row| row.date)
        .unwrap()
        .clone();
    let mut split = Vec::new();
    for row in rows {
        if row.place != OLD || row.date < SPLIT {
            split.push(row.clone());
            continue;
        }
        let begins_again = row.date < date(2026, 7, 1);
        let since = |now: Option<i64>, then: Option<i64>| match begins_again {
            true => now.unwrap() - then.unwrap(),
            false => now.unwrap(),
        };
        let counts = [
            since(row.persondays, before.persondays),
            since(row.women, before.women),
            row.job_cards.unwrap(),
            row.works.unwrap(),
        ];
        let north = counts.map(|count| count * part / 100);
        let south = [0, 1, 2, 3].map(|at| counts[at] - north[at]);
        for (place, [persondays, women, job_cards, works]) in [(NORTH, north), (SOUTH, south)] {
            split.push(Row {
                place,
                date: row.date,
                persondays: Some(persondays),
                women: Some(women),
                job_cards: Some(job_cards),
                works: Some(works),
            });
        }
    }
    split
}

fn ask(world: &World, within: &str, by: Vec<Dimension>, from: Option<Date>, end: Date) -> Figures {
    let query = Query {
        by,
        as_on: Some(end),
        from,
        ..Query::of(
            "mgnrega",
            within.parse().unwrap(),
            &MEASURES,
            figures::Reader::operator(),
        )
    };
    let figures = world.engine.figures(&query).unwrap();
    assert_eq!(figures, world.engine.figures_from_facts(&query).unwrap());
    figures
}

/// Values and states, without who reported: a split place has more reporters than before.
fn told(figures: &Figures) -> Vec<Vec<(State, Option<f64>)>> {
    let cells = figures.rows.iter();
    cells
        .map(|row| row.cells.iter().map(|cell| (cell.state, cell.value)).collect())
        .collect()
}

fn by() -> impl Strategy<Value = Vec<Dimension>> {
    prop_oneof![
        Just(vec![]),
        Just(vec![Dimension::Place(PlaceLevel::Block)]),
        Just(vec![Dimension::Time(Grain::Month)]),
        Just(vec![
            Dimension::Place(PlaceLevel::Block),
            Dimension::Time(Grain::Week)
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases() / 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_over_a_split_place_are_what_they_were_at_every_level_and_over_every_time(
        paces in prop::array::uniform4(1..50_i64),
        part in 0..=100_i64,
        asked in prop::collection::vec((by(), 2..95_i32, prop::option::of(1..80_i32)), 5),
    ) {
        let rows = counted(paces);
        let whole = World::of(std::slice::from_ref(&rows));
        let apart = World::in_registry(&split_registry(), &[split(&rows, part)]);
        for (by, end, back) in asked {
            let end = date(2026, 4, 1) + end.days();
            let from = back.map(|back| (end - back.days()).max(date(2026, 4, 1)));
            for within in ["district-9001", "block-90011", "block-90012"] {
                let [before, after] = [&whole, &apart].map(|world| ask(world, within, by.clone(), from, end));
                prop_assert_eq!(told(&before), told(&after), "{} by {:?} from {:?} to {}", within, by, from, end);
            }
            parts_add_up(&apart, from, end)?;
        }
    }

    #[test]
    fn a_renamed_place_has_all_that_was_reported_under_either_name(
        paces in prop::array::uniform4(1..50_i64),
        end in 2..95_i32,
        back in prop::option::of(1..80_i32),
    ) {
        let rows = counted(paces);
        let before = World::of(std::slice::from_ref(&rows));
        let renamed: Vec<Row> = rows
            .into_iter()
            .map(|row| match row.place == OLD && row.date >= SPLIT {
                true => Row { place: NORTH, ..row },
                false => row,
            })
            .collect();
        let after = World::in_registry(&renamed_registry(), &[renamed]);
        let end = date(2026, 4, 1) + end.days();
        let from = back.map(|back| (end - back.days()).max(date(2026, 4, 1)));
        let gps = vec![Dimension::Place(PlaceLevel::Gp)];
        let sorted = |figures: &Figures| {
            let mut told: Vec<String> = told(figures).into_iter().map(|row| format!("{row:?}")).collect();
            told.sort();
            told
        };
        for by in [vec![], gps] {
            let [one, other] = [&before, &after].map(|world| ask(world, "block-90011", by.clone(), from, end));
            prop_assert_eq!(sorted(&one), sorted(&other));
            prop_assert_eq!(one.units, other.units);
            prop_assert!(other.breaks.iter().all(|known| known.kind != BreakKind::Places));
        }
    }
}

/// The panchayats of the block, the one that was among them, add up to the block.
fn parts_add_up(world: &World, from: Option<Date>, end: Date) -> Result<(), TestCaseError> {
    let parts = ask(
        world,
        "block-90011",
        vec![Dimension::Place(PlaceLevel::Gp)],
        from,
        end,
    );
    let block = ask(world, "block-90011", vec![], from, end);
    for id in ["persondays", "persondays_women", "works_ongoing"] {
        let column = parts.column(id).unwrap();
        let sum: f64 = parts.rows.iter().filter_map(|row| row.cells[column].value).sum();
        if let Some(whole) = block.cell(0, id).unwrap().value {
            prop_assert!(
                (sum - whole).abs() < 1e-9,
                "{id} from {from:?} to {end}: {sum} and {whole}"
            );
        }
    }
    Ok(())
}

fn cell<'f>(figures: &'f Figures, place: &str, id: &str) -> &'f figures::Cell {
    let row = figures
        .rows
        .iter()
        .find(|row| row.place().is_some_and(|(code, _)| code.as_str() == place))
        .unwrap_or_else(|| panic!("{place} is no row"));
    &row.cells[figures.column(id).unwrap()]
}

#[test]
fn over_a_restart_the_place_that_was_split_keeps_its_part_of_the_whole() {
    let world = World::in_registry(&split_registry(), &[split(&counted([1, 1, 1, 1]), 0)]);
    let (from, end) = (Some(date(2026, 4, 24)), date(2026, 7, 4));
    parts_add_up(&world, from, end).unwrap();
    let gps = vec![Dimension::Place(PlaceLevel::Gp)];
    let parts = ask(&world, "block-90011", gps.clone(), from, end);
    assert_eq!(cell(&parts, OLD, "persondays").value, Some(30.0));
    // Of a time in which it no longer was it has no figure.
    let after = ask(&world, "block-90011", gps, Some(date(2026, 7, 2)), end);
    assert!(
        after
            .rows
            .iter()
            .all(|row| row.place().unwrap().0.as_str() != OLD)
    );
}

#[test]
fn before_the_split_the_new_places_have_no_figures_and_after_it_the_old_one_has_its_last_word() {
    let rows = counted([7, 5, 3, 2]);
    let world = World::in_registry(&split_registry(), &[split(&rows, 40)]);
    let gps = vec![Dimension::Place(PlaceLevel::Gp)];
    let may = ask(
        &world,
        "block-90011",
        vec![gps[0], Dimension::Time(Grain::Month)],
        Some(date(2026, 4, 1)),
        date(2026, 6, 25),
    );
    let of = |place: &str, month: u8, id: &str| {
        let row = may.rows.iter().find(|row| {
            row.place().unwrap().0.as_str() == place
                && row.period().unwrap().from.month() == i8::try_from(month).unwrap()
        });
        row.unwrap().cells[may.column(id).unwrap()].clone()
    };
    assert_eq!(of(NORTH, 4, "persondays").state, State::NotApplicable);
    assert_eq!(of(NORTH, 4, "women_percent").state, State::NotApplicable);
    assert_eq!(of(OLD, 6, "persondays").state, State::NotApplicable);
    // The last word of April is of its 28th day, that of May of its 19th: 21 days at 7 a day.
    assert_eq!(of(OLD, 5, "persondays").value, Some(21.0 * 7.0));
    let position = ask(&world, "block-90011", gps, None, date(2026, 6, 25));
    assert_eq!(cell(&position, OLD, "persondays").value, Some(49.0 * 7.0));
    assert_eq!(cell(&position, OLD, "works_ongoing").state, State::NotApplicable);
    assert!(cell(&position, OLD, "persondays").across_break);
    assert!(
        !cell(&position, "gp-900112", "persondays").across_break,
        "it is as it was"
    );
    let told: Vec<(BreakKind, Date)> = position
        .breaks
        .iter()
        .map(|known| (known.kind, known.on))
        .collect();
    assert_eq!(told, [(BreakKind::Places, SPLIT)]);
    assert_eq!(
        position.breaks[0].title.en,
        "East one became East one north, East one south"
    );
}

#[test]
fn after_the_restart_the_old_place_is_gone_and_nothing_tells_of_a_split() {
    let rows = counted([7, 5, 3, 2]);
    let world = World::in_registry(&split_registry(), &[split(&rows, 40)]);
    let gps = ask(
        &world,
        "block-90011",
        vec![Dimension::Place(PlaceLevel::Gp)],
        None,
        date(2026, 7, 10),
    );
    let codes: Vec<&str> = gps
        .rows
        .iter()
        .map(|row| row.place().unwrap().0.as_str())
        .collect();
    assert_eq!(codes, ["gp-900112", NORTH, SOUTH]);
    assert!(gps.breaks.is_empty(), "{:?}", gps.breaks);
}

#[test]
fn where_the_old_place_never_reported_the_block_is_not_whole_until_the_restart() {
    let rows: Vec<Row> = split(&counted([7, 5, 3, 2]), 40);
    let silent: Vec<Row> = rows.into_iter().filter(|row| row.place != OLD).collect();
    let world = World::in_registry(&split_registry(), &[silent]);
    let block = ask(&world, "block-90011", vec![], None, date(2026, 6, 25));
    // What there is: the second panchayat since April and the two new ones since the split.
    let new = 37.0 * 7.0;
    assert_eq!(
        block.cell(0, "persondays").unwrap().value,
        Some(86.0 * 5.0 - 4.0 * 5.0 + new - 4.0 * 7.0)
    );
}
