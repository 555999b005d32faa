//! Text tables: titles on lines of their own, and headers that lost their merged cells.

use crate::sheet::{Sheet, text};

/// The sheet as comma-separated text with the line ends of Windows.
pub(crate) fn text_table(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for title in &sheet.titles {
        writer.write_record([title])?;
    }
    let grouped = sheet.has_groups();
    if grouped {
        let mut upper = vec![""; sheet.columns.len()];
        for (at, column, _) in sheet.spans() {
            upper[at] = column.group.as_deref().unwrap_or(&column.title);
        }
        writer.write_record(upper)?;
    }
    writer.write_record(sheet.columns.iter().map(|column| match column.group {
        None if grouped => "",
        _ => column.title.as_str(),
    }))?;
    if !sheet.numbers.is_empty() {
        writer.write_record(&sheet.numbers)?;
    }
    for row in &sheet.rows {
        writer.write_record(row.cells.iter().map(text))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Column, Row};

    #[test]
    fn a_group_stands_over_its_first_column_only() {
        let sheet = Sheet {
            name: "payments".to_owned(),
            titles: vec!["R14.5, made up".to_owned()],
            columns: vec![
                Column::alone("Block"),
                Column::under("0-8 days", "Total transactions"),
                Column::under("0-8 days", "Amount involved"),
            ],
            numbers: Vec::new(),
            rows: vec![Row::data(vec![
                Cell::Text("ONDA".to_owned()),
                Cell::Count(3),
                Cell::Count(4770),
            ])],
        };
        let table = String::from_utf8(text_table(&sheet).unwrap()).unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(
            lines,
            [
                "\"R14.5, made up\"",
                "Block,0-8 days,",
                ",Total transactions,Amount involved",
                "ONDA,3,4770"
            ]
        );
    }
}
