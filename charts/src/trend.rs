//! Lines over periods: this year, last year, a target, and what happened on the way.

mod words;

use plotters::prelude::{Circle, PathElement, Rectangle};

use crate::axis::{Axis, Foot, Numbers, axis};
use crate::backend::tenths;
use crate::canvas::{Canvas, Plot, Point, Rect, draw, pixel};
use crate::ink::{Ink, SERIES};
use crate::label::{Anchor, LINE, SIZE, Taken};
use crate::measure::{Heaviness, width, wrap};
use crate::reading::{State, StateWords};
use crate::rows::Reference;
use crate::sparkline::runs;
use crate::svg::{Caption, Svg, Width};

/// How a line is drawn; series are counted from 0 and take their colours in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// What the chart is about.
    Series(usize),
    /// The year before of the same series: its hue, thinner and paler.
    Past(usize),
    /// One of many, for comparison: grey.
    Context,
}

impl Weight {
    pub(crate) fn ink(self) -> Ink {
        match self {
            Self::Series(series) => Ink::Line((series % SERIES) as u8),
            Self::Past(series) => Ink::Past((series % SERIES) as u8),
            Self::Context => Ink::Context,
        }
    }

    fn dot(self) -> Option<Ink> {
        match self {
            Self::Series(series) => Some(Ink::Dot((series % SERIES) as u8)),
            Self::Past(_) | Self::Context => None,
        }
    }

    fn text(self) -> (&'static str, Heaviness) {
        match self {
            Self::Series(series) if series.is_multiple_of(SERIES) => ("t1 halo", Heaviness::Bold),
            // The other series have contrast enough for a line, not for text.
            Self::Series(_) => ("strong halo", Heaviness::Bold),
            Self::Past(_) | Self::Context => ("tick halo", Heaviness::Regular),
        }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What stands at its end: "2026-27: 2.4".
    pub label: String,
    /// A value per period; a gap where there is none.
    pub values: Vec<Option<f64>>,
    /// How it is drawn.
    pub weight: Weight,
}

/// A span of periods in which something else held: work suspended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Index of the first period.
    pub from: usize,
    /// Index of the last period.
    pub to: usize,
    /// Its word.
    pub label: String,
}

/// Where one thing became another: a successor programme, a changed definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Index of the first period after it.
    pub before: usize,
    /// Its word.
    pub label: String,
}

/// Lines over periods.
pub struct Trend<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The periods, short: "Apr".
    pub periods: Vec<String>,
    /// At most five series; more are another chart.
    pub lines: Vec<Line>,
    /// The target, if there is one.
    pub target: Option<Reference>,
    /// Spans in which something else held.
    pub bands: Vec<Band>,
    /// Where one thing became another.
    pub breaks: Vec<Break>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the axis.
    pub numbers: Numbers<'a>,
}

const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// Draws a trend.
pub fn trend(chart: &Trend<'_>, width: Width) -> Svg {
    let values = chart
        .lines
        .iter()
        .flat_map(|line| line.values.iter().flatten().copied());
    let axis = axis(
        values.chain(chart.target.iter().map(|target| target.value)),
        Foot::NearZero,
        4,
    );
    let sheet = Sheet::new(chart, &axis, width);
    let canvas = Canvas::new(&chart.caption, width, sheet.plot.bottom + BOTTOM);
    let plot = canvas.plot(periods(chart.periods.len()), axis.range.clone(), sheet.plot);
    let mut taken = Taken::default();
    let known = chart.lines.iter().any(|line| !runs(&line.values).is_empty());
    bands(&canvas, chart, &plot);
    if known {
        y_axis(&canvas, &axis, &plot, sheet.plot, chart.numbers);
    }
    x_axis(&canvas, chart, &plot, sheet.plot);
    for line in sorted(&chart.lines) {
        draw_line(&plot, line);
        take(&mut taken, &plot, line);
    }
    if known {
        words::rules(&canvas, chart, &plot, sheet.plot, &mut taken);
        // What the chart is about is named first; the rest of the words stand where there is room.
        if sheet.keys.is_empty() {
            words::end_labels(&canvas, chart, &plot, &mut taken, sheet.room);
        } else {
            words::draw_keys(&canvas, chart, &sheet.keys);
        }
        words::marks(&canvas, chart, &plot, sheet.plot, &mut taken);
    } else {
        nothing(&canvas, chart, sheet.plot);
    }
    canvas.period_tips(&plot, sheet.plot, &chart.caption.tips);
    canvas.finish(&chart.caption)
}

/// Half a period of air on both sides when there is only one.
pub(crate) fn periods(count: usize) -> std::ops::Range<f64> {
    let air = if count > 1 { 0.25 } else { 0.5 };
    -air..count.saturating_sub(1) as f64 + air
}

/// Where things go on the sheet.
struct Sheet {
    plot: Rect,
    /// Where labels may go.
    room: Rect,
    /// The lines of each label, where they stand in a key on top.
    keys: Vec<Vec<String>>,
}

