//! Rows put aside as they are judged. That they can't be put aside stops nothing: they are read again then.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use store::{Lake, Prepared, TableId};

use super::base::base;
use super::{Delivery, Plan, Sheet};
use crate::draft::Draft;
use crate::error::IngestError;
use crate::findings_file;
use crate::input::Input;
use crate::options::Options;
use crate::overlap::At;
use crate::report::{SheetReport, Status};
use crate::run::record;

/// Rows that were put aside.
pub(crate) struct Put(Delivery);

/// What is prepared while sheets are judged.
pub(crate) struct Preparing<'p> {
    prepared: &'p Prepared,
    base: String,
    options: &'p Options,
    /// Of each table the version before anything was compared with it.
    versions: BTreeMap<TableId, Option<u64>>,
    put: BTreeMap<At, (usize, TableId)>,
    number: usize,
    /// Whether everything was put aside so far.
    is_whole: bool,
}

impl<'p> Preparing<'p> {
    /// Begins, if what is prepared can count later.
    pub(crate) fn begin(prepared: &'p Prepared, lake: &Lake, options: &'p Options) -> Option<Self> {
        let base = base(options, lake)?;
        let tables = lake.datasets().ok()?.into_iter();
        let versions = tables.map(|table| Some((table.clone(), lake.content_version(&table).ok()?)));
        let versions = versions.collect::<Option<_>>()?;
        prepared.begin().ok()?;
        Some(Self {
            prepared,
            base,
            options,
            versions,
            put: BTreeMap::new(),
            number: 0,
            is_whole: true,
        })
    }

    /// Puts the rows of a sheet aside. A list of units counts for the sheets beside it, and a new shape is remembered, so that
    /// both are taken in with all that follows from it or not at all.
    pub(crate) fn put(
        &mut self,
        at: At,
        draft: &Draft<'_>,
        input: &Input,
        (years, rows): (Vec<String>, &mut DataFrame),
    ) -> Option<Put> {
        self.is_whole &= !draft.is_register() && draft.learnt.is_none();
        if !self.is_whole {
            return None;
        }
        let (table, number) = (draft.table(), self.number);
        self.number += 1;
        let Ok(hash) = self.prepared.put_rows(number, &table, rows) else {
            self.is_whole = false;
            return None;
        };
        self.put.insert(at, (number, table));
        Some(Put(Delivery {
            record: record(draft, &input.hash(), self.options.taken_in),
            years,
            number,
            hash,
        }))
    }

    /// The rows of a sheet that were put aside.
    pub(crate) fn rows(&self, at: At) -> Result<DataFrame, IngestError> {
        match self.put.get(&at) {
            Some((number, table)) => Ok(self.prepared.rows(*number, table)?),
            None => Ok(DataFrame::empty()),
        }
    }

    /// Ends it with everything that is told of the sheets.
    pub(crate) fn finish<'r>(self, told: impl Iterator<Item = (&'r SheetReport, Option<Put>)>) {
        let done = self.is_whole.then(|| self.plan(told)).flatten();
        let finished = done.is_some_and(|plan| self.prepared.finish(&plan).is_ok());
        if !finished {
            // What can't be removed is swept later, and does not count without its plan.
            let _ = self.prepared.remove();
        }
    }

    fn plan<'r>(&self, told: impl Iterator<Item = (&'r SheetReport, Option<Put>)>) -> Option<Vec<u8>> {
        let (mut sheets, mut tables) = (Vec::new(), BTreeSet::new());
        for (number, (report, put)) in told.enumerate() {
            let (Some(programme), Some(dataset), Some(batch)) =
                (&report.programme, &report.dataset, &report.batch)
            else {
                sheets.push(Sheet::default());
                continue;
            };
            tables.insert(TableId::new(programme, dataset));
            let lists = report.status != Status::Unchanged;
            let name = format!("{number}.csv");
            let has_findings = lists && !report.findings.is_empty();
            if has_findings {
                let text = findings_file::text(report);
                self.prepared.put(&name, &text).ok()?;
            }
            sheets.push(Sheet {
                batch: lists.then(|| batch.clone()),
                findings: has_findings.then_some(name),
                delivery: put.map(|put| put.0),
            });
        }
        let versions = |table: TableId| {
            let version = self.versions.get(&table).copied().flatten();
            (table, version)
        };
        let plan = Plan {
            base: self.base.clone(),
            tables: tables.into_iter().map(versions).collect(),
            sheets,
        };
        serde_json::to_vec(&plan).ok()
    }
}
