//! The questions a report asks, and asking them.
//!
//! The headline is asked first: its answer settles the day for which everything else is asked, so that no part
//! of a report is true of another day than the rest.

use catalog::programme::ChartKind;
use catalog::{FinancialYear, Grain, PlaceLevel};
use figures::{Change, Compare, Dimension, Figures, Query};
use jiff::civil::Date;

use crate::breakdown::{self, laid_out};
use crate::charted::{self, ChartedById};
use crate::content::{Answers, ReportContent, assemble};
use crate::request::{Request, Shape};
use crate::returns;

/// What a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Months,
    MonthsBefore,
    Level(PlaceLevel),
}

/// Asks whatever the report needs but the register of returns, and puts the answers together.
///
/// `ask` is the engine; its first failure ends the report, since a report with a part missing would mislead.
pub fn run<E>(request: &Request<'_>, ask: impl Fn(&Query) -> Result<Figures, E>) -> Result<ReportContent, E> {
    let headline = compared(request, &ask)?;
    let mut answers = Answers {
        headline,
        months: None,
        months_before: None,
        levels: Vec::new(),
        charted: ChartedById::new(),
        breakdowns: Vec::new(),
        broken_down: Vec::new(),
    };
    for (part, query) in details(request, &answers.headline) {
        let figures = ask(&query)?;
        match part {
            Part::Months => answers.months = Some(figures),
            Part::MonthsBefore => answers.months_before = Some(figures),
            Part::Level(level) => answers.levels.push((level, figures)),
        }
    }
    if let Some(day) = answers.headline.as_on {
        for chart in &request.report.charts {
            let whole = asked(request, &[]);
            let Some(query) = charted::query(request.programme, chart, whole, day) else {
                continue;
            };
            if let Some(charted) = charted::charted(request.programme, chart, ask(&query)?) {
                answers.charted.insert(chart.id.clone(), charted);
            }
        }
    }
    let day = answers.headline.as_on;
    for breakdown in request.report.breakdowns.iter().filter(|_| day.is_some()) {
        let whole = Query {
            as_on: day,
            ..asked(request, &[])
        };
        let queries = breakdown::queries(request.programme, breakdown, &whole);
        let figures = queries.iter().map(&ask).collect::<Result<Vec<_>, _>>()?;
        answers
            .breakdowns
            .extend(laid_out(request.programme, breakdown, &figures));
        answers.broken_down.extend(figures);
    }
    Ok(assemble(request, answers))
}

/// The headline against last year; a review that finds nothing there to compare with looks at the time before.
fn compared<E>(request: &Request<'_>, ask: impl Fn(&Query) -> Result<Figures, E>) -> Result<Figures, E> {
    let query = headline(request);
    let figures = ask(&query)?;
    if request.shape == Shape::Whole || query.compare.is_none() || has_change(&figures) {
        return Ok(figures);
    }
    let nearer = ask(&Query {
        compare: Some(Compare::Previous),
        ..query
    })?;
    Ok(if has_change(&nearer) { nearer } else { figures })
}

fn has_change(figures: &Figures) -> bool {
    let mut cells = figures.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| matches!(cell.change, Some(Change::Percent(_) | Change::Points(_))))
}

/// The whole place: tiles, the last row of every table, and what is said of the charts.
pub(crate) fn headline(request: &Request<'_>) -> Query {
    let charts = request.report.charts.iter().map(|chart| &chart.measure);
    let tiles = request.report.tiles.iter().map(|tile| &tile.measure);
    let breakdowns = request.report.breakdowns.iter();
    let breakdowns = breakdowns.flat_map(|breakdown| &breakdown.measures);
    let mut measures = once_each(
        tiles
            .chain(&request.report.table.measures)
            .chain(charts)
            .chain(breakdowns),
    );
    if measures.is_empty() {
        measures.extend(returns::coverage_measure(request));
    }
    Query {
        // A time since some day has none before it of the same length to be compared with.
        compare: request.report.since.is_none().then_some(Compare::LastYear),
        as_on: request.as_on,
        ..asked(request, &measures)
    }
}

