//! The work on one job: its files are read for review, or taken in.
//!
//! Everything here bears being begun anew after a worker died: a batch that an earlier try has brought is known by its hash,
//! and by the instant as of which the job is taken in.

use std::path::Path;
use std::sync::Arc;

use analytics::Engine;
use anyhow::Context;
use catalog::Catalog;
use ingest::{Input, Office, Progress, ReadingOptions, SheetReport, SheetTold, Status};
use jiff::Timestamp;
use store::state::Job;
use store::{Lake, Originals, Prepared, State};

use crate::clock;

/// What came of a job.
#[derive(Debug)]
pub enum Done {
    /// Its files were read, and somebody has to confirm them.
    Read(Vec<SheetTold>),
    /// What was confirmed would change something else by now, which somebody has to confirm anew.
    ReadAnew(Vec<SheetTold>),
    /// Its files were taken in.
    Taken(Vec<SheetTold>),
}

/// Works on a job until it is read, or taken in and counted.
pub fn work(
    data: &Path,
    state: &State,
    job: &Job,
    now: Timestamp,
    mut progress: impl FnMut(&Progress),
) -> anyhow::Result<Done> {
    let wanted: ReadingOptions =
        serde_json::from_str(&job.options).with_context(|| format!("job {} is damaged", job.id))?;
    let catalog = Arc::new(Catalog::load(Some(data))?);
    let options = ingest::Options {
        office: office(state, job)?,
        ..wanted.of(data, job.taken_in.unwrap_or(now))
    };
    let lake = Lake::open(data)?;
    clock::check(&lake, now)?;
    let work = Work {
        job,
        catalog: &catalog,
        lake: &lake,
        options: &options,
        prepared: Prepared::of(data, &job.id),
    };
    if job.taken_in.is_none() {
        return Ok(Done::Read(work.read(&mut progress)?));
    }
    let told = match work.take_as_shown(&mut progress)? {
        Shown::Taken(told) => told,
        Shown::Otherwise(told) => return Ok(Done::ReadAnew(told)),
        Shown::Unprepared => work.take(&mut progress)?,
    };
    // Lists of units that were taken in have added places.
    let engine = Engine::open(data, Arc::new(Catalog::load(Some(data))?))?;
    engine
        .refresh()
        .context("the rows are stored, but the figures could not be computed")?;
    Ok(Done::Taken(told))
}

/// A job, and all that it is worked on with.
struct Work<'w> {
    job: &'w Job,
    catalog: &'w Catalog,
    lake: &'w Lake,
    options: &'w ingest::Options,
    prepared: Prepared,
}

/// What became of files whose changes were shown and confirmed.
enum Shown {
    /// They were taken in as they were shown.
    Taken(Vec<SheetTold>),
    /// They would change something else by now.
    Otherwise(Vec<SheetTold>),
    /// They must be read and taken in at once.
    Unprepared,
}

impl Work<'_> {
    /// Reads the files for somebody to confirm.
    fn read(&self, progress: &mut impl FnMut(&Progress)) -> anyhow::Result<Vec<SheetTold>> {
        let inputs = inputs(&self.options.data, self.job)?;
        let prepared = Some(&self.prepared);
        let previewed = ingest::preview(&inputs, self.catalog, self.lake, self.options, prepared, progress)?;
        Ok(previewed.into_iter().map(SheetTold::from).collect())
    }

    /// Takes in what was shown, from what was prepared then. If the lake has changed since, the files are compared with it
    /// anew, and only what would still change the same goes in.
    fn take_as_shown(&self, progress: &mut impl FnMut(&Progress)) -> anyhow::Result<Shown> {
        let Some(result) = &self.job.result else {
            return Ok(Shown::Unprepared); // of a watched folder: nobody was shown anything
        };
        let shown: Vec<SheetTold> =
            serde_json::from_str(result).with_context(|| format!("job {} is damaged", self.job.id))?;
        if let Some(told) = self.take_prepared(&shown)? {
            return Ok(Shown::Taken(told));
        }
        if self.has_begun(shown.len())? {
            return Ok(Shown::Unprepared); // an earlier try has stored a part, which is to be completed
        }
        let told = self.read(progress)?;
        if !told.iter().zip(&shown).all(|(now, shown)| now.changes_as(shown)) || told.len() != shown.len() {
            return Ok(Shown::Otherwise(told));
        }
        let taken = self.take_prepared(&told)?;
        Ok(taken.map_or(Shown::Unprepared, Shown::Taken))
    }

    fn take_prepared(&self, shown: &[SheetTold]) -> anyhow::Result<Option<Vec<SheetTold>>> {
        let taken = ingest::take_prepared(&self.prepared, self.catalog, self.lake, self.options)?;
        Ok(taken.map(|lists| {
            let told = shown.iter().zip(lists).map(|(sheet, list)| {
                let mut sheet = sheet.clone();
                sheet.report.findings_file = list;
                sheet
            });
            told.collect()
        }))
    }

    /// Reads the files and takes them in.
    fn take(&self, progress: &mut impl FnMut(&Progress)) -> anyhow::Result<Vec<SheetTold>> {
        let inputs = inputs(&self.options.data, self.job)?;
        let mut reports = ingest::ingest_inputs(&inputs, self.catalog, self.lake, self.options, progress)?;
        tell_of_earlier_tries(self.lake, self.job, &mut reports)?;
        with_changes(reports, self.job, self.lake, self.catalog)
    }

    /// Whether something of this job is in the lake.
    fn has_begun(&self, sheets: usize) -> anyhow::Result<bool> {
        let Some(taken_in) = self.job.taken_in else {
            return Ok(false);
        };
        let own = taken_in.as_microsecond()..=taken_in.as_microsecond() + i64::try_from(sheets)?;
        let entries = self.lake.batches(None)?;
        Ok(entries
            .iter()
            .any(|entry| own.contains(&entry.record.taken_in.as_microsecond())))
    }
}

