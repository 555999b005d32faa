//! Figures that one chart asks for itself: stock and flow by month, and a measure by class.

use catalog::programme::{Chart, ChartKind, Flow};
use catalog::{FinancialYear, Grain, PlaceLevel};
use figures::{Dimension, Figures, Query};
use jiff::ToSpan;
use jiff::civil::Date;

use super::scene::Scene;
use crate::error::AppError;

/// Months of stock and flow that are drawn: a year, so that the season is told from the trend.
const MONTHS: i32 = 12;

/// The figures of one chart.
#[derive(Debug, Clone)]
pub struct Charted {
    /// The chart's id.
    pub id: String,
    /// Its figures.
    pub figures: Figures,
}

/// What the charts of the page ask for themselves, for a day.
pub fn charted(scene: &Scene<'_>, day: Date) -> Result<Vec<Charted>, AppError> {
    let mut charted = Vec::new();
    for chart in &scene.page.charts {
        if let Some(query) = query(scene, chart, day) {
            charted.push(Charted {
                id: chart.id.clone(),
                figures: scene.app.engine.figures(&query)?,
            });
        }
    }
    Ok(charted)
}

/// What a chart asks for itself; none where the page's other questions have its figures.
pub fn query(scene: &Scene<'_>, chart: &Chart, day: Date) -> Option<Query> {
    match chart.kind {
        ChartKind::Trend | ChartKind::RankedBars | ChartKind::Map | ChartKind::Funnel => None,
        ChartKind::Flow => Some(Query {
            by: vec![Dimension::Time(Grain::Month)],
            as_on: Some(day),
            from: Some(day.first_of_month().saturating_sub((MONTHS - 1).months())),
            to: Some(day),
            compare: None,
            ..super::questions::asked(scene, &flow_measures(scene, chart))
        }),
        ChartKind::Classes => {
            let class = chart.class.as_ref()?.parse().ok()?;
            Some(Query {
                by: vec![Dimension::Named(class)],
                as_on: Some(day),
                compare: None,
                ..super::questions::asked(scene, &[&chart.measure])
            })
        }
        ChartKind::Pyramid => {
            let by = [chart.class.as_ref()?, chart.across.as_ref()?].map(|class| class.parse().ok());
            Some(Query {
                by: by
                    .into_iter()
                    .map(|class| class.map(Dimension::Named))
                    .collect::<Option<_>>()?,
                as_on: Some(day),
                compare: None,
                ..super::questions::asked(scene, &[&chart.measure])
            })
        }
        ChartKind::MapMonths => Some(Query {
            by: vec![Dimension::Place(mapped(scene)?), Dimension::Time(Grain::Month)],
            as_on: Some(day),
            from: Some(FinancialYear::of(day).first_day()),
            to: Some(day),
            compare: None,
            ..super::questions::asked(scene, &[&chart.measure])
        }),
    }
}

/// The level of the page's places, where they can be drawn on a map.
fn mapped(scene: &Scene<'_>) -> Option<PlaceLevel> {
    let (places, place) = (&scene.app.catalog.places, &scene.place.code);
    let level = super::level::level(&scene.app.catalog, scene.programme, place, &scene.view.by);
    let level = level.ok().flatten()?;
    let inside = places.inside(place, level, None);
    let codes = inside.iter().map(|place| place.code.as_str());
    scene.app.outlines.has(codes).then_some(level)
}

/// The measures of the chart's dataset that tell of stock and flow, in the order of their balance.
fn flow_measures<'a>(scene: &Scene<'a>, chart: &Chart) -> Vec<&'a str> {
    let programme = scene.programme;
    let Some(dataset) = programme.measure(&chart.measure).map(|measure| &measure.dataset) else {
        return Vec::new();
    };
    let of_kind = |flow: Flow| {
        let mut measures = programme.measures.iter();
        measures.find(|measure| measure.flow == Some(flow) && measure.dataset == *dataset)
    };
    Flow::ALL
        .into_iter()
        .filter_map(of_kind)
        .map(|measure| measure.id.as_str())
        .collect()
}
