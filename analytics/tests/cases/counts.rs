//! What is counted in a month.

use jiff::civil::{Date, date};

use crate::world::{Child, Span, World, batch, bookkeeping, ingest_table};

/// A boy of a year and a half, 80 cm tall, of the given weight: 8.1 kg is severely wasted, 8.8 moderately, 10.5 not.
fn boy(centre: &'static str, id: &str, day: Date, weight: i64) -> Child {
    Child {
        centre,
        id: id.to_owned(),
        date: day,
        sex: Some("male"),
        born: date(2025, 3, 1),
        weight: Some(weight),
        height: Some(800),
        status: None,
    }
}

fn girl(centre: &'static str, id: &str, day: Date, weight: i64) -> Child {
    Child {
        sex: Some("female"),
        ..boy(centre, id, day, weight)
    }
}

const DAY: Date = date(2026, 9, 10);

fn september() -> World {
    World::of(&[vec![
        boy("centre-1", "a", DAY, 8_100),
        boy("centre-1", "b", DAY, 10_500),
        girl("centre-2", "c", date(2026, 9, 12), 7_600),
        girl("centre-4", "d", date(2026, 9, 14), 10_000),
    ]])
}

#[test]
fn children_are_counted_by_their_class_at_every_level() {
    let world = september();
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(world.value("district-9001", "children_measured", on), Some(4.0));
    assert_eq!(world.value("district-9001", "sam", on), Some(2.0));
    assert_eq!(world.value("gp-900111", "sam", on), Some(2.0));
    assert_eq!(
        world.value("block-90012", "sam", on),
        Some(0.0),
        "measured, and none found, is a zero"
    );
    assert_eq!(
        world.value("centre-3", "sam", on),
        None,
        "a centre that sent nothing has no zero"
    );
    assert_eq!(world.value("district-9001", "sam_percent", on), Some(50.0));
}

#[test]
fn figures_of_blocks_add_up_to_the_district_s() {
    let world = september();
    let measures = [
        "children_listed",
        "children_weighed",
        "children_measured",
        "suw",
        "sam",
        "stunted_severe",
    ];
    let span = Span::On(date(2026, 9, 30));
    let whole = world.ask("district-9001", &measures, &[], span);
    let blocks = world.ask("district-9001", &measures, &["block"], span);
    for (at, measure) in measures.iter().enumerate() {
        let sum: f64 = blocks.rows.iter().filter_map(|row| row.cells[at].value).sum();
        assert_eq!(whole.rows[0].cells[at].value, Some(sum), "{measure}");
    }
}

#[test]
fn classes_and_groups_break_a_count_down() {
    let world = september();
    let span = Span::On(date(2026, 9, 30));
    let told = |by: &str| -> Vec<(String, Option<f64>)> {
        let figures = world.ask("district-9001", &["sam"], &[by], span);
        let key = |row: &figures::Row| match &row.keys[0] {
            figures::Key::Value { id, .. } => id.to_string(),
            other => panic!("{other:?} is no value of a class"),
        };
        figures
            .rows
            .iter()
            .map(|row| (key(row), row.cells[0].value))
            .collect()
    };
    let value = |id: &str, value: f64| (id.to_owned(), Some(value));
    assert_eq!(
        told("sex"),
        [value("female", 1.0), value("male", 1.0), value("unknown", 0.0)]
    );
    assert_eq!(told("project"), [value("East", 2.0), value("West", 0.0)]);
    assert_eq!(told("sector"), [value("North", 1.0), value("South", 1.0)]);
    let ages = told("age_group");
    assert_eq!(ages.iter().filter_map(|(_, value)| *value).sum::<f64>(), 2.0);
    assert_eq!(ages[2], value("12-23", 2.0));
}

#[test]
fn who_reported_and_who_is_carried_is_told_beside_the_count() {
    let world = World::of(&[vec![
        boy("centre-1", "a", date(2026, 8, 20), 8_100),
        boy("centre-1", "a", DAY, 8_100),
        boy("centre-2", "b", date(2026, 8, 25), 8_100),
    ]]);
    let figures = world.ask("district-9001", &["sam"], &[], Span::On(date(2026, 9, 20)));
    let cell = &figures.rows[0].cells[0];
    assert_eq!(cell.value, Some(2.0));
    assert_eq!(
        (cell.units.reported, cell.units.carried, cell.units.expected),
        (1, 1, 4)
    );
    let later = world.ask("district-9001", &["sam"], &[], Span::On(date(2026, 11, 20)));
    assert_eq!(
        later.rows[0].cells[0].value, None,
        "nothing is carried for longer than it stands"
    );
}

#[test]
fn who_reported_is_the_same_whether_datasets_are_asked_together_or_apart() {
    let world = september();
    let span = Span::On(date(2026, 9, 30));
    let together = world.ask("district-9001", &["cases_closing", "sam"], &[], span);
    for (at, measure) in ["cases_closing", "sam"].iter().enumerate() {
        let apart = world.ask("district-9001", &[measure], &[], span);
        assert_eq!(together.rows[0].cells[at], apart.rows[0].cells[0], "{measure}");
        assert_eq!(apart.rows[0].cells[0].units.reported, 3, "{measure}");
    }
}

