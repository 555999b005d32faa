//! Numbers as WHO's software prints them.

/// Up to here a double holds every whole number.
const EXACT: f64 = 9e15;
/// Nearer than this to the middle between two last digits, only a slow look tells which is right.
const NEAR_MIDDLE: f64 = 0.01;

/// A score with two decimals.
pub fn push_score(text: &mut Vec<u8>, z: f64) {
    let hundredths = (z * 100.0).round();
    if hundredths.abs() > EXACT {
        text.extend_from_slice(format!("{z:.2}").as_bytes());
        return;
    }
    if hundredths < 0.0 {
        text.push(b'-');
    }
    push_with_point(text, hundredths.abs() as u64, 2);
}

/// A number with at most so many significant digits, and no zeros at the end (`%.12g` in C).
pub fn push_significant(text: &mut Vec<u8>, number: f64, digits: usize) {
    if !push_quickly(text, number, digits) {
        push_slowly(text, number, digits);
    }
}

/// Numbers of everyday size become a whole number of their last digits; false for all others.
fn push_quickly(text: &mut Vec<u8>, number: f64, digits: usize) -> bool {
    let before_point = match number {
        1.0..10.0 => 1,
        10.0..100.0 => 2,
        100.0..1000.0 => 3,
        _ => return false,
    };
    let Some(decimals) = digits.checked_sub(before_point) else {
        return false;
    };
    let scaled = number * 10_f64.powi(decimals as i32);
    let (whole, part) = (scaled.floor(), scaled.fract());
    if scaled > EXACT || (part - 0.5).abs() < NEAR_MIDDLE {
        return false;
    }
    let whole = if part > 0.5 { whole + 1.0 } else { whole };
    push_with_point(text, whole as u64, decimals);
    trim_zeros(text);
    true
}

fn push_slowly(text: &mut Vec<u8>, number: f64, digits: usize) {
    let precision = digits.saturating_sub(1);
    let scientific = format!("{number:.precision$e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent >= digits as i32 {
        text.extend_from_slice(mantissa.as_bytes());
        if mantissa.contains('.') {
            trim_zeros(text);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        text.extend_from_slice(format!("e{sign}{:02}", exponent.abs()).as_bytes());
        return;
    }
    let decimals = (precision as i32 - exponent).max(0) as usize;
    text.extend_from_slice(format!("{number:.decimals$}").as_bytes());
    if decimals > 0 {
        trim_zeros(text);
    }
}

/// A whole number with a point before its last `decimals` digits.
fn push_with_point(text: &mut Vec<u8>, number: u64, decimals: usize) {
    let mut digits = [b'0'; 24];
    let mut start = digits.len();
    let mut rest = number;
    // At least one digit stands before the point.
    while rest > 0 || digits.len() - start <= decimals {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let (whole, part) = digits[start..].split_at(digits.len() - start - decimals);
    text.extend_from_slice(whole);
    if !part.is_empty() {
        text.push(b'.');
        text.extend_from_slice(part);
    }
}

fn trim_zeros(text: &mut Vec<u8>) {
    while text.last() == Some(&b'0') {
        text.pop();
    }
    if text.last() == Some(&b'.') {
        text.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(z: f64) -> String {
        let mut text = Vec::new();
        push_score(&mut text, z);
        String::from_utf8(text).unwrap()
    }

    fn significant(number: f64, digits: usize) -> String {
        let mut text = Vec::new();
        push_significant(&mut text, number, digits);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn scores_have_two_decimals_and_zero_has_no_sign() {
        let printed = [
            (-1.87, "-1.87"),
            (0.0, "0.00"),
            (-0.3, "-0.30"),
            (12.5, "12.50"),
            (-11.2, "-11.20"),
        ];
        for (z, text) in printed {
            assert_eq!(score(z), text);
        }
        assert_eq!(score(1e20), "100000000000000000000.00");
    }

    #[test]
    fn significant_digits_are_those_of_c() {
        let printed = [
            (66.25 + 0.7, 12, "66.95"),
            (45.0, 12, "45"),
            (12.729_529_325_660_72, 12, "12.7295293257"),
            (9.930_555_555_555_555, 12, "9.93055555556"),
            (99.999_999_999_999_9, 12, "100"),
            (0.5, 10, "0.5"),
            (-0.826_049_577_31, 10, "-0.8260495773"),
            (1_189.844_2, 10, "1189.8442"),
            (0.0, 10, "0"),
            (1e-7, 10, "1e-07"),
            (1.5e15, 10, "1.5e+15"),
            (700.0, 10, "700"),
            (0.000_123_456_789_012, 10, "0.000123456789"),
        ];
        for (number, digits, text) in printed {
            assert_eq!(significant(number, digits), text);
        }
    }

    #[test]
    fn the_quick_way_and_the_slow_way_print_the_same() {
        for step in 0..20_000 {
            let number = 1.0 + f64::from(step) * 0.049_93;
            let (mut quick, mut slow) = (Vec::new(), Vec::new());
            push_significant(&mut quick, number, 12);
            push_slowly(&mut slow, number, 12);
            assert_eq!(quick, slow, "{number}");
        }
    }
}
