//! No chart of any report has a box in the place of a letter, in any language, whatever its figures are.

use catalog::{Language, PlaceLevel};
use figures::{Cell, Reader, State, Units};
use reports::{Asking, Order, Report, gather};

use crate::fixture::Answers;

/// Of places and classes one in four has a value of few, and others have none, each for another reason.
fn mixed(what: &str, measure: &str, cell: Cell) -> Cell {
    let sum = what.bytes().chain(measure.bytes()).map(u32::from).sum::<u32>();
    let units = Units {
        reported: 0,
        carried: 0,
        expected: 1,
    };
    match sum % 8 {
        0 => Cell::without_value(State::NotReported, units),
        1 => Cell::without_value(State::Suppressed, units),
        2 => Cell::without_value(State::NotApplicable, units),
        3 | 4 => Cell {
            parts: Some((0.0, 11.0)),
            unstable: true,
            ..Cell::of(0.0, cell.units, PlaceLevel::Gp)
        },
        5 => Cell {
            value: cell.value.map(|value| -value),
            across_break: true,
            while_suspended: true,
            ..cell
        },
        _ => cell,
    }
}

fn report(answers: &Answers, name: &str) -> Report {
    let order = Order::of(&answers.catalog, name, &answers.place, Reader::operator()).unwrap();
    let asking = Asking {
        ask: &|query| Ok::<_, String>(answers.figures(query)),
        returns: &|_| Err("returns have no charts".to_owned()),
        is_refusal: &|_| false,
        opens: &|_| true,
    };
    gather(&order, &asking).unwrap()
}

/// The reports of all programmes that have charts, and what a block has of every page.
fn names(answers: &Answers) -> Vec<String> {
    let programmes = answers.catalog.programmes.iter();
    let own = programmes.flat_map(|programme| &programme.reports);
    let charted = own.filter(|report| !report.charts.is_empty());
    charted
        .map(|report| report.id.clone())
        .chain(["block-pack".to_owned()])
        .collect()
}

#[test]
fn no_letter_of_any_chart_is_a_box_in_any_language() {
    let answers = Answers {
        change: mixed,
        ..Answers::of("block-2783")
    };
    let (mut drawn, mut of_few) = (0, 0);
    for name in names(&answers) {
        let report = report(&answers, &name);
        for language in Language::ALL {
            for svg in report.drawings(language) {
                let boxes = charts::texts_with_boxes(&svg).unwrap();
                assert_eq!(
                    boxes,
                    Vec::<String>::new(),
                    "{name}, {} in {language}",
                    svg.caption.id
                );
                drawn += 1;
                of_few += usize::from(svg.inline().contains("11"));
            }
        }
    }
    assert!(drawn > 60 && of_few > 3, "{drawn} charts, {of_few} with few");
}

#[test]
fn a_name_in_any_script_beside_figures_has_no_box() {
    for name in [
        "ওন্দা ২ (11) – ₹",
        "11 · ওন্দা",
        "ओंदा · 11",
        "R5.1.1 क्षेत्र",
        "漢字 ওন্দা",
        "≥ 5 ক্ষুদ্র",
    ] {
        let svg = charts::ranked_bars(
            &charts::RankedBars {
                caption: charts::Caption::new("x", name),
                rows: vec![charts::Row::new(name, charts::Reading::value(1.0, name))],
                order: charts::Order::ByValue,
                reference: None,
                words: charts::StateWords::english(),
                numbers: &|value, _| value.to_string(),
            },
            charts::Width::Narrow,
        );
        assert_eq!(
            charts::texts_with_boxes(&svg).unwrap(),
            Vec::<String>::new(),
            "{name}"
        );
    }
}