impl Sheet {
    fn new(chart: &Trend<'_>, axis: &Axis, sheet: Width) -> Self {
        let full = f64::from(sheet.pixels());
        let ticks = axis
            .ticks
            .iter()
            .map(|tick| width(&axis.label(*tick, chart.numbers), SIZE, Heaviness::Regular));
        let left = ticks.fold(0.0, f64::max).min(full * 0.4) + 8.0;
        let labels = chart.lines.iter().filter(|line| !runs(&line.values).is_empty());
        let at_the_end = labels
            .clone()
            .filter(|line| last_point(line).is_some_and(|(x, _)| x as usize + 1 >= chart.periods.len()));
        let margin = at_the_end
            .map(|line| width(&line.label, SIZE, line.weight.text().1))
            .fold(0.0, f64::max)
            + words::swatch(chart);
        let widest = labels
            .map(|line| width(&line.label, SIZE, line.weight.text().1))
            .fold(0.0, f64::max);
        let direct = widest <= full * 0.36;
        let keys = if direct {
            Vec::new()
        } else {
            chart
                .lines
                .iter()
                .map(|line| wrap(&line.label, SIZE, Heaviness::Bold, full - words::KEY))
                .collect()
        };
        let top = TOP
            + keys
                .iter()
                .map(|lines: &Vec<String>| lines.len() as f64 * LINE + 2.0)
                .sum::<f64>()
            + if direct { 0.0 } else { 6.0 };
        let right = full - if direct { margin + 10.0 } else { 10.0 };
        let height = if sheet == Width::Wide { 260.0 } else { 200.0 };
        let plot = Rect {
            left,
            top,
            right,
            bottom: top + height,
        };
        Self {
            plot,
            room: Rect { right: full, ..plot },
            keys,
        }
    }
}

/// Context first, series last: what the chart is about lies on top.
fn sorted(lines: &[Line]) -> Vec<&Line> {
    let rank = |line: &&Line| match line.weight {
        Weight::Context => 0,
        Weight::Past(_) => 1,
        Weight::Series(_) => 2,
    };
    let mut sorted: Vec<_> = lines.iter().collect();
    sorted.sort_by_key(rank);
    sorted
}

/// A line in pieces: a gap is never joined over, and a single value between gaps is a dot.
pub(crate) fn draw_line(plot: &Plot, line: &Line) {
    for run in runs(&line.values) {
        if let ([point], Some(dot)) = (run.as_slice(), line.weight.dot()) {
            draw(plot, &Circle::new(*point, tenths(3.5), dot.filled()));
        } else {
            draw(plot, &PathElement::new(run, line.weight.ink().style()));
        }
    }
    if let (Some(point), Some(dot)) = (last_point(line), line.weight.dot()) {
        draw(plot, &Circle::new(point, tenths(4.5), dot.filled()));
    }
}

pub(crate) fn last_point(line: &Line) -> Option<Point> {
    runs(&line.values).last()?.last().copied()
}

fn take(taken: &mut Taken, plot: &Plot, line: &Line) {
    for run in runs(&line.values) {
        for pair in run.windows(2) {
            taken.line(pixel(plot, pair[0]), pixel(plot, pair[1]));
        }
    }
}

fn bands(canvas: &Canvas, chart: &Trend<'_>, plot: &Plot) {
    let (x, y) = (plot.get_x_range(), plot.get_y_range());
    for band in &chart.bands {
        let from = (band.from as f64 - 0.5).clamp(x.start, x.end);
        let to = (band.to as f64 + 0.5).clamp(x.start, x.end);
        draw(
            plot,
            &Rectangle::new([(from, y.start), (to, y.end)], Ink::Band.filled()),
        );
        // Stripes fade in print; the edges do not.
        for edge in [from, to] {
            canvas.path(
                [pixel(plot, (edge, y.start)), pixel(plot, (edge, y.end))],
                Ink::Grid,
            );
        }
    }
}

fn y_axis(canvas: &Canvas, axis: &Axis, plot: &Plot, at: Rect, numbers: Numbers<'_>) {
    for tick in &axis.ticks {
        let y = pixel(plot, (0.0, *tick)).1;
        let ink = if *tick == 0.0 { Ink::Zero } else { Ink::Grid };
        canvas.path([(at.left, y), (at.right, y)], ink);
        canvas.text(
            (at.left - 6.0, y + 4.0),
            Anchor::End,
            "tick",
            &axis.label(*tick, numbers),
        );
    }
}

fn x_axis(canvas: &Canvas, chart: &Trend<'_>, plot: &Plot, at: Rect) {
    let widest = chart
        .periods
        .iter()
        .map(|period| width(period, SIZE, Heaviness::Regular))
        .fold(1.0, f64::max);
    let fit = ((at.right - at.left) / (widest + 8.0)).floor().max(1.0) as usize;
    let every = chart.periods.len().div_ceil(fit).max(1);
    for (index, period) in chart.periods.iter().enumerate().step_by(every) {
        let x = pixel(plot, (index as f64, 0.0)).0;
        canvas.text((x, at.bottom + 17.0), Anchor::Middle, "tick", period);
    }
}

fn nothing(canvas: &Canvas, chart: &Trend<'_>, at: Rect) {
    canvas.rect(at, Ink::NotReported);
    let middle = ((at.left + at.right) / 2.0, (at.top + at.bottom) / 2.0 + 4.0);
    canvas.text(
        middle,
        Anchor::Middle,
        "strong halo",
        chart.words.of(State::NotReported),
    );
}
