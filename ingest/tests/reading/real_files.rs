//! What is found in each of the real files.

use ingest::read::{self, Cell, FileKind, Workbook};
use ingest::sheet::{self, Scale, Table, TotalKind};

use crate::{real_file, real_files};

fn open(name: &str) -> (Workbook, Table) {
    let book = read::workbook(&real_file(name)).unwrap();
    let table = sheet::tables(&book.sheets[0]).remove(0);
    (book, table)
}

fn titles(table: &Table) -> Vec<String> {
    table.columns.iter().map(sheet::Column::title).collect()
}

/// Kind, rows of the header, rows of data, totals, notes.
#[track_caller]
fn has(
    name: &str,
    kind: FileKind,
    header_rows: usize,
    body: usize,
    totals: usize,
    notes: usize,
) -> (Workbook, Table) {
    let (book, table) = open(name);
    let found = (
        book.kind,
        table.header_rows.len(),
        table.body.len(),
        table.totals.len(),
        table.notes.len(),
    );
    assert_eq!(found, (kind, header_rows, body, totals, notes), "{name}");
    (book, table)
}

#[test]
fn file_01_states_the_sums_of_its_columns_and_they_hold() {
    let (book, table) = has(
        "01-mgnrega-r7-financial-statement-2022-23.xls",
        FileKind::Html,
        2,
        34,
        1,
        0,
    );
    assert_eq!(
        titles(&table)[9..13],
        ["Unskilled Wage*", "Material*", "Admin", "Total"].map(|due| format!("Payment Due / {due}"))
    );
    let formulas = &table.numbering.as_ref().unwrap().formulas;
    let texts: Vec<_> = formulas.iter().map(|formula| formula.text.as_str()).collect();
    assert_eq!(texts, ["8=4+5+6+7", "9=3-8", "13=10+11+12", "15=3-14"]);
    let value = |row, column| sheet::number(book.sheets[0].cell(row, column)).value().unwrap();
    for row in &table.body {
        for formula in formulas {
            let sum: f64 = formula
                .terms
                .iter()
                .map(|&(sign, column)| {
                    if sign == sheet::Sign::Minus {
                        -value(*row, column)
                    } else {
                        value(*row, column)
                    }
                })
                .sum();
            assert!(
                (value(*row, formula.column) - sum).abs() < 0.02,
                "row {row}, {}",
                formula.text
            );
        }
    }
    let balances: f64 = table.body.iter().map(|&row| value(row, 14)).sum();
    assert!(
        (value(table.totals[0].row, 14) - balances).abs() < 0.02,
        "the total row adds up all states"
    );
    assert_eq!(sheet::facts(&book, &table).years, ["2022-2023"]);
}

#[test]
fn files_02_and_03_have_titles_above_and_a_time_stamp_below() {
    let (_, table) = has(
        "02-lgd-districts-west-bengal.xls",
        FileKind::SpreadsheetMl,
        2,
        23,
        0,
        1,
    );
    assert_eq!(
        titles(&table)[3..5],
        ["District Name / (In English)", "District Name / (In Local)"]
    );
    assert_eq!(
        table.titles[1].text,
        "All Districts of WEST BENGAL(State Code:19) State"
    );
    assert_eq!(table.notes[0].text, "Aug 6, 2022 2:21 AM");
    let (book, table) = has(
        "03-lgd-urban-bodies-west-bengal.xls",
        FileKind::SpreadsheetMl,
        2,
        130,
        0,
        1,
    );
    assert_eq!(
        book.sheets[0].cell(table.body[0], 3).text(),
        "250032",
        "numbers have no tail of zeros"
    );
    assert_eq!(
        book.sheets[0].cell(table.body[129], 7).text(),
        "000000",
        "codes keep theirs"
    );
}

