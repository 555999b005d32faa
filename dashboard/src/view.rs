//! The view: what the parameters of an address ask for. Nothing in it is guessed, and nothing unknown is ignored.

use std::fmt::Display;
use std::num::NonZeroUsize;
use std::str::FromStr;

use catalog::{Language, PlaceLevel, spelling};
use figures::{Compare, Dimension, KnownOn, Query, Where};
use jiff::civil::Date;

use crate::error::AppError;
use crate::link::Link;
use crate::twin::Twin;

/// Parameters of pages of figures, their twins and charts.
pub const OF_A_PAGE: &[&str] = &[
    "as_on", "from", "to", "by", "measure", "compare", "known_on", "where", "sort", "language",
];
/// Parameters of pages of cases.
pub const OF_CASES: &[&str] = &["as_on", "alert", "page", "language"];
/// Parameters of pages of quality.
pub const OF_QUALITY: &[&str] = &["as_on", "by", "language"];
/// Parameters of pages that compare.
pub const OF_COMPARISONS: &[&str] = &["as_on", "from", "to", "measure", "with", "language"];
/// Parameters of pages of sources.
pub const OF_SOURCES: &[&str] = &["as_on", "from", "to", "measure", "known_on", "page", "language"];
/// Parameters of pages of returns.
pub const OF_RETURNS: &[&str] = &["as_on", "from", "by", "dataset", "known_on", "language"];
/// Parameters of review pages.
pub const OF_REVIEW: &[&str] = &["as_on", "known_on", "language"];
/// Parameters of the first page.
pub const OF_GLANCE: &[&str] = &["as_on", "compare", "language"];
/// Parameters of the page that shows programmes side by side.
pub const OF_CONVERGENCE: &[&str] = &["as_on", "by", "language"];
/// Parameters of pages of words.
pub const OF_WORDS: &[&str] = &["language"];
/// Parameters of the sign-in page.
pub const OF_SIGN_IN: &[&str] = &["next", "language"];
/// Parameters of the search.
pub const OF_SEARCH: &[&str] = &["q", "language"];
/// Parameters of reports.
pub const OF_REPORTS: &[&str] = &["place", "as_on", "known_on", "language", "format"];
/// Parameters of `/api/v1/query`.
pub const OF_QUERIES: &[&str] = &[
    "programme",
    "measure",
    "by",
    "within",
    "as_on",
    "from",
    "to",
    "known_on",
    "where",
    "compare",
    "format",
    "language",
];
/// Parameters of the lists of `/api/v1` that belong to no one place.
pub const OF_LISTS: &[&str] = &["limit", "offset", "format"];
/// Parameters of `/api/v1/datasets` and `/api/v1/measures`.
pub const OF_PROGRAMME_LISTS: &[&str] = &["programme", "limit", "offset", "format"];
/// Parameters of `/api/v1/places`.
pub const OF_PLACES: &[&str] = &["level", "within", "limit", "offset", "format"];
/// Addresses without parameters.
pub const NONE: &[&str] = &[];
/// The parameter that names a page of a long list.
pub const PAGE: &str = "page";
/// Parameters that may stand several times.
const REPEATED: [&str; 4] = ["measure", "by", "where", "with"];
/// The most items that one answer of a list holds.
pub const MOST_ITEMS: usize = 10_000;
/// No list is longer.
const FARTHEST_ITEM: usize = 10_000_000;
/// No id, code or condition is longer.
const LONGEST_WORD: usize = 120;
/// No view needs a longer address.
pub const LONGEST: usize = 4096;

/// What the parameters ask for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// The day for which figures are true.
    pub as_on: Option<Date>,
    /// The first day of a span.
    pub from: Option<Date>,
    /// The last day of a span.
    pub to: Option<Date>,
    /// Breakdowns.
    pub by: Vec<Dimension>,
    /// Measures in the place of the declared ones.
    pub measures: Vec<String>,
    /// What to compare with.
    pub compare: Option<Compare>,
    /// Places or periods to be put beside the page's place.
    pub with: Vec<String>,
    /// Only what was known by then.
    pub known_on: Option<KnownOn>,
    /// Conditions.
    pub conditions: Vec<Where>,
    /// Of returns, the kind.
    pub dataset: Option<String>,
    /// The column by which a table is sorted.
    pub sort: Option<Sort>,
    /// The kind of alert to which a list of cases is cut.
    pub alert: Option<String>,
    /// Which page of a long list, from 1.
    pub page: Option<NonZeroUsize>,
    /// The language, where the address names one.
    pub language: Option<Language>,
    /// The level of places.
    pub level: Option<PlaceLevel>,
    /// How many items of a list.
    pub limit: Option<usize>,
    /// How many items of a list come before.
    pub offset: Option<usize>,
    /// What is looked for.
    pub q: String,
    /// Where to go on to.
    pub next: Option<String>,
    /// The programme, where it is a parameter.
    pub programme: Option<String>,
    /// The place, where it is a parameter.
    pub place: Option<String>,
    /// The form of the answer, where it is a parameter.
    pub format: Option<String>,
    asked: Vec<(String, String)>,
}

