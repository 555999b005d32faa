//! An attacker who has everything that was ever published, knows which sums add up and which values were told anew, and
//! solves for the least and the largest that a hidden count can be.
//!
//! Counts are at least 0. A value that was not changed from one release to the next is the same unknown in both; that is
//! more than a reader can know, so that what holds against this attacker holds against readers. A release in which
//! everything is hidden tells nothing, not even what of it is unchanged.

use std::collections::HashMap;

use analytics::suppression::CubeTable;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome, Variable};

/// What the attacker knows: unknowns, and sums among them.
pub struct Attacker {
    /// For each release and cell its unknown.
    unknowns: Vec<HashMap<usize, usize>>,
    /// Known values, by unknown.
    known: HashMap<usize, f64>,
    /// Sums that are 0: unknowns with their factors.
    sums: Vec<Vec<(usize, f64)>>,
    count: usize,
}

impl Attacker {
    pub fn of(releases: &[&CubeTable]) -> Self {
        let mut attacker = Self {
            unknowns: Vec::new(),
            known: HashMap::new(),
            sums: Vec::new(),
            count: 0,
        };
        for (number, table) in releases.iter().enumerate() {
            let before = number.checked_sub(1).map(|before| releases[before]);
            attacker.read(table, before);
        }
        attacker
    }

    fn read(&mut self, table: &CubeTable, before: Option<&CubeTable>) {
        let before = before.filter(|table| !tells_nothing(table));
        let mut here = HashMap::new();
        for (index, cell) in table.cells().iter().enumerate() {
            let Some(value) = cell.value else { continue };
            let same = before.filter(|table| table.cells()[index].value == Some(value));
            let unknown = match same.and(self.unknowns.last()) {
                Some(earlier) => earlier[&index],
                None => {
                    self.count += 1;
                    self.count - 1
                }
            };
            here.insert(index, unknown);
            if !cell.is_unseen() {
                self.known.insert(unknown, value as f64);
            }
        }
        let sums = if tells_nothing(table) {
            Vec::new()
        } else {
            sums(table)
        };
        let named = |sum: Vec<(usize, f64)>| {
            sum.into_iter()
                .map(|(index, factor)| (here[&index], factor))
                .collect()
        };
        self.sums.extend(sums.into_iter().map(named));
        self.unknowns.push(here);
    }

    /// The least and the largest that a cell of a release can have been.
    pub fn interval(&self, release: usize, index: usize) -> (f64, f64) {
        let target = self.unknowns[release][&index];
        if let Some(known) = self.known.get(&target) {
            return (*known, *known);
        }
        let end = |direction| self.solve(target, direction);
        (
            end(OptimizationDirection::Minimize),
            end(OptimizationDirection::Maximize),
        )
    }

    fn solve(&self, target: usize, direction: OptimizationDirection) -> f64 {
        let mut problem = Problem::new(direction);
        let mut variables: HashMap<usize, Variable> = HashMap::new();
        for sum in self.touching(target) {
            let mut rest = 0.0;
            let mut row = Vec::new();
            for (unknown, factor) in sum {
                match self.known.get(unknown) {
                    Some(value) => rest -= value * factor,
                    None => {
                        let goal = f64::from(u8::from(*unknown == target));
                        let variable = *variables
                            .entry(*unknown)
                            .or_insert_with(|| problem.add_var(goal, (0.0, f64::INFINITY)));
                        row.push((variable, *factor));
                    }
                }
            }
            problem.add_constraint(row, ComparisonOp::Eq, rest);
        }
        if variables.is_empty() {
            return match direction {
                OptimizationDirection::Minimize => 0.0,
                OptimizationDirection::Maximize => f64::INFINITY,
            };
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => solution.objective(),
            Ok(SolveOutcome::Interrupted(_)) => panic!("no limit was set"),
            Err(Error::Unbounded) => f64::INFINITY,
            Err(other) => panic!("the true cube is a solution: {other}"),
        }
    }

    /// The sums that hang together with an unknown through other unknowns; the rest tells nothing of it.
    fn touching(&self, target: usize) -> Vec<&Vec<(usize, f64)>> {
        let mut of: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, sum) in self.sums.iter().enumerate() {
            for (unknown, _) in sum
                .iter()
                .filter(|(unknown, _)| !self.known.contains_key(unknown))
            {
                of.entry(*unknown).or_default().push(at);
            }
        }
        let mut found = vec![false; self.sums.len()];
        let mut pending = vec![target];
        let mut seen = std::collections::HashSet::from([target]);
        while let Some(unknown) = pending.pop() {
            for at in of.get(&unknown).into_iter().flatten() {
                if !std::mem::replace(&mut found[*at], true) {
                    let others = self.sums[*at].iter().map(|(unknown, _)| *unknown);
                    pending.extend(
                        others.filter(|other| !self.known.contains_key(other) && seen.insert(*other)),
                    );
                }
            }
        }
        let all = self.sums.iter().zip(&found);
        all.filter(|(_, found)| **found).map(|(sum, _)| sum).collect()
    }
}

fn tells_nothing(table: &CubeTable) -> bool {
    table
        .cells()
        .iter()
        .all(|cell| cell.value.is_none() || cell.is_unseen())
}

/// Every sum of a cube: along each dimension, a node is what its leaves are together. Cells without a value add nothing.
fn sums(table: &CubeTable) -> Vec<Vec<(usize, f64)>> {
    let mut sums = Vec::new();
    for (index, cell) in table.cells().iter().enumerate() {
        if cell.value.is_none() {
            continue;
        }
        let nodes = table.nodes(index);
        for (at, axis) in table.axes().iter().enumerate() {
            if axis.is_leaf(nodes[at]) {
                continue;
            }
            let mut sum = vec![(index, -1.0)];
            for leaf in axis.below(nodes[at]) {
                let mut inner = nodes.clone();
                inner[at] = axis.holders(*leaf)[0];
                let inner = table.index(&inner);
                if table.cells()[inner].value.is_some() {
                    sum.push((inner, 1.0));
                }
            }
            sums.push(sum);
        }
    }
    sums
}
