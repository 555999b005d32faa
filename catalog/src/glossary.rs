//! The terms of the field, fixed once in three languages, with what they mean.

use serde::Deserialize;

use crate::words::Words;

const FILE: &str = include_str!("../glossary.toml");

/// One term.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id, an anchor.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// What it means, in plain words.
    pub meaning: Words,
    /// How it stands in running text; none for terms that are whole phrases.
    #[serde(default)]
    pub forms: Option<Forms>,
}

/// A term as it stands in running text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// Whole words.
    pub en: Vec<String>,
    /// Stems, one of which stands wherever the English term does.
    pub bn: Vec<String>,
    /// Stems, one of which stands wherever the English term does.
    pub hi: Vec<String>,
}

#[derive(Deserialize)]
struct Glossary {
    term: Vec<Term>,
}

/// Why the glossary can't be read.
#[derive(Debug, thiserror::Error)]
#[error("catalog/glossary.toml: {0}")]
pub struct GlossaryError(#[from] toml::de::Error);

/// The terms, in the order of the file.
pub fn glossary() -> Result<Vec<Term>, GlossaryError> {
    Ok(toml::from_str::<Glossary>(FILE)?.term)
}

impl Forms {
    /// Whether an English text has the term as whole words.
    pub fn stands_in(&self, english: &str) -> bool {
        let text = english.to_lowercase();
        self.en.iter().any(|form| has_words(&text, form))
    }
}

fn has_words(text: &str, form: &str) -> bool {
    let is_letter =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.match_indices(form).any(|(at, _)| {
        let (before, after) = (
            text[..at].chars().next_back(),
            text[at + form.len()..].chars().next(),
        );
        !is_letter(before) && !is_letter(after)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Language;
    use crate::messages::written;
    use crate::programme::Programmes;

    /// What a text of a language says in the place of a term: none where it says it as the glossary does.
    fn strays(term: &Term, en: &str, bn: &str, hi: &str) -> Option<&'static str> {
        let forms = term.forms.as_ref().filter(|forms| forms.stands_in(en))?;
        let lacks = |text: &str, stems: &[String]| !stems.iter().any(|stem| text.contains(stem.as_str()));
        if lacks(bn, &forms.bn) {
            return Some("bn");
        }
        lacks(hi, &forms.hi).then_some("hi")
    }

    fn of_programme<'a>(value: &'a toml::Value, texts: &mut Vec<[&'a str; 3]>) {
        match value {
            toml::Value::Table(table) => {
                let text = |language: &str| table.get(language).and_then(toml::Value::as_str);
                if let (Some(en), Some(bn), Some(hi)) = (text("en"), text("bn"), text("hi")) {
                    texts.push([en, bn, hi]);
                }
                table.values().for_each(|inner| of_programme(inner, texts));
            }
            toml::Value::Array(all) => all.iter().for_each(|inner| of_programme(inner, texts)),
            _ => {}
        }
    }

    #[test]
    fn every_term_is_told_in_three_languages_and_named_once() {
        let terms = glossary().unwrap();
        let ids: BTreeSet<&str> = terms.iter().map(|term| term.id.as_str()).collect();
        assert_eq!(ids.len(), terms.len());
        for term in &terms {
            assert_eq!(term.title.each().count(), 3, "{}", term.id);
            assert_eq!(term.meaning.each().count(), 3, "{}", term.id);
        }
    }

    #[test]
    fn messages_use_the_words_of_the_glossary() {
        let terms = glossary().unwrap();
        let mut faults = Vec::new();
        let (bn, hi) = (written(Language::Bn), written(Language::Hi));
        for (id, en) in written(Language::En) {
            for term in &terms {
                if let Some(language) = strays(term, &en, &bn[id], &hi[id]) {
                    faults.push(format!("{language} {id}: `{}` in “{en}”", term.title.en));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn titles_and_definitions_of_programmes_use_the_words_of_the_glossary() {
        let terms = glossary().unwrap();
        let mut faults = Vec::new();
        for (name, text) in Programmes::texts() {
            let value: toml::Value = toml::from_str(text).unwrap();
            let mut texts = Vec::new();
            of_programme(&value, &mut texts);
            assert!(texts.len() > 20, "{name}");
            for [en, bn, hi] in texts {
                for term in &terms {
                    if let Some(language) = strays(term, en, bn, hi) {
                        faults.push(format!("{language} {name}: `{}` in “{en}”", term.title.en));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn a_word_that_only_begins_like_a_term_is_not_the_term() {
        let forms = Forms {
            en: vec!["block".to_owned()],
            bn: Vec::new(),
            hi: Vec::new(),
        };
        assert!(forms.stands_in("Blocks? No: a block."));
        assert!(!forms.stands_in("blockage, roadblock, block_code"));
    }
}
