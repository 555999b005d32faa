//! Which office of a district deals with what.

use std::collections::BTreeMap;

use super::category::{CATEGORIES, Category};
use super::department::department;
use super::land::Kind;
use super::offices::{Office, Seat};
use super::weights::Weights;
use crate::random::Random;

/// Of cases that fit no category, those that the district magistrate keeps.
const KEPT: f64 = 0.6;
/// How many cases each office hears of before any hears of much.
const ROUNDS: usize = 3;

/// The offices of a district by what they are for.
#[derive(Debug)]
pub(super) struct Desks {
    /// Where the district stands among all.
    area: usize,
    by_seat: BTreeMap<(usize, Seat), Vec<usize>>,
    /// For each category, departments and their parts, in villages and in towns.
    by_category: Vec<[(Vec<usize>, Weights); 2]>,
    /// Departments that deal with what fits no category.
    others: Vec<usize>,
    by_other: Weights,
}

/// Whose turn it is where several offices do the same.
#[derive(Debug, Default)]
pub(super) struct Turns {
    offices: BTreeMap<(usize, usize), usize>,
    others: BTreeMap<usize, usize>,
}

impl Desks {
    /// The desks of a district among the offices of all.
    pub(super) fn of(area: usize, offices: &[Office]) -> Self {
        let mut by_seat: BTreeMap<(usize, Seat), Vec<usize>> = BTreeMap::new();
        for (at, office) in offices
            .iter()
            .enumerate()
            .filter(|(_, office)| office.area == area)
        {
            by_seat
                .entry((office.department, office.seat))
                .or_default()
                .push(at);
        }
        let is_there = |department: usize| by_seat.keys().any(|(known, _)| *known == department);
        let by_category = CATEGORIES
            .iter()
            .map(|category| parts(category, is_there))
            .collect();
        let named = |department: usize| {
            let mut desks = CATEGORIES.iter().flat_map(|category| category.desks);
            desks.any(|(name, ..)| self::department(name) == department)
        };
        let of_district = by_seat.keys().filter(|(_, seat)| *seat == Seat::District);
        let others: Vec<usize> = of_district
            .map(|(department, _)| *department)
            .filter(|department| !named(*department))
            .collect();
        Self {
            by_other: Weights::new((1..=others.len()).map(|rank| 1.0 / (rank * rank) as f64)),
            area,
            by_seat,
            by_category,
            others,
        }
    }

    /// The department that deals with the next case of a category.
    pub(super) fn department(
        &self,
        (category, kind): (usize, Kind),
        turns: &mut Turns,
        random: &mut Random,
    ) -> usize {
        let (departments, parts) = &self.by_category[category][kind.index()];
        if !parts.is_empty() {
            return departments[parts.pick(random)];
        }
        let turn = turns.others.entry(self.area).or_default();
        *turn += 1;
        match *turn - 1 {
            early if early < ROUNDS * self.others.len() => self.others[early % self.others.len()],
            _ if random.happens(KEPT) => department("Personnel and Administrative Reforms"),
            _ => self.others[self.by_other.pick(random)],
        }
    }

    /// An office of a department in the first of these seats, else in any: whose turn it is, where there are several.
    pub(super) fn office(&self, department: usize, seats: [Seat; 2], turns: &mut Turns) -> usize {
        let by_seat = &self.by_seat;
        let turn = turns.offices.entry((self.area, department)).or_default();
        *turn += 1;
        let mut seats = seats.into_iter().chain([Seat::District]);
        if let Some(offices) = seats.find_map(|seat| by_seat.get(&(department, seat))) {
            return offices[*turn % offices.len()];
        }
        let any: Vec<usize> = by_seat
            .range((department, Seat::District)..(department + 1, Seat::District))
            .flat_map(|(_, offices)| offices.iter().copied())
            .collect();
        any[*turn % any.len()]
    }
}

/// The departments with an office that deal with a category, in villages and in towns.
fn parts(category: &Category, is_there: impl Fn(usize) -> bool) -> [(Vec<usize>, Weights); 2] {
    let there = category
        .desks
        .iter()
        .map(|(name, rural, urban)| (department(name), *rural, *urban));
    let there: Vec<(usize, f64, f64)> = there.filter(|(at, ..)| is_there(*at)).collect();
    let departments: Vec<usize> = there.iter().map(|(at, ..)| *at).collect();
    let rural = Weights::new(there.iter().map(|(_, rural, _)| *rural));
    let urban = Weights::new(there.iter().map(|(.., urban)| *urban));
    [(departments.clone(), rural), (departments, urban)]
}
