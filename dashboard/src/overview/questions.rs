//! The questions of a page, and asking them.
//!
//! The whole place is asked first: its answer settles the day, so that no part of the page is true of another day than
//! the rest.

use catalog::{FinancialYear, Grain, PlaceLevel};
use figures::{Change, Compare, Dimension, Figures, Query};
use jiff::civil::Date;

use super::charted::{Charted, charted};
use super::scene::{Scene, once_each};
use crate::error::AppError;

/// What the engine answered for a page.
#[derive(Debug, Clone)]
pub struct Answers {
    /// Every measure over the whole place, compared.
    pub whole: Figures,
    /// What it is compared with.
    pub compare: Compare,
    /// Every measure for the places of one level, compared.
    pub parts: Option<Figures>,
    /// The level of those places.
    pub level: Option<PlaceLevel>,
    /// The months of this financial year and the last.
    pub months: Option<Figures>,
    /// This financial year and the last, each as a whole.
    pub years: Option<Figures>,
    /// The places that must report, with the first measure; for each level that reports.
    pub units: Vec<Figures>,
    /// What single charts asked for themselves.
    pub charted: Vec<Charted>,
}

/// Data can change between two questions; a page must not be half old. After this many tries it may wait.
const TRIES: usize = 3;

/// Asks whatever the page needs.
pub fn ask(scene: &Scene<'_>) -> Result<Answers, AppError> {
    let mut answers = ask_once(scene)?;
    for _ in 1..TRIES {
        if answers.are_of_one_version() {
            break;
        }
        answers = ask_once(scene)?;
    }
    Ok(answers)
}

fn ask_once(scene: &Scene<'_>) -> Result<Answers, AppError> {
    let level = super::level::level(
        &scene.app.catalog,
        scene.programme,
        &scene.place.code,
        &scene.view.by,
    )?;
    let (whole, compare) = whole(scene)?;
    let day = whole.as_on;
    Ok(Answers {
        parts: level
            .map(|level| scene.app.engine.figures(&parts(scene, level, day, compare)))
            .transpose()?,
        months: day
            .filter(|_| has_months(scene))
            .map(|day| scene.app.engine.figures(&months(scene, day)))
            .transpose()?,
        years: day
            .filter(|_| has_months(scene))
            .map(|day| scene.app.engine.figures(&in_years(months(scene, day))))
            .transpose()?,
        units: units(scene, day)
            .iter()
            .map(|query| scene.app.engine.figures(query))
            .collect::<Result<_, _>>()?,
        charted: day
            .map(|day| charted(scene, day))
            .transpose()?
            .unwrap_or_default(),
        whole,
        compare,
        level,
    })
}

/// The whole place alone, with its months where the reader may have them: what a first page shows of a programme whose
/// own page does not open to the reader.
pub fn ask_headline(scene: &Scene<'_>) -> Result<Answers, AppError> {
    let (whole, compare) = whole(scene)?;
    let engine = &scene.app.engine;
    let months = whole.as_on.map(|day| months(scene, day));
    let months = match months {
        Some(query) if engine.may_ask(&query)? => Some(engine.figures(&query)?),
        _ => None,
    };
    Ok(Answers {
        whole,
        compare,
        parts: None,
        level: None,
        months,
        years: None,
        units: Vec::new(),
        charted: Vec::new(),
    })
}

/// Whether the reader may have a measure of the whole place as a headline.
pub fn may_ask_headline(scene: &Scene<'_>, measure: &str) -> Result<bool, AppError> {
    let query = Query {
        compare: Some(scene.view.compare.unwrap_or(Compare::LastYear)),
        ..asked(scene, &[measure])
    };
    Ok(scene.app.engine.may_ask(&query)?)
}

impl Answers {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Figures> {
        let others = self.parts.iter().chain(&self.months).chain(&self.years);
        let others = others.chain(&self.units);
        let charted = self.charted.iter().map(|charted| &charted.figures);
        std::iter::once(&self.whole).chain(others).chain(charted)
    }

    fn are_of_one_version(&self) -> bool {
        self.all()
            .all(|figures| figures.data_version == self.whole.data_version)
    }

    /// What a chart asked for itself.
    pub fn of_chart(&self, id: &str) -> Option<&Figures> {
        let mut charted = self.charted.iter();
        charted
            .find(|charted| charted.id == id)
            .map(|charted| &charted.figures)
    }

