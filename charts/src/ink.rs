//! What a shape is drawn with: the name of a class, whose looks `stylesheet` gives.
//!
//! plotters carries a colour, and nothing else, from the caller to the backend. So the colour we give it is
//! the number of a class, and a chart holds no colours: a page may turn dark without drawing anything anew.

use plotters::style::{RGBAColor, ShapeStyle};
use plotters_backend::BackendColor;

/// How many series a chart may tell apart by colour.
pub(crate) const SERIES: usize = 5;

/// What a shape is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Ink {
    /// Light lines behind the data.
    Grid,
    /// The line values are counted from.
    Zero,
    /// A target or reference line.
    Target,
    /// The line where one thing becomes another.
    Break,
    /// The line of a series, by its place in the order of series.
    Line(u8),
    /// The same hue, thinner and paler: last year.
    Past(u8),
    /// A line among many that is there for comparison.
    Context,
    /// The dot on a line.
    Dot(u8),
    /// A bar or dot about which nothing is said.
    Mark,
    /// A bar or dot that does better.
    Better,
    /// A bar or dot to keep an eye on.
    Watch,
    /// A bar or dot that does worse.
    Worse,
    /// A value of zero: white with an outline.
    Nought,
    /// How far chance may have moved a value.
    Interval,
    /// Grey diagonal hatch.
    NotReported,
    /// Dots.
    Suppressed,
    /// Grey vertical stripes.
    Suspended,
    /// Plain grey: the figure does not apply here.
    NotApplicable,
    /// A class of the sequential scale, 0 to 5.
    Sequential(u8),
    /// A class of the diverging scale, 0 (best) to 6 (worst).
    Diverging(u8),
    /// A span of time in which there was nothing to report.
    Band,
    /// The line of a sparkline.
    Spark,
    /// A mark on a pale class of a map.
    OnPale,
    /// A mark on a deep class of a map.
    OnDeep,
    /// Where 95 of 100 figures lie that differ by chance alone.
    Limit,
    /// Where 998 of 1,000 do.
    Alarm,
    /// The ground between limits.
    Chance,
    /// A bar that the chart is about.
    Told,
    /// A bar of so few that chance may have made it: hollow.
    Few,
    /// A kind of entry, by its place among the entries.
    Came(u8),
    /// A kind of exit, by its place among the exits.
    Gone(u8),
}

/// Every ink, in the order of its number.
const ALL: [Ink; 62] = {
    use Ink::*;
    [
        Grid,
        Zero,
        Target,
        Break,
        Context,
        Mark,
        Better,
        Watch,
        Worse,
        Nought,
        Interval,
        NotReported,
        Suppressed,
        Suspended,
        NotApplicable,
        Band,
        Spark,
        OnPale,
        OnDeep,
        Line(0),
        Line(1),
        Line(2),
        Line(3),
        Line(4),
        Past(0),
        Past(1),
        Past(2),
        Past(3),
        Past(4),
        Dot(0),
        Dot(1),
        Dot(2),
        Dot(3),
        Dot(4),
        Sequential(0),
        Sequential(1),
        Sequential(2),
        Sequential(3),
        Sequential(4),
        Sequential(5),
        Diverging(0),
        Diverging(1),
        Diverging(2),
        Diverging(3),
        Diverging(4),
        Diverging(5),
        Diverging(6),
        Limit,
        Alarm,
        Chance,
        Told,
        Few,
        Came(0),
        Came(1),
        Came(2),
        Came(3),
        Came(4),
        Gone(0),
        Gone(1),
        Gone(2),
        Gone(3),
        Gone(4),
    ]
};

impl Ink {
    /// The ink as plotters carries it.
    pub(crate) fn style(self) -> ShapeStyle {
        ShapeStyle {
            color: RGBAColor(0, 0, self.number(), 1.0),
            filled: false,
            stroke_width: 1,
        }
    }

    /// The ink as plotters carries it, for shapes that are filled.
    pub(crate) fn filled(self) -> ShapeStyle {
        ShapeStyle {
            filled: true,
            ..self.style()
        }
    }

    /// The ink that plotters carried.
    pub(crate) fn of(color: BackendColor) -> Self {
        ALL.get(usize::from(color.rgb.2)).copied().unwrap_or(Self::Mark)
    }

    /// The classes, as the stylesheet names them.
    pub(crate) fn class(self) -> String {
        match self {
            Self::Grid => "grid".into(),
            Self::Zero => "zero".into(),
            Self::Target => "target".into(),
            Self::Break => "break".into(),
            Self::Line(series) => format!("line s{}", series + 1),
            Self::Past(series) => format!("past s{}", series + 1),
            Self::Context => "context".into(),
            Self::Dot(series) => format!("dot d{}", series + 1),
            Self::Mark => "mark".into(),
            Self::Better => "better".into(),
            Self::Watch => "watch".into(),
            Self::Worse => "worse".into(),
            Self::Nought => "nought".into(),
            Self::Interval => "interval".into(),
            Self::NotReported | Self::Suppressed | Self::Suspended => "state".into(),
            Self::NotApplicable => "none".into(),
            Self::Sequential(class) => format!("q{}", class + 1),
            Self::Diverging(class) => format!("v{}", class + 1),
            Self::Band => "band".into(),
            Self::Spark => "spark".into(),
            Self::OnPale => "pale".into(),
            Self::OnDeep => "deep".into(),
            Self::Limit => "limit".into(),
            Self::Alarm => "alarm".into(),
            Self::Chance => "ground".into(),
            Self::Told => "told".into(),
            Self::Few => "few".into(),
            Self::Came(kind) => format!("flow in{}", kind + 1),
            Self::Gone(kind) => format!("flow out{}", kind + 1),
        }
    }

    /// The pattern a shape is filled with, where a class cannot say it: patterns are found by an id, and the
    /// id differs from chart to chart.
    pub(crate) fn pattern(self) -> Option<&'static str> {
        match self {
            Self::NotReported => Some("hatch"),
            Self::Suppressed => Some("dots"),
            Self::Suspended | Self::Band => Some("stripes"),
            _ => None,
        }
    }

    fn number(self) -> u8 {
        let number = ALL
            .iter()
            .position(|ink| *ink == self)
            .expect("series and classes are counted modulo their number");
        u8::try_from(number).expect("there are fewer than 256 inks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_comes_back_from_plotters_as_itself() {
        for ink in ALL {
            let RGBAColor(r, g, b, alpha) = ink.style().color;
            assert_eq!(
                Ink::of(BackendColor {
                    alpha,
                    rgb: (r, g, b)
                }),
                ink
            );
        }
    }
}
