//! What those who look after a server ask of its state: how much waits, what is late, a copy of it while it is at work.

use std::path::Path;

use jiff::Timestamp;
use sqlx::Row;

use super::{JobState, State, seconds};
use crate::{Result, error};

/// A job of which a worker has said nothing for longer than it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The job.
    pub job: String,
    /// When it came in.
    pub created: Timestamp,
    /// How often a worker has begun.
    pub attempts: u32,
}

impl State {
    /// How many jobs are in each state in which there are any.
    pub fn count_jobs(&self) -> Result<Vec<(JobState, u64)>> {
        let rows = self.wait(async {
            sqlx::query("SELECT state, COUNT(*) AS count FROM job GROUP BY state ORDER BY state")
                .fetch_all(&self.pool)
                .await
        })?;
        let mut counts = Vec::new();
        for row in rows {
            let (state, count) = self.wait(async {
                Ok((
                    row.try_get::<String, _>("state")?,
                    row.try_get::<i64, _>("count")?,
                ))
            })?;
            if let Ok(state) = state.parse() {
                counts.push((state, u64::try_from(count).unwrap_or(0)));
            }
        }
        Ok(counts)
    }

    /// Jobs that have waited since before a moment, or whose worker has been silent since before it.
    pub fn overdue_jobs(&self, before: Timestamp) -> Result<Vec<Overdue>> {
        self.wait(async {
            let rows = sqlx::query(
                "SELECT id, created, attempts FROM job
                 WHERE (state = 'queued' AND created < $1) OR (state = 'reading' AND lease_expires < $1)
                 ORDER BY created, id",
            )
            .bind(seconds(before))
            .fetch_all(&self.pool)
            .await?;
            let overdue = |row: &sqlx::sqlite::SqliteRow| {
                let created = Timestamp::from_second(row.try_get("created")?);
                Ok(Overdue {
                    job: row.try_get("id")?,
                    created: created.map_err(|fault| sqlx::Error::Decode(Box::new(fault)))?,
                    attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
                })
            };
            rows.iter().map(overdue).collect()
        })
    }

    /// The originals that are not deleted yet.
    pub fn kept_originals(&self) -> Result<Vec<String>> {
        self.wait(async {
            sqlx::query_scalar("SELECT original FROM job_file WHERE deleted IS NULL ORDER BY original")
                .fetch_all(&self.pool)
                .await
        })
    }

    /// The latest moment that the state tells of anything that was done.
    pub fn last_deed(&self) -> Result<Option<Timestamp>> {
        let latest: Option<i64> = self.wait(async {
            sqlx::query_scalar(
                "SELECT MAX(at) FROM (SELECT MAX(at) AS at FROM job_event UNION ALL
                                      SELECT MAX(changed) AS at FROM delivery UNION ALL
                                      SELECT MAX(created) AS at FROM account)",
            )
            .fetch_one(&self.pool)
            .await
        })?;
        Ok(latest.and_then(|second| Timestamp::from_second(second).ok()))
    }

    /// What SQLite finds wrong with its file; nothing if it is sound.
    pub fn damage(&self) -> Result<Vec<String>> {
        let found: Vec<String> = self.wait(async {
            sqlx::query_scalar("PRAGMA quick_check(20)")
                .fetch_all(&self.pool)
                .await
        })?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    /// Writes the state, as it is at one moment, to a file that is not there yet; others read and write meanwhile.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        self.wait(async {
            sqlx::query("VACUUM INTO $1")
                .bind(path.to_string_lossy().into_owned())
                .execute(&self.pool)
                .await
        })?;
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
            .map_err(error::io("close to others", path))
    }

    /// Makes a state that was brought back from a backup fit to be used again, since time has gone on: everybody signs in
    /// anew, mails of which nobody knows any more whether they went out wait for a person, and times that passed meanwhile
    /// are not made up for. The mails that are held now.
    pub fn after_restore(&self, now: Timestamp) -> Result<u64> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            sqlx::query("UPDATE session SET revoked = $1 WHERE revoked IS NULL")
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            let held = sqlx::query(
                "UPDATE delivery SET state = 'held', uncertain = $1, lease_owner = NULL, lease_expires = NULL, changed = $1
                 WHERE state IN ('due', 'built', 'handed-over', 'uncertain')",
            )
            .bind(seconds(now))
            .execute(&mut *work)
            .await?;
            sqlx::query("UPDATE schedule SET looked_until = $1 WHERE looked_until < $1")
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            work.commit().await?;
            Ok(held.rows_affected())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{now, with_bdo};
    use super::super::{NewFile, NewJob, Origin};
    use super::*;
    use crate::Kept;
    use jiff::SignedDuration;

    fn send(state: &State) -> String {
        let kept = Kept {
            id: "0".repeat(32),
            bytes: 1,
            content_hash: "aa".to_owned(),
        };
        let files = [NewFile {
            name: "return.xlsx".to_owned(),
            kept,
        }];
        let new = NewJob {
            origin: Origin::Upload,
            account: Some("bdo-khatra"),
            options: "{}",
            files: &files,
        };
        state.add_job(&new, now()).unwrap()
    }

    #[test]
    fn what_waits_is_counted_and_what_waits_too_long_is_named() {
        let (_data, state) = with_bdo();
        let id = send(&state);
        assert_eq!(state.count_jobs().unwrap(), [(JobState::Queued, 1)]);
        assert!(state.overdue_jobs(now()).unwrap().is_empty());
        let later = now() + SignedDuration::from_hours(1);
        assert_eq!(state.overdue_jobs(later).unwrap()[0].job, id);
        let lease = SignedDuration::from_secs(15);
        state.next_job("dead", now(), lease).unwrap().unwrap();
        assert_eq!(state.overdue_jobs(later).unwrap()[0].attempts, 1);
        assert_eq!(state.last_deed().unwrap(), Some(now()));
    }

    #[test]
    fn a_copy_made_at_work_holds_what_was_there_and_opens_as_a_state() {
        let (data, state) = with_bdo();
        send(&state);
        let copy = data.path().join("copy");
        std::fs::create_dir(&copy).unwrap();
        state.copy_to(&copy.join("state.sqlite")).unwrap();
        send(&state);
        let copied = State::open_existing(&copy).unwrap().unwrap();
        assert_eq!(copied.count_jobs().unwrap(), [(JobState::Queued, 1)]);
        assert!(copied.damage().unwrap().is_empty());
        assert!(
            state.copy_to(&copy.join("state.sqlite")).is_err(),
            "a file that is there stays"
        );
    }

    #[test]
    fn a_damaged_file_is_found() {
        let (data, state) = with_bdo();
        for _ in 0..200 {
            send(&state);
        }
        let copy = data.path().join("copy");
        std::fs::create_dir(&copy).unwrap();
        let file = copy.join("state.sqlite");
        state.copy_to(&file).unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 4096].fill(0x5a);
        std::fs::write(&file, bytes).unwrap();
        let found = State::open_existing(&copy).and_then(|state| state.expect("it is there").damage());
        assert!(found.is_err() || !found.unwrap().is_empty());
    }

    #[test]
    fn after_a_restore_everybody_signs_in_again() {
        let (_data, state) = with_bdo();
        let token = state.open_session("bdo-khatra", now()).unwrap();
        assert!(state.session(&token, now()).unwrap().is_some());
        assert_eq!(state.after_restore(now()).unwrap(), 0);
        assert!(state.session(&token, now()).unwrap().is_none());
    }
}
