//! How a figure stands against its target.

use catalog::programme::{Better, Target};
use charts::Standing;

/// Where a value stands: at the target or past it, near it, or neither; none where no direction is good.
pub fn standing(value: f64, target: &Target, better: Better) -> Option<Standing> {
    let short = match better {
        Better::Higher => target.value - value,
        Better::Lower => value - target.value,
        Better::Neither => return None,
    };
    if !short.is_finite() {
        return None;
    }
    Some(match short {
        _ if short <= 0.0 => Standing::Better,
        _ if short <= target.watch_within => Standing::Watch,
        _ => Standing::Worse,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn target(value: f64) -> Target {
        Target {
            value,
            from: date(2006, 2, 2),
            to: None,
            place: None,
            watch_within: 5.0,
        }
    }

    #[test]
    fn a_value_at_the_target_has_reached_it() {
        assert_eq!(
            standing(95.0, &target(95.0), Better::Higher),
            Some(Standing::Better)
        );
        assert_eq!(
            standing(90.0, &target(95.0), Better::Higher),
            Some(Standing::Watch)
        );
        assert_eq!(
            standing(89.9, &target(95.0), Better::Higher),
            Some(Standing::Worse)
        );
    }

    #[test]
    fn where_less_is_better_a_higher_value_is_worse() {
        assert_eq!(
            standing(40.0, &target(40.0), Better::Lower),
            Some(Standing::Better)
        );
        assert_eq!(
            standing(45.1, &target(40.0), Better::Lower),
            Some(Standing::Worse)
        );
    }

    #[test]
    fn what_has_no_good_direction_or_is_no_number_has_no_standing() {
        assert_eq!(standing(1.0, &target(2.0), Better::Neither), None);
        assert_eq!(standing(f64::NAN, &target(2.0), Better::Higher), None);
    }
}
