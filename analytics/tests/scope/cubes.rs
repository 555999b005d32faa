//! Publications of several levels, lengths of time and classes: what one of them shows gives away nothing that another
//! hides.

use catalog::{Grain, PlaceLevel};
use figures::{Cell, Compare, Dimension, Query, Reader, State};
use jiff::civil::date;

use crate::world::{RETURNS, World, officer, query};

const LEVELS: &str =
    "levels = [\"district\", \"block\", \"gp\"]\nperiods = [\"month\", \"quarter\", \"fy\"]\n";

fn world() -> World {
    World::publishing(&format!(
        "[[publication]]\n{LEVELS}measures = [\"children_weighed\", \"children_severe\", \"children_admitted\", \
         \"severe_percent\"]\n"
    ))
}

fn by_level(world: &World, level: PlaceLevel, measure: &str) -> Vec<Cell> {
    let query = Query {
        by: vec![Dimension::Place(level)],
        ..query("district-9001", &[measure], &Reader::public())
    };
    let rows = world.ask(&query).unwrap().rows;
    rows.into_iter().map(|mut row| row.cells.remove(0)).collect()
}

fn values(cells: &[Cell]) -> Vec<Option<f64>> {
    cells.iter().map(|cell| cell.value).collect()
}

#[test]
fn a_sum_and_its_other_parts_do_not_tell_a_small_count() {
    let world = world();
    // Severely wasted: 2 and 1 in the east, 7 and 0 in the west; 3 and 7 by block, 10 in all.
    let district = values(&by_level(&world, PlaceLevel::District, "children_severe"));
    let blocks = values(&by_level(&world, PlaceLevel::Block, "children_severe"));
    assert_eq!(blocks[0], None);
    assert!(
        district[0].is_none() || blocks[1].is_none(),
        "{district:?} {blocks:?}"
    );
    let places = values(&by_level(&world, PlaceLevel::Gp, "children_severe"));
    assert_eq!(places[..2], [None, None]);
}

#[test]
fn every_part_of_a_hidden_count_is_hidden_with_it() {
    let world = world();
    for level in [PlaceLevel::Block, PlaceLevel::Gp] {
        let counts = by_level(&world, level, "children_severe");
        let rates = by_level(&world, level, "severe_percent");
        for (count, rate) in counts.iter().zip(&rates) {
            assert_eq!(count.state == State::Suppressed, rate.state == State::Suppressed);
            assert!(rate.state == State::Value || rate.parts.is_none());
        }
    }
}

#[test]
fn months_can_not_be_worked_out_from_the_year_to_date() {
    let world = world();
    let of = |by: &[Dimension], from, to| {
        let query = Query {
            by: by.to_vec(),
            from: Some(from),
            to: Some(to),
            as_on: None,
            ..query("block-90012", &["children_admitted"], &Reader::public())
        };
        let rows = world.ask(&query).unwrap().rows;
        rows.iter().map(|row| row.cells[0].value).collect::<Vec<_>>()
    };
    // 3 in September and 9 in October, in the west.
    let month = [Dimension::Time(Grain::Month)];
    let months = of(&month, date(2026, 9, 1), date(2026, 10, 31));
    let year = of(&[], date(2026, 4, 1), date(2026, 10, 31));
    let before = of(&[], date(2026, 4, 1), date(2026, 9, 30));
    assert_eq!(
        (months[0], before[0]),
        (None, None),
        "3 since April, as on 30 September"
    );
    assert!(months[1].is_none() || year[0].is_none(), "{months:?} {year:?}");
}

#[test]
fn a_month_that_is_not_over_is_not_shown() {
    let world = world();
    let november = Query {
        from: Some(date(2026, 11, 1)),
        to: Some(date(2026, 11, 30)),
        as_on: None,
        ..query("district-9001", &["children_admitted"], &Reader::public())
    };
    let figures = world.ask(&november).unwrap();
    assert_eq!(figures.rows[0].cells[0].value, None);
}

#[test]
fn days_that_are_compared_with_are_published_or_not_told() {
    let world = World::by_district();
    let compared = |day| {
        let query = Query {
            as_on: Some(day),
            compare: Some(Compare::Previous),
            ..query("district-9001", &["children_weighed"], &Reader::public())
        };
        world.ask(&query).unwrap().rows[0].cells[0].previous
    };
    assert_eq!(compared(date(2026, 10, 31)), Some(180.0), "30 September");
}

#[test]
fn those_in_office_see_all_of_it_and_elsewhere_what_is_published() {
    let world = world();
    let ask = |reader: &Reader| {
        let query = query("gp-900111", &["children_severe"], reader);
        world.ask(&query).unwrap().rows[0].cells[0].value
    };
    assert_eq!(ask(&officer("officer", &["block-90011"], &[])), Some(2.0));
    assert_eq!(ask(&officer("officer", &["block-90012"], &[])), None);
    assert_eq!(ask(&officer("analyst", &[], &[])), None);
}

#[test]
fn what_was_hidden_once_stays_hidden_when_it_is_told_anew() {
    let mut world = world();
    let severe = |world: &World| values(&by_level(world, PlaceLevel::Gp, "children_severe"));
    let before = severe(&world);
    // The first place had 2 in October, and is found to have had 20.
    let mut returns = RETURNS.to_vec();
    returns[0].2[1] = 20;
    world.deliver(&returns);
    let after = severe(&world);
    assert_eq!(after[0], None, "told anew, and large enough; but it was hidden");
    for (before, after) in before.iter().zip(&after) {
        assert!(before.is_some() || after.is_none(), "{before:?} {after:?}");
    }
}

#[test]
fn computing_all_facts_again_forgets_nothing_that_was_hidden() {
    let mut world = world();
    let mut returns = RETURNS.to_vec();
    returns[0].2[1] = 20;
    world.deliver(&returns);
    world.engine.rebuild().unwrap();
    assert_eq!(
        values(&by_level(&world, PlaceLevel::Gp, "children_severe"))[0],
        None
    );
}

#[test]
fn nobody_is_hidden_too_where_the_programme_says_so() {
    let world = World::made(
        "hide_zero = true\n",
        "[[publication]]\nlevels = [\"gp\"]\nmeasures = [\"children_severe\"]\n",
    );
    let ask = query("gp-900122", &["children_severe"], &Reader::public());
    assert_eq!(world.ask(&ask).unwrap().rows[0].cells[0].state, State::Suppressed);
}

#[test]
fn that_nothing_new_is_to_be_published_is_known_without_reading_any_facts() {
    let mut world = world();
    let before = world.engine.data_version().unwrap();
    assert_eq!(world.engine.refresh().unwrap(), before);
    let mut returns = RETURNS.to_vec();
    returns[0].1[0] += 10;
    world.deliver(&returns);
    let after = world.engine.data_version().unwrap();
    assert!(after > before, "what is new is published");
    world.lose_facts();
    assert_eq!(world.engine.refresh().unwrap(), after);
}
