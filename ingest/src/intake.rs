//! Checks files, or takes them in: the two ways through the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use catalog::Catalog;
use jiff::{SignedDuration, Timestamp};
use store::{BatchRecord, DatasetTable, Lake, NewBatch, TableId};

use crate::book::{Judged, judge};
use crate::checks::not_falling;
use crate::draft::{Draft, Given};
use crate::duplicates::kept;
use crate::error::IngestError;
use crate::files::files;
use crate::findings_file;
use crate::form::forms;
use crate::frame;
use crate::mapping::Mapping;
use crate::options::Options;
use crate::report::{SheetReport, Status};
use crate::standing::Standing;

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The file that is read next; none when all are read and the rows are being stored.
    pub file: Option<PathBuf>,
    /// Files read.
    pub done: usize,
    /// Files in all.
    pub of: usize,
}

/// Says what [`ingest`] would do with files and folders; writes nothing, and does not look at the lake.
pub fn check(
    paths: &[PathBuf],
    catalog: &Catalog,
    options: &Options,
) -> Result<Vec<SheetReport>, IngestError> {
    let mapping = mapping(catalog, options)?;
    let forms = forms(catalog, &mapping, options)?;
    let given = Given {
        catalog,
        mapping: &mapping,
        options,
    };
    let judged = files(paths)?
        .into_iter()
        .flat_map(|path| judge(&given, &forms, &path));
    Ok(judged
        .map(|judged| match judged {
            Judged::Report(report) => *report,
            Judged::Draft(mut draft) => {
                settle(&mut draft, &Standing::default());
                draft.into_report(false)
            }
        })
        .collect())
}

/// Takes files and folders in. The batches of a dataset become visible together, in one commit; a file that can't
/// be read or recognised does not stop the others.
pub fn ingest(
    paths: &[PathBuf],
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
    mut progress: impl FnMut(&Progress),
) -> Result<Vec<SheetReport>, IngestError> {
    let mapping = mapping(catalog, options)?;
    let forms = forms(catalog, &mapping, options)?;
    let given = Given {
        catalog,
        mapping: &mapping,
        options,
    };
    let files = files(paths)?;
    let mut run = Run {
        lake,
        options,
        standings: BTreeMap::new(),
        deliveries: BTreeMap::new(),
        taken: 0,
    };
    let mut reports = Vec::with_capacity(files.len());
    for (done, path) in files.iter().enumerate() {
        progress(&Progress {
            file: Some(path.clone()),
            done,
            of: files.len(),
        });
        let hash = file_hash(path);
        for judged in judge(&given, &forms, path) {
            reports.push(match judged {
                Judged::Report(report) => *report,
                Judged::Draft(draft) => run.take(*draft, &hash)?,
            });
        }
    }
    progress(&Progress {
        file: None,
        done: files.len(),
        of: files.len(),
    });
    run.commit()?;
    Ok(reports)
}

fn mapping(catalog: &Catalog, options: &Options) -> Result<Mapping, IngestError> {
    options
        .map
        .as_ref()
        .map_or(Ok(Mapping::default()), |path| Mapping::load(path, catalog))
}

/// A file that can't be read has no hash, and no batch either.
fn file_hash(path: &std::path::Path) -> String {
    let mut hasher = blake3::Hasher::new();
    let read = std::fs::File::open(path).and_then(|file| hasher.update_reader(file).map(|_| ()));
    read.map_or_else(|_| String::new(), |()| hasher.finalize().to_hex().to_string())
}

/// Compares a sheet with what is known, and lets go of the rows that this leaves out.
fn settle(draft: &mut Draft<'_>, standing: &Standing) {
    not_falling(
        draft.programme,
        draft.dataset,
        &draft.rows,
        standing,
        &mut draft.verdicts,
    );
    draft.rows = kept(std::mem::take(&mut draft.rows), &draft.verdicts);
}

/// One run: what the lake holds of each dataset, and what is to be added to it.
struct Run<'l> {
    lake: &'l Lake,
    options: &'l Options,
    standings: BTreeMap<TableId, Standing>,
    deliveries: BTreeMap<TableId, (DatasetTable, Vec<NewBatch>)>,
    /// Batches taken, each a microsecond after the one before.
    taken: i64,
}

impl Run<'_> {
    fn take(&mut self, mut draft: Draft<'_>, file_hash: &str) -> Result<SheetReport, IngestError> {
        let table = draft.table();
        let standing = self.standing(&table, &draft)?;
        settle(&mut draft, standing);
        let first = self.options.taken_in.as_microsecond();
        let standing = self.standing(&table, &draft)?;
        let unchanged =
            standing.has_since(&draft.batch, first) || standing.is_unchanged(&draft.batch, &draft.rows);
        if unchanged || draft.rows.is_empty() {
            return self.with_findings(draft.into_report(unchanged));
        }
        let taken_in = self.next_instant();
        let record = record(&draft, file_hash, taken_in);
        let rows = frame::frame(draft.dataset, &draft.rows)?;
        let batch = draft.batch.clone();
        self.standing(&table, &draft)?.add(
            batch,
            taken_in.as_microsecond(),
            record.columns.clone(),
            &draft.rows,
        );
        let delivery = self.deliveries.entry(table);
        let (_, batches) =
            delivery.or_insert_with(|| (frame::table(draft.programme, draft.dataset), Vec::new()));
        batches.push(NewBatch { record, rows });
        self.with_findings(draft.into_report(false))
    }

    fn standing(&mut self, table: &TableId, draft: &Draft<'_>) -> Result<&mut Standing, IngestError> {
        if !self.standings.contains_key(table) {
            self.standings
                .insert(table.clone(), Standing::of(self.lake, table, draft.dataset)?);
        }
        let standing = self.standings.get_mut(table).expect("it was put there above");
        let years: BTreeSet<String> = draft.years();
        standing.load(self.lake, table, &years)?;
        Ok(standing)
    }

    fn next_instant(&mut self) -> Timestamp {
        let instant = self
            .options
            .taken_in
            .saturating_add(SignedDuration::from_micros(self.taken));
        self.taken += 1;
        instant.unwrap_or(self.options.taken_in)
    }

    fn with_findings(&self, mut report: SheetReport) -> Result<SheetReport, IngestError> {
        if let Some(batch) = report
            .batch
            .as_ref()
            .filter(|_| !report.findings.is_empty() && report.status != Status::Unchanged)
        {
            let path = findings_file::write(&self.options.data, batch, &report.findings)?;
            report.findings_file = Some(path.display().to_string());
        }
        Ok(report)
    }

    fn commit(self) -> Result<(), IngestError> {
        for (table, batches) in self.deliveries.into_values() {
            self.lake.append(&table, batches)?;
        }
        Ok(())
    }
}

fn record(draft: &Draft<'_>, file_hash: &str, taken_in: Timestamp) -> BatchRecord {
    let rejected = draft.verdicts.rejected();
    BatchRecord {
        batch: draft.batch.clone(),
        programme: draft.programme.id.clone(),
        dataset: draft.dataset.id.clone(),
        source: draft.source.id.clone(),
        file: draft.file.clone(),
        sheet: draft.sheet.clone(),
        file_hash: file_hash.to_owned(),
        as_on: draft.as_on(),
        taken_in,
        columns: draft.filled.clone(),
        rows_read: draft.rows_read,
        rows_accepted: draft.rows_read - rejected,
        rows_rejected: rejected,
        sample: draft.sample,
    }
}
