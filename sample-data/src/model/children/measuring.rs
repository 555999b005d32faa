//! From what a child is to what the register says of it.

use analytics::growth::Measure;

use super::habits::Habits;
use super::size::{STANDS_FROM, Size};
use crate::random::Random;

/// What the register says of a measured child.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    /// Weight, in kg.
    pub(crate) weight_kg: f64,
    /// Length or height, in cm, and how it was measured.
    pub(crate) height: Option<(f64, Measure)>,
    /// Mid-upper arm circumference, in cm.
    pub(crate) arm_cm: Option<f64>,
}

/// What decides a measurement besides the child's size.
pub(super) struct Occasion<'a> {
    pub(super) habits: &'a Habits,
    /// The month, counted from the first register.
    pub(super) month: i32,
    /// Age in days.
    pub(super) days: i32,
    /// Whether the child is under care: then it is measured with care, and the tape is borrowed.
    pub(super) watched: bool,
    /// Whether the arm is thin enough to say that the child is severely malnourished.
    pub(super) thin_arm: bool,
    /// What the register said last time.
    pub(super) before: Option<Measured>,
}

/// What the register says of a child of that size.
pub(super) fn measure(size: Size, on: &Occasion<'_>, random: &mut Random) -> Measured {
    if let Some(before) = on.before.filter(|before| copied(before, size, on, random)) {
        return before;
    }
    let habits = on.habits;
    let error = if habits.careless { 0.03 } else { 0.005 };
    let weight = size.weight_kg * (1.0 + error * random.bell());
    let with_height = on.watched || (on.month + habits.first_day).rem_euclid(habits.height_every) == 0;
    Measured {
        weight_kg: to_step(weight, habits.weight_step),
        height: with_height.then(|| height(size, on, random)),
        arm_cm: size
            .arm_cm
            .filter(|_| habits.has_tape || on.watched)
            .map(|arm| self::arm(arm, on, random)),
    }
}

/// Who is under care is weighed before the supervisor's eyes. What was measured lying is not copied for a child that
/// stands by now.
fn copied(before: &Measured, size: Size, on: &Occasion<'_>, random: &mut Random) -> bool {
    let same_position = before
        .height
        .is_some_and(|(_, position)| position == size.position);
    let same_arm = before.arm_cm.is_some() == (size.arm_cm.is_some() && on.habits.has_tape);
    on.habits.copies && !on.watched && same_position && same_arm && random.happens(0.5)
}

/// A height that is no less than last time's, since a worker who sees a child shrink measures again; but not where
/// measuring is careless.
fn height(size: Size, on: &Occasion<'_>, random: &mut Random) -> (f64, Measure) {
    let careless = on.habits.careless;
    let error = if careless { 3.5 } else { 0.2 };
    let (position, difference) = position(size, on.days, random);
    let height = size.height_cm + difference + error * random.bell();
    let written = to_step(height.max(40.0), on.habits.height_step);
    let before = on
        .before
        .and_then(|before| before.height)
        .filter(|(_, before)| *before == position);
    match before {
        Some((before, _)) if !careless && written < before => (before, position),
        _ => (written, position),
    }
}

/// How the child was really measured, with the 0.7 cm by which a lying child is longer. Near the second birthday some
/// are measured the wrong way.
fn position(size: Size, days: i32, random: &mut Random) -> (Measure, f64) {
    let near = (STANDS_FROM - 120..STANDS_FROM + 120).contains(&days);
    if !near || !random.happens(0.05) {
        return (size.position, 0.0);
    }
    match size.position {
        Measure::Lying => (Measure::Standing, -0.7),
        Measure::Standing => (Measure::Lying, 0.7),
    }
}

/// Arms follow the body, but for the line of 11.5 cm: who is severe by it is known, and nobody else falls below.
fn arm(arm: f64, on: &Occasion<'_>, random: &mut Random) -> f64 {
    let arm = arm + 0.15 * random.bell();
    let arm = if on.thin_arm {
        arm.clamp(10.2, 11.4)
    } else {
        arm.max(11.7)
    };
    to_step(arm, 0.1)
}

