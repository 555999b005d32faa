//! What was measured of each case, line by line.

use std::collections::{BTreeMap, HashSet};

use catalog::programme::Growth;
use figures::Measured;
use jiff::civil::Date;
use polars::prelude::*;

use crate::cases::CASE;
use crate::day;
use crate::error::AnalyticsError;
use crate::names::{DATE, PLACE};

/// One line of a case.
#[derive(Debug, Clone)]
pub struct Line {
    /// What the list tells of it.
    pub measured: Measured,
    /// Choice of sex.
    pub sex: Option<String>,
    /// Age in days.
    pub age_days: Option<i64>,
    /// How bad the class of weight for height is: 0 ok, 1 moderate, 2 severe; none where not graded.
    pub class: Option<u8>,
}

/// Adds the lines of wanted cases up to a day, oldest first.
pub fn lines_by_case(
    lines: &DataFrame,
    growth: &Growth,
    wanted: &HashSet<(&str, &str)>,
    as_on: Date,
    into: &mut BTreeMap<(String, String), Vec<Line>>,
) -> Result<(), AnalyticsError> {
    let text = |name: &str| lines.column(name)?.str();
    let whole = |name: &str| lines.column(name)?.i64();
    let (places, cases, sex) = (text(PLACE)?, text(CASE)?, text(&growth.sex)?);
    let days = lines.column(DATE)?.cast(&DataType::Int32)?;
    let days = days.i32()?;
    let (weight, height, muac) = (
        whole(&growth.weight)?,
        whole(&growth.height)?,
        whole(&growth.muac)?,
    );
    let (whz, waz, haz, age) = (whole("whz")?, whole("waz")?, whole("haz")?, whole("age_days")?);
    let oedema = lines.column(&growth.oedema)?.bool()?;
    let (class, acute) = (text("cls_wfl")?, text("cls_acute")?);
    for row in 0..lines.height() {
        let (Some(place), Some(case)) = (places.get(row), cases.get(row)) else {
            continue;
        };
        let date = days
            .get(row)
            .and_then(day::from_number)
            .filter(|day| *day <= as_on);
        let Some(date) = date.filter(|_| wanted.contains(&(place, case))) else {
            continue;
        };
        let line = Line {
            measured: Measured {
                date,
                weight: weight.get(row),
                height: height.get(row),
                muac: muac.get(row),
                oedema: oedema.get(row).unwrap_or(false),
                whz: whz.get(row),
                waz: waz.get(row),
                haz: haz.get(row),
                severe: acute.get(row) == Some("SAM"),
            },
            sex: sex.get(row).map(str::to_owned),
            age_days: age.get(row),
            class: match class.get(row) {
                Some("sev") => Some(2),
                Some("mod") => Some(1),
                Some("ok" | "risk" | "over" | "obese") => Some(0),
                _ => None,
            },
        };
        into.entry((place.to_owned(), case.to_owned()))
            .or_default()
            .push(line);
    }
    Ok(())
}
