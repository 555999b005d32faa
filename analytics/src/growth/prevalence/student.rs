//! Student's t.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

/// The two-sided 95 % limits leave 2.5 % on each side.
const PROBABILITY: f64 = 0.975;
/// Each step doubles the number of right digits; the first guess has at least four.
const REFINEMENTS: usize = 4;

/// Student's t that is exceeded with a chance of 2.5 %; none without a degree of freedom.
pub(super) fn t(freedom: f64) -> Option<f64> {
    if freedom < 1.0 {
        return None;
    }
    let student = StudentsT::new(0.0, 1.0, freedom).ok()?;
    let mut t = student.inverse_cdf(PROBABILITY);
    for _ in 0..REFINEMENTS {
        t -= (student.cdf(t) - PROBABILITY) / student.pdf(t);
    }
    t.is_finite().then_some(t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t_is_that_of_printed_tables() {
        let printed = [
            (1.0, 12.706_204_736_2),
            (2.0, 4.302_652_729_7),
            (5.0, 2.570_581_835_6),
            (10.0, 2.228_138_852_0),
            (30.0, 2.042_272_456_3),
            (120.0, 1.979_930_405_1),
            (209.0, 1.971_379_461_5),
            (4999.0, 1.960_438_646_7),
        ];
        for (freedom, expected) in printed {
            assert!(
                (t(freedom).unwrap() - expected).abs() < 1e-10,
                "{freedom}: {:?}",
                t(freedom)
            );
        }
    }

    #[test]
    fn without_a_degree_of_freedom_there_is_no_t() {
        assert_eq!((t(0.0), t(-3.0), t(f64::NAN)), (None, None, None));
    }
}
