//! How well cases were measured in a month: the signs of careless measuring, of a place and of the parts of it.

use std::collections::BTreeMap;

use catalog::programme::{Dataset, Growth, Keeps, Programme};
use catalog::{Catalog, FinancialYear, Grain, Period, Place, PlaceCode, Words};
use figures::{Dimension, QualityQuery, QualityRow, QualitySign};
use polars::prelude::*;

use crate::build::LINES;
use crate::cases::CASE;
use crate::day;
use crate::error::AnalyticsError;
use crate::growth::{columns, quality::quality, scores};
use crate::load::Loader;
use crate::names::{DATE, PLACE};
use crate::run;

/// The signs told, in order: the items that must not be missing, implausible scores, their spread, preferred digits, ages
/// that heap, and measurements copied from the month before.
const SIGNS: [&str; 15] = [
    "missing_age",
    "missing_weight_kg",
    "missing_lenhei_cm",
    "flagged_zwei",
    "flagged_zlen",
    "flagged_zwfl",
    "sd_zwei",
    "sd_zlen",
    "sd_zwfl",
    "weight_digit_preference",
    "length_digit_preference",
    "age_heaping_12",
    "age_heaping_24",
    "too_young_to_stand",
    COPIED,
];

/// Lines whose weight and height are those of the month before, in percent of those that could be.
const COPIED: &str = "copied";
/// The most of these that gives no cause for looking: both to the digit happens by chance in a few of a hundred.
const COPIED_MOST: f64 = 5.0;
/// Fewer lines than this say nothing about whoever measured them.
const FEWEST: usize = 25;

/// The dataset that a query names.
pub struct Measured<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset of cases.
    pub dataset: &'a Dataset,
    growth: &'a Growth,
}

impl<'a> Measured<'a> {
    /// The declaration that a query names.
    pub fn of(query: &'a QualityQuery, catalog: &'a Catalog) -> Result<Self, AnalyticsError> {
        let unknown = || AnalyticsError::UnknownDataset(format!("{}/{}", query.programme, query.dataset));
        let programme = catalog.programme(&query.programme).ok_or_else(unknown)?;
        let dataset = programme.dataset(&query.dataset).ok_or_else(unknown)?;
        let growth = match &dataset.keeps {
            Keeps::Cases(cases) => cases.growth(),
            Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Follow(_) | Keeps::Docket(_) => {
                None
            }
        };
        Ok(Self {
            programme,
            dataset,
            growth: growth.ok_or_else(unknown)?,
        })
    }
}

/// The signs and their expected ranges, in the order in which they are told.
pub fn signs() -> Vec<QualitySign> {
    let known = crate::growth::quality::Sign::all();
    let of_id = |id: &str| {
        let sign = known.iter().find(|sign| sign.id() == id).copied();
        let expected = sign.and_then(crate::growth::quality::Expected::of);
        QualitySign {
            id: id.to_owned(),
            least: expected.map(|range| range.from).filter(|from| *from > 0.0),
            most: match id {
                COPIED => Some(COPIED_MOST),
                _ => expected.map(|range| range.to),
            },
            percent: id == COPIED
                || id.starts_with("missing")
                || id.starts_with("flagged")
                || id.starts_with("too_"),
        }
    };
    SIGNS.into_iter().map(of_id).collect()
}

/// The whole place first, then its parts in the order of their names or codes.
pub fn rows(
    of: &Measured<'_>,
    query: &QualityQuery,
    month: &Period,
    loader: &Loader<'_>,
) -> Result<Vec<QualityRow>, AnalyticsError> {
    let lines = month_lines(of, query, month, loader)?;
    let before = month_lines(of, query, &month.previous(), loader)?;
    let copied = copied(of, &lines, &before)?;
    let measured = measured(of, &lines, copied)?;
    let parts = parts(query, loader.catalog, &measured)?;
    let mut rows = vec![row(None, name_of(loader.catalog, &query.within), &measured)?];
    for (part, positions) in parts {
        let positions = IdxCa::from_vec("".into(), positions);
        let lines = measured.take(&positions)?;
        let place = part.place.map(|place| (place.code.clone(), place.level));
        rows.push(row(place, part.name, &lines)?);
    }
    Ok(rows)
}

