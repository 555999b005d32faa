//! Every reader fed with spoilt files, counted: `make soak` reaches a million, `make test` a few thousand. What was fed
//! follows from a fixed seed, so that a failure comes again.

#![allow(clippy::print_stdout, reason = "the count is what the long run is for")]

use std::io::{Cursor, Read, Write};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::broken::survives;

/// Spoilt files for each of the seven readers in the long run; together a million.
const SOAK: u32 = 143_000;

/// In the short one.
const SHORT: u32 = 700;

/// A small file of one format, before it is spoilt.
enum Seed {
    Plain(Vec<u8>),
    /// A zipped workbook by its parts: they are spoilt inside, or the checksums would end every try.
    Zipped(Vec<(String, Vec<u8>)>),
}

/// One change of bytes.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Word(Index, &'static str),
    Cut(Index, u8),
    Again(Index, u8),
    End(Index),
}

/// Words that formats are made of, and values that readers trip over.
const WORDS: [&str; 40] = [
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "&",
    "&#0;",
    "&#xD800;",
    "]]>",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE a [<!ENTITY b \"bbbb\">]>",
    "<row r=\"0\">",
    "<row r=\"4294967295\">",
    "<c r=\"XFD1048576\">",
    "<c r=\"A0\">",
    "<c r=\"ZZZZ9\">",
    "t=\"s\"",
    "t=\"e\"",
    "<v>-1</v>",
    "<v>99999999999999999999</v>",
    "<v>1e308</v>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"C3:A1\"/>",
    "ss:Index=\"16384\"",
    "ss:MergeAcross=\"4294967295\"",
    "ss:MergeDown=\"-1\"",
    "table:number-columns-repeated=\"1048576\"",
    "table:number-rows-repeated=\"4294967295\"",
    "<table>",
    "</tr>",
    "<td colspan=\"1000\" rowspan=\"65534\">",
    "colspan=-5",
    "1=2+3",
    "8=4+5+99999999999",
    "Total",
    "As on 31/02/2026",
    "\u{feff}",
    "\u{200d}",
    "\0\0\0\0",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        4 => (any::<Index>(), prop::sample::select(WORDS.to_vec())).prop_map(|(at, word)| Change::Word(at, word)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, many)| Change::Cut(at, many)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, many)| Change::Again(at, many)),
        1 => any::<Index>().prop_map(Change::End),
    ]
}

