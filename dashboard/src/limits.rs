//! How many requests each client may send: a bucket of tokens that fills again all the time.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// More clients than this are not told apart.
const MOST_CLIENTS: usize = 10_000;
/// Tokens are counted in thousandths, so that a second's share of a small limit is not lost.
const TOKEN: i64 = 1000;

/// The buckets of clients that asked lately.
#[derive(Debug, Default)]
pub struct Buckets(Mutex<HashMap<String, Bucket>>);

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: i64,
    filled: Timestamp,
}

impl Bucket {
    fn filled_until(self, now: Timestamp, per_minute: i64) -> Self {
        // A clock that is set back fills nothing; so much time fills any bucket.
        let passed = now.duration_since(self.filled).as_millis().clamp(0, 60_000);
        let passed = i64::try_from(passed).unwrap_or(0);
        Self {
            left: (self.left + passed * per_minute / 60).min(per_minute * TOKEN),
            filled: now,
        }
    }
}

impl Buckets {
    /// Takes a client's token; else the seconds until there is one. A client that was quiet for a minute may send a whole
    /// minute's requests at once.
    pub fn take(&self, client: &str, per_minute: NonZeroU32, now: Timestamp) -> Result<(), u64> {
        let per_minute = i64::from(per_minute.get());
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = buckets.get(client).copied();
        if known.is_none() && buckets.len() >= MOST_CLIENTS {
            make_room(&mut buckets, now, per_minute);
        }
        let full = Bucket {
            left: per_minute * TOKEN,
            filled: now,
        };
        let mut bucket = known.map_or(full, |known| known.filled_until(now, per_minute));
        let taken = bucket.left >= TOKEN;
        if taken {
            bucket.left -= TOKEN;
        }
        buckets.insert(client.to_owned(), bucket);
        if taken {
            return Ok(());
        }
        let lacking = (TOKEN - bucket.left) * 60;
        let milliseconds = (lacking + per_minute - 1) / per_minute;
        Err(u64::try_from((milliseconds + 999) / 1000).unwrap_or(1).max(1))
    }
}

/// A full bucket is as good as none. If none is full, the fullest goes, whose client loses least.
fn make_room(buckets: &mut HashMap<String, Bucket>, now: Timestamp, per_minute: i64) {
    buckets.retain(|_, bucket| bucket.filled_until(now, per_minute).left < per_minute * TOKEN);
    if buckets.len() < MOST_CLIENTS {
        return;
    }
    let fullest = buckets.iter().max_by_key(|(_, bucket)| bucket.left);
    if let Some(client) = fullest.map(|(client, _)| client.clone()) {
        buckets.remove(&client);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + seconds).unwrap()
    }

    fn six() -> NonZeroU32 {
        NonZeroU32::new(6).unwrap()
    }

    #[test]
    fn a_minute_s_requests_may_come_at_once_and_the_next_waits() {
        let buckets = Buckets::default();
        for _ in 0..6 {
            assert_eq!(buckets.take("a", six(), at(0)), Ok(()));
        }
        assert_eq!(buckets.take("a", six(), at(0)), Err(10));
        assert_eq!(buckets.take("b", six(), at(0)), Ok(()));
        assert_eq!(buckets.take("a", six(), at(9)), Err(1));
        assert_eq!(buckets.take("a", six(), at(10)), Ok(()));
        assert_eq!(buckets.take("a", six(), at(10)), Err(10));
    }

    #[test]
    fn a_clock_set_back_gives_nothing_and_takes_nothing() {
        let buckets = Buckets::default();
        assert_eq!(buckets.take("a", six(), at(100)), Ok(()));
        for _ in 0..5 {
            assert_eq!(buckets.take("a", six(), at(0)), Ok(()));
        }
        assert!(buckets.take("a", six(), at(0)).is_err());
    }

    #[test]
    fn any_number_of_clients_takes_bounded_room_and_frees_none_that_is_empty() {
        let buckets = Buckets::default();
        for _ in 0..6 {
            buckets.take("greedy", six(), at(0)).unwrap();
        }
        for client in 0..MOST_CLIENTS + 50 {
            buckets.take(&client.to_string(), six(), at(0)).unwrap();
        }
        assert!(buckets.0.lock().unwrap().len() <= MOST_CLIENTS);
        assert!(buckets.take("greedy", six(), at(0)).is_err());
    }
}
