//! The months of this financial year against the last, with what happened on the way.

use catalog::programme::Chart;
use catalog::{Arg, FinancialYear, calendar, format};
use charts::{Band, Break, Line, Trend, Weight, trend as draw_trend};
use figures::{Figures, State};
use jiff::ToSpan;
use jiff::civil::Date;

use super::scale::{Scale, axis_number, label};
use super::{Drawing, Said, Small, finish, foot, state_words};
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;

const MONTHS: usize = 12;

/// The trend of a chart's measure; none before there is any data.
pub fn trend(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let months = answers.months.as_ref()?;
    let day = answers.day()?;
    let column = months.column(&chart.measure)?;
    let unit = months.columns[column].unit;
    let years = [FinancialYear::of(day), FinancialYear::of(day).previous()];
    let lines = years.map(|year| values(months, column, year));
    let largest = lines.iter().flatten().flatten().copied().fold(0.0, f64::max);
    let scale = Scale::of(largest, unit);
    let said = Said {
        title: scale.titled(&scene.say.words(&chart.title), scene.say),
        subtitle: subtitle(scene, years, day),
        finding: finding(scene, answers, months, column, day),
        foot: foot(scene, answers, false),
    };
    let words = state_words(scene.say);
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, answers, months, column, years),
        |caption, width| {
            let chart = Trend {
                caption,
                periods: starts(years[0])
                    .map(|month| calendar::month_short(month, scene.say.language).to_owned())
                    .collect(),
                lines: vec![
                    line(years[0], &lines[0], scale, Weight::Series(0)),
                    line(years[1], &lines[1], scale, Weight::Past(0)),
                ],
                target: None,
                bands: bands(scene, years, day),
                breaks: breaks(scene, years[0], day),
                words: words.clone(),
                numbers: &axis_number,
            };
            draw_trend(&chart, width)
        },
    ))
}

fn starts(year: FinancialYear) -> impl Iterator<Item = Date> {
    (0..MONTHS).map(move |month| {
        year.first_day()
            .saturating_add(i64::try_from(month).unwrap_or_default().months())
    })
}

/// A value for each of the twelve months, where there is one.
fn values(months: &Figures, column: usize, year: FinancialYear) -> Vec<Option<f64>> {
    let value = |start: Date| {
        let row = months
            .rows
            .iter()
            .find(|row| row.period().is_some_and(|period| period.from == start))?;
        row.cells[column]
            .value
            .filter(|_| row.cells[column].state == State::Value)
    };
    starts(year).map(value).collect()
}

fn line(year: FinancialYear, values: &[Option<f64>], scale: Scale, weight: Weight) -> Line {
    let last = values
        .iter()
        .flatten()
        .last()
        .filter(|_| matches!(weight, Weight::Series(_)));
    let label = last.map_or_else(
        || year.to_string(),
        |last| format!("{year}: {}", label(*last, scale)),
    );
    let values = values
        .iter()
        .map(|value| value.map(|value| value / scale.divisor))
        .collect();
    Line {
        label,
        values,
        weight,
    }
}

/// Months that lie wholly in a suspension, of either year.
fn bands(scene: &Scene<'_>, years: [FinancialYear; 2], day: Date) -> Vec<Band> {
    let band = |year: FinancialYear| {
        let suspended: Vec<usize> = starts(year)
            .enumerate()
            .filter(|(_, start)| *start <= day)
            .filter(|(_, start)| {
                scene
                    .suspensions(*start, start.last_of_month())
                    .any(|suspension| suspension.covers(*start, start.last_of_month()))
            })
            .map(|(index, _)| index)
            .collect();
        let (from, to) = (*suspended.first()?, *suspended.last()?);
        let year = year.to_string();
        Some(Band {
            from,
            to,
            label: scene.say.about("suspended-in", &[("year", Arg::Text(&year))]),
        })
    };
    years.into_iter().filter_map(band).collect()
}

/// New legal titles that began within the year.
fn breaks(scene: &Scene<'_>, year: FinancialYear, day: Date) -> Vec<Break> {
    let begun = scene
        .programme
        .dated_titles
        .iter()
        .filter(|title| title.from > year.first_day() && title.from <= day);
    begun
        .map(|title| {
            let before = starts(year)
                .position(|start| start.last_of_month() >= title.from)
                .unwrap_or_default();
            Break {
                before,
                label: scene.say.words(&title.short),
            }
        })
        .collect()
}

