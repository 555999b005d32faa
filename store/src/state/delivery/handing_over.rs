//! The steps of a delivery: taken by lease, each step noted before and after, decided by a person where nobody can know.

use jiff::Timestamp;

use super::ledger::delivery_of;
use super::{Delivery, DeliveryState, LEASE, Outcome};
use crate::Result;
use crate::state::{Deed, Kind, State, seconds};

impl State {
    /// Marks what was handed over by a worker that is gone; how many there were.
    pub fn find_uncertain(&self, now: Timestamp) -> Result<u64> {
        self.wait(async {
            let done = sqlx::query(
                "UPDATE delivery SET state = 'uncertain', uncertain = $1, changed = $1, next_try = $1, reason = 'process-ended',
                   lease_owner = NULL, lease_expires = NULL
                 WHERE state = 'handed-over' AND (lease_expires IS NULL OR lease_expires <= $1)",
            )
            .bind(seconds(now))
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected())
        })
    }

    /// Takes the delivery that has waited longest, for [`LEASE`]. Two workers never take one.
    pub fn take_delivery(&self, worker: &str, now: Timestamp) -> Result<Option<Delivery>> {
        self.wait(async {
            let row = sqlx::query(
                "UPDATE delivery SET lease_owner = $1, lease_expires = $2, attempts = attempts + 1
                 WHERE id = (
                     SELECT id FROM delivery
                     WHERE state IN ('due', 'built', 'uncertain') AND next_try <= $3
                       AND (lease_expires IS NULL OR lease_expires <= $3)
                     ORDER BY next_try, due, id LIMIT 1)
                   AND state IN ('due', 'built', 'uncertain')
                   AND (lease_expires IS NULL OR lease_expires <= $3)
                 RETURNING *",
            )
            .bind(worker)
            .bind(seconds(now + LEASE))
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await?;
            row.as_ref().map(delivery_of).transpose()
        })
    }

    /// Notes a step of a delivery that the worker holds: built, or handed over. Whether it still holds it.
    pub fn note_step(&self, id: &str, worker: &str, step: DeliveryState, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let done = sqlx::query(
                "UPDATE delivery SET state = $3, changed = $4, lease_expires = $5 WHERE id = $1 AND lease_owner = $2",
            )
            .bind(id)
            .bind(worker)
            .bind(step.id())
            .bind(seconds(now))
            .bind(seconds(now + LEASE))
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// Notes what became of a try, and lets the delivery go. Whether the worker still held it.
    pub fn note_outcome(&self, id: &str, worker: &str, outcome: Outcome<'_>, now: Timestamp) -> Result<bool> {
        let (state, reason, detail, next_try) = match outcome {
            Outcome::Accepted { detail } => (DeliveryState::Accepted, None, Some(detail), now),
            Outcome::Failed { reason, detail } => (DeliveryState::Failed, Some(reason), Some(detail), now),
            Outcome::Later {
                reason,
                detail,
                next_try,
            } => (DeliveryState::Due, Some(reason), Some(detail), next_try),
            Outcome::Uncertain { detail, next_try } => (
                DeliveryState::Uncertain,
                Some("connection-lost"),
                Some(detail),
                next_try,
            ),
            Outcome::Cancelled { reason } => (DeliveryState::Cancelled, Some(reason), None, now),
        };
        let uncertain = (state == DeliveryState::Uncertain).then_some(seconds(now));
        let chain = self.chain()?;
        self.wait_for(async {
            let mut work = self.pool.begin().await?;
            let schedule: Option<String> = sqlx::query_scalar(
                "UPDATE delivery SET state = $3, reason = $4, detail = $5, next_try = $6, changed = $7,
                   uncertain = COALESCE(uncertain, $8), lease_owner = NULL, lease_expires = NULL
                 WHERE id = $1 AND lease_owner = $2 RETURNING schedule",
            )
            .bind(id)
            .bind(worker)
            .bind(state.id())
            .bind(reason)
            .bind(detail)
            .bind(seconds(next_try))
            .bind(seconds(now))
            .bind(uncertain)
            .fetch_optional(&mut *work)
            .await?;
            let Some(schedule) = schedule else {
                return Ok(false);
            };
            if state == DeliveryState::Accepted {
                let sent = Deed::of(Kind::Mail, "", "", format!("sent {id} of schedule {schedule}"));
                chain.append(&mut work, &sent, now).await?;
            }
            work.commit().await?;
            Ok(true)
        })
    }

    /// Lets an uncertain delivery that the worker holds wait for a person.
    pub fn hold_delivery(&self, id: &str, worker: &str, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let done = sqlx::query(
                "UPDATE delivery SET state = 'held', changed = $3, lease_owner = NULL, lease_expires = NULL
                 WHERE id = $1 AND lease_owner = $2",
            )
            .bind(id)
            .bind(worker)
            .bind(seconds(now))
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// A person's word on a delivery that is held or failed: it is tried again, or not sent any more.
    pub fn decide_delivery(&self, id: &str, again: bool, now: Timestamp) -> Result<bool> {
        let state = if again { "due" } else { "cancelled" };
        let reason = (!again).then_some("by-person");
        self.wait(async {
            let done = sqlx::query(
                "UPDATE delivery SET state = $2, reason = $3, attempts = 0, next_try = $4, changed = $4
                 WHERE id = $1 AND state IN ('held', 'failed') AND lease_owner IS NULL",
            )
            .bind(id)
            .bind(state)
            .bind(reason)
            .bind(seconds(now))
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }
}
