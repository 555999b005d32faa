//! Last digits, which are all equally frequent where people read what the scale shows.

/// Ten digits: nine may be chosen before the last one follows.
const FREEDOM: f64 = 9.0;
/// A tenth is never exactly what a computer holds; so much is no difference.
const DUST: f64 = 1e-6;

/// How often each digit stands in the first place behind the point: 100 g of kg, a millimetre of cm.
pub(super) fn counts(numbers: impl Iterator<Item = f64>) -> [usize; 10] {
    let mut counts = [0; 10];
    for number in numbers {
        let digit = (number * 10.0 + DUST).floor().rem_euclid(10.0);
        counts[digit as usize] += 1;
    }
    counts
}

/// Each digit's share, in per cent.
pub(super) fn share(counts: &[usize; 10], digit: u8) -> Option<f64> {
    let all: usize = counts.iter().sum();
    let count = counts.get(usize::from(digit))?;
    (all > 0).then(|| 100.0 * *count as f64 / all as f64)
}

/// The digit preference score of SMART: 100 · √(χ² / (n · 9)); 0 where all are equally frequent, 100 where all are one.
pub(super) fn preference(counts: &[usize; 10]) -> Option<f64> {
    let all = counts.iter().sum::<usize>() as f64;
    let expected = all / 10.0;
    let chi_squared: f64 = counts
        .iter()
        .map(|count| (*count as f64 - expected).powi(2) / expected)
        .sum();
    (all > 0.0).then(|| 100.0 * (chi_squared / (all * FREEDOM)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_is_that_of_100_g() {
        let counts = counts([9.3, 9.2, 10.0, 1.1, 8.75, 8.7].into_iter());
        assert_eq!(counts, [1, 1, 1, 1, 0, 0, 0, 2, 0, 0]);
    }

    #[test]
    fn equal_digits_are_no_preference_and_a_single_digit_is_all_of_it() {
        assert_eq!(preference(&[7; 10]), Some(0.0));
        assert_eq!(preference(&[0, 0, 0, 0, 0, 40, 0, 0, 0, 0]), Some(100.0));
    }

    #[test]
    fn without_measurements_nothing_is_said_of_digits() {
        assert_eq!(
            (preference(&[0; 10]), share(&[0; 10], 5), share(&[1; 10], 10)),
            (None, None, None)
        );
    }
}
