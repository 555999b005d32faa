//! A server at rest: when nobody has asked for a while, it lets go of most of what it keeps.
//!
//! What it keeps then is what was used last; the first reader of the morning waits some milliseconds longer for the rest.

use std::time::Duration;

use crate::serve::Live;

/// How often it is looked whether anybody asks.
const LOOKED_AT: Duration = Duration::from_secs(1);
/// So many looks without a request make a rest. By then the threads that computed have ended, and what they had of memory
/// can be given back.
const QUIET_LOOKS: u32 = 20;

/// Looks again and again whether the server rests.
pub async fn rest(live: Live) {
    let mut quiet = Quiet::default();
    loop {
        tokio::time::sleep(LOOKED_AT).await;
        let app = live.state();
        let upkeep = app.upkeep();
        let (computing, waiting) = upkeep.load();
        if quiet.begins(upkeep.metrics().asked(), computing + waiting > 0) {
            let down_to = upkeep.most().kept_at_rest;
            let rested = app.aside(move |app| {
                app.let_go(down_to);
                Ok(())
            });
            if rested.await.is_err() {
                tracing::error!("what is kept could not be let go of");
            }
        }
    }
}

/// How long nobody has asked.
#[derive(Debug, Default)]
struct Quiet {
    asked: u64,
    looks: u32,
}

impl Quiet {
    /// Whether a rest begins at this look: once each time that it has been quiet for long enough.
    fn begins(&mut self, asked: u64, is_busy: bool) -> bool {
        if is_busy || asked != self.asked {
            *self = Self { asked, looks: 0 };
            return false;
        }
        self.looks = self.looks.saturating_add(1);
        self.looks == QUIET_LOOKS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_begins_once_when_nobody_has_asked_for_a_while() {
        let mut quiet = Quiet::default();
        let looks = |quiet: &mut Quiet, asked, is_busy, looks: usize| {
            (0..looks).filter(|_| quiet.begins(asked, is_busy)).count()
        };
        assert_eq!(looks(&mut quiet, 0, false, 19), 0, "not yet");
        assert_eq!(looks(&mut quiet, 0, false, 100), 1);
        assert_eq!(looks(&mut quiet, 1, false, 20), 0, "somebody asked");
        assert_eq!(looks(&mut quiet, 1, false, 100), 1);
    }

    #[test]
    fn what_is_computed_for_long_is_no_rest() {
        let mut quiet = Quiet::default();
        assert!((0..100).all(|_| !quiet.begins(7, true)));
    }
}
