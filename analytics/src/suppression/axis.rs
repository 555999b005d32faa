//! One dimension of a cube: its nodes (places, classes, times, measures that add up), and which of them hold each leaf.

/// The nodes of a dimension and what they hold. A node is a set of leaves, and its figure the sum of theirs; sets may
/// overlap in any way, as a quarter and the year to date do.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The nodes that hold each leaf, its own first.
    holders: Vec<Vec<usize>>,
    /// The leaves of each node.
    below: Vec<Vec<usize>>,
    /// For each node the nodes that hold all of its leaves, itself among them, smallest first.
    above: Vec<Vec<usize>>,
}

/// A change along a dimension that keeps every sum: nodes that rise by one, and nodes that fall by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Way {
    /// The nodes that rise.
    pub plus: Vec<usize>,
    /// The nodes that fall.
    pub minus: Vec<usize>,
}

/// Leaves of one node that are tried at most.
const MOST_INSIDE: usize = 64;

impl Axis {
    /// A dimension of so many nodes, with the nodes that hold each leaf, its own first.
    pub fn new(nodes: usize, holders: Vec<Vec<usize>>) -> Self {
        let mut below = vec![Vec::new(); nodes];
        for (leaf, nodes) in holders.iter().enumerate() {
            for node in nodes {
                below[*node].push(leaf);
            }
        }
        let holds_all =
            |outer: usize, inner: usize| below[inner].iter().all(|leaf| holders[*leaf].contains(&outer));
        let above = (0..nodes)
            .map(|inner| {
                let around = below[inner].first().map_or(&[][..], |leaf| &holders[*leaf]);
                let mut above: Vec<usize> = around
                    .iter()
                    .copied()
                    .filter(|outer| holds_all(*outer, inner))
                    .collect();
                above.sort_by_key(|outer| (below[*outer].len(), *outer != inner));
                above
            })
            .collect();
        Self {
            holders,
            below,
            above,
        }
    }

    /// A dimension of one node: nothing adds up along it.
    pub fn single() -> Self {
        Self::new(1, vec![vec![0]])
    }

    /// A whole and its parts: node 0, and the nodes after it.
    pub fn whole_and_parts(parts: usize) -> Self {
        Self::new(parts + 1, (1..=parts).map(|part| vec![part, 0]).collect())
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.below.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.below.is_empty()
    }

    /// How many leaves there are.
    pub fn leaves(&self) -> usize {
        self.holders.len()
    }

    /// The leaves of a node.
    pub fn below(&self, node: usize) -> &[usize] {
        &self.below[node]
    }

    /// The nodes that hold a leaf.
    pub fn holders(&self, leaf: usize) -> &[usize] {
        &self.holders[leaf]
    }

    /// Whether a node is a single leaf's own.
    pub fn is_leaf(&self, node: usize) -> bool {
        self.below[node]
            .first()
            .is_some_and(|leaf| self.holders[*leaf][0] == node)
    }

    /// Ways on which a node rises, the cheapest first: one of its leaves rises and a leaf outside falls, or the leaf rises
    /// alone with all that hold it. `price` tells what it costs to move a node up (true) or down, if it can be moved.
    pub fn ways(&self, node: usize, most: usize, price: impl Fn(usize, bool) -> Option<i64>) -> Vec<Way> {
        let mut exchanges: Vec<(i64, Way)> = Vec::new();
        let mut alone: Vec<(i64, Way)> = Vec::new();
        for leaf in self.cheapest_inside(node, most, &price) {
            self.add_exchanges(node, leaf, most, &price, &mut exchanges);
            alone.extend(priced(self.holders[leaf].clone(), Vec::new(), &price));
        }
        let cheapest = |mut ways: Vec<(i64, Way)>| {
            ways.sort_by_key(|(cost, way)| (*cost, way.plus.len() + way.minus.len()));
            ways.truncate(most);
            ways.into_iter().map(|(_, way)| way)
        };
        // Exchanges first, so that of two that cost the same the sum stays shown.
        cheapest(exchanges).chain(cheapest(alone)).collect()
    }

