//! A measure by class: ages, sexes; in the order in which the programme declares their values.

use catalog::programme::Chart;
use catalog::{Arg, Unit, format};
use charts::{Class, Classes, Of, Reading, classes as draw_classes};
use figures::{Cell, Figures, Key, Row, State};

use super::scale::{Scale, axis_number, label};
use super::{Drawing, Said, Small, any_crosses, finish, foot, state, state_words};
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;

/// Bars by class; none where there is no data.
pub fn classes(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let figures = answers.of_chart(&chart.id)?;
    let column = figures.column(&chart.measure)?;
    let unit = figures.columns[column].unit;
    let declared = scene.programme.class(chart.class.as_ref()?)?;
    let values = figures.rows.iter().filter_map(|row| row.cells[column].value);
    let scale = Scale::of(values.fold(0.0, f64::max), unit);
    let said = Said {
        title: scale.titled(&scene.say.words(&chart.title), scene.say),
        subtitle: format!("{} · {}", scene.place_name(), scene.say.words(&declared.title)),
        finding: finding(scene, figures, column, unit),
        foot: format!(
            "{}{}",
            foot(scene, answers, false, any_crosses(figures)),
            few_note(scene, figures, column)
        ),
    };
    let bars: Vec<Class> = figures
        .rows
        .iter()
        .filter_map(|row| {
            let (id, title) = value(row)?;
            let cell = &row.cells[column];
            let known = declared.values.iter().any(|declared| declared.id == id);
            Some(Class {
                name: scene.say.words(title),
                reading: reading(scene, cell, scale),
                of: of(cell, known),
            })
        })
        .collect();
    let words = state_words(scene.say);
    let table = table(scene, figures, column, unit, scene.say.words(&declared.title));
    Some(finish(said, &chart.id, scene.say, table, |caption, width| {
        let chart = Classes {
            caption,
            classes: bars.clone(),
            words: words.clone(),
            numbers: &axis_number,
        };
        draw_classes(&chart, width)
    }))
}

fn value(row: &Row) -> Option<(&str, &catalog::Words)> {
    row.keys.iter().find_map(|key| match key {
        Key::Value { id, title } => Some((id.as_ref(), title.as_ref())),
        Key::Place { .. } | Key::Period(_) => None,
    })
}

fn of(cell: &Cell, known: bool) -> Of {
    match (known, cell.of_few()) {
        (false, _) => Of::Unknown,
        (true, Some(_)) => Of::Few,
        (true, None) => Of::Value,
    }
}

/// The figure; where it is of few, of how many.
fn reading(scene: &Scene<'_>, cell: &Cell, scale: Scale) -> Reading {
    let Some(value) = cell.value.filter(|_| cell.state == State::Value) else {
        return Reading::State(state(cell.state));
    };
    let text = label(value, scale);
    let text = match cell.of_few() {
        Some(few) => {
            let few = format::number(few, Unit::Count);
            scene.say.about(
                "class-of-few",
                &[("value", Arg::Text(&text)), ("few", Arg::Text(&few))],
            )
        }
        None => text,
    };
    Reading::value(value / scale.divisor, text)
}

fn few_note(scene: &Scene<'_>, figures: &Figures, column: usize) -> String {
    let any = figures
        .rows
        .iter()
        .any(|row| row.cells[column].of_few().is_some());
    if any {
        format!(" · {}", scene.say.text("class-few-note"))
    } else {
        String::new()
    }
}

fn finding(scene: &Scene<'_>, figures: &Figures, column: usize, unit: Unit) -> String {
    // That nobody is unknown is no finding.
    let known = figures.rows.iter().filter_map(|row| {
        let ((id, title), cell) = (value(row)?, &row.cells[column]);
        let number = cell.value?;
        (id != "unknown" || number != 0.0).then_some((title, number, cell))
    });
    let mut known: Vec<_> = known.collect();
    known.sort_by(|(_, one, _), (_, other, _)| one.total_cmp(other));
    let (Some((lowest, _, low)), Some((highest, _, high))) = (known.first(), known.last()) else {
        return scene.say.text("no-report");
    };
    let (lowest, highest) = (scene.say.words(lowest), scene.say.words(highest));
    let print = |cell| printed::compact(cell, unit, scene.say.language).unwrap_or_default();
    let (low, high) = (print(low), print(high));
    scene.say.about(
        "finding-places",
        &[
            ("highest", Arg::Text(&highest)),
            ("high", Arg::Text(&high)),
            ("lowest", Arg::Text(&lowest)),
            ("low", Arg::Text(&low)),
        ],
    )
}

fn table(scene: &Scene<'_>, figures: &Figures, column: usize, unit: Unit, first: String) -> Small {
    let title = scene.say.words(&figures.columns[column].title);
    let rows = figures.rows.iter().filter_map(|row| {
        let name = scene.say.words(value(row)?.1);
        Some((name, vec![printed::number(&row.cells[column], unit, scene.say)]))
    });
    Small {
        heads: vec![first, printed::titled(&title, unit, scene.say.language)],
        rows: rows.collect(),
    }
}
