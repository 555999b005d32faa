//! The queue: who works on which job, and until when nobody else may.
//!
//! A worker takes a job for a while (a lease) and renews it as it works. One that dies says nothing more, and when its lease
//! has run out the next worker begins anew. Whatever a worker writes down counts only while the lease is its own, so that
//! one which was thought dead can't undo what its successor did. The work itself bears being done twice.

use jiff::{SignedDuration, Timestamp};

use super::job::{Job, event};
use super::{Deed, Kind, State, seconds};
use crate::Result;

/// How often a job is begun before it is given up: what kills its worker each time would do so for ever.
pub const MOST_ATTEMPTS: u32 = 10;
/// Days for which originals are kept once a job is settled, and for which an unanswered review waits.
pub const KEPT_DAYS: i64 = 30;
const DAY: i64 = 86_400;

/// The right to work on a job.
#[derive(Debug, Clone)]
pub struct Lease {
    /// The job.
    pub job: Job,
    owner: String,
    /// The attempt it was taken for: the same owner may take a job again.
    attempt: i64,
}

/// What came of a worker's work.
#[derive(Debug, Clone, Copy)]
pub enum Worked<'a> {
    /// The files were read; what was read, for whoever confirms it.
    ForReview(&'a str),
    /// What was confirmed would no longer change what it was said to change; what it would, for another word, and why.
    ForAnotherWord(&'a str, &'a str),
    /// The files were taken in; what was taken in, and the batches it made.
    Taken(&'a str, &'a [String]),
    /// It could not be done.
    Failed(&'a str),
}

impl State {
    /// Takes the job that has waited longest, if one waits, or one whose worker has gone silent.
    pub fn next_job(&self, owner: &str, now: Timestamp, lasts: SignedDuration) -> Result<Option<Lease>> {
        let job = self.wait(async {
            let row = sqlx::query(
                "UPDATE job SET state = 'reading', lease_owner = $1, lease_expires = $3, attempts = attempts + 1,
                    files_read = 0
                 WHERE id = (SELECT id FROM job
                             WHERE state = 'queued' OR (state = 'reading' AND lease_expires <= $2)
                             ORDER BY created, id LIMIT 1)
                   AND (state = 'queued' OR (state = 'reading' AND lease_expires <= $2))
                 RETURNING *",
            )
            .bind(owner)
            .bind(seconds(now))
            .bind(until(now, lasts))
            .fetch_optional(&self.pool)
            .await?;
            match row {
                Some(row) => self.whole_job(&row).await.map(Some),
                None => Ok(None),
            }
        })?;
        Ok(job.map(|job| Lease {
            attempt: i64::from(job.attempts),
            owner: owner.to_owned(),
            job,
        }))
    }

    /// Goes on with a job; false if the lease was lost, and the work has to stop.
    pub fn renew(
        &self,
        lease: &Lease,
        files_read: u64,
        now: Timestamp,
        lasts: SignedDuration,
    ) -> Result<bool> {
        let renewed = self.wait(async {
            sqlx::query(
                "UPDATE job SET lease_expires = $4, files_read = $5
                 WHERE id = $1 AND lease_owner = $2 AND attempts = $3 AND state = 'reading'",
            )
            .bind(&lease.job.id)
            .bind(&lease.owner)
            .bind(lease.attempt)
            .bind(until(now, lasts))
            .bind(i64::try_from(files_read).unwrap_or(i64::MAX))
            .execute(&self.pool)
            .await
        })?;
        Ok(renewed.rows_affected() > 0)
    }

    /// Writes down what came of the work; false if the lease was lost, and somebody else does so.
    pub fn finish_job(&self, lease: &Lease, worked: Worked<'_>, now: Timestamp) -> Result<bool> {
        let (state, result, message, settled) = match worked {
            Worked::ForReview(result) => ("review", Some(result), None, None),
            Worked::ForAnotherWord(result, why) => ("review", Some(result), Some(why), None),
            Worked::Taken(result, _) => ("taken", Some(result), None, Some(seconds(now))),
            Worked::Failed(message) => ("failed", None, Some(message), Some(seconds(now))),
        };
        let chain = self.chain()?;
        self.wait_for(async {
            let mut work = self.pool.begin().await?;
            let done = sqlx::query(
                "UPDATE job SET state = $4, result = COALESCE($5, result), message = $6, settled = $7,
                    lease_owner = NULL, lease_expires = NULL,
                    taken_in = CASE WHEN $4 = 'review' THEN NULL ELSE taken_in END
                 WHERE id = $1 AND lease_owner = $2 AND attempts = $3 AND state = 'reading'",
            )
            .bind(&lease.job.id)
            .bind(&lease.owner)
            .bind(lease.attempt)
            .bind(state)
            .bind(result)
            .bind(message)
            .bind(settled)
            .execute(&mut *work)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            if let Worked::Taken(_, batches) = worked {
                for batch in batches {
                    sqlx::query("INSERT INTO job_batch (job, batch) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                        .bind(&lease.job.id)
                        .bind(batch)
                        .execute(&mut *work)
                        .await?;
                }
                let deed = Deed::of(
                    Kind::Upload,
                    lease.job.account.as_deref().unwrap_or("operator"),
                    "",
                    format!("taken in {}: {}", lease.job.id, batches.join(" ")),
                );
                chain.append(&mut work, &deed, now).await?;
            }
            event(&mut work, &lease.job.id, now, state, None).await?;
            work.commit().await?;
            Ok(true)
        })
    }

    /// Gives back what an owner still holds, so that the next worker need not wait. The attempt does not count.
    pub fn release_jobs(&self, owner: &str) -> Result<()> {
        self.wait(async {
            sqlx::query(
                "UPDATE job SET state = 'queued', attempts = attempts - 1, lease_owner = NULL, lease_expires = NULL
                 WHERE lease_owner = $1 AND state = 'reading'",
            )
            .bind(owner)
            .execute(&self.pool)
            .await
            .map(|_| ())
        })
    }

    /// Has a job taken in that was read, or that was being taken in when it failed; false if it is neither.
    pub fn confirm_job(&self, id: &str, who: Option<&str>, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            let done = sqlx::query(
                "UPDATE job SET state = 'queued', taken_in = COALESCE(taken_in, $2), attempts = 0, message = NULL,
                    settled = NULL
                 WHERE id = $1 AND (state = 'review' OR (state = 'failed' AND result IS NOT NULL))",
            )
            .bind(id)
            .bind(now.as_microsecond())
            .execute(&mut *work)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            event(&mut work, id, now, "confirmed", who).await?;
            work.commit().await?;
            Ok(true)
        })
    }

    /// Discards a job of which nothing was taken in; false if it is too late for that.
    pub fn discard_job(&self, id: &str, who: Option<&str>, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            let done = sqlx::query(
                "UPDATE job SET state = 'discarded', settled = $2
                 WHERE id = $1 AND (state = 'review' OR (state IN ('queued', 'failed') AND taken_in IS NULL))",
            )
            .bind(id)
            .bind(seconds(now))
            .execute(&mut *work)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            event(&mut work, id, now, "discarded", who).await?;
            work.commit().await?;
            Ok(true)
        })
    }

    /// Discards what was read and then left alone for too long.
    pub fn discard_forgotten_jobs(&self, now: Timestamp) -> Result<usize> {
        let forgotten: Vec<String> = self.wait(async {
            sqlx::query_scalar("SELECT id FROM job WHERE state = 'review' AND created < $1")
                .bind(seconds(now) - KEPT_DAYS * DAY)
                .fetch_all(&self.pool)
                .await
        })?;
        for id in &forgotten {
            self.discard_job(id, None, now)?;
        }
        Ok(forgotten.len())
    }

    /// The originals that are no longer needed, with their jobs: those of discarded jobs at once, those of others 30 days
    /// after they were settled.
    pub fn originals_to_delete(&self, now: Timestamp) -> Result<Vec<(String, String)>> {
        self.wait(async {
            sqlx::query_as(
                "SELECT job_file.job, job_file.original FROM job_file JOIN job ON job.id = job_file.job
                 WHERE job_file.deleted IS NULL AND (job.state = 'discarded' OR job.settled <= $1)
                 ORDER BY job_file.job, job_file.position",
            )
            .bind(seconds(now) - KEPT_DAYS * DAY)
            .fetch_all(&self.pool)
            .await
        })
    }

    /// Writes down that an original is gone.
    pub fn original_deleted(&self, job: &str, original: &str, now: Timestamp) -> Result<()> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            sqlx::query("UPDATE job_file SET deleted = $3 WHERE job = $1 AND original = $2")
                .bind(job)
                .bind(original)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            let what = format!("original {original} deleted");
            event(&mut work, job, now, &what, None).await?;
            work.commit().await
        })
    }

    /// Whether a job has an original of that name.
    pub fn has_original(&self, original: &str) -> Result<bool> {
        let found: Option<i64> = self.wait(async {
            sqlx::query_scalar("SELECT position FROM job_file WHERE original = $1")
                .bind(original)
                .fetch_optional(&self.pool)
                .await
        })?;
        Ok(found.is_some())
    }
}

