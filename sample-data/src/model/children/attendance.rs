//! Who sends nothing: centres without a register in a month, and projects whose workbook never came.

use crate::model::{Centre, Project};
use crate::random::Random;

/// Part of months in which a centre sends nothing.
const CENTRE_SILENT: f64 = 0.04;
/// Part of months in which a project sends nothing.
const PROJECT_SILENT: f64 = 0.008;

/// Whether a centre sends nothing in a month.
pub(crate) fn centre_is_silent(seed: u64, centre: &Centre, month: i32) -> bool {
    Random::new(seed, &["silent", &centre.code, &month.to_string()]).happens(CENTRE_SILENT)
}

/// Whether the workbook of a project for a month never came.
pub(crate) fn project_is_silent(seed: u64, project: &Project, month: i32) -> bool {
    Random::new(seed, &["silent", &project.name, &month.to_string()]).happens(PROJECT_SILENT)
}
