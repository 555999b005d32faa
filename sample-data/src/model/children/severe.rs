//! Who falls severely malnourished, for how long, and how it ends.
//!
//! The number of severe cases falls as the district's own press figures did, 1,627, then 654 after nine months, then 45
//! after nineteen: slowly at first, then faster.

use super::months::{MONTHS, RUN_IN};
use crate::random::Random;

/// Part of children under five that is severely malnourished in the first month of the registers.
const AT_FIRST: f64 = 0.062;
/// How fast this part falls: its logarithm falls by so much a month, and each month by so much more.
const FALL: f64 = 0.050;
const FASTER: f64 = 0.0085;
/// With what probability the severe state lasts 1, 2, 3, 4 or 5 months.
const LASTS: [f64; 5] = [0.15, 0.3, 0.3, 0.15, 0.1];
/// Part of those who recovered that falls ill again soon.
const RELAPSES: f64 = 0.05;
/// Part that is sent to a Nutrition Rehabilitation Centre; all with oedema are.
const REFERRED: f64 = 0.12;
/// Part that has complications and yet is not sent there.
const NOT_SENT: f64 = 0.035;

/// A spell of severe acute malnutrition.
#[derive(Debug, Clone)]
pub(super) struct Spell {
    /// The month in which it begins.
    pub(super) onset: i32,
    /// The month in which it is no longer severe.
    pub(super) better: i32,
    /// The month from which weight is in order again, if nothing else happens.
    pub(super) well: i32,
    /// Weight-for-length z-score at its worst.
    pub(super) depth: f64,
    /// Whether both feet are swollen.
    pub(super) oedema: bool,
    /// Whether the arm is thin too; in some children it is not.
    pub(super) thin_arm: bool,
    /// Whether the worker notes complications: oedema, no appetite, fever.
    pub(super) complicated: bool,
    pub(super) referred: bool,
    pub(super) end: End,
}

/// How a spell ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The child gains weight and stays well.
    Recovers,
    /// It recovers, and begins another spell in that month.
    Relapses(i32),
    /// It is never quite well for half a year.
    StaysModerate,
    /// It is not brought to the centre again before that month.
    StaysAway(i32),
    /// The family goes elsewhere while it is ill.
    Leaves,
    Dies,
}

impl Spell {
    /// One that begins in `onset`.
    pub(super) fn new(onset: i32, random: &mut Random) -> Self {
        let better = onset + lasts(random);
        let well = better + i32::from(random.happens(0.6));
        let oedema = random.happens(0.02);
        let worst = random.between(0.0, 1.0);
        let referred = oedema || random.happens(REFERRED);
        Self {
            onset,
            better,
            well,
            depth: -3.25 - worst * worst,
            oedema,
            thin_arm: random.happens(0.6),
            complicated: referred || random.happens(NOT_SENT),
            referred,
            end: end(onset, well, random),
        }
    }

    /// Whether the child is severely malnourished in a month.
    pub(super) fn is_severe(&self, month: i32) -> bool {
        (self.onset..self.better).contains(&month)
    }

    /// What the weight-for-length z-score is in a month in which it would usually be `usual`.
    pub(super) fn whz(&self, month: i32, usual: f64) -> f64 {
        match month {
            month if month < self.onset => usual,
            month if month < self.better => self.depth + 0.03 * f64::from(month - self.onset),
            month if month < self.well => -2.4,
            month if self.end == End::StaysModerate && month < self.well + 6 => -2.3,
            // Care does not stop with the last ounce: who has recovered stays above the line.
            _ => usual.max(-1.5),
        }
    }
}

fn lasts(random: &mut Random) -> i32 {
    let drawn = random.between(0.0, 1.0);
    let mut so_far = 0.0;
    let over = LASTS.iter().position(|part| {
        so_far += part;
        drawn < so_far
    });
    over.map_or(LASTS.len(), |at| at + 1) as i32
}