/// Whose files they are. What came from a watched folder is of whoever runs the server.
fn office(state: &State, job: &Job) -> anyhow::Result<Option<Office>> {
    let name = job.account.as_deref();
    Ok(name.map(|name| dashboard::office_of(state, name)).transpose()?)
}

fn inputs(data: &Path, job: &Job) -> anyhow::Result<Vec<Input>> {
    let originals = Originals::of(data);
    let input = |file: &store::state::JobFile| {
        Ok(Input::Bytes {
            name: file.name.clone(),
            bytes: Arc::new(originals.read(&file.original)?),
        })
    };
    job.files.iter().map(input).collect()
}

/// A try that was cut short may have stored what this one finds unchanged: it was this job that took it in all the same.
fn tell_of_earlier_tries(lake: &Lake, job: &Job, reports: &mut [SheetReport]) -> anyhow::Result<()> {
    let Some(taken_in) = job.taken_in.filter(|_| job.attempts > 1 || job.result.is_some()) else {
        return Ok(());
    };
    let last = taken_in.as_microsecond() + i64::try_from(reports.len())?;
    let entries = lake.batches(None)?;
    let is_of_job = |report: &SheetReport| {
        entries.iter().any(|entry| {
            Some(entry.record.batch.as_str()) == report.batch.as_deref()
                && (taken_in.as_microsecond()..=last).contains(&entry.record.taken_in.as_microsecond())
        })
    };
    let mut told: Vec<Option<String>> = Vec::new();
    for report in reports.iter_mut() {
        let is_first = !told.contains(&report.batch);
        told.push(report.batch.clone());
        if report.status == Status::Unchanged && is_first && is_of_job(report) {
            report.status = Status::Taken;
            report.message = format!(
                "{}/{}: {} of {} rows",
                report.programme.as_deref().unwrap_or_default(),
                report.dataset.as_deref().unwrap_or_default(),
                report.rows_accepted,
                report.rows_read
            );
        }
    }
    Ok(())
}

/// What each sheet has changed: against what stood before it.
fn with_changes(
    reports: Vec<SheetReport>,
    job: &Job,
    lake: &Lake,
    catalog: &Catalog,
) -> anyhow::Result<Vec<SheetTold>> {
    let entries = lake.batches(None)?;
    let told = reports.into_iter().map(|report| {
        let delivery = entries.iter().rev().find(|entry| {
            Some(entry.record.batch.as_str()) == report.batch.as_deref()
                && job.taken_in.is_some_and(|since| entry.record.taken_in >= since)
        });
        let changes = match delivery.filter(|_| report.status == Status::Taken) {
            Some(entry) => {
                let programme = catalog.programme(&entry.record.programme);
                let dataset = programme.and_then(|programme| programme.dataset(&entry.record.dataset));
                dataset
                    .map(|dataset| ingest::changes_of_delivery(lake, dataset, entry))
                    .transpose()?
            }
            None => None,
        };
        Ok(SheetTold::of(report, changes))
    });
    told.collect()
}

/// The batches that a job brought.
pub fn batches(told: &[SheetTold]) -> Vec<String> {
    told.iter()
        .filter(|sheet| matches!(sheet.report.status, Status::Taken | Status::Unchanged))
        .filter_map(|sheet| sheet.report.batch.clone())
        .collect()
}
