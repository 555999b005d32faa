//! Outlines thinned once, so that each drawing need not begin from every bend of a survey.

use super::outline::Outline;
use super::simplify;

/// Steps across the wider side of all outlines: at the width of a desk each is a twentieth of a pixel, and bends left
/// out are smaller than a third of one.
const STEPS: f64 = 12_800.0;

/// The same outlines with fewer points; borders that two share stay the same on both sides.
pub fn thinned_outlines(outlines: &[Outline]) -> Vec<Outline> {
    let Some(grid) = Grid::around(outlines) else {
        return outlines.to_vec();
    };
    let on_grid: Vec<_> = outlines
        .iter()
        .map(|outline| outline.rings.iter().map(|ring| grid.steps(ring)).collect())
        .collect();
    outlines
        .iter()
        .zip(simplify::shared(&on_grid))
        .map(|(outline, rings)| Outline {
            code: outline.code.clone(),
            rings: rings.iter().map(|ring| grid.degrees(ring)).collect(),
        })
        .collect()
}

/// A square grid over longitudes and latitudes.
struct Grid {
    corner: (f64, f64),
    step: f64,
}

impl Grid {
    fn around(outlines: &[Outline]) -> Option<Self> {
        let points = || outlines.iter().flat_map(|outline| outline.rings.iter().flatten());
        let range = |part: fn(&(f64, f64)) -> f64| {
            let (low, high) = (
                points().map(part).reduce(f64::min)?,
                points().map(part).reduce(f64::max)?,
            );
            Some((low, high - low))
        };
        let ((west, wide), (south, tall)) = (range(|point| point.0)?, range(|point| point.1)?);
        let step = wide.max(tall) / STEPS;
        (step > 0.0 && step.is_finite()).then_some(Self {
            corner: (west, south),
            step,
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are only so many steps across"
    )]
    fn steps(&self, ring: &[(f64, f64)]) -> Vec<(i32, i32)> {
        let on = |at: f64, corner: f64| ((at - corner) / self.step).round() as i32;
        ring.iter()
            .map(|(x, y)| (on(*x, self.corner.0), on(*y, self.corner.1)))
            .collect()
    }

    fn degrees(&self, ring: &[(i32, i32)]) -> Vec<(f64, f64)> {
        let at = |step: i32, corner: f64| corner + f64::from(step) * self.step;
        ring.iter()
            .map(|(x, y)| (at(*x, self.corner.0), at(*y, self.corner.1)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(code: &str, ring: &[(f64, f64)]) -> Outline {
        Outline {
            code: code.to_owned(),
            rings: vec![ring.to_vec()],
        }
    }

    #[test]
    fn bends_too_small_to_be_seen_go_and_the_rest_stays_where_it_was() {
        let square = [
            (87.0, 23.0),
            (87.5, 23.000_001),
            (88.0, 23.0),
            (88.0, 24.0),
            (87.0, 24.0),
        ];
        let thinned = thinned_outlines(&[outline("block-1", &square)]);
        assert_eq!(thinned[0].rings[0].len(), 4);
        let near = |a: f64, b: f64| (a - b).abs() < 1.0 / STEPS;
        assert!(
            thinned[0].rings[0]
                .iter()
                .any(|(x, y)| near(*x, 88.0) && near(*y, 24.0))
        );
    }

    #[test]
    fn nothing_and_a_single_point_are_left_alone() {
        assert!(thinned_outlines(&[]).is_empty());
        let point = outline("block-1", &[(87.0, 23.0), (87.0, 23.0)]);
        assert_eq!(thinned_outlines(std::slice::from_ref(&point)), [point]);
    }
}
