//! The attacker: everything that was published is an equation, and a linear programme says how small and how large a hidden
//! count can be.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};

use crate::attack::world::{BLOCKS, DISTRICT, GPS, MONTHS, Reports};

/// A count: a measure, a place, the months that it is of (first and last), and an illness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    pub measure: &'static str,
    pub place: String,
    pub months: (usize, usize),
    pub illness: Option<&'static str>,
}

/// Measures with the columns that they add up, as positions in a report.
const MEASURES: [(&str, &[usize]); 6] = [
    ("patients", &[0, 1]),
    ("patients_women", &[0]),
    ("patients_men", &[1]),
    ("enrolled", &[2]),
    ("severe", &[3]),
    ("seen", &[4, 5]),
];

/// The measure of that id; none for indicators.
pub fn measure(id: &str) -> Option<&'static str> {
    MEASURES
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(known, _)| *known)
}

/// Whether a measure adds up over months.
pub fn adds_up(measure: &str) -> bool {
    measure.starts_with("patients")
}

impl Count {
    /// The smallest counts that it is the sum of: gram panchayat, month and column.
    fn leaves(&self) -> Vec<(usize, usize, usize)> {
        let (_, columns) = MEASURES.iter().find(|(known, _)| *known == self.measure).unwrap();
        let columns: Vec<usize> = match self.illness {
            Some("fever") => vec![4],
            Some(_) => vec![5],
            None => columns.to_vec(),
        };
        let inside = |at: &usize| {
            let (code, _, block) = GPS[*at];
            [DISTRICT, block, code].contains(&self.place.as_str())
        };
        let gps = (0..GPS.len()).filter(inside);
        gps.flat_map(|gp| (self.months.0..=self.months.1).map(move |month| (gp, month)))
            .flat_map(|(gp, month)| columns.iter().map(move |column| (gp, month, *column)))
            .collect()
    }

    /// What it is in truth.
    pub fn truth(&self, reports: &Reports) -> i64 {
        let leaves = self.leaves().into_iter();
        leaves.map(|(gp, month, column)| reports[month][gp][column]).sum()
    }
}

/// Every count that any publication holds.
pub fn all() -> Vec<Count> {
    let gps = GPS.iter().map(|(code, ..)| *code);
    let places: Vec<&str> = [DISTRICT]
        .into_iter()
        .chain(BLOCKS.map(|(code, _)| code))
        .chain(gps)
        .collect();
    let mut all = Vec::new();
    for (measure, _) in MEASURES {
        let spans: Vec<(usize, usize)> = match adds_up(measure) {
            true => vec![(0, 0), (1, 1), (2, 2), (0, 1), (0, 2)],
            false => (0..MONTHS.len()).map(|month| (month, month)).collect(),
        };
        let illnesses: &[Option<&str>] = match measure {
            "seen" => &[None, Some("fever"), Some("wounds")],
            _ => &[None],
        };
        for place in &places {
            for months in &spans {
                for illness in illnesses {
                    all.push(Count {
                        measure,
                        place: (*place).to_owned(),
                        months: *months,
                        illness: *illness,
                    });
                }
            }
        }
    }
    all
}

/// The least and the largest that a count can be, for whoever knows these and that none is negative.
pub fn interval(known: &BTreeMap<Count, i64>, count: &Count) -> (f64, f64) {
    let end = |direction| {
        let mut problem = Problem::new(direction);
        let goal = count.leaves();
        let mut variables = BTreeMap::new();
        let counts = known.keys().chain([count]);
        for leaf in counts.flat_map(Count::leaves) {
            let weight = if goal.contains(&leaf) { 1.0 } else { 0.0 };
            variables
                .entry(leaf)
                .or_insert_with(|| problem.add_var(weight, (0.0, f64::INFINITY)));
        }
        for (count, value) in known {
            let sum: Vec<_> = count.leaves().iter().map(|leaf| (variables[leaf], 1.0)).collect();
            problem.add_constraint(sum, ComparisonOp::Eq, *value as f64);
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => solution.objective(),
            Ok(SolveOutcome::Interrupted(_)) => panic!("no limit was set"),
            Err(Error::Unbounded) => f64::INFINITY,
            Err(other) => panic!("the truth is a solution: {other}"),
        }
    };
    (
        end(OptimizationDirection::Minimize),
        end(OptimizationDirection::Maximize),
    )
}
