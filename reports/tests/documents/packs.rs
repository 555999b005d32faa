//! Reports over several programmes: the district's review and everything of one block.

use catalog::{Language, PlaceCode};
use figures::{Figures, Query, Reader};
use reports::{Asking, Body, GatherError, Order, Report, gather};

use crate::fixture::Answers;
use crate::reading::{cells, pages, sheets, text};

/// A pack of made-up answers; `refused` names the programmes that the reader may not have.
fn pack(name: &str, place: &str, refused: &[&str]) -> Result<Report, GatherError<String>> {
    let answers = Answers::of(place);
    let place: PlaceCode = place.parse().unwrap();
    let order = Order::of(&answers.catalog, name, &place, Reader::operator()).unwrap();
    let ask = |query: &Query| -> Result<Figures, String> {
        match query.programme.as_str() {
            programme if refused.contains(&programme) => Err("refused".to_owned()),
            "e-prison" if !refused.is_empty() => Err("the disk is full".to_owned()),
            _ => Ok(answers.figures(query)),
        }
    };
    let asking = Asking {
        ask: &ask,
        returns: &|_| Err("no report of these asks for returns".to_owned()),
        is_refusal: &|fault| fault == "refused",
        opens: &|_| true,
    };
    gather(&order, &asking)
}

pub fn marked(name: &str, place: &str) -> Report {
    let report = pack(name, place, &[]).unwrap();
    report.marked(Reader::public().class, "https://jela.example.in/")
}

#[test]
fn a_review_tells_of_each_programme_and_of_who_moved_in_it() {
    let report = pack("district-review", "district-305", &[]).unwrap();
    let programmes = Answers::of("district-305").catalog.programmes.iter().count();
    assert_eq!(
        report.sections.len(),
        programmes + 1,
        "no programme is named, so that all are there, and then side by side"
    );
    for language in Language::ALL {
        let words = text(&report.pdf(language).unwrap());
        for content in report.contents() {
            let title = content.about.programme.get(language);
            let letters = |text: &str| {
                text.chars()
                    .filter(|letter| !letter.is_whitespace())
                    .collect::<String>()
            };
            assert!(letters(&words).contains(&letters(title)), "{title} in {language}");
        }
    }
    let english = text(&report.pdf(Language::En).unwrap());
    assert!(english.contains("Moved most"), "{english}");
}

#[test]
fn the_sentences_of_a_review_lead_to_the_tables_with_their_figures() {
    let report = pack("district-review", "district-305", &[]).unwrap();
    let page = report.html(Language::En).unwrap();
    let links = page.matches("href=\"#s").count();
    assert!(links >= 3, "{links}");
    for part in page.split("href=\"#").skip(1) {
        let target = part.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{target}\"")), "{target} is nowhere");
    }
    assert!(!page.contains("<script") && !page.contains("style=\""));
}

#[test]
fn a_section_that_may_not_be_had_or_can_not_be_made_says_so_and_the_rest_is_whole() {
    let report = pack("district-review", "district-305", &["pushti"]).unwrap();
    let bodies = |is: fn(&Body) -> bool| report.sections.iter().filter(|section| is(&section.body)).count();
    assert_eq!(bodies(|body| matches!(body, Body::Withheld)), 1);
    assert_eq!(bodies(|body| matches!(body, Body::Fault(_))), 1);
    let words = text(&report.pdf(Language::En).unwrap()).replace('\n', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("not published at this detail"), "{words}");
    assert!(
        !words.contains("small count"),
        "what is not published is no small count: {words}"
    );
    assert!(
        words.contains("reference district-review-5") && words.contains("Persondays"),
        "{words}"
    );
    assert!(!words.contains("disk"), "what failed stands in the log alone");
    let about = &sheets(&report.xlsx(Language::En).unwrap())[0].1;
    assert!(
        about
            .iter()
            .flatten()
            .any(|cell| cell.to_string().contains("district-review-5")),
        "{about:?}"
    );
}

#[test]
fn a_pack_of_which_nothing_may_be_had_is_refused() {
    let all = ["mgnrega", "pushti", "grievance", "duare-sarkar", "e-prison"];
    let refusal = pack("district-review", "district-305", &all).unwrap_err();
    assert!(matches!(refusal, GatherError::Refused { .. }));
}

#[test]
fn everything_of_one_block_is_in_its_pack_in_each_form() {
    let report = marked("block-pack", "block-2783");
    assert!(report.sections.len() >= 8, "{}", report.sections.len());
    let pdf = report.pdf(Language::En).unwrap();
    assert!(pages(&pdf) >= report.sections.len());
    let names: Vec<String> = sheets(&report.xlsx(Language::Bn).unwrap())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let once: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(once.len(), names.len(), "{names:?}");
    let page = report.html(Language::Hi).unwrap();
    assert!(page.contains("<html lang=\"hi\">") && page.contains("<svg"));
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect();
    let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
}

