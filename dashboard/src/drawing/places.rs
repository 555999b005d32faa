//! The places of one level, ranked or on a map.

use catalog::programme::{Better, Chart, Target};
use catalog::{Arg, Unit, format};
use charts::{
    Dots, Map, MapScale, Order, RankedBars, Reading, Reference, Region, Row, dots as draw_dots,
    map as draw_map, ranked_bars,
};
use figures::{Cell, Figures, State};

use super::scale::{Scale, axis_number, label};
use super::{Drawing, Said, Small, finish, foot, state_words};
use crate::overview::coverage;
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::overview::standing;

/// More bars than this are a wall; the lowest are drawn, and the table has all.
const MOST_BARS: usize = 30;

/// A measure of the places of one level.
pub(super) struct Ranked<'a> {
    pub(super) figures: &'a Figures,
    pub(super) column: usize,
    pub(super) unit: Unit,
    pub(super) better: Better,
    target: Option<&'a Target>,
}

impl<'a> Ranked<'a> {
    pub(super) fn of(scene: &Scene<'a>, answers: &'a Answers, chart: &Chart) -> Option<Self> {
        let figures = answers
            .parts
            .as_ref()
            .filter(|figures| !figures.rows.is_empty())?;
        let column = figures.column(&chart.measure)?;
        let subject = scene.subject(&chart.measure)?;
        let target = standing::target(&scene.app.catalog, subject, &scene.place.code, figures.as_on);
        Some(Self {
            figures,
            column,
            unit: figures.columns[column].unit,
            better: subject.better(),
            target,
        })
    }

    fn cells(&self) -> impl Iterator<Item = &'a Cell> {
        let column = self.column;
        self.figures.rows.iter().map(move |row| &row.cells[column])
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.cells()
            .filter(|cell| cell.state == State::Value)
            .filter_map(|cell| cell.value)
    }

    fn scale(&self) -> Scale {
        Scale::of(self.values().fold(0.0, f64::max), self.unit)
    }

    /// Rates that crowd far from zero are told apart by dots; bars would have to be cut off at the foot.
    fn crowds(&self) -> bool {
        let (low, high) = self
            .values()
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        self.unit == Unit::Percent && high > 0.0 && low > high / 2.0
    }
}

/// A figure in the unit of a chart, or why there is none.
pub(super) fn reading(cell: &Cell, scale: Scale) -> Reading {
    match (cell.state, cell.value) {
        (State::Value, Some(value)) => {
            Reading::value(value / scale.divisor, label(value, scale) + &printed::signs(cell))
        }
        (state, _) => Reading::State(super::state(state)),
    }
}

/// Places by their figure, the best or largest first.
pub fn bars(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let ranked = Ranked::of(scene, answers, chart)?;
    let scale = ranked.scale();
    let rows = rows(scene, &ranked, scale);
    let said = said(scene, answers, chart, &ranked, false, rows.len());
    let reference = ranked.target.map(|target| {
        let value = format::number(target.value, ranked.unit);
        Reference {
            value: target.value / scale.divisor,
            label: scene.say.about("target", &[("target", Arg::Text(&value))]),
        }
    });
    let words = state_words(scene.say);
    let crowds = ranked.crowds();
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, &ranked),
        |caption, width| {
            let (rows, reference, words) = (rows.clone(), reference.clone(), words.clone());
            if crowds {
                draw_dots(
                    &Dots {
                        caption,
                        rows,
                        order: Order::ByValue,
                        reference,
                        words,
                        numbers: &axis_number,
                    },
                    width,
                )
            } else {
                ranked_bars(
                    &RankedBars {
                        caption,
                        rows,
                        order: Order::ByValue,
                        reference,
                        words,
                        numbers: &axis_number,
                    },
                    width,
                )
            }
        },
    ))
}

/// The rows of a ranked chart, cut to those that most need a look.
fn rows(scene: &Scene<'_>, ranked: &Ranked<'_>, scale: Scale) -> Vec<Row> {
    let mut cells: Vec<(String, &Cell)> = ranked
        .figures
        .rows
        .iter()
        .filter_map(|row| Some((scene.say.words(row.place()?.1), &row.cells[ranked.column])))
        .collect();
    if cells.len() > MOST_BARS {
        let value = |cell: &Cell| cell.value.unwrap_or(f64::INFINITY);
        cells.sort_by(|(_, one), (_, other)| match ranked.better {
            Better::Lower => value(other).total_cmp(&value(one)),
            Better::Higher | Better::Neither => value(one).total_cmp(&value(other)),
        });
        cells.truncate(MOST_BARS);
    }
    cells
        .into_iter()
        .map(|(name, cell)| {
            let row = Row::new(name, reading(cell, scale));
            let stands = ranked
                .target
                .zip(cell.value)
                .and_then(|(target, value)| reports::standing(value, target, ranked.better));
            match stands.filter(|stands| *stands == charts::Standing::Worse) {
                Some(stands) => row.standing(stands),
                None => row,
            }
        })
        .collect()
}

