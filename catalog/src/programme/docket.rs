//! Dockets: matters that are received, go through dated steps and are disposed of, such as grievances.

use schemars::JsonSchema;
use serde::Deserialize;

use super::cases::Test;
use super::fault::Faults;
use super::schema::Day;
use super::{ColumnType, Dataset, DerivedType};

/// A docket. A row tells one matter anew, with every date known so far; the latest delivery of a matter counts. The key
/// of a row is its matter, wherever it lies and whenever it was received.
///
/// A matter stays with one office at a time. Each stay begins by receipt, reopening or transfer and ends by disposal or
/// transfer, so that opening, received, reopened and transferred in always add up to disposed, transferred out and
/// closing, by office, place, class and span.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Docket {
    /// The column of type `case` that tells one matter from another.
    pub case: String,
    /// The register of the offices: a dataset of the same programme.
    pub register: String,
    /// The column of type `unit` with the office that has the matter.
    pub office: String,
    /// The columns of days that lead from receipt to disposal, in order: the first is the day of receipt.
    pub steps: Vec<String>,
    /// The day of disposal.
    pub closed: String,
    /// The day on which a matter that had been disposed of was opened again.
    #[serde(default)]
    pub reopened: Option<String>,
    /// The day on which it was disposed of for the second time.
    #[serde(default)]
    pub closed_again: Option<String>,
    /// The day on which the matter came to its office from another.
    #[serde(default)]
    pub transferred: Option<String>,
    /// The office from which it came.
    #[serde(default)]
    pub transferred_from: Option<String>,
    /// Until when a matter should be disposed of; the first limit whose condition it meets is its own.
    pub limits: Vec<Limit>,
    /// Columns of choices, and classes made of others, by which counts can be broken down.
    #[serde(default)]
    pub classes: Vec<String>,
}

/// How long a matter may take.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The matters it is for; all when left out.
    #[serde(default)]
    pub when: Option<Test>,
    /// The dated parameter with the number of days; the one in force on the day of receipt holds.
    pub days: String,
    /// For matters received from this day on the days are working days, of the state in which the matter lies.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub working_from: Option<jiff::civil::Date>,
}

/// What a measure counts of a docket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocketCount {
    /// Pending on the day before the span begins.
    Opening,
    /// Received in the span.
    Received,
    /// Opened again in the span.
    Reopened,
    /// Came from another office in the span.
    TransferredIn,
    /// Disposed of in the span, for the first or the second time.
    Disposed,
    /// Those of them that were disposed of by the last day within their limit.
    DisposedInTime,
    /// Went to another office in the span.
    TransferredOut,
    /// Pending on the last day.
    Closing,
    /// Pending on the last day, and its limit has passed.
    Overdue,
    /// Received in the span, of which the limit had passed by the day for which figures are true.
    Due,
    /// Those of them that were disposed of within the limit.
    DueInTime,
    /// A day of the matter lies in the span: an appeal, a reply. Counted with the office that has the matter now.
    On(String),
    /// Left a step for a later one in the span.
    Left(String),
}

impl DocketCount {
    /// Whether what is counted has a derived column, so that it can be added up.
    pub fn has(&self, column: &str) -> bool {
        match self {
            Self::Disposed | Self::DisposedInTime => column == Docket::DAYS,
            Self::Closing | Self::Overdue => column == Docket::DAYS_WAITING,
            Self::Left(step) => column.strip_prefix(Docket::DAYS_AT) == Some(step.as_str()),
            _ => false,
        }
    }

    /// Whether it is a number standing on a day rather than what came about.
    pub fn is_stock(&self) -> bool {
        matches!(self, Self::Opening | Self::Closing | Self::Overdue)
    }
}

impl Docket {
    /// Days from receipt to the disposal that ends a stay.
    pub const DAYS: &'static str = "days";
    /// Days since receipt on the day that is asked about, for what is pending then.
    pub const DAYS_WAITING: &'static str = "days_waiting";
    /// What the columns of days spent at a step begin with: `days_at_forwarded`.
    pub const DAYS_AT: &'static str = "days_at_";

    /// How many different tests its measures may have, so that what a stay meets is one small number.
    pub const MOST_TESTS: usize = 24;

    /// The day of receipt.
    pub fn received(&self) -> &str {
        self.steps.first().map_or("", String::as_str)
    }

    /// The step after a step; disposal after the last.
    pub fn after(&self, step: &str) -> Option<&str> {
        let at = self.steps.iter().position(|known| known == step)?;
        Some(self.steps.get(at + 1).unwrap_or(&self.closed))
    }

    /// The type of a derived column.
    pub fn derived(&self, column: &str) -> Option<DerivedType> {
        let at_step = column.strip_prefix(Self::DAYS_AT);
        let is_known = [Self::DAYS, Self::DAYS_WAITING].contains(&column)
            || at_step.is_some_and(|step| self.steps.iter().any(|known| known == step));
        is_known.then_some(DerivedType::Whole)
    }

    /// The columns of days that a row may have, from receipt to the second disposal.
    pub fn days(&self) -> impl Iterator<Item = &str> {
        let after = [&self.reopened, &self.closed_again, &self.transferred];
        let steps = self.steps.iter().chain([&self.closed]);
        steps.chain(after.into_iter().flatten()).map(String::as_str)
    }

    /// The columns that name offices.
    pub fn offices(&self) -> impl Iterator<Item = &str> {
        [Some(&self.office), self.transferred_from.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// Whether a dataset has what the docket reads, as faults.
    pub(super) fn check(&self, dataset: &Dataset, faults: &mut Faults) {
        let id = &dataset.id;
        let mut needs = |column: &str, kind: ColumnType| {
            if dataset.column(column).map(|found| found.kind) != Some(kind) {
                faults.push(format!(
                    "dataset `{id}`: a docket needs `{column}` to be a column of type {kind:?}"
                ));
            }
        };
        needs(&self.case, ColumnType::Case);
        self.days().for_each(|day| needs(day, ColumnType::Date));
        self.offices().for_each(|office| needs(office, ColumnType::Unit));
        if self.steps.is_empty() {
            faults.push(format!(
                "dataset `{id}`: a docket's first step is the day of receipt"
            ));
        }
        if self.limits.last().is_none_or(|limit| limit.when.is_some()) {
            faults.push(format!(
                "dataset `{id}`: the last of a docket's limits holds for all that are left, without `when`"
            ));
        }
        if self.reopened.is_some() != self.closed_again.is_some()
            || self.transferred.is_some() != self.transferred_from.is_some()
        {
            faults.push(format!(
                "dataset `{id}`: `reopened` goes with `closed_again`, `transferred` with `transferred_from`"
            ));
        }
    }
}