impl Change {
    fn spoil(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let end = |from: usize, many: u8| (from + usize::from(many)).min(bytes.len());
        match self {
            Self::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Word(at, word) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, word.bytes());
            }
            Self::Cut(at, many) => {
                let from = at.index(bytes.len());
                bytes.drain(from..end(from, *many));
            }
            Self::Again(at, many) => {
                let from = at.index(bytes.len());
                let piece = bytes[from..end(from, *many)].to_vec();
                bytes.splice(from..from, piece);
            }
            Self::End(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
}

impl Seed {
    fn zipped(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        });
        Self::Zipped(parts.filter(|(name, _)| !name.ends_with('/')).collect())
    }

    fn whole(&self) -> Vec<u8> {
        self.written(|_, bytes| bytes.to_vec())
    }

    fn spoilt(&self, part: Index, changes: &[Change]) -> Vec<u8> {
        let chosen = match self {
            Self::Plain(_) => 0,
            Self::Zipped(parts) => part.index(parts.len()),
        };
        self.written(|at, bytes| {
            let mut bytes = bytes.to_vec();
            if at == chosen {
                changes.iter().for_each(|change| change.spoil(&mut bytes));
            }
            bytes
        })
    }

    /// The file, with each of its parts as `part` has it.
    fn written(&self, part: impl Fn(usize, &[u8]) -> Vec<u8>) -> Vec<u8> {
        let parts = match self {
            Self::Plain(bytes) => return part(0, bytes),
            Self::Zipped(parts) => parts,
        };
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (at, (name, bytes)) in parts.iter().enumerate() {
            archive.start_file(name, stored).unwrap();
            archive.write_all(&part(at, bytes)).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

/// Feeds the reader of `seeds` with spoilt ones and says how many.
fn feed(reader: &str, seeds: &[Seed]) {
    let cases = match std::env::var_os("JELA_SOAK") {
        Some(_) => SOAK,
        None => SHORT,
    };
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    for seed in seeds {
        let whole = ingest::read::workbook_bytes("whole", &seed.whole());
        let whole = whole.unwrap_or_else(|fault| panic!("{reader}: an unspoilt seed must be read: {fault}"));
        assert!(
            whole
                .sheets
                .iter()
                .any(|sheet| sheet.cells() > 0 || sheet.rows() > 0),
            "{reader}"
        );
    }
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let spoilt = (0..seeds.len(), any::<Index>(), vec(change(), 1..6));
    let fed = std::cell::Cell::new(0u32);
    TestRunner::new_with_rng(config, seed)
        .run(&spoilt, |(which, part, changes)| {
            survives(&seeds[which].spoilt(part, &changes));
            fed.set(fed.get() + 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(fed.get(), cases);
    println!("{reader}: {cases} spoilt files read without a panic");
}

const TABLE: [&str; 5] = [
    "Gram Panchayat,As on date,Persondays",
    "Anchuri,22/11/2026,\"1,234\"",
    "Jagadalla-I,23-11-2026,৪৫",
    "Kenjakura,2026-11-22,NA",
    "Total,,1279",
];

#[test]
fn the_reader_of_xlsx_survives_spoilt_parts() {
    feed("xlsx", &[Seed::zipped(include_bytes!("seeds/small.xlsx"))]);
}

#[test]
fn the_reader_of_xls_survives_spoilt_bytes() {
    feed("xls", &[Seed::Plain(include_bytes!("seeds/small.xls").to_vec())]);
}

#[test]
fn the_reader_of_ods_survives_spoilt_parts() {
    feed("ods", &[Seed::zipped(include_bytes!("seeds/small.ods"))]);
}

#[test]
fn the_reader_of_xlsb_survives_spoilt_records() {
    // Records of two bytes of kind, one of length, then content: a book with a sheet, and the sheet's first rows.
    let relations = b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    let name: Vec<u8> = "rId1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut bundle = vec![0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0];
    bundle.extend(&name);
    bundle.extend([4, 0, 0, 0]);
    bundle.extend(&name);
    let mut book = vec![0x83, 0x01, 0, 0x8f, 0x01, 0, 0x9c, 0x01, bundle.len() as u8];
    book.extend(&bundle);
    book.extend([0x90, 0x01, 0, 0x84, 0x01, 0]);
    let mut sheet = vec![0x81, 0x01, 0, 0x94, 0x01, 16];
    sheet.extend([0; 16]);
    sheet.extend([0x91, 0x01, 0, 0x00, 25]);
    sheet.extend([0; 25]);
    sheet.extend([0x05, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    sheet.extend([0x92, 0x01, 0, 0x82, 0x01, 0]);
    let parts = [
        ("xl/_rels/workbook.bin.rels", relations.to_vec()),
        ("xl/workbook.bin", book),
        ("xl/worksheets/sheet1.bin", sheet),
    ];
    let parts = parts.map(|(name, bytes)| (name.to_owned(), bytes));
    feed("xlsb", &[Seed::Zipped(parts.to_vec())]);
}

#[test]
fn the_reader_of_web_pages_survives_spoilt_markup() {
    let rows = TABLE.map(|row| {
        format!(
            "<tr><td colspan=1>{}</td></tr>",
            row.replace(',', "</td><td rowspan=\"1\">")
        )
    });
    let page = format!(
        "<p>As on 22/11/2026</p><table border=1>{}</table><p>District : Bankura</p>",
        rows.concat()
    );
    feed("web pages", &[Seed::Plain(page.into_bytes())]);
}

#[test]
fn the_reader_of_spreadsheetml_survives_spoilt_markup() {
    let rows = TABLE.map(|row| {
        let cells = row.split(',').map(|cell| {
            format!("<Cell ss:Index=\"1\" ss:MergeAcross=\"0\"><Data ss:Type=\"String\">{cell}</Data></Cell>")
        });
        format!("<Row ss:Index=\"1\">{}</Row>", cells.collect::<String>())
    });
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table>{}</Table></Worksheet></Workbook>",
        rows.concat()
    );
    feed("SpreadsheetML", &[Seed::Plain(book.into_bytes())]);
}

#[test]
fn the_reader_of_csv_survives_spoilt_text_in_every_encoding() {
    let text = TABLE.join("\r\n");
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    let seeds = [
        text.clone().into_bytes(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        wide(u16::to_le_bytes, [0xFF, 0xFE]),
        wide(u16::to_be_bytes, [0xFE, 0xFF]),
        text.replace(',', ";")
            .replace("৪৫", "caf\u{e9}")
            .chars()
            .map(|c| c as u8)
            .collect(),
    ];
    feed("csv", &seeds.map(Seed::Plain));
}
