//! One run: what the lake holds of each dataset, what is to be added to it, and what became of each sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use catalog::calendar::day_in_india;
use catalog::places::UNITS;
use jiff::{SignedDuration, Timestamp};
use store::{BatchByYear, BatchRecord, DatasetTable, Lake, TableId};

use crate::book::Judged;
use crate::checks::against_the_past;
use crate::compact;
use crate::draft::Draft;
use crate::error::IngestError;
use crate::findings_file;
use crate::frame;
use crate::intake::units_table;
use crate::memory;
use crate::options::Options;
use crate::report::{SheetReport, Status};
use crate::standing::Standing;

/// Compares a sheet with what is known, and lets go of the rows that this leaves out.
pub(crate) fn settle(draft: &mut Draft<'_>, standing: &Standing) {
    against_the_past(
        draft.programme,
        draft.dataset,
        draft.rows.rows(),
        standing,
        &mut draft.verdicts,
    );
    draft.rows.keep(&draft.verdicts);
}

/// One run.
pub(crate) struct Run<'l> {
    lake: &'l Lake,
    options: &'l Options,
    standings: BTreeMap<TableId, Standing>,
    deliveries: BTreeMap<TableId, (DatasetTable, Vec<BatchByYear<'static>>)>,
    reports: Vec<SheetReport>,
    /// Batches taken, each a microsecond after the one before.
    taken: i64,
    /// How often lists of units have changed, and how often they had when the catalog was loaded.
    units_changed: usize,
    units_known: usize,
    /// Sheets of which rows were left out for units that no list had.
    waiting: Vec<Waiting>,
}

/// A sheet that may be judged otherwise once more units are known. It keeps its place among the deliveries, so that what
/// came after it still counts as newer.
struct Waiting {
    /// Which of the files, and which of what was judged in it.
    file: usize,
    sheet: usize,
    /// Which of the reports is its.
    report: usize,
    /// How often lists of units had changed when it was judged.
    units_known: usize,
    /// None for a copy of a sheet that came earlier in the run.
    reserved: Option<Reserved>,
}

/// A place among the deliveries of a table.
#[derive(Clone, Copy)]
struct Reserved {
    delivery: usize,
    taken_in: Timestamp,
}

impl<'l> Run<'l> {
    pub(crate) fn new(lake: &'l Lake, options: &'l Options) -> Self {
        Self {
            lake,
            options,
            standings: BTreeMap::new(),
            deliveries: BTreeMap::new(),
            reports: Vec::new(),
            taken: 0,
            units_changed: 0,
            units_known: 0,
            waiting: Vec::new(),
        }
    }

    /// Whether units were made known since the catalog was loaded.
    pub(crate) fn catalog_is_old(&self) -> bool {
        self.units_changed > self.units_known
    }

    pub(crate) fn catalog_is_new(&mut self) {
        self.units_known = self.units_changed;
    }

    /// Whether a sheet waits for units, and some were made known since it was judged.
    pub(crate) fn must_judge_again(&self) -> bool {
        self.waiting
            .iter()
            .any(|waiting| waiting.units_known < self.units_changed)
    }

    /// The files with such sheets.
    pub(crate) fn files_to_judge_again(&self) -> BTreeSet<usize> {
        let waiting = self
            .waiting
            .iter()
            .filter(|waiting| waiting.units_known < self.units_changed);
        waiting.map(|waiting| waiting.file).collect()
    }

    /// Takes in what was judged in a file.
    pub(crate) fn take_file(
        &mut self,
        file: usize,
        judged: Vec<Judged<'_>>,
        file_hash: &str,
    ) -> Result<(), IngestError> {
        for (sheet, judged) in judged.into_iter().enumerate() {
            let report = match judged {
                Judged::Report(report) => *report,
                Judged::Draft(draft) => {
                    let waits = draft.needs_units();
                    let (report, reserved) = self.take(*draft, file_hash)?;
                    if waits {
                        self.waiting.push(Waiting {
                            file,
                            sheet,
                            report: self.reports.len(),
                            units_known: self.units_known,
                            reserved,
                        });
                    }
                    report
                }
            };
            self.reports.push(report);
        }
        Ok(())
    }

    /// Takes in those sheets of a file that waited for units, in the place that they had.
    pub(crate) fn take_again(
        &mut self,
        file: usize,
        judged: Vec<Judged<'_>>,
        file_hash: &str,
    ) -> Result<(), IngestError> {
        for (sheet, judged) in judged.into_iter().enumerate() {
            let waiting = self
                .waiting
                .iter()
                .find(|one| (one.file, one.sheet) == (file, sheet));
            let (Some(waiting), Judged::Draft(mut draft)) = (waiting, judged) else {
                continue;
            };
            let (at, reserved) = (waiting.report, waiting.reserved);
            let (lake, table) = (self.lake, draft.table());
            let standing = self.standing(&table, &draft)?;
            if let Some(reserved) = reserved {
                standing.empty(reserved.delivery);
            }
            settle(&mut draft, standing);
            let unchanged =
                reserved.is_none() || standing.is_unchanged((lake, &table), &draft.batch, &draft.rows)?;
            if let Some((_, batches)) = self.deliveries.get_mut(&table).filter(|_| reserved.is_some()) {
                batches.retain(|batch| batch.record.batch != draft.batch);
            }
            if let Some(reserved) = reserved.filter(|_| !unchanged && !draft.rows.is_empty()) {
                self.deliver(&mut draft, reserved, file_hash)?;
            }
            self.reports[at] = self.with_findings(draft.into_report(unchanged))?;
        }
        Ok(())
    }

