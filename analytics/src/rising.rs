//! What rises: counts that grew beyond chance, beyond what the whole grew.
//!
//! If a part had grown as the whole did, each of its events, before and now together, would lie in the present time with
//! the same probability as any of the whole. So of `before + now` events, `now` is binomial, and its upper tail is the
//! chance of so many (the conditional test of two Poisson rates: Przyborowski and Wilenski, 1940). Of many parts some
//! look odd by chance alone; the procedure of Benjamini and Hochberg (1995) keeps false ones among those told below 5 %.

use figures::{Cell, Figures, State};
use statrs::distribution::{Binomial, DiscreteCDF};

/// Of those told to rise, at most this part may have done so by chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// Parts with fewer events than this, before and now together, are not tested. Which are tested must not depend on how
/// many there are now alone: those with many now by chance would be picked out, and then found to have risen.
const FEWEST: u64 = 10;

/// What was tested, and what rises.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rising {
    /// The rows that rise, the surest first.
    pub rows: Vec<usize>,
    /// How many rows had enough events, before and now together, to be tested.
    pub tested: usize,
}

/// The rows of counts that rose beyond chance against what they are compared with. Rows without both numbers are
/// passed over.
pub fn rising(figures: &Figures, column: usize) -> Rising {
    let counts: Vec<Option<(u64, u64)>> = figures
        .rows
        .iter()
        .map(|row| counts(&row.cells[column]))
        .collect();
    let (before, now) = counts
        .iter()
        .flatten()
        .fold((0, 0), |(before, now), (b, n)| (before + b, now + n));
    if before + now == 0 {
        return Rising::default();
    }
    let share = ratio(now, before + now);
    let mut chances: Vec<(f64, usize)> = counts
        .iter()
        .enumerate()
        .filter_map(|(row, counts)| {
            let (before, now) = counts.filter(|(before, now)| before + now >= FEWEST)?;
            Some((chance(before, now, share)?, row))
        })
        .collect();
    chances.sort_by(|(one, a), (other, b)| one.total_cmp(other).then(a.cmp(b)));
    let tested = chances.len();
    let told = (1..=tested)
        .rev()
        .find(|rank| chances[rank - 1].0 <= ratio(*rank as u64, tested as u64) * FALSE_DISCOVERIES);
    let rows = chances.into_iter().take(told.unwrap_or(0)).map(|(_, row)| row);
    Rising {
        rows: rows.collect(),
        tested,
    }
}

/// What a cell counted before and counts now.
fn counts(cell: &Cell) -> Option<(u64, u64)> {
    let whole = |value: f64| (value >= 0.0 && value.fract() == 0.0).then_some(value as u64);
    let now = cell.value.filter(|_| cell.state == State::Value)?;
    Some((whole(cell.previous?)?, whole(now)?))
}

/// The chance of at least `now` of all events, if each lies in the present time with the probability `share`.
fn chance(before: u64, now: u64, share: f64) -> Option<f64> {
    let all = Binomial::new(share, before + now).ok()?;
    Some(all.sf(now.checked_sub(1)?))
}

#[expect(clippy::cast_precision_loss, reason = "counts of a state are far below 2^53")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use catalog::{Unit, Words};
    use figures::{Column, ColumnKind, Row, Units};

    use super::*;

    fn figures(counts: &[(Option<f64>, f64)]) -> Figures {
        let rows = counts.iter().map(|(before, now)| Row {
            keys: Vec::new(),
            cells: vec![Cell {
                value: Some(*now),
                previous: *before,
                ..Cell::without_value(State::Value, Units::default())
            }],
        });
        Figures {
            programme: "grievance".to_owned(),
            place: "district-305".parse().unwrap(),
            as_on: None,
            known_on: None,
            from: None,
            to: None,
            compare: None,
            data_version: 0,
            data_time: None,
            sample: false,
            units: Units::default(),
            by: Vec::new(),
            by_titles: Vec::new(),
            columns: vec![Column {
                id: "received".to_owned(),
                kind: ColumnKind::Measure,
                unit: Unit::Count,
                title: Words::latin("Received"),
            }],
            rows: rows.collect(),
            breaks: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// A made-up Poisson count around a mean, from a linear congruential generator.
    fn noise(seed: &mut u64, mean: f64) -> f64 {
        let mut uniform = || {
            *seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (*seed >> 11) as f64 / (1u64 << 53) as f64
        };
        let (limit, mut product, mut count) = ((-mean).exp(), 1.0, -1.0);
        while product > limit {
            product *= uniform();
            count += 1.0;
        }
        count
    }

    #[test]
    fn noise_alone_is_told_to_rise_in_few_of_many_trials() {
        let mut seed = 305;
        let mut alarms = 0;
        for _ in 0..200 {
            let counts: Vec<_> = (0..100)
                .map(|_| (Some(noise(&mut seed, 20.0)), noise(&mut seed, 20.0)))
                .collect();
            alarms += usize::from(!rising(&figures(&counts), 0).rows.is_empty());
        }
        assert!(
            alarms <= 16,
            "{alarms} of 200 trials of noise told of a rise; 5 % would be 10"
        );
    }

    #[test]
    fn noise_of_many_rare_kinds_is_not_told_to_rise_because_some_are_many_now() {
        let mut seed = 2023;
        let mut alarms = 0;
        for _ in 0..100 {
            let counts: Vec<_> = (0..2_000)
                .map(|_| (Some(noise(&mut seed, 3.0)), noise(&mut seed, 3.0)))
                .collect();
            alarms += usize::from(!rising(&figures(&counts), 0).rows.is_empty());
        }
        assert!(
            alarms <= 10,
            "{alarms} of 100 trials of noise told of a rise; 5 would be 5 %"
        );
    }

    #[test]
    fn what_doubled_among_noise_is_found_first() {
        let mut seed = 17;
        let mut counts: Vec<_> = (0..100)
            .map(|_| (Some(noise(&mut seed, 30.0)), noise(&mut seed, 30.0)))
            .collect();
        counts[42] = (Some(30.0), 75.0);
        let told = rising(&figures(&counts), 0);
        assert_eq!(told.rows.first(), Some(&42));
        assert_eq!(told.tested, 100);
    }

    #[test]
    fn a_part_that_grew_as_the_whole_did_does_not_rise() {
        let counts: Vec<_> = (0..50).map(|_| (Some(40.0), 80.0)).collect();
        assert!(rising(&figures(&counts), 0).rows.is_empty());
    }

    #[test]
    fn few_events_and_rows_without_a_past_are_not_tested() {
        let told = rising(
            &figures(&[(Some(0.0), 9.0), (None, 500.0), (Some(100.0), 100.0)]),
            0,
        );
        assert_eq!((told.rows.len(), told.tested), (0, 1));
        assert_eq!(rising(&figures(&[]), 0), Rising::default());
    }
}
