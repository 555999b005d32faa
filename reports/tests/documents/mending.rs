//! A sheet handed back with what is to be mended, and sent again.

use std::path::{Path, PathBuf};

use catalog::{Catalog, Language};
use ingest::read::{Cell, Workbook, a1, workbook_bytes};
use ingest::{Options, SheetReport, Status};
use reports::Sent;

const HEAD: &str = "Gram Panchayat,GP LGD code,As on date,Job cards issued,Households provided,Persondays so far,SC persondays,Women persondays";

/// A daily return of Bankura-I: a name misspelt, a count below zero, a word for a number, a formula that somebody typed.
fn wrong() -> String {
    format!(
        "Daily return\nDistrict : Bankura Block : Bankura-I\n{HEAD}\n\
         Anchuri,108289,22/11/2026,120,30,900,200,450\n\
         Anchurri,,21/11/2026,1,1,1,1,1\n\
         Anchuri,108289,20/11/2026,120,-3,many,200,450\n\
         Anchuri,108289,19/11/2026,120,30,=1+1,200,450\n"
    )
}

fn check(name: &str, bytes: &[u8]) -> (PathBuf, Vec<SheetReport>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let catalog = Catalog::load(None).unwrap();
    let options = Options::new(
        folder.path().join("data"),
        "2026-11-24T06:30:00Z".parse().unwrap(),
    );
    let reports = ingest::check(std::slice::from_ref(&path), &catalog, &options).unwrap();
    (path, reports, folder)
}

fn handed_back(name: &str, bytes: &[u8], language: Language) -> (SheetReport, Vec<u8>) {
    let (_, mut reports, _folder) = check(name, bytes);
    let report = reports.remove(0);
    let workbook = reports::findings_xlsx(Sent { name, bytes }, &report, language).unwrap();
    (report, workbook)
}

/// The workbook as a person saves it after correcting cells, each by its address.
fn corrected(workbook: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let book = workbook_bytes("handed back.xlsx", workbook).unwrap();
    let mut again = rust_xlsxwriter::Workbook::new();
    for (nth, sheet) in book.sheets.iter().enumerate() {
        let written = again.add_worksheet();
        written.set_name(&sheet.name).unwrap();
        for row in 0..sheet.rows() {
            for column in 0..sheet.width(row) {
                let at = column as u16;
                let correction = cells
                    .iter()
                    .find(|(cell, _)| nth == 0 && *cell == a1(row, column));
                match (correction, sheet.cell(row, column)) {
                    (Some((_, text)), _) => match text.parse::<f64>() {
                        Ok(number) => written.write_number(row, at, number).unwrap(),
                        Err(_) => written.write_string(row, at, *text).unwrap(),
                    },
                    (None, Cell::Number(number)) => written.write_number(row, at, number).unwrap(),
                    (None, cell) => written.write_string(row, at, cell.text()).unwrap(),
                };
            }
        }
    }
    again.save_to_buffer().unwrap()
}

fn read(workbook: &[u8]) -> Workbook {
    workbook_bytes("handed back.xlsx", workbook).unwrap()
}

#[test]
fn the_sender_s_own_sheet_comes_back_as_it_was_with_a_column_that_says_what_to_mend() {
    let (report, workbook) = handed_back("return.csv", wrong().as_bytes(), Language::En);
    assert_eq!(
        (report.rows_read, report.rows_accepted),
        (4, 1),
        "{}",
        report.message
    );
    let book = read(&workbook);
    let (sheet, sent) = (&book.sheets[0], read_csv());
    assert_eq!(sheet.name, "return");
    for row in 0..sent.rows() {
        for column in 0..sent.width(row) {
            assert_eq!(
                sheet.cell(row, column).text(),
                sent.cell(row, column).text(),
                "{}",
                a1(row, column)
            );
        }
    }
    assert_eq!(sheet.cell(2, 8).text(), "What to mend");
    assert_eq!(sheet.cell(3, 8).text(), "", "nothing is wrong with it");
    let said = sheet.cell(5, 8).text().into_owned();
    assert!(
        said.contains("✗ E6: Households provided can't be less than nothing"),
        "{said}"
    );
    assert!(
        said.contains("F6: Persondays so far: “many” is no number"),
        "{said}"
    );
}

fn read_csv() -> ingest::read::Sheet {
    workbook_bytes("return.csv", wrong().as_bytes())
        .unwrap()
        .sheets
        .remove(0)
}

#[test]
fn what_to_mend_is_said_in_bengali_and_hindi() {
    for (language, head, negative) in [
        (Language::Bn, "কী ঠিক করতে হবে", "শূন্যের কম হতে পারে না"),
        (Language::Hi, "क्या ठीक करना है", "शून्य से कम नहीं हो सकता"),
    ] {
        let (_, workbook) = handed_back("return.csv", wrong().as_bytes(), language);
        let sheet = &read(&workbook).sheets[0];
        assert_eq!(sheet.cell(2, 8).text(), head);
        assert!(
            sheet.cell(5, 8).text().contains(negative),
            "{}",
            sheet.cell(5, 8).text()
        );
    }
}

