//! The words of pages, in the reader's language.

use catalog::{Arg, Language, Messages, Words, calendar};
use jiff::civil::Date;

/// One language's words.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    messages: &'a Messages,
    /// The reader's language.
    pub language: Language,
}

impl<'a> Say<'a> {
    /// Words in a language.
    pub fn new(messages: &'a Messages, language: Language) -> Self {
        Self { messages, language }
    }

    /// Words that name nothing.
    pub fn text(self, id: &str) -> String {
        self.messages.text(self.language, id, &[])
    }

    /// Words about something.
    pub fn about(self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.messages.text(self.language, id, args)
    }

    /// A title or name that the catalog declares.
    pub fn words(self, words: &Words) -> String {
        words.get(self.language).to_owned()
    }

    /// A day as people write it.
    pub fn day(self, day: Date) -> String {
        calendar::show_date(day, self.language)
    }

    /// The head of a column of a list: its own words, those of a sign of measuring, or else its id.
    pub fn column(self, id: &str) -> String {
        let known = |text: &String| self.messages.has(Language::En, text);
        let found = [format!("column-{id}"), format!("sign-{id}")]
            .into_iter()
            .find(known);
        found.map_or_else(|| id.to_owned(), |text| self.text(&text))
    }

    /// `Ranibundh, Raipur and Sarenga`
    pub fn list(self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(", ");
                self.about(
                    "list-and",
                    &[("first", Arg::Text(&first)), ("last", Arg::Text(last))],
                )
            }
        }
    }
}

/// A number of things for the messages.
pub fn count(number: usize) -> Arg<'static> {
    Arg::Count(number as u64)
}
