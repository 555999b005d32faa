//! The state: accounts, jobs, schedules, mails, originals.

use std::collections::HashSet;
use std::fs;

use jiff::{SignedDuration, Timestamp};
use reports::schedule::Times;
use store::State;
use store::state::{DeliveryState, JobState, KEPT_DAYS, Schedule};

use super::Visit;

/// A job that waits so long, or a time of a schedule that passed so long ago, is late.
const LATE: SignedDuration = SignedDuration::from_mins(15);
/// An original may be kept so much longer than it should before that is told.
const OVERDUE: SignedDuration = SignedDuration::from_hours(26);

/// Looks at all of it; a state that can't be read is one fault.
pub fn look(visit: &mut Visit<'_>) {
    let pending = match State::pending_migrations(visit.data) {
        Ok(pending) => pending,
        Err(fault) => return visit.fault("state", fault.to_string(), RESTORED),
    };
    let state = match State::open_as_is(visit.data) {
        Ok(Some(state)) => state,
        Ok(None) => {
            let mend = "`jela user add NAME --role admin --password-file F` makes it; after a loss restore it from a backup";
            return visit.warn("state", "there is none: no accounts, no schedules", mend);
        }
        Err(fault) => return visit.fault("state", fault.to_string(), RESTORED),
    };
    if !pending.is_empty() {
        let numbers: Vec<String> = pending.iter().map(i64::to_string).collect();
        visit.warn(
            "migrations",
            format!("the state waits for {}", numbers.join(", ")),
            "make a backup, then start the server, which brings it forward",
        );
    }
    let looked = damage(visit, &state)
        .and_then(|()| accounts(visit, &state))
        .and_then(|()| jobs(visit, &state))
        .and_then(|()| schedules(visit, &state))
        .and_then(|()| mails(visit, &state))
        .and_then(|()| originals(visit, &state));
    if let Err(fault) = looked {
        // Before its migrations a state may lack a table, which was told above.
        if pending.is_empty() {
            visit.fault("state", fault.to_string(), RESTORED);
        }
    }
}

const RESTORED: &str = "restore state.sqlite from a backup; without one move it away, and make accounts anew: figures do not depend on it";

fn damage(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let damage = state.damage()?;
    match damage.first() {
        Some(first) => visit.fault("state", format!("state.sqlite is damaged: {first}"), RESTORED),
        None => visit.well("state", "state.sqlite is sound"),
    }
    Ok(())
}

fn accounts(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let accounts = state.accounts()?;
    let in_use = || accounts.iter().filter(|account| account.disabled.is_none());
    if in_use().any(|account| account.role == "admin") {
        visit.well("accounts", format!("{} in use", in_use().count()));
    } else {
        let mend = "jela user add NAME --role admin --password-file FILE";
        visit.fault("accounts", "nobody is an administrator", mend);
    }
    Ok(())
}

fn jobs(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let late = state.overdue_jobs(visit.now - LATE)?;
    for job in &late {
        let what = format!(
            "upload {} of {} waits since then, begun {} times",
            job.job, job.created, job.attempts
        );
        visit.fault(
            "jobs",
            what,
            "see that the server runs and that its disk has room; it goes on by itself",
        );
    }
    let failed = state
        .count_jobs()?
        .into_iter()
        .find(|(state, _)| *state == JobState::Failed);
    if let Some((_, count)) = failed {
        visit.warn(
            "jobs",
            format!("{count} uploads could not be done"),
            "their pages below /uploads say why",
        );
    } else if late.is_empty() {
        visit.well("jobs", "none waits longer than it should");
    }
    Ok(())
}

fn schedules(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let (mut missed, mut count) = (0, 0);
    for schedule in state
        .schedules()?
        .iter()
        .filter(|schedule| schedule.paused.is_none())
    {
        count += 1;
        let passed = times_missed(schedule, visit.now);
        if passed > 0 {
            missed += 1;
            let mend = "see that the server runs and that [mail] names a server; it makes up for them by itself where the schedule says so";
            let what = format!(
                "`{}`: {passed} of its times since {} were not looked at",
                schedule.name, schedule.looked_until
            );
            visit.fault("schedules", what, mend);
        }
    }
    if missed == 0 {
        visit.well("schedules", format!("{count}, of which none was missed"));
    }
    Ok(())
}

fn times_missed(schedule: &Schedule, now: Timestamp) -> usize {
    let times = Times::read(&schedule.cron);
    times.map_or(0, |times| {
        times.between(schedule.looked_until, now - LATE, None).len()
    })
}

fn mails(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let counts = state.count_deliveries()?;
    let of = |wanted| {
        counts
            .iter()
            .find(|(state, _)| *state == wanted)
            .map_or(0, |(_, count)| *count)
    };
    let (held, failed) = (
        of(DeliveryState::Held) + of(DeliveryState::Uncertain),
        of(DeliveryState::Failed),
    );
    if held > 0 {
        let mend = "decide on the page Schedules whether they go out again";
        visit.warn(
            "mails",
            format!("{held} mails of which nobody knows whether they went out"),
            mend,
        );
    }
    if failed > 0 {
        visit.warn(
            "mails",
            format!("{failed} mails could not be delivered"),
            "`jela outbox` says why",
        );
    }
    if held + failed == 0 {
        visit.well("mails", "none failed and none waits for a person");
    }
    Ok(())
}

fn originals(visit: &mut Visit<'_>, state: &State) -> store::Result<()> {
    let overdue = state.originals_to_delete(visit.now - OVERDUE)?;
    if !overdue.is_empty() {
        let what = format!(
            "{} files that were sent are kept longer than {KEPT_DAYS} days",
            overdue.len()
        );
        visit.fault(
            "originals",
            what,
            "start the server, which deletes them within the hour",
        );
    }
    let known: HashSet<String> = state.kept_originals()?.into_iter().collect();
    let folder = visit.data.join("originals");
    let missing = known.iter().filter(|id| !folder.join(id).is_file()).count();
    if missing > 0 {
        let what = format!("{missing} files that were sent are missing from DATA/originals");
        visit.fault(
            "originals",
            what,
            "restore DATA/originals from the backup that the state is of",
        );
    }
    let there = fs::read_dir(&folder).into_iter().flatten().flatten().count();
    if overdue.is_empty() && missing == 0 {
        visit.well("originals", format!("{there} files, sealed"));
    }
    Ok(())
}
