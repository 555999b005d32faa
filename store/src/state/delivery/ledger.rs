//! The rows of the ledger: put in once, read in every way in which somebody asks for them.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Channel, Delivery, DeliveryKind, DeliveryState, NewDelivery};
use crate::state::schedule::{moment, short_id};
use crate::state::{State, seconds};
use crate::{Result, StoreError};

impl State {
    /// Puts a delivery into the ledger, unless there is one of its schedule, due time and recipient. Whether it is new.
    pub fn add_delivery(&self, new: &NewDelivery<'_>, now: Timestamp) -> Result<bool> {
        let ids = (short_id()?, short_id()?);
        self.wait(async { insert(&mut *self.pool.acquire().await?, new, &ids, &[], now).await })
    }

    /// A delivery.
    pub fn delivery(&self, id: &str) -> Result<Option<Delivery>> {
        self.wait(async {
            let row = sqlx::query("SELECT * FROM delivery WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            row.as_ref().map(delivery_of).transpose()
        })
    }

    /// The ledger, newest first: of one schedule or of all.
    pub fn deliveries(&self, schedule: Option<&str>, most: u32) -> Result<Vec<Delivery>> {
        self.wait(async {
            let rows = sqlx::query(
                "SELECT * FROM delivery WHERE $1 IS NULL OR schedule = $1 ORDER BY created DESC, due DESC, id LIMIT $2",
            )
            .bind(schedule)
            .bind(i64::from(most))
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(delivery_of).collect()
        })
    }

    /// The last day as on which a recipient of a schedule got a report that waited for returns.
    pub fn last_as_on(&self, schedule: &str, recipient: &str) -> Result<Option<Date>> {
        let last: Option<String> = self.wait(async {
            sqlx::query_scalar(
                "SELECT MAX(as_on) FROM delivery WHERE schedule = $1 AND recipient = $2 AND as_on IS NOT NULL",
            )
            .bind(schedule)
            .bind(recipient)
            .fetch_one(&self.pool)
            .await
        })?;
        Ok(last.and_then(|day| day.parse().ok()))
    }

    /// Whether there is a delivery of a schedule, due time and recipient.
    pub fn has_delivery(&self, schedule: &str, due: Timestamp, recipient: &str) -> Result<bool> {
        self.wait(async {
            let found: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM delivery WHERE schedule = $1 AND due = $2 AND recipient = $3",
            )
            .bind(schedule)
            .bind(seconds(due))
            .bind(recipient)
            .fetch_one(&self.pool)
            .await?;
            Ok(found > 0)
        })
    }

    /// How many deliveries are in each state, and how many were ever uncertain.
    pub fn count_deliveries(&self) -> Result<Vec<(DeliveryState, u64)>> {
        self.wait(async {
            let rows: Vec<(String, i64)> =
                sqlx::query_as("SELECT state, COUNT(*) FROM delivery GROUP BY state ORDER BY state")
                    .fetch_all(&self.pool)
                    .await?;
            let known = |(state, count): (String, i64)| {
                Some((
                    DeliveryState::of(&state)?,
                    u64::try_from(count).unwrap_or_default(),
                ))
            };
            Ok(rows.into_iter().filter_map(known).collect())
        })
    }

    /// What did not go out and whose schedule's owner has not been told: the deliveries, each with the owner's address.
    pub fn untold(&self) -> Result<Vec<(Delivery, String)>> {
        self.wait(async {
            let rows = sqlx::query(
                "SELECT delivery.*, schedule.owner_address AS owner_address FROM delivery
                 JOIN schedule ON schedule.id = delivery.schedule
                 WHERE schedule.owner_address IS NOT NULL AND delivery.kind = 'report'
                   AND (delivery.state IN ('failed', 'held') OR (delivery.state = 'cancelled'
                     AND delivery.reason IN ('scope-withdrawn', 'account-ended', 'missed')))
                   AND NOT EXISTS (SELECT 1 FROM delivery AS told WHERE told.schedule = delivery.schedule
                     AND told.due = delivery.due AND told.recipient = 'about:' || delivery.id)
                 ORDER BY delivery.due, delivery.id",
            )
            .fetch_all(&self.pool)
            .await?;
            rows.iter()
                .map(|row| Ok((delivery_of(row)?, row.try_get("owner_address")?)))
                .collect()
        })
    }

