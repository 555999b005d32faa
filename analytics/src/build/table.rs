//! What the facts of one table are made from.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use catalog::programme::{Dataset, Docket, Keeps, Measure, Programme};
use catalog::{Catalog, FinancialYear, Places};
use jiff::civil::Date;
use polars::prelude::*;
use store::{BatchEntry, Lake, LakeFile, TableId};

use super::follow::Following;
use super::{cases, docket, follow, series, tally};
use crate::error::AnalyticsError;
use crate::facts::{Year, carries_over_new_year};
use crate::returns;

/// Facts, rollup and provenance of one financial year, computed.
pub struct Built {
    /// Changes of reporting places.
    pub facts: DataFrame,
    /// Changes of the places that contain them.
    pub by_place: DataFrame,
    /// Where rows came from.
    pub sources: DataFrame,
    /// Lines of cases, with their derived columns.
    pub lines: Option<DataFrame>,
    /// Times under care that touch the year.
    pub spells: Option<DataFrame>,
    /// Which returns have come, and when.
    pub returns: Option<DataFrame>,
}

/// One table, and those that are read beside it.
pub struct Table<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// Programmes, places and holidays.
    pub(super) catalog: &'a Catalog,
    /// Its files.
    pub files: Vec<LakeFile>,
    /// Its deliveries, all of them.
    pub entries: Vec<BatchEntry>,
    /// The tables read beside it, by dataset.
    beside: Vec<Table<'a>>,
    /// Its followed cases, computed once.
    pub(super) following: OnceCell<Following>,
    /// The stays of its matters, computed once.
    stays: OnceCell<DataFrame>,
}

impl<'a> Table<'a> {
    /// A table as it lies in the lake, with those beside it. Cases are told apart by the same key in all of them, also where
    /// another was put in force meanwhile.
    pub fn read(
        lake: &Lake,
        catalog: &'a Catalog,
        programme: &'a Programme,
        dataset: &'a Dataset,
    ) -> Result<Self, AnalyticsError> {
        loop {
            let key = lake.case_key()?;
            let table = Self::read_once(lake, catalog, programme, dataset)?;
            if lake.case_key()? == key {
                return Ok(table);
            }
        }
    }

    fn read_once(
        lake: &Lake,
        catalog: &'a Catalog,
        programme: &'a Programme,
        dataset: &'a Dataset,
    ) -> Result<Self, AnalyticsError> {
        let id = TableId::new(&programme.id, &dataset.id);
        let names: Vec<&String> = match &dataset.keeps {
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Docket(_) => Vec::new(),
            Keeps::Cases(cases) => cases.register.iter().chain(&cases.totals).collect(),
            Keeps::Follow(follow) => std::iter::once(&follow.of).chain(&follow.events).collect(),
        };
        let beside = names
            .into_iter()
            .filter_map(|name| programme.dataset(name))
            .map(|other| Table::read_once(lake, catalog, programme, other))
            .collect::<Result<_, _>>()?;
        let is_there = lake.version(&id)?.is_some();
        Ok(Self {
            programme,
            dataset,
            catalog,
            files: if is_there { lake.files(&id)? } else { Vec::new() },
            entries: if is_there {
                lake.batches(Some(&id))?
            } else {
                Vec::new()
            },
            beside,
            following: OnceCell::new(),
            stays: OnceCell::new(),
        })
    }

    /// The table of a dataset that is read beside it.
    pub(crate) fn beside(&self, dataset: &str) -> Option<&Table<'a>> {
        self.beside.iter().find(|table| table.dataset.id == dataset)
    }

    /// All places.
    pub(crate) fn places(&self) -> &'a Places {
        &self.catalog.places
    }

    /// The places that end, with their last days.
    pub(super) fn ends(&self) -> Vec<(String, Date)> {
        let all = self.catalog.places.all();
        all.filter_map(|place| Some((place.code.to_string(), place.valid_to?)))
            .collect()
    }

    /// The measures of its dataset, by id.
    pub(super) fn measures(&self) -> Vec<&'a Measure> {
        let all = self.programme.measures.iter();
        let mut measures: Vec<&Measure> = all.filter(|measure| measure.dataset == self.dataset.id).collect();
        measures.sort_by(|a, b| a.id.cmp(&b.id));
        measures
    }

    pub(super) fn carries_over(&self) -> bool {
        self.measures()
            .iter()
            .any(|measure| carries_over_new_year(measure, &self.programme.restarts))
    }

    /// Facts of one year, of what was taken in by `known_on` (microseconds) where that is given.
    pub fn build(
        &self,
        fy: FinancialYear,
        holders: &DataFrame,
        known_on: Option<i64>,
    ) -> Result<Built, AnalyticsError> {
        let built = match &self.dataset.keeps {
            Keeps::Series | Keeps::Register(_) => series::build(self, fy, holders, known_on),
            Keeps::Tally(tally) => tally::build(self, tally, fy, holders, known_on),
            Keeps::Cases(cases) => cases::build(self, cases, fy, holders, known_on),
            Keeps::Follow(follow) => follow::build(self, follow, fy, holders, known_on),
            Keeps::Docket(docket) => docket::build(self, docket, fy, holders, known_on),
        }?;
        Ok(Built {
            returns: returns::table(self, fy, known_on)?,
            ..built
        })
    }

    /// The stays of its matters, as far as they were known by a moment; one table is asked for one moment alone.
    pub(super) fn stays(&self, docket: &Docket, known_on: Option<i64>) -> Result<&DataFrame, AnalyticsError> {
        if self.stays.get().is_none() {
            let made = docket::all_stays(self, docket, known_on)?;
            let _ = self.stays.set(made);
        }
        Ok(self.stays.get().expect("it was made above"))
    }

    /// The files of a financial year.
    pub(crate) fn files_of(&self, fy: FinancialYear) -> Vec<&LakeFile> {
        let name = fy.to_string();
        self.files.iter().filter(|file| file.fy == name).collect()
    }

    /// The financial years of which there are rows.
    pub fn years(&self) -> BTreeSet<String> {
        let table = match &self.dataset.keeps {
            Keeps::Follow(follow) => self.beside(&follow.of).unwrap_or(self),
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Cases(_) | Keeps::Docket(_) => self,
        };
        table.files.iter().map(|file| file.fy.clone()).collect()
    }

    /// The changed years of which there are rows, and those into which they are carried: also one in which nothing was
    /// reported yet. A matter of a docket is told by what is known of it, and nothing of it is carried.
    pub(super) fn to_build(&self, changed: BTreeSet<String>) -> BTreeSet<String> {
        let years = self.years();
        let carries = self.carries_over();
        let into_none = !matches!(self.dataset.keeps, Keeps::Docket(_) | Keeps::Follow(_));
        let next = changed
            .iter()
            .filter(|_| carries)
            .filter_map(|fy| Some(fy.parse::<FinancialYear>().ok()?.next().to_string()));
        let next: Vec<String> = next.filter(|fy| into_none || years.contains(fy)).collect();
        let mut all: BTreeSet<String> = changed.into_iter().filter(|fy| years.contains(fy)).collect();
        all.extend(next);
        all
    }
}

/// A financial year as a partition of facts.
pub(super) fn year(fy: FinancialYear) -> Year {
    Year {
        first: fy.first_day(),
        last: fy.last_day(),
    }
}
