//! Rates against the number they are of, with the limits within which chance alone would keep them: a place in the
//! funnel can't be told from the whole, however high or low it ranks.

mod names;
mod scale;

use crate::axis::{Axis, Numbers};
use crate::canvas::{Canvas, Plot, Point, Rect, pixel};
use crate::ink::Ink;
use crate::label::{Anchor, LINE, SIZE, apart};
use crate::measure::{Heaviness, cut, width};
use crate::reading::Standing;
use crate::rows::Reference;
use crate::svg::{Caption, Svg, Width};
use scale::{Across, heights};

/// How far a rate lies from the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// Within what chance does in 95 cases of 100.
    Chance,
    /// Beyond that.
    Warning,
    /// Beyond what chance does in 998 cases of 1,000.
    Alarm,
}

/// A place and its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPoint {
    /// The place, in the reader's language.
    pub name: String,
    /// Of how many the rate is; above 0.
    pub of: f64,
    /// The rate.
    pub value: f64,
    /// What it says when it is pointed at: "Onda: 3.2 % of 1,204".
    pub tip: String,
    /// How far it lies from the whole.
    pub beyond: Beyond,
    /// Whether lying where it does is good; none within chance, and where neither way is better.
    pub standing: Option<Standing>,
}

/// The limits of a rate of so many, around the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimit {
    /// Of how many.
    pub of: f64,
    /// Both ends at 95 %.
    pub warning: (f64, f64),
    /// Both ends at 99.8 %.
    pub alarm: (f64, f64),
}

/// A funnel.
pub struct Funnel<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The places.
    pub points: Vec<FunnelPoint>,
    /// The limits, from the fewest to the most; the chart reaches as far as they do.
    pub limits: Vec<FunnelLimit>,
    /// The rate of the whole: "Bankura 4.1".
    pub whole: Reference,
    /// What stands at the limits: "95 %", "99.8 %".
    pub limit_words: [String; 2],
    /// What rates are of: "children measured".
    pub of_word: String,
    /// Writes the numbers of the axes.
    pub numbers: Numbers<'a>,
}

const TOP: f64 = 10.0;
const BOTTOM: f64 = 42.0;

/// Draws a funnel.
pub fn funnel(chart: &Funnel<'_>, width: Width) -> Svg {
    let (axis, across) = (heights(chart), Across::of(chart));
    let at = sheet(chart, &axis, width);
    let canvas = Canvas::new(&chart.caption, width, at.bottom + BOTTOM);
    let plot = canvas.plot(across.range.clone(), axis.range.clone(), at);
    let place = |of: f64, value: f64| pixel(&plot, (across.place(of), value));
    let clamped = |(of, value): &(f64, f64)| place(*of, value.clamp(axis.range.start, axis.range.end));
    let [low, high] = limits(chart, |limit| limit.warning);
    canvas.area(low.iter().chain(high.iter().rev()).map(clamped), Ink::Chance);
    scales(&canvas, chart, (&axis, &across), &plot, at);
    let ends = [
        (Ink::Limit, limits(chart, |limit| limit.warning)),
        (Ink::Alarm, limits(chart, |limit| limit.alarm)),
    ];
    for (ink, lines) in &ends {
        for line in lines {
            let inside = line
                .iter()
                .filter(|(_, value)| axis.range.start <= *value && *value <= axis.range.end);
            canvas.path(inside.map(|(of, value)| place(*of, *value)), *ink);
        }
    }
    let middle = place(1.0, chart.whole.value).1;
    canvas.path([(at.left, middle), (at.right, middle)], Ink::Interval);
    end_words(&canvas, chart, &place, at);
    for point in &chart.points {
        mark(&canvas, point, place(point.of, point.value));
    }
    let curves = ends.iter().flat_map(|(_, lines)| lines);
    let curves = curves.map(|line| line.iter().map(|(of, value)| place(*of, *value)).collect());
    names::draw(&canvas, chart, &place, (curves.collect(), at));
    for point in &chart.points {
        let (x, y) = place(point.of, point.value);
        let around = Rect {
            left: x - 8.0,
            top: y - 8.0,
            right: x + 8.0,
            bottom: y + 8.0,
        };
        canvas.tip(around, &point.tip);
    }
    canvas.finish(&chart.caption)
}

