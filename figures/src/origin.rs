//! Where figures come from: the deliveries behind them, and their rows.

use catalog::{Language, PlaceCode, PlaceLevel, Words};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::figures::Figures;
use crate::listing::{Field, ListColumn, Listing};

/// The figures of a place as a whole, and what they were computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The figures.
    pub figures: Figures,
    /// What was delivered, oldest first.
    pub deliveries: Vec<OriginDelivery>,
    /// The columns of their rows that the figures are made of.
    pub columns: Vec<OriginColumn>,
    /// The rows that count, by place and day: of numbers of places alone, where the reader may see them.
    pub rows: Vec<OriginRow>,
    /// How many rows that count are not listed.
    pub further: u64,
}

/// One sheet, as it was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginDelivery {
    /// The batch.
    pub batch: String,
    /// The dataset it is of.
    pub dataset: Words,
    /// The kind of sheet.
    pub layout: Words,
    /// The day for which the sheet is true, where it has one.
    pub as_on: Option<Date>,
    /// When it was taken in.
    pub taken_in: Timestamp,
    /// The names of file and sheet, for whoever may see what the sender called them.
    pub named: Option<(String, String)>,
    /// How many of its rows count for the place, where the reader may see them.
    pub rows: Option<u64>,
}

/// A column of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginColumn {
    /// The column's id in its dataset.
    pub id: String,
    /// Decimals in which it was reported.
    pub decimals: u8,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginRow {
    /// The delivery that brought it, by its position.
    pub delivery: usize,
    /// The row of the sheet, counted from 1.
    pub row: i64,
    /// The place it is about.
    pub place: PlaceCode,
    /// Its name.
    pub name: Words,
    /// Its level.
    pub level: PlaceLevel,
    /// The day it is of.
    pub date: Date,
    /// Whether rows of its level were added up; others tell the same again.
    pub adds: bool,
    /// What it says, in the order of the columns.
    pub values: Vec<Option<f64>>,
}

/// The rows, each with its delivery; a delivery whose rows are not listed has one line of its own.
pub fn origin_listing(origin: &Origin, language: Language) -> Listing {
    let plain = [
        "batch",
        "dataset",
        "layout",
        "sheet_as_on",
        "taken_in",
        "file",
        "sheet",
        "rows",
        "row",
        "place_code",
        "place",
        "level",
        "date",
        "adds",
    ];
    let own = origin.columns.iter();
    let columns = plain
        .into_iter()
        .map(ListColumn::plain)
        .chain(own.map(|column| ListColumn::number(&column.id, column.decimals)));
    let mut rows = Vec::new();
    for (at, delivery) in origin.deliveries.iter().enumerate() {
        let head = head(delivery, language);
        let listed = rows.len();
        let of_it = origin.rows.iter().filter(|row| row.delivery == at);
        rows.extend(of_it.map(|row| [head.clone(), fields(row, language)].concat()));
        if rows.len() == listed {
            let nothing = vec![Field::Nothing; 6 + origin.columns.len()];
            rows.push([head, nothing].concat());
        }
    }
    let figures = &origin.figures;
    Listing {
        programme: figures.programme.clone(),
        place: figures.place.clone(),
        as_on: figures.as_on,
        data_version: figures.data_version,
        sample: figures.sample,
        columns: columns.collect(),
        rows,
    }
}

fn head(delivery: &OriginDelivery, language: Language) -> Vec<Field> {
    let (file, sheet) = delivery.named.clone().unzip();
    vec![
        Field::Text(delivery.batch.clone()),
        Field::Text(delivery.dataset.get(language).to_owned()),
        Field::Text(delivery.layout.get(language).to_owned()),
        delivery.as_on.map_or(Field::Nothing, Field::Day),
        Field::Text(delivery.taken_in.to_string()),
        Field::text(file),
        Field::text(sheet),
        Field::parts(delivery.rows.and_then(|rows| i64::try_from(rows).ok()), 1),
    ]
}

fn fields(row: &OriginRow, language: Language) -> Vec<Field> {
    let mut fields = vec![
        Field::parts(Some(row.row), 1),
        Field::Text(row.place.to_string()),
        Field::Text(row.name.get(language).to_owned()),
        Field::Text(row.level.id().to_owned()),
        Field::Day(row.date),
        Field::Yes(row.adds),
    ];
    let values = row.values.iter();
    fields.extend(values.map(|value| value.map_or(Field::Nothing, Field::Number)));
    fields
}
