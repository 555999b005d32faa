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

/// The office that has a matter in a stay.
pub const OFFICE: &str = "stay_office";
/// The first day of a stay.
pub const BEGIN: &str = "stay_begin";
/// How a stay begins, as a number.
pub const BEGAN: &str = "stay_began";
/// The day on which a stay ends.
pub const END: &str = "stay_end";
/// How a stay ends, as a number.
pub const ENDED: &str = "stay_ended";
/// Whether a stay is its matter's last.
pub const LAST: &str = "stay_last";
/// The day on which a matter was received.
pub const RECEIVED: &str = "matter_received";
/// The last day on which a matter can be disposed of within its limit.
pub const DUE: &str = "matter_due";
/// What the columns with numbers of a class's values begin with.
pub const CODE: &str = "code_of_";