fn details(request: &Request<'_>, headline: &Figures) -> Vec<(Part, Query)> {
    let as_on = headline.as_on;
    let mut details = months(request, as_on);
    // Who moved is seen against the same time as the headline.
    let compare = match request.shape {
        Shape::Whole => None,
        Shape::Review { .. } => headline.compare,
    };
    let bars = request
        .report
        .charts
        .iter()
        .filter(|chart| matches!(chart.kind, ChartKind::RankedBars | ChartKind::Map));
    let measures = once_each(
        request
            .report
            .table
            .measures
            .iter()
            .chain(bars.map(|chart| &chart.measure)),
    );
    for level in request.levels().into_iter().filter(|_| !measures.is_empty()) {
        let by = vec![Dimension::Place(level)];
        details.push((
            Part::Level(level),
            Query {
                by,
                as_on,
                compare,
                ..asked(request, &measures)
            },
        ));
    }
    details
}

fn months(request: &Request<'_>, as_on: Option<Date>) -> Vec<(Part, Query)> {
    let trends = request
        .report
        .charts
        .iter()
        .filter(|chart| chart.kind == ChartKind::Trend);
    let measures = once_each(trends.map(|chart| &chart.measure));
    let Some(as_on) = as_on.filter(|_| !measures.is_empty()) else {
        return Vec::new();
    };
    let by = vec![Dimension::Time(Grain::Month)];
    let before = FinancialYear::of(as_on).previous();
    let this_year = Query {
        by: by.clone(),
        as_on: Some(as_on),
        from: None,
        ..asked(request, &measures)
    };
    let last_year = Query {
        by,
        as_on: Some(before.last_day()),
        from: Some(before.first_day()),
        to: Some(before.last_day()),
        ..asked(request, &measures)
    };
    vec![(Part::Months, this_year), (Part::MonthsBefore, last_year)]
}

fn asked(request: &Request<'_>, measures: &[&str]) -> Query {
    let query = Query::of(
        &request.programme.id,
        request.place.code.clone(),
        measures,
        request.reader.clone(),
    );
    Query {
        known_on: request.known_on,
        // A day before it is told of by itself.
        from: request
            .report
            .since
            .filter(|since| request.as_on.is_none_or(|day| *since <= day)),
        ..query
    }
}

fn once_each<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut once = Vec::new();
    for id in ids {
        if !once.contains(&id.as_str()) {
            once.push(id.as_str());
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use catalog::Catalog;
    use figures::Reader;
    use jiff::civil::date;

    use super::*;

    fn request(catalog: &Catalog) -> Request<'_> {
        Request::of(
            catalog,
            "daily-employment",
            &"district-305".parse().unwrap(),
            Reader::public(),
        )
        .unwrap()
    }

    /// A headline without a row, true of a day.
    fn on(as_on: Option<Date>) -> Figures {
        Figures {
            programme: "mgnrega".to_owned(),
            place: "district-305".parse().unwrap(),
            as_on,
            known_on: None,
            from: None,
            to: None,
            compare: None,
            data_version: 1,
            data_time: None,
            sample: true,
            units: figures::Units::default(),
            by: Vec::new(),
            by_titles: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            breaks: Vec::new(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn everything_is_asked_for_the_day_of_the_headline() {
        let catalog = Catalog::load(None).unwrap();
        let request = request(&catalog);
        let day = date(2026, 11, 22);
        let details = details(&request, &on(Some(day)));
        let before: Vec<Part> = details
            .iter()
            .filter(|(_, query)| query.as_on != Some(day))
            .map(|(part, _)| *part)
            .collect();
        assert_eq!(before, [Part::MonthsBefore]);
        assert!(details.iter().all(|(_, query)| query.reader == Reader::public()));
    }

    #[test]
    fn the_year_before_is_asked_from_april_to_march() {
        let catalog = Catalog::load(None).unwrap();
        let details = details(&request(&catalog), &on(Some(date(2026, 11, 22))));
        let (_, query) = details
            .iter()
            .find(|(part, _)| *part == Part::MonthsBefore)
            .unwrap();
        assert_eq!(
            (query.from, query.to),
            (Some(date(2025, 4, 1)), Some(date(2026, 3, 31)))
        );
    }

    #[test]
    fn without_any_data_no_months_are_asked() {
        let catalog = Catalog::load(None).unwrap();
        let details = details(&request(&catalog), &on(None));
        assert!(details.iter().all(|(part, _)| matches!(part, Part::Level(_))));
    }

    #[test]
    fn what_the_engine_refuses_ends_the_report() {
        let catalog = Catalog::load(None).unwrap();
        assert_eq!(
            run(&request(&catalog), |_| Err("refused")).unwrap_err(),
            "refused"
        );
    }
}
