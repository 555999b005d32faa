//! Whose pages these are, and how to reach them: every page says it.

/// The office that publishes, as the settings name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// The office; the district's administration where none is named.
    pub name: String,
    /// How to write to it: a mail address, or words; none where it is not set.
    pub contact: String,
}

impl Owner {
    /// Where a link leads that writes to the owner, where the contact is a mail address.
    pub fn mail_to(&self) -> Option<String> {
        let (name, domain) = self.contact.split_once('@')?;
        let is_plain = |part: &str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
            !part.is_empty() && part.bytes().all(plain)
        };
        (is_plain(name) && is_plain(domain) && domain.contains('.'))
            .then(|| format!("mailto:{}", self.contact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail_to(contact: &str) -> Option<String> {
        Owner {
            contact: contact.to_owned(),
            ..Owner::default()
        }
        .mail_to()
    }

    #[test]
    fn a_mail_address_becomes_a_link_and_other_words_stay_words() {
        assert_eq!(
            mail_to("dm.bankura@example.in").as_deref(),
            Some("mailto:dm.bankura@example.in")
        );
        assert_eq!(mail_to("Room 12, Collectorate, Bankura"), None);
        assert_eq!(mail_to(""), None);
    }

    #[test]
    fn what_only_looks_like_an_address_is_no_link() {
        for contact in [
            "a@b",
            "@example.in",
            "a@example.in?bcc=x@y.in",
            "a b@example.in",
            "a@b@c.in",
        ] {
            assert_eq!(mail_to(contact), None, "{contact}");
        }
    }
}
