//! The words of pages, reports and mails, in three languages.
//!
//! ```
//! use catalog::{Arg, Language, Messages};
//!
//! let messages = Messages::new().unwrap();
//! let said = messages.text(Language::En, "reported-of", &[("reported", Arg::Count(186)), ("expected", Arg::Count(190))]);
//! assert_eq!(said, "186 of 190 reported");
//! ```

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::Language;
use crate::format::{grouped, rounded};

const SOURCES: [(Language, &str); 3] = [
    (Language::En, include_str!("../languages/en.ftl")),
    (Language::Bn, include_str!("../languages/bn.ftl")),
    (Language::Hi, include_str!("../languages/hi.ftl")),
];

/// All texts of the interface.
pub struct Messages(Vec<(Language, FluentBundle<FluentResource>)>);

/// Something that a text names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Arg<'a> {
    /// Words or a number printed already.
    Text(&'a str),
    /// A count; the text may choose its plural by it, and prints it with Indian grouping.
    Count(u64),
}

/// Why the texts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    /// A line that is not Fluent.
    #[error("catalog/languages/{language}.ftl: {problem}; correct the entry")]
    Malformed {
        /// The language.
        language: Language,
        /// What the Fluent parser said.
        problem: String,
    },
    /// An id that stands twice.
    #[error("catalog/languages/{language}.ftl: {problem}; keep one of the entries")]
    Twice {
        /// The language.
        language: Language,
        /// What was said twice.
        problem: String,
    },
}

impl Messages {
    /// Reads the built-in texts.
    pub fn new() -> Result<Self, MessagesError> {
        SOURCES
            .into_iter()
            .map(|(language, source)| Ok((language, bundle(language, source)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The text of an id. The English stands where a language has none, the id itself where nobody has.
    pub fn text(&self, language: Language, id: &str, args: &[(&str, Arg)]) -> String {
        let own = self.0.iter().filter(|(known, _)| *known == language);
        let english = self.0.iter().filter(|(known, _)| *known == Language::En);
        let mut texts = own
            .chain(english)
            .filter_map(|(_, bundle)| text(bundle, id, args));
        texts.next().unwrap_or_else(|| id.to_owned())
    }

    /// Whether a language has its own text of an id.
    pub fn has(&self, language: Language, id: &str) -> bool {
        self.0
            .iter()
            .any(|(known, bundle)| *known == language && bundle.has_message(id))
    }
}

/// Every text of a language as its file has it, without what stands in braces.
#[cfg(test)]
pub(crate) fn written(language: Language) -> std::collections::BTreeMap<&'static str, String> {
    let mut texts = std::collections::BTreeMap::new();
    let mut id = "";
    for (_, source) in SOURCES.iter().filter(|(known, _)| *known == language) {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let head = line.split_once('=').filter(|_| !line.starts_with([' ', '}']));
            let text = head.map_or(line, |(_, text)| text);
            id = head.map_or(id, |(head, _)| head.trim());
            let mut depth = 0;
            let plain = text.chars().filter(|letter| {
                depth += i32::from(*letter == '{');
                let is_outside = depth == 0;
                depth -= i32::from(*letter == '}' && depth > 0);
                is_outside
            });
            texts
                .entry(id)
                .or_insert_with(String::new)
                .extend(plain.chain([' ']));
        }
    }
    texts
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_list()
            .entries(self.0.iter().map(|(language, _)| language))
            .finish()
    }
}

fn bundle(language: Language, source: &str) -> Result<FluentBundle<FluentResource>, MessagesError> {
    let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, problems)| {
        let problem = problems.first().map_or_else(String::new, ToString::to_string);
        MessagesError::Malformed { language, problem }
    })?;
    let locale = language.code().parse().expect("en, bn and hi are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false); // the marks would show up in PDF and mail
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&rounded(number.value, 0))),
        _ => None,
    }));
    bundle.add_resource(resource).map_err(|problems| {
        let problem = problems.first().map_or_else(String::new, FluentError::to_string);
        MessagesError::Twice { language, problem }
    })?;
    Ok(bundle)
}

