//! The least that could be hidden, by trying everything; for cubes of few cells.

use analytics::suppression::{CubeTable, Rule};

use super::attacker::Attacker;

/// The sum of the cells hidden beside the small ones, each counted as one more than its value.
pub fn hidden_beside(table: &CubeTable, rule: Rule) -> i64 {
    let beside = table.cells().iter().filter(|cell| cell.hidden);
    let values = beside.filter_map(|cell| cell.value.filter(|value| !rule.is_small(*value)));
    values.map(|value| value + 1).sum()
}

/// The least volume that keeps every small count safe; none where there are too many ways.
pub fn volume(table: &CubeTable, rule: Rule) -> Option<i64> {
    let mut bare = table.clone();
    let mut candidates = Vec::new();
    for index in 0..bare.cells().len() {
        let Some(value) = bare.cells()[index].value else {
            continue;
        };
        bare.cell_mut(index).hidden = rule.is_small(value);
        if !rule.is_small(value) {
            candidates.push((value + 1, index));
        }
    }
    candidates.sort_unstable();
    let mut search = Search {
        rule,
        best: hidden_beside(table, rule),
        tried: 0,
    };
    search.hide(&mut bare, &candidates, 0);
    (search.tried < MOST_TRIES).then_some(search.best)
}

const MOST_TRIES: usize = 3_000;

struct Search {
    rule: Rule,
    best: i64,
    tried: usize,
}

impl Search {
    fn hide(&mut self, table: &mut CubeTable, candidates: &[(i64, usize)], cost: i64) {
        if self.tried >= MOST_TRIES || cost >= self.best {
            return;
        }
        self.tried += 1;
        if is_safe(table, self.rule) {
            self.best = cost;
            return;
        }
        for (at, (price, index)) in candidates.iter().enumerate() {
            table.cell_mut(*index).hidden = true;
            self.hide(table, &candidates[at + 1..], cost + price);
            table.cell_mut(*index).hidden = false;
        }
    }
}

fn is_safe(table: &CubeTable, rule: Rule) -> bool {
    let attacker = Attacker::of(&[table]);
    table.cells().iter().enumerate().all(|(index, cell)| {
        if !cell.value.is_some_and(|value| rule.is_small(value)) {
            return true;
        }
        let (low, high) = attacker.interval(0, index);
        low <= rule.least as f64 + 1e-6 && high >= (rule.threshold - 1).max(rule.least + 1) as f64 - 1e-6
    })
}