/// A number as it is written down: hundredths at most, so that 9.4 is not 9.4000000000000004.
fn to_step(value: f64, step: f64) -> f64 {
    let hundredths = (step * 100.0).round();
    (value * 100.0 / hundredths).round() * hundredths / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        weight_kg: 9.4321,
        height_cm: 78.43,
        position: Measure::Lying,
        arm_cm: Some(13.27),
    };

    fn habits() -> Habits {
        Habits {
            weight_step: 0.1,
            height_step: 0.5,
            height_every: 1,
            copies: false,
            has_tape: true,
            careless: false,
            first_day: 10,
        }
    }

    fn occasion(habits: &Habits) -> Occasion<'_> {
        Occasion {
            habits,
            month: 1,
            days: 500,
            watched: false,
            thin_arm: false,
            before: None,
        }
    }

    fn many(on: &Occasion<'_>) -> Vec<Measured> {
        let mut random = Random::new(1, &[]);
        (0..500).map(|_| measure(SIZE, on, &mut random)).collect()
    }

    #[test]
    fn numbers_end_as_the_centre_writes_them() {
        assert_eq!(to_step(9.4321, 0.1), 9.4);
        assert_eq!(to_step(9.4321, 0.01), 9.43);
        assert_eq!(to_step(78.43, 0.5), 78.5);
        for measured in many(&occasion(&habits())) {
            assert_eq!((measured.height.unwrap().0 * 10.0).round() as i64 % 5, 0);
        }
    }

    #[test]
    fn a_height_is_never_less_than_last_time_where_care_is_taken() {
        let habits = habits();
        let before = Measured {
            weight_kg: 9.0,
            height: Some((78.5, Measure::Lying)),
            arm_cm: None,
        };
        let on = Occasion {
            before: Some(before),
            ..occasion(&habits)
        };
        assert!(
            many(&on)
                .iter()
                .all(|measured| measured.height.unwrap().0 >= 78.5)
        );
    }

    #[test]
    fn where_no_care_is_taken_heights_scatter_and_shrink() {
        let habits = Habits {
            careless: true,
            ..habits()
        };
        let heights: Vec<f64> = many(&occasion(&habits))
            .iter()
            .map(|measured| measured.height.unwrap().0)
            .collect();
        assert!(heights.iter().any(|height| *height < 75.0) && heights.iter().any(|height| *height > 82.0));
    }

    #[test]
    fn a_centre_that_copies_repeats_last_month_but_not_for_a_child_under_care() {
        let habits = Habits {
            copies: true,
            ..habits()
        };
        let before = Measured {
            weight_kg: 3.3,
            height: Some((61.2, Measure::Lying)),
            arm_cm: Some(12.9),
        };
        let on = |watched| Occasion {
            before: Some(before),
            watched,
            ..occasion(&habits)
        };
        assert!(
            (200..300).contains(
                &many(&on(false))
                    .iter()
                    .filter(|measured| **measured == before)
                    .count()
            )
        );
        assert!(many(&on(true)).iter().all(|measured| *measured != before));
    }

    #[test]
    fn without_a_tape_no_arm_is_measured_and_without_the_board_no_height() {
        let habits = Habits {
            has_tape: false,
            height_every: 3,
            ..habits()
        };
        let measured = many(&occasion(&habits)).remove(0);
        assert_eq!((measured.height, measured.arm_cm), (None, None));
        assert!(measured.weight_kg > 9.0);
    }

    #[test]
    fn only_a_thin_arm_is_below_the_line() {
        let habits = habits();
        let thin = Occasion {
            thin_arm: true,
            ..occasion(&habits)
        };
        assert!(many(&thin).iter().all(|measured| measured.arm_cm.unwrap() < 11.5));
        let slight = Size {
            arm_cm: Some(11.0),
            ..SIZE
        };
        let mut random = Random::new(1, &[]);
        assert!(measure(slight, &occasion(&habits), &mut random).arm_cm.unwrap() > 11.5);
    }
}
