//! Percentages against the number they are of: who lies beyond what chance does.

use analytics::funnel_limits;
use catalog::programme::{Better, Chart, Subject};
use catalog::{Arg, Unit, format};
use charts::{Beyond, Caption, Funnel, FunnelLimit, FunnelPoint, Reference, Standing, Svg, Width};
use figures::{Cell, State};

use super::places::{Ranked, said, table};
use super::scale::axis_number;
use super::{Drawing, Said, finish};
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::say;

/// In how many places limits are drawn between the fewest and the most.
const STEPS: u32 = 60;

/// The share of places that lie beyond the inner limits by chance alone.
const BY_CHANCE: f64 = 0.05;

/// A percentage as two sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// Whose it is, in the reader's language.
    pub name: String,
    /// How many.
    pub count: f64,
    /// Of how many.
    pub of: f64,
}

impl Rate {
    /// The rate of a cell; none where it is no proportion of what was counted.
    pub fn of(name: String, cell: &Cell) -> Option<Self> {
        let (count, of) = cell.parts.filter(|_| cell.state == State::Value)?;
        (of >= 1.0 && (0.0..=of).contains(&count)).then_some(Self { name, count, of })
    }

    fn share(&self) -> f64 {
        self.count / self.of
    }
}

/// Rates around that of the whole.
#[derive(Debug, Clone)]
pub struct Rates {
    points: Vec<FunnelPoint>,
    limits: Vec<FunnelLimit>,
    whole: Rate,
    of_word: String,
}

/// The funnel of the places of one level; none where there is nothing to be told apart.
pub fn funnel(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let ranked = Ranked::of(scene, answers, chart)?;
    let column = answers.whole.column(&chart.measure)?;
    let whole = Rate::of(scene.place_name(), &answers.whole.rows.first()?.cells[column])?;
    let rows = ranked.figures.rows.iter();
    let rates = rows
        .filter_map(|row| Rate::of(scene.say.words(row.place()?.1), &row.cells[ranked.column]))
        .collect();
    let rates = Rates::new(scene, rates, whole, (ranked.better, &chart.measure))?;
    let drawn = ranked.figures.rows.len();
    let of_places = said(scene, answers, chart, &ranked, false, drawn);
    let said = Said {
        finding: rates.finding(scene),
        foot: format!("{} · {}", of_places.foot, scene.say.text("funnel-note")),
        ..of_places
    };
    let table = table(scene, &ranked);
    Some(finish(said, &chart.id, scene.say, table, |caption, width| {
        rates.draw(scene, caption, width)
    }))
}

impl Rates {
    /// Rates with their limits; none where fewer than two can be told apart.
    pub fn new(
        scene: &Scene<'_>,
        rates: Vec<Rate>,
        whole: Rate,
        (better, measure): (Better, &str),
    ) -> Option<Self> {
        if rates.len() < 2 {
            return None;
        }
        let points = rates.iter().map(|rate| point(scene, rate, &whole, better));
        Some(Self {
            points: points.collect(),
            limits: limits(&rates, whole.share()),
            whole,
            of_word: of_word(scene, measure),
        })
    }

    /// How many lie beyond chance, and how many would by chance alone.
    pub fn finding(&self, scene: &Scene<'_>) -> String {
        let is_beyond = |point: &&FunnelPoint| point.beyond != Beyond::Chance;
        let beyond = self.points.iter().filter(is_beyond).count();
        let rate = percent(self.whole.share());
        let rate = format::value(rate, Unit::Percent, scene.say.language);
        let expected = format::number((self.points.len() as f64 * BY_CHANCE).round(), Unit::Count);
        let (beyond, all) = (say::count(beyond), say::count(self.points.len()));
        let known = [
            ("beyond", beyond),
            ("all", all),
            ("place", Arg::Text(&self.whole.name)),
            ("rate", Arg::Text(&rate)),
            ("expected", Arg::Text(&expected)),
        ];
        scene.say.about("finding-funnel", &known)
    }

    /// The drawing for a width.
    pub fn draw(&self, scene: &Scene<'_>, caption: Caption, width: Width) -> Svg {
        let rate = percent(self.whole.share());
        let whole = format::number(rate, Unit::Percent);
        let known = [
            ("place", Arg::Text(&self.whole.name)),
            ("rate", Arg::Text(&whole)),
        ];
        let chart = Funnel {
            caption,
            points: self.points.clone(),
            limits: self.limits.clone(),
            whole: Reference {
                value: rate,
                label: scene.say.about("funnel-whole", &known),
            },
            limit_words: ["chance-95", "chance-998"].map(|id| scene.say.text(id)),
            of_word: self.of_word.clone(),
            numbers: &axis_number,
        };
        charts::funnel(&chart, width)
    }
}

fn percent(share: f64) -> f64 {
    share * 100.0
}

fn point(scene: &Scene<'_>, rate: &Rate, whole: &Rate, better: Better) -> FunnelPoint {
    let limits = funnel_limits(whole.share(), rate.of);
    let outside = |(low, high): (f64, f64)| rate.share() < low || high < rate.share();
    let beyond = if outside(limits.alarm) {
        Beyond::Alarm
    } else if outside(limits.warning) {
        Beyond::Warning
    } else {
        Beyond::Chance
    };
    let above = rate.share() > whole.share();
    let standing = match better {
        Better::Neither => None,
        Better::Higher if above => Some(Standing::Better),
        Better::Lower if !above => Some(Standing::Better),
        Better::Higher | Better::Lower => Some(Standing::Worse),
    };
    let value = format::value(percent(rate.share()), Unit::Percent, scene.say.language);
    let of = format::number(rate.of, Unit::Count);
    let known = [
        ("name", Arg::Text(rate.name.as_str())),
        ("rate", Arg::Text(&value)),
        ("of", Arg::Text(&of)),
    ];
    FunnelPoint {
        name: rate.name.clone(),
        of: rate.of,
        value: percent(rate.share()),
        tip: scene.say.about("funnel-tip", &known),
        beyond,
        standing: standing.filter(|_| beyond != Beyond::Chance),
    }
}

/// Limits from a little below the fewest to a little above the most, closer where they bend.
fn limits(rates: &[Rate], whole: f64) -> Vec<FunnelLimit> {
    let (least, most) = rates
        .iter()
        .fold((f64::INFINITY, 1.0_f64), |(least, most), rate| {
            (least.min(rate.of), most.max(rate.of))
        });
    let (from, to) = ((least * 0.9).max(1.0), most * 1.08);
    let step = |step: u32| from * (to / from).powf(f64::from(step) / f64::from(STEPS));
    let limit = |of: f64| {
        let limits = funnel_limits(whole, of);
        let ends = |(low, high): (f64, f64)| (percent(low), percent(high));
        FunnelLimit {
            of,
            warning: ends(limits.warning),
            alarm: ends(limits.alarm),
        }
    };
    (0..=STEPS).map(step).map(limit).collect()
}

/// What the numbers across count.
fn of_word(scene: &Scene<'_>, measure: &str) -> String {
    let counted = match scene.subject(measure) {
        Some(Subject::Indicator(indicator)) => match indicator.per.as_slice() {
            [one] => scene
                .programme
                .measure(one)
                .map(|measure| scene.say.words(&measure.title)),
            _ => None,
        },
        _ => None,
    };
    let counted = counted.unwrap_or_else(|| scene.say.text("funnel-counted"));
    scene.say.about("funnel-of", &[("of", Arg::Text(&counted))])
}
