//! Whether the clock can be right: nothing that was taken in can lie ahead of it.
//!
//! Of two deliveries of one value the later counts. A clock that was set back would make what comes in now count as older
//! than what is there, so that nothing is taken in until it is right.

use jiff::{SignedDuration, Timestamp};
use store::Lake;

use crate::exit::Refused;

/// A clock may be corrected by so much without a word.
pub const SLACK: SignedDuration = SignedDuration::from_mins(2);

/// Refuses to take anything in while the clock is behind the newest delivery.
pub fn check(lake: &Lake, now: Timestamp) -> anyhow::Result<()> {
    // Made-up data may run ahead of the clock.
    let real = lake
        .batches(None)?
        .into_iter()
        .filter(|entry| !entry.record.sample);
    let newest = real.map(|entry| entry.record.taken_in).max();
    match newest {
        Some(newest) if newest > now + SLACK => Err(Refused(format!(
            "the clock says {now}, and something was taken in at {newest}: the clock was set back. Set it right \
             (`timedatectl set-ntp true`), then try again; nothing was taken in"
        ))
        .into()),
        _ => Ok(()),
    }
}