    /// The day for which the page is true.
    pub fn day(&self) -> Option<Date> {
        self.whole.as_on
    }
}

/// The whole place against last year; where that can't be compared (nothing reported, work suspended) and the reader
/// has not chosen, against last month.
fn whole(scene: &Scene<'_>) -> Result<(Figures, Compare), AppError> {
    let first = scene.view.compare.unwrap_or(Compare::LastYear);
    if !scene.compares() {
        let asked = asked(scene, &scene.all_measures());
        return Ok((scene.app.engine.figures(&asked)?, first));
    }
    let ask = |compare| {
        scene.app.engine.figures(&Query {
            compare: Some(compare),
            ..asked(scene, &scene.all_measures())
        })
    };
    let figures = ask(first)?;
    if scene.view.compare.is_some() || has_change(&figures) {
        return Ok((figures, first));
    }
    let nearer = ask(Compare::Previous)?;
    Ok(if has_change(&nearer) {
        (nearer, Compare::Previous)
    } else {
        (figures, first)
    })
}

fn has_change(figures: &Figures) -> bool {
    let cells = figures.rows.first().map_or(&[][..], |row| &row.cells);
    cells
        .first()
        .is_some_and(|cell| matches!(cell.change, Some(Change::Percent(_) | Change::Points(_))))
}

/// Every measure of the page for the places of a level.
pub fn parts(scene: &Scene<'_>, level: PlaceLevel, as_on: Option<Date>, compare: Compare) -> Query {
    Query {
        by: vec![Dimension::Place(level)],
        as_on,
        compare: scene.compares().then_some(compare),
        ..asked(scene, &scene.all_measures())
    }
}

/// Whether tiles or charts have anything to be shown by month.
fn has_months(scene: &Scene<'_>) -> bool {
    !(scene.page.tiles.is_empty() && scene.page.charts.is_empty())
}

/// The months since the beginning of the last financial year.
pub fn months(scene: &Scene<'_>, day: Date) -> Query {
    let tiles = scene.page.tiles.iter().map(|tile| tile.measure.as_str());
    let charts = scene.page.charts.iter().map(|chart| chart.measure.as_str());
    Query {
        by: vec![Dimension::Time(Grain::Month)],
        as_on: Some(day),
        from: Some(FinancialYear::of(day).previous().first_day()),
        to: Some(day),
        compare: None,
        ..asked(scene, &once_each(tiles.chain(charts)))
    }
}

/// The same time in financial years.
fn in_years(months: Query) -> Query {
    Query {
        by: vec![Dimension::Time(Grain::Fy)],
        ..months
    }
}

/// Who has reported, a question for each level that does.
fn units(scene: &Scene<'_>, as_on: Option<Date>) -> Vec<Query> {
    let Some(first) = scene.page.tiles.first().map(|tile| tile.measure.as_str()) else {
        return Vec::new();
    };
    let places = &scene.app.catalog.places;
    let holds = |level: PlaceLevel| !places.inside(&scene.place.code, level, as_on).is_empty();
    let levels = scene.programme.reported_by(first).into_iter();
    let inside = levels.filter(|level| *level > scene.place.level && holds(*level));
    let by = inside.map(|level| Query {
        by: vec![Dimension::Place(level)],
        as_on,
        compare: None,
        ..asked(scene, &[first])
    });
    by.collect()
}

/// The question that the table of the page answers, and that every twin of the page gives away.
pub fn table(scene: &Scene<'_>) -> Result<Query, AppError> {
    let level = super::level::level(
        &scene.app.catalog,
        scene.programme,
        &scene.place.code,
        &scene.view.by,
    )?;
    let by = vec![Dimension::Place(level.unwrap_or(scene.place.level))];
    Ok(Query {
        by,
        ..asked(scene, &scene.table_measures())
    })
}

/// A question of the scene's place, with what the view says.
pub fn asked(scene: &Scene<'_>, measures: &[&str]) -> Query {
    let mut query = scene.view.put_into(Query::of(
        &scene.programme.id,
        scene.place.code.clone(),
        measures,
        scene.reader.clone(),
    ));
    // A day before it is told of by itself.
    let last = query.to.or(query.as_on);
    let since = scene
        .page
        .since
        .filter(|since| last.is_none_or(|last| *since <= last));
    query.from = query.from.or(since);
    query
}
