//! The names of those that lie beyond chance, as far as there is room.

use std::cmp::Reverse;

use super::{Beyond, Funnel, FunnelPoint};
use crate::canvas::{Canvas, Point, Rect};
use crate::label::{Anchor, Taken};
use crate::measure::Heaviness;
use crate::reading::Standing;

/// Names the furthest first; those for which there is no room say theirs when they are pointed at, and in the table.
/// Rather beside the limits than over them.
pub(super) fn draw(
    canvas: &Canvas,
    chart: &Funnel<'_>,
    place: &dyn Fn(f64, f64) -> Point,
    (limits, at): (Vec<Vec<Point>>, Rect),
) {
    let mut taken = Taken::default();
    for pair in limits.iter().flat_map(|limit| limit.windows(2)) {
        taken.line(pair[0], pair[1]);
    }
    for point in &chart.points {
        let (x, y) = place(point.of, point.value);
        taken.mark(Rect {
            left: x - 5.0,
            top: y - 5.0,
            right: x + 5.0,
            bottom: y + 5.0,
        });
    }
    let mut beyond: Vec<&FunnelPoint> = chart
        .points
        .iter()
        .filter(|point| point.beyond != Beyond::Chance)
        .collect();
    let far = |point: &FunnelPoint| (point.value - chart.whole.value).abs() * point.of.max(0.0).sqrt();
    beyond.sort_by(|one, other| far(other).total_cmp(&far(one)));
    beyond.sort_by_key(|point| Reverse(point.beyond));
    for point in beyond {
        let (x, y) = place(point.of, point.value);
        let candidates = [
            ((x + 8.0, y + 4.0), Anchor::Start),
            ((x - 8.0, y + 4.0), Anchor::End),
            ((x, y - 9.0), Anchor::Middle),
            ((x, y + 18.0), Anchor::Middle),
            ((x + 6.0, y - 8.0), Anchor::Start),
            ((x - 6.0, y - 8.0), Anchor::End),
            ((x + 6.0, y + 16.0), Anchor::Start),
            ((x - 6.0, y + 16.0), Anchor::End),
        ];
        if let Some((at, anchor)) = taken.place_if_free(&candidates, &point.name, Heaviness::Bold, at) {
            let class = format!("{} halo", Standing::text_class(point.standing));
            canvas.text(at, anchor, class.trim_start(), &point.name);
        }
    }
}
