//! Addresses and headers. What is to stand in a header never brings a line of its own.

use lettre::Address;
use lettre::message::Mailbox;

use super::MailError;

/// No address is longer (RFC 5321).
const LONGEST_ADDRESS: usize = 254;
/// No subject needs more letters.
const LONGEST_TEXT: usize = 300;

/// A checked address, without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent(pub(super) Address);

impl Correspondent {
    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// The address for SMTP.
    pub fn address(&self) -> &Address {
        &self.0
    }

    /// As it stands in a header.
    pub(super) fn mailbox(&self, name: Option<&str>) -> Mailbox {
        Mailbox::new(name.map(str::to_owned), self.0.clone())
    }
}

impl std::fmt::Display for Correspondent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An address that a mail can go to: `name@example.in` and nothing around it.
pub fn address(text: &str) -> Result<Correspondent, MailError> {
    let bad = || MailError::Address(shown(text));
    let is_plain = text.len() <= LONGEST_ADDRESS
        && text.is_ascii()
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || "<>,;\"()[]\\".contains(letter));
    let address: Address = text.parse().map_err(|_| bad())?;
    (is_plain
        && address
            .domain()
            .contains(|letter: char| letter.is_ascii_alphanumeric()))
    .then_some(Correspondent(address))
    .ok_or_else(bad)
}

/// Somebody who is to get a report, as people write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee<'a> {
    /// Where to.
    pub to: Correspondent,
    /// The code of a place, where it is another than the schedule's.
    pub place: Option<&'a str>,
    /// The code of a language, where it is another than the schedule's.
    pub language: Option<&'a str>,
}

/// `ADDRESS`, `PLACE=ADDRESS` or `PLACE:LANGUAGE=ADDRESS`.
pub fn addressee(text: &str) -> Result<Addressee<'_>, MailError> {
    let (own, to) = match text.split_once('=').filter(|(own, _)| !own.contains('@')) {
        Some((own, to)) => (Some(own.trim()), to.trim()),
        None => (None, text.trim()),
    };
    let own = own.map(|own| {
        own.split_once(':')
            .map_or((own, None), |(place, language)| (place, Some(language)))
    });
    Ok(Addressee {
        to: address(to)?,
        place: own.map(|(place, _)| place),
        language: own.and_then(|(_, language)| language),
    })
}

/// A text as it may stand in a header.
pub fn header_text(text: &str) -> Result<String, MailError> {
    if text.chars().any(char::is_control) {
        return Err(MailError::HeaderText(shown(text)));
    }
    Ok(text.chars().take(LONGEST_TEXT).collect())
}

/// As a message repeats it: on one line, and short.
fn shown(text: &str) -> String {
    text.chars().take(80).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_taken_as_they_are() {
        for text in [
            "bdo.khatra@example.in",
            "dm+reports@bankura.gov.in",
            "x@localhost",
        ] {
            assert_eq!(address(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_address_brings_no_header_and_no_second_recipient() {
        for text in [
            "",
            "bdo",
            "@example.in",
            "bdo@",
            "a@b.in\r\nBcc: x@y.in",
            "a@b.in\nSubject: y",
            "a@b.in, c@d.in",
            "a@b.in;c@d.in",
            "BDO <a@b.in>",
            "a b@c.in",
            "a@b.in\u{0}",
            "\"a\\\"@b.in",
            "বিডিও@example.in",
            &format!("{}@b.in", "x".repeat(260)),
        ] {
            let refusal = address(text).unwrap_err().to_string();
            assert!(refusal.contains("is no mail address"), "{text:?}: {refusal}");
            assert!(!refusal.contains('\n'), "{refusal}");
        }
    }

    #[test]
    fn a_recipient_may_have_a_place_and_a_language_of_their_own() {
        let read = |text| {
            let read = addressee(text).unwrap();
            (
                read.to.to_string(),
                read.place.map(str::to_owned),
                read.language.map(str::to_owned),
            )
        };
        let own = |text: &str| Some(text.to_owned());
        assert_eq!(read("a@b.in"), ("a@b.in".to_owned(), None, None));
        assert_eq!(
            read("block-2783=a@b.in"),
            ("a@b.in".to_owned(), own("block-2783"), None)
        );
        assert_eq!(
            read("block-2783:bn = a@b.in"),
            ("a@b.in".to_owned(), own("block-2783"), own("bn"))
        );
        assert_eq!(
            read("a=b@c.in").1,
            own("a"),
            "a place that there is not is refused by whoever knows places"
        );
        assert!(addressee("block-2783:bn=").is_err());
    }

    #[test]
    fn a_text_of_a_header_stays_on_its_line() {
        assert_eq!(header_text("দৈনিক – Onda").unwrap(), "দৈনিক – Onda");
        for text in ["a\r\nBcc: x@y.in", "a\nb", "a\u{0}b", "a\u{85}b"] {
            assert!(header_text(text).is_err(), "{text:?}");
        }
    }
}
