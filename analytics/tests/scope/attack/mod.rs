//! Nobody can work out a small count from what is published, over all releases.

mod attacker;
mod chance;
mod optimum;

use analytics::suppression::{Axis, CubeCell, CubeTable, Rule};

use attacker::Attacker;
use chance::{History, release};

const RULE: Rule = Rule {
    threshold: 5,
    least: 1,
};

/// How many hierarchies are attacked: all of them where time is no matter.
fn rounds(short: u64, long: u64) -> u64 {
    match std::env::var_os("JELA_SOAK") {
        Some(_) => long,
        None => short,
    }
}

/// The small counts of which less than the rule's own interval stays possible: release, cell, interval.
fn found(history: &History) -> Vec<(usize, usize, f64, f64)> {
    let tables: Vec<&CubeTable> = history.releases.iter().map(|release| &release.table).collect();
    let attacker = Attacker::of(&tables);
    let rule = history.rule;
    let mut found = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        for (index, cell) in table.cells().iter().enumerate() {
            if !cell.value.is_some_and(|value| rule.is_small(value)) {
                continue;
            }
            assert!(cell.hidden, "a small count is shown");
            let (low, high) = attacker.interval(number, index);
            let most = (rule.threshold - 1).max(rule.least + 1);
            if low > rule.least as f64 + 1e-6 || high < most as f64 - 1e-6 {
                found.push((number, index, low, high));
            }
        }
    }
    found
}

#[test]
fn one_release_of_any_hierarchy_leaves_every_small_count_its_whole_interval() {
    for seed in 1..=rounds(30, 1_000) {
        let history = History::by_chance(seed, 150, 1);
        assert_eq!(history.releases[0].done.withheld, 0, "seed {seed}");
        assert_eq!(found(&history), [], "seed {seed}");
    }
}

#[test]
fn several_releases_with_values_told_anew_leave_every_small_count_its_whole_interval() {
    let mut withheld = 0;
    for seed in 1..=rounds(30, 1_000) {
        let history = History::by_chance(seed + 100_000, 80, 4);
        withheld += usize::from(history.releases.iter().any(|release| release.done.withheld > 0));
        let done: Vec<_> = history.releases.iter().map(|release| release.done).collect();
        assert_eq!(found(&history), [], "seed {seed}: {done:?}");
    }
    println!("withheld in {withheld} histories");
}

#[test]
fn small_counts_alone_hidden_are_found_by_the_attacker() {
    // 3 of 40 in one of two places: the other less the whole.
    let table = CubeTable::new(vec![Axis::whole_and_parts(2)], |nodes| {
        let value = [40, 3, 37][nodes[0]];
        CubeCell::in_release(None, Some(value), true, RULE, 1)
    });
    let attacker = Attacker::of(&[&table]);
    assert_eq!(attacker.interval(0, 1), (3.0, 3.0));
}

#[test]
fn what_was_hidden_once_stays_hidden_and_what_was_shown_hides_nothing() {
    let axes = [Axis::whole_and_parts(3)];
    let first = release(&axes, &[Some(3), Some(20), Some(40)], None, RULE, 1);
    let hidden = |release: &chance::Release| -> Vec<bool> {
        release.table.cells().iter().map(|cell| cell.hidden).collect()
    };
    assert_eq!(hidden(&first), [false, true, true, false]);
    let second = release(
        &axes,
        &[Some(30), Some(20), Some(40)],
        Some(&first.table),
        RULE,
        2,
    );
    assert_eq!(hidden(&second), [false, true, true, false]);
    // The third was shown as 40: it is known, and only the whole can hide the second.
    let axes = [Axis::whole_and_parts(2)];
    let first = release(&axes, &[Some(5), Some(40)], None, RULE, 1);
    assert_eq!(hidden(&first), [false; 3]);
    let second = release(&axes, &[Some(4), Some(40)], Some(&first.table), RULE, 2);
    assert_eq!(hidden(&second), [true, true, false]);
}

#[test]
fn a_negative_count_is_hidden_and_stops_nothing() {
    let axes = [Axis::whole_and_parts(3)];
    let made = release(&axes, &[Some(-2), Some(2), Some(60)], None, RULE, 1);
    let hidden: Vec<bool> = made.table.cells().iter().map(|cell| cell.hidden).collect();
    assert_eq!(
        hidden,
        [false, true, true, true],
        "the third goes with the second"
    );
    assert_eq!(made.done.withheld, 0);
}

#[test]
fn a_batch_that_is_taken_back_and_told_again_shows_nothing_of_what_was_hidden() {
    let axes = [Axis::whole_and_parts(3)];
    let values = [Some(3), Some(20), Some(40)];
    let first = release(&axes, &values, None, RULE, 1);
    let without = release(&axes, &[None, None, None], Some(&first.table), RULE, 2);
    let again = release(&axes, &values, Some(&without.table), RULE, 3);
    let hidden = |release: &chance::Release| -> Vec<bool> {
        release.table.cells().iter().map(|cell| cell.hidden).collect()
    };
    assert_eq!(hidden(&first), hidden(&again));
    assert_eq!(
        found(&History {
            rule: RULE,
            releases: vec![first, without, again]
        }),
        []
    );
}

#[test]
fn what_is_hidden_beside_is_not_far_from_the_least_that_could_be() {
    let (mut ours, mut least, mut cubes) = (0, 0, 0);
    for seed in 1..=rounds(30, 400) {
        let history = History::by_chance(seed + 500_000, 24, 1);
        let Some(best) = optimum::volume(&history.releases[0].table, history.rule) else {
            continue;
        };
        let volume = optimum::hidden_beside(&history.releases[0].table, history.rule);
        assert!(best <= volume, "seed {seed}: {best} is less than {volume}");
        ours += volume;
        least += best;
        cubes += 1;
    }
    println!("{cubes} cubes: {ours} hidden beside small counts, {least} at the least");
    assert!(ours * 10 <= least * 15, "{ours} against {least}");
}

#[test]
fn a_part_is_hidden_by_others_that_can_become_as_much_larger_as_it_becomes_smaller() {
    // 3 of 90, beside 20 and 67; of the 20 it is known that they are all there are, so that they can't become more.
    let table = |room| {
        let mut table = CubeTable::new(vec![Axis::whole_and_parts(3)], |nodes| {
            let value = [90, 3, 20, 67][nodes[0]];
            CubeCell::in_release(None, Some(value), true, RULE, 1)
        });
        table.cell_mut(2).room.rise = room;
        let done = analytics::suppression::protect(&mut table);
        assert_eq!(done.withheld, 0);
        let hidden: Vec<bool> = table.cells().iter().map(|cell| cell.hidden).collect();
        hidden
    };
    assert_eq!(table(None), [false, true, true, false], "the cheapest");
    assert_eq!(table(Some(2)), [false, true, true, false], "it can take up two");
    assert_eq!(table(Some(1)), [false, true, false, true]);
}

#[test]
fn where_nothing_can_make_up_for_it_all_is_hidden() {
    let mut table = CubeTable::new(vec![Axis::whole_and_parts(2)], |nodes| {
        let value = [23, 3, 20][nodes[0]];
        CubeCell::in_release(None, Some(value), true, RULE, 1)
    });
    // The count itself can't be 4: what it is part of leaves it no more than 3.
    table.cell_mut(1).room.rise = Some(0);
    let done = analytics::suppression::protect(&mut table);
    assert!(done.withheld > 0 && table.cells().iter().all(|cell| cell.hidden));
}
