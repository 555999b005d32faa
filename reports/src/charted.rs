//! What single charts of a report ask for themselves: stock and flow of the last months, a measure by class.

use std::collections::BTreeMap;

use catalog::Grain;
use catalog::programme::{Chart, ChartKind, Class, Flow, Programme};
use figures::{Dimension, Figures, Query};
use jiff::ToSpan;
use jiff::civil::Date;

/// Months of stock and flow that a report has: half a year fits beside each other on paper.
const MONTHS: i32 = 6;

/// The answer to what a chart asked for itself.
#[derive(Debug, Clone)]
pub enum Charted {
    /// Stock and flow: for each column what it counts.
    Flow {
        /// By month.
        figures: Figures,
        /// In the order of the columns.
        kinds: Vec<Flow>,
    },
    /// A measure by class.
    Classes {
        /// By the values of the class.
        figures: Figures,
        /// The class as declared.
        class: Class,
    },
}

impl Charted {
    /// The figures in it.
    pub fn figures(&self) -> &Figures {
        match self {
            Self::Flow { figures, .. } | Self::Classes { figures, .. } => figures,
        }
    }
}

/// By the id of the chart.
pub type ChartedById = BTreeMap<String, Charted>;

/// What a chart asks for itself on a day, from a question about the whole place; none for other kinds of charts.
pub(crate) fn query(programme: &Programme, chart: &Chart, whole: Query, day: Date) -> Option<Query> {
    let whole = Query {
        as_on: Some(day),
        ..whole
    };
    match chart.kind {
        ChartKind::Trend | ChartKind::RankedBars | ChartKind::Map => None,
        // Of pages alone: the check of a programme refuses them in reports.
        ChartKind::Funnel | ChartKind::Pyramid | ChartKind::MapMonths => None,
        ChartKind::Flow => Some(Query {
            measures: flows(programme, chart).into_iter().map(|(_, id)| id).collect(),
            by: vec![Dimension::Time(Grain::Month)],
            from: Some(day.first_of_month().saturating_sub((MONTHS - 1).months())),
            to: Some(day),
            ..whole
        }),
        ChartKind::Classes => Some(Query {
            measures: vec![chart.measure.clone()],
            by: vec![Dimension::Named(chart.class.as_ref()?.parse().ok()?)],
            ..whole
        }),
    }
}

/// The answer with what the programme declares of it.
pub(crate) fn charted(programme: &Programme, chart: &Chart, figures: Figures) -> Option<Charted> {
    match chart.kind {
        ChartKind::Trend | ChartKind::RankedBars | ChartKind::Map => None,
        // Of pages alone: the check of a programme refuses them in reports.
        ChartKind::Funnel | ChartKind::Pyramid | ChartKind::MapMonths => None,
        ChartKind::Flow => {
            let kinds = flows(programme, chart)
                .into_iter()
                .map(|(kind, _)| kind)
                .collect();
            Some(Charted::Flow { figures, kinds })
        }
        ChartKind::Classes => {
            let class = programme.class(chart.class.as_ref()?)?.clone();
            Some(Charted::Classes { figures, class })
        }
    }
}

/// The measures of the chart's dataset that tell of stock and flow, in the order of their balance.
fn flows(programme: &Programme, chart: &Chart) -> Vec<(Flow, String)> {
    let Some(dataset) = programme.measure(&chart.measure).map(|measure| &measure.dataset) else {
        return Vec::new();
    };
    let of_kind = |kind: Flow| {
        let mut measures = programme.measures.iter();
        let measure = measures.find(|measure| measure.flow == Some(kind) && measure.dataset == *dataset)?;
        Some((kind, measure.id.clone()))
    };
    Flow::ALL.into_iter().filter_map(of_kind).collect()
}
