//! The columns of a template: places, dates, what tells cases apart, and values.

use catalog::calendar::FinancialYear;
use catalog::programme::{
    Column, ColumnType, Dataset, DateFrom, Keeps, Layout, PlaceColumns, Programme, Source,
};
use catalog::{Catalog, PlaceLevel};
use ingest::Wording;
use jiff::ToSpan;

use super::headers::{has, header};
use super::{Check, TemplateFor, places};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// The name of a place.
    Name(PlaceLevel),
    /// The official code of a place.
    Code(PlaceLevel),
    /// The day, month or year of the row.
    Date,
    /// What tells one case from another.
    Identity,
    /// A value of the dataset.
    Value,
}

/// A column of a template.
#[derive(Debug, Clone)]
pub struct TemplateColumn {
    /// Its headers from top to bottom.
    pub path: Vec<String>,
    /// What it holds.
    pub holds: Holds,
    /// What may stand in its cells.
    pub check: Check,
    /// What it means, for the notes.
    pub means: String,
    /// What to write, where the check does not say it.
    pub(super) hint: Option<String>,
    /// The dataset's column of which it holds values, by id.
    pub(super) of: Option<String>,
    /// Of names of places, by which column to the left their drop-down is narrowed.
    pub(super) within: Option<Within>,
}

/// A drop-down that offers the places of the one that another column names.
#[derive(Debug, Clone)]
pub(super) struct Within {
    /// The position of that column.
    pub(super) column: u16,
    /// The place around and the place, sorted by both.
    pub(super) pairs: Vec<(String, String)>,
}

/// Everything that a template is planned from.
pub(super) struct Planning<'a, 'w> {
    pub(super) catalog: &'a Catalog,
    pub(super) programme: &'a Programme,
    pub(super) dataset: &'a Dataset,
    pub(super) source: &'a Source,
    pub(super) wanted: &'w TemplateFor<'w>,
}

