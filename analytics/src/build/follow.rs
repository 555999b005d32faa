//! Facts of followed cases.

use catalog::FinancialYear;
use catalog::programme::{Cases, Follow, Keeps};
use polars::prelude::*;
use store::LakeFile;

use super::cases::{lines_of, provenance};
use super::table::{Built, Table, year};
use crate::cases::{CASE, Months, months};
use crate::day;
use crate::error::AnalyticsError;
use crate::follow::{Balance, Followed, Rules, facts, followed};
use crate::names::PLACE;
use crate::rollup::rollup;
use crate::run;

/// The cases of all years, followed.
pub struct Following {
    lines: DataFrame,
    months: Months,
    followed: Vec<Followed>,
    classes: Vec<String>,
}

/// Facts, rollup, provenance and times under care of one financial year.
pub fn build(
    table: &Table<'_>,
    follow: &Follow,
    fy: FinancialYear,
    holders: &DataFrame,
    known_on: Option<i64>,
) -> Result<Built, AnalyticsError> {
    if table.following.get().is_none() {
        let following = following(table, follow, known_on)?;
        let _ = table.following.set(following); // nobody else has set it: a table stays on its thread
    }
    let following = table.following.get().expect("it was set above");
    let facts = facts(&Balance {
        followed: &following.followed,
        lines: &following.lines,
        months: &following.months,
        measures: &table.measures(),
        classes: &following.classes,
        unit: table.dataset.reported_by.level,
        year: year(fy),
    })?;
    Ok(Built {
        by_place: run::frame(rollup(facts.clone().lazy(), holders, &following.classes))?,
        facts,
        sources: provenance(&following.lines, &following.months, fy, holders)?,
        lines: None,
        spells: Some(spells(following, fy)?),
        returns: None,
    })
}

fn following(table: &Table<'_>, follow: &Follow, known_on: Option<i64>) -> Result<Following, AnalyticsError> {
    let of = case_table(table, &follow.of);
    let lines = all_lines(of, known_on)?;
    let months = months(&lines, None, of.0.dataset.reported_by.carry)?;
    let events = match &follow.events {
        Some(events) => Some(all_lines(case_table(table, events), known_on)?),
        None => None,
    };
    let newest =
        of.0.years()
            .into_iter()
            .next_back()
            .and_then(|fy| fy.parse::<FinancialYear>().ok());
    let rules = Rules::of(
        table.programme,
        newest.map_or(jiff::civil::Date::MAX, |fy| fy.last_day()),
    )?;
    let followed = followed(&lines, &months, events.as_ref(), follow, &rules)?;
    Ok(Following {
        lines,
        months,
        followed,
        classes: of.1.classes.clone(),
    })
}

type CaseTable<'t, 'a> = (&'t Table<'a>, &'a Cases);

fn case_table<'t, 'a>(table: &'t Table<'a>, dataset: &str) -> CaseTable<'t, 'a> {
    let found = table
        .beside(dataset)
        .and_then(|other| match &other.dataset.keeps {
            Keeps::Cases(cases) => Some((other, cases)),
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Follow(_) | Keeps::Docket(_) => {
                None
            }
        });
    found.expect("the programme's own check has seen that cases are followed")
}

fn all_lines((table, cases): CaseTable<'_, '_>, known_on: Option<i64>) -> Result<DataFrame, AnalyticsError> {
    let files: Vec<&LakeFile> = table.files.iter().collect();
    lines_of(table, cases, &files, None, known_on)
}

/// The times under care that touch a year: place, case, entry, from, exit, to, and the classes at entry.
fn spells(following: &Following, fy: FinancialYear) -> Result<DataFrame, AnalyticsError> {
    let (first, last) = (day::number(fy.first_day()), day::number(fy.last_day()));
    let touching: Vec<&Followed> = following
        .followed
        .iter()
        .filter(|followed| {
            followed.spell.from <= last && followed.spell.exit.is_none_or(|(_, day)| day >= first)
        })
        .collect();
    let days = |name: &str, days: Vec<Option<i32>>| Column::new(name.into(), days).cast(&DataType::Date);
    let exits = || touching.iter().map(|followed| followed.spell.exit);
    let columns = vec![
        Column::new(
            PLACE.into(),
            touching.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(),
        ),
        Column::new(
            CASE.into(),
            touching.iter().map(|one| one.case.as_str()).collect::<Vec<_>>(),
        ),
        Column::new(
            "entry".into(),
            touching
                .iter()
                .map(|one| one.spell.entry.id())
                .collect::<Vec<_>>(),
        ),
        days("from", touching.iter().map(|one| Some(one.spell.from)).collect())?,
        Column::new(
            "exit".into(),
            exits()
                .map(|exit| exit.map(|(flow, _)| flow.id()))
                .collect::<Vec<_>>(),
        ),
        days("to", exits().map(|exit| exit.map(|(_, day)| day)).collect())?,
    ];
    Ok(DataFrame::new(touching.len(), columns)?)
}
