//! A cube as the protection of small counts sees it: all its cells, what is known of each, and since when.

use super::axis::Axis;

/// Which counts are small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The first count that may be shown.
    pub threshold: i64,
    /// The least count that is hidden: 1, or 0 where nobody must not be told either.
    pub least: i64,
}

impl Rule {
    /// Whether a count is one that must not be told.
    pub fn is_small(self, value: i64) -> bool {
        (self.least..self.threshold).contains(&value)
    }
}

/// A release at which the value of a cell was new, and since which it has never been shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The release, which is a data version.
    pub release: u64,
    /// The smallest of the cell's values since.
    pub least: i64,
}

/// What must stay possible of a small count: that it is so much larger or smaller than it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The release in which the value was new.
    pub release: u64,
    /// How much larger.
    pub up: i64,
    /// How much smaller.
    pub down: i64,
    /// The change that keeps every sum by which it stays possible: cells by position, and by how much each rises with the
    /// count. Where both directions are owed it is a change by one, to be made as often as either direction asks; else it
    /// is the whole change upwards, of which the opposite leads down. Empty until one is found.
    pub change: Vec<(usize, i64)>,
}

impl Owed {
    /// Whether both directions are owed.
    pub fn is_both_ways(&self) -> bool {
        self.up > 0 && self.down > 0
    }

    /// How large a cell must be, by its part in the change, so that it does not become negative.
    pub fn least(&self, part: i64) -> i64 {
        match (self.up, self.down) {
            (up, down) if self.is_both_ways() => {
                if part > 0 {
                    down
                } else {
                    up
                }
            }
            (_, 0) => (-part).max(0),
            (_, _) => part.max(0),
        }
    }

    /// How much larger a cell becomes, by its part in the change.
    pub fn most(&self, part: i64) -> i64 {
        match (self.up, self.down) {
            (up, down) if self.is_both_ways() => {
                if part > 0 {
                    up
                } else {
                    down
                }
            }
            (_, 0) => part.max(0),
            (_, _) => (-part).max(0),
        }
    }
}

/// By how much a cell can change so that it agrees with what is shown of other measures: a part is no more than the whole
/// that is told of it. None where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// How much larger it can be.
    pub rise: Option<i64>,
    /// How much smaller it can be.
    pub fall: Option<i64>,
}

impl Room {
    /// Whether it is enough for a rise and a fall.
    pub fn holds(self, rise: i64, fall: i64) -> bool {
        self.rise.is_none_or(|room| rise <= room) && self.fall.is_none_or(|room| fall <= room)
    }
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CubeCell {
    /// Its value; none where there is none to be known by anybody.
    pub value: Option<i64>,
    /// Whether a publication holds it; the others are there because sums go through them.
    pub published: bool,
    /// Whether it is hidden, now and for ever.
    pub hidden: bool,
    /// The oldest and the newest release at which its value was new, and since which it was never shown.
    pub cuts: [Option<Cut>; 2],
    /// What is owed to the small counts it has and had.
    pub owed: Vec<Owed>,
    /// Whether it ever had a value.
    pub was_known: bool,
    /// By how much it can change in this release.
    pub room: Room,
}

impl CubeCell {
    /// A cell as it is in a release, after what is kept of it from earlier ones.
    pub fn in_release(
        kept: Option<&Self>,
        value: Option<i64>,
        published: bool,
        rule: Rule,
        release: u64,
    ) -> Self {
        let mut cell = match kept {
            None => Self::default(),
            Some(kept) => kept.clone(),
        };
        let was_shown = kept.is_some_and(|kept| kept.published && !kept.hidden);
        let before = cell.value;
        cell.value = value;
        cell.was_known |= value.is_some();
        cell.published = published;
        // What was not published before and is now was never hidden by this rule.
        cell.hidden = kept.is_some_and(|kept| kept.published && kept.hidden);
        match (before, value) {
            // What was owed stays owed: the earlier releases are still there to be read.
            (_, None) => cell.cuts = [None; 2],
            (Some(before), Some(now)) if before == now => {
                if was_shown {
                    cell.cuts = [None; 2];
                }
            }
            (_, Some(now)) => cell.renew(now, was_shown, rule, release),
        }
        if let Some(now) = value {
            // A negative count is a correction; it points at as few people, and nothing can be promised of it.
            if rule.is_small(now) || now < 0 {
                cell.hidden = true;
            }
        }
        cell
    }

