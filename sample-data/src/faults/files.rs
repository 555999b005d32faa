//! Files that are not what they should be as a whole.

use super::{Fault, block_with_returns, settled_day};
use crate::error::SampleError;
use crate::output::{Output, Purpose, Shape};
use crate::returns::{daily_return, r5_1_1, r14_5};
use crate::world::World;

/// A document that says it is a PDF, and hardly more.
const PDF: &str = "%PDF-1.4\n% jela sample data (made up)\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Writes them.
pub(super) fn write(output: &mut Output, world: &World) -> Result<Vec<Fault>, SampleError> {
    truncated(output, world)?;
    output.raw("faults/pdf.xls", PDF.as_bytes(), Purpose::Faulty, 0)?;
    output.raw("faults/empty.xlsx", &[], Purpose::Faulty, 0)?;
    no_date(output, world)?;
    windows_1252(output, world)?;
    spreadsheetml(output, world)?;
    let said = [
        (
            "truncated.xlsx",
            "The end of the workbook is missing, as after a broken transfer. It cannot be read.",
        ),
        ("pdf.xls", "A PDF with the name of a workbook. It cannot be read."),
        ("empty.xlsx", "There is nothing in it."),
        (
            "no-date.xls",
            "Neither the page nor the table says for which date it is true. A date must be given with it.",
        ),
        (
            "windows-1252.csv",
            "Not a fault, but often taken for one: a dash and an apostrophe in Windows-1252. It repeats a good return.",
        ),
        (
            "spreadsheetml.xls",
            "Not a fault, but often taken for one: Excel 2003 XML. It repeats a good return.",
        ),
    ];
    Ok(said
        .map(|(name, wrong)| Fault {
            name: name.to_owned(),
            wrong: wrong.to_owned(),
        })
        .into())
}

fn truncated(output: &mut Output, world: &World) -> Result<(), SampleError> {
    let day = settled_day(world);
    let sheet = daily_return::block(world, block_with_returns(world, "block-2777", day), &[day]);
    let whole = output.bytes("truncated.xlsx", Shape::Xlsx, &[sheet])?;
    output.raw(
        "faults/truncated.xlsx",
        &whole[..whole.len() * 3 / 5],
        Purpose::Faulty,
        0,
    )
}

fn no_date(output: &mut Output, world: &World) -> Result<(), SampleError> {
    let day = settled_day(world);
    let mut sheet = r5_1_1::block(world, block_with_returns(world, "block-2781", day), day);
    sheet.titles[2] = "R5.1.1 Progress Report".to_owned();
    output.sheets("faults/no-date", Shape::Html, &[sheet], Purpose::Faulty)
}

fn windows_1252(output: &mut Output, world: &World) -> Result<(), SampleError> {
    let mut sheet = r14_5::district(world, settled_day(world));
    sheet.titles.insert(1, "Bankura – officers’ copy".to_owned());
    let rows = sheet.data_rows();
    let text = output.bytes("windows-1252.csv", Shape::Text, &[sheet])?;
    output.raw(
        "faults/windows-1252.csv",
        &in_windows_1252(&text),
        Purpose::Faulty,
        rows,
    )
}

/// Only the two characters outside ASCII that the sheet has are known here.
fn in_windows_1252(utf8: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(utf8);
    let byte = |c: char| match c {
        '–' => 0x96,
        '’' => 0x92,
        c => u8::try_from(c).expect("the sheet has no other character outside ASCII"),
    };
    text.chars().map(byte).collect()
}

fn spreadsheetml(output: &mut Output, world: &World) -> Result<(), SampleError> {
    let day = settled_day(world);
    let sheet = r5_1_1::block(world, block_with_returns(world, "block-2782", day), day);
    output.sheets(
        "faults/spreadsheetml",
        Shape::SpreadsheetMl,
        &[sheet],
        Purpose::Faulty,
    )
}
