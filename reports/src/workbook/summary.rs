//! The headline figures with everything said about them.

use rust_xlsxwriter::{Format, Worksheet};

use super::formats::{Formats, kind_format};
use super::sheet::{headed, print_set_up, write_cell};
use crate::ReportError;
use crate::document::{Document, Printed, Tile, standing_word};
use crate::say::Say;

const HEAD: u32 = 4;

/// Writes the sheet; its title comes with it.
pub(super) fn write(document: &Document, formats: &Formats) -> Result<(String, Worksheet), ReportError> {
    let say = Say(document.language);
    let title = say.text("report-summary");
    let mut sheet = headed(document, &title, formats)?;
    for (column, id) in HEADS.iter().enumerate() {
        let format = if column == 0 {
            &formats.key_head
        } else {
            &formats.head
        };
        sheet.write_string_with_format(HEAD, column as u16, say.text(id), format)?;
        sheet.set_column_width(column as u16, if column == 0 { 36 } else { 15 })?;
    }
    for (position, tile) in document.tiles.iter().enumerate() {
        write_tile(&mut sheet, HEAD + 1 + position as u32, tile, document, formats)?;
    }
    print_set_up(&mut sheet, document, HEAD)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    Ok((title, sheet))
}

const HEADS: [&str; 10] = [
    "report-measure",
    "report-value",
    "report-unit",
    "report-last-year",
    "report-change",
    "report-target",
    "report-standing",
    "report-reported",
    "report-carried",
    "report-expected",
];

fn write_tile(
    sheet: &mut Worksheet,
    row: u32,
    tile: &Tile,
    document: &Document,
    formats: &Formats,
) -> Result<(), ReportError> {
    sheet.write_string_with_format(row, 0, &tile.title, &formats.key)?;
    figure(sheet, (row, 1), &tile.value, formats)?;
    sheet.write_string_with_format(row, 2, tile.unit.clone().unwrap_or_default(), &right(formats))?;
    figure(sheet, (row, 3), &tile.previous, formats)?;
    match tile.change.value {
        // The unit of a change stands in its format, since counts change in percent and rates in points.
        Some(value) => {
            let unit = tile.change_unit.replace('"', "");
            let format = ["+0.0", "-0.0", "0.0"]
                .map(|section| format!("{section} \"{unit}\""))
                .join(";");
            sheet.write_number_with_format(row, 4, value, &formats.key.clone().set_num_format(format))?;
        }
        None => figure(sheet, (row, 4), &tile.change, formats)?,
    }
    if let Some(target) = &tile.target {
        let format = formats
            .key
            .clone()
            .set_num_format(kind_format(tile.value.kind, target.value));
        sheet.write_number_with_format(row, 5, target.value, &format)?;
        if let Some(standing) = target.standing {
            sheet.write_string_with_format(
                row,
                6,
                standing_word(standing, document.language),
                &right(formats),
            )?;
        }
    }
    let (reported, carried, expected) = tile.units;
    for (column, units) in [(7, reported), (8, carried), (9, expected)] {
        let format = formats.key.clone().set_num_format("0");
        sheet.write_number_with_format(row, column, f64::from(units), &format)?;
    }
    Ok(())
}

fn figure(
    sheet: &mut Worksheet,
    at: (u32, u16),
    printed: &Printed,
    formats: &Formats,
) -> Result<(), ReportError> {
    write_cell(sheet, at, printed, &formats.of(printed))
}

fn right(formats: &Formats) -> Format {
    formats.key.clone().set_align(rust_xlsxwriter::FormatAlign::Right)
}