#[test]
fn wrong_cells_are_framed_and_carry_a_note_and_what_looks_like_a_formula_is_text() {
    let (report, workbook) = handed_back("return.csv", wrong().as_bytes(), Language::En);
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&workbook)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let cells: std::collections::BTreeSet<String> =
        report.findings.iter().map(|finding| finding.at.a1()).collect();
    let notes = part("xl/comments1.xml");
    for cell in &cells {
        assert!(notes.contains(&format!("ref=\"{cell}\"")), "{cell} has no note");
    }
    let styles = part("xl/styles.xml");
    assert!(
        styles.contains("style=\"medium\"") && styles.contains("solid"),
        "{styles}"
    );
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !part("xl/worksheets/sheet2.xml").contains("<f>"));
    assert!(part("xl/sharedStrings.xml").contains("=1+1"));
}

#[test]
fn sent_again_as_it_is_it_says_the_same_and_mended_it_goes_in_whole_without_a_map() {
    let (before, workbook) = handed_back("return.csv", wrong().as_bytes(), Language::Bn);
    let (_, again, _folder) = check("return.xlsx", &workbook);
    assert_eq!(again.len(), 1, "the list of findings is no data: {again:#?}");
    assert_eq!(
        (again[0].rows_read, again[0].rows_accepted, &again[0].batch),
        (before.rows_read, before.rows_accepted, &before.batch),
        "{}",
        again[0].message
    );
    let mended = corrected(
        &workbook,
        &[("A5", "Anchuri"), ("E6", "3"), ("F6", "900"), ("F7", "901")],
    );
    let (_, reports, _folder) = check("mended.xlsx", &mended);
    assert_eq!(reports.len(), 1, "{reports:#?}");
    assert_eq!(
        (reports[0].status, reports[0].rows_read, reports[0].rows_accepted),
        (Status::Taken, 4, 4),
        "{} {:?}",
        reports[0].message,
        reports[0].findings
    );
}

#[test]
fn a_web_page_keeps_the_lines_above_its_table_that_date_and_place_it() {
    let rows = [
        "Anchuri,120,30,900",
        "Jagadalla-I,120,-3,900",
        "Kenjakura,x,3,900",
    ];
    let rows = rows.map(|row| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>")));
    let page = format!(
        "<html><body><p>District : Bankura Block : Bankura-I</p><p>As on 22/11/2026</p><table>\
         <tr><th rowspan=2>Panchayat</th><th>Cumulative No. of HH issued jobcards</th><th>Employment demanded</th><th>Employment availed</th></tr>\
         <tr><th>Total</th><th>Household</th><th>Total persondays</th></tr>{}</table></body></html>",
        rows.concat()
    );
    let (report, workbook) = handed_back("report (7).xls", page.as_bytes(), Language::En);
    assert_eq!(
        (report.rows_read, report.rows_accepted),
        (3, 1),
        "{}",
        report.message
    );
    let sheet = &read(&workbook).sheets[0];
    let wrong: Vec<String> = (0..sheet.rows())
        .filter(|row| sheet.cell(*row, 4).text().contains('✗'))
        .map(|row| sheet.cell(row, 0).text().into_owned())
        .collect();
    assert_eq!(
        wrong,
        ["Jagadalla-I", "Kenjakura"],
        "rows stand lower, and marks with them"
    );
    let (_, again, _folder) = check("again.xlsx", &workbook);
    assert_eq!(
        (again[0].rows_accepted, again[0].as_on, again[0].status),
        (1, report.as_on, Status::Taken),
        "{}",
        again[0].message
    );
}

#[test]
fn the_same_sheet_and_findings_give_the_same_bytes_and_a_lost_sheet_is_told() {
    let text = wrong();
    let (report, one) = handed_back("return.csv", text.as_bytes(), Language::Hi);
    let (_, other) = handed_back("return.csv", text.as_bytes(), Language::Hi);
    assert!(one == other);
    let sent = |name, bytes| Sent { name, bytes };
    let refusal = reports::findings_xlsx(sent("other.csv", text.as_bytes()), &report, Language::En);
    let refusal = refusal.unwrap_err().to_string();
    assert!(refusal.contains("no sheet `return` any more"), "{refusal}");
    assert!(reports::findings_xlsx(sent("return.csv", b""), &report, Language::En).is_err());
}

#[test]
fn every_real_file_with_findings_is_handed_back_and_read_again_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/real-files");
    let mut handed = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let (_, reports, _folder) = check(&name, &bytes);
        for report in reports.iter().filter(|report| report.batch.is_some()) {
            let sent = Sent {
                name: &name,
                bytes: &bytes,
            };
            let workbook = reports::findings_xlsx(sent, report, Language::En).unwrap();
            let (_, again, _folder) = check("again.xlsx", &workbook);
            assert_eq!(
                (again[0].rows_read, again[0].rows_accepted, again[0].as_on),
                (report.rows_read, report.rows_accepted, report.as_on),
                "{name}: {} / {}",
                report.message,
                again[0].message
            );
            handed += 1;
        }
    }
    assert!(handed >= 4, "{handed}");
}
