//! When a delivery is tried again.

use jiff::{SignedDuration, Timestamp};

/// A delivery that has been tried so often in vain has failed: after about a day and a half.
pub(super) const MOST: u32 = 14;
/// The wait after the first try, in seconds; each further one doubles it.
const FIRST: i64 = 60;
/// The longest wait, in seconds.
const LONGEST: i64 = 6 * 3600;

/// When a delivery is tried again after some tries. Waits of different deliveries differ by up to a quarter either way, so that
/// a server that comes back is not met by all of them at once; those of one delivery are the same in every run.
pub(super) fn next_try(delivery: &str, attempts: u32, now: Timestamp) -> Timestamp {
    let doublings = attempts.saturating_sub(1).min(20);
    let wait = (FIRST << doublings).min(LONGEST);
    let quarter = wait / 4;
    let jitter = chance(delivery, attempts) % (2 * quarter + 1) - quarter;
    now.saturating_add(SignedDuration::from_secs(wait + jitter))
        .unwrap_or(now)
}

/// FNV-1a: a number that looks like chance, without any.
fn chance(delivery: &str, attempts: u32) -> i64 {
    let bytes = delivery.bytes().chain(attempts.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::try_from(hash >> 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(delivery: &str, attempts: u32) -> i64 {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        next_try(delivery, attempts, now).as_second() - now.as_second()
    }

    #[test]
    fn waits_double_up_to_six_hours() {
        for (attempts, about) in [
            (1, 60),
            (2, 120),
            (5, 960),
            (9, 15_360),
            (10, 21_600),
            (14, 21_600),
        ] {
            let wait = wait("d1", attempts);
            assert!(
                (about * 3 / 4..=about * 5 / 4).contains(&wait),
                "{attempts}: {wait}"
            );
        }
    }

    #[test]
    fn deliveries_do_not_all_come_back_at_once() {
        let waits: std::collections::BTreeSet<i64> =
            (0..50).map(|number| wait(&format!("d{number}"), 6)).collect();
        assert!(waits.len() > 40, "{waits:?}");
        assert_eq!(wait("d1", 3), wait("d1", 3));
    }
}
