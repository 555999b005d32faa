//! Formats of which there is no real file: each is made here and read back.

use std::io::{Cursor, Write};

use ingest::read::{Cell, FileKind, Workbook, workbook_bytes};
use ingest::sheet::{self, TotalKind, tables};
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Made};

fn texts(book: &Workbook) -> Vec<Vec<String>> {
    let sheet = &book.sheets[0];
    (0..sheet.rows())
        .map(|row| sheet.row(row).map(|cell| cell.text().into_owned()).collect())
        .collect()
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\">
        <office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>
        <office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

#[test]
fn an_xlsx_gives_dates_numbers_merged_cells_and_hidden_sheets() {
    let mut made = Made::new();
    let sheet = made.add_worksheet().set_name("AWC MPR").unwrap();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    sheet
        .merge_range(0, 0, 0, 3, "Weighed (In Lakhs)", &Format::new())
        .unwrap();
    sheet
        .write_with_format(1, 0, ExcelDateTime::parse_from_str("2024-12-31").unwrap(), &day)
        .unwrap();
    sheet
        .write(1, 1, 0.1)
        .unwrap()
        .write(1, 2, true)
        .unwrap()
        .write(1, 3, " বাঁকুড়া ")
        .unwrap();
    made.add_worksheet()
        .set_name("Lists")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, 1)
        .unwrap();
    let book = workbook_bytes("C:\\returns\\june.csv", &made.save_to_buffer().unwrap()).unwrap();
    assert_eq!((book.file.as_str(), book.kind), ("june.csv", FileKind::Xlsx));
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cell(0, 3), Cell::Text("Weighed (In Lakhs)"));
    assert_eq!(sheet.cell(1, 0), Cell::Date(date(2024, 12, 31).at(0, 0, 0, 0)));
    assert_eq!(texts(&book)[1], ["2024-12-31", "0.1", "TRUE", "বাঁকুড়া"]);
    assert_eq!(
        (book.sheets[1].name.as_str(), book.sheets[1].hidden),
        ("Lists", true)
    );
}

#[test]
fn an_ods_gives_repeats_spans_and_types() {
    let bytes = ods(
        "<table:table table:name=\"GP\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>
        <table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\"><text:p>Onda</text:p><text:p>block<office:annotation><text:p>note</text:p></office:annotation></text:p></table:table-cell><table:covered-table-cell/>
        <table:table-cell office:value-type=\"float\" office:value=\"12.50\" table:number-columns-repeated=\"2\"><text:p>12,5</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2024-12-31\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row>
        <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row></table:table>
        <table:table table:name=\"Lists\" table:style-name=\"ta2\"/>",
    );
    let book = workbook_bytes("gp", &bytes).unwrap();
    assert_eq!(book.kind, FileKind::Ods);
    let wanted = [
        vec![],
        vec![],
        vec!["Onda\nblock", "Onda\nblock", "12.5", "12.5"],
        vec!["2024-12-31", "TRUE"],
    ];
    assert_eq!(texts(&book), wanted);
    assert!(book.sheets[1].hidden);
}

#[test]
fn an_ods_that_ends_inside_a_table_is_damaged_and_not_waited_for() {
    let whole = "<table:table table:name=\"a\"><table:table-row><table:table-cell/>";
    let bytes = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", whole),
    ]);
    let error = workbook_bytes("gp.ods", &bytes).unwrap_err().to_string();
    assert!(
        error.starts_with("gp.ods: a damaged or cut-off OpenDocument spreadsheet (ods)"),
        "{error}"
    );
}

#[test]
fn utf16_with_tabs_is_what_excel_calls_unicode_text() {
    let text = "GP\tপরিবার\r\nরতনপুর\t১২\r\n";
    let bytes: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let book = workbook_bytes("gp.txt", &bytes).unwrap();
    assert_eq!(texts(&book), [["GP", "পরিবার"], ["রতনপুর", "১২"]]);
    assert_eq!(sheet::number(book.sheets[0].cell(1, 1)).value(), Some(12.0));
}

#[test]
fn a_bengali_return_is_understood_as_a_whole() {
    let html = "<p>জেলা : বাঁকুড়া ব্লক : ওন্দা</p><p>তারিখ : ৩১/১২/২০২৪</p><table><tr><th colspan=4>মজুরি (লক্ষ টাকায়)</th></tr>
        <tr><th>ক্রমিক<th>গ্রাম পঞ্চায়েত<th>পরিবার<th>মজুরি</tr><tr><td>১<td>রতনপুর<td>১,২৩৪<td>-</tr>
        <tr><td>২<td>মাজডিহা<td>০<td>৪.৫</tr><tr><td><td>মোট<td>১,২৩৪<td>৪.৫</tr><tr><td colspan=4>বি.দ্র. অস্থায়ী</tr></table>";
    let book = workbook_bytes("onda.xls", html.as_bytes()).unwrap();
    let table = tables(&book.sheets[0]).remove(0);
    assert_eq!(
        (table.body.len(), table.totals[0].kind, table.notes.len()),
        (2, TotalKind::Total, 1)
    );
    assert_eq!(table.title_scale, Some(sheet::Scale::Lakh));
    assert_eq!(
        sheet::number(book.sheets[0].cell(table.body[0], 3)),
        sheet::Number::NotReported
    );
    assert_eq!(sheet::facts(&book, &table).as_on, ["৩১/১২/২০২৪"]);
}

#[test]
fn block_headings_subtotals_and_repeated_headers_are_no_data() {
    let mut made = Made::new();
    let sheet = made.add_worksheet();
    let rows = [
        "Sl|GP|HH|PD",
        "",
        "1|Ratanpur|5|50",
        "|Onda Total|5|50",
        "Sl|GP|HH|PD",
        "",
        "1|Bheduasole|7|70",
        "|Sub Total|7|70",
        "|Grand Total|12|120",
    ];
    for (row, line) in (0..).zip(rows) {
        for (column, text) in (0..).zip(line.split('|')) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.merge_range(1, 0, 1, 3, "Onda", &Format::new()).unwrap();
    sheet.merge_range(5, 0, 5, 3, "Indpur", &Format::new()).unwrap();
    let book = workbook_bytes("r.xlsx", &made.save_to_buffer().unwrap()).unwrap();
    let table = tables(&book.sheets[0]).remove(0);
    assert_eq!((table.body, table.repeated_headers), (vec![2, 6], vec![4]));
    let sections: Vec<_> = table
        .sections
        .iter()
        .map(|line| (line.row, line.text.as_str()))
        .collect();
    assert_eq!(sections, [(1, "Onda"), (5, "Indpur")]);
    let kinds: Vec<_> = table.totals.iter().map(|total| total.kind).collect();
    assert_eq!(
        kinds,
        [TotalKind::Subtotal, TotalKind::Subtotal, TotalKind::GrandTotal]
    );
}
