//! What the items of several lists have in common.

use catalog::Words;
use catalog::programme::{Better, ColumnType, Disclosure, Every, Keeps, OverTime, Publication};
use serde::Serialize;
use utoipa::ToSchema;

/// A name or text in three languages; the Latin one stands where a language has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Names {
    /// English.
    #[schema(example = "Onda")]
    pub en: String,
    /// Bengali.
    #[schema(example = "ওন্দা")]
    pub bn: String,
    /// Hindi.
    #[schema(example = "ओंदा")]
    pub hi: String,
}

impl From<&Words> for Names {
    fn from(words: &Words) -> Self {
        let or_latin = |own: &Option<String>| own.clone().unwrap_or_else(|| words.en.clone());
        Self {
            en: words.en.clone(),
            bn: or_latin(&words.bn),
            hi: or_latin(&words.hi),
        }
    }
}

/// What of a programme with hidden small counts everybody may ask.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Published {
    /// Measures and indicators.
    pub measures: Vec<String>,
    /// Place levels.
    pub levels: Vec<String>,
    /// Lengths of time; none where it is published as on a day only.
    pub periods: Vec<String>,
}

impl From<&Publication> for Published {
    fn from(publication: &Publication) -> Self {
        Self {
            measures: publication.measures.clone(),
            levels: publication
                .levels
                .iter()
                .map(|level| level.id().to_owned())
                .collect(),
            periods: publication
                .periods
                .iter()
                .map(|period| period.id().to_owned())
                .collect(),
        }
    }
}

/// The words of data for what programmes declare; as a programme's file writes them.
pub fn disclosure(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::None => "none",
        Disclosure::SmallCounts => "small_counts",
    }
}

/// `higher`, `lower`, `neither`
pub fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "neither",
    }
}

/// `sum`, `latest`, `cumulative`
pub fn over_time(over_time: OverTime) -> &'static str {
    match over_time {
        OverTime::Sum => "sum",
        OverTime::Latest => "latest",
        OverTime::Cumulative => "cumulative",
    }
}

/// `day`, `month`, `year`
pub fn every(every: Every) -> &'static str {
    match every {
        Every::Day => "day",
        Every::Month => "month",
        Every::Year => "year",
    }
}

/// What kind of rows a dataset keeps.
pub fn keeps(keeps: &Keeps) -> &'static str {
    match keeps {
        Keeps::Series => "series",
        Keeps::Register(_) => "register",
        Keeps::Tally(_) => "tally",
        Keeps::Cases(_) => "cases",
        Keeps::Docket(_) => "docket",
        Keeps::Follow(_) => "follow",
    }
}

/// What the values of a column are.
pub fn column_type(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Count => "count",
        ColumnType::Money => "money",
        ColumnType::Number => "number",
        ColumnType::Text => "text",
        ColumnType::Choice => "choice",
        ColumnType::Date => "date",
        ColumnType::YesNo => "yes_no",
        ColumnType::Weight => "weight",
        ColumnType::Length => "length",
        ColumnType::Age => "age",
        ColumnType::Case => "case",
        ColumnType::Unit => "unit",
    }
}
