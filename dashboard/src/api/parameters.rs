//! Every parameter of the interface, described once.

use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type};

use super::list::USUAL;
use crate::view::MOST_ITEMS;

/// What a parameter may be.
enum Takes {
    Text,
    Day,
    /// Words with commas between.
    Words,
    OneOf(&'static [&'static str]),
    Whole {
        least: usize,
        most: usize,
    },
}

/// A parameter: name, what it takes, an example, what it does.
type Row = (&'static str, Takes, &'static str, &'static str);

const LEVELS: &[&str] = &[
    "state",
    "district",
    "subdivision",
    "block",
    "municipality",
    "gp",
    "ward",
    "centre",
    "office",
    "camp",
    "home",
];

const PARAMETERS: &[Row] = &[
    (
        "programme",
        Takes::Text,
        "mgnrega",
        "The programme's id, as in `/api/v1/programmes`.",
    ),
    (
        "measure",
        Takes::Words,
        "persondays,women_percent",
        "Measures and indicators, with commas between or repeated; as in `/api/v1/measures`.",
    ),
    (
        "by",
        Takes::Words,
        "block",
        "What to break the answer down by, with commas between or repeated: place levels, one of `day`, `week`, `month`, \
         `quarter` and `fy`, and classes and groups of the programme.",
    ),
    (
        "within",
        Takes::Text,
        "district-305",
        "The place whose inside is meant; in questions the home of this jela unless told. An earlier code leads to the \
         place that stands for it now.",
    ),
    (
        "as_on",
        Takes::Day,
        "2026-10-31",
        "The day for which figures are true; the latest in the asked data unless told.",
    ),
    ("from", Takes::Day, "2026-10-01", "First day of the span."),
    (
        "to",
        Takes::Day,
        "2026-10-31",
        "Last day of the span; `as_on` unless told.",
    ),
    (
        "known_on",
        Takes::Text,
        "2026-11-22",
        "Only what had been taken in by then: a day, to its end in UTC, or a moment as in RFC 3339.",
    ),
    (
        "where",
        Takes::Text,
        "block=block-2774",
        "Only this: a place level and a code inside the asked place, or a class or group and one of its values. May be \
         repeated; all must hold.",
    ),
    (
        "compare",
        Takes::OneOf(&["previous", "last-year"]),
        "previous",
        "What each figure is compared with: the span before, or the same a year earlier.",
    ),
    (
        "language",
        Takes::OneOf(&["en", "bn", "hi"]),
        "en",
        "The language of names and titles.",
    ),
    (
        "format",
        Takes::OneOf(&["json", "csv", "parquet", "xlsx"]),
        "csv",
        "The form of the answer; stronger than the header `Accept`.",
    ),
    (
        "level",
        Takes::OneOf(LEVELS),
        "block",
        "Only places of this level.",
    ),
    (
        "limit",
        Takes::Whole {
            least: 1,
            most: MOST_ITEMS,
        },
        "100",
        "How many items the answer may hold; 1000 unless told. `next` and the header `Link` lead on.",
    ),
    (
        "offset",
        Takes::Whole {
            least: 0,
            most: 10_000_000,
        },
        "0",
        "How many items come before.",
    ),
];

/// The description of a query parameter where only some forms exist; none for a name that nobody described.
pub fn parameter(name: &str, is_required: bool, forms: &[&'static str]) -> Option<Parameter> {
    let (name, takes, example, about) = PARAMETERS.iter().find(|(known, ..)| *known == name)?;
    let builder = ParameterBuilder::new()
        .name(*name)
        .parameter_in(ParameterIn::Query)
        .required(if is_required {
            Required::True
        } else {
            Required::False
        })
        .description(Some(*about))
        .example(Some(example_value(takes, example)));
    let builder = match takes {
        Takes::Text => builder.schema(Some(text())),
        Takes::Day => builder.schema(Some(
            ObjectBuilder::from(text()).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))),
        )),
        Takes::Words => builder
            .schema(Some(Schema::from(ArrayBuilder::new().items(text()).build())))
            .style(Some(ParameterStyle::Form))
            .explode(Some(false)),
        Takes::OneOf(words) => {
            let words = if *name == "format" { forms } else { words };
            builder.schema(Some(
                ObjectBuilder::from(text()).enum_values(Some(words.iter().copied())),
            ))
        }
        Takes::Whole { least, most } => builder.schema(Some(
            ObjectBuilder::from(Object::with_type(Type::Integer))
                .minimum(Some(*least))
                .maximum(Some(*most))
                .default((*name == "limit").then(|| USUAL.into())),
        )),
    };
    Some(builder.build())
}

/// The description of a part of the path.
pub fn in_path(name: &str, example: &str, about: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .example(Some(example.into()))
        .schema(Some(text()))
        .build()
}

fn text() -> Object {
    Object::with_type(Type::String)
}

fn example_value(takes: &Takes, example: &str) -> serde_json::Value {
    match takes {
        Takes::Words => example.split(',').collect(),
        Takes::Whole { .. } => example.parse::<u64>().map_or_else(|_| example.into(), Into::into),
        Takes::Text | Takes::Day | Takes::OneOf(_) => example.into(),
    }
}

#[cfg(test)]
mod tests {
    use catalog::PlaceLevel;

    use super::*;

    #[test]
    fn the_levels_described_are_the_levels_there_are() {
        assert_eq!(PlaceLevel::ALL.map(PlaceLevel::id), LEVELS);
    }
}
