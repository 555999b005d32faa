//! The list of cases under care: one row a case, with what was measured of it and what somebody should look at.

mod alerts;
mod measured;

use std::collections::{BTreeMap, HashSet};

use catalog::programme::{Follow, Growth, Keeps, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode, Words};
use figures::{CaseQuery, CaseRow, Measured};
use jiff::civil::Date;
use polars::prelude::*;

use crate::build::{LINES, SPELLS};
use crate::cases::CASE;
use crate::day;
use crate::error::AnalyticsError;
use crate::load::Loader;
use crate::names::PLACE;
use crate::run;

use alerts::alerts;
use measured::{Line, lines_by_case};

/// Letters of a hash that are shown: enough to tell the cases of a district apart, too few to be of use elsewhere.
const SHOWN: usize = 10;

/// Measurements told of a case at most.
const TOLD: usize = 12;

/// The programme and the dataset that follows cases.
pub struct Followed<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The id of the dataset that follows.
    pub dataset: &'a str,
    /// How.
    pub follow: &'a Follow,
    /// From which columns the derived ones come, where they are of growth.
    pub growth: &'a Growth,
}

impl<'a> Followed<'a> {
    /// The declaration that a query names.
    pub fn of(query: &'a CaseQuery, catalog: &'a Catalog) -> Result<Self, AnalyticsError> {
        let unknown = || AnalyticsError::UnknownDataset(format!("{}/{}", query.programme, query.follow));
        let programme = catalog.programme(&query.programme).ok_or_else(unknown)?;
        let dataset = programme.dataset(&query.follow).ok_or_else(unknown)?;
        let Keeps::Follow(follow) = &dataset.keeps else {
            return Err(unknown());
        };
        let of = programme.dataset(&follow.of).map(|of| &of.keeps);
        let Some(Keeps::Cases(cases)) = of else {
            return Err(unknown());
        };
        Ok(Self {
            programme,
            dataset: &dataset.id,
            follow,
            growth: cases.growth().ok_or_else(unknown)?,
        })
    }

    /// The numbers of its rules on a day, as people read them.
    pub fn rules(&self, on: Date) -> Vec<(Words, f64)> {
        let ids = [
            "recovery_visits",
            "default_months",
            "relapse_within_months",
            "ages_out_months",
        ];
        ids.iter()
            .filter_map(|id| self.programme.parameter(id, on))
            .map(|parameter| (parameter.title.clone(), parameter.value))
            .collect()
    }
}

/// A time under care.
struct Spell {
    place: PlaceCode,
    case: String,
    entry: String,
    since: Date,
}

/// The cases under care in a place on a day, those that need somebody first.
pub fn rows(
    of: &Followed<'_>,
    within: &PlaceCode,
    as_on: Date,
    loader: &Loader<'_>,
) -> Result<Vec<CaseRow>, AnalyticsError> {
    let fy = FinancialYear::of(as_on);
    let Some(all) = loader.stored(&of.programme.id, of.dataset, &fy, SPELLS)? else {
        return Ok(Vec::new());
    };
    let all = run::frame(all)?;
    let spells = spells(&all, within, as_on, loader.catalog)?;
    let earlier = earlier_spells(&all)?;
    let wanted: HashSet<(&str, &str)> = spells
        .iter()
        .map(|one| (one.place.as_str(), one.case.as_str()))
        .collect();
    let mut lines: BTreeMap<(String, String), Vec<Line>> = BTreeMap::new();
    for year in [fy.previous(), fy] {
        if let Some(stored) = loader.stored(&of.programme.id, &of.follow.of, &year, LINES)? {
            let units: Vec<&str> = spells.iter().map(|one| one.place.as_str()).collect();
            let here = run::frame(stored.filter(one_of(PLACE, &units)))?;
            lines_by_case(&here, of.growth, &wanted, as_on, &mut lines)?;
        }
    }
    let mut rows: Vec<CaseRow> = spells
        .iter()
        .map(|spell| {
            let key = (spell.place.to_string(), spell.case.clone());
            let lines = lines.get(&key).map_or(&[][..], Vec::as_slice);
            let times = earlier.get(&key).copied().unwrap_or(1);
            row(spell, lines, times, as_on, loader.catalog)
        })
        .collect();
    rows.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(rows)
}

/// Those with the gravest alert first, then those longest under care.
fn order(row: &CaseRow) -> (usize, &[figures::Alert], Date, &str, &str) {
    let none = usize::from(row.alerts.is_empty());
    (none, &row.alerts, row.since, row.place.as_str(), &row.id)
}

fn row(spell: &Spell, lines: &[Line], times: u32, as_on: Date, catalog: &Catalog) -> CaseRow {
    let last = lines.last();
    let age_days = last
        .and_then(|last| Some(last.age_days? + i64::from((as_on - last.measured.date).get_days()).max(0)));
    let name = catalog.places.get(&spell.place).map(|place| place.name.clone());
    let measured: Vec<Measured> = lines.iter().map(|line| line.measured).collect();
    CaseRow {
        id: spell.case.chars().take(SHOWN).collect(),
        place: spell.place.clone(),
        place_name: name.unwrap_or_else(|| Words::latin(spell.place.as_str())),
        sex: last.and_then(|last| last.sex.clone()),
        age_months: age_days.map(completed_months),
        entry: spell.entry.clone(),
        since: spell.since,
        alerts: alerts(lines, times, as_on),
        measured: measured[measured.len().saturating_sub(TOLD)..].to_vec(),
    }
}

/// Completed months of 30.4375 days.
fn completed_months(days: i64) -> i64 {
    days * 10_000 / 304_375
}

fn spells(
    all: &DataFrame,
    within: &PlaceCode,
    as_on: Date,
    catalog: &Catalog,
) -> Result<Vec<Spell>, AnalyticsError> {
    let text = |name: &str| all.column(name)?.str();
    let (places, cases, entries) = (text(PLACE)?, text(CASE)?, text("entry")?);
    let from = all.column("from")?.cast(&DataType::Int32)?;
    let to = all.column("to")?.cast(&DataType::Int32)?;
    let (from, to) = (from.i32()?, to.i32()?);
    let on = day::number(as_on);
    let mut found = Vec::new();
    for row in 0..all.height() {
        let in_care = from.get(row).is_some_and(|from| from <= on) && to.get(row).is_none_or(|to| to > on);
        let place = places.get(row).and_then(|place| place.parse::<PlaceCode>().ok());
        let Some(place) = place.filter(|place| in_care && catalog.places.contains(within, place)) else {
            continue;
        };
        if let (Some(case), Some(entry), Some(since)) = (
            cases.get(row),
            entries.get(row),
            from.get(row).and_then(day::from_number),
        ) {
            found.push(Spell {
                place,
                case: case.to_owned(),
                entry: entry.to_owned(),
                since,
            });
        }
    }
    Ok(found)
}

/// How often each case came under care in the years at hand.
fn earlier_spells(all: &DataFrame) -> Result<BTreeMap<(String, String), u32>, AnalyticsError> {
    let (places, cases) = (all.column(PLACE)?.str()?, all.column(CASE)?.str()?);
    let mut times = BTreeMap::new();
    for (place, case) in places.iter().zip(cases.iter()) {
        if let (Some(place), Some(case)) = (place, case) {
            *times.entry((place.to_owned(), case.to_owned())).or_insert(0) += 1;
        }
    }
    Ok(times)
}

fn one_of(column: &str, values: &[&str]) -> Expr {
    let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
    col(column).is_in(lit(Series::new("".into(), values)).implode(false), false)
}