/// A name that the text uses and the caller did not give stays visible in braces: a test must find it.
fn text(bundle: &FluentBundle<FluentResource>, id: &str, args: &[(&str, Arg)]) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let args: FluentArgs = args
        .iter()
        .map(|(name, arg)| (Cow::from(*name), value(*arg)))
        .collect();
    let mut problems = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(&args), &mut problems)
            .into_owned(),
    )
}

fn value(arg: Arg<'_>) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text),
        Arg::Count(count) => FluentValue::Number(FluentNumber::from(count)),
    }
}

#[cfg(test)]
#[expect(
    clippy::inconsistent_digit_grouping,
    reason = "figures are grouped as the district writes them"
)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn entries(language: Language) -> Vec<(&'static str, &'static str)> {
        let (_, source) = SOURCES.iter().find(|(known, _)| *known == language).unwrap();
        let entries = source
            .lines()
            .filter(|line| !line.starts_with(['#', ' ', '}']) && line.contains('='));
        entries
            .map(|line| line.split_once('=').unwrap())
            .map(|(id, text)| (id.trim(), text.trim()))
            .collect()
    }

    fn ids(language: Language) -> BTreeSet<&'static str> {
        entries(language).into_iter().map(|(id, _)| id).collect()
    }

    /// The `$names` of each message of a language, the lines of its choices included.
    fn names(language: Language) -> BTreeSet<(String, String)> {
        let (_, source) = SOURCES.iter().find(|(known, _)| *known == language).unwrap();
        let mut id = String::new();
        let mut names = BTreeSet::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((head, _)) = line.split_once('=').filter(|_| !line.starts_with([' ', '}'])) {
                id = head.trim().to_owned();
            }
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                    .collect();
                names.insert((id.clone(), name));
            }
        }
        names
    }

    #[test]
    fn all_languages_have_the_same_ids() {
        let messages = Messages::new().unwrap();
        for language in [Language::Bn, Language::Hi] {
            let missing: Vec<_> = ids(Language::En)
                .symmetric_difference(&ids(language))
                .copied()
                .collect();
            assert_eq!(missing, Vec::<&str>::new(), "only in one of en and {language}");
        }
        for id in ids(Language::En) {
            assert!(messages.has(Language::En, id), "{id} is no message");
        }
    }

    #[test]
    fn all_languages_name_the_same_things() {
        for language in [Language::Bn, Language::Hi] {
            let differing: Vec<_> = names(Language::En)
                .symmetric_difference(&names(language))
                .cloned()
                .collect();
            assert_eq!(differing, vec![], "only in one of en and {language}");
        }
    }

    #[test]
    fn counts_are_grouped_and_choose_their_plural() {
        let messages = Messages::new().unwrap();
        let late = |count| messages.text(Language::En, "units-late", &[("late", Arg::Count(count))]);
        assert_eq!(late(1), "1 late");
        assert_eq!(late(1_23_456), "1,23,456 late");
    }

    #[test]
    fn an_unknown_id_is_shown_as_it_is() {
        assert_eq!(
            Messages::new().unwrap().text(Language::Hi, "no-such-text", &[]),
            "no-such-text"
        );
    }

    #[test]
    fn a_malformed_text_names_its_language() {
        let refusal = bundle(Language::Bn, "= nothing\n").err().unwrap().to_string();
        assert!(refusal.starts_with("catalog/languages/bn.ftl: "), "{refusal}");
    }

    #[test]
    fn an_id_that_stands_twice_is_refused() {
        let refusal = bundle(Language::En, "as-on = one\nas-on = two\n").err().unwrap();
        assert!(matches!(refusal, MessagesError::Twice { .. }));
    }
}
