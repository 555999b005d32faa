//! Where plotters draws: a backend that writes clean SVG.
//!
//! plotters counts in whole pixels; ours are tenths of a CSS pixel, so that coordinates are rounded to one
//! decimal and the same data always give the same bytes.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use crate::ink::Ink;

/// Units of the backend in a CSS pixel.
pub(crate) const TENTHS: f64 = 10.0;

/// A length in CSS pixels as a length of the backend.
pub(crate) fn tenths(pixels: f64) -> i32 {
    // A float beyond i32 becomes the nearest i32; the drawing area then cuts it to its edge.
    (pixels * TENTHS).round() as i32
}

/// The SVG elements drawn so far, shared between the canvas and plotters.
pub(crate) type Body = Rc<RefCell<String>>;

/// A sheet of a given size that keeps what is drawn as SVG elements.
pub(crate) struct Paper {
    body: Body,
    size: (u32, u32),
    /// Before the names of the patterns, which must differ between the charts of one page.
    id: String,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Paper {
    /// An empty sheet; the size is in tenths of a pixel.
    pub(crate) fn new(id: &str, size: (u32, u32)) -> Self {
        Self {
            body: Body::default(),
            size,
            id: id.to_owned(),
        }
    }

    /// What is drawn on the sheet, also after plotters has taken the sheet over.
    pub(crate) fn body(&self) -> Body {
        Rc::clone(&self.body)
    }

    /// Adds an element as it is; whoever calls has escaped its text.
    pub(crate) fn push(&mut self, element: std::fmt::Arguments<'_>) {
        let mut body = self.body.borrow_mut();
        body.write_fmt(element).expect("writing to a string cannot fail");
        body.push('\n');
    }

    /// A path through the closed rings of a place, with its code and what it says when it is pointed at.
    pub(crate) fn rings(&mut self, rings: &[Vec<BackendCoord>], ink: Ink, place: &str, tooltip: &str) {
        let data: String = rings.iter().map(|ring| path_data(ring) + "z").collect();
        let looks = self.looks("land ", ink);
        let [place, tooltip] = [place, tooltip].map(crate::svg::escape);
        self.push(format_args!(
            "<path{looks} data-place=\"{place}\" fill-rule=\"evenodd\" d=\"{data}\"><title>{tooltip}</title></path>"
        ));
    }

    fn looks(&self, more: &str, ink: Ink) -> String {
        let fill = ink
            .pattern()
            .map(|name| format!(" fill=\"url(#{}-{name})\"", self.id))
            .unwrap_or_default();
        format!(" class=\"{more}{}\"{fill}", ink.class())
    }

    fn shape<S: BackendStyle>(&self, style: &S) -> String {
        self.looks("", Ink::of(style.color()))
    }
}

/// A tenth of a pixel, as short as it can be written: `12`, `12.3`, `-0.5`.
pub(crate) fn decimal(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

/// `M` to the first point, then relative steps: half the bytes of absolute ones. Points that coincide are
/// left out, but never the last step of a line: a dot must stay a dot.
fn path_data(points: &[BackendCoord]) -> String {
    let Some(&first) = points.first() else {
        return String::new();
    };
    let mut data = format!("M{} {}l", decimal(first.0), decimal(first.1));
    let mut at = first;
    for &point in &points[1..] {
        if point == at {
            continue;
        }
        let (x, y) = (point.0 - at.0, point.1 - at.1);
        let gap = if data.ends_with('l') || x < 0 { "" } else { " " };
        let between = if y < 0 { "" } else { " " };
        data.push_str(&format!("{gap}{}{between}{}", decimal(x), decimal(y)));
        at = point;
    }
    if at == first { data + "0 0" } else { data }
}

impl DrawingBackend for Paper {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        let looks = self.shape(style);
        let (x, y) = (decimal(from.0.min(to.0)), decimal(from.1.min(to.1)));
        let (width, height) = (decimal((to.0 - from.0).abs()), decimal((to.1 - from.1).abs()));
        self.push(format_args!(
            "<rect{looks} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        let looks = self.shape(style);
        self.push(format_args!("<path{looks} d=\"{}\"/>", path_data(&points)));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        let looks = self.shape(style);
        let radius = decimal(i32::try_from(radius).unwrap_or(i32::MAX));
        let (x, y) = (decimal(center.0), decimal(center.1));
        self.push(format_args!(
            "<circle{looks} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        let looks = self.shape(style);
        self.push(format_args!("<path{looks} d=\"{}z\"/>", path_data(&points)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_keep_one_decimal_at_most() {
        assert_eq!(
            [decimal(120), decimal(123), decimal(-5), decimal(0)],
            ["12", "12.3", "-0.5", "0"]
        );
    }

    #[test]
    fn a_path_takes_relative_steps_and_skips_points_that_coincide() {
        assert_eq!(
            path_data(&[(10, 10), (10, 10), (25, 5), (20, 5)]),
            "M1 1l1.5-0.5-0.5 0"
        );
    }

    #[test]
    fn a_path_of_one_point_is_still_drawn() {
        assert_eq!(path_data(&[(10, 10)]), "M1 1l0 0");
    }

    #[test]
    fn no_points_make_no_path() {
        assert_eq!(path_data(&[]), "");
    }

    #[test]
    fn a_length_beyond_all_bounds_does_not_wrap_around() {
        assert_eq!(tenths(1e300), i32::MAX);
        assert_eq!(tenths(f64::NAN), 0);
    }
}
