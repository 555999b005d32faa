//! Breakdowns in workbooks and on paper: each kind, in every language, with what is hidden, missing or of few.

use calamine::Data;
use catalog::programme::PageKind;
use catalog::{Catalog, Language, PlaceCode, PlaceLevel, Unit, Words};
use figures::{Cell, Column, ColumnKind, Compare, Dimension, Figures, Key, Query, Reader, Row, State, Units};
use jiff::civil::{Date, date};
use reports::{ReportContent, Request};

use crate::reading::{info, sheet, sheets, text};

const DAY: Date = date(2026, 11, 22);

/// The values of a dimension, and the cell of a measure under some of them.
#[derive(Clone, Copy)]
struct Made {
    values: fn(&str) -> Vec<String>,
    cell: fn(&[String], &str) -> Cell,
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

fn two(dimension: &str) -> Vec<String> {
    match dimension {
        "sex" => ["female", "male", "unknown"].map(str::to_owned).to_vec(),
        _ => ["one", "two"].map(str::to_owned).to_vec(),
    }
}

fn plain(_: &[String], _: &str) -> Cell {
    count(7.0)
}

fn figures(catalog: &Catalog, query: &Query, made: Made) -> Figures {
    let programme = catalog.programme(&query.programme).unwrap();
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for dimension in &query.by {
        let values = (made.values)(dimension.id());
        let with = |row: Vec<String>| {
            values
                .iter()
                .map(move |value| [row.clone(), vec![value.clone()]].concat())
                .collect::<Vec<_>>()
        };
        rows = rows.into_iter().flat_map(with).collect();
    }
    let key = |dimension: &Dimension, id: &str| match dimension {
        Dimension::Place(level) => Key::Place {
            code: format!("{}-{id}", level.id()).parse::<PlaceCode>().unwrap(),
            level: *level,
            name: Words::latin(id).into(),
        },
        _ => Key::Value {
            id: id.into(),
            title: Words::latin(id).into(),
        },
    };
    let column = |id: &String| Column {
        id: id.clone(),
        kind: ColumnKind::Measure,
        unit: programme
            .indicator(id)
            .map_or(Unit::Count, |indicator| indicator.unit.unit()),
        title: programme.subject(id).unwrap().title().clone(),
    };
    let rows = rows.into_iter().map(|values| Row {
        keys: query.by.iter().zip(&values).map(|(by, id)| key(by, id)).collect(),
        cells: query
            .measures
            .iter()
            .map(|measure| (made.cell)(&values, measure))
            .collect(),
    });
    Figures {
        programme: query.programme.clone(),
        place: query.within.clone(),
        as_on: Some(query.as_on.unwrap_or(DAY)),
        known_on: None,
        from: query.from,
        to: query.from.map(|_| DAY),
        compare: query.compare,
        data_version: 3,
        data_time: None,
        sample: true,
        units: Units::default(),
        by_titles: vec![None; query.by.len()],
        by: query.by.clone(),
        columns: query.measures.iter().map(column).collect(),
        rows: rows.collect(),
        breaks: Vec::new(),
        sources: Vec::new(),
    }
}

/// A page of grievances of Bankura as a report; no table of places, which other tests are about.
fn page(id: &str, made: Made) -> ReportContent {
    let catalog = Catalog::load(None).unwrap();
    let place = "district-305".parse().unwrap();
    let kind = catalog
        .programme("grievance")
        .unwrap()
        .page(id)
        .map(|page| page.kind);
    assert_eq!(kind, Some(PageKind::Figures));
    let request = Request::of_page(&catalog, ("grievance", id), &place, None, Reader::operator()).unwrap();
    reports::run(&request, |query| Ok::<_, String>(figures(&catalog, query, made))).unwrap()
}

fn workbook(id: &str, made: Made) -> Vec<u8> {
    reports::xlsx(&page(id, made), Language::En).unwrap()
}

fn of(cell: fn(&[String], &str) -> Cell) -> Made {
    Made { values: two, cell }
}

/// The cells of the row that begins with a name.
fn row(rows: &[Vec<Data>], name: &str) -> Vec<String> {
    let found = rows.iter().find(|row| row[0] == Data::String(name.into()));
    found.unwrap_or_else(|| panic!("no {name} in {rows:?}"))[1..]
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn has_line(rows: &[Vec<Data>], words: &str) -> bool {
    rows.iter().any(|row| row[0].to_string().contains(words))
}

fn who(values: &[String], measure: &str) -> Cell {
    let unknown = values.last().is_some_and(|value| value == "unknown");
    match measure {
        "known_percent" => percent(35_501.0, 50_000.0),
        _ if unknown && measure != "received" => Cell::without_value(State::NotApplicable, Units::default()),
        "representation" => Cell {
            unstable: values.first().is_some_and(|value| value == "male"),
            ..count(0.92)
        },
        "representation_low" => count(0.91),
        "representation_high" => count(0.93),
        "share_percent" => percent(45.0, 100.0),
        _ => count(15_972.0),
    }
}

#[test]
fn shares_hold_full_numbers_and_say_what_is_known_and_what_chance_may_have_made() {
    let rows = sheet(&workbook("demographics", of(who)), "Sex");
    assert_eq!(row(&rows, "female")[..3], ["15972", "45", "0.92"]);
    assert_eq!(row(&rows, "unknown")[..3], ["15972", "–", "–"]);
    assert!(has_line(&rows, "71.0 % known: 35,501 of 50,000"), "{rows:?}");
    assert!(has_line(&rows, "‡ few: chance may have made it"), "{rows:?}");
    let paper = text(&reports::pdf(&page("demographics", of(who)), Language::En).unwrap());
    assert!(
        paper.contains("0.92‡ (0.91–0.93)") && paper.contains("71.0 % known"),
        "{paper}"
    );
    assert!(paper.contains("8 Jun 2023"), "the time that it is of\n{paper}");
}

#[test]
fn an_interval_stands_in_brackets_on_paper_and_as_two_numbers_in_the_workbook() {
    let rows = sheet(&workbook("demographics", of(who)), "Sex");
    assert_eq!(row(&rows, "female")[2..], ["0.92", "0.91", "0.93"]);
    assert!(has_line(&rows, "on paper in brackets"), "{rows:?}");
    let paper = text(&reports::pdf(&page("demographics", of(who)), Language::En).unwrap());
    assert!(paper.contains("0.92 (0.91–0.93)"), "{paper}");
    let (low, in_brackets) = (paper.matches("0.91").count(), paper.matches("(0.91–").count());
    assert_eq!(low, in_brackets, "no end has a column of its own\n{paper}");
}

#[test]
fn nothing_is_said_of_brackets_where_no_population_is_known() {
    let cell = |values: &[String], measure: &str| match measure {
        "representation" | "representation_low" | "representation_high" => {
            Cell::without_value(State::NotApplicable, Units::default())
        }
        _ => who(values, measure),
    };
    let rows = sheet(&workbook("demographics", of(cell)), "Sex");
    assert_eq!(row(&rows, "female")[2..], ["–", "–", "–"]);
    assert!(!has_line(&rows, "in brackets"), "{rows:?}");
    let paper = text(&reports::pdf(&page("demographics", of(cell)), Language::En).unwrap());
    assert!(!paper.contains("in brackets"), "{paper}");
}

#[test]
fn a_figure_without_a_value_or_without_both_ends_has_no_brackets() {
    let cell = |values: &[String], measure: &str| match measure {
        "representation" if values.first().is_some_and(|value| value == "female") => {
            Cell::hidden(5, Units::default())
        }
        "representation_high" if values.first().is_some_and(|value| value == "male") => count(f64::NAN),
        _ => who(values, measure),
    };
    let made = Made {
        values: |dimension| match dimension {
            "sex" => two(dimension),
            _ => Vec::new(),
        },
        cell,
    };
    let paper = text(&reports::pdf(&page("demographics", made), Language::En).unwrap());
    let line = |name: &str| {
        let found = paper.lines().find(|line| line.trim_start().starts_with(name));
        found
            .unwrap_or_else(|| panic!("no {name} in\n{paper}"))
            .to_owned()
    };
    for (name, shown) in [("female", "small count"), ("male", "0.92‡"), ("unknown", "–")] {
        assert!(
            line(name).contains(shown) && !line(name).contains('('),
            "{}",
            line(name)
        );
    }
    assert!(!paper.contains("NaN"), "{paper}");
}

fn league(values: &[String], measure: &str) -> Cell {
    match (measure, values.first().map(String::as_str)) {
        ("within_limit_percent", Some("slow")) => percent(20.0, 100.0),
        ("within_limit_percent", Some("few")) => percent(0.0, 5.0),
        ("within_limit_percent", _) => percent(500.0, 1000.0),
        _ => count(7.0),
    }
}

#[test]
fn a_league_has_its_interval_as_numbers_and_a_word_for_what_lies_beyond_chance() {
    let made = Made {
        values: |_| ["few", "slow"].map(str::to_owned).to_vec(),
        cell: league,
    };
    let rows = sheet(&workbook("league", made), "Departments  disposed within th");
    let slow = row(&rows, "slow");
    let low: f64 = slow[1].parse().unwrap();
    assert!((low - 13.34).abs() < 0.01, "{slow:?}");
    assert_eq!(
        (slow[0].as_str(), slow[3].as_str()),
        ("20", "below, beyond chance")
    );
    assert_eq!(row(&rows, "few")[3], "of few");
    let paper = text(&reports::pdf(&page("league", made), Language::En).unwrap());
    assert!(paper.contains("20.0 (13.3–28.9)"), "{paper}");
    assert!(
        has_line(&rows, "Of 1, 1 lie below the whole beyond chance and 0 above it"),
        "{rows:?}"
    );
}

#[test]
fn a_heat_table_has_a_column_for_each_value_and_the_whole() {
    let cell = |values: &[String], _: &str| match values {
        [_, across] if across == "two" => Cell::hidden(5, Units::default()),
        [_, _] => count(3.0),
        _ => count(8.0),
    };
    let rows = sheet(&workbook("pendency", of(cell)), "Offices by days waited");
    assert_eq!(row(&rows, "Office"), ["Code", "one", "two", "Pending"]);
    assert_eq!(
        row(&rows, "one"),
        ["office-one", "3", "<5", "8"],
        "a hidden count stays hidden"
    );
    assert_eq!(row(&rows, "Bankura"), ["", "8", "8", "8"]);
}

#[test]
fn what_rises_stands_beside_how_it_was_and_nothing_that_rises_is_said() {
    let grown = |values: &[String], _: &str| match values {
        [_, what] if what == "two" => Cell {
            previous: Some(10.0),
            change: Some(figures::Change::Percent(900.0)),
            ..count(100.0)
        },
        _ => Cell {
            previous: Some(100.0),
            change: Some(figures::Change::Percent(0.0)),
            ..count(100.0)
        },
    };
    let rows = sheet(&workbook("subjects", of(grown)), "What rises beyond chance");
    let told = row(&rows, "one");
    assert_eq!(told, ["two", "gp-one", "10", "100", "900"]);
    let rows = sheet(&workbook("subjects", of(plain)), "What rises beyond chance");
    assert!(has_line(&rows, "nothing rises beyond chance"), "{rows:?}");
}

#[test]
fn paper_has_sixty_rows_of_a_long_table_and_the_workbook_all_that_are_declared() {
    let made = Made {
        values: |dimension| match dimension {
            "office" => (0..90).map(|number| format!("o{number:03}")).collect(),
            _ => two(dimension),
        },
        cell: |values, _| match values.first() {
            Some(office) if office.starts_with('o') && office.len() == 4 => {
                count(1000.0 - office[1..].parse::<f64>().unwrap())
            }
            _ => count(7.0),
        },
    };
    let catalog = Catalog::load(None).unwrap();
    let place = "district-305".parse().unwrap();
    let request = Request::of(&catalog, "pendency", &place, Reader::operator()).unwrap();
    let content = reports::run(&request, |query| {
        assert!(query.compare.is_none() || query.compare == Some(Compare::LastYear));
        Ok::<_, String>(figures(&catalog, query, made))
    })
    .unwrap();
    let rows = sheet(
        &reports::xlsx(&content, Language::En).unwrap(),
        "Offices by days waited",
    );
    assert!(has_line(&rows, "o089"), "{} rows", rows.len());
    let pdf = reports::pdf(&content, Language::En).unwrap();
    let paper = text(&pdf);
    assert!(paper.contains("the first 60 of 90 rows"), "{paper}");
    let heat = &paper[paper.find("Offices by days waited").unwrap()..];
    let heat = &heat[..heat.find("the first 60 of 90 rows").unwrap()];
    assert!(heat.contains("o059") && !heat.contains("o060"), "{heat}");
    assert_eq!(info(&pdf, "Tagged"), "yes");
}

#[test]
fn documents_of_breakdowns_are_made_in_every_language() {
    for language in Language::ALL {
        for id in ["league", "pendency", "demographics", "subjects"] {
            let content = page(id, of(who_or_league));
            let pdf = reports::pdf(&content, language).unwrap();
            assert!(pdf.starts_with(b"%PDF"), "{id} {language}");
            assert_eq!(info(&pdf, "Tagged"), "yes", "{id} {language}");
            let names = sheets(&reports::xlsx(&content, language).unwrap());
            assert!(
                names.iter().all(|(name, _)| name.encode_utf16().count() <= 31),
                "{id}"
            );
        }
    }
}

fn who_or_league(values: &[String], measure: &str) -> Cell {
    match measure {
        "within_limit_percent" => league(values, measure),
        _ if measure.starts_with("representation") || measure.ends_with("percent") => who(values, measure),
        _ => count(7.0),
    }
}

#[test]
fn without_a_day_there_are_no_breakdowns_and_no_failure() {
    let catalog = Catalog::load(None).unwrap();
    let place = "district-305".parse().unwrap();
    let request = Request::of(&catalog, "grievance-audit", &place, Reader::operator()).unwrap();
    let content = reports::run(&request, |query| {
        let nothing = Made {
            values: |_| Vec::new(),
            cell: |_, _| Cell::without_value(State::NotReported, Units::default()),
        };
        Ok::<_, String>(Figures {
            as_on: None,
            ..figures(&catalog, query, nothing)
        })
    })
    .unwrap();
    let names: Vec<String> = sheets(&reports::xlsx(&content, Language::En).unwrap())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(!names.contains(&"Sex".to_owned()), "{names:?}");
}

#[test]
fn what_the_engine_refuses_of_a_breakdown_ends_the_report() {
    let catalog = Catalog::load(None).unwrap();
    let place = "district-305".parse().unwrap();
    let request = Request::of(&catalog, "grievance-audit", &place, Reader::operator()).unwrap();
    let refused = reports::run(&request, |query| match query.by.first() {
        Some(Dimension::Named(name)) => Err(format!("refused by {name:?}")),
        _ => Ok(figures(&catalog, query, of(plain))),
    });
    assert_eq!(refused.unwrap_err(), "refused by \"sex\"");
}
