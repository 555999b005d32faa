//! A QR code as a drawing: one path on white, whatever the colours of the page, since cameras want dark on light.

use qrcode::{Color, QrCode};
use serde::Serialize;

/// The quiet zone around it, in modules, as the standard wants it.
const MARGIN: usize = 4;

/// A QR code that a template draws.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Its width and height, in modules.
    pub size: usize,
    /// Its dark modules, as the path of an SVG.
    pub path: String,
}

/// The QR code of a text; none where the text is too long for one.
pub fn of(text: &str) -> Option<Picture> {
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let modules = code.to_colors();
    let dark = modules
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == Color::Dark);
    let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + MARGIN, at / width + MARGIN));
    Some(Picture {
        size: width + 2 * MARGIN,
        path: path.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_where_cameras_look_for_them() {
        let picture = of("otpauth://totp/jela:bdo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        let far = picture.size - MARGIN - 7;
        for (x, y) in [(MARGIN, MARGIN), (far, MARGIN), (MARGIN, far)] {
            assert!(picture.path.contains(&format!("M{x} {y}h")), "{x} {y}");
        }
        assert!(!picture.path.contains(&format!("M{} {}h", MARGIN + 1, MARGIN + 1)));
    }

    #[test]
    fn a_text_that_is_too_long_has_no_picture() {
        assert!(of(&"x".repeat(5000)).is_none());
    }
}