/// The lower and the upper line of a limit.
fn limits(chart: &Funnel<'_>, ends: impl Fn(&FunnelLimit) -> (f64, f64)) -> [Vec<(f64, f64)>; 2] {
    let line = |end: fn((f64, f64)) -> f64| {
        let limits = chart.limits.iter();
        limits.map(|limit| (limit.of, end(ends(limit)))).collect()
    };
    [line(|(low, _)| low), line(|(_, high)| high)]
}

fn mark(canvas: &Canvas, point: &FunnelPoint, at: Point) {
    match (point.beyond, point.standing) {
        (Beyond::Chance, _) => canvas.circle(at, 3.5, Ink::Mark),
        (_, Some(standing)) => canvas.standing(at, standing),
        (_, None) => canvas.circle(at, 4.5, Ink::Told),
    }
}

/// Room at the right for the words of the lines, and at the left for the numbers of the axis.
fn sheet(chart: &Funnel<'_>, axis: &Axis, sheet: Width) -> Rect {
    let full = f64::from(sheet.pixels());
    let ticks = axis
        .ticks
        .iter()
        .map(|tick| width(&axis.label(*tick, chart.numbers), SIZE, Heaviness::Regular));
    let words = chart.limit_words.iter().chain([&chart.whole.label]);
    let words = words
        .map(|word| width(word, SIZE, Heaviness::Bold))
        .fold(0.0, f64::max);
    let height = if sheet == Width::Wide { 300.0 } else { 260.0 };
    Rect {
        left: ticks.fold(0.0, f64::max).min(full * 0.3) + 8.0,
        top: TOP,
        right: full - words.min(full * 0.3) - 8.0,
        bottom: TOP + height,
    }
}

fn scales(canvas: &Canvas, chart: &Funnel<'_>, (axis, across): (&Axis, &Across), plot: &Plot, at: Rect) {
    for tick in &axis.ticks {
        let y = pixel(plot, (across.range.start, *tick)).1;
        let label = axis.label(*tick, chart.numbers);
        canvas.path([(at.left, y), (at.right, y)], Ink::Grid);
        canvas.text((at.left - 6.0, y + 4.0), Anchor::End, "tick", &label);
    }
    canvas.path([(at.left, at.bottom), (at.right, at.bottom)], Ink::Zero);
    let mut free_from = f64::NEG_INFINITY;
    for tick in across.ticks() {
        let x = pixel(plot, (across.place(tick), axis.range.start)).0;
        let label = (chart.numbers)(tick, 0);
        let half = width(&label, SIZE, Heaviness::Regular) / 2.0;
        let full = full_width(at);
        let centre = x.clamp(half, (full - half).max(half));
        if centre - half > free_from {
            canvas.path([(x, at.bottom), (x, at.bottom + 4.0)], Ink::Zero);
            canvas.text((centre, at.bottom + 17.0), Anchor::Middle, "tick", &label);
            free_from = centre + half + 8.0;
        }
    }
    let word = cut(&chart.of_word, SIZE, Heaviness::Regular, at.right);
    canvas.text((at.right, at.bottom + 34.0), Anchor::End, "tick", &word);
}

/// The width of the sheet that a plot lies on.
fn full_width(at: Rect) -> f64 {
    let [narrow, wide] = [Width::Narrow, Width::Wide].map(|width| f64::from(width.pixels()));
    if at.right > narrow { wide } else { narrow }
}

/// The words of the whole and of the upper limits, at the ends of their lines.
fn end_words(canvas: &Canvas, chart: &Funnel<'_>, place: &dyn Fn(f64, f64) -> Point, at: Rect) {
    let Some(last) = chart.limits.last() else { return };
    let values = [chart.whole.value, last.warning.1, last.alarm.1];
    let mut heights = values.map(|value| place(last.of, value).1.clamp(at.top + 4.0, at.bottom));
    apart(&mut heights, LINE - 2.0, at.top + 4.0..at.bottom);
    let words = [
        (&chart.whole.label, "strong halo"),
        (&chart.limit_words[0], "tick halo"),
        (&chart.limit_words[1], "tick halo"),
    ];
    let room = full_width(at) - at.right - 6.0;
    for (height, (word, class)) in heights.into_iter().zip(words) {
        let word = cut(word, SIZE, Heaviness::Bold, room);
        canvas.text((at.right + 6.0, height + 4.0), Anchor::Start, class, &word);
    }
}
