//! Which column of a table holds what.

use catalog::PlaceLevel;
use catalog::calendar::parse_date;

use crate::form::{DateForm, Form, Synonyms, ValuesForm};
use crate::heading::{Found, Heading, Headings};
use crate::problem::Problem;
use crate::read::column_letters;

/// The columns of one table, by what they hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// Coarse to fine.
    pub(crate) places: Vec<PlaceColumn>,
    pub(crate) date: Option<DateColumns>,
    pub(crate) values: Vec<ValueColumn>,
    pub(crate) long: Option<LongColumns>,
    /// Headers that can't be told apart, each with a column at which to say so.
    pub(crate) doubtful: Vec<(u32, Problem)>,
}

/// The columns that name a place of one level.
#[derive(Debug, Clone)]
pub(crate) struct PlaceColumn {
    pub(crate) level: PlaceLevel,
    pub(crate) name: Option<u32>,
    pub(crate) mgnrega_code: Option<u32>,
    pub(crate) lgd_code: Option<u32>,
}

impl PlaceColumn {
    /// The column at which a wrong place is shown.
    pub(crate) fn shown(&self) -> Option<u32> {
        self.name.or(self.mgnrega_code).or(self.lgd_code)
    }
}

/// The columns that date a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateColumns {
    Day(u32),
    YearAndMonth(u32, u32),
    YearAndUpdate(u32, u32),
}

/// A column of values.
#[derive(Debug, Clone)]
pub(crate) struct ValueColumn {
    /// In the sheet.
    pub(crate) at: u32,
    /// Position among the dataset's columns.
    pub(crate) column: usize,
    /// What its unit words state; 1 if nothing.
    pub(crate) scale: i64,
    /// The month under which it stands, where the layout has months.
    pub(crate) month: Option<i8>,
}

/// The columns of a list with one figure a row.
#[derive(Debug, Clone)]
pub(crate) struct LongColumns {
    pub(crate) name: u32,
    pub(crate) value: u32,
    pub(crate) scale: i64,
    pub(crate) names: Vec<(usize, Vec<String>)>,
}

/// The columns of the table under `headings` as `form` reads it.
pub(crate) fn columns(form: &Form<'_>, headings: &Headings) -> Columns {
    let mut columns = Columns::default();
    columns.places = form
        .places
        .iter()
        .map(|place| PlaceColumn {
            level: place.level,
            name: columns.only(headings, &place.name),
            mgnrega_code: columns.only(headings, &place.mgnrega_code),
            lgd_code: columns.only(headings, &place.lgd_code),
        })
        .filter(|place| place.shown().is_some())
        .collect();
    columns.date = form.dates.iter().find_map(|date| columns.date(headings, date));
    match &form.values {
        ValuesForm::Wide(values) => columns.values = columns.wide(headings, values),
        ValuesForm::Months(values) => columns.values = months(headings, values),
        ValuesForm::Long { name, value, names } => {
            let (name, at) = (columns.only(headings, name), columns.only(headings, value));
            columns.long = name.zip(at).map(|(name, at)| {
                let scale = headings
                    .0
                    .iter()
                    .find(|heading| heading.column == at)
                    .map_or(1, |heading| heading.scale);
                LongColumns {
                    name,
                    value: at,
                    scale,
                    names: names.clone(),
                }
            });
        }
    }
    columns
}

impl Columns {
    /// The one column under these headers; where several can't be told apart, none, and that is said.
    fn only(&mut self, headings: &Headings, synonyms: &Synonyms) -> Option<u32> {
        self.only_heading(headings, synonyms)
            .map(|heading| heading.column)
    }

    fn only_heading<'h>(&mut self, headings: &'h Headings, synonyms: &Synonyms) -> Option<&'h Heading> {
        match headings.find(synonyms) {
            Found::Once(at) => Some(&headings.0[at]),
            Found::Nowhere => None,
            Found::Often(header, all) => {
                let columns: Vec<u32> = all.iter().map(|&at| headings.0[at].column).collect();
                let letters = columns.iter().map(|&column| column_letters(column)).collect();
                let problem = Problem::HeaderTwice {
                    header,
                    columns: letters,
                };
                if self.doubtful.iter().all(|(_, told)| *told != problem) {
                    self.doubtful.push((columns[1], problem));
                }
                None
            }
        }
    }

    fn date(&mut self, headings: &Headings, form: &DateForm) -> Option<DateColumns> {
        let mut pair = |one, other| self.only(headings, one).zip(self.only(headings, other));
        match form {
            DateForm::Column(day) => self.only(headings, day).map(DateColumns::Day),
            DateForm::YearAndMonth(year, month) => {
                pair(year, month).map(|(year, month)| DateColumns::YearAndMonth(year, month))
            }
            DateForm::YearAndUpdate(year, day) => {
                pair(year, day).map(|(year, day)| DateColumns::YearAndUpdate(year, day))
            }
            DateForm::AsOnLine => None,
        }
    }

    fn wide(&mut self, headings: &Headings, values: &[(usize, Synonyms)]) -> Vec<ValueColumn> {
        let mut found: Vec<ValueColumn> = Vec::new();
        for (column, synonyms) in values {
            let Some(heading) = self.only_heading(headings, synonyms) else {
                continue;
            };
            found.push(ValueColumn {
                at: heading.column,
                column: *column,
                scale: heading.scale,
                month: None,
            });
        }
        found
    }
}

/// The columns that stand under a month and end in one of the headers.
fn months(headings: &Headings, values: &[(usize, Synonyms)]) -> Vec<ValueColumn> {
    let mut found = Vec::new();
    for heading in &headings.0 {
        let Some(month) = heading.path.iter().find_map(|title| month(title)) else {
            continue;
        };
        let column = values
            .iter()
            .find(|(_, synonyms)| heading.ends_with(synonyms))
            .map(|(column, _)| *column);
        found.extend(column.map(|column| ValueColumn {
            at: heading.column,
            column,
            scale: heading.scale,
            month: Some(month),
        }));
    }
    found
}

/// The month that a title begins with: `April`, `Apr-2025`.
pub(crate) fn month(title: &str) -> Option<i8> {
    let word = title
        .split([' ', '-', '\'', ',', '/', '('])
        .find(|word| !word.is_empty())?;
    parse_date(&format!("1 {word} 2024"))
        .ok()
        .filter(|_| !word.starts_with(|c: char| c.is_numeric()))
        .map(|date| date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_begins_with_a_month_is_one() {
        assert_eq!(month("April"), Some(4));
        assert_eq!(month("Dec-2025"), Some(12));
        assert_eq!(month("এপ্রিল"), Some(4));
    }

    #[test]
    fn a_title_that_only_looks_like_a_month_is_none() {
        for title in ["", "Marching orders", "12", "Mayapur", "Total"] {
            assert_eq!(month(title), None, "{title}");
        }
    }
}
