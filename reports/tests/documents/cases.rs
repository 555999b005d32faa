//! Reports of followed cases: stock and flow that balance, bars by class, and lists as workbooks.

use calamine::Data;
use catalog::Language;
use figures::{Cell, Field, ListColumn, Listing, Reader, State, Units};
use jiff::civil::date;
use reports::{ReportContent, Request};

use crate::fixture::Answers;
use crate::reading::{sheet, sheets, text};

/// One stands at the beginning, two come in each way, one leaves in each way: 1 + 8 − 5 = 4.
fn balanced(_: &str, measure: &str, cell: Cell) -> Cell {
    let value = match measure {
        "cases_opening" => 1.0,
        "cases_closing" => 4.0,
        "cases_new" | "cases_relapsed" | "cases_returned" | "cases_transferred_in" => 2.0,
        _ if measure.starts_with("cases_") => 1.0,
        _ => return cell,
    };
    Cell {
        value: Some(value),
        state: State::Value,
        ..cell
    }
}

fn monthly(answers: &Answers) -> ReportContent {
    let request = Request::of(
        &answers.catalog,
        "monthly-nutrition",
        &answers.place,
        Reader::operator(),
    )
    .unwrap();
    reports::run(&request, |query| Ok::<_, String>(answers.figures(query))).unwrap()
}

fn of(change: fn(&str, &str, Cell) -> Cell) -> Answers {
    Answers {
        change,
        ..Answers::of("block-2774")
    }
}

fn last_row(workbook: &[u8]) -> Vec<String> {
    let rows = sheet(workbook, "Stock and flow");
    let row = rows
        .iter()
        .rfind(|row| row[0].to_string().starts_with("Balance"))
        .unwrap();
    row.iter().skip(1).map(ToString::to_string).collect()
}

#[test]
fn stock_and_flow_stand_in_the_workbook_and_balance() {
    let workbook = reports::xlsx(&monthly(&of(balanced)), Language::En).unwrap();
    let rows = sheet(&workbook, "Stock and flow");
    assert!(
        rows.iter()
            .any(|row| row[0] == Data::String("Under care at the beginning".into()))
    );
    assert!(
        last_row(&workbook).iter().all(|cell| cell == "0"),
        "{:?}",
        last_row(&workbook)
    );
}

#[test]
fn what_does_not_balance_is_told_and_what_is_not_known_is_no_zero() {
    let lost = |_: &str, measure: &str, cell: Cell| match measure {
        "cases_closing" => Cell::of(7.0, Units::default(), catalog::PlaceLevel::Centre),
        _ => balanced("", measure, cell),
    };
    let workbook = reports::xlsx(&monthly(&of(lost)), Language::En).unwrap();
    assert!(
        last_row(&workbook).contains(&"-3".to_owned()),
        "{:?}",
        last_row(&workbook)
    );
    let unknown = |_: &str, measure: &str, cell: Cell| match measure {
        "cases_died" => Cell::without_value(State::NotReported, Units::default()),
        _ => balanced("", measure, cell),
    };
    let workbook = reports::xlsx(&monthly(&of(unknown)), Language::En).unwrap();
    assert!(
        last_row(&workbook).iter().all(|cell| cell == "–"),
        "{:?}",
        last_row(&workbook)
    );
}

#[test]
fn the_document_says_the_rules_with_their_numbers_in_every_language() {
    let content = monthly(&of(balanced));
    for language in Language::ALL {
        let printed = text(&reports::pdf(&content, language).unwrap());
        assert!(!printed.contains("recovery_visits"), "{language}");
    }
    let printed = text(&reports::pdf(&content, Language::En).unwrap());
    assert!(printed.contains("Who came under care, and who left it"));
    let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("at 2 monthly measurements in a row"), "{words}");
}

fn listing(fields: Vec<Field>) -> Listing {
    Listing {
        programme: "pushti".to_owned(),
        place: "block-2774".parse().unwrap(),
        as_on: Some(date(2026, 9, 30)),
        data_version: 3,
        sample: true,
        columns: ["id", "weight_kg", "since", "oedema", "alerts"]
            .map(|id| ListColumn::number(id, 3))
            .to_vec(),
        rows: vec![fields],
    }
}

#[test]
fn a_list_keeps_full_values_and_types() {
    let fields = vec![
        Field::Text("0123456789".to_owned()),
        Field::Number(7.125),
        Field::Day(date(2026, 6, 18)),
        Field::Yes(true),
        Field::Nothing,
    ];
    let heads = ["Id", "Weight, kg", "Since", "Oedema", "Alerts"].map(str::to_owned);
    let notes = ["A rule: 2".to_owned()];
    let written = || {
        reports::listing_xlsx(
            &listing(fields.clone()),
            "Children: Bankura/I",
            &heads,
            &notes,
            Language::En,
        )
        .unwrap()
    };
    let sheets = sheets(&written());
    let row = &sheets[0].1[5];
    assert_eq!(row[0], Data::String("0123456789".into()));
    assert_eq!(row[1], Data::Float(7.125));
    assert_eq!(row[3], Data::Bool(true));
    assert!(
        sheets[0].1[2][0].to_string().contains("made up"),
        "sample data is said"
    );
    assert_eq!(sheets[1].1[2][0], Data::String("A rule: 2".into()));
    assert_eq!(written(), written(), "the same list gives the same bytes");
}

#[test]
fn a_list_without_rows_and_with_numbers_that_are_none_is_still_a_workbook() {
    let none = Listing {
        as_on: None,
        rows: Vec::new(),
        ..listing(Vec::new())
    };
    assert_eq!(
        sheets(&reports::listing_xlsx(&none, "", &[], &[], Language::Hi).unwrap()).len(),
        1
    );
    let nan = listing(vec![Field::Text("=1+1".to_owned()), Field::Number(f64::NAN)]);
    let workbook = reports::listing_xlsx(&nan, "x", &[], &[], Language::Bn).unwrap();
    assert_eq!(sheets(&workbook)[0].1[5][0], Data::String("=1+1".into()));
}
