//! A table of a document, the same for workbook and paper.

use catalog::Grain;
use catalog::{Language, Period, PlaceLevel, Unit, Words, calendar, format};
use figures::{Column, Dimension, Figures, Key};

use super::printed::Printed;
use crate::content::LevelTable;
use crate::say::Say;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// The name of its sheet.
    pub(crate) sheet: String,
    /// What it shows.
    pub(crate) title: String,
    /// The heads of its first columns, which say what a row is about.
    pub(crate) keys: Vec<KeyHead>,
    /// The heads of its figures.
    pub(crate) columns: Vec<Head>,
    /// By what rows stand together on paper.
    pub(crate) groups: Vec<Line>,
    /// Its rows.
    pub(crate) rows: Vec<Line>,
    /// The whole, if it has a row.
    pub(crate) total: Option<Line>,
    /// What is said below it.
    pub(crate) notes: Vec<String>,
    /// How many of its rows paper has; as many as paper takes at all where nothing is said.
    pub(crate) rows_on_paper: Option<usize>,
}

/// The head of a column that says what a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyHead {
    /// What it says.
    pub(crate) title: String,
    /// Whether paper has the column too; a workbook has them all.
    pub(crate) on_paper: bool,
}

/// The head of a column of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// What it shows.
    pub(crate) title: String,
    /// The unit on paper, where numbers stand alone.
    pub(crate) unit: Option<String>,
    /// The unit in a workbook, which holds full values.
    pub(crate) full_unit: Option<String>,
    /// Whether it is an end of the interval of the column before it: a workbook has a number for each, paper both ends in
    /// brackets behind the figure.
    pub(crate) is_end: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// In the order of the key heads.
    pub(crate) keys: Vec<String>,
    /// Its group, by position.
    pub(crate) group: Option<usize>,
    /// In the order of the heads.
    pub(crate) cells: Vec<Printed>,
}

impl Head {
    /// The head of a measure.
    pub(crate) fn of(column: &Column, language: Language) -> Self {
        Self::titled(column.title.get(language).to_owned(), column.unit, language)
    }

    /// A head of other words, in a unit.
    pub(crate) fn titled(title: String, unit: Unit, language: Language) -> Self {
        let words = |words: Option<Words>| words.map(|words| words.get(language).to_owned());
        let full_unit = match unit {
            Unit::Rupees => Some("₹".to_owned()), // a workbook holds rupees, not lakh
            _ => words(format::unit_words(unit)),
        };
        Self {
            title,
            unit: words(format::unit_words(unit)),
            full_unit,
            is_end: false,
        }
    }
}

/// The places of a level, grouped by the level above, with the whole at the end.
pub(crate) fn level_table(
    level: &LevelTable,
    coarser: Option<&LevelTable>,
    whole: &Figures,
    measures: &[String],
    language: Language,
) -> Table {
    let columns = shown(&level.figures, measures);
    let groups = groups(level, coarser, measures, language);
    let mut order: Vec<usize> = (0..level.figures.rows.len()).collect();
    let group_of = |row: usize| {
        level
            .groups
            .get(row)
            .and_then(Option::as_ref)
            .map(|(code, _)| code)
    };
    order.sort_by(|one, other| group_of(*one).cmp(&group_of(*other)).then(one.cmp(other)));
    let rows = order.into_iter().map(|row| {
        let (code, name) = place_of(&level.figures, row, language);
        let around = level.groups.get(row).and_then(Option::as_ref);
        let group = around.and_then(|(code, _)| groups.iter().position(|(known, _)| known == code.as_str()));
        let around = level.grouped_by.map(|_| {
            around
                .map(|(_, name)| name.get(language).to_owned())
                .unwrap_or_default()
        });
        Line {
            keys: [name].into_iter().chain(around).chain([code]).collect(),
            group,
            cells: cells(&level.figures, row, &columns, language),
        }
    });
    let total = Line {
        keys: total_keys(level.grouped_by.is_some(), language),
        group: None,
        cells: shown(whole, measures)
            .iter()
            .map(|column| number(whole, 0, *column, language))
            .collect(),
    };
    Table {
        sheet: level.level.plural().get(language).to_owned(),
        title: level.level.plural().get(language).to_owned(),
        keys: key_heads(level, language),
        columns: columns
            .iter()
            .map(|column| Head::of(&level.figures.columns[*column], language))
            .collect(),
        rows: rows.collect(),
        groups: groups.into_iter().map(|(_, line)| line).collect(),
        total: (!whole.rows.is_empty()).then_some(total),
        notes: Vec::new(),
        rows_on_paper: None,
    }
}