    /// Writes down that a file behind a link was fetched.
    pub fn note_fetched(&self, delivery: &str, format: &str, address: &str, now: Timestamp) -> Result<()> {
        self.wait(async {
            sqlx::query(
                "INSERT INTO file_fetched (delivery, format, fetched, address) VALUES ($1, $2, $3, $4)",
            )
            .bind(delivery)
            .bind(format)
            .bind(seconds(now))
            .bind(address)
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    /// A delivery that must be there.
    pub fn known_delivery(&self, id: &str) -> Result<Delivery> {
        self.delivery(id)?
            .ok_or_else(|| StoreError::UnknownDelivery { id: id.to_owned() })
    }
}

/// Puts a row into the ledger, unless there is one of its schedule, due time and recipient.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    new: &NewDelivery<'_>,
    (id, message): &(String, String),
    crossed: &[String],
    now: Timestamp,
) -> std::result::Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "INSERT INTO delivery (id, schedule, due, recipient, kind, channel, address, message_id, complete, as_on, state,
           reason, attempts, next_try, created, changed, crossed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $13, $13, $14)
         ON CONFLICT (schedule, due, recipient) DO NOTHING",
    )
    .bind(id)
    .bind(new.schedule)
    .bind(seconds(new.due))
    .bind(new.recipient)
    .bind(new.kind.id())
    .bind(Channel::Mail.id())
    .bind(new.address)
    .bind(format!("{message}@{}", new.domain))
    .bind(new.complete.map(i64::from))
    .bind(new.as_on.map(|day| day.to_string()))
    .bind(new.state.id())
    .bind(new.reason)
    .bind(seconds(now))
    .bind((!crossed.is_empty()).then(|| crossed.join(" ")))
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) fn delivery_of(row: &SqliteRow) -> std::result::Result<Delivery, sqlx::Error> {
    let unknown = |column: &str, word: &str| sqlx::Error::Decode(format!("{column} is `{word}`").into());
    let (state, kind, channel): (String, String, String) = (
        row.try_get("state")?,
        row.try_get("kind")?,
        row.try_get("channel")?,
    );
    let complete: Option<i64> = row.try_get("complete")?;
    let as_on: Option<String> = row.try_get("as_on")?;
    let crossed: Option<String> = row.try_get("crossed")?;
    let attempts: i64 = row.try_get("attempts")?;
    let uncertain: Option<i64> = row.try_get("uncertain")?;
    Ok(Delivery {
        id: row.try_get("id")?,
        schedule: row.try_get("schedule")?,
        due: moment(row.try_get("due")?)?,
        recipient: row.try_get("recipient")?,
        kind: DeliveryKind::of(&kind).ok_or_else(|| unknown("kind", &kind))?,
        channel: Channel::of(&channel).ok_or_else(|| unknown("channel", &channel))?,
        address: row.try_get("address")?,
        message_id: row.try_get("message_id")?,
        complete: complete.map(|complete| complete != 0),
        as_on: as_on.and_then(|day| day.parse().ok()),
        crossed: crossed
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        state: DeliveryState::of(&state).ok_or_else(|| unknown("state", &state))?,
        reason: row.try_get("reason")?,
        detail: row.try_get("detail")?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        next_try: moment(row.try_get("next_try")?)?,
        uncertain: uncertain.map(moment).transpose()?,
        created: moment(row.try_get("created")?)?,
        changed: moment(row.try_get("changed")?)?,
    })
}
