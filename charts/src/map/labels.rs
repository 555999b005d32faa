//! Names and figures on the map, where they fit inside their place.

use plotters::prelude::Polygon;
use plotters_backend::BackendCoord;

use super::classes::{Classes, is_worse};
use super::{Land, Map};
use crate::backend::{TENTHS, tenths};
use crate::canvas::{Canvas, Point, Rect};
use crate::ink::Ink;
use crate::label::Anchor;
use crate::measure::{Heaviness, width};

const SIZE: f64 = 11.0;
const LINE: f64 = 13.0;
const MARK: f64 = 10.0;
/// How many places along each side are tried.
const TRIES: i32 = 20;

/// Writes name and figure, or one of them, or only the mark of the bad side.
pub(crate) fn draw(canvas: &Canvas, chart: &Map<'_>, classes: &Classes, lands: &[Land]) {
    for land in lands {
        let Some(region) = land.region.map(|index| &chart.regions[index]) else {
            continue;
        };
        let figure = region.reading.words(&chart.words);
        let worse = is_worse(super::ink(&region.reading, classes));
        let (name, both) = (vec![region.name.as_str()], vec![region.name.as_str(), figure]);
        let numbered = region.reading.number().map(|_| vec![figure]);
        let shape = Shape::new(land);
        // A state is told by its pattern; its word would only crowd out the name.
        let both = numbered.as_ref().map(|_| both);
        let choices = both
            .into_iter()
            .chain([name])
            .chain(numbered)
            .chain(worse.then(Vec::new));
        let found = choices
            .into_iter()
            .find_map(|lines| Some((shape.room(size(&lines, worse))?, lines)));
        if let Some((centre, lines)) = found {
            write(canvas, land.ink, centre, &lines, worse);
        }
    }
}

fn size(lines: &[&str], worse: bool) -> (f64, f64) {
    let words = lines
        .iter()
        .map(|line| width(line, SIZE, Heaviness::Regular))
        .fold(0.0, f64::max);
    let mark = if worse { MARK } else { 0.0 };
    (words + mark + 2.0, (lines.len().max(1) as f64) * LINE)
}

fn write(canvas: &Canvas, ink: Ink, (x, y): Point, lines: &[&str], worse: bool) {
    let (class, mark) = if is_deep(ink) {
        ("deep", Ink::OnDeep)
    } else {
        ("pale", Ink::OnPale)
    };
    let class = match ink {
        // On patterns and plain land the text follows the page, light or dark.
        Ink::NotReported | Ink::Suppressed | Ink::Suspended | Ink::NotApplicable => "small halo",
        _ => class,
    };
    let top = y - lines.len() as f64 * LINE / 2.0;
    for (line, text) in lines.iter().enumerate() {
        let shift = if worse && line == 0 { MARK / 2.0 } else { 0.0 };
        let baseline = top + line as f64 * LINE + 10.0;
        canvas.text((x + shift, baseline), Anchor::Middle, class, text);
    }
    if worse {
        let left = lines.first().map_or(-3.5, |text| {
            -width(text, SIZE, Heaviness::Regular) / 2.0 - MARK / 2.0
        });
        let middle = if lines.is_empty() { y } else { top + LINE / 2.0 };
        let corners = [(0.0, -3.0), (7.0, -3.0), (3.5, 3.5)]
            .map(|(dx, dy)| (tenths(x + left + dx), tenths(middle + dy)));
        canvas.draw(&Polygon::new(corners.to_vec(), mark.filled()));
    }
}

/// Whether white reads better on a class than black; held by a test against the theme.
fn is_deep(ink: Ink) -> bool {
    matches!(ink, Ink::Sequential(4..) | Ink::Diverging(0 | 6))
}

/// The outline of a place in pixels.
struct Shape {
    rings: Vec<Vec<Point>>,
    bounds: Rect,
    centre: Point,
}