#[test]
fn each_page_has_the_id_and_the_first_the_address_of_that_very_report() {
    let report = marked("district-review", "district-305");
    let id = report.id(Language::En).unwrap();
    let pdf = report.pdf(Language::En).unwrap();
    let words = text(&pdf);
    assert_eq!(words.matches(&format!("report {id}")).count(), pages(&pdf));
    assert!(words.contains(&format!("https://jela.example.in/reports/{id}")));
    let about = &sheets(&report.xlsx(Language::En).unwrap())[0].1;
    assert!(
        about.iter().flatten().any(|cell| cell.to_string().contains(&id)),
        "{about:?}"
    );
}

#[test]
fn the_same_report_has_the_same_id_and_bytes_and_another_reader_or_language_another_id() {
    let one = marked("block-pack", "block-2783");
    let other = marked("block-pack", "block-2783");
    assert!(one.pdf(Language::Bn).unwrap() == other.pdf(Language::Bn).unwrap());
    assert!(one.xlsx(Language::Bn).unwrap() == other.xlsx(Language::Bn).unwrap());
    assert_eq!(
        (one.id(Language::Bn), one.digest()),
        (other.id(Language::Bn), other.digest())
    );
    let officer = Reader::of_account("x", "officer", &["block-2783".to_owned()], &[]).unwrap();
    let of_officer = pack("block-pack", "block-2783", &[])
        .unwrap()
        .marked(officer.class, "https://x");
    let ids = [
        one.id(Language::Bn),
        one.id(Language::En),
        of_officer.id(Language::Bn),
    ];
    assert!(ids[0] != ids[1] && ids[0] != ids[2], "{ids:?}");
    assert_eq!(one.digest(), of_officer.digest(), "what it says is the same");
}

#[test]
fn a_report_without_data_says_so_on_paper_and_in_the_workbook() {
    let mut answers = Answers::of("district-305");
    answers.as_on = None;
    let place = answers.place.clone();
    let order = Order::of(&answers.catalog, "daily-employment", &place, Reader::public()).unwrap();
    let asking = Asking {
        ask: &|query: &Query| Ok::<_, String>(answers.figures(query)),
        returns: &|_| Err("this report asks for no returns".to_owned()),
        is_refusal: &|_| false,
        opens: &|_| true,
    };
    let report = gather(&order, &asking).unwrap();
    assert_eq!(report.day(), None);
    for language in Language::ALL {
        report.xlsx(language).unwrap();
        report.html(language).unwrap();
    }
    assert!(
        text(&report.pdf(Language::En).unwrap())
            .to_lowercase()
            .contains("no data")
    );
}

#[test]
fn the_review_of_a_block_says_what_it_should_in_each_language_cell_by_cell() {
    let report = marked("district-review", "block-2783");
    for (language, name) in [
        (Language::En, "review_of_a_block_en"),
        (Language::Bn, "review_of_a_block_bn"),
        (Language::Hi, "review_of_a_block_hi"),
    ] {
        insta::assert_snapshot!(name, cells(&report.xlsx(language).unwrap()));
    }
}

#[test]
fn the_review_ends_with_several_programmes_side_by_side() {
    let report = pack("district-review", "district-305", &["pushti"]).unwrap();
    let Body::Convergence(made) = &report.sections.last().unwrap().body else {
        panic!("the last section is of several programmes");
    };
    assert!(made.subjects.len() >= 3 && !made.subjects[1].is_published);
    assert_eq!(
        report.days().len(),
        report.sections.len() - 1 + made.subjects.len()
    );
    let words = text(&report.pdf(Language::En).unwrap())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        words.contains("Side by side") && words.contains("places, not people"),
        "{words}"
    );
    let workbook = sheets(&report.xlsx(Language::En).unwrap());
    let (_, table) = workbook
        .iter()
        .find(|(name, _)| name.contains("Side by side"))
        .unwrap_or_else(|| panic!("{:?}", workbook.iter().map(|(name, _)| name).collect::<Vec<_>>()));
    let told = |word: &str| table.iter().flatten().any(|cell| cell.to_string().contains(word));
    assert!(told("not published at this detail"), "{table:?}");
    let page = report.html(Language::Bn).unwrap();
    assert!(page.contains("পাশাপাশি"), "{page}");
}

#[test]
fn where_nothing_is_declared_side_by_side_a_review_has_no_such_section() {
    let mut answers = Answers::of("district-305");
    answers.catalog.convergence.subjects.clear();
    let place: PlaceCode = "district-305".parse().unwrap();
    let order = Order::of(&answers.catalog, "district-review", &place, Reader::operator()).unwrap();
    assert_eq!(order.sections.len(), answers.catalog.programmes.iter().count());
}
