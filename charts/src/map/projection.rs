//! From longitude and latitude to the sheet.

use super::Outline;
use crate::canvas::Rect;

/// The part of the earth that is drawn, projected.
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    pub(super) top: f64,
}

impl Bounds {
    /// What holds all outlines; a made-up part where there are none.
    pub(super) fn of(outlines: &[Outline]) -> Self {
        let points = outlines
            .iter()
            .flat_map(|outline| outline.rings.iter().flatten())
            .map(|at| Self::project(*at));
        let empty = Self {
            left: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::INFINITY,
            top: f64::NEG_INFINITY,
        };
        let bounds = points.fold(empty, |bounds, (x, y)| Self {
            left: bounds.left.min(x),
            right: bounds.right.max(x),
            bottom: bounds.bottom.min(y),
            top: bounds.top.max(y),
        });
        if bounds.left < bounds.right && bounds.bottom < bounds.top {
            bounds
        } else {
            Self {
                left: 0.0,
                right: 1.0,
                bottom: 0.0,
                top: 0.2,
            }
        }
    }

    /// Mercator: no district changes its shape by where it lies, and north is up.
    pub(super) fn project((longitude, latitude): (f64, f64)) -> (f64, f64) {
        let latitude = latitude.clamp(-85.0, 85.0).to_radians();
        (
            longitude,
            (latitude / 2.0 + std::f64::consts::FRAC_PI_4)
                .tan()
                .ln()
                .to_degrees(),
        )
    }

    /// The largest rectangle of the same shape on the sheet.
    pub(super) fn fit(&self, wide: f64, tall: f64) -> Rect {
        let scale = ((wide - 2.0) / (self.right - self.left)).min((tall - 2.0) / (self.top - self.bottom));
        let (width, height) = ((self.right - self.left) * scale, (self.top - self.bottom) * scale);
        let left = ((wide - width) / 2.0).max(1.0);
        Rect {
            left,
            top: 1.0,
            right: left + width,
            bottom: 1.0 + height,
        }
    }
}
