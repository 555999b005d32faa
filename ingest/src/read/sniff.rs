//! What a file really is, from its first bytes and, for archives, from the names of its parts.

use std::borrow::Cow;
use std::fmt;

use super::archive;
use super::decode;
use super::error::Unreadable;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Excel 2007 and later, also with macros.
    Xlsx,
    /// Excel's binary form of xlsx.
    Xlsb,
    /// Excel 97–2003 (BIFF).
    Xls,
    /// OpenDocument.
    Ods,
    /// A web page or a piece of one, often named `.xls`.
    Html,
    /// Excel 2003 XML, often named `.xls`.
    SpreadsheetMl,
    /// Delimited text.
    Csv,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xlsx => "Excel workbook (xlsx)",
            Self::Xlsb => "Excel binary workbook (xlsb)",
            Self::Xls => "Excel 97-2003 workbook (xls)",
            Self::Ods => "OpenDocument spreadsheet (ods)",
            Self::Html => "web page (HTML)",
            Self::SpreadsheetMl => "Excel 2003 XML workbook",
            Self::Csv => "text table (csv)",
        })
    }
}

/// What a file is, with its text where it is text.
pub(super) enum Content {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Html(String),
    SpreadsheetMl(String),
    Csv(String),
}

impl Content {
    pub(super) fn kind(&self) -> FileKind {
        match self {
            Self::Xlsx => FileKind::Xlsx,
            Self::Xlsb => FileKind::Xlsb,
            Self::Xls => FileKind::Xls,
            Self::Ods => FileKind::Ods,
            Self::Html(_) => FileKind::Html,
            Self::SpreadsheetMl(_) => FileKind::SpreadsheetMl,
            Self::Csv(_) => FileKind::Csv,
        }
    }
}

/// First bytes of what people send instead of a table.
const NOT_TABLES: [(&[u8], &str); 15] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"RIFF", "a picture, sound or film"),
    (b"Rar!", "a RAR archive (unpack it first)"),
    (b"7z\xBC\xAF", "a 7z archive (unpack it first)"),
    (b"\x1F\x8B", "a gzip archive (unpack it first)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7FELF", "a program"),
    (b"PAR1", "a Parquet file"),
];

/// Tells what `bytes` are. A text is made of them, so that they are not held twice.
pub(super) fn content(bytes: &mut Cow<'_, [u8]>) -> Result<Content, Unreadable> {
    match of_parts(bytes)? {
        Some(content) => Ok(content),
        None => text(decode::text(std::mem::take(bytes))?),
    }
}

/// What has no text for its content; none for a text.
fn of_parts(bytes: &[u8]) -> Result<Option<Content>, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::content(bytes).map(Some);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes).map(Some);
    }
    if let Some((_, found)) = NOT_TABLES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::NotATable { found });
    }
    if is_bare_biff(bytes) {
        return Err(Unreadable::NotATable {
            found: "a workbook of Excel 5 or older (open it and save it as xlsx)",
        });
    }
    Ok(None)
}

/// Excel 2 to 4 wrote their records without a container around them.
fn is_bare_biff(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04..=0x10, 0x00, ..])
}

/// An OLE2 container: old Excel, old Word, or an encrypted new workbook. Its directory names the streams in UTF-16.
fn compound(bytes: &[u8]) -> Result<Content, Unreadable> {
    let holds = |name: &str| {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wanted.len()).any(|window| window == wanted)
    };
    if holds("EncryptedPackage") {
        return Err(Unreadable::Protected);
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Content::Xls);
    }
    let found = match () {
        () if holds("WordDocument") => "a Word document",
        () if holds("PowerPoint Document") => "a presentation",
        () if holds("__substg1.0_") || holds("__nameid_version") => "a mail (save its attachment)",
        () if bytes.len() < 1536 => return Err(Unreadable::damaged(FileKind::Xls, "it ends in its head")),
        () => "an Office file without a workbook in it",
    };
    Err(Unreadable::NotATable { found })
}

/// How much of a text is looked at: portals put long comments and scripts before the table.
const HEAD: usize = 64 << 10;

fn text(text: String) -> Result<Content, Unreadable> {
    let start = text.trim_start();
    let mut end = start.len().min(HEAD);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let head = start[..end].to_ascii_lowercase();
    if head.starts_with('<') {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("workbook") {
            // Excel also writes HTML with this name space, for its own later use.
            if !head.contains("<html") {
                return Ok(Content::SpreadsheetMl(text));
            }
        }
        let is_page = [
            "<html",
            "<!doctype html",
            "<table",
            "<tr",
            "<body",
            "<div",
            "<head",
            "<meta",
            "<style",
        ]
        .iter()
        .any(|tag| head.contains(tag));
        // A comment or scripts may be longer than the head.
        return match is_page || contains_table(start) {
            true => Ok(Content::Html(text)),
            false => Err(Unreadable::NotATable {
                found: "an XML file of another kind",
            }),
        };
    }
    if head.starts_with("mime-version:") || head.contains("content-type: multipart/related") {
        return Err(Unreadable::NotATable {
            found: "a web archive (mht; open it in Excel and save it as xlsx)",
        });
    }
    if head.starts_with(['{', '['])
        && head.contains('"')
        && !head.lines().next().is_some_and(|line| line.contains("],["))
    {
        return Err(Unreadable::NotATable { found: "a JSON file" });
    }
    if start.is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Content::Csv(text))
}

fn contains_table(text: &str) -> bool {
    text.as_bytes()
        .windows(6)
        .any(|window| window.eq_ignore_ascii_case(b"<table"))
}
