//! The classes that programmes speak of: stunted, underweight, wasted, and what lies beside them.

use super::acute::{Acute, AcuteSigns};
use super::child::Child;
use super::score::{Score, Scores};

/// The class of a child by one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Below −3, or oedema: severely stunted, underweight (SUW) or wasted (SAM).
    Severe,
    /// From −3 to below −2: moderately stunted, underweight (MUW) or wasted (MAM).
    Moderate,
    /// From −2 on; of weight for length up to 1.
    Ok,
    /// Weight for length above 1, up to 2: at risk of overweight.
    Risk,
    /// Weight for length above 2, up to 3: overweight.
    Overweight,
    /// Weight for length above 3: obese.
    Obese,
    /// The score can't be true: measure again.
    Flagged,
}

impl Class {
    /// The word in the class columns.
    pub fn code(self) -> &'static str {
        match self {
            Self::Severe => "sev",
            Self::Moderate => "mod",
            Self::Ok => "ok",
            Self::Risk => "risk",
            Self::Overweight => "over",
            Self::Obese => "obese",
            Self::Flagged => "flag",
        }
    }
}

/// The classes of one child; none where there is too little to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classes {
    /// By length or height for age.
    pub length: Option<Class>,
    /// By weight for age.
    pub weight: Option<Class>,
    /// By weight for length or height, as Poshan Tracker classifies.
    pub weight_for_length: Option<Class>,
    /// By weight for length, arm circumference and oedema together, as WHO classifies.
    pub acute: Option<Acute>,
}

impl Classes {
    /// The words of the class columns, in their order.
    pub fn codes(&self) -> [Option<&'static str>; 4] {
        [
            self.length.map(Class::code),
            self.weight.map(Class::code),
            self.weight_for_length.map(Class::code),
            self.acute.map(Acute::code),
        ]
    }
}

/// The classes that follow from a child's scores, which must be its own; all of them none at 60 months or more.
pub fn classes(child: &Child, scores: &Scores) -> Classes {
    if child.age.is_some_and(|age| !age.is_under_five()) {
        return Classes {
            length: None,
            weight: None,
            weight_for_length: None,
            acute: None,
        };
    }
    let with_oedema = |class: Option<Class>| if child.oedema { Some(Class::Severe) } else { class };
    Classes {
        length: scores.length_for_age.map(Class::of),
        weight: with_oedema(scores.weight_for_age.map(Class::of)),
        weight_for_length: with_oedema(scores.weight_for_length.map(|score| class(score, up_to_obese))),
        acute: AcuteSigns::of(child, scores).worst(),
    }
}

impl Class {
    /// The class of a score whose only cut-offs are −2 and −3, as of length or weight for age.
    pub fn of(score: Score) -> Self {
        class(score, up_to_normal)
    }
}

fn class(score: Score, of: fn(f64) -> Class) -> Class {
    score.counted().map_or(Class::Flagged, of)
}

fn up_to_normal(z: f64) -> Class {
    if z < -3.0 {
        Class::Severe
    } else if z < -2.0 {
        Class::Moderate
    } else {
        Class::Ok
    }
}

fn up_to_obese(z: f64) -> Class {
    if z > 3.0 {
        Class::Obese
    } else if z > 2.0 {
        Class::Overweight
    } else if z > 1.0 {
        Class::Risk
    } else {
        up_to_normal(z)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(z: f64, flagged: bool, of: fn(f64) -> Class) -> &'static str {
        class(Score { z, flagged }, of).code()
    }

    #[test]
    fn a_score_on_the_edge_belongs_to_the_milder_class() {
        assert_eq!(of(-3.01, false, up_to_normal), "sev");
        assert_eq!(of(-3.0, false, up_to_normal), "mod");
        assert_eq!(of(-2.0, false, up_to_normal), "ok");
        assert_eq!(of(1.0, false, up_to_obese), "ok");
        assert_eq!(of(2.0, false, up_to_obese), "risk");
        assert_eq!(of(3.0, false, up_to_obese), "over");
        assert_eq!(of(3.01, false, up_to_obese), "obese");
    }

    #[test]
    fn a_flagged_score_has_no_class() {
        assert_eq!(of(-6.5, true, up_to_normal), "flag");
    }

    #[test]
    fn oedema_is_severe_whatever_is_missing_until_five_years() {
        let swollen = |age| Child {
            oedema: true,
            age,
            ..Child::default()
        };
        let classes_of = |child: Child| classes(&child, &super::super::score(&child));
        let unknown_age = classes_of(swollen(None));
        assert_eq!(
            (unknown_age.length, unknown_age.weight),
            (None, Some(Class::Severe))
        );
        assert_eq!(unknown_age.acute, Some(Acute::Severe));
        let five = classes_of(swollen(super::super::Age::from_months(60.0)));
        assert_eq!(
            (five.weight, five.weight_for_length, five.acute),
            (None, None, None)
        );
    }
}
