//! The grievances of Bankura, made once for all files that tell of them.

use jiff::civil::Date;

use crate::model::grievances::{Case, FIRST_DAY, Land, Stream};
use crate::world::World;

/// Grievances from the first day to 22 November 2026, at the usual scale.
const USUAL: f64 = 50_000.0;
/// The days in which so many are received.
const DAYS: f64 = 1_264.0;

/// Bankura's offices and the grievances they have received.
#[derive(Debug)]
pub(crate) struct Grievances {
    pub(crate) land: Land,
    /// In the order of receipt, as they stand on the last day.
    pub(crate) cases: Vec<Case>,
    pub(crate) until: Date,
}

impl Grievances {
    /// The grievances of a world; the scale multiplies them.
    pub(crate) fn new(world: &World, scale: f64) -> Self {
        let land = Land::bankura(world.seed, &world.district);
        let whole = number(USUAL, world.until) * scale;
        let whole = (whole.round() as usize, scale);
        let cases = Stream::new(world.seed, &land, world.until, whole)
            .flatten()
            .collect();
        Self {
            land,
            cases,
            until: world.until,
        }
    }
}

/// How many are received up to a day of so many up to the usual last one.
pub(crate) fn number(usual: f64, until: Date) -> f64 {
    let days = crate::calendar::days_between(FIRST_DAY, until) + 1;
    usual * f64::from(days) / DAYS
}