/// A column of a table and its direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// `place` or a measure.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

impl View {
    /// The view of some parameters, of which only `allowed` have a meaning at that address.
    pub fn read(parameters: &[(String, String)], allowed: &[&str]) -> Result<Self, AppError> {
        let mut view = Self::default();
        for (name, value) in parameters {
            if !allowed.contains(&name.as_str()) {
                return Err(AppError::parameter(name, value, no_such_parameter(name, allowed)));
            }
            let again = view.asked.iter().any(|(known, _)| known == name);
            if again && !REPEATED.contains(&name.as_str()) {
                return Err(AppError::parameter(name, value, "stands twice; give it once"));
            }
            let value = value.trim();
            // Forms send what was left empty.
            if !value.is_empty() {
                view.set(name, value)?;
                view.asked.push((name.clone(), value.to_owned()));
            }
        }
        Ok(view)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), AppError> {
        match name {
            "as_on" => self.as_on = Some(day(name, value)?),
            "from" => self.from = Some(day(name, value)?),
            "to" => self.to = Some(day(name, value)?),
            "by" => self.by.extend(each::<Dimension>(name, value)?),
            "measure" => self.measures.extend(each::<String>(name, value)?),
            "compare" => self.compare = Some(parsed(name, value)?),
            "with" => self.with.extend(each::<String>(name, value)?),
            "known_on" => self.known_on = Some(parsed(name, value)?),
            "where" => self.conditions.push(parsed(name, value)?),
            "sort" => self.sort = Some(sort(value)),
            "dataset" => self.dataset = Some(parsed(name, value)?),
            "alert" => self.alert = Some(parsed(name, value)?),
            PAGE => self.page = Some(page(value)?),
            "language" => self.language = Some(parsed(name, value)?),
            "level" => self.level = Some(parsed(name, value)?),
            "limit" => self.limit = Some(whole(name, value, 1, MOST_ITEMS)?),
            "offset" => self.offset = Some(whole(name, value, 0, FARTHEST_ITEM)?),
            "q" => value.clone_into(&mut self.q),
            "next" => self.next = Some(value.to_owned()),
            "programme" => self.programme = Some(value.to_owned()),
            "place" | "within" => self.place = Some(value.to_owned()),
            "format" => self.format = Some(value.to_owned()),
            other => unreachable!("`{other}` is in a list of parameters but has no meaning"),
        }
        Ok(())
    }