fn subtitle(scene: &Scene<'_>, years: [FinancialYear; 2], day: Date) -> String {
    let (this, last) = (years[0].to_string(), years[1].to_string());
    let years = scene.say.about(
        "year-against",
        &[("this", Arg::Text(&this)), ("last", Arg::Text(&last))],
    );
    let place = scene.place_name();
    if day == day.last_of_month() {
        return format!("{place} · {years}");
    }
    // A month that is not over must not look like a fall.
    let until = scene.say.day(day);
    let month = calendar::month_name(day, scene.say.language);
    format!(
        "{place} · {years} · {}",
        scene.say.about(
            "month-until",
            &[("month", Arg::Text(month)), ("date", Arg::Text(&until))]
        )
    )
}

/// Where the line stands and where it stood highest.
fn finding(scene: &Scene<'_>, answers: &Answers, months: &Figures, column: usize, day: Date) -> String {
    let this_year = FinancialYear::of(day).first_day();
    let known = months
        .rows
        .iter()
        .filter_map(|row| Some((row.period()?.from, row.cells[column].value?)));
    let known: Vec<(Date, f64)> = known.filter(|(month, _)| *month >= this_year).collect();
    let (Some(last), Some(top)) = (
        known.last(),
        known.iter().max_by(|(_, one), (_, other)| one.total_cmp(other)),
    ) else {
        return scene.say.text("no-report");
    };
    let print = |value: f64| format::value_compact(value, months.columns[column].unit, scene.say.language);
    let (last_value, top_value) = (print(last.1), print(top.1));
    let months_said = scene.say.about(
        "finding-trend",
        &[
            (
                "month",
                Arg::Text(calendar::month_name(last.0, scene.say.language)),
            ),
            ("value", Arg::Text(&last_value)),
            (
                "top-month",
                Arg::Text(calendar::month_name(top.0, scene.say.language)),
            ),
            ("top", Arg::Text(&top_value)),
        ],
    );
    match year_values(answers, column).as_slice() {
        [Some(last), Some(this)] => {
            let (this, last) = (print(*this), print(*last));
            let years = [
                ("this", Arg::Text(this.as_str())),
                ("last", Arg::Text(last.as_str())),
            ];
            format!("{months_said} {}", scene.say.about("finding-years", &years))
        }
        _ => months_said,
    }
}

/// The years as wholes, the last one first.
fn year_values(answers: &Answers, column: usize) -> Vec<Option<f64>> {
    let rows = answers.years.iter().flat_map(|years| &years.rows);
    rows.map(|row| {
        row.cells[column]
            .value
            .filter(|_| row.cells[column].state == State::Value)
    })
    .collect()
}

fn table(
    scene: &Scene<'_>,
    answers: &Answers,
    months: &Figures,
    column: usize,
    years: [FinancialYear; 2],
) -> Small {
    let unit = months.columns[column].unit;
    let cell = |start: Date| {
        let row = months
            .rows
            .iter()
            .find(|row| row.period().is_some_and(|period| period.from == start));
        match row {
            Some(row) => printed::number(&row.cells[column], unit, scene.say),
            // Months that have not begun.
            None => printed::Shown {
                text: String::new(),
                state: "not_begun",
                why: None,
            },
        }
    };
    let rows = starts(years[0]).zip(starts(years[1])).map(|(this, last)| {
        (
            calendar::month_name(this, scene.say.language).to_owned(),
            vec![cell(this), cell(last)],
        )
    });
    let mut rows: Vec<_> = rows.collect();
    if let Some([last, this]) = answers.years.as_ref().map(|years| years.rows.as_slice()) {
        let whole = [this, last].map(|row| printed::number(&row.cells[column], unit, scene.say));
        rows.push((scene.say.text("fy"), whole.to_vec()));
    }
    Small {
        heads: vec![
            scene.say.text("month"),
            years[0].to_string(),
            years[1].to_string(),
        ],
        rows,
    }
}
