//! Charts that Excel draws from cells beside them. Cells without a figure are empty, since Excel draws a word
//! as zero; the tables say why there is none.

use catalog::calendar;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartEmptyCells, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartMarker, ChartSolidFill, ChartType, Worksheet,
};

use super::formats::{Formats, kind_format, token};
use super::sheet::{headed, print_set_up};
use crate::ReportError;
use crate::document::{Bars, ByClass, Document, FlowRow, Flows, Kind, Months, Printed};
use crate::say::Say;

const HEAD: u32 = 4;
/// Rows between the blocks of two charts at least.
const CHART_ROWS: u32 = 26;
/// The column in which charts stand, right of their figures.
const CHART_COLUMN: u16 = 4;

/// Writes the sheet of that name, which the charts refer to.
pub(super) fn write(document: &Document, name: &str, formats: &Formats) -> Result<Worksheet, ReportError> {
    let say = Say(document.language);
    let mut sheet = headed(document, &say.text("report-charts"), formats)?;
    sheet.write_string_with_format(3, 0, say.text("report-charts-note"), &formats.subtitle)?;
    sheet.set_column_width(0, 24)?;
    let figures = if document.flows.is_empty() { 2 } else { 9 };
    sheet.set_column_range_width(1, figures, 14)?;
    let mut row = HEAD;
    let mut breaks = Vec::new();
    for months in &document.months {
        row = write_months(&mut sheet, name, row, months, document, formats)?;
        breaks.push(row);
    }
    for flows in &document.flows {
        row = write_flows(&mut sheet, name, row, flows, document, formats)?;
        breaks.push(row);
    }
    for by_class in &document.classes {
        let bars = bars_by_class(by_class);
        row = write_bars(&mut sheet, name, row, &bars, &by_class.class, document, formats)?;
        breaks.push(row);
    }
    let place = say.text("place");
    for bars in &document.bars {
        row = write_bars(&mut sheet, name, row, bars, &place, document, formats)?;
        breaks.push(row);
    }
    print_set_up(&mut sheet, document, 0)?;
    breaks.pop(); // nothing follows the last chart
    sheet.set_page_breaks(&breaks)?;
    Ok(sheet)
}

fn write_months(
    sheet: &mut Worksheet,
    name: &str,
    row: u32,
    months: &Months,
    document: &Document,
    formats: &Formats,
) -> Result<u32, ReportError> {
    sheet.write_string_with_format(row, 0, &months.title, &formats.label)?;
    let row = row + 1;
    let years = [months.year.to_string(), months.year.previous().to_string()];
    heads(
        sheet,
        row,
        &[
            Say(document.language).text("month"),
            years[0].clone(),
            years[1].clone(),
        ],
        formats,
    )?;
    for (position, period) in months.periods.iter().enumerate() {
        let at = row + 1 + position as u32;
        sheet.write_string_with_format(
            at,
            0,
            calendar::month_short(period.from, document.language),
            &formats.key,
        )?;
        value(sheet, (at, 1), &months.this_year[position], formats)?;
        value(sheet, (at, 2), &months.last_year[position], formats)?;
    }
    let end = row + months.periods.len() as u32;
    let mut chart = Chart::new_line();
    for (column, colour, wide) in [(1, "series-1", 2.75), (2, "other", 1.5)] {
        let line = ChartLine::new().set_color(token(colour)).set_width(wide).clone();
        let series =
            chart
                .add_series()
                .set_name((name, row, column))
                .set_categories((name, row + 1, 0, end, 0));
        series
            .set_values((name, row + 1, column, end, column))
            .set_format(&mut ChartFormat::new().set_line(&line).clone());
        series.set_marker(ChartMarker::new().set_none());
    }
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    dress(&mut chart, &months.title);
    let (words, grid) = (words(), grid());
    chart.x_axis().set_font(&words);
    chart
        .y_axis()
        .set_font(&words)
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid);
    chart
        .y_axis()
        .set_num_format(kind_format(Kind::Of(months.unit), 0.0));
    chart.set_width(760).set_height(380).set_alt_text(&months.title);
    sheet.insert_chart(row, CHART_COLUMN, &chart)?;
    Ok(next(row, months.periods.len(), 0))
}

/// Bars by class, which stand in the order of the class.
fn bars_by_class(by_class: &ByClass) -> Bars {
    Bars {
        id: by_class.id.clone(),
        title: by_class.title.clone(),
        unit: by_class.unit,
        rows: by_class
            .rows
            .iter()
            .map(|row| (row.name.clone(), row.printed.clone()))
            .collect(),
        target: None,
    }
}

