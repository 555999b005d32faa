//! Jobs: files that somebody sent, and what became of them.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::{State, seconds};
use crate::{Kept, Result, StoreError};

/// The only kind of job there is yet.
const INTAKE: &str = "intake";

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// It waits for a worker.
    Queued,
    /// A worker reads its files, or takes them in.
    Reading,
    /// It was read, and waits for somebody to confirm or discard it.
    Review,
    /// Its files were taken in.
    Taken,
    /// It was discarded.
    Discarded,
    /// It could not be done; its message says why.
    Failed,
}

impl JobState {
    /// All of them, in the order in which a job may go through them.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Reading,
        Self::Review,
        Self::Taken,
        Self::Discarded,
        Self::Failed,
    ];

    /// `queued`
    pub fn id(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Reading => "reading",
            Self::Review => "review",
            Self::Taken => "taken",
            Self::Discarded => "discarded",
            Self::Failed => "failed",
        }
    }

    /// Whether nobody has to do anything more.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Taken | Self::Discarded | Self::Failed)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for JobState {
    type Err = String;

    fn from_str(id: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|state| state.id() == id);
        found.ok_or_else(|| format!("`{id}` is no state of a job"))
    }
}

/// Where the files of a job came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody sent them through the dashboard, and confirms what was read.
    Upload,
    /// They lay in a folder that is watched, and count without a further word.
    Watch,
}

impl Origin {
    /// `upload`
    pub fn id(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Watch => "watch",
        }
    }
}

/// A file of a job that is to be made.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Its name, for people.
    pub name: String,
    /// What is kept of it.
    pub kept: Kept,
}

/// A job to be made.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// Where its files came from.
    pub origin: Origin,
    /// Who sent them; none for whoever runs the server.
    pub account: Option<&'a str>,
    /// How they are to be read, in the words of those who read them.
    pub options: &'a str,
    /// The files.
    pub files: &'a [NewFile],
}

/// A file of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// Its name, for people.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Hash of what it holds, hex.
    pub content_hash: String,
    /// Under which name the original lies.
    pub original: String,
    /// When the original was deleted.
    pub deleted: Option<Timestamp>,
}

impl Job {
    /// Whether its files may still be taken in.
    pub fn may_be_taken(&self) -> bool {
        match self.state {
            JobState::Queued | JobState::Reading | JobState::Review => true,
            JobState::Failed => self.result.is_some(),
            JobState::Taken | JobState::Discarded => false,
        }
    }

    /// Whether a file of that name is still kept as it was sent.
    pub fn keeps(&self, name: &str) -> bool {
        let mut files = self.files.iter();
        files.any(|file| file.name == name && file.deleted.is_none())
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// `upload` or `watch`
    pub origin: String,
    /// Who sent the files; none for whoever runs the server.
    pub account: Option<String>,
    /// When they came.
    pub created: Timestamp,
    /// How they are to be read.
    pub options: String,
    /// How far it is.
    pub state: JobState,
    /// The instant as of which its files are taken in, once that is wanted. It stays the same however often the work has
    /// to begin anew, so that what an interrupted try has brought can be told.
    pub taken_in: Option<Timestamp>,
    /// How often a worker has begun.
    pub attempts: u32,
    /// Files read so far.
    pub files_read: u64,
    /// What was read, in the words of those who read it.
    pub result: Option<String>,
    /// Why it failed.
    pub message: Option<String>,
    /// Since when nobody has to do anything more.
    pub settled: Option<Timestamp>,
    /// Its files.
    pub files: Vec<JobFile>,
}

/// What happened to a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobEvent {
    /// When.
    pub at: Timestamp,
    /// What, as a word or a few.
    pub what: String,
    /// Who did it; none where nobody had to.
    pub who: Option<String>,
}

impl State {
    /// Makes a job, whole or not at all; its id.
    pub fn add_job(&self, new: &NewJob<'_>, now: Timestamp) -> Result<String> {
        let id = Uuid::new_v4().simple().to_string();
        // What lies in a watched folder is meant to count.
        let taken_in = match new.origin {
            Origin::Upload => None,
            Origin::Watch => Some(now.as_microsecond()),
        };
        self.wait(async {
            let mut work = self.pool.begin().await?;
            sqlx::query(
                "INSERT INTO job (id, kind, origin, account, created, options, state, taken_in, attempts, files_read)
                 VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, 0, 0)",
            )
            .bind(&id)
            .bind(INTAKE)
            .bind(new.origin.id())
            .bind(new.account)
            .bind(seconds(now))
            .bind(new.options)
            .bind(taken_in)
            .execute(&mut *work)
            .await?;
            for (position, file) in new.files.iter().enumerate() {
                sqlx::query(
                    "INSERT INTO job_file (job, position, name, bytes, content_hash, original)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                )
                .bind(&id)
                .bind(position as i64)
                .bind(&file.name)
                .bind(i64::try_from(file.kept.bytes).unwrap_or(i64::MAX))
                .bind(&file.kept.content_hash)
                .bind(&file.kept.id)
                .execute(&mut *work)
                .await?;
            }
            event(&mut work, &id, now, "came in", new.account).await?;
            work.commit().await
        })?;
        Ok(id)
    }

