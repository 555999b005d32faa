//! What paper says, and that it keeps to its standard.

use std::io::Write;
use std::process::Command;

use catalog::Language;

use crate::fixture::{Answers, LANGUAGES};
use crate::reading::{info, text};

#[test]
fn a_report_names_its_programme_place_day_and_coverage() {
    let text = text(&reports::pdf(&Answers::of("district-305").daily(), Language::En).unwrap());
    for part in [
        "VB-G RAM G",
        "Daily employment report",
        "as on 22 Nov 2026",
        "186 of 190 GPs reported",
        "data version 17",
    ] {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
    assert!(text.contains("made up to show how jela works"));
    assert!(text.contains("khatra.xls, sheet R5.1.1"));
}

#[test]
fn a_report_of_real_data_does_not_say_sample() {
    let answers = Answers {
        sample: false,
        ..Answers::of("block-2774")
    };
    assert!(!text(&reports::pdf(&answers.daily(), Language::En).unwrap()).contains("made up"));
}

#[test]
fn every_language_gives_a_tagged_document_with_its_title_and_time() {
    for language in LANGUAGES {
        let pdf = reports::pdf(&Answers::of("block-2774").daily(), language).unwrap();
        assert_eq!(info(&pdf, "Tagged"), "yes");
        assert!(info(&pdf, "Title").contains(Answers::of("block-2774").daily().title.get(language)));
        assert!(
            info(&pdf, "CreationDate").contains("2026"),
            "{}",
            info(&pdf, "CreationDate")
        );
        assert!(info(&pdf, "Page size").contains("A4"));
    }
}

#[test]
fn a_report_of_a_gp_has_no_table_of_places_and_still_says_where_it_stands() {
    let pdf = reports::pdf(&Answers::of("gp-108289").daily(), Language::En).unwrap();
    assert!(text(&pdf).contains("Key figures"));
    assert!(info(&pdf, "Pages").parse::<u32>().unwrap() <= 2);
}

#[test]
fn the_head_of_a_long_table_stands_on_each_of_its_pages() {
    let pdf = reports::pdf(&Answers::of("district-305").daily(), Language::En).unwrap();
    let pages: Vec<String> = text(&pdf).split('\u{c}').map(str::to_owned).collect();
    let heads = pages
        .iter()
        .filter(|page| page.contains("Job cards") || page.contains("Job\n"))
        .count();
    assert!(heads >= 4, "{heads} pages with heads");
    let count = info(&pdf, "Pages");
    assert!(pages[0].contains(&format!("Page 1 of {count}")), "{}", pages[0]);
}

#[test]
fn a_document_with_a_code_on_each_page_is_sound_to_its_last_byte() {
    let report = crate::packs::marked("district-review", "district-305");
    for language in LANGUAGES {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&report.pdf(language).unwrap()).unwrap();
        let checked = Command::new("qpdf").arg("--check").arg(file.path()).output();
        let checked = checked.expect("`qpdf` runs; `make test` installs it");
        assert!(
            checked.status.success(),
            "{}",
            String::from_utf8_lossy(&checked.stderr)
        );
    }
}
