//! The places of a cube: those of the published levels inside a top place, as a dimension of sums.

use std::collections::HashMap;

use catalog::{Catalog, PlaceCode, PlaceLevel};
use jiff::civil::Date;

use crate::suppression::Axis;

/// A node of the dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The place.
    pub code: PlaceCode,
    /// Its level.
    pub level: PlaceLevel,
    /// Whether it stands for what a place has beside the places in it: a rest that nobody publishes, and that could be
    /// worked out.
    pub is_rest: bool,
}

/// A dimension of places that hold one another.
pub struct PlaceAxis {
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// Their sums.
    pub axis: Axis,
    /// The nodes next inside each.
    pub inside: Vec<Vec<usize>>,
}

/// Dimensions of the places of some levels inside a top place: one for each place of the coarsest level, since nothing
/// that is published adds these up.
pub fn place_axes(
    catalog: &Catalog,
    programme: &str,
    top: &PlaceCode,
    levels: &[PlaceLevel],
    on: Date,
) -> Vec<PlaceAxis> {
    let places = &catalog.places;
    let mut all: Vec<(&PlaceCode, PlaceLevel)> = Vec::new();
    for level in levels {
        if top.level() == *level {
            all.push((top, *level));
        }
        if top.level() < *level {
            let inside = places.inside(top, *level, Some(on)).into_iter();
            let counted = inside.filter(|place| place.counts_for(programme));
            all.extend(counted.map(|place| (&place.code, *level)));
        }
    }
    let position: HashMap<&PlaceCode, usize> = all
        .iter()
        .enumerate()
        .map(|(at, (code, _))| (*code, at))
        .collect();
    let holder: Vec<Option<usize>> = all
        .iter()
        .map(|(code, level)| {
            let around = places
                .ancestors(code)
                .into_iter()
                .filter(|outer| outer.level < *level);
            let known = around.filter_map(|outer| position.get(&outer.code).map(|at| (outer.level, *at)));
            known.max().map(|(_, at)| at)
        })
        .collect();
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..all.len() {
        members.entry(outermost(at, &holder)).or_default().push(at);
    }
    let mut roots: Vec<usize> = members.keys().copied().collect();
    roots.sort_unstable();
    roots
        .into_iter()
        .map(|root| place_axis(&all, &holder, &members[&root]))
        .collect()
}

fn outermost(at: usize, holder: &[Option<usize>]) -> usize {
    std::iter::successors(Some(at), |at| holder[*at])
        .last()
        .unwrap_or(at)
}

fn place_axis(all: &[(&PlaceCode, PlaceLevel)], holder: &[Option<usize>], members: &[usize]) -> PlaceAxis {
    let node_of: HashMap<usize, usize> = members.iter().enumerate().map(|(node, at)| (*at, node)).collect();
    let node = |at: &usize, is_rest: bool| Node {
        code: all[*at].0.clone(),
        level: all[*at].1,
        is_rest,
    };
    let mut nodes: Vec<Node> = members.iter().map(|at| node(at, false)).collect();
    let mut inside = vec![Vec::new(); members.len()];
    for (inner, at) in members.iter().enumerate() {
        if let Some(outer) = holder[*at] {
            inside[node_of[&outer]].push(inner);
        }
    }
    let chain = |at: usize| -> Vec<usize> {
        std::iter::successors(Some(at), |at| holder[*at])
            .map(|at| node_of[&at])
            .collect()
    };
    let mut holders: Vec<Vec<usize>> = Vec::new();
    for (at, inner) in members.iter().zip(&inside) {
        let mut around = chain(*at);
        if !inner.is_empty() {
            nodes.push(node(at, true));
            around.insert(0, nodes.len() - 1);
        }
        holders.push(around);
    }
    inside.resize(nodes.len(), Vec::new());
    PlaceAxis {
        axis: Axis::new(nodes.len(), holders),
        nodes,
        inside,
    }
}