fn end(onset: i32, well: i32, random: &mut Random) -> End {
    let drawn = random.between(0.0, 1.0);
    match drawn {
        drawn if drawn < 0.015 => End::Dies,
        drawn if drawn < 0.04 => End::Leaves,
        drawn if drawn < 0.10 => End::StaysAway(onset + 4 + random.below(6) as i32),
        drawn if drawn < 0.16 => End::StaysModerate,
        drawn if drawn < 0.16 + RELAPSES => End::Relapses(well + 2 + random.below(3) as i32),
        _ => End::Recovers,
    }
}

/// With what probability a child under five falls severely malnourished, by month.
#[derive(Debug)]
pub(super) struct Incidence {
    by_month: Vec<f64>,
}

impl Incidence {
    /// What it must be for the number of severe cases to fall as planned: so many new ones as those who are still severe
    /// leave room for.
    pub(super) fn new() -> Self {
        let mut by_month: Vec<f64> = Vec::new();
        for month in RUN_IN..MONTHS {
            let usual = planned(RUN_IN) / mean_months();
            let before = |back: usize| by_month.len().checked_sub(back).map_or(usual, |at| by_month[at]);
            let left: f64 = (1..LASTS.len()).map(|back| before(back) * still(back)).sum();
            by_month.push((planned(month) - left).max(0.0));
        }
        Self { by_month }
    }

    /// The probability in a month.
    pub(super) fn of(&self, month: i32) -> f64 {
        let at = month.checked_sub(RUN_IN).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.by_month.get(at).copied()).unwrap_or(0.0)
    }
}

/// Part of children under five that is to be severe in a month.
fn planned(month: i32) -> f64 {
    let month = f64::from(month.max(0));
    AT_FIRST * (-(FALL * month + FASTER * month * month)).exp()
}

/// Part of spells that is severe for more than so many months.
fn still(months: usize) -> f64 {
    LASTS[months..].iter().sum()
}

fn mean_months() -> f64 {
    (0..LASTS.len()).map(still).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells() -> Vec<Spell> {
        let mut random = Random::new(1, &[]);
        (0..2000).map(|_| Spell::new(0, &mut random)).collect()
    }

    fn part(of: impl Fn(&Spell) -> bool) -> f64 {
        let spells = spells();
        spells.iter().filter(|spell| of(spell)).count() as f64 / spells.len() as f64
    }

    #[test]
    fn the_plan_falls_every_month_and_by_more_than_nine_tenths_in_all() {
        assert!((0..MONTHS - 1).all(|month| planned(month + 1) < planned(month)));
        assert!(planned(MONTHS - 1) < planned(0) * 0.06);
        assert!((0.3..0.5).contains(&(planned(8) / planned(0))));
    }

    #[test]
    fn new_spells_and_those_that_go_on_add_up_to_the_plan() {
        let incidence = Incidence::new();
        for month in 0..MONTHS {
            let severe: f64 = (0..LASTS.len())
                .map(|back| incidence.of(month - back as i32) * still(back))
                .sum();
            assert!((severe - planned(month)).abs() < 1e-9, "{month}");
            assert!(incidence.of(month) > 0.0, "{month}");
        }
    }

    #[test]
    fn most_children_are_well_again_within_two_to_five_months() {
        assert!(part(|spell| matches!(spell.end, End::Recovers | End::Relapses(_))) > 0.8);
        assert!(part(|spell| (2..=5).contains(&spell.well)) > 0.8);
        assert!(part(|spell| spell.end == End::Dies) < 0.03);
        assert!((0.03..0.07).contains(&part(|spell| matches!(spell.end, End::Relapses(_)))));
    }

    #[test]
    fn a_severe_child_is_below_the_line_and_a_recovered_one_above() {
        for spell in spells() {
            for month in 0..spell.better {
                assert!((-4.5..-3.1).contains(&spell.whz(month, -0.5)));
            }
            assert!(spell.end == End::StaysModerate || spell.whz(spell.well, -2.5) > -2.0);
        }
    }

    #[test]
    fn a_month_outside_the_story_has_no_new_cases() {
        let incidence = Incidence::new();
        assert_eq!(
            (
                incidence.of(RUN_IN - 1),
                incidence.of(MONTHS),
                incidence.of(i32::MAX)
            ),
            (0.0, 0.0, 0.0)
        );
    }
}