impl Shape {
    fn new(land: &Land) -> Self {
        let pixels = |(x, y): BackendCoord| (f64::from(x) / TENTHS, f64::from(y) / TENTHS);
        let rings: Vec<Vec<Point>> = land
            .rings()
            .into_iter()
            .map(|ring| ring.into_iter().map(pixels).collect())
            .collect();
        let largest = rings
            .iter()
            .max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))
            .cloned()
            .unwrap_or_default();
        Self {
            bounds: bounds(&largest),
            centre: centroid(&largest),
            rings,
        }
    }

    /// The place nearest to the middle where a rectangle of a size lies wholly inside.
    fn room(&self, (wide, tall): (f64, f64)) -> Option<Point> {
        let Rect {
            left,
            top,
            right,
            bottom,
        } = self.bounds;
        if right - left < wide || bottom - top < tall {
            return None;
        }
        let at = |from: f64, to: f64, step: i32| from + (to - from) * f64::from(step) / f64::from(TRIES);
        let grid = (0..=TRIES)
            .flat_map(|row| (0..=TRIES).map(move |column| (at(left, right, column), at(top, bottom, row))));
        let mut tries: Vec<Point> = std::iter::once(self.centre).chain(grid).collect();
        let away = |(x, y): &Point| (x - self.centre.0).powi(2) + (y - self.centre.1).powi(2);
        tries.sort_by(|a, b| away(a).total_cmp(&away(b)));
        tries.into_iter().find(|(x, y)| {
            let room = Rect {
                left: x - wide / 2.0,
                top: y - tall / 2.0,
                right: x + wide / 2.0,
                bottom: y + tall / 2.0,
            };
            self.contains((*x, *y)) && !self.edges().any(|(from, to)| crosses(room, from, to))
        })
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.rings
            .iter()
            .flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
    }

    fn contains(&self, (x, y): Point) -> bool {
        let crossings = self.edges().filter(|((ax, ay), (bx, by))| {
            (*ay > y) != (*by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
        });
        crossings.count() % 2 == 1
    }
}

fn bounds(ring: &[Point]) -> Rect {
    let empty = Rect {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    ring.iter().fold(empty, |bounds, (x, y)| Rect {
        left: bounds.left.min(*x),
        top: bounds.top.min(*y),
        right: bounds.right.max(*x),
        bottom: bounds.bottom.max(*y),
    })
}

/// Twice the area, signed.
fn area(ring: &[Point]) -> f64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|((ax, ay), (bx, by))| ax * by - bx * ay)
        .sum()
}

fn centroid(ring: &[Point]) -> Point {
    let twice = area(ring);
    let pairs = || ring.iter().zip(ring.iter().cycle().skip(1));
    let sum = |part: fn(Point, Point) -> f64| {
        pairs()
            .map(|(a, b)| part(*a, *b) * (a.0 * b.1 - b.0 * a.1))
            .sum::<f64>()
    };
    if twice == 0.0 {
        return ring.first().copied().unwrap_or_default();
    }
    (
        sum(|a, b| a.0 + b.0) / (3.0 * twice),
        sum(|a, b| a.1 + b.1) / (3.0 * twice),
    )
}

/// Whether the stretch between two points touches a rectangle: clipped side by side, something is left of it.
fn crosses(rect: Rect, from: Point, to: Point) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let sides = [
        (-dx, from.0 - rect.left),
        (dx, rect.right - from.0),
        (-dy, from.1 - rect.top),
        (dy, rect.bottom - from.1),
    ];
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for (towards, room) in sides {
        if towards == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if towards < 0.0 {
            enters = enters.max(room / towards);
        } else {
            leaves = leaves.min(room / towards);
        }
    }
    enters <= leaves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::find;

    fn square(size: i32) -> Land {
        let points = vec![(0, 0), (size, 0), (size, size), (0, size)];
        Land {
            rings: vec![4],
            points,
            ink: Ink::Mark,
            place: String::new(),
            tooltip: String::new(),
            region: None,
        }
    }

    #[test]
    fn a_label_stands_in_the_middle_if_it_fits() {
        assert_eq!(Shape::new(&square(1000)).room((60.0, 13.0)), Some((50.0, 50.0)));
    }

    #[test]
    fn a_label_wider_than_its_place_is_not_written() {
        assert_eq!(Shape::new(&square(500)).room((60.0, 13.0)), None);
    }

    #[test]
    fn a_place_without_area_has_no_room() {
        let line = Land {
            rings: vec![2],
            points: vec![(0, 0), (100, 0)],
            ..square(1)
        };
        assert_eq!(Shape::new(&line).room((1.0, 1.0)), None);
    }

    #[test]
    fn labels_reach_four_and_a_half_on_every_class() {
        let classes = (0..6).map(Ink::Sequential).chain((0..7).map(Ink::Diverging));
        for ink in classes {
            let name = match ink {
                Ink::Sequential(class) => format!("sequential-{}", class + 1),
                Ink::Diverging(class) => format!("diverging-{}", class + 1),
                _ => unreachable!(),
            };
            let text = find(if is_deep(ink) { "on-deep" } else { "on-pale" }).unwrap();
            let contrast = text.light.contrast(find(&name).unwrap().light);
            assert!(contrast >= 4.5, "{name}: {contrast:.2}");
        }
    }
}
