//! The months of this financial year beside those of the last.

use catalog::programme::{Chart, ChartKind};
use catalog::{FinancialYear, Grain, Language, Period, Unit, calendar};
use figures::{Cell, Figures};
use jiff::civil::Date;

use super::printed::Printed;
use super::table::{Head, KeyHead, Line, Table};
use crate::content::ReportContent;
use crate::say::Say;

/// One measure by month.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Months {
    /// The chart's id in addresses.
    pub(crate) id: String,
    /// What the chart shows.
    pub(crate) title: String,
    /// The measure.
    pub(crate) measure: String,
    /// Its unit.
    pub(crate) unit: Unit,
    /// The financial year.
    pub(crate) year: FinancialYear,
    /// Its months.
    pub(crate) periods: Vec<Period>,
    /// A figure a month; blank for months to come.
    pub(crate) this_year: Vec<Printed>,
    /// The same months a year before.
    pub(crate) last_year: Vec<Printed>,
}

/// The trends of a report; none without any data.
pub(crate) fn months(content: &ReportContent, language: Language) -> Vec<Months> {
    let Some(as_on) = content.headline.as_on else {
        return Vec::new();
    };
    let trends = content
        .charts
        .iter()
        .filter(|chart| chart.kind == ChartKind::Trend);
    trends
        .filter_map(|chart| months_of(content, chart, as_on, language))
        .collect()
}

fn months_of(content: &ReportContent, chart: &Chart, as_on: Date, language: Language) -> Option<Months> {
    let figures = content.months.as_ref()?;
    let unit = figures.columns[figures.column(&chart.measure)?].unit;
    let year = FinancialYear::of(as_on);
    let periods = Grain::Month.periods(year.first_day(), year.last_day());
    let printed = |cell: Option<&Cell>| {
        cell.map_or_else(
            || Printed::blank(unit),
            |cell| Printed::number(cell, unit, language),
        )
    };
    let this_year = periods
        .iter()
        .map(|period| printed(cell_of(figures, period, &chart.measure).filter(|_| period.from <= as_on)));
    let before = content.months_before.as_ref();
    let last_year = periods.iter().map(|period| {
        printed(before.and_then(|before| cell_of(before, &period.last_year(), &chart.measure)))
    });
    Some(Months {
        id: chart.id.clone(),
        title: chart.title.get(language).to_owned(),
        measure: chart.measure.clone(),
        unit,
        year,
        this_year: this_year.collect(),
        last_year: last_year.collect(),
        periods,
    })
}

fn cell_of<'a>(figures: &'a Figures, period: &Period, measure: &str) -> Option<&'a Cell> {
    let row = figures.rows.iter().position(|row| row.period() == Some(period))?;
    figures.cell(row, measure)
}

/// The months as a table: a row a month, two columns a measure.
pub(crate) fn months_table(months: &[Months], language: Language) -> Option<Table> {
    let first = months.first()?;
    let heads = months.iter().flat_map(|months| {
        [months.year, months.year.previous()]
            .map(|year| Head::titled(format!("{}, {year}", months.title), months.unit, language))
    });
    let rows = first.periods.iter().enumerate().map(|(month, period)| Line {
        keys: vec![calendar::month_name(period.from, language).to_owned()],
        group: None,
        cells: months
            .iter()
            .flat_map(|months| [months.this_year[month].clone(), months.last_year[month].clone()])
            .collect(),
    });
    let say = Say(language);
    Some(Table {
        sheet: say.text("report-months"),
        title: say.text("report-months"),
        keys: vec![KeyHead {
            title: say.text("month"),
            on_paper: true,
        }],
        columns: heads.collect(),
        groups: Vec::new(),
        rows: rows.collect(),
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    })
}
