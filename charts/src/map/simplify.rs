//! Fewer points for the same outlines, and the same ones on both sides of a border.
//!
//! A border between two places is cut out at the points where three meet and simplified once, in one
//! direction, so that neighbours still touch. What is left out lies closer than a pixel to what is kept.

use std::collections::{BTreeMap, BTreeSet};

type Point = (i32, i32);
type Rings = Vec<Vec<Point>>;

/// In tenths of a pixel.
const TOLERANCE: f64 = 7.0;

/// Simplifies outlines that may share borders.
pub(crate) fn shared(outlines: &[Rings]) -> Vec<Rings> {
    let outlines: Vec<Rings> = outlines
        .iter()
        .map(|rings| {
            rings
                .iter()
                .map(|ring| open(ring))
                .filter(|ring| ring.len() > 2)
                .collect()
        })
        .collect();
    let junctions = junctions(&outlines);
    outlines
        .iter()
        .map(|rings| {
            let simple = rings.iter().map(|ring| simplified(ring, &junctions));
            let mut kept: Rings = simple.filter(|ring| ring.len() > 2).collect();
            // A place too small to be an area at this size is still drawn.
            if kept.is_empty() {
                kept = rings.iter().take(1).cloned().collect();
            }
            kept
        })
        .collect()
}

/// A ring without repeated points and without its closing point.
fn open(ring: &[Point]) -> Vec<Point> {
    let mut open = ring.to_vec();
    open.dedup();
    while open.len() > 1 && open.first() == open.last() {
        open.pop();
    }
    open
}

/// The points where borders part: those with other than two neighbours.
fn junctions(outlines: &[Rings]) -> BTreeSet<Point> {
    let mut neighbours: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    for ring in outlines.iter().flatten() {
        for (index, point) in ring.iter().enumerate() {
            let next = ring[(index + 1) % ring.len()];
            neighbours.entry(*point).or_default().insert(next);
            neighbours.entry(next).or_default().insert(*point);
        }
    }
    neighbours
        .into_iter()
        .filter(|(_, around)| around.len() != 2)
        .map(|(point, _)| point)
        .collect()
}

fn simplified(ring: &[Point], junctions: &BTreeSet<Point>) -> Vec<Point> {
    // A ring that meets no other starts at its smallest point: the same one from inside and outside.
    let start = ring
        .iter()
        .position(|point| junctions.contains(point))
        .or_else(|| {
            ring.iter()
                .enumerate()
                .min_by_key(|(_, point)| **point)
                .map(|(index, _)| index)
        })
        .unwrap_or(0);
    let mut turned = ring.to_vec();
    turned.rotate_left(start);
    turned.push(turned[0]);
    let mut result = vec![turned[0]];
    let mut from = 0;
    for to in 1..turned.len() {
        if to + 1 == turned.len() || junctions.contains(&turned[to]) {
            result.extend_from_slice(&border(&turned[from..=to])[1..]);
            from = to;
        }
    }
    result.pop();
    result
}

/// A piece of border, always simplified in the same direction.
fn border(points: &[Point]) -> Vec<Point> {
    if points.iter().le(points.iter().rev()) {
        return thinned(points);
    }
    let backwards: Vec<Point> = points.iter().rev().copied().collect();
    let mut thinned = thinned(&backwards);
    thinned.reverse();
    thinned
}

/// Douglas and Peucker's way: keep the farthest point until none is far.
fn thinned(points: &[Point]) -> Vec<Point> {
    let mut keep = vec![false; points.len()];
    let last = points.len() - 1;
    (keep[0], keep[last]) = (true, true);
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let far = |index: usize| (squared_distance(points[index], points[from], points[to]), index);
        let Some((distance, farthest)) = (from + 1..to).map(far).max_by(|a, b| a.0.total_cmp(&b.0)) else {
            continue;
        };
        if distance > TOLERANCE * TOLERANCE {
            keep[farthest] = true;
            spans.extend([(from, farthest), (farthest, to)]);
        }
    }
    points
        .iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(point, _)| *point)
        .collect()
}

/// How far a point lies from the stretch between two others, squared: roots would take most of a page's time.
fn squared_distance(point: Point, from: Point, to: Point) -> f64 {
    let float = |(x, y): Point| (f64::from(x), f64::from(y));
    let ((x, y), (ax, ay), (bx, by)) = (float(point), float(from), float(to));
    let length = (bx - ax).powi(2) + (by - ay).powi(2);
    let along = if length == 0.0 {
        0.0
    } else {
        (((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length).clamp(0.0, 1.0)
    };
    (x - ax - along * (bx - ax)).powi(2) + (y - ay - along * (by - ay)).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares whose common border zigzags, once by a hair and once by a mile.
    fn neighbours() -> [Rings; 2] {
        let left = vec![
            (0, 0),
            (100, 0),
            (102, 30),
            (150, 50),
            (100, 100),
            (0, 100),
            (0, 0),
        ];
        let right = vec![
            (200, 0),
            (200, 100),
            (100, 100),
            (150, 50),
            (102, 30),
            (100, 0),
            (200, 0),
        ];
        [vec![left], vec![right]]
    }

    #[test]
    fn a_common_border_stays_common() {
        let simple = shared(&neighbours());
        let on_border = |rings: &Rings| -> BTreeSet<Point> {
            rings[0]
                .iter()
                .filter(|(x, _)| (100..=150).contains(x))
                .copied()
                .collect()
        };
        assert_eq!(on_border(&simple[0]), on_border(&simple[1]));
        assert!(on_border(&simple[0]).contains(&(150, 50)));
    }

    #[test]
    fn points_nearer_than_a_pixel_go() {
        let straight: Vec<Point> = vec![(0, 0), (50, 1), (100, 0), (100, 100), (0, 100)];
        assert_eq!(shared(&[vec![straight]])[0][0].len(), 4);
    }

    #[test]
    fn a_place_smaller_than_a_pixel_does_not_vanish() {
        let tiny = vec![vec![(0, 0), (2, 0), (2, 2), (0, 0)]];
        assert_eq!(shared(&[tiny])[0].len(), 1);
    }

    #[test]
    fn rings_of_one_point_are_no_rings() {
        assert!(shared(&[vec![vec![(5, 5), (5, 5)], vec![]]])[0].is_empty());
    }
}
