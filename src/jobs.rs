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
use store::{Lake, Originals, State};

use crate::clock;

/// What came of a job.
#[derive(Debug)]
pub enum Done {
    /// Its files were read, and somebody has to confirm them.
    Read(Vec<SheetTold>),
    /// Its files were taken in.
    Taken(Vec<SheetTold>),
}

/// Works on a job until it is read, or taken in and counted.
pub fn work(
    data: &Path,
    state: &State,
    job: &Job,
    now: Timestamp,
    progress: impl FnMut(&Progress),
) -> anyhow::Result<Done> {
    let wanted: ReadingOptions =
        serde_json::from_str(&job.options).with_context(|| format!("job {} is damaged", job.id))?;
    let catalog = Arc::new(Catalog::load(Some(data))?);
    let options = ingest::Options {
        office: office(state, job)?,
        ..wanted.of(data, job.taken_in.unwrap_or(now))
    };
    let inputs = inputs(data, job)?;
    let lake = Lake::open(data)?;
    clock::check(&lake, now)?;
    if job.taken_in.is_none() {
        let previewed = ingest::preview(&inputs, &catalog, &lake, &options, progress)?;
        let told = previewed
            .into_iter()
            .map(|one| SheetTold::of(one.report, one.changes));
        return Ok(Done::Read(told.collect()));
    }
    let mut reports = ingest::ingest_inputs(&inputs, &catalog, &lake, &options, progress)?;
    tell_of_earlier_tries(&lake, job, &mut reports)?;
    // Lists of units that were taken in have added places.
    let engine = Engine::open(data, Arc::new(Catalog::load(Some(data))?))?;
    engine
        .refresh()
        .context("the rows are stored, but the figures could not be computed")?;
    Ok(Done::Taken(with_changes(reports, job, &lake, &catalog)?))
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
