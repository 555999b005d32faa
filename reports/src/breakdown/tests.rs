//! Answers worked out by hand, laid out.

use catalog::programme::{Breakdown, Programme};
use catalog::{Catalog, PlaceLevel, Unit, Words};
use figures::{Cell, Column, ColumnKind, Dimension, Figures, Key, Query, Reader, Row, State, Units};
use jiff::civil::date;

use super::{Laid, Outside, laid_out, queries};

fn catalog() -> Catalog {
    Catalog::load(None).unwrap()
}

fn programme(catalog: &Catalog) -> &Programme {
    catalog.programme("grievance").unwrap()
}

/// The declared breakdown of a page.
fn declared(programme: &Programme, page: &str, id: &str) -> Breakdown {
    let (breakdown, _) = programme.page(page).unwrap().breakdown(id).unwrap();
    breakdown.clone()
}

fn count(value: f64) -> Cell {
    Cell::of(value, Units::default(), PlaceLevel::District)
}

fn percent(of: f64, per: f64) -> Cell {
    Cell {
        parts: Some((of, per)),
        ..count(of * 100.0 / per)
    }
}

fn without(state: State) -> Cell {
    Cell::without_value(state, Units::default())
}

fn value(id: &str) -> Key {
    Key::Value {
        id: id.into(),
        title: Words::latin(id).into(),
    }
}

fn figures(by: &[&str], measures: &[&str], rows: Vec<(Vec<&str>, Vec<Cell>)>) -> Figures {
    let column = |id: &&str| Column {
        id: (*id).to_owned(),
        kind: ColumnKind::Measure,
        unit: Unit::Count,
        title: Words::latin(*id),
    };
    let by: Vec<Dimension> = by.iter().map(|by| by.parse().unwrap()).collect();
    let rows = rows.into_iter().map(|(keys, cells)| Row {
        keys: keys.into_iter().map(value).collect(),
        cells,
    });
    Figures {
        programme: "grievance".to_owned(),
        place: "district-305".parse().unwrap(),
        as_on: Some(date(2026, 11, 22)),
        known_on: None,
        from: None,
        to: None,
        compare: None,
        data_version: 1,
        data_time: None,
        sample: false,
        units: Units::default(),
        by_titles: vec![None; by.len()],
        by,
        columns: measures.iter().map(column).collect(),
        rows: rows.collect(),
        breaks: Vec::new(),
        sources: Vec::new(),
    }
}

fn names(laid: &Laid, block: usize) -> Vec<String> {
    let name = |key: &Key| match key {
        Key::Value { id, .. } => id.to_string(),
        Key::Place { code, .. } => code.to_string(),
        Key::Period(period) => period.label(),
    };
    let rows = laid.blocks[block].rows.iter();
    rows.map(|row| row.keys.iter().map(name).collect::<Vec<_>>().join(" "))
        .collect()
}

fn subjects(rows: Vec<(Vec<&str>, Vec<Cell>)>, whole: f64) -> [Figures; 2] {
    let whole = figures(&[], &["received"], vec![(vec![], vec![count(whole)])]);
    [figures(&["category"], &["received"], rows), whole]
}

#[test]
fn a_table_begins_with_the_largest_and_counts_what_it_leaves_out() {
    let catalog = catalog();
    let table = Breakdown {
        least: Some(10.0),
        most: 2,
        ..declared(programme(&catalog), "subjects", "subjects")
    };
    let rows = [
        ("housing", 12.0),
        ("police", 9.0),
        ("health", 40.0),
        ("labour", 0.0),
        ("pension", 11.0),
    ];
    let rows = rows
        .map(|(id, received)| (vec![id], vec![count(received)]))
        .to_vec();
    let laid = laid_out(programme(&catalog), &table, &subjects(rows, 72.0)).unwrap();
    assert_eq!(names(&laid, 0), ["health", "housing"]);
    // Pension is beyond the two, police too small; where nothing came nothing is left out.
    assert_eq!(laid.blocks[0].left_out, 2);
    assert_eq!(
        laid.blocks[0].whole.as_ref().unwrap().cells[0].cell.value,
        Some(72.0)
    );
}

#[test]
fn a_hidden_count_keeps_its_row_and_what_nobody_reported_has_none() {
    let catalog = catalog();
    let table = declared(programme(&catalog), "subjects", "subjects");
    let rows = vec![
        (vec!["housing"], vec![without(State::Suppressed)]),
        (vec!["police"], vec![without(State::NotReported)]),
        (vec!["health"], vec![count(7.0)]),
    ];
    let laid = laid_out(programme(&catalog), &table, &subjects(rows, 9.0)).unwrap();
    assert_eq!(names(&laid, 0), ["health", "housing"]);
    assert_eq!(laid.blocks[0].rows[1].cells[0].cell.value, None);
}