fn key_heads(level: &LevelTable, language: Language) -> Vec<KeyHead> {
    let name = KeyHead {
        title: level.level.word().get(language).to_owned(),
        on_paper: true,
    };
    let around = level.grouped_by.map(|group| KeyHead {
        title: group.word().get(language).to_owned(),
        on_paper: false,
    });
    let code = KeyHead {
        title: Say(language).text("report-code"),
        on_paper: false,
    };
    [name].into_iter().chain(around).chain([code]).collect()
}

fn total_keys(grouped: bool, language: Language) -> Vec<String> {
    let blanks = std::iter::repeat_n(String::new(), 1 + usize::from(grouped));
    std::iter::once(Say(language).text("total"))
        .chain(blanks)
        .collect()
}

/// The groups that occur, by code, each with its own figures where they were asked.
fn groups(
    level: &LevelTable,
    coarser: Option<&LevelTable>,
    measures: &[String],
    language: Language,
) -> Vec<(String, Line)> {
    let mut around: Vec<_> = level.groups.iter().flatten().collect();
    around.sort_by(|(one, _), (other, _)| one.cmp(other));
    around.dedup_by(|(one, _), (other, _)| one == other);
    let line = |code: &catalog::PlaceCode, name: &Words| {
        let figures = coarser.map(|coarser| &coarser.figures);
        let row = figures.and_then(|figures| {
            figures
                .rows
                .iter()
                .position(|row| row.place().is_some_and(|(own, _)| own == code))
        });
        let cells = figures
            .zip(row)
            .map(|(figures, row)| cells(figures, row, &shown(figures, measures), language));
        Line {
            keys: vec![name.get(language).to_owned()],
            group: None,
            cells: cells.unwrap_or_default(),
        }
    };
    around
        .into_iter()
        .map(|(code, name)| (code.to_string(), line(code, name)))
        .collect()
}

/// Any answer as a table: its dimensions, its measures, and the comparison where one was asked.
pub(crate) fn plain_table(figures: &Figures, title: &str, language: Language) -> Table {
    let rows = figures.rows.iter().map(|row| Line {
        keys: row.keys.iter().flat_map(|key| key_texts(key, language)).collect(),
        group: None,
        cells: row
            .cells
            .iter()
            .zip(&figures.columns)
            .flat_map(|(cell, column)| {
                let own = Printed::number(cell, column.unit, language);
                let compared = figures.compare.map(|_| {
                    [
                        Printed::previous(cell, column.unit, language),
                        Printed::change(cell, language),
                    ]
                });
                std::iter::once(own).chain(compared.into_iter().flatten())
            })
            .collect(),
    });
    Table {
        sheet: title.to_owned(),
        title: title.to_owned(),
        keys: figures
            .by
            .iter()
            .zip(
                figures
                    .by_titles
                    .iter()
                    .map(Option::as_ref)
                    .chain(std::iter::repeat(None)),
            )
            .flat_map(|(dimension, title)| dimension_heads(*dimension, title, language))
            .collect(),
        columns: figures
            .columns
            .iter()
            .flat_map(|column| compared_heads(figures, column, language))
            .collect(),
        groups: Vec::new(),
        rows: rows.collect(),
        total: None,
        notes: Vec::new(),
        rows_on_paper: None,
    }
}

