//! How a centre measures: its scale, its board, its tape, its days, and how much care is taken.

use crate::model::{Centre, Project};
use crate::random::Random;

/// How a centre measures.
#[derive(Debug, Clone)]
pub(super) struct Habits {
    /// To what part of a kg weights are written down.
    pub(super) weight_step: f64,
    /// To what part of a cm heights are written down.
    pub(super) height_step: f64,
    /// Heights are measured in one of so many months, not in the same ones everywhere.
    pub(super) height_every: i32,
    /// Whether the numbers of last month are often written down again.
    pub(super) copies: bool,
    /// Whether there is a tape for arms.
    pub(super) has_tape: bool,
    /// Whether the worker was never shown how to use the board.
    pub(super) careless: bool,
    /// The day of the month on which weighing begins.
    pub(super) first_day: i32,
}

impl Habits {
    /// Those of a centre; all centres of the careless sector are alike in one thing.
    pub(super) fn new(seed: u64, centre: &Centre, careless_sector: &str) -> Self {
        let mut random = Random::new(seed, &["measuring", &centre.code]);
        Self {
            weight_step: if random.happens(0.4) { 0.1 } else { 0.01 },
            height_step: if random.happens(0.3) { 0.5 } else { 0.1 },
            height_every: if random.happens(0.06) { 3 } else { 1 },
            copies: random.happens(0.05),
            has_tape: random.happens(0.8),
            careless: centre.sector == careless_sector,
            first_day: 4 + random.below(11) as i32,
        }
    }
}

/// The sector in which measuring is poor: a small one, so that the district's figures stay those of its children.
pub(super) fn careless_sector(seed: u64, projects: &[Project]) -> String {
    let mut random = Random::new(seed, &["careless sector"]);
    let sectors = projects.iter().flat_map(|project| {
        let mut sectors: Vec<(&str, usize)> = Vec::new();
        for centre in &project.centres {
            match sectors.iter_mut().find(|(sector, _)| *sector == centre.sector) {
                Some((_, centres)) => *centres += 1,
                None => sectors.push((&centre.sector, 1)),
            }
        }
        sectors
    });
    let small: Vec<&str> = sectors
        .filter(|(_, centres)| *centres <= 4)
        .map(|(sector, _)| sector)
        .collect();
    let chosen = (!small.is_empty()).then(|| small[random.below(small.len())]);
    chosen.unwrap_or_default().to_owned()
}
