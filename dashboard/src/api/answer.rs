//! The shape of the answer to a question, for the description of the interface; `figures` writes it.
#![expect(
    dead_code,
    reason = "only described: the description and what is written are compared by a test"
)]

use std::collections::BTreeMap;

use utoipa::ToSchema;

/// The answer to a question.
#[derive(ToSchema)]
pub struct Answer {
    /// The programme's id.
    #[schema(example = "mgnrega")]
    programme: String,
    /// The place asked about.
    #[schema(example = "district-305")]
    place: String,
    /// The day for which figures are true; null when there is no data.
    #[schema(required, value_type = Option<String>, format = "date")]
    as_on: Option<String>,
    /// Only what was taken in by then, where that was asked.
    #[schema(required, value_type = Option<String>, format = "date-time")]
    known_on: Option<String>,
    /// First day of the span, where one was asked.
    #[schema(required, value_type = Option<String>, format = "date")]
    from: Option<String>,
    /// Last day of the span, where one was asked.
    #[schema(required, value_type = Option<String>, format = "date")]
    to: Option<String>,
    /// What cells are compared with.
    #[schema(required)]
    compare: Option<String>,
    /// The number of the facts it is computed from.
    data_version: u64,
    /// Whether any data of the programme is made up, as sample data is.
    sample: bool,
    /// Who has reported.
    units: Units,
    /// Dimensions and measures, in order.
    columns: Vec<AnswerColumn>,
    /// One row for every expected place and period: for each dimension its value (a place level gives its code too, as
    /// `block_code`), for each measure an object of `value` (null unless `state` is `value`), `state` (`value`,
    /// `not_reported`, `suppressed`, `not_applicable` or `suspended`), `units` and `level`.
    rows: Vec<BTreeMap<String, serde_json::Value>>,
    /// Breaks in the series within the asked time and the time that it is compared with, oldest first. A figure whose time
    /// holds one has `across_break`, a change over one `change_across_break`; a sum of which returns are missing has
    /// `returns`.
    breaks: Vec<AnswerBreak>,
    /// The sheets that the figures came from.
    sources: Vec<AnswerSource>,
}

/// A day from which something else is counted, or counted in another way.
#[derive(ToSchema)]
pub struct AnswerBreak {
    /// The first day of the new order.
    #[schema(format = "date")]
    on: String,
    /// Of a suspension, its last day.
    #[schema(required, value_type = Option<String>, format = "date")]
    to: Option<String>,
    /// `succession`, `suspension`, `places`, `definition` or `taken_out`.
    kind: String,
    /// The asked measures that it touches; all when empty.
    measures: Vec<String>,
    /// Codes of the places that it touches, with all inside them; all when empty.
    places: Vec<String>,
    /// What changed.
    title: String,
}

/// Units that have reported, of those that should.
#[derive(ToSchema)]
pub struct Units {
    /// With a value of their own in the span.
    reported: u64,
    /// With an earlier value that is carried on.
    carried: u64,
    /// All that should report.
    expected: u64,
}

/// A dimension or measure of an answer.
#[derive(ToSchema)]
pub struct AnswerColumn {
    /// Its id.
    #[schema(example = "persondays")]
    id: String,
    /// `dimension`, `measure` or `indicator`.
    #[schema(example = "measure")]
    kind: String,
    /// What its values are; null for dimensions.
    #[schema(required)]
    unit: Option<String>,
    /// What it is called, in the language asked.
    title: String,
}

/// A sheet that figures came from.
#[derive(ToSchema)]
pub struct AnswerSource {
    /// The batch it was taken in as.
    batch: String,
    /// The file's name; null for readers who may not have it.
    file: Option<String>,
    /// The sheet's name; null for readers who may not have it.
    sheet: Option<String>,
}

/// A problem, as RFC 9457 writes it.
#[derive(ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what kind of problem it is.
    r#type: String,
    /// The words of the status.
    #[schema(example = "Bad Request")]
    title: String,
    /// The status.
    #[schema(example = 400)]
    status: u16,
    /// What is wrong and what to write instead.
    #[schema(example = "`as-on=2026-11-22`: there is no such parameter here; did you mean `as_on`?")]
    detail: String,
    /// The parameter that is wrong, where it is one.
    #[schema(example = "as-on")]
    parameter: Option<String>,
}
