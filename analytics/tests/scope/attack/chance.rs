//! Hierarchies made by chance, the same from the same seed, with what is released of them.

use analytics::suppression::{Axis, CubeCell, CubeTable, Protected, Rule, protect};

/// A row of numbers that looks like chance.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below another.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// Dimensions with the values of their leaves, and all that was released of them.
pub struct History {
    pub rule: Rule,
    pub releases: Vec<Release>,
}

/// One release: the whole cube, and what was hidden in it.
pub struct Release {
    pub table: CubeTable,
    pub done: Protected,
}

impl History {
    /// Some releases of a cube of about so many cells.
    pub fn by_chance(seed: u64, most_cells: usize, most_releases: usize) -> Self {
        let mut chance = Chance::of(seed);
        let threshold = [2, 3, 5, 5, 5, 7][chance.below(6)];
        let rule = Rule {
            threshold,
            least: i64::from(!chance.one_in(4)),
        };
        let axes = axes(&mut chance, most_cells);
        let leaves: usize = axes.iter().map(Axis::leaves).product();
        let mut values: Vec<Option<i64>> = (0..leaves).map(|_| value(&mut chance)).collect();
        let mut releases: Vec<Release> = Vec::new();
        for number in 1..=1 + chance.below(most_releases) as u64 {
            if number > 1 {
                change(&mut chance, &mut values);
            }
            let before = releases.last().map(|release| &release.table);
            releases.push(release(&axes, &values, before, rule, number));
        }
        Self { rule, releases }
    }
}

/// Makes a release, as a data version does: what is kept of the one before is told to it.
pub fn release(
    axes: &[Axis],
    leaves: &[Option<i64>],
    before: Option<&CubeTable>,
    rule: Rule,
    number: u64,
) -> Release {
    let mut index = 0;
    let mut table = CubeTable::new(axes.to_vec(), |nodes| {
        let kept = before.map(|table| &table.cells()[index]);
        index += 1;
        CubeCell::in_release(kept, sum(axes, nodes, leaves), true, rule, number)
    });
    let done = protect(&mut table);
    Release { table, done }
}

/// The sum of the leaves under a combination of nodes; none where there is none.
fn sum(axes: &[Axis], nodes: &[usize], leaves: &[Option<i64>]) -> Option<i64> {
    let mut positions = vec![0];
    for (axis, node) in axes.iter().zip(nodes) {
        let with = |position: &usize| {
            let position = *position;
            axis.below(*node)
                .iter()
                .map(move |leaf| position * axis.leaves() + leaf)
        };
        positions = positions.iter().flat_map(with).collect();
    }
    let known: Vec<i64> = positions
        .into_iter()
        .filter_map(|position| leaves[position])
        .collect();
    (!known.is_empty()).then(|| known.into_iter().sum())
}

/// Places in a tree, perhaps classes, perhaps months with the year to date and the quarter.
fn axes(chance: &mut Chance, most: usize) -> Vec<Axis> {
    let mut axes = vec![tree(chance)];
    if chance.one_in(2) {
        axes.push(Axis::whole_and_parts(2 + chance.below(3)));
    }
    if chance.one_in(4) {
        axes.push(Axis::whole_and_parts(2));
    }
    if chance.one_in(3) {
        axes.push(year_to_date(2 + chance.below(3)));
    }
    while axes.iter().map(Axis::len).product::<usize>() > most {
        if axes.len() > 1 {
            axes.pop();
        } else {
            axes[0] = Axis::whole_and_parts(2 + chance.below(most.saturating_sub(2).min(6)));
        }
    }
    axes
}

/// A tree of one to three levels below its root.
fn tree(chance: &mut Chance) -> Axis {
    let mut chains: Vec<Vec<usize>> = vec![vec![0]];
    let mut nodes = 1;
    for _ in 0..=chance.below(3) {
        let mut next = Vec::new();
        for chain in &chains {
            for _ in 0..=chance.below(4) {
                let mut longer = vec![nodes];
                longer.extend(chain);
                next.push(longer);
                nodes += 1;
            }
        }
        chains = next;
    }
    Axis::new(nodes, chains)
}

fn year_to_date(months: usize) -> Axis {
    let to_date = |month: usize| (month.max(1)..months).map(move |to| months + to - 1);
    let chain = |month: usize| std::iter::once(month).chain(to_date(month)).collect();
    Axis::new(2 * months - 1, (0..months).map(chain).collect())
}

/// Many small counts, some large ones, some that nobody reported.
fn value(chance: &mut Chance) -> Option<i64> {
    let value = match chance.below(10) {
        0 => return None,
        1..=2 => 0,
        3..=4 => 1 + chance.below(6),
        5..=7 => 5 + chance.below(40),
        _ => 50 + chance.below(500),
    };
    Some(value as i64)
}

/// A few values are told anew, by a little or altogether; some only now, some no more.
fn change(chance: &mut Chance, values: &mut [Option<i64>]) {
    for _ in 0..=chance.below(3) {
        let at = chance.below(values.len());
        values[at] = match (values[at], chance.below(4)) {
            (Some(value), 0) => Some((value - 1 - chance.below(3) as i64).max(0)),
            (Some(value), 1) => Some(value + 1 + chance.below(3) as i64),
            _ => value(chance),
        };
    }
}
