//! Schedules: which report goes out when, and to whom.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{State, Token, seconds};
use crate::{Result, StoreError};

/// A schedule as it is stored; its words mean something to those above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Made at random.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// `daily-employment`
    pub report: String,
    /// The account that made it; none for the server's own command line.
    pub owner: Option<String>,
    /// Who is told of failures.
    pub owner_address: Option<String>,
    /// In India's time; with a percentage, the deadline.
    pub cron: String,
    /// How many of the returns must be in.
    pub percent: Option<u8>,
    /// What it looks out for, and is only sent when that has come about.
    pub watch: Option<String>,
    /// Whether times on days on which offices are closed are left out.
    pub working_days: bool,
    /// What becomes of a time that was missed.
    pub if_missed: IfMissed,
    /// What becomes of a delivery of which nobody knows.
    pub if_uncertain: IfUncertain,
    /// Since when nothing of it goes out.
    pub paused: Option<Timestamp>,
    /// When it was made.
    pub created: Timestamp,
    /// Up to which moment its times were looked at.
    pub looked_until: Timestamp,
}

/// What becomes of a time that was missed, as when the server was down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissed {
    /// The latest one is sent, once.
    Send,
    /// It is noted in the ledger and not sent.
    Mark,
}

/// What becomes of a delivery of which nobody knows whether the server has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfUncertain {
    /// It is sent again under the same Message-ID.
    Again,
    /// It waits for a person.
    Hold,
}

impl IfMissed {
    /// `send`
    pub fn id(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Mark => "mark",
        }
    }

    /// By its word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Send, Self::Mark]
            .into_iter()
            .find(|known| known.id() == word)
    }
}

impl IfUncertain {
    /// `again`
    pub fn id(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hold => "hold",
        }
    }

    /// By its word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Again, Self::Hold]
            .into_iter()
            .find(|known| known.id() == word)
    }
}

/// A schedule to be made.
#[derive(Debug, Clone)]
pub struct NewSchedule<'a> {
    /// What it is called.
    pub name: &'a str,
    /// `daily-employment`
    pub report: &'a str,
    /// The account that makes it.
    pub owner: Option<&'a str>,
    /// Who is told of failures.
    pub owner_address: Option<&'a str>,
    /// In India's time; with a percentage, the deadline.
    pub cron: &'a str,
    /// How many of the returns must be in.
    pub percent: Option<u8>,
    /// What it looks out for, and is only sent when that has come about.
    pub watch: Option<&'a str>,
    /// Whether times on days on which offices are closed are left out.
    pub working_days: bool,
    /// What becomes of a time that was missed.
    pub if_missed: IfMissed,
    /// What becomes of a delivery of which nobody knows.
    pub if_uncertain: IfUncertain,
}

/// Somebody to whom a schedule goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Made at random.
    pub id: String,
    /// The schedule.
    pub schedule: String,
    /// The mail address.
    pub address: String,
    /// The code of a place.
    pub place: String,
    /// `bn`
    pub language: String,
    /// The account as which the report is made; none for what everybody gets.
    pub reader: Option<String>,
    /// `xlsx`, `pdf`
    pub formats: Vec<String>,
    /// Bytes of attachments; more than that becomes a link.
    pub budget: u64,
    /// Since when nothing goes there any more.
    pub unsubscribed: Option<Timestamp>,
}

/// A recipient to be added.
#[derive(Debug, Clone)]
pub struct NewRecipient<'a> {
    /// The mail address.
    pub address: &'a str,
    /// The code of a place.
    pub place: &'a str,
    /// `bn`
    pub language: &'a str,
    /// The account as which the report is made.
    pub reader: Option<&'a str>,
    /// `xlsx`, `pdf`
    pub formats: &'a [&'a str],
    /// Bytes of attachments.
    pub budget: u64,
}