    /// Takes a sheet in; gives its report, and its place among the deliveries unless it is a copy of an earlier one.
    fn take(
        &mut self,
        mut draft: Draft<'_>,
        file_hash: &str,
    ) -> Result<(SheetReport, Option<Reserved>), IngestError> {
        let (lake, table) = (self.lake, draft.table());
        let first = self.options.taken_in.as_microsecond();
        let standing = self.standing(&table, &draft)?;
        settle(&mut draft, standing);
        if standing.has_since(&draft.batch, first) {
            return Ok((self.with_findings(draft.into_report(true))?, None));
        }
        let unchanged = standing.is_unchanged((lake, &table), &draft.batch, &draft.rows)?;
        let is_delivered = !unchanged && !draft.rows.is_empty();
        let mut reserved = None;
        if is_delivered || draft.needs_units() {
            let place = self.reserve(&table, &draft)?;
            if is_delivered {
                self.deliver(&mut draft, place, file_hash)?;
            }
            reserved = Some(place);
        }
        if draft.is_register() {
            self.make_known(&table, &draft)?;
        }
        self.remember(&mut draft)?;
        Ok((self.with_findings(draft.into_report(unchanged))?, reserved))
    }

    /// Remembers the shape of a sheet that a person's map or choice has made readable, and says so.
    fn remember(&self, draft: &mut Draft<'_>) -> Result<(), IngestError> {
        let Some(learnt) = draft.learnt.take() else {
            return Ok(());
        };
        let seen_in = format!("{}, sheet {}", draft.file, draft.sheet);
        memory::remember(
            &self.options.data,
            &learnt,
            &seen_in,
            day_in_india(self.options.taken_in),
        )?;
        let file = format!("{}/{}.toml", memory::FOLDER, learnt.fingerprint);
        draft
            .notes
            .push(format!("what its headers mean is remembered in {file}"));
        Ok(())
    }

    fn reserve(&mut self, table: &TableId, draft: &Draft<'_>) -> Result<Reserved, IngestError> {
        let taken_in = self.next_instant(&draft.path);
        let standing = self.standing(table, draft)?;
        Ok(Reserved {
            delivery: standing.reserve(draft.batch.clone(), taken_in.as_microsecond()),
            taken_in,
        })
    }

    fn deliver(
        &mut self,
        draft: &mut Draft<'_>,
        place: Reserved,
        file_hash: &str,
    ) -> Result<(), IngestError> {
        let table = draft.table();
        let record = record(draft, file_hash, place.taken_in);
        let years = draft.years().into_iter().collect();
        self.standing(&table, draft)?
            .fill(place.delivery, record.columns.clone(), &draft.rows);
        let parts = draft.take_rows().laid(draft.dataset)?;
        let delivery = self.deliveries.entry(table);
        let (_, batches) =
            delivery.or_insert_with(|| (frame::table(draft.programme, draft.dataset), Vec::new()));
        batches.push(BatchByYear {
            record,
            years,
            rows: Box::new(move |fy| compact::of_year(&parts, fy)),
        });
        Ok(())
    }

    /// Stores a list of units at once, so that the sheets after it find them.
    fn make_known(&mut self, table: &TableId, draft: &Draft<'_>) -> Result<(), IngestError> {
        if let Some((declared, batches)) = self.deliveries.remove(table) {
            self.lake.append_by_year(&declared, batches)?;
        }
        let units = units_table(table.clone(), draft.dataset);
        if self.lake.write_units(&units, &self.options.data.join(UNITS))? {
            self.units_changed += 1;
        }
        Ok(())
    }

    fn standing(&mut self, table: &TableId, draft: &Draft<'_>) -> Result<&mut Standing, IngestError> {
        if !self.standings.contains_key(table) {
            self.standings
                .insert(table.clone(), Standing::of(self.lake, table, draft.dataset)?);
        }
        let standing = self.standings.get_mut(table).expect("it was put there above");
        standing.load(self.lake, table, &draft.batch, &draft.years())?;
        Ok(standing)
    }

    fn next_instant(&mut self, path: &Path) -> Timestamp {
        let came = self.options.came.get(path).copied();
        let came = came.unwrap_or(self.options.taken_in);
        let instant = came.saturating_add(SignedDuration::from_micros(self.taken));
        self.taken += 1;
        instant.unwrap_or(came)
    }

    fn with_findings(&self, mut report: SheetReport) -> Result<SheetReport, IngestError> {
        if let Some(batch) = report
            .batch
            .as_ref()
            .filter(|_| report.status != Status::Unchanged)
        {
            let path = findings_file::write(&self.options.data, batch, &report)?;
            report.findings_file = path.map(|path| path.display().to_string());
        }
        Ok(report)
    }

    /// Stores what was taken and gives the reports, in the order of the sheets.
    pub(crate) fn commit(self) -> Result<Vec<SheetReport>, IngestError> {
        for (table, mut batches) in self.deliveries.into_values() {
            batches.sort_by_key(|batch| batch.record.taken_in);
            if !batches.is_empty() {
                self.lake.append_by_year(&table, batches)?;
            }
        }
        Ok(self.reports)
    }
}

pub(crate) fn record(draft: &Draft<'_>, file_hash: &str, taken_in: Timestamp) -> BatchRecord {
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