    /// Leaves of a node by what stands between them and the node; as many as ways are wanted.
    fn cheapest_inside(
        &self,
        node: usize,
        most: usize,
        price: &impl Fn(usize, bool) -> Option<i64>,
    ) -> Vec<usize> {
        let above = &self.above[node];
        let cost = |leaf: &usize| -> Option<(i64, usize)> {
            let between = self.holders[*leaf]
                .iter()
                .filter(|holder| !above.contains(holder));
            let sum: Option<i64> = between.map(|holder| price(*holder, true)).sum();
            Some((sum?, *leaf))
        };
        let mut inside: Vec<(i64, usize)> = self.below[node].iter().filter_map(cost).collect();
        inside.sort_unstable();
        inside.truncate(most.min(MOST_INSIDE));
        inside.into_iter().map(|(_, leaf)| leaf).collect()
    }

    /// Exchanges with leaves outside the node, in the nearest holder first.
    fn add_exchanges(
        &self,
        node: usize,
        leaf: usize,
        most: usize,
        price: &impl Fn(usize, bool) -> Option<i64>,
        found: &mut Vec<(i64, Way)>,
    ) {
        let mut inner = node;
        let mut valid = 0;
        for outer in self.above[node].iter().filter(|outer| **outer != node) {
            let others = self.below[*outer].iter().filter(|other| {
                !self.holders[**other].contains(&inner) && !self.holders[**other].contains(&node)
            });
            for other in others {
                let (up, down) = (&self.holders[leaf], &self.holders[*other]);
                let only = |these: &[usize], not: &[usize]| -> Vec<usize> {
                    these
                        .iter()
                        .copied()
                        .filter(|holder| !not.contains(holder))
                        .collect()
                };
                if let Some(way) = priced(only(up, down), only(down, up), price) {
                    found.push(way);
                    valid += 1;
                }
            }
            inner = *outer;
            if valid >= most {
                break;
            }
        }
    }
}

fn priced(
    plus: Vec<usize>,
    minus: Vec<usize>,
    price: &impl Fn(usize, bool) -> Option<i64>,
) -> Option<(i64, Way)> {
    let up: Option<i64> = plus.iter().map(|node| price(*node, true)).sum();
    let down: Option<i64> = minus.iter().map(|node| price(*node, false)).sum();
    Some((up? + down?, Way { plus, minus }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// April, May, June; the year to May and to June; the quarter, which is the year to June.
    fn months() -> Axis {
        Axis::new(5, vec![vec![0, 3, 4], vec![1, 3, 4], vec![2, 4]])
    }

    #[test]
    fn a_month_rises_against_a_month_beside_it_or_with_all_that_hold_it() {
        let axis = months();
        let ways = axis.ways(0, 9, |_, _| Some(1));
        let way = |plus: &[usize], minus: &[usize]| Way {
            plus: plus.to_vec(),
            minus: minus.to_vec(),
        };
        assert!(ways.contains(&way(&[0], &[1])), "the year to May keeps its sum");
        assert!(ways.contains(&way(&[0, 3, 4], &[])));
        assert_eq!(axis.ways(2, 9, |_, _| Some(1)).len(), 3);
    }

    #[test]
    fn what_cannot_be_moved_is_on_no_way() {
        let price = |node: usize, _up: bool| (node != 1).then_some(1);
        let ways = months().ways(0, 9, price);
        assert!(ways.iter().all(|way| !way.minus.contains(&1)), "{ways:?}");
        assert!(Axis::single().ways(0, 9, |_, _| None).is_empty());
    }

    #[test]
    fn a_whole_rises_with_one_of_its_parts() {
        let ways = Axis::whole_and_parts(2).ways(0, 9, |_, _| Some(1));
        assert!(
            ways.iter()
                .all(|way| way.plus.contains(&0) && way.minus.is_empty())
        );
        assert_eq!(ways.len(), 2);
    }
}