impl Planning<'_, '_> {
    pub(super) fn wording(&self) -> Wording<'static> {
        Wording {
            language: self.wanted.language,
            columns: &[],
            shift: 0,
        }
    }

    /// All columns; each header once, and every header by which the source is recognised.
    pub(super) fn columns(&self) -> Vec<TemplateColumn> {
        let mut columns: Vec<TemplateColumn> = Vec::new();
        let planned = [self.places(), self.dates(), self.identity(), self.values()];
        for column in planned.into_iter().flatten() {
            if columns.iter().all(|other| other.path != column.path) {
                columns.push(column);
            }
        }
        for group in &self.source.recognised_by {
            let is_there = columns.iter().any(|column| has(group, &column.path.join(" / ")));
            if let (false, Some(text)) = (is_there, group.first()) {
                columns.push(self.column(text, Holds::Value, Check::Anything, text.clone()));
            }
        }
        for at in 0..columns.len() {
            columns[at].within = self.within(&columns, at);
        }
        columns
    }

    /// The nearest column to the left with names of places around those of a column; none where only one place is around.
    fn within(&self, columns: &[TemplateColumn], at: usize) -> Option<Within> {
        let (Holds::Name(level), Check::Likely(_)) = (columns[at].holds, &columns[at].check) else {
            return None;
        };
        let named = columns[..at].iter().enumerate().rev();
        let (column, around) = named
            .filter_map(|(at, column)| match column.holds {
                Holds::Name(around) if around < level => Some((at, around)),
                _ => None,
            })
            .next()?;
        let pairs = places::pairs(self, around, level);
        let is_several = pairs.iter().any(|(around, _)| *around != pairs[0].0);
        is_several.then_some(Within {
            column: u16::try_from(column).ok()?,
            pairs,
        })
    }

    fn column(&self, header: &str, holds: Holds, check: Check, means: String) -> TemplateColumn {
        TemplateColumn {
            path: header.split(" / ").map(str::to_owned).collect(),
            holds,
            check,
            means,
            hint: None,
            of: None,
            within: None,
        }
    }

    fn header(&self, synonyms: &[String]) -> Option<String> {
        header(synonyms, &self.source.recognised_by, self.wanted.language)
    }

    /// Whether a level is asked for: those from the district to the one that reports; of matters, all that the source has.
    fn is_asked(&self, level: PlaceLevel) -> bool {
        let reported_by = self.dataset.reported_by;
        let finest = match self.dataset.keeps {
            Keeps::Docket(_) => PlaceLevel::Ward,
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Cases(_) | Keeps::Follow(_) => {
                reported_by.finest()
            }
        };
        let leads = |reports: PlaceLevel| level == reports || level.may_hold(reports);
        let is_docket = matches!(self.dataset.keeps, Keeps::Docket(_));
        (PlaceLevel::District.min(reported_by.level)..=finest).contains(&level)
            && (is_docket || reported_by.levels().any(leads))
    }

    fn places(&self) -> Vec<TemplateColumn> {
        let asked = self
            .source
            .places
            .iter()
            .filter(|place| self.is_asked(place.level));
        asked.flat_map(|place| self.place(place)).collect()
    }

    fn place(&self, place: &PlaceColumns) -> Vec<TemplateColumn> {
        let level = place.level;
        let word = level.word().get(self.wanted.language).to_owned();
        let reports = self.dataset.reported_by.levels().any(|reports| level == reports);
        let codes = match (place.code.is_empty(), reports && self.wanted.rows_of_area) {
            (false, _) => &place.code,
            (true, true) => &place.lgd_code,
            (true, false) => &Vec::new(),
        };
        let code = self.header(codes).map(|header| {
            let means = format!("{word}: {}", self.wording().text("template-code"));
            self.column(&header, Holds::Code(level), Check::Code, means)
        });
        let name = self.header(&place.name).map(|header| {
            let names = places::names(self, level);
            let check = match self.makes_known(level) {
                true => Check::Anything,
                false => Check::Likely(names),
            };
            self.column(&header, Holds::Name(level), check, word.clone())
        });
        code.into_iter().chain(name).collect()
    }

    /// A register makes its units known: any name may be new.
    fn makes_known(&self, level: PlaceLevel) -> bool {
        matches!(&self.dataset.keeps, Keeps::Register(register) if register.unit == level)
    }

    fn dates(&self) -> Vec<TemplateColumn> {
        let of_rows = self
            .source
            .dates
            .iter()
            .find(|from| !matches!(from, DateFrom::AsOnLine));
        let text = |id| self.wording().text(id);
        let day = |headers: &[String]| {
            let header = self.header(headers)?;
            Some(self.column(&header, Holds::Date, Check::Day, text("template-date-of-row")))
        };
        let word = |headers: &[String], id| {
            let header = self.header(headers)?;
            let mut column = self.column(
                &header,
                Holds::Date,
                Check::Anything,
                text("template-date-of-row"),
            );
            column.hint = Some(text(id));
            Some(column)
        };
        let columns = match of_rows {
            Some(DateFrom::Column { headers }) => [day(headers), None],
            Some(DateFrom::YearAndMonth { year, month }) => [
                word(year, "template-financial-year"),
                word(month, "template-month"),
            ],
            Some(DateFrom::CalendarMonth { year, month }) => {
                [word(year, "template-year"), word(month, "template-month")]
            }
            Some(DateFrom::YearAndUpdate { year, updated }) => {
                [word(year, "template-financial-year"), day(updated)]
            }
            Some(DateFrom::CalendarYear { year }) => [word(year, "template-year"), None],
            Some(DateFrom::AsOnLine) | None => [None, None],
        };
        columns.into_iter().flatten().collect()
    }

    /// The number of a case; words that name people only where the source is recognised by them.
    fn identity(&self) -> Vec<TemplateColumn> {
        let Some(case) = &self.source.case else {
            return Vec::new();
        };
        let needed = |words: &&Vec<String>| {
            let mut groups = self.source.recognised_by.iter();
            case.number.is_empty() || groups.any(|group| words.iter().any(|word| has(group, word)))
        };
        let headers = std::iter::once(&case.number).chain(case.words.iter().filter(needed));
        let means = self.wording().text("template-identity");
        headers
            .filter_map(|synonyms| self.header(synonyms))
            .map(|header| {
                let mut column = self.column(&header, Holds::Identity, Check::Code, means.clone());
                column.hint = Some(self.wording().text("template-text"));
                column
            })
            .collect()
    }

    fn values(&self) -> Vec<TemplateColumn> {
        let columns = self.dataset.columns.iter();
        match &self.source.layout {
            Layout::Wide { headers } => columns
                .filter_map(|column| Some(self.value(column, &self.header(headers.get(&column.id)?)?)))
                .collect(),
            Layout::Months { headers } => {
                let first = FinancialYear::of(self.wanted.month).first_day();
                let months = (0..12).filter_map(|nth| first.checked_add(nth.months()).ok());
                months
                    .flat_map(|month| {
                        let name = month.strftime("%B").to_string();
                        self.dataset.columns.iter().filter_map(move |column| {
                            let header = self.header(headers.get(&column.id)?)?;
                            Some(self.value(column, &format!("{name} / {header}")))
                        })
                    })
                    .collect()
            }
            Layout::MonthHeaders { headers } => {
                let months = (0..3)
                    .rev()
                    .filter_map(|back| self.wanted.month.checked_sub(back.months()).ok());
                months
                    .flat_map(|month| {
                        let name = month.strftime("%B %Y").to_string();
                        self.dataset.columns.iter().filter_map(move |column| {
                            let start = headers.get(&column.id)?.first()?;
                            Some(self.value(column, &format!("{start}_{name}")))
                        })
                    })
                    .collect()
            }
            Layout::Long { name, value, names } => {
                let figures = names.values().filter_map(|names| names.first().cloned());
                let figures = Check::OneOf(figures.collect());
                let of = |synonyms: &[String], check: Check| {
                    let header = self.header(synonyms)?;
                    Some(self.column(&header, Holds::Value, check, header.clone()))
                };
                let value = of(value, Check::Between(-1e13, 1e13));
                of(name, figures).into_iter().chain(value).collect()
            }
        }
    }

    fn value(&self, column: &Column, header: &str) -> TemplateColumn {
        let check = match column.kind {
            ColumnType::Unit => Check::Likely(places::units(self)),
            _ => Check::of(column, self.wanted.language),
        };
        TemplateColumn {
            of: Some(column.id.clone()),
            ..self.column(header, Holds::Value, check, self.means(column, header))
        }
    }

    /// What a measure that adds the column up says of it.
    fn means(&self, column: &Column, header: &str) -> String {
        let adds_it = |measure: &&catalog::programme::Measure| {
            measure.dataset == self.dataset.id && measure.sum_of.as_slice() == [column.id.as_str()]
        };
        let language = self.wanted.language;
        match self.programme.measures.iter().find(adds_it) {
            Some(measure) => {
                let definition = measure.definition.as_ref().map(|words| words.get(language));
                let title = measure.title.get(language);
                definition.map_or_else(|| title.to_owned(), |definition| format!("{title}. {definition}"))
            }
            None => {
                let class = self.programme.classes.iter().find(|class| class.id == column.id);
                class.map_or_else(
                    || header.replace(" / ", ": "),
                    |class| class.title.get(language).to_owned(),
                )
            }
        }
    }
}
