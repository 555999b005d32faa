//! What a handler needs of a request beside its path: address, parameters, headers, the reader's language.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use catalog::Language;

use crate::error::AppError;
use crate::view::{LONGEST, View};

/// A request without its path.
#[derive(Debug, Clone)]
pub struct Request {
    /// Path and parameters as they were sent.
    pub address: String,
    /// The headers.
    pub headers: HeaderMap,
    parameters: Option<Vec<(String, String)>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Request {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl Request {
    /// The request of some parts.
    pub fn of(parts: &Parts) -> Self {
        let address = parts
            .uri
            .path_and_query()
            .map_or("/", |address| address.as_str())
            .to_owned();
        let parameters = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .ok()
            .map(|Query(parameters)| parameters);
        Self {
            address,
            headers: parts.headers.clone(),
            parameters,
        }
    }

    /// The view that the parameters ask for.
    pub fn view(&self, allowed: &[&str]) -> Result<View, AppError> {
        if self.address.len() > LONGEST {
            return Err(AppError::TooLong(self.address.len(), LONGEST));
        }
        let unreadable = || {
            AppError::parameter(
                "?",
                "",
                "the parameters can't be read; write them like ?as_on=2026-11-22&language=bn",
            )
        };
        View::read(self.parameters.as_deref().ok_or_else(unreadable)?, allowed)
    }

    /// The language of a page: the one the address names, else the one the browser prefers.
    pub fn language(&self, view: &View) -> Language {
        view.language.unwrap_or_else(|| preferred(&self.headers))
    }

    /// The language of an error, whose address may not be readable.
    pub fn language_of_errors(&self) -> Language {
        let parameters = self.parameters.iter().flatten();
        let mut named = parameters
            .filter(|(name, _)| name == "language")
            .filter_map(|(_, value)| value.parse().ok());
        named.next().unwrap_or_else(|| preferred(&self.headers))
    }

    /// Refuses parameters that mean nothing here.
    pub fn only(&self, allowed: &[&str]) -> Result<(), AppError> {
        let mut parameters = self.parameters.iter().flatten();
        let unknown = parameters.find(|(name, _)| !allowed.contains(&name.as_str()));
        unknown.map_or(Ok(()), |(name, value)| {
            let help = format!("it means nothing here; there are {}", allowed.join(", "));
            Err(AppError::parameter(name, value, help))
        })
    }

    /// A parameter as it was sent; empty where there is none.
    pub fn parameter(&self, name: &str) -> &str {
        let mut parameters = self.parameters.iter().flatten();
        parameters
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// The path alone.
    pub fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or("/")
    }
}

/// The first language of jela in the order of the browser's wishes; English when it wishes none of them.
fn preferred(headers: &HeaderMap) -> Language {
    let wishes = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|wishes| wishes.to_str().ok())
        .unwrap_or_default();
    let mut ranked: Vec<(f32, Language)> = wishes.split(',').filter_map(wish).collect();
    ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    ranked.first().map_or(Language::En, |(_, language)| *language)
}

fn wish(wish: &str) -> Option<(f32, Language)> {
    let (tag, quality) = wish.split_once(";q=").unwrap_or((wish, "1"));
    let language = tag.trim().split('-').next()?.parse().ok()?;
    let quality: f32 = quality.trim().parse().ok()?;
    (quality > 0.0).then_some((quality, language))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn wished(text: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(text).unwrap());
        preferred(&headers)
    }

    #[test]
    fn the_browser_s_best_wish_that_jela_speaks_wins() {
        assert_eq!(wished("bn-IN,bn;q=0.9,en;q=0.8"), Language::Bn);
        assert_eq!(wished("ta,en;q=0.5,hi;q=0.7"), Language::Hi);
    }

    #[test]
    fn wishes_that_mean_nothing_give_english() {
        for text in ["", "de, fr;q=0.3", "bn;q=0", ";;;q=,", "hi;q=nan,xx"] {
            assert_eq!(wished(text), Language::En, "{text}");
        }
    }
}
