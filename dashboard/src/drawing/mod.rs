//! The charts of a page: figures in, drawings for a phone and for a desk out, with what they say in words.

mod classes;
mod flow;
pub mod funnel;
mod map_months;
mod months;
mod places;
mod pyramid;
mod scale;

use catalog::programme::{Chart, ChartKind};
use catalog::{Arg, BOUNDARIES_ATTRIBUTION};
use charts::{Caption, StateWords, Svg, Width};
use figures::{Figures, State};
use minijinja::Value;
use serde::Serialize;

pub use scale::axis_number;

use crate::overview::coverage;
use crate::overview::printed::{self, Shown};
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::say::Say;

/// A drawing as it stands in a page; what it says was escaped when it was drawn.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Markup(Value);

impl Markup {
    /// The drawing of a chart.
    pub fn of(svg: &Svg) -> Self {
        Self(Value::from_safe_string(svg.inline()))
    }
}

/// A chart in both widths.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// For a phone.
    pub narrow: Svg,
    /// For a desk.
    pub wide: Svg,
    /// What it says in words.
    pub said: Said,
    /// Its figures.
    pub table: Small,
}

/// What a chart says in words.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// What is seen, with the unit.
    pub title: String,
    /// Place, period, coverage.
    pub subtitle: String,
    /// The finding.
    pub finding: String,
    /// Source and day; for maps the source of the outlines.
    pub foot: String,
}

/// A small table under a chart.
#[derive(Debug, Clone, Serialize)]
pub struct Small {
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Name and figures of each row.
    pub rows: Vec<(String, Vec<Shown>)>,
}

/// Draws a declared chart; none where the place has nothing to draw of that kind.
pub fn draw(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    match chart.kind {
        ChartKind::Trend => months::trend(scene, answers, chart),
        ChartKind::RankedBars => places::bars(scene, answers, chart),
        ChartKind::Map => places::map(scene, answers, chart),
        ChartKind::Flow => flow::flow(scene, answers, chart),
        ChartKind::Classes => classes::classes(scene, answers, chart),
        ChartKind::Funnel => funnel::funnel(scene, answers, chart),
        ChartKind::Pyramid => pyramid::pyramid(scene, answers, chart),
        ChartKind::MapMonths => map_months::map_months(scene, answers, chart),
    }
}

fn finish(said: Said, id: &str, say: Say<'_>, table: Small, draw: impl Fn(Caption, Width) -> Svg) -> Drawing {
    let caption = Caption::new(id, &said.title)
        .subtitle(&said.subtitle)
        .finding(&said.finding)
        .foot(&said.foot)
        .language(say.language.code());
    Drawing {
        narrow: draw(caption.clone(), Width::Narrow),
        wide: draw(caption, Width::Wide),
        said,
        table,
    }
}

/// Whether a figure of a column lies across a break in its series.
fn crosses(figures: &Figures, column: usize) -> bool {
    figures.rows.iter().any(|row| row.cells[column].across_break)
}

/// Whether any figure lies across a break in its series.
fn any_crosses(figures: &Figures) -> bool {
    (0..figures.columns.len()).any(|column| crosses(figures, column))
}

/// Source and day, with a word on breaks where drawn figures cross one; for maps the source of the outlines.
fn foot(scene: &Scene<'_>, answers: &Answers, map: bool, crosses: bool) -> String {
    let as_on = || {
        let day = answers.day().map(|day| scene.say.day(day)).unwrap_or_default();
        scene.say.about("as-on", &[("date", Arg::Text(&day))])
    };
    let day = coverage::span(scene.say, &answers.whole).unwrap_or_else(as_on);
    let made_up = if answers.whole.sample {
        format!(" · {}", scene.say.text("sample-data"))
    } else {
        String::new()
    };
    let marked = match crosses {
        true => format!(
            " · {} {}",
            reports::marks::ACROSS_BREAK,
            scene.say.text("across-break")
        ),
        false => String::new(),
    };
    let outlines = if map {
        format!(" · {BOUNDARIES_ATTRIBUTION}")
    } else {
        String::new()
    };
    format!(
        "{} · {day}{made_up}{marked}{outlines}",
        scene.say.words(&scene.programme.title)
    )
}

/// The state in which a figure has no number.
pub fn state(state: State) -> charts::State {
    match state {
        State::Suppressed => charts::State::Suppressed,
        State::Suspended => charts::State::Suspended,
        State::NotReported => charts::State::NotReported,
        State::Value | State::NotApplicable => charts::State::NotApplicable,
    }
}

pub fn state_words(say: Say<'_>) -> StateWords {
    StateWords {
        not_reported: printed::state(State::NotReported, say),
        suppressed: say.text("suppressed-long"),
        suspended: printed::state(State::Suspended, say),
        not_applicable: format!("– {}", say.text("not-applicable-long")),
    }
}
