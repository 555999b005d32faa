//! The numbers of the rules, which are dated parameters of the programme.

use catalog::programme::Programme;
use jiff::civil::Date;

use crate::error::AnalyticsError;

/// The rules in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Reports in a row that must meet the test of recovery.
    pub recovery_visits: u32,
    /// Reports of the unit in a row without the case that make a default.
    pub default_months: u32,
    /// A return within so many months of recovery is a relapse.
    pub relapse_within_months: i32,
    /// The age in days at which a case leaves.
    pub ages_out_days: i64,
}

/// Days of a month of age, as the WHO counts them: 365.25 / 12, in hundred-thousandths.
const MONTH: i64 = 3_043_750;

impl Rules {
    /// The rules of a programme on a day.
    pub fn of(programme: &Programme, day: Date) -> Result<Self, AnalyticsError> {
        let whole = |id: &'static str| {
            let known = programme
                .parameter(id, day)
                .or_else(|| programme.parameters.iter().find(|parameter| parameter.id == id));
            known
                .map(|parameter| parameter.value)
                .filter(|value| value.fract() == 0.0 && (0.0..1e6).contains(value))
                .map(|value| value as i64)
                .ok_or_else(|| AnalyticsError::Parameter {
                    programme: programme.id.clone(),
                    parameter: id,
                })
        };
        let short = |id| Ok::<_, AnalyticsError>(u32::try_from(whole(id)?).unwrap_or(u32::MAX));
        // The first day on which the age in days, divided by the days of a month, is not below the limit.
        let ages_out = (whole("ages_out_months")? * MONTH + 99_999) / 100_000;
        Ok(Self {
            recovery_visits: short("recovery_visits")?.max(1),
            default_months: short("default_months")?.max(1),
            relapse_within_months: i32::try_from(whole("relapse_within_months")?).unwrap_or(i32::MAX),
            ages_out_days: ages_out,
        })
    }
}