#[test]
fn file_04_is_two_tables_side_by_side() {
    let (book, table) = has(
        "04-bharatnet-gp-latlong-west-bengal.xlsx",
        FileKind::Xlsx,
        1,
        2587,
        0,
        2,
    );
    assert_eq!(
        titles(&table),
        ["STATE", "DISTRICT", "BLOCK", "GP_NAME", "LAT", "LONG"]
    );
    let side = &sheet::tables(&book.sheets[0])[1];
    assert_eq!(
        (titles(side).join(" "), side.region.left),
        ("BLOCK LAT LONG".to_owned(), 7)
    );
}

#[test]
fn file_05_has_three_header_rows_and_places_that_span_years() {
    let (book, table) = has("05-crop-apy-maharashtra.xls", FileKind::Html, 3, 4, 0, 0);
    assert_eq!(titles(&table)[7], "Rice / Kharif / Production (Tonnes)");
    let last = table.body[3];
    assert_eq!(book.sheets[0].cell(last, 1), Cell::Text("1. Ahilyanagar"));
    assert_eq!(book.sheets[0].covered_by(last, 1), Some((table.body[0], 1)));
    assert_eq!(
        sheet::number(book.sheets[0].cell(last, 4)).value(),
        Some(255_061.86)
    );
}

#[test]
fn file_06_tells_the_unit_of_its_money_columns() {
    let (_, table) = has(
        "06-mgnrega-at-a-glance-districts.xlsx",
        FileKind::Xlsx,
        1,
        740,
        0,
        0,
    );
    let in_lakh: Vec<_> = table
        .columns
        .iter()
        .filter(|column| column.scale == Scale::Lakh)
        .map(|column| column.index)
        .collect();
    assert_eq!(in_lakh, [26, 27, 28, 29]);
}

#[test]
fn file_07_keeps_the_side_calculation_out_of_the_data() {
    let (_, table) = has("07-census-c14-age-sex-india.xls", FileKind::Xls, 3, 684, 0, 0);
    assert_eq!(
        (
            table.columns.len(),
            table.numbering.as_ref().map(|found| found.row)
        ),
        (14, Some(4))
    );
    assert_eq!(
        titles(&table)[..6],
        [
            "Table / Name",
            "State / Code",
            "Distt. / Code",
            "Area Name",
            "Age-group",
            "Total / Persons"
        ]
    );
}

#[test]
fn file_08_has_a_merged_header_and_two_empty_sheets() {
    let (book, table) = has("08-census-c17-west-bengal.XLSX", FileKind::Xlsx, 2, 3500, 0, 0);
    assert_eq!(titles(&table)[6], "Total speakers of languages / Females");
    assert!(
        book.sheets[1..]
            .iter()
            .all(|sheet| sheet::tables(sheet).is_empty())
    );
}

#[test]
fn plain_csv_files_have_one_header_row() {
    has("09-nfhs5-west-bengal-districts.csv", FileKind::Csv, 1, 2080, 0, 0);
    has(
        "10-icds-awc-growth-telangana-2025-08.csv",
        FileKind::Csv,
        1,
        1283,
        0,
        0,
    );
    has(
        "13-prison-inmates-by-caste-2001-2013.csv",
        FileKind::Csv,
        1,
        3568,
        0,
        0,
    );
    has(
        "14-mgnrega-monthly-snapshots-one-district.csv",
        FileKind::Csv,
        1,
        275,
        0,
        0,
    );
    let (book, table) = has("16-lgd-ulb-coverage-west-bengal.csv", FileKind::Csv, 1, 201, 0, 0);
    assert_eq!(
        sheet::number(book.sheets[0].cell(table.body[0], 0)).value(),
        Some(5326.0)
    );
    let (book, table) = has(
        "17-mgnrega-social-audit-gp-hindi.csv",
        FileKind::Csv,
        1,
        400,
        0,
        0,
    );
    assert_eq!(book.sheets[0].cell(table.body[0], 3), Cell::Text("खुन्दनी हाला"));
}

