//! A measure by age, women to one side and men to the other.

use catalog::programme::{Chart, Class};
use catalog::{Arg, Unit, Words, format};
use charts::{AgeBand, Pyramid, Side, pyramid as draw_pyramid};
use figures::{Cell, Figures, Key, Row, State};

use super::places::reading;
use super::scale::{Scale, axis_number};
use super::{Drawing, Said, Small, crosses, finish, foot, state_words};
use crate::overview::printed;
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;

/// The figures of a pyramid and the classes they are by.
struct Told<'a> {
    figures: &'a Figures,
    column: usize,
    unit: Unit,
    ages: &'a Class,
    across: &'a Class,
}

impl<'a> Told<'a> {
    /// The cell of an age and a side.
    fn cell(&self, age: &str, side: &str) -> Option<&'a Cell> {
        let mut rows = self.figures.rows.iter();
        let row = rows.find(|row| values(row).map(|(age, side)| (age.0, side.0)) == Some((age, side)))?;
        Some(&row.cells[self.column])
    }

    /// The two sides that are drawn.
    fn sides(&self) -> Option<[(&'a str, &'a Words); 2]> {
        let [left, right, ..] = self.across.values.as_slice() else {
            return None;
        };
        Some([left, right].map(|side| (side.id.as_str(), &side.title)))
    }

    fn is_drawn(&self, age: &str, side: &str) -> bool {
        let sides = self.sides().into_iter().flatten();
        self.ages.values.iter().any(|value| value.id == age) && sides.into_iter().any(|(id, _)| id == side)
    }

    fn sum(&self, counts: impl Fn(&str, &str) -> bool) -> f64 {
        let cells = self.figures.rows.iter().filter_map(|row| {
            let (age, side) = values(row)?;
            let cell = &row.cells[self.column];
            cell.value
                .filter(|_| cell.state == State::Value && counts(age.0, side.0))
        });
        cells.sum()
    }
}

/// The pyramid; none where there is no data.
pub fn pyramid(scene: &Scene<'_>, answers: &Answers, chart: &Chart) -> Option<Drawing> {
    let figures = answers.of_chart(&chart.id)?;
    let column = figures.column(&chart.measure)?;
    let told = Told {
        figures,
        column,
        unit: figures.columns[column].unit,
        ages: scene.programme.class(chart.class.as_ref()?)?,
        across: scene.programme.class(chart.across.as_ref()?)?,
    };
    let sides = told.sides()?;
    let largest = figures.rows.iter().filter_map(|row| row.cells[column].value);
    let scale = Scale::of(largest.fold(0.0, f64::max), told.unit);
    let said = Said {
        title: scale.titled(&scene.say.words(&chart.title), scene.say),
        subtitle: scene.place_name(),
        finding: finding(scene, &told),
        foot: foot(scene, answers, false, crosses(figures, column)) + &rest(scene, &told),
    };
    let bands: Vec<AgeBand> = told
        .ages
        .values
        .iter()
        .map(|age| band(scene, &told, &sides, age, scale))
        .collect();
    let named = sides.map(|(id, title)| Side {
        name: side_name(scene, &told, id, title),
    });
    let words = state_words(scene.say);
    Some(finish(
        said,
        &chart.id,
        scene.say,
        table(scene, &told),
        |caption, width| {
            let chart = Pyramid {
                caption,
                sides: named.clone(),
                bands: bands.clone(),
                words: words.clone(),
                numbers: &axis_number,
            };
            draw_pyramid(&chart, width)
        },
    ))
}

fn band(
    scene: &Scene<'_>,
    told: &Told<'_>,
    sides: &[(&str, &Words); 2],
    age: &catalog::programme::Choice,
    scale: Scale,
) -> AgeBand {
    let cells = sides.map(|(side, _)| told.cell(&age.id, side));
    AgeBand {
        name: scene.say.words(&age.title),
        readings: cells.map(|cell| {
            cell.map_or(charts::Reading::State(charts::State::NotReported), |cell| {
                reading(cell, scale)
            })
        }),
        few: cells.map(|cell| cell.is_some_and(|cell| cell.of_few().is_some())),
    }
}

/// `Women 1,204`; a rate has no sum.
fn side_name(scene: &Scene<'_>, told: &Told<'_>, id: &str, title: &Words) -> String {
    let title = scene.say.words(title);
    if told.unit != Unit::Count {
        return title;
    }
    let sum = told.sum(|age, side| side == id && told.is_drawn(age, side));
    format!("{title} {}", format::number(sum, Unit::Count))
}

/// How many are in no bar: of a third side, or of whom age or side is not known.
fn rest(scene: &Scene<'_>, told: &Told<'_>) -> String {
    let rest = told.sum(|age, side| !told.is_drawn(age, side));
    if told.unit != Unit::Count || rest == 0.0 {
        return String::new();
    }
    let rest = format::number(rest, Unit::Count);
    format!(
        " · {}",
        scene.say.about("pyramid-rest", &[("rest", Arg::Text(&rest))])
    )
}

/// A value of a class: its id and its words.
type Value<'a> = (&'a str, &'a Words);

fn values(row: &Row) -> Option<(Value<'_>, Value<'_>)> {
    let mut values = row.keys.iter().filter_map(|key| match key {
        Key::Value { id, title } => Some((id.as_ref(), title.as_ref())),
        Key::Place { .. } | Key::Period(_) => None,
    });
    Some((values.next()?, values.next()?))
}

fn finding(scene: &Scene<'_>, told: &Told<'_>) -> String {
    let rows = told.figures.rows.iter().filter_map(|row| {
        let (age, side) = values(row)?;
        let cell = &row.cells[told.column];
        let value = cell.value?;
        told.is_drawn(age.0, side.0)
            .then_some((value, cell, age.1, side.1))
    });
    let Some((_, cell, age, side)) = rows.max_by(|(one, ..), (other, ..)| one.total_cmp(other)) else {
        return scene.say.text("no-report");
    };
    let value = printed::compact(cell, told.unit, scene.say.language).unwrap_or_default();
    let (age, side) = (scene.say.words(age), scene.say.words(side));
    let known = [
        ("side", Arg::Text(side.as_str())),
        ("age", Arg::Text(&age)),
        ("value", Arg::Text(&value)),
    ];
    scene.say.about("finding-pyramid", &known)
}

/// Every figure there is, also of those who are in no bar.
fn table(scene: &Scene<'_>, told: &Told<'_>) -> Small {
    let mut ages: Vec<Value<'_>> = Vec::new();
    let mut sides: Vec<Value<'_>> = Vec::new();
    for (age, side) in told.figures.rows.iter().filter_map(values) {
        if !ages.contains(&age) {
            ages.push(age);
        }
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    let cell = |age: &str, side: &str| {
        let without = Cell::without_value(State::NotReported, figures::Units::default());
        printed::number(told.cell(age, side).unwrap_or(&without), told.unit, scene.say)
    };
    let heads = sides.iter().map(|(_, title)| scene.say.words(title));
    let rows = ages.iter().map(|(age, title)| {
        let cells = sides.iter().map(|(side, _)| cell(age, side));
        (scene.say.words(title), cells.collect())
    });
    Small {
        heads: std::iter::once(scene.say.words(&told.ages.title))
            .chain(heads)
            .collect(),
        rows: rows.collect(),
    }
}