/// The heads of a measure: its figure, the one before, the change.
pub(crate) fn compared_heads(figures: &Figures, column: &Column, language: Language) -> Vec<Head> {
    let own = Head::of(column, language);
    let Some(compare) = figures.compare else {
        return vec![own];
    };
    let say = Say(language);
    let before = match compare {
        figures::Compare::LastYear => say.text("last-year"),
        figures::Compare::Previous => say.text("previous-period"),
    };
    let titled = |words: String| format!("{}, {words}", own.title);
    let previous = Head {
        title: titled(before),
        ..own.clone()
    };
    let unit = if column.unit == Unit::Percent {
        say.text("report-points")
    } else {
        "%".to_owned()
    };
    // On paper a change carries its own unit and sign.
    let change = Head {
        title: titled(say.text("change")),
        unit: None,
        full_unit: Some(unit),
        is_end: false,
    };
    vec![own, previous, change]
}

fn dimension_heads(dimension: Dimension, title: Option<&Words>, language: Language) -> Vec<KeyHead> {
    match dimension {
        Dimension::Place(level) => vec![
            KeyHead {
                title: level.word().get(language).to_owned(),
                on_paper: true,
            },
            KeyHead {
                title: Say(language).text("report-code"),
                on_paper: false,
            },
        ],
        Dimension::Time(grain) => vec![KeyHead {
            title: Say(language).text(grain.id()),
            on_paper: true,
        }],
        Dimension::Named(name) => vec![KeyHead {
            title: title.map_or_else(
                || name.as_str().to_owned(),
                |title| title.get(language).to_owned(),
            ),
            on_paper: true,
        }],
    }
}

fn key_texts(key: &Key, language: Language) -> Vec<String> {
    match key {
        Key::Place { code, name, .. } => vec![name.get(language).to_owned(), code.to_string()],
        Key::Period(period) => vec![period_text(period, language)],
        Key::Value { title, .. } => vec![title.get(language).to_owned()],
    }
}

/// A period as people say it.
pub fn period_text(period: &Period, language: Language) -> String {
    match period.grain {
        Grain::Day => calendar::show_date(period.from, language),
        Grain::Month => calendar::show_month(period.from, language),
        Grain::Week | Grain::Quarter | Grain::Fy => period.label(),
    }
}

/// The columns of some measures, in that order.
fn shown(figures: &Figures, measures: &[String]) -> Vec<usize> {
    measures
        .iter()
        .filter_map(|measure| figures.column(measure))
        .collect()
}

fn cells(figures: &Figures, row: usize, columns: &[usize], language: Language) -> Vec<Printed> {
    columns
        .iter()
        .map(|column| number(figures, row, *column, language))
        .collect()
}

fn number(figures: &Figures, row: usize, column: usize, language: Language) -> Printed {
    let unit = figures.columns[column].unit;
    let cell = figures.rows.get(row).and_then(|row| row.cells.get(column));
    cell.map_or_else(
        || Printed::blank(unit),
        |cell| Printed::number(cell, unit, language),
    )
}

/// Code and name of a row's place.
pub(crate) fn place_of(figures: &Figures, row: usize, language: Language) -> (String, String) {
    let place = figures.rows.get(row).and_then(figures::Row::place);
    place
        .map(|(code, name)| (code.to_string(), name.get(language).to_owned()))
        .unwrap_or_default()
}

/// What places of a level are called in a sentence.
pub(crate) fn plural(level: PlaceLevel, language: Language) -> String {
    in_a_sentence(&level.plural(), language)
}

/// What places are called, inside a sentence.
pub(crate) fn in_a_sentence(plural: &Words, language: Language) -> String {
    let plural = plural.get(language).to_owned();
    // An abbreviation such as GP keeps its capitals.
    if plural.chars().nth(1).is_some_and(char::is_lowercase) {
        plural.to_lowercase()
    } else {
        plural
    }
}
