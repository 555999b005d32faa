//! A list of anything as plain rows, so that its CSV, JSON and workbook can't differ.

use catalog::{Language, PlaceCode};
use jiff::civil::Date;
use serde_json::{Map, Number, Value, json as object};

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The programme's id.
    pub programme: String,
    /// The place.
    pub place: PlaceCode,
    /// The day for which it is true; none when there is no data at all.
    pub as_on: Option<Date>,
    /// The number of the facts it was computed from.
    pub data_version: u64,
    /// Whether any of it is made up.
    pub sample: bool,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The rows, a field for each column.
    pub rows: Vec<Vec<Field>>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    /// The id in data.
    pub id: String,
    /// How many decimals people are shown of its numbers.
    pub decimals: u8,
}

/// A field of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Not known.
    Nothing,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Yes(bool),
}

impl ListColumn {
    /// A column of words, days or whole numbers.
    pub fn plain(id: &str) -> Self {
        Self::number(id, 0)
    }

    /// A column of numbers.
    pub fn number(id: &str, decimals: u8) -> Self {
        Self {
            id: id.to_owned(),
            decimals,
        }
    }
}

impl Field {
    /// Words, where there are any.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    /// A number that was stored in whole parts of its unit: 71 of 10 is 7.1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "what is measured of a child is far below 2^52"
    )]
    pub fn parts(stored: Option<i64>, of: i64) -> Self {
        stored.map_or(Self::Nothing, |stored| Self::Number(stored as f64 / of as f64))
    }

    /// The field as plain text, as CSV has it: nothing where it is not known.
    pub fn plain(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.is_finite() => (number + 0.0).to_string(),
            Self::Number(_) => String::new(),
            Self::Day(day) => day.to_string(),
            Self::Yes(yes) => yes.to_string(),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Number(number) => number_value(*number),
            Self::Day(day) => day.to_string().into(),
            Self::Yes(yes) => (*yes).into(),
        }
    }
}

/// Whole numbers without a point, as every reader expects of a count.
fn number_value(number: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small enough to be exact"
    )]
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        return (number as i64).into();
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// The list as CSV: UTF-8 without BOM, LF, plain numbers.
pub fn listing_csv(listing: &Listing) -> String {
    let heads = listing.columns.iter().map(|column| column.id.clone());
    let rows = listing
        .rows
        .iter()
        .map(|row| row.iter().map(|field| quoted(&field.plain())).collect());
    let lines = std::iter::once(heads.collect::<Vec<_>>()).chain(rows);
    lines.map(|fields| fields.join(",") + "\n").collect()
}

/// A word that a spreadsheet would take for a formula is made a word by an apostrophe: names come from sheets that
/// strangers fill in.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '@', '\t', '\r'])
        || (text.starts_with(['+', '-']) && text.parse::<f64>().is_err());
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The list as one JSON object.
pub fn listing_json(listing: &Listing, language: Language) -> String {
    let row = |row: &Vec<Field>| {
        let fields = listing.columns.iter().zip(row);
        Value::Object(
            fields
                .map(|(column, field)| (column.id.clone(), field.value()))
                .collect::<Map<_, _>>(),
        )
    };
    let ids: Vec<&str> = listing.columns.iter().map(|column| column.id.as_str()).collect();
    let answer = object!({
        "programme": listing.programme,
        "place": listing.place.to_string(),
        "as_on": listing.as_on.map(|day| day.to_string()),
        "data_version": listing.data_version,
        "sample": listing.sample,
        "language": language.code(),
        "columns": ids,
        "rows": listing.rows.iter().map(row).collect::<Vec<_>>(),
    });
    answer.to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(fields: Vec<Field>) -> Listing {
        let columns = (0..fields.len()).map(|at| ListColumn::plain(&format!("c{at}")));
        Listing {
            programme: "pushti".to_owned(),
            place: "block-1".parse().unwrap(),
            as_on: None,
            data_version: 7,
            sample: true,
            columns: columns.collect(),
            rows: vec![fields],
        }
    }

    #[test]
    fn csv_and_json_say_the_same() {
        let listing = listing(vec![
            Field::parts(Some(-321), 100),
            Field::Yes(true),
            Field::Nothing,
            Field::Text("Onda, \"old\"".to_owned()),
        ]);
        assert_eq!(
            listing_csv(&listing),
            "c0,c1,c2,c3\n-3.21,true,,\"Onda, \"\"old\"\"\"\n"
        );
        let json: Value = serde_json::from_str(&listing_json(&listing, Language::En)).unwrap();
        assert_eq!(
            json["rows"][0],
            object!({"c0": -3.21, "c1": true, "c2": null, "c3": "Onda, \"old\""})
        );
    }

    #[test]
    fn a_name_that_is_a_formula_stays_a_name() {
        let listing = listing(vec![
            Field::Text("=HYPERLINK(1)".to_owned()),
            Field::Text("-1+2".to_owned()),
        ]);
        assert_eq!(listing_csv(&listing), "c0,c1\n'=HYPERLINK(1),'-1+2\n");
    }

    #[test]
    fn what_is_no_number_is_left_empty() {
        let listing = listing(vec![Field::Number(f64::NAN), Field::Number(-0.0)]);
        assert_eq!(listing_csv(&listing), "c0,c1\n,0\n");
    }
}