#[test]
fn file_11_has_an_unnamed_first_column() {
    let (book, table) = has(
        "11-mgnrega-block-persondays-west-bengal.csv",
        FileKind::Csv,
        1,
        338,
        0,
        0,
    );
    assert_eq!(titles(&table)[..3], ["", "Unnamed: 0", "state"]);
    assert_eq!(book.sheets[0].cell(1, 9), Cell::Text("3215001.0"));
}

#[test]
fn file_12_is_a_page_with_one_table() {
    let (book, table) = has(
        "12-duare-sarkar-apas-camp-schedule-2025.html",
        FileKind::Html,
        1,
        23,
        0,
        0,
    );
    assert_eq!(book.page_text, ["APAS 2025 Camp Schedule GP Wise"]);
    assert_eq!(titles(&table)[4], "APAS Meeting & DS Camp Venue");
}

#[test]
fn file_15_has_three_header_rows_of_which_the_last_also_numbers_the_columns() {
    let (book, table) = has(
        "15-census-mother-tongue-bankura-bom.csv",
        FileKind::Csv,
        3,
        582,
        0,
        0,
    );
    assert_eq!(
        titles(&table)[5..9],
        [
            "Mother / tongue / code",
            "Mother tongue name",
            "Total / P",
            "Total / M"
        ]
    );
    assert_eq!(book.sheets[0].cell(table.body[0], 3), Cell::Text("00000"));
}

#[test]
fn file_18_has_no_header_and_says_so() {
    let (_, table) = has(
        "18-census-pca-villages-headerless.csv",
        FileKind::Csv,
        0,
        238,
        0,
        0,
    );
    assert!(!table.has_header());
    assert_eq!(table.columns.len(), 93);
}

#[test]
fn file_19_loses_no_row_to_its_broken_tag() {
    let (book, table) = has(
        "19-mgnrega-r5-1-3-period-wise-gp.html",
        FileKind::Html,
        2,
        15,
        1,
        0,
    );
    assert_eq!(titles(&table)[31], "Total attendance / Persondays Generated");
    assert_eq!(
        (table.columns.len(), table.totals[0].kind),
        (32, TotalKind::Total)
    );
    let facts = sheet::facts(&book, &table);
    assert_eq!(
        (facts.as_on, facts.years),
        (vec!["26-7-2020".to_owned()], vec!["2020-2021".to_owned()])
    );
    let places: Vec<_> = facts
        .places
        .iter()
        .map(|(label, name)| format!("{label} {name}"))
        .collect();
    assert_eq!(places, ["state JHARKHAND", "district GUMLA", "block BASIA"]);
    let value = |row| sheet::number(book.sheets[0].cell(row, 31)).value().unwrap();
    assert_eq!(
        table.body.iter().map(|&row| value(row)).sum::<f64>(),
        value(table.totals[0].row)
    );
}

#[test]
fn every_filled_row_of_every_real_file_has_its_place() {
    for name in real_files() {
        let (book, table) = open(&name);
        let sheet = &book.sheets[0];
        let lines = [&table.titles, &table.sections, &table.notes]
            .into_iter()
            .flatten()
            .map(|line| line.row);
        let mut rows: Vec<u32> = lines.collect();
        rows.extend(&table.header_rows);
        rows.extend(
            table
                .numbering
                .iter()
                .map(|numbering| numbering.row)
                .filter(|row| !table.header_rows.contains(row)),
        );
        rows.extend(table.body.iter().chain(&table.repeated_headers));
        rows.extend(table.totals.iter().map(|total| total.row));
        rows.sort_unstable();
        let filled = |row: &u32| {
            table.region.columns().any(|column| {
                sheet
                    .covered_by(*row, column)
                    .is_none_or(|(_, left)| left >= table.region.left)
                    && !sheet.cell(*row, column).is_blank()
            })
        };
        let wanted: Vec<u32> = (0..sheet.rows()).filter(filled).collect();
        assert_eq!(rows, wanted, "{name}");
    }
}
