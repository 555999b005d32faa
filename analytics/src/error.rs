//! Why a question has no answer.

use polars::prelude::PolarsError;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnalyticsError {
    /// No such programme.
    #[error("there is no programme `{asked}`; there are: {known}")]
    UnknownProgramme {
        /// What was asked.
        asked: String,
        /// Those that exist.
        known: String,
    },
    /// No such measure or indicator.
    #[error("{programme} has no measure or indicator `{asked}`; near it: {near}")]
    UnknownMeasure {
        /// The programme.
        programme: String,
        /// What was asked.
        asked: String,
        /// The nearest ids.
        near: String,
    },
    /// No measure was asked.
    #[error("no measure was asked; name at least one, like `persondays`")]
    NoMeasure,
    /// No such place.
    #[error("there is no place `{0}`; places have codes like block-2774")]
    UnknownPlace(String),
    /// A dimension that can't break down the place.
    #[error("`{dimension}` does not lie inside {place}")]
    DimensionOutside {
        /// The dimension.
        dimension: String,
        /// The place.
        place: String,
    },
    /// No such dataset, or not of the kind that is asked for.
    #[error("`{0}` is no dataset of followed or measured cases")]
    UnknownDataset(String),
    /// No such dataset, or none of which returns are due.
    #[error("`{asked}` has no returns that are due; there are those of: {known}")]
    NothingDue {
        /// The dataset or programme.
        asked: String,
        /// The datasets of the programme that say by when they are due.
        known: String,
    },
    /// A rule lacks its number.
    #[error("{programme} gives no whole number for the parameter `{parameter}`")]
    Parameter {
        /// The programme.
        programme: String,
        /// The parameter.
        parameter: &'static str,
    },
    /// Children could not be graded.
    #[error(transparent)]
    Growth(#[from] crate::growth::GrowthError),
    /// A dimension that is neither a level, a period nor declared by the programme.
    #[error(
        "{programme} can't be broken down by `{asked}`; use a place level, day, week, month, quarter, fy{known}"
    )]
    UnknownDimension {
        /// The programme.
        programme: String,
        /// What was asked.
        asked: String,
        /// What the programme declares, each after a comma.
        known: String,
    },
    /// A measure that has no such breakdown.
    #[error("`{measure}` can't be broken down by `{dimension}`: its sheets don't say")]
    NotByDimension {
        /// The measure.
        measure: String,
        /// The dimension.
        dimension: String,
    },
    /// A dimension was asked twice, or two grains of time at once.
    #[error(
        "`{0}` can't be asked together with the other dimensions: give each place level once, and one grain of time"
    )]
    DimensionTwice(String),
    /// A condition that means nothing.
    #[error(
        "`{0}` is not a condition this programme knows; use a place level and a code inside the asked place, like block=block-2774, or a class or group of the programme and one of its values"
    )]
    UnknownCondition(String),
    /// A condition on a place outside the asked one, or outside another condition.
    #[error(
        "`{0}` lies outside the asked place or another condition; conditions must all hold, so ask for one place of a level"
    )]
    ConditionOutside(String),
    /// The same measure twice.
    #[error("`{0}` was asked twice; name each measure once")]
    MeasureTwice(String),
    /// A day that no figure can be about.
    #[error("{0} lies outside the years that figures can be about, 1900 to 2199")]
    DayOutside(String),
    /// A span that ends before it begins, or is too long.
    #[error("the span from {from} to {to} {problem}")]
    BadSpan {
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The answer would have too many rows.
    #[error(
        "the answer would have {rows} rows; at most {limit} can be given: ask for fewer places or a shorter span"
    )]
    TooLarge {
        /// Rows of the answer.
        rows: usize,
        /// The limit.
        limit: usize,
    },
    /// A published cube is too large to be kept safe.
    #[error(
        "the publication of {measures} has {cells} cells in one cube; at most {limit} can be kept safe: publish fewer levels, classes or lengths of time together"
    )]
    CubeTooLarge {
        /// Its measures.
        measures: String,
        /// Its cells.
        cells: usize,
        /// The limit.
        limit: usize,
    },
    /// Published cells that can't be read; without them nobody knows what was hidden.
    #[error(
        "the published cells hold `{0}`, which is no note of theirs; restore the last backup, or delete the folders facts/*/publication and let everything count as never published"
    )]
    Cells(String),
    /// Rows that it asks for were taken out of the lake.
    #[error(
        "rows of `{dataset}` about days before {before} were taken out on {at}, as their time was over; ask about {before} or later, and for what was known after that moment"
    )]
    TakenOut {
        /// The dataset.
        dataset: String,
        /// The first day that is kept.
        before: String,
        /// When they were taken out.
        at: String,
    },
    /// The reader may not have it.
    #[error("not published at this detail; those in office for the place see it after signing in")]
    Refused,
    /// The lake can't be read or written.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// polars failed.
    #[error("the figures could not be computed: {}", first_line(.0))]
    Engine(PolarsError),
    /// Another process kept publishing facts at the same time.
    #[error("facts could not be published, since others were published at the same time; try again")]
    Contended,
}

impl From<PolarsError> for AnalyticsError {
    fn from(fault: PolarsError) -> Self {
        Self::Engine(fault)
    }
}

/// What polars says goes on with whole plans, which tell a person nothing.
fn first_line(fault: &PolarsError) -> String {
    fault.to_string().lines().next().unwrap_or_default().to_owned()
}

impl AnalyticsError {
    /// Whether the question itself is at fault.
    pub fn is_usage(&self) -> bool {
        match self {
            Self::UnknownProgramme { .. }
            | Self::UnknownMeasure { .. }
            | Self::NoMeasure
            | Self::UnknownPlace(_)
            | Self::DimensionOutside { .. }
            | Self::DimensionTwice(_)
            | Self::UnknownCondition(_)
            | Self::BadSpan { .. }
            | Self::ConditionOutside(_)
            | Self::MeasureTwice(_)
            | Self::DayOutside(_)
            | Self::UnknownDimension { .. }
            | Self::NotByDimension { .. }
            | Self::UnknownDataset(_)
            | Self::NothingDue { .. }
            | Self::TakenOut { .. }
            | Self::TooLarge { .. } => true,
            Self::Refused
            | Self::CubeTooLarge { .. }
            | Self::Cells(_)
            | Self::Parameter { .. }
            | Self::Growth(_)
            | Self::Store(_)
            | Self::Engine(_)
            | Self::Contended => false,
        }
    }
}
