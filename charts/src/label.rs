//! Text on a chart, and finding room for it.

use std::convert::Infallible;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use crate::backend::{Paper, decimal};
use crate::canvas::{Point, Rect};
use crate::measure::{Heaviness, width};
use crate::svg::escape;

/// The size of text in a chart, in CSS pixels.
pub(crate) const SIZE: f64 = 12.0;
/// The height of a line of it; Bengali vowel signs fit.
pub(crate) const LINE: f64 = 16.0;

/// Which end of the text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The text runs to the right.
    Start,
    /// The text is centred.
    Middle,
    /// The text ends at its point.
    End,
}

/// A line of text as plotters draws it.
pub(crate) struct Text<'a> {
    at: BackendCoord,
    anchor: Anchor,
    class: &'a str,
    text: &'a str,
}

impl<'a> Text<'a> {
    pub(crate) fn new(at: BackendCoord, anchor: Anchor, class: &'a str, text: &'a str) -> Self {
        Self {
            at,
            anchor,
            class,
            text,
        }
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Text<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Once<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl Drawable<Paper> for Text<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        paper: &mut Paper,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let Some((x, y)) = at.next() else { return Ok(()) };
        let anchor = match self.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if self.class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{}\"", self.class)
        };
        let (x, y) = (decimal(x), decimal(y));
        paper.push(format_args!(
            "<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{}</text>",
            escape(self.text)
        ));
        Ok(())
    }
}

/// The room a line of text takes; `at` is on its baseline.
pub(crate) fn room(at: Point, anchor: Anchor, text: &str, heaviness: Heaviness) -> Rect {
    let wide = width(text, SIZE, heaviness);
    let left = match anchor {
        Anchor::Start => at.0,
        Anchor::Middle => at.0 - wide / 2.0,
        Anchor::End => at.0 - wide,
    };
    Rect {
        left,
        top: at.1 - 11.0,
        right: left + wide,
        bottom: at.1 + 4.0,
    }
}

/// What is already drawn and should stay legible.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    rects: Vec<Rect>,
    points: Vec<Point>,
}

impl Taken {
    /// Text should not be written over the line between two points.
    pub(crate) fn line(&mut self, from: Point, to: Point) {
        let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / 3.0)
            .ceil()
            .clamp(1.0, 1000.0);
        let at = |step: f64| {
            (
                from.0 + (to.0 - from.0) * step / steps,
                from.1 + (to.1 - from.1) * step / steps,
            )
        };
        self.points
            .extend((0..=steps as u32).map(|step| at(f64::from(step))));
    }

    /// The first of the candidates that covers least and lies within the bounds; then it is taken too.
    pub(crate) fn place(
        &mut self,
        candidates: &[(Point, Anchor)],
        text: &str,
        heaviness: Heaviness,
        bounds: Rect,
    ) -> (Point, Anchor) {
        let cost = |(at, anchor): &&(Point, Anchor)| {
            let room = room(*at, *anchor, text, heaviness);
            self.covered(room) + 100 * outside(room, bounds)
        };
        // `min_by_key` keeps the first of equals, so candidates stand in order of preference.
        let best = candidates
            .iter()
            .min_by_key(cost)
            .copied()
            .unwrap_or(((bounds.left, bounds.top), Anchor::Start));
        self.rects.push(room(best.0, best.1, text, heaviness));
        best
    }

    /// Text should not be written over a mark.
    pub(crate) fn mark(&mut self, at: Rect) {
        self.rects.push(at);
    }

    /// The first of the candidates that covers nothing and lies within the bounds, if there is one; then it is taken.
    pub(crate) fn place_if_free(
        &mut self,
        candidates: &[(Point, Anchor)],
        text: &str,
        heaviness: Heaviness,
        bounds: Rect,
    ) -> Option<(Point, Anchor)> {
        let free = |(at, anchor): &&(Point, Anchor)| {
            let room = room(*at, *anchor, text, heaviness);
            outside(room, bounds) == 0 && !self.rects.iter().any(|rect| overlap(*rect, room))
        };
        let crossed = |(at, anchor): &&(Point, Anchor)| self.crossed(room(*at, *anchor, text, heaviness));
        let best = candidates.iter().filter(free).min_by_key(crossed).copied()?;
        self.rects.push(room(best.0, best.1, text, heaviness));
        Some(best)
    }

    fn covered(&self, room: Rect) -> u32 {
        let rects = self.rects.iter().filter(|rect| overlap(**rect, room)).count();
        // Text over a line can be read, thanks to its halo; text over text can't.
        u32::try_from(self.crossed(room) + 1000 * rects).unwrap_or(u32::MAX)
    }

    fn crossed(&self, room: Rect) -> usize {
        self.points.iter().filter(|point| within(**point, room)).count()
    }
}

fn within((x, y): Point, rect: Rect) -> bool {
    (rect.left - 2.0..=rect.right + 2.0).contains(&x) && (rect.top..=rect.bottom).contains(&y)
}

fn overlap(a: Rect, b: Rect) -> bool {
    // Fonts of a page are not those that text was measured with: two pixels of air.
    a.left < b.right + 2.0 && b.left < a.right + 2.0 && a.top < b.bottom && b.top < a.bottom
}

/// By how many pixels a rectangle leaves the bounds.
fn outside(rect: Rect, bounds: Rect) -> u32 {
    let beyond = [
        bounds.left - rect.left,
        rect.right - bounds.right,
        bounds.top - rect.top,
        rect.bottom - bounds.bottom,
    ];
    beyond.iter().map(|by| by.clamp(0.0, 1e4).ceil() as u32).sum()
}

/// Moves heights apart to at least `gap`, as little as possible and in order, within a range.
pub(crate) fn apart(heights: &mut [f64], gap: f64, range: std::ops::Range<f64>) {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]));
    let mut least = range.start;
    for index in &order {
        heights[*index] = heights[*index].max(least);
        least = heights[*index] + gap;
    }
    let mut most = range.end;
    for index in order.iter().rev() {
        heights[*index] = heights[*index].min(most);
        most = heights[*index] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Rect = Rect {
        left: 0.0,
        top: 0.0,
        right: 300.0,
        bottom: 200.0,
    };

    #[test]
    fn labels_of_lines_that_end_together_move_apart() {
        let mut heights = [50.0, 52.0, 51.0];
        apart(&mut heights, 15.0, 0.0..200.0);
        assert_eq!(heights, [50.0, 80.0, 65.0]);
    }

    #[test]
    fn labels_at_the_lower_edge_move_up() {
        let mut heights = [199.0, 200.0];
        apart(&mut heights, 15.0, 0.0..200.0);
        assert_eq!(heights, [185.0, 200.0]);
    }

    #[test]
    fn a_label_goes_where_no_line_is() {
        let mut taken = Taken::default();
        taken.line((0.0, 95.0), (300.0, 95.0));
        let candidates = [((10.0, 100.0), Anchor::Start), ((10.0, 130.0), Anchor::Start)];
        assert_eq!(
            taken.place(&candidates, "target 95", Heaviness::Regular, SHEET).0,
            (10.0, 130.0)
        );
    }

    #[test]
    fn a_label_prefers_to_cover_a_line_over_leaving_the_sheet() {
        let mut taken = Taken::default();
        taken.line((0.0, 95.0), (300.0, 95.0));
        let candidates = [((290.0, 30.0), Anchor::Start), ((10.0, 100.0), Anchor::Start)];
        assert_eq!(
            taken.place(&candidates, "target 95", Heaviness::Regular, SHEET).0,
            (10.0, 100.0)
        );
    }
}
