//! Asking for what stands side by side: each column by itself, since a reader may have one and not another.

use analytics::against_first;
use figures::{Dimension, Figures, Query, beside};
use jiff::civil::Date;

use super::what::SideBySide;
use crate::error::AppError;
use crate::overview::questions::asked;
use crate::overview::scene::Scene;

/// The figures, a row for each column of the page, and every row compared with the first.
pub fn ask(
    scene: &Scene<'_>,
    what: &SideBySide,
    measures: &[&str],
    latest: Option<Date>,
) -> Result<Figures, AppError> {
    let plain = Query {
        compare: None,
        ..asked(scene, measures)
    };
    let queries: Vec<Query> = match what {
        SideBySide::Places(codes) => codes
            .iter()
            .map(|code| Query {
                within: code.clone(),
                by: vec![Dimension::Place(code.level())],
                as_on: plain.as_on.or(latest),
                ..plain.clone()
            })
            .collect(),
        SideBySide::Periods(periods) => periods
            .iter()
            .map(|period| {
                // A period that is not over is told as far as there is data.
                let to = latest
                    .filter(|latest| period.contains(*latest))
                    .unwrap_or(period.to);
                Query {
                    by: vec![Dimension::Time(period.grain)],
                    as_on: Some(to),
                    from: Some(period.from),
                    to: Some(to),
                    ..plain.clone()
                }
            })
            .collect(),
    };
    let answers = queries
        .iter()
        .map(|query| scene.app.engine.figures(query))
        .collect::<Result<Vec<Figures>, _>>()?;
    let nothing = || AppError::not_found("there is nothing to stand side by side");
    let mut figures = beside(answers).ok_or_else(nothing)?;
    against_first(&mut figures);
    Ok(figures)
}
