//! Workbooks with faults: rows that can't be counted, sheets that can't be dated, files that are something else.

use ingest::Status;
use rust_xlsxwriter::Formula;

use super::Golden;
use super::good::{daily, finance, progress};
use super::grid::{grid, zipped};

fn with_bad_rows() -> Vec<Golden> {
    let faulty = |file, old: &str, new: &str, accepted, says| {
        Golden::faulty(file, daily().with(old, new).xlsx(), (3, accepted), says)
    };
    let failed = daily().xlsx_with(|sheet| {
        sheet
            .write_formula(3, 5, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
    });
    let uncomputed = {
        let never =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                .to_owned()
                + &[
                    "District : Bankura Block : Bankura-I",
                    "Gram Panchayat|As on date|Job cards issued|Persondays so far",
                    "Anchuri|22/11/2026|=1+2|900",
                    "Kenjakura|22/11/2026|7|300",
                ]
                .iter()
                .map(|line| {
                    let cells =
                        line.split('|')
                            .map(|cell| match (cell.strip_prefix('='), cell.parse::<f64>()) {
                                (Some(formula), _) => format!("<c><f>{formula}</f><v></v></c>"),
                                (None, Ok(number)) => format!("<c><v>{number}</v></c>"),
                                (None, Err(_)) => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                            });
                    format!("<row>{}</row>", cells.collect::<String>())
                })
                .collect::<String>()
                + "</sheetData></worksheet>";
        // Written by a program that computes nothing; its cells bear their addresses.
        let mut addressed = String::new();
        let (mut row, mut column) = (0, 0);
        for piece in never.split_inclusive('>') {
            if piece.ends_with("<row>") {
                (row, column) = (row + 1, 0);
            }
            let address = format!("<c r=\"{}{row}\"", char::from(b'A' + column));
            match piece.starts_with("<c>") || piece.starts_with("<c t") {
                true => {
                    addressed.push_str(&piece.replacen("<c", &address, 1));
                    column += 1;
                }
                false => addressed.push_str(piece),
            }
        }
        zipped(&[
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
            ("xl/worksheets/sheet1.xml", &addressed),
        ])
    };
    let other_block = daily().with("Kenjakura", "Junbedia");
    vec![
        faulty(
            "misspelt.xlsx",
            "Kenjakura",
            "Kenjakuraa",
            2,
            "similar: Kenjakura",
        ),
        Golden::faulty(
            "other block.csv",
            other_block.csv().into_bytes(),
            (3, 2),
            "is not a registered GP of Bankura-I",
        ),
        faulty("negative.xlsx", "30", "-30", 2, "less than nothing"),
        faulty("half a household.xlsx", "30", "30.5", 2, "counts whole things"),
        faulty("words.xlsx", "30", "thirty", 2, "`thirty` is not a number"),
        faulty("month first.xlsx", "22/11/2026", "11/22/2026", 0, "month first"),
        faulty(
            "years ago.xlsx",
            "22/11/2026",
            "22/11/1926",
            0,
            "before the programme began",
        ),
        faulty("years ahead.xlsx", "22/11/2026", "22/11/3026", 0, ""),
        faulty("no such day.xlsx", "22/11/2026", "31/11/2026", 0, "no such day"),
        faulty("no name.xlsx", "Kenjakura", "", 2, "names no place"),
        faulty("twice.xlsx", "Kenjakura", "Anchuri", 1, "other values"),
        Golden::faulty(
            "never computed.xlsx",
            uncomputed,
            (2, 1),
            "the formula has no stored value",
        ),
        Golden::faulty("failed formula.xlsx", failed, (3, 2), "#DIV/0!"),
    ]
}

fn with_doubts() -> Vec<Golden> {
    let total = progress().with("1600", "1610");
    let computed = finance().with("531", "541").with("891", "901");
    let ambiguous = grid(
        "District : Bankura | < | < | <
         Gram Panchayat | As on date | Job cards issued | Persondays so far
         Bikrampur | 22/11/2026 | 120 | 900
         Anchuri | 22/11/2026 | 120 | 900",
    );
    vec![
        Golden {
            says: "the rows add up to 1600; the difference of 10 can lie in F6:F7",
            ..Golden::good("total off.xlsx", total.xlsx(), 2)
        },
        Golden::faulty("column off.xlsx", computed.xlsx(), (2, 1), "should be 8=4+5+6+7"),
        Golden::faulty(
            "two of a name.csv",
            ambiguous.csv().into_bytes(),
            (2, 1),
            "name the place around it",
        ),
    ]
}

fn not_taken() -> Vec<Golden> {
    let undated = progress()
        .with("As on 22/11/2026", "")
        .with("for Financial Year 2026-2027", "");
    let only_year = progress().with("As on 22/11/2026", "");
    let workbook = daily().xlsx();
    let stranger =
        grid("Name of school | Students | Teachers\nA | 100 | 4\nB | 120 | 5\nC | 90 | 3\nD | 80 | 3");
    let headless = grid("Anchuri | 1 | 2 | 3\nKenjakura | 4 | 5 | 6\nOnda | 7 | 8 | 9");
    let locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain([0; 2048])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let unreadable = |file, bytes: Vec<u8>, says| Golden::not_taken(file, bytes, Status::Unreadable, says);
    let unrecognised =
        |file, bytes: Vec<u8>, says| Golden::not_taken(file, bytes, Status::Unrecognised, says);
    vec![
        Golden::not_taken("undated.xlsx", undated.xlsx(), Status::NeedsDate, "As on 31/12/2024"),
        Golden::not_taken("only a year.xls", only_year.html(), Status::NeedsDate, "2026-27"),
        unreadable("cut off.xlsx", workbook[..workbook.len() / 2].to_vec(), "damaged or cut-off"),
        unreadable("locked.xlsx", locked.collect(), "protected by a password"),
        unreadable("a letter.xlsx", zipped(&[("word/document.xml", "")]), "a Word document"),
        unreadable("a scan.xls", b"%PDF-1.7".to_vec(), "a PDF document"),
        unreadable("nothing.csv", b"\r\n".to_vec(), "the file is empty"),
        unreadable("signed out.xls", b"<html><body>Session expired</body></html>".to_vec(), "without a table"),
        unreadable("folder.xlsx", zipped(&[("june/a.csv", "a,b")]), "unpack it first"),
        unrecognised("schools.xlsx", stranger.xlsx(), "Name of school"),
        unrecognised("no header.csv", headless.csv().into_bytes(), "no row of headers"),
        unrecognised(
            "entities.xls",
            b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table><Row><Cell><Data>&b;</Data></Cell><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>".to_vec(),
            "",
        ),
    ]
}

/// All of them.
pub fn all() -> Vec<Golden> {
    [with_bad_rows(), with_doubts(), not_taken()]
        .into_iter()
        .flatten()
        .collect()
}