fn league(rows: &[(&str, f64, f64)], whole: (f64, f64)) -> Laid {
    let catalog = catalog();
    let league = declared(programme(&catalog), "league", "departments");
    let rows = rows
        .iter()
        .map(|(id, of, per)| (vec![*id], vec![percent(*of, *per)]))
        .collect();
    let of = "within_limit_percent";
    let whole = figures(&[], &[of], vec![(vec![], vec![percent(whole.0, whole.1)])]);
    let answers = [figures(&["department"], &[of], rows), whole];
    laid_out(programme(&catalog), &league, &answers).unwrap()
}

#[test]
fn in_a_league_only_what_lies_outside_the_interval_of_chance_is_told_apart() {
    let laid = league(
        &[
            ("slow", 20.0, 100.0),
            ("like", 45.0, 100.0),
            ("fast", 90.0, 100.0),
        ],
        (155.0, 300.0),
    );
    assert_eq!(names(&laid, 0), ["slow", "like", "fast"], "the worst first");
    let outside: Vec<_> = laid.blocks[0].rows.iter().map(|row| row.outside).collect();
    assert_eq!(outside, [Some(Outside::Below), None, Some(Outside::Above)]);
    // Wilson's interval of 20 in 100: 13.3 to 28.9 %.
    let (low, high) = laid.blocks[0].rows[0].interval.unwrap();
    assert!(
        (low - 13.34).abs() < 0.01 && (high - 28.88).abs() < 0.01,
        "{low} {high}"
    );
}

#[test]
fn a_few_are_never_the_worst_or_the_best() {
    let laid = league(
        &[
            ("none of few", 0.0, 29.0),
            ("slow", 20.0, 100.0),
            ("all of few", 3.0, 3.0),
        ],
        (23.0, 132.0),
    );
    assert_eq!(names(&laid, 0), ["slow", "none of few", "all of few"]);
    let outside: Vec<_> = laid.blocks[0].rows.iter().map(|row| row.outside).collect();
    assert_eq!(outside, [None, None, None]);
}

#[test]
fn what_is_not_known_has_no_place_in_a_league_and_stands_last() {
    let laid = league(
        &[
            ("unknown", 5.0, 100.0),
            ("slow", 20.0, 100.0),
            ("few", 1.0, 2.0),
            ("fast", 90.0, 100.0),
        ],
        (116.0, 302.0),
    );
    assert_eq!(names(&laid, 0), ["slow", "fast", "few", "unknown"]);
    let ranked: Vec<_> = laid.blocks[0].rows.iter().map(|row| row.is_ranked()).collect();
    assert_eq!(ranked, [true, true, false, false]);
    assert_eq!(laid.blocks[0].rows[3].outside, None);
}

#[test]
fn a_rate_of_nothing_is_in_no_league() {
    let catalog = catalog();
    let league = declared(programme(&catalog), "league", "departments");
    let of = "within_limit_percent";
    let rows = vec![(vec!["idle"], vec![without(State::NotApplicable)])];
    let whole = figures(&[], &[of], vec![(vec![], vec![without(State::NotApplicable)])]);
    let answers = [figures(&["department"], &[of], rows), whole];
    let laid = laid_out(programme(&catalog), &league, &answers).unwrap();
    assert_eq!(names(&laid, 0), [""; 0]);
}

