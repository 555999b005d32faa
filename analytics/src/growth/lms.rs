//! One row of a growth table, and the score that follows from it.

/// Beyond this many standard deviations weight-based scores go on in a straight line.
const RESTRICTED_BEYOND: f64 = 3.0;

/// L (Box-Cox power), M (median) and S (coefficient of variation) of a measurement among healthy children.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lms {
    /// Box-Cox power; never zero in the tables.
    pub l: f64,
    /// Median, in the unit of the measurement.
    pub m: f64,
    /// Coefficient of variation.
    pub s: f64,
}

impl Lms {
    /// How many standard deviations `y` lies from the median.
    pub(super) fn z(self, y: f64) -> f64 {
        // Lengths and heads have L = 1, where the power changes nothing and costs most.
        let powered = if self.l == 1.0 {
            y / self.m
        } else {
            (y / self.m).powf(self.l)
        };
        (powered - 1.0) / (self.s * self.l)
    }

    /// The measurement that lies `z` standard deviations from the median; the other way of [`Lms::z`].
    pub(super) fn sd(self, z: f64) -> f64 {
        let powered = 1.0 + self.l * self.s * z;
        if self.l == 1.0 {
            self.m * powered
        } else {
            self.m * powered.powf(self.l.recip())
        }
    }

    /// The same as [`Lms::z`] up to three standard deviations, and beyond them in steps as wide as the last one.
    ///
    /// WHO's restricted form (Methods and development, 2006, chapter 7): the data behind the standards hold too few
    /// heavy children to know how the tail of a skewed distribution goes on.
    pub(super) fn restricted_z(self, y: f64) -> f64 {
        let z = self.z(y);
        if z.abs() <= RESTRICTED_BEYOND {
            return z;
        }
        let (edge, step) = self.tail(z);
        RESTRICTED_BEYOND.copysign(z) + (y - edge) / step
    }

    /// The other way of [`Lms::restricted_z`].
    pub(super) fn restricted_sd(self, z: f64) -> f64 {
        if z.abs() <= RESTRICTED_BEYOND {
            return self.sd(z);
        }
        let (edge, step) = self.tail(z);
        edge + (z - RESTRICTED_BEYOND.copysign(z)) * step
    }

    /// Where the straight line begins on that side, and how much of a measurement is one standard deviation there.
    fn tail(self, z: f64) -> (f64, f64) {
        let edge = self.sd(RESTRICTED_BEYOND.copysign(z));
        let inner = self.sd((RESTRICTED_BEYOND - 1.0).copysign(z));
        (edge, (edge - inner).abs())
    }

    /// Between two neighbouring rows, `part` of the way from this one to `next`.
    pub(super) fn towards(self, next: Self, part: f64) -> Self {
        let between = |low: f64, high: f64| low + part * (high - low);
        Self {
            l: between(self.l, next.l),
            m: between(self.m, next.m),
            s: between(self.s, next.s),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOY_OF_A_YEAR: Lms = Lms {
        l: 0.0645,
        m: 9.646,
        s: 0.10925,
    };

    #[test]
    fn a_boy_of_a_year_and_seven_kilograms_lies_nearly_three_deviations_below() {
        assert!((BOY_OF_A_YEAR.z(7.0) - -2.904_718).abs() < 5e-7);
    }

    #[test]
    fn beyond_three_deviations_equal_steps_of_weight_are_equal_steps_of_score() {
        for edge in [-3.0_f64, 3.0] {
            let at = |beyond: f64| BOY_OF_A_YEAR.restricted_sd(edge + beyond.copysign(edge));
            assert!(((at(2.0) - at(1.0)) - (at(1.0) - at(0.0))).abs() < 1e-12);
            assert!((BOY_OF_A_YEAR.restricted_z(at(2.0)) - (edge + 2.0_f64.copysign(edge))).abs() < 1e-9);
        }
    }

    #[test]
    fn up_to_three_deviations_nothing_is_restricted() {
        assert_eq!(BOY_OF_A_YEAR.restricted_z(7.0), BOY_OF_A_YEAR.z(7.0));
    }
}
