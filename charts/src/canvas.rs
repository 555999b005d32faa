//! The sheet a chart is drawn on: plotters' drawing area over our backend, and text in CSS pixels.

use std::convert::Infallible;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle};

use crate::backend::{Body, Paper, TENTHS, decimal, tenths};
use crate::ink::Ink;
use crate::label::{Anchor, Text};
use crate::reading::Standing;
use crate::svg::{self, Caption, Svg, Width};

/// A drawing area with x and y from data.
pub(crate) type Plot = DrawingArea<Paper, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A point in CSS pixels.
pub(crate) type Point = (f64, f64);

/// A rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// An empty sheet of known size.
pub(crate) struct Canvas {
    area: DrawingArea<Paper, Shift>,
    body: Body,
    id: String,
    size: (u32, u32),
}

impl Canvas {
    /// A sheet for one width of a chart.
    pub(crate) fn new(caption: &Caption, width: Width, height: f64) -> Self {
        Self::sized(svg::id(&caption.id, width), width.pixels(), height)
    }

    /// A sheet of any size.
    pub(crate) fn sized(id: String, width: u32, height: f64) -> Self {
        let size = (width, height.ceil().clamp(1.0, 1e6) as u32);
        let paper = Paper::new(&id, (size.0 * TENTHS as u32, size.1 * TENTHS as u32));
        let body = paper.body();
        Self {
            area: paper.into_drawing_area(),
            body,
            id,
            size,
        }
    }

    /// Coordinates of data within a part of the sheet; y grows upwards.
    pub(crate) fn plot(&self, x: Range<f64>, y: Range<f64>, at: Rect) -> Plot {
        let columns = tenths(at.left)..tenths(at.right);
        let rows = tenths(at.bottom)..tenths(at.top);
        self.area
            .apply_coord_spec(Cartesian2d::new(x, y, (columns, rows)))
    }

    /// The drawing, finished.
    pub(crate) fn finish(self, caption: &Caption) -> Svg {
        Svg::new(caption, self.id, self.size, self.body.take())
    }

    /// A line of text; `at` is on its baseline.
    pub(crate) fn text(&self, at: Point, anchor: Anchor, class: &str, text: &str) {
        self.draw(&Text::new((tenths(at.0), tenths(at.1)), anchor, class, text));
    }

    /// A line through points.
    pub(crate) fn path(&self, points: impl IntoIterator<Item = Point>, ink: Ink) {
        let points: Vec<_> = points.into_iter().map(|(x, y)| (tenths(x), tenths(y))).collect();
        self.draw(&PathElement::new(points, ink.style()));
    }

    /// A filled rectangle.
    pub(crate) fn rect(&self, at: Rect, ink: Ink) {
        let corners = [
            (tenths(at.left), tenths(at.top)),
            (tenths(at.right), tenths(at.bottom)),
        ];
        self.draw(&Rectangle::new(corners, ink.filled()));
    }

    /// A filled shape.
    pub(crate) fn area(&self, points: impl IntoIterator<Item = Point>, ink: Ink) {
        let points: Vec<_> = points.into_iter().map(|(x, y)| (tenths(x), tenths(y))).collect();
        self.draw(&Polygon::new(points, ink.filled()));
    }

    /// A filled circle.
    pub(crate) fn circle(&self, at: Point, radius: f64, ink: Ink) {
        self.draw(&Circle::new(
            (tenths(at.0), tenths(at.1)),
            tenths(radius),
            ink.filled(),
        ));
    }

    /// ▲, ● or ▼, nine pixels wide, drawn and not written: not every font has them.
    pub(crate) fn standing(&self, (x, y): Point, standing: Standing) {
        let ink = Standing::ink(Some(standing));
        let triangle = |tip: f64| {
            let corners =
                [(x - 4.5, y - tip), (x + 4.5, y - tip), (x, y + tip)].map(|(x, y)| (tenths(x), tenths(y)));
            self.draw(&Polygon::new(corners.to_vec(), ink.filled()));
        };
        match standing {
            Standing::Better => triangle(-4.0),
            Standing::Watch => self.circle((x, y), 4.0, ink),
            Standing::Worse => triangle(4.0),
        }
    }

    /// A rectangle that is not seen and says something when it is pointed at; nothing where there is nothing to say.
    pub(crate) fn tip(&self, at: Rect, tip: &str) {
        if tip.is_empty() {
            return;
        }
        let [x, y, width, height] = [at.left, at.top, at.right - at.left, at.bottom - at.top]
            .map(|length| decimal(tenths(length.max(0.0))));
        let element = format!(
            "<rect class=\"tip\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><title>{}</title></rect>\n",
            svg::escape(tip)
        );
        self.body.borrow_mut().push_str(&element);
    }

    /// A column of a plot around each period that says something when it is pointed at.
    pub(crate) fn period_tips(&self, plot: &Plot, at: Rect, tips: &[String]) {
        for (period, tip) in tips.iter().enumerate() {
            let side = |shift: f64| {
                pixel(plot, (period as f64 + shift, 0.0))
                    .0
                    .clamp(at.left, at.right)
            };
            let column = Rect {
                left: side(-0.5),
                right: side(0.5),
                ..at
            };
            self.tip(column, tip);
        }
    }

    /// Draws an element in tenths of a pixel.
    pub(crate) fn draw<E>(&self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, (i32, i32)>,
        E: Drawable<Paper>,
    {
        drawn(self.area.draw(element));
    }
}

/// Draws an element of data on a plot.
pub(crate) fn draw<E>(plot: &Plot, element: &E)
where
    for<'b> &'b E: PointCollection<'b, (f64, f64)>,
    E: Drawable<Paper>,
{
    drawn(plot.draw(element));
}

/// Where a point of the data lies on the sheet, in CSS pixels.
pub(crate) fn pixel(plot: &Plot, at: (f64, f64)) -> Point {
    let (x, y) = plot.map_coordinate(&at);
    (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
}

fn drawn(result: Result<(), DrawingAreaErrorKind<Infallible>>) {
    result.expect("the backend writes to a string, and no one else borrows it while it draws");
}
