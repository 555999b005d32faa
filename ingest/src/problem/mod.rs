//! What can be wrong with a cell, each with what to do about it.

mod case;
mod mend;
mod unit;
mod value;

use catalog::calendar::{DateError, FinancialYear};
use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;
use thiserror::Error;

pub use case::CaseProblem;
pub use mend::Wording;
pub use unit::UnitProblem;
pub use value::ValueProblem;

/// What is wrong or doubtful; the text says what it is and what to do.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Problem {
    /// A cell that should hold a number.
    #[error(
        "`{found}` is not a number; write `{column}` in digits, or leave the cell blank if it is not reported"
    )]
    NotANumber {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A formula that failed.
    #[error("the formula gives {error}; mend it, or write the value of `{column}`")]
    FormulaError {
        /// The column of the dataset.
        column: String,
        /// The error as Excel shows it.
        error: String,
    },
    /// A formula that was never computed.
    #[error(
        "the formula has no stored value; open the file in Excel, let it compute and save it again, or write the value of `{column}`"
    )]
    FormulaWithoutValue {
        /// The column of the dataset.
        column: String,
    },
    /// Excel took a number for a date.
    #[error(
        "the cell holds a date where `{column}` should be; format it as a number and write the number again"
    )]
    DateForNumber {
        /// The column of the dataset.
        column: String,
    },
    /// A count with a fraction.
    #[error(
        "`{column}` counts whole things and can't be {found}; correct the number, or say its unit in the header"
    )]
    Fraction {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A count below zero.
    #[error("`{column}` can't be {found}, which is less than nothing; correct the number")]
    Negative {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// More than any count or amount can be.
    #[error("`{column}` can't be as large as {found}; see whether two numbers ran together")]
    TooLarge {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// Nothing is reported in a row.
    #[error("the row names a place and reports nothing; write 0 where nothing was done, or delete the row")]
    NothingReported,
    /// A name of a measure in a long list that no column of the dataset goes by.
    #[error(
        "`{name}` is none of the figures that this list is read for; nothing needs to be done if it is not wanted"
    )]
    UnknownFigure {
        /// The name as written.
        name: String,
    },
    /// A row without a place.
    #[error("the row names no place; write the {} it is about", word(*.level))]
    NoPlace {
        /// The level that the sheet has columns for.
        level: PlaceLevel,
    },
    /// A place that the registry does not have.
    #[error("`{name}` is not a registered {}{}; correct the name, or add the place in the data directory under places{}", word(*.level), of_place(.inside), similar(.near))]
    UnknownPlace {
        /// The level.
        level: PlaceLevel,
        /// The name or code as written.
        name: String,
        /// The place in which it was looked for.
        inside: Option<String>,
        /// Registered places of a similar name.
        near: Vec<String>,
        /// Those of them that lie where the name was looked for, each with its name.
        inside_it: Vec<(PlaceCode, String)>,
    },
    /// A name that several places bear.
    #[error("`{name}` can be any of {}; write the code, or name the place around it", .candidates.join(", "))]
    SeveralPlaces {
        /// The name as written.
        name: String,
        /// The places it may mean, as name and code.
        candidates: Vec<String>,
    },
    /// Code and name of a row lead to different places.
    #[error(
        "the code `{code}` is that of {by_code}, but the name beside it is that of {by_name}; correct one of them"
    )]
    CodeAndName {
        /// The code as written.
        code: String,
        /// The place of the code.
        by_code: String,
        /// The place of the name.
        by_name: String,
    },
    /// What was measured or chosen can't be so.
    #[error(transparent)]
    Value(#[from] ValueProblem),
    /// What a sheet says of cases can't be so.
    #[error(transparent)]
    Case(#[from] CaseProblem),
    /// Something is wrong with a unit below the geography.
    #[error(transparent)]
    Unit(#[from] UnitProblem),
    /// A row in which every count is zero.
    #[error(
        "all of the row's counts are 0, which says that nothing was measured and not that nobody was found; write the counts, or delete the row"
    )]
    AllZero,
    /// A cell that should hold a date.
    #[error("{0}")]
    NotADate(DateError),
    /// A cell that should hold a month or financial year.
    #[error("`{found}` is no {what}; write {example}")]
    NotAPeriod {
        /// What is expected.
        what: &'static str,
        /// What stands there.
        found: String,
        /// How to write it.
        example: &'static str,
    },
    /// A date outside the financial year that the sheet names.
    #[error(
        "{date} lies outside the financial year {year} that the sheet names; correct the date, or the year"
    )]
    OutsideYear {
        /// The date.
        date: Date,
        /// The year.
        year: FinancialYear,
    },
    /// A date before the programme began.
    #[error("{date} lies before the programme began, on {began}; correct the date")]
    BeforeProgramme {
        /// The date.
        date: Date,
        /// Its first day.
        began: Date,
    },
    /// A date that no return can have.
    #[error("{date} lies too far ahead to be the date of a return; correct the date")]
    TooFarAhead {
        /// The date.
        date: Date,
    },
    /// A closed year that was printed later.
    #[error("the figures are of {year} and were printed on {printed}; they are dated {}, its last day", .year.last_day())]
    PrintedLater {
        /// The year.
        year: FinancialYear,
        /// The date on the sheet.
        printed: Date,
    },
    /// The same row again.
    #[error("the same row stands in row {row} already and is counted there; delete this one")]
    Copy {
        /// The row that counts, as Excel shows it.
        row: u32,
    },
    /// One place and date twice with different values.
    #[error("the same place and date stand in {} with other values, and none of them can be trusted; keep the right row", listed(.rows))]
    Repeated {
        /// The other rows, as Excel shows them.
        rows: Vec<u32>,
    },
    /// One place and date again with a lower value.
    #[error(
        "the same place and date stand in row {row} with a higher `{column}`, which is the later count and is kept; delete this row"
    )]
    LowerCount {
        /// The row that counts, as Excel shows it.
        row: u32,
        /// The column that was compared.
        column: String,
    },
    /// Parts that are more than their whole.
    #[error("{} together are {sum}, more than `{whole}`, {of}; correct them", quoted(.parts))]
    MoreThanWhole {
        /// The parts.
        parts: Vec<String>,
        /// Their sum.
        sum: String,
        /// The whole.
        whole: String,
        /// Its value.
        of: String,
    },
    /// Parts that are not their whole.
    #[error("{} add up to {sum}, but `{whole}` is {of}; correct them", quoted(.parts))]
    DoesNotAddUp {
        /// The parts.
        parts: Vec<String>,
        /// Their sum.
        sum: String,
        /// The whole.
        whole: String,
        /// Its value.
        of: String,
    },
    /// Two sides of a balance that differ.
    #[error(
        "{} ({}) add up to {left_sum}, but {} ({}) to {right_sum}; correct them",
        quoted(.left), .left_at.join(", "), quoted(.right), .right_at.join(", ")
    )]
    OutOfBalance {
        /// The columns of one side.
        left: Box<[String]>,
        /// Their cells.
        left_at: Box<[String]>,
        /// Their sum.
        left_sum: String,
        /// The columns of the other side.
        right: Box<[String]>,
        /// Their cells.
        right_at: Box<[String]>,
        /// Their sum.
        right_sum: String,
    },
    /// A printed average that is not the quotient.
    #[error(
        "`{column}` is printed as {printed}, but `{of}` by `{per}` gives {quotient}; see which of the three is wrong"
    )]
    NotTheAverage {
        /// The printed average.
        column: String,
        /// Its value.
        printed: f64,
        /// Above the line.
        of: String,
        /// Below the line.
        per: String,
        /// The whole part of the quotient.
        quotient: i64,
    },
    /// A percentage above 100.
    #[error(
        "`{column}` is {percent} percent, and more than 100 can't be; the value is kept as printed, ask the source"
    )]
    AboveHundred {
        /// The printed percentage.
        column: String,
        /// Its value.
        percent: f64,
    },
    /// A year-to-date value that fell.
    #[error(
        "`{column}` is {value}, and was {before} on {on}; a count since the start of the year can't fall unless it was corrected"
    )]
    Fell {
        /// The column.
        column: String,
        /// The value now.
        value: String,
        /// The value before.
        before: String,
        /// The day of the value before.
        on: Date,
    },
    /// A total row that is not the sum of the rows.
    #[error(
        "the total of `{column}` is printed as {printed}, but the rows add up to {sum}; the difference of {difference} can lie in {}: see whether a row is missing or counted twice", .cells.join(", ")
    )]
    TotalDiffers {
        /// The column.
        column: String,
        /// The printed total.
        printed: String,
        /// The sum of the rows.
        sum: String,
        /// By how much the printed total is more, or less where it begins with a minus.
        difference: Box<str>,
        /// The cells in which it can lie: those that hold just the difference, else all that the total adds up.
        cells: Box<[String]>,
    },
    /// A cell that is not what the row of column numbers says of its column.
    #[error(
        "`{header}` should be {formula} by the sheet's own row of column numbers, which gives {sum}, but is {printed}; see which of {} is wrong", .cells.join(", ")
    )]
    FormulaDiffers {
        /// The header of the computed column.
        header: String,
        /// As the sheet writes it: `8=4+5+6+7`.
        formula: Box<str>,
        /// What it gives.
        sum: Box<str>,
        /// What is written.
        printed: String,
        /// The cells that it joins.
        cells: Box<[String]>,
    },
    /// A place for which somebody else is in office.
    #[error(
        "`{place}` lies outside the places or programmes for which your account may send returns; leave the row to the office there, or have your account widened"
    )]
    OfAnotherOffice {
        /// The place as printed.
        place: String,
    },
    /// A place that was not there on the day of the row.
    #[error("`{place}` was not there on {day}; give the row to the place that was: {instead}")]
    PlaceNotThere {
        /// The place as printed.
        place: String,
        /// The day of the row.
        day: jiff::civil::Date,
        /// The places that were there, with their codes.
        instead: String,
    },
    /// A header that stands over several columns.
    #[error("the header `{header}` stands over several columns ({}), so none of them is read; name them apart", .columns.join(", "))]
    HeaderTwice {
        /// The header.
        header: String,
        /// The columns, as Excel letters.
        columns: Vec<String>,
    },
}

/// The level as messages name it.
pub(crate) fn word(level: PlaceLevel) -> &'static str {
    if level == PlaceLevel::Gp { "GP" } else { level.id() }
}

fn of_place(place: &Option<String>) -> String {
    place
        .as_ref()
        .map(|place| format!(" of {place}"))
        .unwrap_or_default()
}

fn similar(names: &[String]) -> String {
    if names.is_empty() {
        String::new()
    } else {
        format!(" (similar: {})", names.join(", "))
    }
}

fn listed(rows: &[u32]) -> String {
    let numbers: Vec<String> = rows.iter().map(u32::to_string).collect();
    format!(
        "row{} {}",
        if rows.len() == 1 { "" } else { "s" },
        numbers.join(", ")
    )
}

fn quoted(columns: &[String]) -> String {
    columns
        .iter()
        .map(|column| format!("`{column}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
