//! Files that are not what they claim to be, and files that mean harm.

use std::io::{Cursor, Write};

use ingest::read::{Unreadable, limits, workbook_bytes};
use ingest::sheet::{self, tables};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::{real_file, real_files};

#[track_caller]
fn refused(name: &str, bytes: &[u8], wanted: &str) {
    let error = workbook_bytes(name, bytes).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{name}: {wanted}")), "{error}");
}

fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain([0; 2048])
        .chain(name)
        .collect()
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_disguised_file_is_called_what_it_is() {
    refused(
        "june.xls",
        b"%PDF-1.7 ...",
        "this is a PDF document, whatever its name says. Send the table itself",
    );
    refused("june.xlsx", b"\xFF\xD8\xFF\xE0", "this is a picture (JPEG)");
    refused(
        "june.xlsx",
        &zipped("word/document.xml", b""),
        "this is a Word document",
    );
    refused(
        "june.xlsx",
        &zipped("june/a.csv", b""),
        "this is a zip archive (unpack it first",
    );
    refused("june.xls", &compound("WordDocument"), "this is a Word document");
    refused("june.csv", b"{\"rows\": [1]}", "this is a JSON file");
    refused(
        "june.xls",
        b"<?xml version='1.0'?><rss/>",
        "this is an XML file of another kind",
    );
    refused("june.xls", b"MIME-Version: 1.0\nX", "this is a web archive (mht");
}

#[test]
fn empty_locked_and_cut_off_files_say_how_to_mend_them() {
    refused(
        "june.csv",
        b" \r\n",
        "the file is empty. Save or download it again",
    );
    refused("june.csv", b"\xEF\xBB\xBF", "the file is empty");
    refused(
        "june.xlsx",
        &compound("EncryptedPackage"),
        "the workbook is protected by a password",
    );
    let whole = std::fs::read(real_file("06-mgnrega-at-a-glance-districts.xlsx")).unwrap();
    refused(
        "june.xlsx",
        &whole[..whole.len() / 2],
        "a damaged or cut-off Excel workbook (xlsx)",
    );
    refused(
        "june.xls",
        b"<html><body><p>Session expired</p></body></html>",
        "web page (HTML) without a table",
    );
    let missing = ingest::read::workbook(&real_file("no such file.xlsx"))
        .unwrap_err()
        .to_string();
    assert!(
        missing.contains("no such file.xlsx: could not be opened"),
        "{missing}"
    );
}

#[test]
fn a_part_that_swells_beyond_measure_is_refused() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let chunk = vec![b' '; 1 << 20];
    for _ in 0..=(limits::MAX_INFLATED >> 20) {
        archive.write_all(&chunk).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    let error = workbook_bytes("bomb.xlsx", &bytes).unwrap_err();
    assert!(matches!(error.problem, Unreadable::TooLarge { .. }), "{error}");
}

#[test]
fn a_huge_declared_size_costs_nothing_when_the_sheet_is_nearly_empty() {
    let xml = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table ss:ExpandedRowCount=\"99999999\">
        <Row ss:Index=\"1048576\"><Cell ss:Index=\"3\"><Data ss:Type=\"Number\">1</Data></Cell></Row></Table></Worksheet></Workbook>";
    let book = workbook_bytes("a.xls", xml.as_bytes()).unwrap();
    assert_eq!((book.sheets[0].rows(), book.sheets[0].cells()), (1_048_576, 3));
    assert_eq!(tables(&book.sheets[0])[0].region.left, 2);
}

#[test]
fn a_workbook_that_claims_endless_strings_is_damaged_and_takes_no_memory() {
    let claim = b"<?xml version=\"1.0\"?><sst uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>";
    refused(
        "june.xlsx",
        &zipped("xl/sharedStrings.xml", claim),
        "a damaged or cut-off Excel workbook (xlsx)",
    );
}

/// Reads, takes apart and looks at everything, as a real intake would.
pub fn survives(bytes: &[u8]) {
    let Ok(book) = workbook_bytes("any.xls", bytes) else {
        return;
    };
    for found in &book.sheets {
        for table in tables(found) {
            sheet::facts(&book, &table);
            let rows = table
                .body
                .iter()
                .chain(table.totals.iter().map(|total| &total.row));
            for cell in rows.flat_map(|&row| found.row(row)) {
                let _ = (cell.text(), sheet::number(cell));
            }
        }
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

#[test]
fn arbitrary_bytes_never_panic() {
    let heads: Vec<&[u8]> = vec![
        b"",
        b"PK\x03\x04",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0",
        b"<table>",
        b"\xFF\xFE",
        b"a,b\n",
    ];
    let bytes = (prop::sample::select(heads), vec(any::<u8>(), 0..2000));
    runner(600)
        .run(&bytes, |(head, rest)| {
            survives(&[head, &rest[..]].concat());
            Ok(())
        })
        .unwrap();
}

#[test]
fn arbitrary_markup_never_panics() {
    let pieces = vec![
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<th rowspan=3>",
        "<td colspan=0 rowspan=70000>",
        "<td colspan=999>",
        "1",
        "Total",
        "Sl",
        "2=1+1",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<select>",
        "<br>",
        " ",
        "State : X",
        "As on",
        "&#0;",
        "<Row ss:Index=\"7\">",
        "<Cell ss:MergeAcross=\"3\" ss:MergeDown=\"9\">",
        "<Data>",
        "</Data>",
        "</Cell>",
        "</Row>",
        ",",
        "\n",
        "\"",
    ];
    let starts = vec![
        "",
        "<table>",
        "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>",
    ];
    let text = (
        prop::sample::select(starts),
        vec(prop::sample::select(pieces), 0..120),
    );
    runner(1500)
        .run(&text, |(start, pieces)| {
            survives(format!("{start}{}", pieces.concat()).as_bytes());
            Ok(())
        })
        .unwrap();
}

#[test]
fn real_files_with_bytes_changed_or_cut_off_never_panic() {
    // The largest ones are left out: they add time and no format.
    let files: Vec<Vec<u8>> = real_files()
        .iter()
        .map(|name| std::fs::read(real_file(name)).unwrap())
        .filter(|bytes| bytes.len() < 180_000)
        .collect();
    let change = (
        0..files.len(),
        vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        any::<prop::sample::Index>(),
        any::<bool>(),
    );
    runner(500)
        .run(&change, |(file, flips, cut, is_cut)| {
            let mut bytes = files[file].clone();
            for (at, byte) in flips {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if is_cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            survives(&bytes);
            Ok(())
        })
        .unwrap();
}