    /// A new value. Older cuts stay where the cell was hidden all along.
    fn renew(&mut self, now: i64, was_shown: bool, rule: Rule, release: u64) {
        let new = Some(Cut { release, least: now });
        let old = self.cuts[0].filter(|_| !was_shown).map(|cut| Cut {
            least: cut.least.min(now),
            ..cut
        });
        self.cuts = match old {
            _ if now < 0 => [None; 2],
            Some(old) => [Some(old), new],
            None => [new, None],
        };
        if rule.is_small(now) {
            self.owed.push(Owed {
                release,
                // With a threshold of 2 a small count is 1, and even that must not be certain.
                up: (rule.threshold - 1 - now).max(i64::from(rule.threshold == 2)),
                down: now - rule.least,
                change: Vec::new(),
            });
        }
    }

    /// Whether nobody outside office sees it.
    pub fn is_unseen(&self) -> bool {
        self.hidden || !self.published
    }

    /// What it costs to hide the cell, if that could leave open a change by `by` of all its values since a release.
    pub fn price(&self, release: u64, by: i64) -> Option<i64> {
        let cut = self.cuts.iter().flatten().find(|cut| cut.release == release)?;
        let value = self.value.filter(|_| cut.least >= by)?;
        Some(if self.is_unseen() { 0 } else { value + 1 })
    }
}

/// A cube: a cell for each combination of nodes, the last dimension running fastest.
#[derive(Debug, Clone)]
pub struct CubeTable {
    axes: Vec<Axis>,
    cells: Vec<CubeCell>,
}

impl CubeTable {
    /// A cube of some dimensions, its cells given by their nodes.
    pub fn new(axes: Vec<Axis>, mut cell: impl FnMut(&[usize]) -> CubeCell) -> Self {
        let mut table = Self {
            cells: Vec::new(),
            axes,
        };
        let all = table.axes.iter().map(Axis::len).product();
        table.cells = (0..all).map(|index| cell(&table.nodes(index))).collect();
        table
    }

    /// The dimensions.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// All cells.
    pub fn cells(&self) -> &[CubeCell] {
        &self.cells
    }

    /// A cell to be changed.
    pub fn cell_mut(&mut self, index: usize) -> &mut CubeCell {
        &mut self.cells[index]
    }

    /// The position of a combination of nodes.
    pub fn index(&self, nodes: &[usize]) -> usize {
        let with = |index: usize, (axis, node): (&Axis, &usize)| index * axis.len() + node;
        self.axes.iter().zip(nodes).fold(0, with)
    }

    /// How far apart two cells lie whose nodes along a dimension are neighbours.
    pub fn stride(&self, axis: usize) -> usize {
        self.axes[axis + 1..].iter().map(Axis::len).product()
    }

    /// The combination of nodes at a position.
    pub fn nodes(&self, index: usize) -> Vec<usize> {
        let mut rest = index;
        let mut nodes: Vec<usize> = self
            .axes
            .iter()
            .rev()
            .map(|axis| {
                let node = rest % axis.len();
                rest /= axis.len();
                node
            })
            .collect();
        nodes.reverse();
        nodes
    }

    /// Whether a combination is of leaves alone: then it is a sum of no others.
    pub fn is_leaf(&self, nodes: &[usize]) -> bool {
        self.axes
            .iter()
            .zip(nodes)
            .all(|(axis, node)| axis.is_leaf(*node))
    }
}
