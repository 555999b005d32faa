//! Bengali and Hindi words come out of a document as they went in.
//!
//! poppler puts a space after some vowel signs (ক্ষু দ্র), since they are glyphs of their own with a width; so letters are
//! compared, without spaces.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

use catalog::{Language, Words};
use figures::Reader;
use reports::{Body, Report, Request, Section};

use crate::fixture::Answers;
use crate::reading::text;

/// Letters that join the ones around them into one form.
const VIRAMAS: [char; 2] = ['\u{9CD}', '\u{94D}'];

/// Marks that shape letters and leave no glyph behind.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// At least so many words that have a conjunct, of both languages together.
const LEAST: usize = 800;

/// Every text of jela and of its programmes and places, as declared.
fn texts() -> String {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog");
    let mut folders = vec![
        catalog.join("languages"),
        catalog.join("places"),
        catalog.join("programmes"),
    ];
    let mut texts = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|end| end.to_str()) {
                None => folders.push(path),
                Some("ftl" | "csv" | "toml") => texts += &std::fs::read_to_string(path).unwrap(),
                Some(_) if path.is_dir() => folders.push(path),
                Some(_) => {}
            }
        }
    }
    texts
}

/// The words of a script that have a conjunct.
fn words(texts: &str, script: &RangeInclusive<char>) -> BTreeSet<String> {
    let is_inside = |letter: char| script.contains(&letter) || JOINERS.contains(&letter);
    let words = texts.split(|letter| !is_inside(letter));
    words
        .filter(|word| word.chars().count() > 1 && word.contains(VIRAMAS))
        .map(str::to_owned)
        .collect()
}

/// A document with a text in it.
fn paper(text: String) -> Vec<u8> {
    let answers = Answers::of("gp-108289");
    let request = Request::of(
        &answers.catalog,
        "daily-employment",
        &answers.place,
        Reader::public(),
    )
    .unwrap();
    let section = |body| Section { title: None, body };
    let report = Report {
        name: "words".to_owned(),
        title: Words::latin("Words"),
        place: answers.place.clone(),
        place_name: request.place.name.clone(),
        around: Vec::new(),
        as_on: None,
        known_on: None,
        sections: vec![
            section(Body::Text(Words::latin(text))),
            section(Body::Text(Words::latin("end"))),
        ],
        mark: None,
    };
    report.pdf(Language::En).unwrap()
}

#[test]
fn words_with_conjuncts_are_read_back_from_paper_as_they_were_written() {
    let texts = texts();
    let letters = |text: &str| -> String {
        let kept = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && !JOINERS.contains(letter));
        kept.collect()
    };
    let mut all = 0;
    for script in ['\u{981}'..='\u{9E3}', '\u{900}'..='\u{963}'] {
        let words = words(&texts, &script);
        all += words.len();
        let joined = words.iter().cloned().collect::<Vec<_>>().join(" · ");
        let read = letters(&text(&paper(joined)));
        let lost: Vec<&String> = words
            .iter()
            .filter(|word| !read.contains(&letters(word)))
            .collect();
        assert!(
            lost.is_empty(),
            "{} of {} words are lost: {lost:?}",
            lost.len(),
            words.len()
        );
    }
    assert!(all >= LEAST, "only {all} words");
}
