//! The months of this financial year against the last, with what happened on the way.

use catalog::programme::{Chart, OverTime, Subject};
use catalog::{Arg, FinancialYear, Unit, calendar, format};
use charts::{Band, Break, Line, Reference, Trend, Weight, trend as draw_trend};
use figures::{BreakKind, Cell, Figures, Row, State};
use jiff::ToSpan;
use jiff::civil::Date;

use super::scale::{Scale, axis_number, label};
use super::{Drawing, Said, Small, crosses, finish, foot, state_words};
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::overview::standing;

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
        foot: foot(scene, answers, false, crosses(months, column)),
    };
    let chart_measure = chart.measure.clone();
    let words = state_words(scene.say);
    let tips = tips(scene, months, column, years);
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, answers, months, column, years),
        |caption, width| {
            let chart = Trend {
                caption: caption.tips(tips.clone()),
                periods: starts(years[0])
                    .map(|month| calendar::month_short(month, scene.say.language).to_owned())
                    .collect(),
                lines: vec![
                    line(years[0], &lines[0], scale, Weight::Series(0)),
                    line(years[1], &lines[1], scale, Weight::Past(0)),
                ],
                target: target(scene, chart, day, scale, unit),
                bands: bands(scene, years, day),
                breaks: breaks(scene, months, &chart_measure, years),
                words: words.clone(),
                numbers: &axis_number,
            };
            draw_trend(&chart, width)
        },
    ))
}

/// The target in force, where each month has the value that it is set for: not for what adds up over months.
fn target(scene: &Scene<'_>, chart: &Chart, day: Date, scale: Scale, unit: Unit) -> Option<Reference> {
    let subject = scene.subject(&chart.measure)?;
    let adds_up = matches!(subject, Subject::Measure(measure) if measure.over_time != OverTime::Latest);
    let target = standing::target(&scene.app.catalog, subject, &scene.place.code, Some(day))?;
    let value = format::value(target.value, unit, scene.say.language);
    (!adds_up).then(|| Reference {
        value: target.value / scale.divisor,
        label: scene.say.about("target", &[("target", Arg::Text(&value))]),
    })
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
        let row = row_of(months, start)?;
        row.cells[column]
            .value
            .filter(|_| row.cells[column].state == State::Value)
    };
    starts(year).map(value).collect()
}

fn row_of(months: &Figures, start: Date) -> Option<&Row> {
    let mut rows = months.rows.iter();
    rows.find(|row| row.period().is_some_and(|period| period.from == start))
}

/// What each month says when it is pointed at: `November: 2026-27 2,41,870 · 2025-26 1,98,004`
fn tips(scene: &Scene<'_>, months: &Figures, column: usize, years: [FinancialYear; 2]) -> Vec<String> {
    let unit = months.columns[column].unit;
    let said = |year: FinancialYear, start: Date| {
        let shown = printed::shown(&row_of(months, start)?.cells[column], unit, scene.say);
        Some(format!("{year} {}", shown.text))
    };
    let tip = |(this, last): (Date, Date)| {
        let values: Vec<String> = [said(years[0], this), said(years[1], last)]
            .into_iter()
            .flatten()
            .collect();
        if values.is_empty() {
            return String::new();
        }
        let (month, values) = (calendar::month_name(this, scene.say.language), values.join(" · "));
        let known = [("month", Arg::Text(month)), ("values", Arg::Text(&values))];
        scene.say.about("tip-months", &known)
    };
    starts(years[0]).zip(starts(years[1])).map(tip).collect()
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

/// Where something else began to be counted, in either year; a suspension has a band.
fn breaks(scene: &Scene<'_>, months: &Figures, measure: &str, years: [FinancialYear; 2]) -> Vec<Break> {
    let of_year = |year: FinancialYear| {
        let known = months.breaks.iter().filter(move |known| {
            known.kind != BreakKind::Suspension
                && known.on > year.first_day()
                && known.on <= year.last_day()
                && (known.measures.is_empty() || known.measures.iter().any(|id| id == measure))
        });
        known.map(move |known| {
            let before = starts(year)
                .position(|start| start.last_of_month() >= known.on)
                .unwrap_or_default();
            let title = short_title(scene, known);
            let label = match year == years[0] {
                true => title,
                false => format!("{year}: {title}"),
            };
            Break { before, label }
        })
    };
    years.into_iter().flat_map(of_year).collect()
}

/// What a break is called in a drawing: of a successor law its short title.
fn short_title(scene: &Scene<'_>, known: &figures::Break) -> String {
    let mut titles = scene.programme.dated_titles.iter();
    let law = titles.find(|title| known.kind == BreakKind::Succession && title.from == known.on);
    scene.say.words(law.map_or(&known.title, |law| &law.short))
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
    let known = months.rows.iter().filter_map(|row| {
        let cell = &row.cells[column];
        Some((row.period()?.from, cell.value?, cell))
    });
    let known: Vec<(Date, f64, &Cell)> = known.filter(|(month, ..)| *month >= this_year).collect();
    let (Some(last), Some(top)) = (
        known.last(),
        known
            .iter()
            .max_by(|(_, one, _), (_, other, _)| one.total_cmp(other)),
    ) else {
        return scene.say.text("no-report");
    };
    let unit = months.columns[column].unit;
    let print = |cell| printed::compact(cell, unit, scene.say.language).unwrap_or_default();
    let (last_value, top_value) = (print(last.2), print(top.2));
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
    match year_cells(answers, column).as_slice() {
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
fn year_cells(answers: &Answers, column: usize) -> Vec<Option<&Cell>> {
    let rows = answers.years.iter().flat_map(|years| &years.rows);
    let cells = rows.map(|row| &row.cells[column]);
    cells
        .map(|cell| (cell.state == State::Value && cell.value.is_some()).then_some(cell))
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
        match row_of(months, start) {
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