/// The second in which a lease has run out for certain: seconds are whole here, and none may end early.
fn until(now: Timestamp, lasts: SignedDuration) -> i64 {
    seconds(now) + lasts.as_secs() + 1
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{now, with_bdo};
    use super::super::job::{JobState, NewFile, NewJob, Origin};
    use super::*;
    use crate::Kept;

    const LASTS: SignedDuration = SignedDuration::from_secs(15);

    fn after(seconds: i64) -> Timestamp {
        now() + SignedDuration::from_secs(seconds)
    }

    fn sent(state: &State, hash: &str, origin: Origin) -> String {
        let kept = Kept {
            id: format!("{hash:0>32}"),
            bytes: 12,
            content_hash: hash.to_owned(),
        };
        let files = [NewFile {
            name: "return.xlsx".to_owned(),
            kept,
        }];
        let new = NewJob {
            origin,
            account: (origin == Origin::Upload).then_some("bdo-khatra"),
            options: "{}",
            files: &files,
        };
        state.add_job(&new, now()).unwrap()
    }

    fn state_of(state: &State, id: &str) -> JobState {
        state.job(id).unwrap().unwrap().state
    }

    #[test]
    fn a_job_is_read_confirmed_and_taken_and_remembers_who_did_what() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Upload);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        assert_eq!(
            (lease.job.id.as_str(), lease.job.state),
            (id.as_str(), JobState::Reading)
        );
        assert!(state.renew(&lease, 1, after(5), LASTS).unwrap());
        assert_eq!(state.job(&id).unwrap().unwrap().files_read, 1);
        assert!(
            state
                .finish_job(&lease, Worked::ForReview("[1]"), after(6))
                .unwrap()
        );
        assert!(state.confirm_job(&id, Some("bdo-khatra"), after(7)).unwrap());
        assert!(
            !state.confirm_job(&id, Some("bdo-khatra"), after(8)).unwrap(),
            "a second click"
        );
        let lease = state.next_job("one", after(9), LASTS).unwrap().unwrap();
        assert_eq!(lease.job.taken_in, Some(after(7)));
        let batches = ["00ff".to_owned()];
        assert!(
            state
                .finish_job(&lease, Worked::Taken("[2]", &batches), after(10))
                .unwrap()
        );
        let job = state.job_of_batch("00ff").unwrap().unwrap();
        assert_eq!(
            (job.state, job.result.as_deref(), job.settled),
            (JobState::Taken, Some("[2]"), Some(after(10)))
        );
        let events: Vec<String> = state
            .job_events(&id)
            .unwrap()
            .into_iter()
            .map(|event| event.what)
            .collect();
        assert_eq!(events, ["came in", "review", "confirmed", "taken"]);
        assert_eq!(state.jobs(Some("bdo-khatra"), 10).unwrap().len(), 1);
        assert_eq!(state.jobs(Some("dm"), 10).unwrap().len(), 0);
    }

    #[test]
    fn what_would_change_otherwise_waits_for_another_word_and_is_then_taken_in_as_of_that() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Upload);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.finish_job(&lease, Worked::ForReview("[1]"), now()).unwrap();
        state.confirm_job(&id, None, after(5)).unwrap();
        let lease = state.next_job("one", after(6), LASTS).unwrap().unwrap();
        let again = Worked::ForAnotherWord("[2]", "another delivery came in between");
        assert!(state.finish_job(&lease, again, after(7)).unwrap());
        let job = state.job(&id).unwrap().unwrap();
        assert_eq!(
            (job.state, job.result.as_deref(), job.taken_in),
            (JobState::Review, Some("[2]"), None)
        );
        assert!(job.message.unwrap().contains("in between"));
        assert!(state.confirm_job(&id, None, after(9)).unwrap());
        let lease = state.next_job("one", after(9), LASTS).unwrap().unwrap();
        assert_eq!((lease.job.taken_in, lease.job.message), (Some(after(9)), None));
    }

    #[test]
    fn a_job_has_one_worker_until_that_one_goes_silent_and_the_late_word_of_the_first_counts_no_more() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Watch);
        let first = state.next_job("one", now(), LASTS).unwrap().unwrap();
        assert!(state.next_job("two", after(15), LASTS).unwrap().is_none());
        assert!(state.renew(&first, 0, after(14), LASTS).unwrap());
        assert!(state.next_job("two", after(16), LASTS).unwrap().is_none());
        let second = state.next_job("two", after(30), LASTS).unwrap().unwrap();
        assert_eq!(
            (second.job.attempts, second.job.taken_in),
            (2, first.job.taken_in)
        );
        assert!(!state.renew(&first, 1, after(30), LASTS).unwrap());
        assert!(
            !state
                .finish_job(&first, Worked::Failed("late"), after(31))
                .unwrap()
        );
        assert!(
            state
                .finish_job(&second, Worked::Taken("[]", &[]), after(32))
                .unwrap()
        );
        assert_eq!(state_of(&state, &id), JobState::Taken);
    }

    #[test]
    fn many_workers_at_once_take_each_job_once() {
        let (data, state) = with_bdo();
        for number in 0..12 {
            sent(&state, &number.to_string(), Origin::Watch);
        }
        let taken: Vec<String> = std::thread::scope(|scope| {
            let worker = |owner: usize| {
                let data = data.path();
                scope.spawn(move || {
                    let state = State::open(data).unwrap();
                    let mut taken = Vec::new();
                    while let Some(lease) = state.next_job(&owner.to_string(), now(), LASTS).unwrap() {
                        taken.push(lease.job.id);
                    }
                    taken
                })
            };
            let workers: Vec<_> = (0..4).map(worker).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap())
                .collect()
        });
        let once: std::collections::BTreeSet<&String> = taken.iter().collect();
        assert_eq!((taken.len(), once.len()), (12, 12));
    }

    #[test]
    fn what_a_worker_gives_back_waits_no_longer_and_costs_no_attempt() {
        let (_data, state) = with_bdo();
        sent(&state, "aa", Origin::Watch);
        state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.release_jobs("one").unwrap();
        assert_eq!(
            state
                .next_job("two", after(1), LASTS)
                .unwrap()
                .unwrap()
                .job
                .attempts,
            1
        );
    }

    #[test]
    fn what_is_discarded_can_not_be_confirmed_and_what_is_taken_can_not_be_discarded() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Upload);
        assert!(state.discard_job(&id, Some("bdo-khatra"), now()).unwrap());
        assert!(!state.confirm_job(&id, None, now()).unwrap());
        assert!(state.next_job("one", now(), LASTS).unwrap().is_none());
        let id = sent(&state, "bb", Origin::Watch);
        assert!(
            !state.discard_job(&id, None, now()).unwrap(),
            "it is meant to count"
        );
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.finish_job(&lease, Worked::Taken("[]", &[]), now()).unwrap();
        assert!(!state.discard_job(&id, None, now()).unwrap());
        assert!(!state.discard_job("nothing", None, now()).unwrap());
    }

    #[test]
    fn an_original_goes_at_once_when_it_is_discarded_and_after_thirty_days_when_it_was_taken() {
        let (_data, state) = with_bdo();
        let discarded = sent(&state, "aa", Origin::Upload);
        state.discard_job(&discarded, None, now()).unwrap();
        sent(&state, "bb", Origin::Watch);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.finish_job(&lease, Worked::Taken("[]", &[]), now()).unwrap();
        let due = |seconds| -> Vec<String> {
            let due = state.originals_to_delete(after(seconds)).unwrap();
            due.into_iter().map(|(job, _)| job).collect()
        };
        assert_eq!(due(0), std::slice::from_ref(&discarded));
        assert_eq!(due(30 * DAY).len(), 2);
        for (job, original) in state.originals_to_delete(now()).unwrap() {
            state.original_deleted(&job, &original, now()).unwrap();
        }
        assert_eq!(due(30 * DAY - 1).len(), 0);
        let events = state.job_events(&discarded).unwrap();
        assert!(
            events.iter().any(|event| event.what.ends_with("deleted")),
            "{events:?}"
        );
    }

    #[test]
    fn a_review_that_nobody_answers_is_discarded_after_thirty_days() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Upload);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.finish_job(&lease, Worked::ForReview("[]"), now()).unwrap();
        assert_eq!(state.discard_forgotten_jobs(after(30 * DAY)).unwrap(), 0);
        assert_eq!(state.discard_forgotten_jobs(after(30 * DAY + 1)).unwrap(), 1);
        assert_eq!(state_of(&state, &id), JobState::Discarded);
    }

    #[test]
    fn a_job_that_failed_while_it_was_taken_in_may_be_tried_again() {
        let (_data, state) = with_bdo();
        let id = sent(&state, "aa", Origin::Upload);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state
            .finish_job(&lease, Worked::Failed("the disk is full"), now())
            .unwrap();
        assert!(!state.confirm_job(&id, None, now()).unwrap(), "it was never read");
        let id = sent(&state, "bb", Origin::Upload);
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state.finish_job(&lease, Worked::ForReview("[]"), now()).unwrap();
        state.confirm_job(&id, None, now()).unwrap();
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        state
            .finish_job(&lease, Worked::Failed("the disk is full"), now())
            .unwrap();
        assert!(
            !state.discard_job(&id, None, now()).unwrap(),
            "a part of it may count already"
        );
        assert!(state.confirm_job(&id, None, after(9)).unwrap());
        let lease = state.next_job("one", now(), LASTS).unwrap().unwrap();
        assert_eq!(
            lease.job.taken_in,
            Some(now()),
            "as of the instant of the first try"
        );
    }

    #[test]
    fn the_same_content_is_known_again_only_where_it_was_watched() {
        let (_data, state) = with_bdo();
        sent(&state, "aa", Origin::Watch);
        sent(&state, "bb", Origin::Upload);
        assert!(state.was_watched("aa").unwrap());
        assert!(!state.was_watched("bb").unwrap());
        assert!(state.has_original(&format!("{:0>32}", "aa")).unwrap());
    }
}