    /// The job of an id.
    pub fn job(&self, id: &str) -> Result<Option<Job>> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM job WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            match row {
                Some(row) => self.whole_job(&row).await.map(Some),
                None => Ok(None),
            }
        })
    }

    /// The latest jobs, newest first: of an account, or of all.
    pub fn jobs(&self, account: Option<&str>, most: u32) -> Result<Vec<Job>> {
        self.wait(async {
            let rows = sqlx::query(
                "SELECT * FROM job WHERE $1 IS NULL OR account = $1 ORDER BY created DESC, id LIMIT $2",
            )
            .bind(account)
            .bind(i64::from(most))
            .fetch_all(&self.pool)
            .await?;
            let mut jobs = Vec::with_capacity(rows.len());
            for row in &rows {
                jobs.push(self.whole_job(row).await?);
            }
            Ok(jobs)
        })
    }

    /// The job that first brought a batch through this state; none for what came by the command line.
    pub fn job_of_batch(&self, batch: &str) -> Result<Option<Job>> {
        let id: Option<String> = self.wait(async {
            sqlx::query_scalar(
                "SELECT job.id FROM job JOIN job_batch ON job_batch.job = job.id
                 WHERE job_batch.batch = $1 ORDER BY job.created, job.id LIMIT 1",
            )
            .bind(batch)
            .fetch_optional(&self.pool)
            .await
        })?;
        id.map_or(Ok(None), |id| self.job(&id))
    }

    /// Whether a file of that content came from a watched folder before.
    pub fn was_watched(&self, content_hash: &str) -> Result<bool> {
        let found: Option<i64> = self.wait(async {
            sqlx::query_scalar(
                "SELECT job_file.position FROM job_file JOIN job ON job.id = job_file.job
                 WHERE job_file.content_hash = $1 AND job.origin = 'watch' LIMIT 1",
            )
            .bind(content_hash)
            .fetch_optional(&self.pool)
            .await
        })?;
        Ok(found.is_some())
    }

    /// What happened to a job, in order.
    pub fn job_events(&self, id: &str) -> Result<Vec<JobEvent>> {
        self.wait(async {
            let rows = sqlx::query("SELECT at, what, who FROM job_event WHERE job = $1 ORDER BY at")
                .bind(id)
                .fetch_all(&self.pool)
                .await?;
            let event = |row: &SqliteRow| {
                Ok(JobEvent {
                    at: moment(row.try_get("at")?)?,
                    what: row.try_get("what")?,
                    who: row.try_get("who")?,
                })
            };
            rows.iter().map(event).collect()
        })
    }

    pub(super) async fn whole_job(&self, row: &SqliteRow) -> Result<Job, sqlx::Error> {
        let id: String = row.try_get("id")?;
        let rows = sqlx::query("SELECT * FROM job_file WHERE job = $1 ORDER BY position")
            .bind(&id)
            .fetch_all(&self.pool)
            .await?;
        let state: String = row.try_get("state")?;
        let taken_in: Option<i64> = row.try_get("taken_in")?;
        let settled: Option<i64> = row.try_get("settled")?;
        Ok(Job {
            origin: row.try_get("origin")?,
            account: row.try_get("account")?,
            created: moment(row.try_get("created")?)?,
            options: row.try_get("options")?,
            state: state
                .parse()
                .map_err(|fault: String| sqlx::Error::Decode(fault.into()))?,
            taken_in: taken_in
                .map(Timestamp::from_microsecond)
                .transpose()
                .map_err(|fault| sqlx::Error::Decode(Box::new(fault)))?,
            attempts: whole(row.try_get("attempts")?)?,
            files_read: whole(row.try_get("files_read")?)?,
            result: row.try_get("result")?,
            message: row.try_get("message")?,
            settled: settled.map(moment).transpose()?,
            files: rows.iter().map(job_file).collect::<Result<_, _>>()?,
            id,
        })
    }
}

/// Writes down what happened.
pub(super) async fn event(
    work: &mut sqlx::SqliteConnection,
    job: &str,
    now: Timestamp,
    what: &str,
    who: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO job_event (job, at, what, who) VALUES ($1, $2, $3, $4)")
        .bind(job)
        .bind(seconds(now))
        .bind(what)
        .bind(who)
        .execute(work)
        .await
        .map(|_| ())
}

fn job_file(row: &SqliteRow) -> Result<JobFile, sqlx::Error> {
    let deleted: Option<i64> = row.try_get("deleted")?;
    Ok(JobFile {
        name: row.try_get("name")?,
        bytes: whole(row.try_get("bytes")?)?,
        content_hash: row.try_get("content_hash")?,
        original: row.try_get("original")?,
        deleted: deleted.map(moment).transpose()?,
    })
}

fn moment(seconds: i64) -> Result<Timestamp, sqlx::Error> {
    Timestamp::from_second(seconds).map_err(|fault| sqlx::Error::Decode(Box::new(fault)))
}

fn whole<T: TryFrom<i64>>(number: i64) -> Result<T, sqlx::Error>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(number).map_err(|fault| sqlx::Error::Decode(Box::new(fault)))
}

impl StoreError {
    /// A job whose words make no sense.
    pub fn unreadable_job(job: &Job, reason: impl fmt::Display) -> Self {
        Self::UnreadableJob {
            job: job.id.clone(),
            reason: reason.to_string(),
        }
    }
}
