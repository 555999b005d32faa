//! The answer.

use std::sync::Arc;

use catalog::{Period, PlaceCode, PlaceLevel, Unit, Words};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::breaks::Break;
use crate::cell::{Cell, Units};
use crate::query::{Compare, Dimension, KnownOn};

/// The typed answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The programme's id.
    pub programme: String,
    /// The place asked about.
    pub place: PlaceCode,
    /// The day for which figures are true; none when there is no data at all.
    pub as_on: Option<Date>,
    /// Only what had been taken in by then, where that was asked.
    pub known_on: Option<KnownOn>,
    /// First day of the span, where one was asked.
    pub from: Option<Date>,
    /// Last day of the span, where one was asked.
    pub to: Option<Date>,
    /// What cells were compared with.
    pub compare: Option<Compare>,
    /// The number of the facts it was computed from.
    pub data_version: u64,
    /// When those facts came to be: the moment of the last delivery or undoing they cover. Documents carry this
    /// time, so that the same version gives the same bytes.
    pub data_time: Option<Timestamp>,
    /// Whether any data of the programme is made up, as sample data is.
    pub sample: bool,
    /// Who has reported, of those who should, for the first measure over the whole place.
    pub units: Units,
    /// The dimensions asked, in order.
    pub by: Vec<Dimension>,
    /// What each dimension is called where its programme names it; none for places and periods.
    pub by_titles: Vec<Option<Words>>,
    /// The measures asked, in order.
    pub columns: Vec<Column>,
    /// One row for every expected place and period, reported or not; places by code, periods by time.
    pub rows: Vec<Row>,
    /// Breaks in the series within the asked time and the time that it is compared with, oldest first.
    pub breaks: Vec<Break>,
    /// The sheets that the figures came from.
    pub sources: Vec<SourceSheet>,
}

/// One asked measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// `persondays`
    pub id: String,
    /// A sum or a ratio.
    pub kind: ColumnKind,
    /// What its values are.
    pub unit: Unit,
    /// What it is called.
    pub title: Words,
}

/// A sum or a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A sum.
    Measure,
    /// A ratio.
    Indicator,
}

impl ColumnKind {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Indicator => "indicator",
        }
    }
}

/// One row: a key for each dimension, a cell for each measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// In the order of [`Figures::by`].
    pub keys: Vec<Key>,
    /// In the order of [`Figures::columns`].
    pub cells: Vec<Cell>,
}

/// The value of a dimension.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A place.
    Place {
        /// Its code.
        code: PlaceCode,
        /// Its level.
        level: PlaceLevel,
        /// Its name, shared by the rows that have it.
        name: Arc<Words>,
    },
    /// A period.
    Period(Period),
    /// A value of a class or group.
    Value {
        /// As in data: `female`.
        id: Arc<str>,
        /// What it is called.
        title: Arc<Words>,
    },
}

impl Row {
    /// The place of the row, if places were asked.
    pub fn place(&self) -> Option<(&PlaceCode, &Words)> {
        self.keys.iter().find_map(|key| match key {
            Key::Place { code, name, .. } => Some((code, name.as_ref())),
            Key::Period(_) | Key::Value { .. } => None,
        })
    }

    /// The period of the row, if periods were asked.
    pub fn period(&self) -> Option<&Period> {
        self.keys.iter().find_map(|key| match key {
            Key::Period(period) => Some(period),
            Key::Place { .. } | Key::Value { .. } => None,
        })
    }
}

impl Figures {
    /// The position of a measure among the columns.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The cell of a measure in a row.
    pub fn cell(&self, row: usize, id: &str) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(self.column(id)?)
    }
}

/// Answers to the same measures as one: their rows in order, with the sheets of all. They are true of the latest of their
/// days; who reported is that of the first.
pub fn beside(answers: Vec<Figures>) -> Option<Figures> {
    let mut answers = answers.into_iter();
    let mut all = answers.next()?;
    for answer in answers {
        all.as_on = all.as_on.max(answer.as_on);
        all.from = all.from.min(answer.from);
        all.to = all.to.max(answer.to);
        all.data_version = all.data_version.max(answer.data_version);
        all.data_time = all.data_time.max(answer.data_time);
        all.sample |= answer.sample;
        all.rows.extend(answer.rows);
        all.sources.extend(answer.sources);
    }
    all.sources.sort();
    all.sources.dedup();
    Some(all)
}

/// One sheet that figures came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSheet {
    /// The batch it was taken in as.
    pub batch: String,
    /// The file's name; empty where the reader may not have it.
    pub file: String,
    /// The sheet's name; empty where the reader may not have it.
    pub sheet: String,
}

impl SourceSheet {
    /// Forgets what the sender called file and sheet, for readers who may know that there is one and no more.
    pub fn withhold_names(&mut self) {
        self.file.clear();
        self.sheet.clear();
    }
}