/// Places on a map; none where outlines are not known.
pub fn map(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let ranked = Ranked::of(scene, answers, chart)?;
    let codes = ranked
        .figures
        .rows
        .iter()
        .filter_map(|row| row.place())
        .map(|(code, _)| code.as_str());
    let outlines = scene.app.outlines.of(codes)?;
    let scale = ranked.scale();
    let regions: Vec<Region> = ranked
        .figures
        .rows
        .iter()
        .filter_map(|row| {
            let (code, name) = row.place()?;
            Some(Region {
                code: code.to_string(),
                name: scene.say.words(name),
                reading: reading(&row.cells[ranked.column], scale),
            })
        })
        .collect();
    let said = said(scene, answers, chart, &ranked, true, regions.len());
    let words = state_words(scene.say);
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, &ranked),
        |caption, width| {
            let chart = Map {
                caption,
                outlines: &outlines,
                regions: regions.clone(),
                scale: colours(ranked.better, ranked.target, scale),
                words: words.clone(),
                numbers: &axis_number,
            };
            draw_map(&chart, width)
        },
    ))
}

/// Colours on both sides of a target, where there is one and a side of it is better.
pub(super) fn colours(better: Better, target: Option<&Target>, scale: Scale) -> MapScale {
    let better = match better {
        Better::Higher => charts::Better::Higher,
        Better::Lower => charts::Better::Lower,
        Better::Neither => return MapScale::Sequential,
    };
    target.map_or(MapScale::Sequential, |target| MapScale::Diverging {
        around: target.value / scale.divisor,
        better,
    })
}

pub(super) fn said(
    scene: &Scene<'_>,
    answers: &Answers,
    chart: &Chart,
    ranked: &Ranked<'_>,
    map: bool,
    drawn: usize,
) -> Said {
    let say = scene.say;
    let places = answers
        .level
        .map(|level| say.words(&level.plural()))
        .unwrap_or_default();
    let place = scene.place_name();
    let mut subtitle = say.about(
        "places-of",
        &[("places", Arg::Text(&places)), ("place", Arg::Text(&place))],
    );
    if drawn < ranked.figures.rows.len() {
        let known = [
            ("count", crate::say::count(drawn)),
            ("total", crate::say::count(ranked.figures.rows.len())),
        ];
        subtitle = format!("{subtitle} · {}", say.about("lowest-of", &known));
    }
    let coverage = coverage::told(scene, answers, ranked.figures.units);
    Said {
        title: ranked.scale().titled(&say.words(&chart.title), say),
        subtitle: format!("{subtitle} · {coverage}"),
        finding: finding(scene, ranked),
        foot: foot(scene, answers, map, ranked.cells().any(|cell| cell.across_break)),
    }
}

fn finding(scene: &Scene<'_>, ranked: &Ranked<'_>) -> String {
    let known = ranked.figures.rows.iter().filter_map(|row| {
        let cell = &row.cells[ranked.column];
        Some((row.place()?.1, cell.value?, cell))
    });
    let mut known: Vec<_> = known.collect();
    known.sort_by(|(_, one, _), (_, other, _)| one.total_cmp(other));
    let (Some((lowest, _, low)), Some((highest, _, high))) = (known.first(), known.last()) else {
        return scene.say.text("no-report");
    };
    let (lowest, highest) = (scene.say.words(lowest), scene.say.words(highest));
    let print = |cell| printed::compact(cell, ranked.unit, scene.say.language).unwrap_or_default();
    let (low, high) = (print(low), print(high));
    scene.say.about(
        "finding-places",
        &[
            ("highest", Arg::Text(&highest)),
            ("high", Arg::Text(&high)),
            ("lowest", Arg::Text(&lowest)),
            ("low", Arg::Text(&low)),
        ],
    )
}

pub(super) fn table(scene: &Scene<'_>, ranked: &Ranked<'_>) -> Small {
    let mut rows: Vec<_> = ranked
        .figures
        .rows
        .iter()
        .filter_map(|row| Some((scene.say.words(row.place()?.1), &row.cells[ranked.column])))
        .collect();
    rows.sort_by(
        |(one_name, one), (other_name, other)| match (one.value, other.value) {
            (Some(one), Some(other)) => other.total_cmp(&one),
            (one, other) => other
                .is_some()
                .cmp(&one.is_some())
                .then_with(|| one_name.cmp(other_name)),
        },
    );
    let title = scene.say.words(&ranked.figures.columns[ranked.column].title);
    Small {
        heads: vec![
            scene.say.text("place"),
            printed::titled(&title, ranked.unit, scene.say.language),
        ],
        rows: rows
            .into_iter()
            .map(|(name, cell)| (name, vec![printed::number(cell, ranked.unit, scene.say)]))
            .collect(),
    }
}