fn name_of(catalog: &Catalog, code: &PlaceCode) -> Words {
    catalog
        .places
        .get(code)
        .map_or_else(|| Words::latin(code.as_str()), |place| place.name.clone())
}

/// The lines of a month in the asked place.
fn month_lines(
    of: &Measured<'_>,
    query: &QualityQuery,
    month: &Period,
    loader: &Loader<'_>,
) -> Result<DataFrame, AnalyticsError> {
    let fy = FinancialYear::of(month.from);
    let Some(stored) = loader.stored(&of.programme.id, &of.dataset.id, &fy, LINES)? else {
        return Ok(DataFrame::empty());
    };
    let date = col(DATE).cast(DataType::Int32);
    let in_month = date
        .clone()
        .gt_eq(lit(day::number(month.from)))
        .and(date.lt_eq(lit(day::number(month.to))));
    let lines = run::frame(stored.filter(in_month))?;
    let inside: BooleanChunked = lines
        .column(PLACE)?
        .str()?
        .iter()
        .map(|place| {
            let code = place.and_then(|place| place.parse::<PlaceCode>().ok());
            Some(code.is_some_and(|code| loader.catalog.places.contains(&query.within, &code)))
        })
        .collect();
    Ok(lines.filter(&inside)?)
}

/// Whether each line's weight and height are those of its case's line of the month before; none where either lacks one.
fn copied(
    of: &Measured<'_>,
    lines: &DataFrame,
    before: &DataFrame,
) -> Result<Vec<Option<bool>>, AnalyticsError> {
    let mut known: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
    if before.height() > 0 {
        let read = Sizes::of(of, before)?;
        for row in 0..before.height() {
            if let (Some(key), Some(size)) = (read.key(row), read.size(row)) {
                known.insert(key, size);
            }
        }
    }
    if lines.height() == 0 {
        return Ok(Vec::new());
    }
    let read = Sizes::of(of, lines)?;
    let same = |row| Some(*known.get(&read.key(row)?)? == read.size(row)?);
    Ok((0..lines.height()).map(same).collect())
}

/// Weight and height by case.
struct Sizes<'l> {
    place: &'l StringChunked,
    case: &'l StringChunked,
    weight: &'l Int64Chunked,
    height: &'l Int64Chunked,
}

impl<'l> Sizes<'l> {
    fn of(of: &Measured<'_>, lines: &'l DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            place: lines.column(PLACE)?.str()?,
            case: lines.column(CASE)?.str()?,
            weight: lines.column(&of.growth.weight)?.i64()?,
            height: lines.column(&of.growth.height)?.i64()?,
        })
    }

    fn key(&self, row: usize) -> Option<(&'l str, &'l str)> {
        self.place.get(row).zip(self.case.get(row))
    }

    fn size(&self, row: usize) -> Option<(i64, i64)> {
        self.weight.get(row).zip(self.height.get(row))
    }
}

/// Lines with the columns that signs are told from.
fn measured(
    of: &Measured<'_>,
    lines: &DataFrame,
    copied: Vec<Option<bool>>,
) -> Result<DataFrame, AnalyticsError> {
    if lines.height() == 0 {
        return Ok(DataFrame::empty());
    }
    let growth = of.growth;
    let number = |column: &str, per_unit: f64| {
        when(col(column).gt(lit(0i64)))
            .then(col(column).cast(DataType::Float64) / lit(per_unit))
            .otherwise(lit(NULL))
    };
    let word = |column: &str, one: (&str, i64), other: (&str, i64)| {
        when(col(column).eq(lit(one.0)))
            .then(lit(one.1))
            .when(col(column).eq(lit(other.0)))
            .then(lit(other.1))
            .otherwise(lit(NULL))
    };
    let position = when(col(growth.position.as_str()).eq(lit("lying")))
        .then(lit("l"))
        .when(col(growth.position.as_str()).eq(lit("standing")))
        .then(lit("h"))
        .otherwise(lit(NULL));
    let mut frame = run::frame(
        lines.clone().lazy().select([
            col(PLACE),
            word(&growth.sex, ("male", 1), ("female", 2)).alias(columns::SEX),
            col("age_days").cast(DataType::Float64).alias(columns::AGE_DAYS),
            number(&growth.weight, 1_000.0).alias(columns::WEIGHT),
            number(&growth.height, 10.0).alias(columns::LENGTH),
            number(&growth.muac, 10.0).alias(columns::ARM),
            position.alias(columns::MEASURE),
            col(growth.oedema.as_str())
                .fill_null(lit(false))
                .alias(columns::OEDEMA),
        ]),
    )?;
    let scored = scores(&frame)?;
    frame = frame.hstack(scored.columns())?;
    frame.with_column(Column::new(COPIED.into(), copied))?;
    Ok(frame)
}

