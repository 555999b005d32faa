//! Where careful teams lie.

use super::sign::Sign;

/// The range in which a sign is no cause for looking, and who says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// From.
    pub from: f64,
    /// To, included.
    pub to: f64,
    /// Who says so.
    pub source: &'static str,
}

const WHO: &str = "WHO and UNICEF 2019, with ranges of WHO 1995";
const SMART: &str = "SMART plausibility check, acceptable";
/// Where nobody has published a range.
const OURS: &str = "jela";

/// Expected spread of length for age, weight for age, weight for length; of the others none is published.
const SPREADS: [(f64, f64); 3] = [(1.10, 1.30), (1.00, 1.20), (0.85, 1.10)];

impl Expected {
    /// The range of a sign; none where neither side would say anything.
    pub fn of(sign: Sign) -> Option<Self> {
        let within = |from, to, source| Some(Self { from, to, source });
        match sign {
            Sign::Missing(_) | Sign::TooYoungToStand => within(0.0, 5.0, OURS),
            Sign::WrongPosition => within(0.0, 10.0, OURS),
            Sign::Flagged(_) => within(0.0, 1.0, WHO),
            Sign::Spread(at) => SPREADS.get(at).and_then(|(from, to)| within(*from, *to, WHO)),
            Sign::Skewness(_) | Sign::Kurtosis(_) => within(-0.6, 0.6, SMART),
            // Of twenty children two end in the same digit by chance; all digits together say more.
            Sign::LastDigit(..) => within(5.0, 15.0, OURS),
            Sign::DigitPreference(_) => within(0.0, 20.0, SMART),
            Sign::AgeHeaping(_) => within(0.8, 1.2, OURS),
            Sign::SexRatio => within(0.8, 1.2, SMART),
        }
    }

    /// Whether a value gives no cause for looking.
    pub fn holds(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }
}
