//! What a schedule looks out for: where it holds now, and that each crossing is told once.

use jiff::Timestamp;

use super::NewDelivery;
use super::ledger::insert;
use crate::Result;
use crate::state::schedule::short_id;
use crate::state::{State, seconds};

impl State {
    /// Notes where what a schedule looks out for holds now for a recipient and, where some of it is new, puts a delivery into
    /// the ledger: both or neither, so that each crossing is told once. Whether there is a delivery.
    pub fn add_crossing(
        &self,
        new: &NewDelivery<'_>,
        holds: &[String],
        fresh: &[String],
        now: Timestamp,
    ) -> Result<bool> {
        let ids = (short_id()?, short_id()?);
        self.wait(async {
            let mut work = self.pool.begin().await?;
            // Writing first takes the write lock.
            let is_new = !fresh.is_empty() && insert(&mut work, new, &ids, fresh, now).await?;
            let known: Vec<String> =
                sqlx::query_scalar("SELECT place FROM crossing WHERE schedule = $1 AND recipient = $2")
                    .bind(new.schedule)
                    .bind(new.recipient)
                    .fetch_all(&mut *work)
                    .await?;
            for over in known.iter().filter(|place| !holds.contains(place)) {
                sqlx::query("DELETE FROM crossing WHERE schedule = $1 AND recipient = $2 AND place = $3")
                    .bind(new.schedule)
                    .bind(new.recipient)
                    .bind(over)
                    .execute(&mut *work)
                    .await?;
            }
            for place in holds {
                sqlx::query(
                    "INSERT INTO crossing (schedule, recipient, place, since) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (schedule, recipient, place) DO NOTHING",
                )
                .bind(new.schedule)
                .bind(new.recipient)
                .bind(place)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            }
            work.commit().await?;
            Ok(is_new)
        })
    }

    /// The codes of the places of which a recipient has been told.
    pub fn crossings(&self, schedule: &str, recipient: &str) -> Result<Vec<String>> {
        self.wait(async {
            sqlx::query_scalar(
                "SELECT place FROM crossing WHERE schedule = $1 AND recipient = $2 ORDER BY place",
            )
            .bind(schedule)
            .bind(recipient)
            .fetch_all(&self.pool)
            .await
        })
    }
}
