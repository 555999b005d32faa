//! Signs of careless measuring.

use figures::{Dimension, QualityQuery, Reader};
use jiff::civil::date;

use crate::world::{Child, World};

fn child(centre: &'static str, number: usize, month: i8, grams: i64) -> Child {
    Child {
        centre,
        id: format!("child-{number}"),
        date: date(2026, month, 10),
        sex: Some(if number.is_multiple_of(2) {
            "male"
        } else {
            "female"
        }),
        born: date(2024, 1 + (number % 12) as i8, 3),
        weight: (!number.is_multiple_of(10)).then_some(grams),
        height: Some(800 + number as i64),
        status: None,
    }
}

fn world() -> World {
    let careful = (0..40).map(|number| child("centre-1", number, 9, 9_000 + 37 * number as i64));
    let copied = (0..40).flat_map(|number| [8, 9].map(|month| child("centre-4", number, month, 9_000)));
    World::of(&[careful.chain(copied).collect()])
}

fn query(by: Option<&str>) -> QualityQuery {
    QualityQuery {
        programme: "pushti".to_owned(),
        dataset: "measurements".to_owned(),
        within: "district-9001".parse().unwrap(),
        by: by.map(|by| by.parse::<Dimension>().unwrap()),
        as_on: Some(date(2026, 9, 30)),
        reader: Reader::operator(),
    }
}

#[test]
fn a_centre_that_copies_last_month_s_measurements_stands_out() {
    let quality = world().engine.quality(&query(Some("centre"))).unwrap();
    let copied = quality.signs.iter().position(|sign| sign.id == "copied").unwrap();
    let missing = quality
        .signs
        .iter()
        .position(|sign| sign.id == "missing_weight_kg")
        .unwrap();
    let value = |row: usize, sign: usize| quality.rows[row].values[sign];
    assert_eq!(quality.rows.len(), 3, "the whole and two centres");
    assert_eq!(value(2, copied), Some(100.0));
    assert_eq!(value(1, copied), None, "nothing is known of the month before");
    assert_eq!(value(0, missing), Some(10.0));
    assert!(!quality.signs[copied].holds(100.0));
}

#[test]
fn too_few_children_tell_nothing() {
    let world = World::of(&[vec![child("centre-1", 1, 9, 9_000)]]);
    let quality = world.engine.quality(&query(None)).unwrap();
    assert_eq!(quality.rows[0].lines, 1);
    assert!(quality.rows[0].values.iter().all(Option::is_none));
}

#[test]
fn a_month_without_lines_has_no_signs() {
    let query = QualityQuery {
        as_on: Some(date(2023, 1, 1)),
        ..query(Some("block"))
    };
    let quality = world().engine.quality(&query).unwrap();
    assert_eq!((quality.rows.len(), quality.rows[0].lines), (1, 0));
}
