//! Chance that is the same on every machine: SplitMix64, keyed by what it decides.

/// A stream of numbers that follows from a seed and the names of what is decided.
///
/// Each GP and each purpose has a stream of its own, so that a longer series of one changes nothing in another.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream of `seed` for what `names` name.
    pub(crate) fn new(seed: u64, names: &[&str]) -> Self {
        let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
        // FNV-1a: names differ in few letters, and the mixing below spreads them.
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { state: seed ^ hash }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` up to, not including, `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        low + unit * (high - low)
    }

    /// A number that varies around 0 in the shape of a bell, with a standard deviation of 1; never beyond 3.5, so that
    /// chance alone makes no child that cannot be.
    pub(crate) fn bell(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.between(-0.5, 0.5)).sum();
        sum * 3.0_f64.sqrt()
    }

    /// Whether something happens that does so with this probability.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.between(0.0, 1.0) < probability
    }

    /// A number below `count`, which must not be 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_names_give_the_same_numbers() {
        let draw = |seed, name| Random::new(seed, &["size", name]).between(0.0, 1.0);
        assert_eq!(draw(7, "gp-1"), draw(7, "gp-1"));
        assert_ne!(draw(7, "gp-1"), draw(7, "gp-2"));
        assert_ne!(draw(7, "gp-1"), draw(8, "gp-1"));
    }

    #[test]
    fn a_bell_has_its_middle_at_zero_and_a_deviation_of_one() {
        let mut random = Random::new(1, &[]);
        let numbers: Vec<f64> = (0..10_000).map(|_| random.bell()).collect();
        let mean = numbers.iter().sum::<f64>() / 10_000.0;
        let variance = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / 10_000.0;
        assert!(
            mean.abs() < 0.04 && (variance - 1.0).abs() < 0.05,
            "{mean} {variance}"
        );
        assert!(numbers.iter().all(|number| number.abs() < 3.5));
    }

    #[test]
    fn what_cannot_happen_never_does_and_what_must_always_does() {
        let mut random = Random::new(1, &[]);
        assert!((0..1000).all(|_| !random.happens(0.0) && random.happens(1.0)));
    }

    #[test]
    fn numbers_stay_within_their_limits_and_use_them() {
        let mut random = Random::new(1, &[]);
        let numbers: Vec<f64> = (0..1000).map(|_| random.between(2.0, 3.0)).collect();
        assert!(numbers.iter().all(|number| (2.0..3.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < 2.1) && numbers.iter().any(|number| *number > 2.9));
    }
}
