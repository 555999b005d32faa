//! Shares that come out as they are published, however many cases there are.

use crate::random::Random;

/// How hard chance is pulled back for each case that a share is ahead or behind.
const PULL: f64 = 0.01;

/// A share of cases that is kept near its target: where it has come out high so far, what follows is a little less
/// likely. Chance alone would leave the shares of a district half a percentage point from those that were published.
#[derive(Debug, Clone)]
pub(super) struct Steered {
    target: f64,
    ahead: f64,
}

impl Steered {
    /// A share from 0 to 1.
    pub(super) fn new(target: f64) -> Self {
        Self { target, ahead: 0.0 }
    }

    /// Whether something happens to the next case that usually does.
    pub(super) fn usual(&mut self, random: &mut Random) -> bool {
        self.happens(random, self.target)
    }

    /// Whether something happens to the next case, which is likelier or less likely than usual.
    pub(super) fn happens(&mut self, random: &mut Random, probability: f64) -> bool {
        let happens = random.happens(probability - PULL * self.ahead);
        self.note(happens);
        happens
    }

    /// Counts a case that was settled otherwise.
    pub(super) fn note(&mut self, happens: bool) {
        self.ahead += f64::from(u8::from(happens)) - self.target;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_comes_out_as_its_target_even_where_chance_leans_away_from_it() {
        let mut random = Random::new(1, &[]);
        let mut share = Steered::new(0.45);
        let hits = (0..20_000).filter(|_| share.happens(&mut random, 0.6)).count();
        assert!((8_950..9_050).contains(&hits), "{hits}");
    }

    #[test]
    fn what_was_settled_otherwise_counts_too() {
        let mut random = Random::new(1, &[]);
        let mut share = Steered::new(0.5);
        (0..100).for_each(|_| share.note(true));
        let hits = (0..900).filter(|_| share.usual(&mut random)).count();
        assert!((380..430).contains(&hits), "{hits}");
    }
}