/// A part of the place: one of its places, or a group of units.
struct Part<'c> {
    place: Option<&'c Place>,
    name: Words,
}

type Parts<'c> = Vec<(Part<'c>, Vec<IdxSize>)>;

fn parts<'c>(
    query: &QualityQuery,
    catalog: &'c Catalog,
    lines: &DataFrame,
) -> Result<Parts<'c>, AnalyticsError> {
    let Some(by) = query.by.filter(|_| lines.height() > 0) else {
        return Ok(Vec::new());
    };
    let mut rows_of: BTreeMap<String, (Part<'c>, Vec<IdxSize>)> = BTreeMap::new();
    for (row, place) in lines.column(PLACE)?.str()?.iter().enumerate() {
        let code = place.and_then(|place| place.parse::<PlaceCode>().ok());
        let Some(unit) = code.as_ref().and_then(|code| catalog.places.get(code)) else {
            continue;
        };
        let (key, part) = match by {
            Dimension::Place(level) => match catalog.places.ancestor_at(&unit.code, level) {
                Some(place) => (
                    place.code.to_string(),
                    Part {
                        place: Some(place),
                        name: place.name.clone(),
                    },
                ),
                None => continue,
            },
            Dimension::Named(name) => match unit.group(name.as_str()) {
                Some(group) => (
                    group.to_owned(),
                    Part {
                        place: None,
                        name: Words::latin(group),
                    },
                ),
                None => continue,
            },
            Dimension::Time(_) => continue,
        };
        let entry = rows_of.entry(key).or_insert_with(|| (part, Vec::new()));
        entry.1.push(IdxSize::try_from(row).unwrap_or(IdxSize::MAX));
    }
    Ok(rows_of.into_values().collect())
}

fn row(
    place: Option<(PlaceCode, catalog::PlaceLevel)>,
    name: Words,
    lines: &DataFrame,
) -> Result<QualityRow, AnalyticsError> {
    let told = if lines.height() >= FEWEST {
        told(lines)?
    } else {
        BTreeMap::new()
    };
    Ok(QualityRow {
        place,
        name,
        lines: lines.height() as u64,
        values: SIGNS
            .iter()
            .map(|sign| told.get(*sign).copied().flatten())
            .collect(),
    })
}

/// The value of each sign.
fn told(lines: &DataFrame) -> Result<BTreeMap<String, Option<f64>>, AnalyticsError> {
    let table = quality(lines, &[])?;
    let (signs, values) = (table.column("sign")?.str()?, table.column("value")?.f64()?);
    let mut told: BTreeMap<String, Option<f64>> = signs
        .iter()
        .zip(values.iter())
        .filter_map(|(sign, value)| Some((sign?.to_owned(), value)))
        .collect();
    told.insert(COPIED.to_owned(), copied_percent(lines)?);
    Ok(told)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of children are small")]
fn copied_percent(lines: &DataFrame) -> Result<Option<f64>, AnalyticsError> {
    let copied = lines.column(COPIED)?.bool()?;
    let known = copied.iter().flatten().count();
    let same = copied.iter().flatten().filter(|copied| *copied).count();
    Ok((known >= FEWEST).then(|| same as f64 * 100.0 / known as f64))
}

/// The month of a day.
pub fn month_of(day: jiff::civil::Date) -> Period {
    Grain::Month.containing(day)
}