/// Stacked columns: up for those who came, down for those who left, whose cells are therefore negative and shown
/// without their sign.
fn write_flows(
    sheet: &mut Worksheet,
    name: &str,
    row: u32,
    flows: &Flows,
    document: &Document,
    formats: &Formats,
) -> Result<u32, ReportError> {
    sheet.write_string_with_format(row, 0, &flows.title, &formats.label)?;
    let row = row + 1;
    let sides: Vec<(&FlowRow, f64)> = flows
        .side(true)
        .map(|kind| (kind, 1.0))
        .chain(flows.side(false).map(|kind| (kind, -1.0)))
        .collect();
    let titles = sides.iter().map(|(kind, _)| kind.title.clone());
    let month = Say(document.language).text("month");
    heads(
        sheet,
        row,
        &std::iter::once(month).chain(titles).collect::<Vec<_>>(),
        formats,
    )?;
    let unsigned = formats.key.clone().set_num_format("0;0");
    let end = row + flows.periods.len() as u32;
    for (position, period) in flows.periods.iter().enumerate() {
        let at = row + 1 + position as u32;
        let short = calendar::month_short(period.from, document.language);
        sheet.write_string_with_format(at, 0, short, &formats.key)?;
        for (column, (kind, sign)) in (1_u16..).zip(&sides) {
            if let Some(value) = kind.months.get(position).and_then(|month| month.value) {
                sheet.write_number_with_format(at, column, value * sign + 0.0, &unsigned)?;
            }
        }
    }
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for (column, _) in (1_u16..).zip(&sides) {
        let colour = FLOW_COLOURS[usize::from(column - 1) % FLOW_COLOURS.len()];
        let fill = ChartSolidFill::new().set_color(token(colour)).clone();
        let series =
            chart
                .add_series()
                .set_name((name, row, column))
                .set_categories((name, row + 1, 0, end, 0));
        series
            .set_values((name, row + 1, column, end, column))
            .set_format(&mut ChartFormat::new().set_solid_fill(&fill).clone());
        series.set_gap(50).set_overlap(100);
    }
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    dress(&mut chart, &flows.title);
    chart
        .x_axis()
        .set_font(&words())
        .set_label_position(ChartAxisLabelPosition::Low);
    chart
        .y_axis()
        .set_font(&words())
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid());
    chart.y_axis().set_num_format("0;0");
    chart.set_width(760).set_height(400).set_alt_text(&flows.title);
    let right = u16::try_from(sides.len() + 2).unwrap_or(CHART_COLUMN);
    sheet.insert_chart(row, right.max(CHART_COLUMN), &chart)?;
    Ok(next(row, flows.periods.len(), 0))
}

/// The colours of the ways of coming, then of leaving, as on paper.
const FLOW_COLOURS: [&str; 9] = [
    "series-1",
    "sequential-2",
    "sequential-6",
    "sequential-3",
    "better",
    "diverging-3",
    "series-3",
    "other",
    "series-2",
];

fn write_bars(
    sheet: &mut Worksheet,
    name: &str,
    row: u32,
    bars: &Bars,
    first: &str,
    document: &Document,
    formats: &Formats,
) -> Result<u32, ReportError> {
    let say = Say(document.language);
    sheet.write_string_with_format(row, 0, &bars.title, &formats.label)?;
    let row = row + 1;
    heads(sheet, row, &[first.to_owned(), say.text("report-value")], formats)?;
    for (position, (place, printed)) in bars.rows.iter().enumerate() {
        let at = row + 1 + position as u32;
        sheet.write_string_with_format(at, 0, place, &formats.key)?;
        value(sheet, (at, 1), printed, formats)?;
    }
    let end = row + bars.rows.len() as u32;
    let mut chart = Chart::new_bar();
    chart.legend().set_hidden();
    let fill = ChartSolidFill::new().set_color(token("series-1")).clone();
    let series = chart
        .add_series()
        .set_name((name, row, 1))
        .set_categories((name, row + 1, 0, end, 0));
    series
        .set_values((name, row + 1, 1, end, 1))
        .set_format(&mut ChartFormat::new().set_solid_fill(&fill).clone());
    series.set_gap(50);
    let labels = kind_format(Kind::Of(bars.unit), 0.0);
    series.set_data_label(
        ChartDataLabel::new()
            .show_value()
            .set_num_format(labels)
            .set_font(&words()),
    );
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    dress(&mut chart, &bars.title);
    // The largest on top, as they stand in the cells. Of a bar chart the axis of places is the upright one; the
    // bars say their values, so that the other needs no numbers.
    chart
        .y_axis()
        .set_font(&words())
        .set_reverse()
        .set_major_gridlines(false);
    chart.x_axis().set_hidden(true).set_major_gridlines(false);
    if bars
        .rows
        .iter()
        .all(|(_, printed)| printed.value.is_none_or(|value| value >= 0.0))
    {
        chart.x_axis().set_min(0);
    }
    let height = 90 + 20 * bars.rows.len() as u32;
    chart.set_width(760).set_height(height).set_alt_text(&bars.title);
    sheet.insert_chart(row, CHART_COLUMN, &chart)?;
    Ok(next(row, bars.rows.len(), height / 20))
}

/// Where the next block begins: below the figures and below the chart.
fn next(row: u32, figures: usize, chart_rows: u32) -> u32 {
    row + (figures as u32 + 3).max(CHART_ROWS).max(chart_rows + 3)
}

fn heads(sheet: &mut Worksheet, row: u32, heads: &[String], formats: &Formats) -> Result<(), ReportError> {
    for (column, head) in heads.iter().enumerate() {
        let format = if column == 0 {
            &formats.key_head
        } else {
            &formats.head
        };
        sheet.write_string_with_format(row, column as u16, head, format)?;
    }
    Ok(())
}

fn value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    printed: &Printed,
    formats: &Formats,
) -> Result<(), ReportError> {
    if let Some(value) = printed.value {
        sheet.write_number_with_format(row, column, value, &formats.of(printed))?;
    }
    Ok(())
}

fn dress(chart: &mut Chart, title: &str) {
    chart
        .title()
        .set_name(title)
        .set_font(words().set_bold().set_size(13))
        .set_overlay(false);
}

fn words() -> ChartFont {
    ChartFont::new().set_color(token("ink")).set_size(9).clone()
}

fn grid() -> ChartLine {
    ChartLine::new().set_color(token("rule")).set_width(0.75).clone()
}
