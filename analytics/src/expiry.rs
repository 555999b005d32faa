//! What was taken out of the lake, as its time was over: what can't be answered any more, and what is to go next.
//!
//! Rows go by whole financial years, and some months before the first day that is kept stay, as long as a value of theirs may
//! still stand on that day; matters stay until they are disposed of. So figures about that day and later ones are what they
//! were. Figures about days before it are told to be gone, and so is what was known before the rows went.

use std::collections::{BTreeMap, HashSet};

use catalog::programme::{Dataset, Docket, Keeps, Programme};
use catalog::{Catalog, FinancialYear};
use figures::KnownOn;
use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::*;
use store::{Lake, Over, RewriteKind, TableId};

use crate::build::Table;
use crate::cases::CASE;
use crate::day;
use crate::docket::{Told, kept};
use crate::error::AnalyticsError;
use crate::names::DATE;
use crate::rows_of::deliveries;

/// What was taken out of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Figures about days before this one can't be had.
    pub before: Date,
    /// When rows went for the last time.
    pub at: Timestamp,
}

/// What was taken out of all datasets.
#[derive(Debug, Clone, Default)]
pub struct AllGone(BTreeMap<TableId, Gone>);

impl AllGone {
    /// As the lake tells it now.
    pub fn of(lake: &Lake) -> Result<Self, AnalyticsError> {
        let mut all = BTreeMap::new();
        for table in lake.datasets()? {
            let removals = lake.rewrites(&table)?.into_iter().filter_map(|rewritten| {
                let RewriteKind::Removed { before } = rewritten.what else {
                    return None;
                };
                Some(Gone {
                    before,
                    at: rewritten.at,
                })
            });
            if let Some(gone) = removals.reduce(later) {
                all.insert(table, gone);
            }
        }
        Ok(Self(all))
    }

    /// What is gone of a dataset, or of those that its figures are made from besides.
    pub fn of_dataset(&self, programme: &Programme, dataset: &Dataset) -> Option<Gone> {
        let beside = match &dataset.keeps {
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Docket(_) => Vec::new(),
            Keeps::Cases(cases) => cases.totals.iter().collect(),
            Keeps::Follow(follow) => std::iter::once(&follow.of).chain(&follow.events).collect(),
        };
        let ids = std::iter::once(&dataset.id).chain(beside);
        let gone = ids.filter_map(|id| self.0.get(&TableId::new(&programme.id, id)).copied());
        gone.reduce(later)
    }

    /// Refuses what can't be answered any more about one day of a dataset.
    pub fn check_day(
        &self,
        programme: &Programme,
        dataset: &Dataset,
        day: Date,
    ) -> Result<(), AnalyticsError> {
        match self.of_dataset(programme, dataset) {
            Some(gone) if day < gone.before => Err(gone.told(dataset)),
            _ => Ok(()),
        }
    }

    /// Refuses what was known of datasets before rows of theirs went.
    pub fn check_known<'a>(
        &self,
        programme: &Programme,
        datasets: impl IntoIterator<Item = &'a Dataset>,
        known_on: Option<KnownOn>,
    ) -> Result<(), AnalyticsError> {
        let Some(KnownOn(known_on)) = known_on else {
            return Ok(());
        };
        for dataset in datasets {
            match self.of_dataset(programme, dataset) {
                Some(gone) if known_on < gone.at => return Err(gone.told(dataset)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether nothing can be said any more of a year of any of some datasets.
    pub fn is_over<'a>(
        &self,
        programme: &Programme,
        datasets: impl IntoIterator<Item = &'a str>,
        fy: FinancialYear,
    ) -> bool {
        let known = datasets.into_iter().filter_map(|id| programme.dataset(id));
        let mut gone = known.filter_map(|dataset| self.of_dataset(programme, dataset));
        gone.any(|gone| fy.first_day() < gone.before)
    }
}

impl Gone {
    fn told(self, dataset: &Dataset) -> AnalyticsError {
        AnalyticsError::TakenOut {
            dataset: dataset.id.clone(),
            before: self.before.to_string(),
            at: self.at.to_string(),
        }
    }
}

fn later(one: Gone, other: Gone) -> Gone {
    Gone {
        before: one.before.max(other.before),
        at: one.at.max(other.at),
    }
}

/// Which rows of a dataset are over when figures are kept from a day on.
pub fn over(
    lake: &Lake,
    catalog: &Catalog,
    programme: &Programme,
    dataset: &Dataset,
    before: Date,
) -> Result<Over, AnalyticsError> {
    let reach = day::number(before) - i32::from(dataset.reported_by.carry) - 1;
    let rows_before = day::from_number(reach).map_or(Date::MIN, |day| day.first_of_month());
    let spared = match &dataset.keeps {
        Keeps::Docket(docket) => {
            let table = Table::read(lake, catalog, programme, dataset)?;
            Some((
                docket.case.clone(),
                unfinished(&table, docket, day::number(rows_before))?,
            ))
        }
        _ => None,
    };
    Ok(Over {
        table: TableId::new(&programme.id, &dataset.id),
        before,
        rows_before,
        spared,
    })
}

/// The matters that are not disposed of, or of which something happened on a day or later.
fn unfinished(table: &Table<'_>, docket: &Docket, from: i32) -> Result<HashSet<String>, AnalyticsError> {
    let deliveries = deliveries(&table.entries, None)?;
    let days: HashSet<&str> = docket.days().collect();
    let mut kept = kept(table.programme, table.dataset, docket);
    kept.retain(|column| days.contains(column.name.as_str()));
    let told = Told {
        places: table.places(),
        files: &table.files,
        deliveries: &deliveries,
        dataset: table.dataset,
        docket,
        kept: &kept,
    };
    let mut unfinished = HashSet::new();
    told.each(|matters| {
        let received = matters.column(DATE)?.cast(&DataType::Int32)?;
        let mut days = vec![received.i32()?.clone()];
        for column in &kept {
            days.push(matters.column(&column.name)?.i32()?.clone());
        }
        let of = |name: Option<&String>| match name {
            Some(name) => Ok::<_, PolarsError>(Some(matters.column(name)?.i32()?)),
            None => Ok(None),
        };
        let closed = of(Some(&docket.closed))?;
        let (reopened, closed_again) = (of(docket.reopened.as_ref())?, of(docket.closed_again.as_ref())?);
        let at = |column: Option<&Int32Chunked>, row| column.and_then(|column| column.get(row));
        for (row, case) in matters.column(CASE)?.str()?.iter().enumerate() {
            let is_open =
                at(closed, row).is_none() || (at(reopened, row).is_some() && at(closed_again, row).is_none());
            let is_late = days
                .iter()
                .any(|column| column.get(row).is_some_and(|day| day >= from));
            if let (true, Some(case)) = (is_open || is_late, case) {
                unfinished.insert(case.to_owned());
            }
        }
        Ok(())
    })?;
    Ok(unfinished)
}
