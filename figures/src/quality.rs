//! How well cases were measured: what is missing, implausible, rounded or copied.

use catalog::{Period, PlaceCode, PlaceLevel, Words};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::Dimension;
use crate::reader::Reader;

/// Whose measuring is asked about, by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityQuery {
    /// The programme's id.
    pub programme: String,
    /// The dataset of cases.
    pub dataset: String,
    /// The place.
    pub within: PlaceCode,
    /// A level of places or a group of units; the whole place when left out.
    pub by: Option<Dimension>,
    /// A day of the month asked about; the latest in the data when left out.
    pub as_on: Option<Date>,
    /// Who asks.
    pub reader: Reader,
}

/// Signs of careless measuring in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// The programme's id.
    pub programme: String,
    /// The place.
    pub place: PlaceCode,
    /// The month; none when there is no data at all.
    pub month: Option<Period>,
    /// The number of the facts it was computed from.
    pub data_version: u64,
    /// When those facts came to be.
    pub data_time: Option<Timestamp>,
    /// Whether any data of the programme is made up.
    pub sample: bool,
    /// The signs, a column each.
    pub signs: Vec<QualitySign>,
    /// The whole place first, then the parts asked for.
    pub rows: Vec<QualityRow>,
}

/// One sign.
#[derive(Debug, Clone, PartialEq)]
pub struct QualitySign {
    /// `missing_weight`, `sd_whz`
    pub id: String,
    /// The least value that gives no cause for looking, if there is one.
    pub least: Option<f64>,
    /// The most, if there is one.
    pub most: Option<f64>,
    /// Whether it is in percent.
    pub percent: bool,
}

/// One place or group.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityRow {
    /// The place, where the row is one.
    pub place: Option<(PlaceCode, PlaceLevel)>,
    /// What it is called.
    pub name: Words,
    /// Lines of the month.
    pub lines: u64,
    /// The value of each sign; none where too few were measured to tell.
    pub values: Vec<Option<f64>>,
}

impl QualitySign {
    /// How many decimals people are shown of it.
    pub fn decimals(&self) -> u8 {
        if self.percent { 1 } else { 2 }
    }

    /// Whether a value gives no cause for looking.
    pub fn holds(&self, value: f64) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }
}