impl State {
    /// Makes a schedule with its recipients, all of them or none; its id. Two recipients of one address and place count once.
    pub fn add_schedule(
        &self,
        schedule: &NewSchedule<'_>,
        recipients: &[NewRecipient<'_>],
        now: Timestamp,
    ) -> Result<String> {
        let id = short_id()?;
        let ids = recipients
            .iter()
            .map(|_| short_id())
            .collect::<Result<Vec<_>>>()?;
        self.wait(async {
            let mut work = self.pool.begin().await?;
            sqlx::query(
                "INSERT INTO schedule (id, name, report, owner, owner_address, cron, percent, working_days, if_missed,
                   if_uncertain, created, looked_until, watch)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)",
            )
            .bind(&id)
            .bind(schedule.name)
            .bind(schedule.report)
            .bind(schedule.owner)
            .bind(schedule.owner_address)
            .bind(schedule.cron)
            .bind(schedule.percent.map(i64::from))
            .bind(i64::from(schedule.working_days))
            .bind(schedule.if_missed.id())
            .bind(schedule.if_uncertain.id())
            .bind(seconds(now))
            .bind(schedule.watch)
            .execute(&mut *work)
            .await?;
            for (recipient, own) in recipients.iter().zip(&ids) {
                sqlx::query(
                    "INSERT INTO recipient (id, schedule, address, place, language, reader, formats, budget)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (schedule, address, place) DO NOTHING",
                )
                .bind(own)
                .bind(&id)
                .bind(recipient.address)
                .bind(recipient.place)
                .bind(recipient.language)
                .bind(recipient.reader)
                .bind(recipient.formats.join(" "))
                .bind(i64::try_from(recipient.budget).unwrap_or(i64::MAX))
                .execute(&mut *work)
                .await?;
            }
            work.commit().await
        })?;
        Ok(id)
    }

    /// All schedules, in the order in which they were made.
    pub fn schedules(&self) -> Result<Vec<Schedule>> {
        self.wait(async {
            let rows = sqlx::query("SELECT * FROM schedule ORDER BY created, id")
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(schedule_of).collect()
        })
    }

    /// A schedule.
    pub fn schedule(&self, id: &str) -> Result<Schedule> {
        let found = self.wait(async {
            let row = sqlx::query("SELECT * FROM schedule WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(schedule_of).transpose()
        })?;
        found.ok_or_else(|| StoreError::UnknownSchedule { id: id.to_owned() })
    }

    /// Those to whom a schedule goes, also those who want it no more.
    pub fn recipients(&self, schedule: &str) -> Result<Vec<Recipient>> {
        self.wait(async {
            let rows = sqlx::query("SELECT * FROM recipient WHERE schedule = $1 ORDER BY place, address")
                .bind(schedule)
                .fetch_all(&self.pool)
                .await?;
            rows.iter().map(recipient_of).collect()
        })
    }

    /// A recipient.
    pub fn recipient(&self, id: &str) -> Result<Option<Recipient>> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM recipient WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(recipient_of).transpose()
        })
    }

    /// Stops a schedule, or lets it go on from now; what was due in between is not sent.
    pub fn pause_schedule(&self, id: &str, paused: bool, now: Timestamp) -> Result<()> {
        let found = self.wait(async {
            let sql = if paused {
                "UPDATE schedule SET paused = COALESCE(paused, $2) WHERE id = $1"
            } else {
                "UPDATE schedule SET looked_until = CASE WHEN paused IS NULL THEN looked_until ELSE $2 END, paused = NULL
                 WHERE id = $1"
            };
            let done = sqlx::query(sql)
                .bind(id)
                .bind(seconds(now))
                .execute(&self.pool)
                .await?;
            Ok(done.rows_affected() > 0)
        })?;
        found
            .then_some(())
            .ok_or_else(|| StoreError::UnknownSchedule { id: id.to_owned() })
    }

    /// Notes up to which moment the times of a schedule were looked at; it never goes back.
    pub fn looked_until(&self, id: &str, until: Timestamp) -> Result<()> {
        self.wait(async {
            sqlx::query("UPDATE schedule SET looked_until = $2 WHERE id = $1 AND looked_until < $2")
                .bind(id)
                .bind(seconds(until))
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    /// Nothing goes to a recipient any more; what still waits is cancelled.
    pub fn unsubscribe(&self, recipient: &str, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            let done = sqlx::query("UPDATE recipient SET unsubscribed = COALESCE(unsubscribed, $2) WHERE id = $1")
                .bind(recipient)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            sqlx::query(
                "UPDATE delivery SET state = 'cancelled', reason = 'unsubscribed', changed = $2
                 WHERE recipient = $1 AND state IN ('due', 'built', 'uncertain', 'held') AND lease_owner IS NULL",
            )
            .bind(recipient)
            .bind(seconds(now))
            .execute(&mut *work)
            .await?;
            work.commit().await?;
            Ok(done.rows_affected() > 0)
        })
    }
}

/// 96 random bits: enough never to meet twice, short enough to be typed.
pub(super) fn short_id() -> Result<String> {
    Ok(Token::fresh()?.secret()[..24].to_owned())
}

pub(super) fn moment(seconds: i64) -> std::result::Result<Timestamp, sqlx::Error> {
    Timestamp::from_second(seconds).map_err(|fault| sqlx::Error::Decode(Box::new(fault)))
}

fn word<T>(
    row: &SqliteRow,
    column: &str,
    of: impl Fn(&str) -> Option<T>,
) -> std::result::Result<T, sqlx::Error> {
    let word: String = row.try_get(column)?;
    of(&word).ok_or_else(|| sqlx::Error::Decode(format!("{column} is `{word}`").into()))
}

fn schedule_of(row: &SqliteRow) -> std::result::Result<Schedule, sqlx::Error> {
    let percent: Option<i64> = row.try_get("percent")?;
    let paused: Option<i64> = row.try_get("paused")?;
    Ok(Schedule {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        report: row.try_get("report")?,
        owner: row.try_get("owner")?,
        owner_address: row.try_get("owner_address")?,
        cron: row.try_get("cron")?,
        percent: percent.and_then(|percent| u8::try_from(percent).ok()),
        watch: row.try_get("watch")?,
        working_days: row.try_get::<i64, _>("working_days")? != 0,
        if_missed: word(row, "if_missed", IfMissed::of)?,
        if_uncertain: word(row, "if_uncertain", IfUncertain::of)?,
        paused: paused.map(moment).transpose()?,
        created: moment(row.try_get("created")?)?,
        looked_until: moment(row.try_get("looked_until")?)?,
    })
}

fn recipient_of(row: &SqliteRow) -> std::result::Result<Recipient, sqlx::Error> {
    let formats: String = row.try_get("formats")?;
    let budget: i64 = row.try_get("budget")?;
    let unsubscribed: Option<i64> = row.try_get("unsubscribed")?;
    Ok(Recipient {
        id: row.try_get("id")?,
        schedule: row.try_get("schedule")?,
        address: row.try_get("address")?,
        place: row.try_get("place")?,
        language: row.try_get("language")?,
        reader: row.try_get("reader")?,
        formats: formats.split_whitespace().map(str::to_owned).collect(),
        budget: u64::try_from(budget).unwrap_or_default(),
        unsubscribed: unsubscribed.map(moment).transpose()?,
    })
}
