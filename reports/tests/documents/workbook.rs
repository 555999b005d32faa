//! What a workbook holds.

use calamine::Data;
use catalog::Language;
use figures::{Cell, State, Units};

use crate::fixture::Answers;
use crate::reading::{cells, sheet, sheets};

#[test]
fn the_workbook_of_a_block_holds_what_it_should_cell_by_cell() {
    insta::assert_snapshot!(cells(
        &reports::xlsx(&Answers::of("block-2774").daily(), Language::En).unwrap()
    ));
}

#[test]
fn a_district_has_a_sheet_for_every_level() {
    let names = |language| {
        let workbook = reports::xlsx(&Answers::of("district-305").daily(), language).unwrap();
        sheets(&workbook)
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(Language::En),
        [
            "About",
            "Summary",
            "Charts",
            "Months",
            "Subdivisions",
            "Blocks",
            "GPs"
        ]
    );
    assert_eq!(names(Language::Bn).len(), 7);
}

#[test]
fn a_state_is_a_word_and_not_a_zero() {
    let states = |_: &str, measure: &str, cell: Cell| match measure {
        "job_cards" => Cell::without_value(State::NotReported, Units::default()),
        "women_percent" => Cell::without_value(State::NotApplicable, Units::default()),
        "persondays" => Cell::without_value(State::Suspended, Units::default()),
        "households_demanded" => Cell::hidden(7, Units::default()),
        _ => cell,
    };
    let answers = Answers {
        change: states,
        ..Answers::of("block-2774")
    };
    let gps = sheet(&reports::xlsx(&answers.daily(), Language::En).unwrap(), "GPs");
    for word in ["no report", "–", "suspended", "<7"] {
        assert!(
            gps[5].contains(&Data::String(word.to_owned())),
            "no {word} in {:?}",
            gps[5]
        );
    }
    assert!(!gps[5].contains(&Data::Float(0.0)));
}

#[test]
fn who_has_not_reported_is_listed_with_the_block() {
    let missing = |what: &str, _: &str, cell: Cell| match what {
        "gp-108289" => Cell::without_value(
            State::NotReported,
            Units {
                reported: 0,
                carried: 0,
                expected: 1,
            },
        ),
        "gp-108290" => Cell {
            units: Units {
                reported: 0,
                carried: 1,
                expected: 1,
            },
            ..cell
        },
        _ => cell,
    };
    let answers = Answers {
        change: missing,
        ..Answers::of("district-305")
    };
    let late = sheet(
        &reports::xlsx(&answers.daily(), Language::En).unwrap(),
        "Not reported",
    );
    assert_eq!(late.len(), 7, "{late:?}");
    assert!(late[5].contains(&Data::String("no report".to_owned())));
    assert!(late[6].contains(&Data::String(
        "no new report; an earlier one is carried on".to_owned()
    )));
    assert!(late[0][0].to_string().starts_with("2 of 190 GPs"));
}

#[test]
fn many_sources_have_a_sheet_of_their_own_and_the_first_names_some_and_counts_the_rest() {
    let mut content = Answers::of("block-2774").daily();
    content.headline.sources = (0..40)
        .map(|number| figures::SourceSheet {
            batch: format!("b{number:02}"),
            file: format!("list-{number:02}.csv"),
            sheet: String::new(),
        })
        .collect();
    let workbook = reports::xlsx(&content, Language::En).unwrap();
    let listed = sheet(&workbook, "Sources");
    // A title, these, and the two of the other answers.
    assert_eq!(listed.len(), 1 + 40 + 2);
    let about = format!("{:?}", sheet(&workbook, "About"));
    assert!(
        about.contains("and 12 more, named on a sheet of their own"),
        "{about}"
    );
    assert!(!about.contains("list-39.csv"), "{about}");
}
