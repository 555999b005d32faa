//! Columns of facts and rollups.

/// The measure's id.
pub const MEASURE: &str = "measure";
/// The place whose figure changes: in facts the reporting place, in rollups a place that contains it.
pub const PLACE: &str = store::columns::PLACE;
/// The level of the reporting places, so that levels are never added together.
pub const LEVEL: &str = store::columns::LEVEL;
/// The day of the change.
pub const DATE: &str = store::columns::DATE;
/// By how much the figure changes on that day, in whole stored units.
pub const CHANGE: &str = "change";
/// How many more places have a value from that day on.
pub const HAVE: &str = "have";
/// How many places reported for the first time in their reporting period on that day.
pub const FRESH: &str = "fresh";
/// How many rows are dated on that day; 0 where a carried value ends.
pub const ROWS: &str = "rows";

/// Stands for a measure in rows that say who reported cases, for all measures of the dataset together.
pub const REPORTING: &str = "";
/// The same of units that sent totals instead of cases, for the measures that totals have.
pub const TOTALS: &str = "+";

/// The sums of facts and rollups.
pub const SUMS: [&str; 4] = [CHANGE, HAVE, FRESH, ROWS];
/// What facts and rollups are sorted and grouped by.
pub const KEYS: [&str; 4] = [MEASURE, PLACE, LEVEL, DATE];

/// The batch a row came from, in provenance tables.
pub const BATCH: &str = store::columns::BATCH;
/// The last day on which a row can still be the last word, in provenance tables.
pub const UNTIL: &str = "until";
