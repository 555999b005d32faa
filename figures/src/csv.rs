//! Figures as CSV: UTF-8 without BOM, LF, plain numbers, a state beside each measure.

use std::fmt::Write;

use crate::cell::{Change, State};
use crate::figures::{Figures, Key};
use crate::query::Dimension;
use catalog::Language;

/// The figures as CSV. Dimensions in the order asked (a place gives its code and its name), then the measures, then
/// `<measure>_state` for each, then, where a comparison was asked, `<measure>_previous` and `<measure>_change` for each
/// (percent for counts, percentage points for percentages). The columns depend on the question alone: breaks in the series
/// and missing returns are told by JSON.
pub fn csv(figures: &Figures, language: Language) -> String {
    csv_header(figures) + &csv_rows(figures, language)
}

/// The rows alone, as `csv` writes them.
pub fn csv_rows(figures: &Figures, language: Language) -> String {
    let mut out = String::new();
    for row in &figures.rows {
        let mut fields: Vec<String> = row
            .keys
            .iter()
            .flat_map(|key| key_fields(key, language))
            .collect();
        fields.extend(
            row.cells
                .iter()
                .map(|cell| number(cell.value.filter(|_| cell.state == State::Value))),
        );
        fields.extend(row.cells.iter().map(|cell| cell.state.id().to_owned()));
        if figures.compare.is_some() {
            fields.extend(
                row.cells
                    .iter()
                    .flat_map(|cell| [number(cell.previous), change(cell.change)]),
            );
        }
        out.push_str(&fields.join(","));
        out.push('\n');
    }
    out
}

/// The first line alone, as `csv` writes it.
pub fn csv_header(figures: &Figures) -> String {
    let mut names: Vec<String> = figures
        .by
        .iter()
        .flat_map(|dimension| dimension_names(*dimension))
        .collect();
    names.extend(figures.columns.iter().map(|column| column.id.clone()));
    names.extend(
        figures
            .columns
            .iter()
            .map(|column| format!("{}_state", column.id)),
    );
    if figures.compare.is_some() {
        names.extend(
            figures
                .columns
                .iter()
                .flat_map(|c| [format!("{}_previous", c.id), format!("{}_change", c.id)]),
        );
    }
    names.join(",") + "\n"
}

fn dimension_names(dimension: Dimension) -> Vec<String> {
    match dimension {
        Dimension::Place(level) => vec![format!("{}_code", level.id()), level.id().to_owned()],
        Dimension::Time(_) | Dimension::Named(_) => vec![dimension.id().to_owned()],
    }
}

fn key_fields(key: &Key, language: Language) -> Vec<String> {
    match key {
        Key::Place { code, name, .. } => vec![code.to_string(), quoted(name.get(language))],
        Key::Period(period) => vec![period.label()],
        Key::Value { id, .. } => vec![quoted(id)],
    }
}

fn change(change: Option<Change>) -> String {
    match change {
        Some(Change::Percent(value) | Change::Points(value)) => number(Some(value)),
        Some(Change::NotApplicable) | None => String::new(),
    }
}

/// The shortest decimal that reads back as the same number, never with an exponent.
fn number(value: Option<f64>) -> String {
    let mut text = String::new();
    if let Some(value) = value {
        write!(text, "{}", if value == 0.0 { 0.0 } else { value }).expect("writing to a string can't fail");
    }
    text
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_whole_and_without_exponent() {
        assert_eq!(number(Some(15_605_343.0)), "15605343");
        assert_eq!(number(Some(-0.0)), "0");
        assert_eq!(number(Some(1e21)), "1000000000000000000000");
        assert_eq!(number(Some(16.151_162_790_697_676)), "16.151162790697676");
        assert_eq!(number(None), "");
    }

    #[test]
    fn a_name_with_a_comma_or_a_quote_stays_one_field() {
        assert_eq!(quoted("Raipur, \"old\""), "\"Raipur, \"\"old\"\"\"");
    }
}