    /// The form asked for, of those that exist there.
    pub fn format(&self, forms: &[Twin], otherwise: Twin) -> Result<Twin, AppError> {
        let Some(format) = &self.format else {
            return Ok(otherwise);
        };
        let known = || {
            forms
                .iter()
                .map(|form| form.extension())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let form = forms.iter().find(|form| form.extension() == format);
        form.copied().ok_or_else(|| {
            AppError::parameter("format", format, format!("is not a form of it; use {}", known()))
        })
    }

    /// A question with the dates, conditions and comparison of the view.
    pub fn put_into(&self, query: Query) -> Query {
        Query {
            as_on: self.as_on,
            from: self.from,
            to: self.to,
            known_on: self.known_on,
            conditions: self.conditions.clone(),
            compare: self.compare,
            ..query
        }
    }

    /// The same view of a page whose layout is of its measures already; links still name them.
    pub fn laid_out(&self) -> Self {
        Self {
            measures: Vec::new(),
            ..self.clone()
        }
    }

    /// The same view at a path. Where a list is long, it leads to its first page: on another day or at another place
    /// there may be no other.
    pub fn link(&self, path: impl Into<String>) -> Link {
        let link = Link::to(path);
        self.asked
            .iter()
            .filter(|(name, _)| name != PAGE)
            .fold(link, |link, (name, value)| link.and(name, value))
    }
}

fn no_such_parameter(name: &str, allowed: &[&str]) -> String {
    if allowed.is_empty() {
        return "there is no such parameter here, nor any other".to_owned();
    }
    let near = spelling::nearest(name, allowed.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!(
        "there is no such parameter here; {near}there are {}",
        allowed.join(", ")
    )
}

fn whole(name: &str, value: &str, least: usize, most: usize) -> Result<usize, AppError> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value
        .parse()
        .ok()
        .filter(|number| digits && (least..=most).contains(number));
    number.ok_or_else(|| {
        AppError::parameter(
            name,
            value,
            format!("is not a whole number from {least} to {most}"),
        )
    })
}

fn sort(value: &str) -> Sort {
    match value.strip_prefix('-') {
        Some(column) => Sort {
            column: column.to_owned(),
            descending: true,
        },
        None => Sort {
            column: value.to_owned(),
            descending: false,
        },
    }
}

fn page(value: &str) -> Result<NonZeroUsize, AppError> {
    // Only one way of writing a number, so that a view has one address.
    let well_formed = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
    let page = value.parse().ok().filter(|_| well_formed);
    page.ok_or_else(|| AppError::parameter(PAGE, value, "is not a page of a list; they are numbered from 1"))
}

fn day(name: &str, value: &str) -> Result<Date, AppError> {
    // Only one way of writing a day, so that a view has one address.
    let well_formed = value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = value.parse().ok().filter(|_| well_formed);
    day.ok_or_else(|| AppError::parameter(name, value, "is not a date; write it like 2026-11-22"))
}

fn parsed<T: FromStr<Err: Display>>(name: &str, value: &str) -> Result<T, AppError> {
    // Nothing that can be named is longer, and what is refused is repeated in the message.
    if value.len() > LONGEST_WORD {
        return Err(AppError::parameter(
            name,
            value,
            format!("is longer than {LONGEST_WORD} letters"),
        ));
    }
    value
        .parse()
        .map_err(|error: T::Err| AppError::parameter(name, value, error))
}

fn each<T: FromStr<Err: Display>>(name: &str, value: &str) -> Result<Vec<T>, AppError> {
    value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| parsed(name, part))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(parameters: &[(&str, &str)]) -> Result<View, AppError> {
        let parameters: Vec<_> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        View::read(&parameters, OF_A_PAGE)
    }

    fn refusal(parameters: &[(&str, &str)]) -> String {
        view(parameters).unwrap_err().to_string()
    }

    #[test]
    fn a_view_is_written_back_as_it_was_read() {
        let view = view(&[
            ("as_on", "2026-11-22"),
            ("compare", ""),
            ("where", "block=block-2774"),
        ])
        .unwrap();
        assert_eq!(
            view.link("/mgnrega/district-305").to_string(),
            "/mgnrega/district-305?as_on=2026-11-22&where=block%3Dblock-2774"
        );
    }

    #[test]
    fn measures_and_breakdowns_may_be_listed_or_repeated() {
        let view = view(&[
            ("measure", "persondays, women_percent"),
            ("measure", "job_cards"),
            ("by", "block,month"),
        ])
        .unwrap();
        assert_eq!(view.measures, ["persondays", "women_percent", "job_cards"]);
        assert_eq!(view.by.len(), 2);
    }

    #[test]
    fn a_date_that_is_none_says_how_to_write_one() {
        assert_eq!(
            refusal(&[("as_on", "2026-13-40")]),
            "`as_on=2026-13-40`: is not a date; write it like 2026-11-22"
        );
        assert!(view(&[("as_on", "22-11-2026")]).is_err());
        assert!(view(&[("as_on", "2026-11-22T00:00:00")]).is_err());
    }

    #[test]
    fn an_unknown_or_doubled_parameter_is_named() {
        assert!(refusal(&[("as-on", "2026-11-22")]).contains("there are as_on, from"));
        assert!(refusal(&[("as_on", "2026-11-22"), ("as_on", "2026-11-21")]).contains("stands twice"));
    }

    #[test]
    fn a_page_is_a_number_from_one_and_is_left_behind_by_links() {
        let of_cases = |value: &str| {
            let parameters = [("page", value), ("as_on", "2026-11-22")];
            View::read(
                &parameters.map(|(name, value)| (name.to_owned(), value.to_owned())),
                OF_CASES,
            )
        };
        for wrong in ["0", "-1", "02", "two", "1.5", "99999999999999999999999"] {
            let refused = of_cases(wrong).unwrap_err().to_string();
            assert!(refused.contains("numbered from 1"), "{refused}");
        }
        let view = of_cases("3").unwrap();
        assert_eq!(view.page.map(NonZeroUsize::get), Some(3));
        assert_eq!(view.link("/x").to_string(), "/x?as_on=2026-11-22");
    }

    #[test]
    fn a_very_long_value_is_not_repeated_in_full() {
        assert!(refusal(&[("compare", &"x".repeat(3000))]).len() < 400);
    }
}