#[test]
fn a_count_is_carried_into_the_new_financial_year() {
    let world = World::of(&[vec![
        boy("centre-1", "a", date(2026, 3, 28), 8_100),
        boy("centre-2", "b", date(2026, 4, 25), 10_500),
    ]]);
    assert_eq!(
        world.value("district-9001", "sam", Span::On(date(2026, 4, 10))),
        Some(1.0)
    );
    assert_eq!(
        world.value("district-9001", "sam", Span::On(date(2026, 4, 29))),
        Some(0.0)
    );
}

#[test]
fn a_register_sent_again_counts_once_and_its_correction_wins() {
    let world = World::of(&[
        vec![boy("centre-1", "a", DAY, 8_100), boy("centre-1", "b", DAY, 8_100)],
        vec![boy("centre-1", "a", DAY, 10_500)],
    ]);
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(world.value("centre-1", "children_measured", on), Some(2.0));
    assert_eq!(world.value("centre-1", "sam", on), Some(1.0));
}

#[test]
fn of_two_measurements_in_a_month_the_last_counts() {
    let world = World::of(&[vec![
        boy("centre-1", "a", DAY, 8_100),
        boy("centre-1", "a", date(2026, 9, 24), 10_500),
    ]]);
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(world.value("centre-1", "children_measured", on), Some(1.0));
    assert_eq!(world.value("centre-1", "sam", on), Some(0.0));
}

#[test]
fn implausible_and_missing_measurements_are_nobody_s_grade() {
    let implausible = boy("centre-1", "a", DAY, 2_000);
    let without = Child {
        weight: None,
        ..boy("centre-1", "b", DAY, 0)
    };
    let world = World::of(&[vec![implausible, without, boy("centre-1", "c", DAY, 10_500)]]);
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(world.value("centre-1", "children_weighed", on), Some(1.0));
    assert_eq!(world.value("centre-1", "suw", on), Some(0.0));
    assert_eq!(world.value("centre-1", "waz_flagged", on), Some(1.0));
    assert_eq!(world.value("centre-1", "children_listed", on), Some(3.0));
}

#[test]
fn totals_stand_in_where_a_centre_sent_no_children_and_not_where_they_say_nothing() {
    let catalog = catalog::Catalog::load(None).unwrap();
    let pushti = catalog.programme("pushti").unwrap();
    let world = World::with(&[vec![boy("centre-1", "a", DAY, 8_100)]], |lake| {
        let keys = [
            ("centre-1".to_owned(), date(2026, 9, 30)),
            ("centre-2".to_owned(), date(2026, 9, 30)),
        ];
        let mut columns = bookkeeping(&keys);
        let counts = [
            "weight_normal",
            "muw",
            "suw",
            "wasting_normal",
            "mam",
            "sam",
            "height_normal",
        ];
        for (at, name) in counts
            .iter()
            .chain(&["stunted_moderate", "stunted_severe"])
            .enumerate()
        {
            let at = i64::try_from(at).unwrap();
            columns.push(polars::prelude::Column::new((*name).into(), [50 + at, 20 + at]));
        }
        let rows = polars::prelude::DataFrame::new_infer_height(columns).unwrap();
        let table = ingest_table(pushti, "centre-totals");
        lake.append(&table, vec![batch("centre-totals", 7, rows, 2)])
            .unwrap();
    });
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(
        world.value("centre-1", "sam", on),
        Some(1.0),
        "children outweigh totals"
    );
    assert_eq!(world.value("centre-2", "sam", on), Some(25.0));
    assert_eq!(world.value("district-9001", "sam", on), Some(26.0));
    assert_eq!(
        world.value("district-9001", "children_weighed", on),
        Some(1.0 + 20.0 + 21.0 + 22.0)
    );
    assert_eq!(
        world.value("centre-2", "sam_combined", on),
        None,
        "totals don't tell of arm circumference"
    );
    assert_eq!(world.value("district-9001", "sam_combined", on), Some(1.0));
}

#[test]
fn answers_from_rollups_facts_and_the_past_are_the_same() {
    let world = september();
    let mut query = figures::Query::of(
        "pushti",
        "district-9001".parse().unwrap(),
        &["sam", "children_measured", "cases_closing", "cases_new"],
        figures::Reader::operator(),
    );
    query.as_on = Some(date(2026, 9, 30));
    for by in [
        vec![],
        vec!["block"],
        vec!["centre"],
        vec!["block", "sex"],
        vec!["age_group"],
    ] {
        query.by = by.iter().map(|by| by.parse().unwrap()).collect();
        query.known_on = None;
        let rollups = world.engine.figures(&query).unwrap();
        assert_eq!(
            rollups,
            world.engine.figures_from_facts(&query).unwrap(),
            "{by:?}"
        );
        query.known_on = Some("2100-01-01".parse().unwrap());
        assert_eq!(rollups.rows, world.engine.figures(&query).unwrap().rows, "{by:?}");
    }
}

#[test]
fn what_a_measure_can_t_be_broken_down_by_is_refused_in_words() {
    let world = september();
    let refusal = |measure: &str, by: &str| {
        let mut query = figures::Query::of(
            "pushti",
            "district-9001".parse().unwrap(),
            &[measure],
            figures::Reader::operator(),
        );
        query.by = vec![by.parse().unwrap()];
        world.engine.figures(&query).unwrap_err().to_string()
    };
    assert_eq!(
        refusal("children_enrolled", "sex"),
        "`children_enrolled` can't be broken down by `sex`: its sheets don't say"
    );
    assert!(refusal("sam", "religion").contains("sex, age_group, project, sector"));
}
