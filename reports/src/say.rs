//! The words of documents, from the catalog's messages, in one language.

use std::sync::LazyLock;

use catalog::{Arg, Language, Messages, calendar};
use jiff::{SignedDuration, Timestamp, tz::Offset};

static MESSAGES: LazyLock<Messages> =
    LazyLock::new(|| Messages::new().expect("the built-in texts are read by a test of the catalog"));

/// One language's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say(pub(crate) Language);

impl Say {
    /// Words that name nothing.
    pub(crate) fn text(self, id: &str) -> String {
        MESSAGES.text(self.0, id, &[])
    }

    /// Words about something.
    pub(crate) fn about(self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        MESSAGES.text(self.0, id, args)
    }
}

/// A moment as people in India say it: “24 Nov 2026, 17:00”.
pub fn moment(at: Timestamp, language: Language) -> String {
    let half_an_hour = SignedDuration::from_mins(30);
    let local = Offset::constant(5).to_datetime(at.saturating_add(half_an_hour).unwrap_or(at));
    format!(
        "{}, {}",
        calendar::show_date(local.date(), language),
        local.strftime("%H:%M")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every id named in the sources of this crate, found by its prefix.
    fn ids() -> Vec<&'static str> {
        let sources = [
            include_str!("document/answer.rs"),
            include_str!("document/breakdown.rs"),
            include_str!("document/charts.rs"),
            include_str!("document/classes.rs"),
            include_str!("document/flow.rs"),
            include_str!("document/late.rs"),
            include_str!("document/months.rs"),
            include_str!("document/notes.rs"),
            include_str!("document/report.rs"),
            include_str!("document/returns.rs"),
            include_str!("document/review.rs"),
            include_str!("document/tiles.rs"),
            include_str!("returns.rs"),
            include_str!("workbook/about.rs"),
            include_str!("workbook/charts.rs"),
            include_str!("workbook/listing.rs"),
            include_str!("workbook/sheet.rs"),
            include_str!("workbook/summary.rs"),
            include_str!("paper/data.rs"),
            include_str!("paper/faults.rs"),
            include_str!("mail/letter.rs"),
        ];
        let quoted = sources
            .into_iter()
            .flat_map(|source| source.split('"').skip(1).step_by(2));
        quoted.filter(|text| text.starts_with("report-")).collect()
    }

    #[test]
    fn every_text_of_a_document_stands_in_all_languages() {
        assert!(ids().len() > 20);
        for id in ids() {
            for language in Language::ALL {
                assert!(MESSAGES.has(language, id), "{id} is missing in {language}");
            }
        }
    }
}
