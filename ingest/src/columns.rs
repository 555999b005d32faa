//! Which column of a table holds what.

mod month;

use catalog::PlaceLevel;

use crate::form::{CaseForm, DateForm, Form, Synonyms, ValuesForm};
use crate::heading::{Found, Heading, Headings};
use crate::problem::{CaseProblem, Problem};
use crate::read::column_letters;
use crate::values::{Header, Unit};

pub(crate) use month::{MonthHeader, MonthOf, month};

/// The columns of one table, by what they hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// Coarse to fine.
    pub(crate) places: Vec<PlaceColumn>,
    pub(crate) case: Option<CaseColumns>,
    /// Columns that name or reach people, with their headers.
    pub(crate) personal: Vec<(u32, String)>,
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
    /// The source's own code of a unit.
    pub(crate) code: Option<u32>,
}

impl PlaceColumn {
    /// The column at which a wrong place is shown.
    pub(crate) fn shown(&self) -> Option<u32> {
        self.name.or(self.a_code())
    }

    /// A column with codes, if there is one.
    pub(crate) fn a_code(&self) -> Option<u32> {
        self.mgnrega_code.or(self.lgd_code).or(self.code)
    }
}

/// The columns that tell one case from another.
#[derive(Debug, Clone)]
pub(crate) struct CaseColumns {
    pub(crate) number: Option<u32>,
    /// Each of the columns whose words together tell; none where the sheet lacks it.
    pub(crate) words: Vec<Option<u32>>,
}

impl CaseColumns {
    /// The column at which a row that names nobody is shown to be wrong.
    pub(crate) fn shown(&self) -> Option<u32> {
        self.number.or(self.words.iter().copied().flatten().next())
    }
}

/// The columns that date a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateColumns {
    Day(u32),
    YearAndMonth(u32, u32),
    CalendarMonth(u32, u32),
    CalendarYear(u32),
    YearAndUpdate(u32, u32),
}

/// A column of values.
#[derive(Debug, Clone)]
pub(crate) struct ValueColumn {
    /// In the sheet.
    pub(crate) at: u32,
    /// Position among the dataset's columns.
    pub(crate) column: usize,
    /// What its header says of units.
    pub(crate) header: Header,
    /// The month under which it stands, where the layout has months.
    pub(crate) month: Option<MonthOf>,
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
            code: columns.only(headings, &place.code),
        })
        .filter(|place| place.shown().is_some())
        .collect();
    columns.date = form.dates.iter().find_map(|date| columns.date(headings, date));
    columns.case = form.case.as_ref().map(|case| columns.case(headings, case));
    match &form.values {
        ValuesForm::Wide(values) => columns.values = columns.wide(form, headings, values),
        ValuesForm::Months(values) => columns.values = months(form, headings, values),
        ValuesForm::MonthHeaders(values) => columns.values = month_headers(form, headings, values),
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
    columns.forget_personal(form, headings);
    columns
}

impl Columns {
    /// Leaves columns that name people to the hash of cases alone, even where an office's own map wants one.
    fn forget_personal(&mut self, form: &Form<'_>, headings: &Headings) {
        let personal = headings
            .0
            .iter()
            .filter(|heading| heading.ends_with(&form.personal));
        self.personal = personal
            .map(|heading| (heading.column, heading.title.clone()))
            .collect();
        let is_personal = |at: u32| self.personal.iter().any(|(column, _)| *column == at);
        self.values.retain(|value| !is_personal(value.at));
        if self
            .long
            .as_ref()
            .is_some_and(|long| is_personal(long.name) || is_personal(long.value))
        {
            self.long = None;
        }
    }

    /// What is to be said of the columns that are dropped.
    pub(crate) fn dropped(&self) -> impl Iterator<Item = (u32, Problem)> {
        self.personal.iter().map(|(column, header)| {
            let header = header.clone();
            (*column, CaseProblem::Personal { header }.into())
        })
    }

    fn case(&mut self, headings: &Headings, form: &CaseForm) -> CaseColumns {
        CaseColumns {
            number: self.only(headings, &form.number),
            words: form
                .words
                .iter()
                .map(|words| self.only(headings, words))
                .collect(),
        }
    }

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
            DateForm::CalendarYear(year) => self.only(headings, year).map(DateColumns::CalendarYear),
            DateForm::CalendarMonth(year, month) => {
                pair(year, month).map(|(year, month)| DateColumns::CalendarMonth(year, month))
            }
            DateForm::YearAndUpdate(year, day) => {
                pair(year, day).map(|(year, day)| DateColumns::YearAndUpdate(year, day))
            }
            DateForm::AsOnLine => None,
        }
    }

    fn wide(
        &mut self,
        form: &Form<'_>,
        headings: &Headings,
        values: &[(usize, Synonyms)],
    ) -> Vec<ValueColumn> {
        let mut found: Vec<ValueColumn> = Vec::new();
        for (column, synonyms) in values {
            let Some(heading) = self.only_heading(headings, synonyms) else {
                continue;
            };
            found.push(ValueColumn {
                at: heading.column,
                column: *column,
                header: header(form, *column, heading),
                month: None,
            });
        }
        found
    }
}

/// The columns that stand under a month and end in one of the headers.
fn months(form: &Form<'_>, headings: &Headings, values: &[(usize, Synonyms)]) -> Vec<ValueColumn> {
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
            header: header(form, column, heading),
            month: Some(MonthOf::FinancialYear(month)),
        }));
    }
    found
}

/// The columns whose headers are one of the beginnings, then a month and year.
fn month_headers(form: &Form<'_>, headings: &Headings, values: &[(usize, Vec<String>)]) -> Vec<ValueColumn> {
    let months = headings
        .0
        .iter()
        .filter_map(|heading| Some((heading, MonthHeader::of(heading)?)));
    let found = months.filter_map(|(heading, month)| {
        let (column, _) = values.iter().find(|(_, starts)| starts.contains(&month.start))?;
        Some(ValueColumn {
            at: heading.column,
            column: *column,
            header: header(form, *column, heading),
            month: Some(MonthOf::Calendar(month.day)),
        })
    });
    found.collect()
}

fn header(form: &Form<'_>, column: usize, heading: &Heading) -> Header {
    Header {
        scale: heading.scale,
        unit: Unit::of_header(form.dataset.columns[column].kind, &heading.title),
    }
}
