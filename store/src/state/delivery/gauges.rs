//! How the outbox stands, in numbers: for whoever watches over the server, and for the page of mailed reports.

use jiff::{SignedDuration, Timestamp};

use super::DeliveryState;
use crate::Result;
use crate::state::schedule::moment;
use crate::state::{State, seconds};

/// How the outbox stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxGauges {
    /// Deliveries that wait or are on their way: due, made, being handed over.
    pub queued: u64,
    /// Since when the one that waits longest has been due; none where nothing waits.
    pub oldest_due: Option<Timestamp>,
    /// Mails that the server has accepted, ever.
    pub accepted: u64,
    /// Deliveries that failed for good, ever.
    pub failed: u64,
    /// Deliveries of which nobody knows, now.
    pub uncertain: u64,
    /// Deliveries that wait for a person, now.
    pub held: u64,
    /// Times that passed while nothing ran and were only noted, ever.
    pub missed: u64,
    /// Deliveries that were not to be sent any more for another reason, ever.
    pub cancelled: u64,
}

impl OutboxGauges {
    /// For how long the delivery that waits longest has been due; none where nothing waits.
    pub fn delay(&self, now: Timestamp) -> Option<SignedDuration> {
        Some(now.duration_since(self.oldest_due?).max(SignedDuration::ZERO))
    }
}

impl State {
    /// How the outbox stands at a moment. It reads two short queries and may be asked every few seconds.
    pub fn outbox_gauges(&self, now: Timestamp) -> Result<OutboxGauges> {
        self.wait(async {
            let counted: Vec<(String, i64, i64)> = sqlx::query_as(
                "SELECT state, SUM(CASE WHEN reason = 'missed' THEN 1 ELSE 0 END), COUNT(*) FROM delivery GROUP BY state",
            )
            .fetch_all(&self.pool)
            .await?;
            let oldest: Option<i64> = sqlx::query_scalar(
                "SELECT MIN(due) FROM delivery WHERE state IN ('due', 'built', 'handed-over') AND due <= $1",
            )
            .bind(seconds(now))
            .fetch_one(&self.pool)
            .await?;
            let mut gauges = OutboxGauges {
                oldest_due: oldest.map(moment).transpose()?,
                ..OutboxGauges::default()
            };
            for (state, missed, count) in counted {
                let count = u64::try_from(count).unwrap_or_default();
                let missed = u64::try_from(missed).unwrap_or_default();
                match DeliveryState::of(&state) {
                    Some(DeliveryState::Due | DeliveryState::Built | DeliveryState::HandedOver) => {
                        gauges.queued += count;
                    }
                    Some(DeliveryState::Accepted) => gauges.accepted += count,
                    Some(DeliveryState::Failed) => gauges.failed += count,
                    Some(DeliveryState::Uncertain) => gauges.uncertain += count,
                    Some(DeliveryState::Held) => gauges.held += count,
                    Some(DeliveryState::Cancelled) => {
                        gauges.missed += missed;
                        gauges.cancelled += count - missed;
                    }
                    None => {}
                }
            }
            Ok(gauges)
        })
    }
}
