//! Rounding as people and Excel see it.

/// A number with that many decimals, rounded half away from zero on its shortest decimal form.
///
/// The shortest form is what anybody sees of a number: 2.675 is stored as 2.67499… and still must give 2.68.
/// A number that rounds to zero has no sign.
pub fn rounded(number: f64, decimals: usize) -> String {
    let shortest = number.abs().to_string(); // never in the form 1e21
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let kept: String = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(decimals)
        .collect();
    let up = fraction
        .as_bytes()
        .get(decimals)
        .is_some_and(|digit| *digit >= b'5');
    let mut digits = format!("{whole}{kept}");
    if up {
        digits = one_more(&digits);
    }
    if decimals > 0 {
        digits.insert(digits.len() - decimals, '.');
    }
    let zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if number < 0.0 && !zero {
        format!("-{digits}")
    } else {
        digits
    }
}

/// The next whole number, in decimal digits.
fn one_more(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let nines = digits.len() - kept.len();
    let mut next = match kept.as_bytes().last() {
        Some(last) => format!("{}{}", &kept[..kept.len() - 1], char::from(last + 1)),
        None => "1".to_owned(),
    };
    next.push_str(&"0".repeat(nines));
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_away_from_zero_as_written() {
        for (number, decimals, expected) in [
            (2.675, 2, "2.68"),
            (1.005, 2, "1.01"),
            (-0.05, 1, "-0.1"),
            (0.5, 0, "1"),
            (-2.5, 0, "-3"),
            (0.125, 2, "0.13"),
            (99.95, 1, "100.0"),
            (9.999, 2, "10.00"),
            (47.949_999, 1, "47.9"),
        ] {
            assert_eq!(rounded(number, decimals), expected, "{number}");
        }
    }

    #[test]
    fn what_rounds_to_zero_has_no_sign() {
        assert_eq!(rounded(-0.04, 1), "0.0");
        assert_eq!(rounded(-0.0, 0), "0");
    }

    #[test]
    fn very_large_and_very_small_numbers_are_written_out() {
        assert_eq!(rounded(1e21, 0), "1000000000000000000000");
        assert_eq!(rounded(1e-9, 2), "0.00");
    }

    proptest! {
        #[test]
        fn rounding_moves_a_number_by_half_a_unit_at_most(number in -1e9..1e9_f64, decimals in 0_usize..4) {
            let back: f64 = rounded(number, decimals).parse().unwrap();
            let half = 0.5 * 10_f64.powi(-(decimals as i32));
            prop_assert!((back - number).abs() <= half * (1.0 + 1e-6) + 1e-6, "{} became {}", number, back);
        }

        #[test]
        fn a_number_and_its_opposite_are_rounded_alike(number in 0.6..1e12_f64, decimals in 0_usize..4) {
            prop_assert_eq!(rounded(-number, decimals), format!("-{}", rounded(number, decimals)));
        }
    }
}
