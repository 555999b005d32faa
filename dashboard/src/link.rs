//! Addresses of jela, written so that the same view always has the same address.

use std::fmt;

use catalog::Language;
use url::form_urlencoded;

/// A path and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    path: String,
    parameters: Vec<(String, String)>,
}

impl Link {
    /// A path without parameters.
    pub fn to(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            parameters: Vec::new(),
        }
    }

    /// The same address in a language; English needs no word.
    pub fn in_language(self, language: Language) -> Self {
        match language {
            Language::En => self,
            language => self.with("language", language.code()),
        }
    }

    /// With a parameter, put in the place of one of that name.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.retain(|(known, _)| known != name);
        self.and(name, value)
    }

    /// With one more parameter, beside others of that name.
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }

    /// Without a parameter.
    pub fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(known, _)| known != name);
        self
    }

    /// The same path in a form, by the end of a file's name.
    pub fn ending(mut self, extension: &str) -> Self {
        self.path.push('.');
        self.path.push_str(extension);
        self
    }

    /// The parameters.
    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }
}

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        if self.parameters.is_empty() {
            return Ok(());
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters);
        write!(formatter, "?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_replaced_and_never_doubled() {
        let link = Link::to("/mgnrega/district-305")
            .with("as_on", "2026-11-22")
            .with("language", "bn");
        assert_eq!(
            link.clone().with("as_on", "2026-10-31").to_string(),
            "/mgnrega/district-305?language=bn&as_on=2026-10-31"
        );
        assert_eq!(
            link.without("language").without("as_on").to_string(),
            "/mgnrega/district-305"
        );
    }

    #[test]
    fn a_hostile_value_can_not_leave_its_parameter() {
        let link = Link::to("/search").with("q", "\"><script>&language=bn#");
        assert_eq!(
            link.to_string(),
            "/search?q=%22%3E%3Cscript%3E%26language%3Dbn%23"
        );
    }
}
