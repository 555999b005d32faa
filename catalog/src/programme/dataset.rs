//! Datasets: one kind of row, its columns, and who is expected to report it.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::calendar::Grain;
use crate::places::PlaceLevel;
use crate::unit::Unit;
use crate::words::Words;

use super::cases::{Choice, Keeps};
use super::due::Due;
use super::keep::{Keep, Personal};
use super::row_check::RowCheck;

/// One kind of row of a programme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// `progress`; with the programme's id it names the table in the lake.
    pub id: String,
    /// What the dataset is called.
    pub title: Words,
    /// What its rows are.
    #[serde(default)]
    pub keeps: Keeps,
    /// Who must report, how often, and how long a value stays good.
    pub reported_by: ReportedBy,
    /// What a row holds beside its place and date, which together are its key.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// What can't be true of one row.
    #[serde(default, rename = "check")]
    pub checks: Vec<RowCheck>,
    /// How long rows are kept after the financial year that they are about; for ever when left out.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// What its rows tell of persons, and why they are held.
    #[serde(default)]
    pub personal: Option<Personal>,
}

impl Dataset {
    /// Whether each of its reporting units owes rows for each period: registers and what is followed are nobody's return,
    /// and a list of matters tells of days on which something happened.
    pub fn owes_returns(&self) -> bool {
        matches!(self.keeps, Keeps::Series | Keeps::Tally(_) | Keeps::Cases(_))
    }

    /// Whether its rows come from reporting units alone, never from places above them.
    pub fn is_of_units(&self) -> bool {
        !matches!(self.keeps, Keeps::Series)
    }

    /// By when its returns are due, where they are.
    pub fn due(&self) -> Option<&Due> {
        self.reported_by.due.as_ref()
    }

    /// The column of that id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }
}

/// Who must report a dataset.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedBy {
    /// The level at which a row is due.
    pub level: PlaceLevel,
    /// A level beside it whose places report in the same way: wards beside gram panchayats. Each has its own rows, and no
    /// place of one lies in one of the other. Only for tallies and cases.
    #[serde(default)]
    pub also: Option<PlaceLevel>,
    /// How often one is due.
    pub every: Every,
    /// For how many days a stock or year-to-date value is carried on when no newer one comes.
    #[serde(default = "month_long")]
    pub carry: u16,
    /// By when; where nothing is said, nobody is late and the register of returns leaves the dataset out.
    #[serde(default)]
    pub due: Option<Due>,
}

impl ReportedBy {
    /// The levels whose places report.
    pub fn levels(&self) -> impl Iterator<Item = PlaceLevel> + use<> {
        std::iter::once(self.level).chain(self.also)
    }

    /// The finest of them.
    pub fn finest(&self) -> PlaceLevel {
        self.also.map_or(self.level, |also| also.max(self.level))
    }

    /// What the places that report are called: GPs, or GPs and wards.
    pub fn places(&self) -> Words {
        PlaceLevel::plural_of(self.levels())
    }
}

fn month_long() -> u16 {
    31
}

/// How often a return is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// A row for each day.
    Day,
    /// A row dated within each month.
    Month,
    /// A row dated within each financial year.
    Year,
}

impl Every {
    /// The span within which one return is due.
    pub fn grain(self) -> Grain {
        match self {
            Self::Day => Grain::Day,
            Self::Month => Grain::Month,
            Self::Year => Grain::Fy,
        }
    }
}

/// One column of a dataset.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// ASCII snake case: the name in Parquet.
    pub id: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// The values that a column of choices may have.
    #[serde(default)]
    pub values: Vec<Choice>,
    /// Of a weight, length or age, the least that can be true, in kilograms, centimetres or months.
    #[serde(default)]
    pub min: Option<f64>,
    /// The most that can be true, in the same unit.
    #[serde(default)]
    pub max: Option<f64>,
}

/// What the values of a column are, and how the lake keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// A whole number of things, kept as a 64-bit integer.
    Count,
    /// An amount of money, kept as whole paise.
    Money,
    /// A number that is only shown or checked, never added up: a printed average or percentage.
    Number,
    /// Text that names no person.
    Text,
    /// One of the column's declared values, kept by its id.
    Choice,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// A weight, kept as whole grams; sheets give kilograms unless header or cell says grams.
    Weight,
    /// A length, kept as whole millimetres; sheets give centimetres unless header or cell says otherwise.
    Length,
    /// An age as typed, kept in months; `2 years 3 months` and bare months are understood.
    Age,
    /// What tells one case from another: a keyed hash, never what the sheet says.
    Case,
    /// A unit of a register, such as an office: its place code.
    Unit,
}

impl ColumnType {
    /// Stored whole numbers in one unit of display: 100 paise a rupee.
    pub fn per_unit(self) -> i64 {
        match self {
            Self::Money => 100,
            Self::Weight => 1_000,
            Self::Length => 10,
            Self::Count
            | Self::Number
            | Self::Text
            | Self::Choice
            | Self::Date
            | Self::YesNo
            | Self::Age
            | Self::Case
            | Self::Unit => 1,
        }
    }

    /// Whether values are whole numbers, which can be added up.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Count | Self::Money)
    }

    /// Whether values are measured, so that bounds of what can be true make sense.
    pub fn is_measured(self) -> bool {
        matches!(self, Self::Weight | Self::Length | Self::Age)
    }

    /// The unit in which sums are shown.
    pub fn unit(self) -> Unit {
        match self {
            Self::Money => Unit::Rupees,
            _ => Unit::Count,
        }
    }
}
