//! Stock and flow of the last months: a table that balances, and its drawing.

use catalog::programme::{Chart, ChartKind, Flow as FlowOf};
use catalog::{Arg, Language, Period, Unit, calendar, format};
use charts::{Caption, Flow as FlowChart, Kind, Stock, Svg, Width};
use figures::{Figures, State};

use super::charts::{state_of, words};
use super::printed::Printed;
use super::table::{Head, KeyHead, Line, Table};
use crate::charted::Charted;
use crate::content::ReportContent;
use crate::say::Say;

/// Stock and flow by month.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flows {
    /// The chart's id in addresses.
    pub(crate) id: String,
    /// What the chart shows.
    pub(crate) title: String,
    /// The months.
    pub(crate) periods: Vec<Period>,
    /// Each kind of stock and flow, in the order of the balance.
    pub(crate) kinds: Vec<FlowRow>,
}

/// One kind of stock or flow.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FlowRow {
    /// What it counts.
    pub(crate) of: FlowOf,
    /// What it is called.
    pub(crate) title: String,
    /// A figure a month.
    pub(crate) months: Vec<Printed>,
}

/// The charts of stock and flow of a report.
pub(crate) fn flows(content: &ReportContent, language: Language) -> Vec<Flows> {
    let charts = content
        .charts
        .iter()
        .filter(|chart| chart.kind == ChartKind::Flow);
    charts
        .filter_map(|chart| flows_of(content, chart, language))
        .collect()
}

fn flows_of(content: &ReportContent, chart: &Chart, language: Language) -> Option<Flows> {
    let Charted::Flow { figures, kinds } = content.charted.get(&chart.id)? else {
        return None;
    };
    let row = |(column, of): (usize, &FlowOf)| FlowRow {
        of: *of,
        title: figures.columns[column].title.get(language).to_owned(),
        months: months(figures, column, language),
    };
    let periods: Vec<Period> = figures
        .rows
        .iter()
        .filter_map(|row| row.period().cloned())
        .collect();
    (!periods.is_empty() && kinds.len() == figures.columns.len()).then(|| Flows {
        id: chart.id.clone(),
        title: chart.title.get(language).to_owned(),
        periods,
        kinds: kinds.iter().enumerate().map(row).collect(),
    })
}

fn months(figures: &Figures, column: usize, language: Language) -> Vec<Printed> {
    figures
        .rows
        .iter()
        .map(|row| Printed::number(&row.cells[column], Unit::Count, language))
        .collect()
}

impl Flows {
    /// The kinds of coming, or of leaving.
    pub(crate) fn side(&self, came: bool) -> impl Iterator<Item = &FlowRow> {
        self.kinds
            .iter()
            .filter(move |row| !row.of.is_stock() && row.of.is_entry() == came)
    }

    /// What the months do not account for: nothing, where stock and flow balance; none where a part is not known.
    fn balance(&self, month: usize) -> Option<f64> {
        let mut balance = 0.0;
        for row in &self.kinds {
            let value = row.months.get(month)?.value?;
            let adds = row.of == FlowOf::Opening || row.of.is_entry();
            balance += if adds { value } else { -value };
        }
        Some(balance)
    }
}

/// The table: a row a kind, a column a month, and at the end whether they balance.
pub(crate) fn flow_table(flows: &Flows, language: Language) -> Table {
    let say = Say(language);
    let balance = (0..flows.periods.len()).map(|month| match flows.balance(month) {
        Some(value) => Printed::of_count(value),
        None => Printed {
            text: say.text("not-applicable"),
            state: Some(State::NotApplicable),
            ..Printed::blank(Unit::Count)
        },
    });
    let head =
        |period: &Period| Head::titled(calendar::show_month(period.from, language), Unit::Count, language);
    Table {
        sheet: say.text("report-flow-sheet"),
        title: flows.title.clone(),
        keys: vec![KeyHead {
            title: say.text("report-measure"),
            on_paper: true,
        }],
        columns: flows.periods.iter().map(head).collect(),
        groups: Vec::new(),
        rows: flows
            .kinds
            .iter()
            .map(|row| Line {
                keys: vec![row.title.clone()],
                group: None,
                cells: row.months.clone(),
            })
            .collect(),
        total: Some(Line {
            keys: vec![say.text("report-flow-balance")],
            group: None,
            cells: balance.collect(),
        }),
        notes: Vec::new(),
        rows_on_paper: None,
    }
}

/// Stock and flow as a drawing.
pub(crate) fn draw_flow(flows: &Flows, width: Width, language: Language) -> Svg {
    let say = Say(language);
    let kind = |row: &FlowRow| {
        let sum: f64 = row.months.iter().filter_map(|month| month.value).sum();
        Kind {
            name: format!("{} {}", row.title, format::number(sum, Unit::Count)),
            values: row.months.iter().map(|month| month.value).collect(),
        }
    };
    let closing = flows.kinds.iter().find(|row| row.of == FlowOf::Closing);
    let caption = Caption::new(&flows.id, &flows.title).finding(&finding(flows, language));
    let chart = FlowChart {
        caption: caption.language(language.code()),
        periods: flows
            .periods
            .iter()
            .map(|period| calendar::month_short(period.from, language).to_owned())
            .collect(),
        came: flows.side(true).map(kind).collect(),
        came_word: say.text("flow-came"),
        left: flows.side(false).map(kind).collect(),
        left_word: say.text("flow-left"),
        stock: Stock {
            name: closing.map(|row| row.title.clone()).unwrap_or_default(),
            numbers: closing.map_or_else(Vec::new, |row| {
                row.months.iter().map(|month| month.text.clone()).collect()
            }),
        },
        states: (0..flows.periods.len())
            .map(|month| state(flows, month))
            .collect(),
        words: words(language),
        numbers: &|value, decimals| format::grouped(&format::rounded(value, decimals as usize)),
    };
    charts::flow(&chart, width)
}

/// Why a month has no flow: none of its figures has a value.
fn state(flows: &Flows, month: usize) -> Option<charts::State> {
    let mut cells = flows.kinds.iter().filter_map(|row| row.months.get(month));
    let first = cells.next()?;
    (first.value.is_none() && cells.all(|cell| cell.value.is_none())).then(|| state_of(first.state))
}

fn finding(flows: &Flows, language: Language) -> String {
    let say = Say(language);
    let closing = flows.kinds.iter().find(|row| row.of == FlowOf::Closing);
    let last = closing.and_then(|row| row.months.iter().rposition(|month| month.value.is_some()));
    let (Some(closing), Some(last)) = (closing, last) else {
        return say.text("report-finding-none");
    };
    let sum = |came| -> f64 { flows.side(came).filter_map(|row| row.months[last].value).sum() };
    let print = |value: f64| format::number(value, Unit::Count);
    let (came, left) = (print(sum(true)), print(sum(false)));
    let month = calendar::show_month(flows.periods[last].from, language);
    say.about(
        "finding-flow",
        &[
            ("month", Arg::Text(&month)),
            ("came", Arg::Text(&came)),
            ("left", Arg::Text(&left)),
            ("stay", Arg::Text(&closing.months[last].text)),
        ],
    )
}
