//! The places of one level on a map for each month of the financial year.

use catalog::programme::Chart;
use catalog::{Arg, PlaceCode, Words, calendar};
use charts::{MapMonths, MapPanel, Region, map_months as draw_maps};
use figures::{Figures, Row};
use jiff::civil::Date;

use super::places::{colours, reading};
use super::scale::{Scale, axis_number};
use super::{Drawing, Said, Small, crosses, finish, foot, state_words};
use crate::overview::coverage;
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::overview::standing;

/// Maps by month; none where outlines are not known or there is no data.
pub fn map_months(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let figures = answers.of_chart(&chart.id)?;
    let column = figures.column(&chart.measure)?;
    let subject = scene.subject(&chart.measure)?;
    let (places, months) = (places(figures), months(figures));
    let outlines = scene
        .app
        .outlines
        .of(places.iter().map(|(code, _)| code.as_str()))?;
    let unit = figures.columns[column].unit;
    let values = figures.rows.iter().filter_map(|row| row.cells[column].value);
    let scale = Scale::of(values.fold(0.0, f64::max), unit);
    let target = standing::target(&scene.app.catalog, subject, &scene.place.code, figures.as_on);
    let panels: Vec<MapPanel> = months
        .iter()
        .map(|month| panel(scene, figures, column, *month, scale))
        .collect();
    let said = Said {
        title: scale.titled(&scene.say.words(&chart.title), scene.say),
        subtitle: subtitle(scene, answers),
        finding: finding(scene, figures, column),
        foot: foot(scene, answers, true, crosses(figures, column)),
    };
    let words = state_words(scene.say);
    let table = table(scene, figures, column, (&places, &months));
    Some(finish(said, &chart.id, scene.say, table, |caption, width| {
        let chart = MapMonths {
            caption,
            outlines: &outlines,
            panels: panels.clone(),
            scale: colours(subject.better(), target, scale),
            words: words.clone(),
            numbers: &axis_number,
        };
        draw_maps(&chart, width)
    }))
}

fn panel(scene: &Scene<'_>, figures: &Figures, column: usize, month: Date, scale: Scale) -> MapPanel {
    let title = calendar::month_short(month, scene.say.language).to_owned();
    let of_month = figures.rows.iter().filter(|row| is_of(row, month));
    let regions = of_month.filter_map(|row| {
        let (code, name) = row.place()?;
        let name = scene.say.words(name);
        let known = [("place", Arg::Text(name.as_str())), ("month", Arg::Text(&title))];
        Some(Region {
            code: code.to_string(),
            name: scene.say.about("place-in-month", &known),
            reading: reading(&row.cells[column], scale),
        })
    });
    MapPanel {
        regions: regions.collect(),
        title,
    }
}

fn is_of(row: &Row, month: Date) -> bool {
    row.period().is_some_and(|period| period.from == month)
}

fn places(figures: &Figures) -> Vec<(&PlaceCode, &Words)> {
    let mut places: Vec<(&PlaceCode, &Words)> = Vec::new();
    for (code, name) in figures.rows.iter().filter_map(Row::place) {
        if !places.iter().any(|(known, _)| *known == code) {
            places.push((code, name));
        }
    }
    places
}

fn months(figures: &Figures) -> Vec<Date> {
    let rows = figures.rows.iter();
    let mut months: Vec<Date> = rows.filter_map(|row| Some(row.period()?.from)).collect();
    months.sort_unstable();
    months.dedup();
    months
}

fn subtitle(scene: &Scene<'_>, answers: &Answers) -> String {
    let level = answers.level.map(|level| scene.say.words(&level.plural()));
    let (places, place) = (level.unwrap_or_default(), scene.place_name());
    let known = [
        ("places", Arg::Text(places.as_str())),
        ("place", Arg::Text(&place)),
    ];
    let places = scene.say.about("places-of", &known);
    match coverage::span(scene.say, &answers.whole) {
        Some(span) => format!("{places} · {span}"),
        None => places,
    }
}

fn finding(scene: &Scene<'_>, figures: &Figures, column: usize) -> String {
    let known = figures.rows.iter().filter_map(|row| {
        let ((_, name), period) = (row.place()?, row.period()?);
        let cell = &row.cells[column];
        Some((cell.value?, cell, name, period.from))
    });
    let Some((_, high, place, month)) = known.max_by(|(one, ..), (other, ..)| one.total_cmp(other)) else {
        return scene.say.text("no-report");
    };
    let unit = figures.columns[column].unit;
    let high = printed::compact(high, unit, scene.say.language).unwrap_or_default();
    let place = scene.say.words(place);
    let known = [
        ("place", Arg::Text(place.as_str())),
        (
            "month",
            Arg::Text(calendar::month_name(month, scene.say.language)),
        ),
        ("high", Arg::Text(&high)),
    ];
    scene.say.about("finding-map-months", &known)
}

/// A row a place, a column a month.
fn table(
    scene: &Scene<'_>,
    figures: &Figures,
    column: usize,
    (places, months): (&[(&PlaceCode, &Words)], &[Date]),
) -> Small {
    let unit = figures.columns[column].unit;
    let of = |code: &PlaceCode| {
        let rows: Vec<&Row> = figures
            .rows
            .iter()
            .filter(|row| row.place().is_some_and(|(known, _)| known == code))
            .collect();
        let cell = |month: &Date| {
            let row = rows.iter().find(|row| is_of(row, *month));
            row.map(|row| printed::number(&row.cells[column], unit, scene.say))
        };
        months.iter().filter_map(cell).collect()
    };
    let heads = months
        .iter()
        .map(|month| calendar::month_short(*month, scene.say.language).to_owned());
    Small {
        heads: std::iter::once(scene.say.text("place")).chain(heads).collect(),
        rows: places
            .iter()
            .map(|(code, name)| (scene.say.words(name), of(code)))
            .collect(),
    }
}
