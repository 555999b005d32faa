//! How the command ends.

use std::process::ExitCode;

use analytics::AnalyticsError;
use store::StoreError;

/// How the command ends; of several, the first in this order of precedence: fault, usage, refused, unread, rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: jela itself is at fault.
    Fault,
    /// 2: wrong usage, also an unknown programme, measure, dimension, place, report, language or batch.
    Usage,
    /// 3: done, but rows were rejected.
    Rejected,
    /// 4: a file could not be read or recognised, or needs a date; the others were taken in.
    Unread,
    /// 5: refused.
    Refused,
}

/// A fault of the words given, which the person who gave them can mend.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// What may not be had.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// A file that could not be read or recognised, with what is wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unread(pub String);

impl Exit {
    /// How a fault ends the command; it is told on standard error, once.
    pub fn of_fault(fault: &anyhow::Error) -> Self {
        tell(fault);
        Self::of(fault)
    }

    fn of(fault: &anyhow::Error) -> Self {
        let is_usage = fault.is::<Usage>()
            || fault
                .downcast_ref::<AnalyticsError>()
                .is_some_and(AnalyticsError::is_usage)
            || fault
                .downcast_ref::<ingest::IngestError>()
                .is_some_and(ingest::IngestError::is_usage)
            || fault.is::<reports::schedule::ScheduleError>()
            || fault.is::<catalog::CatalogError>()
            || fault.is::<sample_data::SampleError>()
            || matches!(
                fault.downcast_ref(),
                Some(reports::ReportError::Unknown { .. } | reports::ReportError::UnknownPlace(_))
            )
            || matches!(
                fault.downcast_ref(),
                Some(
                    StoreError::UnknownBatch { .. }
                        | StoreError::AlreadyUndone { .. }
                        | StoreError::BadAccountName { .. }
                        | StoreError::NameTaken { .. }
                        | StoreError::UnknownAccount { .. }
                        | StoreError::UnknownSchedule { .. }
                        | StoreError::KeyDays { .. }
                        | StoreError::TooManyKeys { .. }
                        | StoreError::UnknownDelivery { .. }
                )
            );
        let is_refused = fault.is::<Refused>()
            || matches!(fault.downcast_ref(), Some(AnalyticsError::Refused))
            || matches!(fault.downcast_ref(), Some(reports::ReportError::TooLarge { .. }))
            || matches!(
                fault.downcast_ref(),
                Some(
                    StoreError::WeakPassword { .. }
                        | StoreError::NewerData { .. }
                        | StoreError::NewerState { .. }
                        | StoreError::HalfRestored { .. }
                        | StoreError::AlreadyServed { .. }
                        | StoreError::DiskNearlyFull { .. }
                )
            );
        match (is_refused, is_usage) {
            (true, _) => Self::Refused,
            (false, true) => Self::Usage,
            (false, false) if fault.is::<Unread>() => Self::Unread,
            (false, false) => Self::Fault,
        }
    }
}

#[expect(clippy::print_stderr, reason = "messages to the person go to standard error")]
fn tell(fault: &anyhow::Error) {
    eprintln!("jela: {}", whole(fault));
}

/// A fault with its causes, of which those are left out that it has told already.
fn whole(fault: &anyhow::Error) -> String {
    fault.chain().fold(String::new(), |told, cause| {
        let cause = cause.to_string();
        match (told.is_empty(), told.contains(&cause)) {
            (true, _) => cause,
            (false, true) => told,
            (false, false) => format!("{told}: {cause}"),
        }
    })
}

/// The process's exit code.
pub fn code(exit: Exit) -> ExitCode {
    ExitCode::from(match exit {
        Exit::Done => 0,
        Exit::Fault => 1,
        Exit::Usage => 2,
        Exit::Rejected => 3,
        Exit::Unread => 4,
        Exit::Refused => 5,
    })
}

/// What clap has to say, and how that ends the command: help and version are no faults.
pub fn of_usage(refused: &clap::Error) -> ExitCode {
    // Nothing can be done about a standard output that is closed.
    let _ = refused.print();
    code(if refused.use_stderr() {
        Exit::Usage
    } else {
        Exit::Done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_that_was_told_is_not_told_again() {
        let fault =
            anyhow::anyhow!("the disk is full").context("a.parquet: can't be written (the disk is full)");
        assert_eq!(
            whole(&fault.context("nothing was taken in")),
            "nothing was taken in: a.parquet: can't be written (the disk is full)"
        );
    }
}
