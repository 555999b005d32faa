//! Indian grouping: three digits, then pairs.

/// A plain decimal number, such as `rounded` writes it, with Indian grouping: `1234567.5` → `12,34,567.5`.
pub fn grouped(plain: &str) -> String {
    let (sign, unsigned) = plain
        .strip_prefix('-')
        .map_or(("", plain), |unsigned| ("-", unsigned));
    let (whole, fraction) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index; // this digit and those after it
        if index > 0 && left >= 3 && left % 2 == 1 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_lakhs_and_crores_are_set_apart() {
        for (plain, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("99999", "99,999"),
            ("1234567", "12,34,567"),
            ("-15605343", "-1,56,05,343"),
            ("91276115.25", "9,12,76,115.25"),
        ] {
            assert_eq!(grouped(plain), expected);
        }
    }

    proptest! {
        #[test]
        fn grouping_only_adds_commas(number: i64) {
            let grouped = grouped(&number.to_string());
            prop_assert_eq!(grouped.replace(',', ""), number.to_string());
            let mut groups = grouped.trim_start_matches('-').rsplit(',');
            let last = groups.next().unwrap();
            prop_assert!(last.len() == 3 || number.unsigned_abs() < 1000);
            let middle: Vec<&str> = groups.collect();
            prop_assert!(middle.iter().rev().skip(1).all(|group| group.len() == 2));
        }
    }
}
