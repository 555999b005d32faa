//! The Nutrition Rehabilitation Centre (NRC): who is sent there, for how long, and how it ends.

use jiff::civil::Date;

use super::severe::{End, Spell};
use crate::calendar::{days_between, plus};
use crate::random::Random;

/// A stay at the rehabilitation centre.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Admission {
    pub(crate) referred: Date,
    pub(crate) admitted: Date,
    /// In kg.
    pub(crate) weight_admission: f64,
    /// None while the child is still there.
    pub(crate) discharge: Option<Discharge>,
}

/// The end of a stay.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discharge {
    pub(crate) day: Date,
    pub(crate) outcome: Outcome,
    /// In kg.
    pub(crate) weight: f64,
}

/// How a stay ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Recovered,
    NotRecovered,
    /// The family took the child home before it was well: “left against medical advice”.
    LeftEarly,
    Transferred,
    Died,
}

/// The stay that follows when a child was found severe at the centre on `found`; none if it would begin after `until`.
pub(super) fn admission(
    spell: &Spell,
    found: Date,
    weight: f64,
    until: Date,
    random: &mut Random,
) -> Option<Admission> {
    let referred = plus(found, random.below(5) as i32);
    let admitted = plus(referred, random.below(4) as i32);
    let outcome = outcome(spell, random);
    let (stay, gain) = match outcome {
        Outcome::Recovered => (14 + random.below(11) as i32, random.between(0.12, 0.19)),
        Outcome::NotRecovered => (21 + random.below(8) as i32, random.between(0.02, 0.08)),
        Outcome::LeftEarly => (2 + random.below(8) as i32, random.between(-0.01, 0.04)),
        Outcome::Transferred => (1 + random.below(5) as i32, random.between(-0.02, 0.01)),
        Outcome::Died => (1 + random.below(6) as i32, random.between(-0.04, 0.0)),
    };
    let rounded = |weight: f64| (weight * 100.0).round() / 100.0;
    let discharge = Discharge {
        day: plus(admitted, stay),
        outcome,
        weight: rounded(weight * (1.0 + gain)),
    };
    (days_between(admitted, until) >= 0).then(|| Admission {
        referred,
        admitted,
        weight_admission: rounded(weight),
        discharge: Some(discharge).filter(|discharge| discharge.day <= until),
    })
}

/// A child that dies of its spell dies there; all others live.
fn outcome(spell: &Spell, random: &mut Random) -> Outcome {
    let drawn = random.between(0.0, 1.0);
    match drawn {
        _ if spell.end == End::Dies => Outcome::Died,
        drawn if drawn < 0.79 => Outcome::Recovered,
        drawn if drawn < 0.88 => Outcome::NotRecovered,
        drawn if drawn < 0.97 => Outcome::LeftEarly,
        _ => Outcome::Transferred,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const FOUND: Date = date(2026, 5, 12);

    fn stays(until: Date) -> Vec<(Spell, Option<Admission>)> {
        let mut random = Random::new(3, &[]);
        let stay = |_| {
            let spell = Spell::new(0, &mut random);
            let stay = admission(&spell, FOUND, 7.1, until, &mut random);
            (spell, stay)
        };
        (0..1000).map(stay).collect()
    }

    #[test]
    fn most_leave_heavier_than_they_came_and_after_two_weeks_or_more() {
        let stays = stays(date(2026, 12, 31));
        let recovered: Vec<_> = stays
            .iter()
            .filter_map(|(_, stay)| stay.as_ref()?.discharge.as_ref())
            .filter(|discharge| discharge.outcome == Outcome::Recovered)
            .collect();
        assert!(recovered.len() > 700);
        assert!(
            recovered
                .iter()
                .all(|discharge| discharge.weight > 7.9 && discharge.day >= plus(FOUND, 14))
        );
    }

    #[test]
    fn only_who_dies_of_the_spell_dies_there() {
        for (spell, stay) in stays(date(2026, 12, 31)) {
            let died = stay
                .and_then(|stay| stay.discharge)
                .is_some_and(|discharge| discharge.outcome == Outcome::Died);
            assert_eq!(died, spell.end == End::Dies);
        }
    }

    #[test]
    fn who_is_still_there_has_no_discharge_and_who_would_come_later_no_admission() {
        assert!(stays(plus(FOUND, -1)).iter().all(|(_, stay)| stay.is_none()));
        let soon = stays(plus(FOUND, 7));
        let there = soon.iter().filter_map(|(_, stay)| stay.as_ref());
        assert!(there.filter(|stay| stay.discharge.is_none()).count() > 800);
    }
}
