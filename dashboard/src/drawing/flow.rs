//! Stock and flow by month: who came under care, who left it, who stays.

use catalog::programme::{Chart, Flow as FlowOf};
use catalog::{Arg, Unit, calendar, format};
use charts::{Flow, Kind, Stock, flow as draw_flow};
use figures::{Cell, Figures, Row, State};

use super::scale::axis_number;
use super::{Drawing, Said, Small, any_crosses, finish, foot, state, state_words};
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;

/// The columns of a flow chart, by what each counts.
struct Columns<'a> {
    figures: &'a Figures,
    of: Vec<(FlowOf, usize)>,
}

impl<'a> Columns<'a> {
    fn of(scene: &Scene<'_>, figures: &'a Figures) -> Self {
        let flow = |id: &str| scene.programme.measure(id)?.flow;
        let of = figures.columns.iter().enumerate();
        Self {
            of: of
                .filter_map(|(at, column)| Some((flow(&column.id)?, at)))
                .collect(),
            figures,
        }
    }

    fn value(row: &Row, at: usize) -> Option<f64> {
        row.cells[at]
            .value
            .filter(|_| row.cells[at].state == State::Value)
    }

    fn closing(&self) -> Option<usize> {
        self.of
            .iter()
            .find(|(flow, _)| *flow == FlowOf::Closing)
            .map(|(_, at)| *at)
    }

    fn kinds(&self, scene: &Scene<'_>, came: bool) -> Vec<Kind> {
        let side = self
            .of
            .iter()
            .filter(|(flow, _)| !flow.is_stock() && flow.is_entry() == came);
        side.map(|(_, at)| {
            let values: Vec<Option<f64>> = self
                .figures
                .rows
                .iter()
                .map(|row| Self::value(row, *at))
                .collect();
            let sum: f64 = values.iter().flatten().sum();
            let name = scene.say.words(&self.figures.columns[*at].title);
            Kind {
                name: format!("{name} {}", format::number(sum, Unit::Count)),
                values,
            }
        })
        .collect()
    }

    /// Why a month has no flow: the state that all of its figures share.
    fn state(&self, row: &Row) -> Option<charts::State> {
        let mut cells = self.of.iter().map(|(_, at)| &row.cells[*at]);
        let first = cells.next()?.state;
        let same = first != State::Value && cells.all(|cell: &Cell| cell.state != State::Value);
        same.then(|| state(first))
    }
}

/// Stock and flow; none where the chart's measure is of no followed cases or there is no data.
pub fn flow(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let figures = answers.of_chart(&chart.id)?;
    let columns = Columns::of(scene, figures);
    let closing = columns.closing()?;
    let said = Said {
        title: scene.say.words(&chart.title),
        subtitle: subtitle(scene, figures),
        finding: finding(scene, &columns, closing),
        foot: foot(scene, answers, false, any_crosses(figures)),
    };
    let (came, left) = (columns.kinds(scene, true), columns.kinds(scene, false));
    let stock = Stock {
        name: scene.say.words(&figures.columns[closing].title),
        numbers: figures
            .rows
            .iter()
            .map(|row| stock(scene, row, closing))
            .collect(),
    };
    let words = state_words(scene.say);
    let rows = figures.rows.iter();
    let tips: Vec<String> = rows
        .map(|row| of_month(scene, &columns, row, closing).unwrap_or_default())
        .collect();
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, &columns),
        |caption, width| {
            let chart = Flow {
                caption: caption.tips(tips.clone()),
                periods: months(scene, figures, calendar::month_short),
                came: came.clone(),
                came_word: scene.say.text("flow-came"),
                left: left.clone(),
                left_word: scene.say.text("flow-left"),
                stock: stock.clone(),
                states: figures.rows.iter().map(|row| columns.state(row)).collect(),
                words: words.clone(),
                numbers: &axis_number,
            };
            draw_flow(&chart, width)
        },
    ))
}

/// The number at the end of a month; a dash where there is none, since the month itself says why.
fn stock(scene: &Scene<'_>, row: &Row, closing: usize) -> String {
    Columns::value(row, closing).map_or_else(
        || scene.say.text("not-applicable"),
        |value| format::number(value, Unit::Count),
    )
}

fn months(
    scene: &Scene<'_>,
    figures: &Figures,
    name: impl Fn(jiff::civil::Date, catalog::Language) -> &'static str,
) -> Vec<String> {
    let periods = figures.rows.iter().filter_map(|row| row.period());
    periods
        .map(|period| name(period.from, scene.say.language).to_owned())
        .collect()
}

fn subtitle(scene: &Scene<'_>, figures: &Figures) -> String {
    let days = figures.from.zip(figures.to);
    let days = days.map(|(from, to)| {
        let (from, to) = (scene.say.day(from), scene.say.day(to));
        scene
            .say
            .about("from-to", &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))])
    });
    [Some(scene.place_name()), days]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// How many came and left in the last month with figures, and how many stay.
fn finding(scene: &Scene<'_>, columns: &Columns<'_>, closing: usize) -> String {
    let rows = columns.figures.rows.iter().rev();
    let mut known = rows.filter_map(|row| of_month(scene, columns, row, closing));
    known.next().unwrap_or_else(|| scene.say.text("no-report"))
}

/// How many came and left in a month, and how many stay; none where that is not known.
fn of_month(scene: &Scene<'_>, columns: &Columns<'_>, row: &Row, closing: usize) -> Option<String> {
    let (stay, period) = (Columns::value(row, closing)?, row.period()?);
    let sum = |came: bool| -> f64 {
        let side = columns
            .of
            .iter()
            .filter(|(flow, _)| !flow.is_stock() && flow.is_entry() == came);
        side.filter_map(|(_, at)| Columns::value(row, *at)).sum()
    };
    let print = |value: f64| format::number(value, Unit::Count);
    let (came, left, stay) = (print(sum(true)), print(sum(false)), print(stay));
    let month = calendar::show_month(period.from, scene.say.language);
    let known = [
        ("month", Arg::Text(month.as_str())),
        ("came", Arg::Text(&came)),
        ("left", Arg::Text(&left)),
        ("stay", Arg::Text(&stay)),
    ];
    Some(scene.say.about("finding-flow", &known))
}

/// A row a month, in the order of the balance.
fn table(scene: &Scene<'_>, columns: &Columns<'_>) -> Small {
    let titles = columns
        .of
        .iter()
        .map(|(_, at)| scene.say.words(&columns.figures.columns[*at].title));
    let rows = columns.figures.rows.iter().filter_map(|row| {
        let month = calendar::show_month(row.period()?.from, scene.say.language);
        let cells = columns
            .of
            .iter()
            .map(|(_, at)| printed::number(&row.cells[*at], Unit::Count, scene.say));
        Some((month, cells.collect()))
    });
    Small {
        heads: std::iter::once(scene.say.text("month")).chain(titles).collect(),
        rows: rows.collect(),
    }
}
