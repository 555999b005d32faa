//! What a query needs of a stored table, as plain data that any engine can run.

use jiff::civil::Date;

/// Rows to take, keys to group by, columns to add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Conditions, all of which must hold.
    pub rows: Vec<Condition>,
    /// Group keys, by which the answer is sorted too.
    pub group_by: Vec<String>,
    /// Sums of each group.
    pub sums: Vec<Sum>,
}

/// One condition on a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The column's text is one of these.
    IsOneOf {
        /// The column.
        column: String,
        /// The texts.
        values: Vec<String>,
    },
    /// The column holds nothing.
    IsUnknown {
        /// The column.
        column: String,
    },
    /// The column's day lies in the span, both ends in it.
    Between {
        /// The column.
        column: String,
        /// First day, if any.
        from: Option<Date>,
        /// Last day, if any.
        to: Option<Date>,
    },
}

/// One sum of whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The column that is added up and names the sum.
    pub column: String,
}
