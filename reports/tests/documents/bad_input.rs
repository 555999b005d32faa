//! Names that attack, figures that are none, and answers with nothing in them.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use catalog::{Catalog, Language, PlaceLevel, Words};
use figures::{Cell, Change, Dimension, Figures, Query, Reader, Row, State, Units};

use crate::fixture::{Answers, LANGUAGES};
use crate::reading::{info, sheet, sheets, text};

fn both(answers: &Answers) {
    for language in LANGUAGES {
        let content = answers.daily();
        reports::xlsx(&content, language).unwrap();
        reports::pdf(&content, language).unwrap();
    }
}

fn gps(answers: &Answers) -> Figures {
    let query = Query::of(
        "mgnrega",
        answers.place.clone(),
        &["persondays", "women_percent"],
        Reader::public(),
    );
    answers.figures(&Query {
        by: vec![Dimension::Place(PlaceLevel::Gp)],
        ..query
    })
}

#[test]
fn no_data_at_all_gives_a_report_that_says_so() {
    let nothing = |_: &str, _: &str, _: Cell| {
        Cell::without_value(
            State::NotReported,
            Units {
                reported: 0,
                carried: 0,
                expected: 1,
            },
        )
    };
    let answers = Answers {
        as_on: None,
        change: nothing,
        ..Answers::of("district-305")
    };
    both(&answers);
    let text = text(&reports::pdf(&answers.daily(), Language::En).unwrap());
    assert!(
        text.contains("No data yet") && text.contains("nothing has been reported yet"),
        "{text}"
    );
    assert!(text.contains("190 of 190 GPs have not reported"));
}

#[test]
fn an_answer_without_rows_is_a_document_with_an_empty_table() {
    let answers = Answers::of("district-305");
    let empty = Figures {
        rows: Vec::new(),
        ..gps(&answers)
    };
    let workbook = reports::figures_xlsx(&empty, &answers.catalog, "GPs", Language::En).unwrap();
    assert_eq!(sheet(&workbook, "GPs").len(), 5);
    let pdf = reports::figures_pdf(&empty, &answers.catalog, "GPs", Language::En).unwrap();
    assert!(text(&pdf).contains("Persondays"));
}

#[test]
fn a_name_that_is_a_formula_stays_text() {
    let hostile = |_: Words| Words::latin("=HYPERLINK(\"http://example.org\",\"Onda\")");
    let answers = Answers {
        name: hostile,
        ..Answers::of("block-2774")
    };
    let workbook = reports::xlsx(&answers.daily(), Language::En).unwrap();
    let gps = sheet(&workbook, "GPs");
    assert_eq!(
        gps[5][0],
        Data::String("=HYPERLINK(\"http://example.org\",\"Onda\")".to_owned())
    );
    assert_eq!(formulas(&workbook), Vec::<String>::new());
}

fn formulas(workbook: &[u8]) -> Vec<String> {
    let mut opened: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook.to_vec())).unwrap();
    let names = opened.sheet_names().to_vec();
    let of_sheet = |name: String| opened.worksheet_formula(&name).unwrap();
    names
        .into_iter()
        .map(of_sheet)
        .flat_map(|range| {
            range
                .used_cells()
                .map(|(_, _, formula)| formula.clone())
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_name_that_is_markup_is_printed_as_it_is() {
    let hostile = |_: Words| Words::latin("#import \"/etc/passwd\" *Onda* $x$ \\ <b> & `raw`");
    let answers = Answers {
        name: hostile,
        ..Answers::of("block-2774")
    };
    let text = text(&reports::pdf(&answers.daily(), Language::En).unwrap());
    assert!(text.contains("#import") && text.contains("*Onda*"), "{text}");
}

#[test]
fn letters_that_no_font_has_do_not_stop_a_document() {
    let foreign = |_: Words| Words::latin("Onda 漢字 😀 \u{202E}abc\u{0}");
    both(&Answers {
        name: foreign,
        ..Answers::of("block-2774")
    });
}

#[test]
fn a_bengali_name_of_two_hundred_letters_fits() {
    let long = |_: Words| Words {
        bn: Some(
            "শ্রীশ্রীরামকৃষ্ণ পরমহংসদেব স্মৃতি "
                .repeat(6)
                .chars()
                .take(200)
                .collect(),
        ),
        ..Words::latin("x".repeat(200))
    };
    both(&Answers {
        name: long,
        ..Answers::of("block-2774")
    });
}

#[test]
fn what_is_no_number_never_reaches_a_cell() {
    let broken = |_: &str, measure: &str, cell: Cell| match measure {
        "persondays" => Cell {
            value: Some(f64::NAN),
            previous: Some(f64::INFINITY),
            change: Some(Change::Percent(f64::NAN)),
            ..cell
        },
        "women_percent" => Cell {
            value: Some(f64::NEG_INFINITY),
            ..cell
        },
        _ => cell,
    };
    let answers = Answers {
        change: broken,
        ..Answers::of("district-305")
    };
    both(&answers);
    for (name, rows) in sheets(&reports::xlsx(&answers.daily(), Language::En).unwrap()) {
        for cell in rows.iter().flatten() {
            assert!(!matches!(cell, Data::Error(_)), "{name}: {cell:?}");
            assert!(
                !matches!(cell, Data::Float(value) if !value.is_finite()),
                "{name}: {cell:?}"
            );
        }
    }
    let text = text(&reports::pdf(&answers.daily(), Language::En).unwrap());
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
}

#[test]
fn a_table_too_long_for_paper_is_cut_and_says_so() {
    let answers = Answers::of("district-305");
    let figures = gps(&answers);
    let rows: Vec<Row> = figures.rows.iter().cycle().take(2_100).cloned().collect();
    let pdf = reports::figures_pdf(
        &Figures { rows, ..figures },
        &answers.catalog,
        "GPs",
        Language::En,
    )
    .unwrap();
    assert!(text(&pdf).contains("the first 2,000 of 2,100 rows"));
    assert!(info(&pdf, "Pages").parse::<u32>().unwrap() > 20);
}

#[test]
fn a_programme_that_is_declared_no_more_can_still_be_printed() {
    let answers = Answers::of("district-305");
    let figures = Figures {
        programme: "gone".to_owned(),
        ..gps(&answers)
    };
    let catalog = Catalog::load(None).unwrap();
    reports::figures_xlsx(&figures, &catalog, "GPs", Language::Hi).unwrap();
    reports::figures_pdf(&figures, &catalog, "GPs", Language::Hi).unwrap();
}
