//! Says what taking files in would change, against what stands and among themselves; writes nothing into the lake. What was
//! read can be prepared, so that taking it in need not read it again.

use std::collections::BTreeMap;

use catalog::Catalog;
use polars::prelude::DataFrame;
use store::{Lake, Prepared, TableId};

use crate::changes::{Changes, changes, compared};
use crate::check::{self, Judging, Settled};
use crate::compact::{self, Compact};
use crate::draft::Draft;
use crate::error::IngestError;
use crate::identity::Keys;
use crate::input::Input;
use crate::intake::Progress;
use crate::options::Options;
use crate::overlap::{At, Contradiction, Overlaps};
use crate::prepared::{Preparing, Put};
use crate::report::SheetReport;
use crate::run::settle;
use crate::standing::Standing;

/// What would become of a sheet, and what it would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Previewed {
    /// What would become of it.
    pub report: SheetReport,
    /// What it would change against what the lake holds; none where it has no rows to be compared.
    pub changes: Option<Changes>,
    /// What other sheets of these files say otherwise.
    pub contradictions: Vec<Contradiction>,
}

/// Says what [`crate::ingest_inputs`] would do with files. What they would change is told of each sheet against the lake alone;
/// where several have the same rows and differ, it is told which of them counts. With a place to prepare in, what was read is
/// left there for [`crate::take_prepared`], as far as it can be.
pub fn preview(
    inputs: &[Input],
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
    prepared: Option<&Prepared>,
    mut progress: impl FnMut(&Progress),
) -> Result<Vec<Previewed>, IngestError> {
    // What it is judged by is told before anything of it is read.
    let preparing = prepared.and_then(|prepared| Preparing::begin(prepared, lake, options));
    let keys = Keys::of(&options.data, lake)?;
    let mut against = Against {
        lake,
        inputs,
        first: options.taken_in.as_microsecond(),
        standings: BTreeMap::new(),
        reserved: BTreeMap::new(),
        overlaps: Overlaps::default(),
        held: BTreeMap::new(),
        preparing,
    };
    let judged = check::all(inputs, (catalog, &keys), options, &mut against, &mut |at| {
        progress(&Progress {
            file: inputs.get(at).map(Input::path),
            done: at,
            of: inputs.len(),
        });
    })?;
    let mut contradictions = against.overlaps.told(|at| against.rows(at))?;
    let mut told = Vec::with_capacity(judged.len());
    let mut puts = Vec::with_capacity(judged.len());
    for (report, more) in judged {
        puts.push(more.put);
        told.push(Previewed {
            report,
            changes: more.changes,
            contradictions: more
                .at
                .and_then(|at| contradictions.remove(&at))
                .unwrap_or_default(),
        });
    }
    if let Some(preparing) = against.preparing {
        preparing.finish(told.iter().map(|one| &one.report).zip(puts));
    }
    Ok(told)
}

/// Judges against what the lake holds, and what sheets before would add to it.
struct Against<'l> {
    lake: &'l Lake,
    inputs: &'l [Input],
    /// Deliveries of this instant or later are of these files.
    first: i64,
    standings: BTreeMap<TableId, Standing>,
    /// The place of a sheet among the deliveries of its table.
    reserved: BTreeMap<At, usize>,
    overlaps: Overlaps,
    /// Rows of sheets that could not be prepared.
    held: BTreeMap<At, DataFrame>,
    preparing: Option<Preparing<'l>>,
}

/// What is told of a sheet beside its report.
#[derive(Default)]
struct More {
    at: Option<At>,
    changes: Option<Changes>,
    put: Option<Put>,
}

impl Judging for Against<'_> {
    type More = More;

    fn settle(&mut self, at: At, draft: &mut Draft<'_>) -> Result<Settled<More>, IngestError> {
        let (lake, table) = (self.lake, draft.table());
        let before = self.reserved.get(&at).copied();
        let first = self.first;
        let standing = self.standing(&table, draft)?;
        if let Some(delivery) = before {
            standing.empty(delivery);
        }
        settle(draft, standing);
        self.overlaps.remove(at);
        let standing = self.standing(&table, draft)?;
        if before.is_none() && standing.has_since(&draft.batch, first) {
            return Ok(copy_of_another());
        }
        let unchanged = standing.is_unchanged((lake, &table), &draft.batch, &draft.rows)?;
        if draft.rows.is_empty() {
            return Ok(Settled {
                unchanged,
                more: More::default(),
            });
        }
        if !unchanged {
            let delivery = before.unwrap_or_else(|| standing.reserve(draft.batch.clone(), first));
            standing.fill(delivery, draft.filled.clone(), &draft.rows);
            self.reserved.insert(at, delivery);
        }
        let more = self.compare(at, &table, draft, unchanged)?;
        Ok(Settled { unchanged, more })
    }
}

/// A sheet that came earlier among these files changes nothing once more.
fn copy_of_another() -> Settled<More> {
    Settled {
        unchanged: true,
        more: More::default(),
    }
}

impl Against<'_> {
    fn standing(&mut self, table: &TableId, draft: &Draft<'_>) -> Result<&mut Standing, IngestError> {
        if !self.standings.contains_key(table) {
            let standing = Standing::of(self.lake, table, draft.dataset)?;
            self.standings.insert(table.clone(), standing);
        }
        let standing = self.standings.get_mut(table).expect("it was put there above");
        standing.load(self.lake, table, &draft.batch, &draft.years())?;
        Ok(standing)
    }

    /// Compares the rows of a sheet with what stands, prepares them, and lets go of them.
    fn compare(
        &mut self,
        at: At,
        table: &TableId,
        draft: &mut Draft<'_>,
        unchanged: bool,
    ) -> Result<More, IngestError> {
        let dataset = draft.dataset;
        let years: Vec<String> = draft.years().into_iter().collect();
        let mut rows = match draft.is_register() {
            // Its rows are still to be made places of.
            true => compact::all([&Compact::of(dataset, draft.rows.rows()).map_err(fault)?]),
            false => compact::all(&draft.take_rows().laid(dataset)?),
        }
        .map_err(fault)?;
        let compared = compared(dataset, &draft.filled);
        let changes = changes(self.lake, (table, dataset), &rows, &compared)?;
        let mut put = None;
        if !unchanged {
            self.overlaps.add(at, draft, &rows, &compared)?;
            if let Some(preparing) = &mut self.preparing {
                put = preparing.put(at, draft, &self.inputs[at.0], (years, &mut rows));
            }
            if put.is_none() {
                self.held.insert(at, rows);
            }
        }
        Ok(More {
            at: Some(at),
            changes: Some(changes),
            put,
        })
    }

    /// The rows of a sheet once more.
    fn rows(&self, at: At) -> Result<DataFrame, IngestError> {
        if let Some(rows) = self.held.get(&at) {
            return Ok(rows.clone());
        }
        let prepared = self.preparing.as_ref().map(|preparing| preparing.rows(at));
        prepared.unwrap_or_else(|| Ok(DataFrame::empty()))
    }
}

fn fault(source: polars::prelude::PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "compare the rows with what the lake holds",
        source,
    }
}
