//! Two columns of a convergence against one another: places as points.

use catalog::{Arg, Language, format};
use charts::{Caption, Dotted, Scatter, Svg, Width};
use figures::{Row, State};

use crate::convergence::Convergence;
use crate::document::{plural, with_unit, words};
use crate::say::Say;

/// One pair of columns, drawn.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What is set against what.
    pub title: String,
    /// How many places have both figures.
    pub note: String,
    /// For a phone.
    pub narrow: Svg,
    /// For a desk and for paper.
    pub wide: Svg,
}

/// The declared pairs whose both figures some places have.
pub fn pairs(made: &Convergence, language: Language) -> Vec<Pair> {
    let each = made.pairs.iter().enumerate();
    each.filter_map(|(number, columns)| pair(made, number, *columns, language))
        .collect()
}

/// `Employment: average days`, with the unit.
pub fn column_title(made: &Convergence, column: usize, language: Language) -> String {
    let subject = &made.subjects[column];
    let (programme, title) = (&subject.programme_title, &subject.title);
    let title = format!("{}: {}", programme.get(language), title.get(language));
    with_unit(title, made.figures.columns[column].unit, language)
}

fn pair(made: &Convergence, number: usize, (across, up): (usize, usize), language: Language) -> Option<Pair> {
    let value = |row: &Row, column: usize| {
        let cell = &row.cells[column];
        cell.value.filter(|_| cell.state == State::Value)
    };
    let points = made.figures.rows.iter().filter_map(|row| {
        Some(Dotted {
            name: row.place()?.1.get(language).to_owned(),
            across: value(row, across)?,
            up: value(row, up)?,
        })
    });
    let points: Vec<Dotted> = points.collect();
    if points.is_empty() {
        return None;
    }
    let say = Say(language);
    let (left, right) = (
        column_title(made, across, language),
        column_title(made, up, language),
    );
    let against = [("up", Arg::Text(&right)), ("across", Arg::Text(&left))];
    let title = say.about("convergence-against", &against);
    let places = plural(made.level, language);
    let counted = [
        ("points", Arg::Count(points.len() as u64)),
        ("all", Arg::Count(made.figures.rows.len() as u64)),
        ("places", Arg::Text(&places)),
    ];
    let note = say.about("convergence-points", &counted);
    let chart = Scatter {
        caption: Caption::new(&format!("pair-{number}"), &title)
            .subtitle(&note)
            .finding(&note)
            .language(language.code()),
        across: left,
        up: right,
        points,
        words: words(language),
        numbers: &|value, decimals| format::grouped(&format::rounded(value, decimals as usize)),
    };
    Some(Pair {
        narrow: charts::scatter(&chart, Width::Narrow),
        wide: charts::scatter(&chart, Width::Wide),
        title,
        note,
    })
}
