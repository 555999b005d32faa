//! A figure is the same in the figures, in the workbook and on paper.

use calamine::Data;
use catalog::{Language, format};

use crate::fixture::{Answers, LANGUAGES};
use crate::reading::{sheet, text};

#[test]
fn every_block_figure_agrees_between_figures_workbook_and_paper() {
    let content = Answers::of("district-305").daily();
    let workbook = sheet(&reports::xlsx(&content, Language::En).unwrap(), "Blocks");
    let paper = text(&reports::pdf(&content, Language::En).unwrap());
    let blocks = content
        .levels
        .iter()
        .find(|level| level.level.id() == "block")
        .unwrap();
    for row in &blocks.figures.rows {
        let (code, name) = row.place().unwrap();
        let cells = workbook
            .iter()
            .find(|cells| cells.contains(&Data::String(code.to_string())))
            .unwrap();
        for (position, measure) in content.table.iter().enumerate() {
            let column = blocks.figures.column(measure).unwrap();
            let value = row.cells[column].value.unwrap();
            assert_eq!(cells[3 + position], Data::Float(value), "{name:?} {measure}");
            let printed = format::number(value, blocks.figures.columns[column].unit);
            assert!(paper.contains(&printed), "{printed} of {name:?} is not on paper");
        }
    }
}

#[test]
fn the_headline_reads_the_same_in_every_language() {
    let content = Answers::of("district-305").daily();
    let value = content.headline.cell(0, "persondays").unwrap().value.unwrap();
    let printed = format::number(value, catalog::Unit::Count);
    for language in LANGUAGES {
        assert!(
            text(&reports::pdf(&content, language).unwrap()).contains(&printed),
            "{printed} in {language}"
        );
    }
}

#[test]
fn the_same_report_has_the_same_bytes() {
    for language in LANGUAGES {
        let (one, two) = (
            Answers::of("block-2774").daily(),
            Answers::of("block-2774").daily(),
        );
        assert!(reports::xlsx(&one, language).unwrap() == reports::xlsx(&two, language).unwrap());
        assert!(reports::pdf(&one, language).unwrap() == reports::pdf(&two, language).unwrap());
    }
}