#[test]
fn shares_keep_their_declared_order_with_the_unknown_last_and_say_how_many_are_known() {
    let catalog = catalog();
    let who = declared(programme(&catalog), "demographics", "who-sex");
    let measures = ["received", "known_percent"];
    let row = |id, received| (vec![id], vec![count(received), percent(70.0, 100.0)]);
    let by = |class: &str, ids: &[(&'static str, f64)]| {
        figures(
            &[class],
            &measures,
            ids.iter().map(|(id, n)| row(*id, *n)).collect(),
        )
    };
    let answers = [
        by(
            "sex",
            &[
                ("female", 30.0),
                ("male", 40.0),
                ("other", 0.0),
                ("unknown", 30.0),
            ],
        ),
        by("area", &[("rural", 5.0), ("urban", 65.0), ("unknown", 0.0)]),
    ];
    let laid = laid_out(programme(&catalog), &who, &answers).unwrap();
    assert_eq!(names(&laid, 0), ["female", "male", "unknown"]);
    assert_eq!(
        names(&laid, 1),
        ["rural", "urban", "unknown"],
        "that nobody is unknown is told"
    );
    assert_eq!(
        laid.blocks[0].columns.len(),
        1,
        "the completeness stands under the table, not in it"
    );
    assert_eq!(laid.blocks[0].known.as_ref().unwrap().parts, Some((70.0, 100.0)));
}

fn heat(both: Vec<(Vec<&str>, f64)>, totals: Vec<(&str, f64)>, across: Vec<(&str, f64)>) -> Laid {
    let catalog = catalog();
    let heat = declared(programme(&catalog), "pendency", "departments-by-age");
    let one = |rows: Vec<(&str, f64)>| -> Vec<(Vec<String>, Vec<Cell>)> {
        rows.into_iter()
            .map(|(id, n)| (vec![id.to_owned()], vec![count(n)]))
            .collect()
    };
    let of = |by: &[&str], rows: Vec<(Vec<String>, Vec<Cell>)>| {
        let rows: Vec<(Vec<&str>, Vec<Cell>)> = rows
            .iter()
            .map(|(keys, cells)| (keys.iter().map(String::as_str).collect(), cells.clone()))
            .collect();
        figures(by, &["pending"], rows)
    };
    let both = both
        .into_iter()
        .map(|(keys, n)| (keys.into_iter().map(str::to_owned).collect(), vec![count(n)]))
        .collect();
    let answers = [
        of(&["department", "age_bucket"], both),
        of(&["department"], one(totals)),
        of(&["age_bucket"], one(across)),
        of(&[], vec![(Vec::new(), vec![count(110.0)])]),
    ];
    laid_out(programme(&catalog), &heat, &answers).unwrap()
}

#[test]
fn a_heat_table_is_shaded_cell_by_cell_and_sorted_by_its_totals() {
    let laid = heat(
        vec![
            (vec!["land", "0-7"], 0.0),
            (vec!["land", "8+"], 10.0),
            (vec!["roads", "0-7"], 1.0),
            (vec!["roads", "8+"], 99.0),
        ],
        vec![("land", 10.0), ("roads", 100.0)],
        vec![("0-7", 1.0), ("8+", 109.0), ("unknown", 0.0)],
    );
    assert_eq!(names(&laid, 0), ["roads", "land"]);
    let shades: Vec<Vec<_>> = laid.blocks[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.shade).collect())
        .collect();
    // Totals bear no shade: they are no part of the comparison.
    assert_eq!(
        shades,
        [vec![Some(1), Some(5), None], vec![Some(0), Some(2), None]]
    );
    let whole = laid.blocks[0].whole.as_ref().unwrap();
    let values: Vec<_> = whole.cells.iter().map(|cell| cell.cell.value).collect();
    assert_eq!(values, [Some(1.0), Some(109.0), Some(110.0)]);
}

#[test]
fn a_column_of_what_is_not_known_stands_only_where_something_is_not() {
    let laid = heat(
        vec![(vec!["land", "0-7"], 3.0), (vec!["land", "unknown"], 2.0)],
        vec![("land", 5.0)],
        vec![("0-7", 3.0), ("unknown", 2.0)],
    );
    assert_eq!(laid.blocks[0].columns.len(), 3);
    let laid = heat(
        vec![(vec!["land", "0-7"], 3.0)],
        vec![("land", 3.0)],
        vec![("0-7", 3.0), ("unknown", 0.0)],
    );
    assert_eq!(laid.blocks[0].columns.len(), 2);
}

#[test]
fn what_rises_is_told_and_the_rest_only_counted() {
    let catalog = catalog();
    let rising = declared(programme(&catalog), "subjects", "rising");
    let grown = |before: f64, now: f64| Cell {
        previous: Some(before),
        ..count(now)
    };
    let mut rows: Vec<(Vec<&str>, Vec<Cell>)> = (0..20)
        .map(|_| (vec!["steady"], vec![grown(50.0, 50.0)]))
        .collect();
    rows.push((vec!["flood"], vec![grown(20.0, 90.0)]));
    rows.push((vec!["rare"], vec![grown(0.0, 3.0)]));
    let laid = laid_out(
        programme(&catalog),
        &rising,
        &[figures(&["category"], &["received"], rows)],
    )
    .unwrap();
    assert_eq!(names(&laid, 0), ["flood"]);
    assert_eq!(laid.tested, 21);
}

#[test]
fn without_answers_nothing_is_laid_out() {
    let catalog = catalog();
    let table = declared(programme(&catalog), "subjects", "subjects");
    assert!(laid_out(programme(&catalog), &table, &[]).is_none());
}

fn whole(place: &str, from: Option<jiff::civil::Date>) -> Query {
    Query {
        as_on: Some(date(2026, 11, 22)),
        from,
        ..Query::of("grievance", place.parse().unwrap(), &[], Reader::operator())
    }
}

#[test]
fn a_place_is_not_broken_down_by_what_does_not_lie_inside_it() {
    let catalog = catalog();
    let rising = declared(programme(&catalog), "subjects", "rising");
    assert_eq!(
        queries(programme(&catalog), &rising, &whole("block-2774", None)).len(),
        1
    );
    assert!(queries(programme(&catalog), &rising, &whole("gp-108289", None)).is_empty());
}

#[test]
fn a_rise_is_looked_for_in_a_year_at_most() {
    let catalog = catalog();
    let rising = declared(programme(&catalog), "subjects", "rising");
    let from = |from| queries(programme(&catalog), &rising, &whole("district-305", from))[0].from;
    assert_eq!(from(Some(date(2023, 6, 8))), Some(date(2025, 11, 23)));
    assert_eq!(from(Some(date(2026, 9, 1))), Some(date(2026, 9, 1)));
    assert_eq!(from(None), None);
}
