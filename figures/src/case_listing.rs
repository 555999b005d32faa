//! Cases and signs of measuring as plain rows.

use catalog::Language;

use crate::case_list::{CaseList, CaseRow};
use crate::listing::{Field, ListColumn, Listing};
use crate::quality::{Quality, QualityRow};

/// Some of the cases of a list, a row each: the last measurement, and the ids of the alerts with `|` between.
pub fn case_listing<'a>(
    list: &CaseList,
    rows: impl IntoIterator<Item = &'a CaseRow>,
    language: Language,
) -> Listing {
    Listing {
        programme: list.programme.clone(),
        place: list.place.clone(),
        as_on: list.as_on,
        data_version: list.data_version,
        sample: list.sample,
        columns: case_columns(),
        rows: rows.into_iter().map(|row| case_fields(row, language)).collect(),
    }
}

fn case_columns() -> Vec<ListColumn> {
    let plain = ListColumn::plain;
    vec![
        plain("id"),
        plain("place_code"),
        plain("place"),
        plain("sex"),
        plain("age_months"),
        plain("entry"),
        plain("since"),
        plain("measured_on"),
        ListColumn::number("weight_kg", 3),
        ListColumn::number("height_cm", 1),
        ListColumn::number("muac_cm", 1),
        plain("oedema"),
        ListColumn::number("whz", 2),
        ListColumn::number("waz", 2),
        ListColumn::number("haz", 2),
        plain("severe"),
        plain("alerts"),
    ]
}

fn case_fields(row: &CaseRow, language: Language) -> Vec<Field> {
    let last = row.measured.last();
    let stored = |of: i64, value: Option<i64>| Field::parts(value, of);
    let alerts: Vec<&str> = row.alerts.iter().map(|alert| alert.id()).collect();
    vec![
        Field::Text(row.id.clone()),
        Field::Text(row.place.to_string()),
        Field::Text(row.place_name.get(language).to_owned()),
        Field::text(row.sex.clone()),
        stored(1, row.age_months),
        Field::Text(row.entry.clone()),
        Field::Day(row.since),
        last.map_or(Field::Nothing, |last| Field::Day(last.date)),
        stored(1000, last.and_then(|last| last.weight)),
        stored(10, last.and_then(|last| last.height)),
        stored(10, last.and_then(|last| last.muac)),
        last.map_or(Field::Nothing, |last| Field::Yes(last.oedema)),
        stored(100, last.and_then(|last| last.whz)),
        stored(100, last.and_then(|last| last.waz)),
        stored(100, last.and_then(|last| last.haz)),
        last.map_or(Field::Nothing, |last| Field::Yes(last.severe)),
        Field::Text(alerts.join("|")),
    ]
}

/// The signs of measuring, a row for the whole place and for each part of it; a sign that can't be told is empty.
pub fn quality_listing(quality: &Quality, language: Language) -> Listing {
    let names = [
        ListColumn::plain("part_code"),
        ListColumn::plain("part"),
        ListColumn::plain("lines"),
    ];
    let signs = quality
        .signs
        .iter()
        .map(|sign| ListColumn::number(&sign.id, sign.decimals()));
    Listing {
        programme: quality.programme.clone(),
        place: quality.place.clone(),
        as_on: quality.month.as_ref().map(|month| month.to),
        data_version: quality.data_version,
        sample: quality.sample,
        columns: names.into_iter().chain(signs).collect(),
        rows: quality
            .rows
            .iter()
            .map(|row| quality_fields(row, language))
            .collect(),
    }
}

fn quality_fields(row: &QualityRow, language: Language) -> Vec<Field> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "lines of a month are far fewer than 2^52"
    )]
    let lines = row.lines as f64;
    let names = [
        Field::text(row.place.as_ref().map(|(code, _)| code.to_string())),
        Field::Text(row.name.get(language).to_owned()),
        Field::Number(lines),
    ];
    let values = row
        .values
        .iter()
        .map(|value| value.map_or(Field::Nothing, Field::Number));
    names.into_iter().chain(values).collect()
}
