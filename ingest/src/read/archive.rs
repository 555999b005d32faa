//! Zipped workbooks: which kind they are, and that they do not swell beyond measure.
//!
//! calamine reads shared strings and styles whole, so every part is measured before it is handed over.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::Unreadable;
use super::limits::{MAX_INFLATED, MAX_PARTS};
use super::sniff::{Content, FileKind};

/// A deflated stream cannot swell more than this, so that small parts need not be measured.
const DEFLATE_LIMIT: u64 = 1032;

/// Which workbook a zip archive is.
pub(super) fn content(bytes: &[u8]) -> Result<Content, Unreadable> {
    let archive = open(bytes, FileKind::Xlsx)?;
    let names: Vec<String> = archive
        .file_names_raw()
        .map(|name| {
            String::from_utf8_lossy(name)
                .to_ascii_lowercase()
                .replace('\\', "/")
        })
        .collect();
    let holds = |wanted: &str| {
        names
            .iter()
            .any(|name| name == wanted || name.starts_with(wanted) && wanted.ends_with('/'))
    };
    let (content, found) = match () {
        () if holds("xl/workbook.bin") => (Some(Content::Xlsb), ""),
        () if holds("xl/") => (Some(Content::Xlsx), ""),
        () if holds("content.xml") && mimetype(bytes).is_none_or(|kind| kind.contains("spreadsheet")) => {
            (Some(Content::Ods), "")
        }
        () if holds("word/") => (None, "a Word document"),
        () if holds("ppt/") => (None, "a presentation"),
        () if holds("content.xml") => (None, "an OpenDocument file that is no spreadsheet"),
        () if holds("index/document.iwa") => (None, "an Apple Numbers or Pages file (export it as xlsx)"),
        () => (None, "a zip archive (unpack it first and send what is inside)"),
    };
    let content = content.ok_or(Unreadable::NotATable { found })?;
    measure(bytes, content.kind())?;
    Ok(content)
}

fn mimetype(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut kind = String::new();
    archive
        .by_name("mimetype")
        .ok()?
        .take(100)
        .read_to_string(&mut kind)
        .ok()?;
    Some(kind)
}

/// Opens the archive in `bytes`, which should be a file of `kind`.
pub(super) fn open(bytes: &[u8], kind: FileKind) -> Result<ZipArchive<Cursor<&[u8]>>, Unreadable> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(error, kind))?;
    if archive.len() > MAX_PARTS {
        return Err(Unreadable::TooLarge {
            what: "too many parts in the archive",
            limit: format!("{MAX_PARTS} parts"),
        });
    }
    Ok(archive)
}

/// What a fault of the archive means for the person who sent it.
pub(super) fn problem(error: ZipError, kind: FileKind) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Unreadable::Protected
        }
        error => Unreadable::damaged(kind, error),
    }
}

/// Inflates every part that could be too large and counts; the sizes that an archive states may be lies.
fn measure(bytes: &[u8], kind: FileKind) -> Result<(), Unreadable> {
    let mut archive = open(bytes, kind)?;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| problem(error, kind))?;
        if part.compressed_size().saturating_mul(DEFLATE_LIMIT) <= MAX_INFLATED {
            continue;
        }
        let size = match part.size() {
            declared if declared > MAX_INFLATED => declared,
            _ => io::copy(&mut part.take(MAX_INFLATED + 1), &mut io::sink())
                .map_err(|error| Unreadable::damaged(kind, error))?,
        };
        if size > MAX_INFLATED {
            let limit = format!("{} MB", MAX_INFLATED >> 20);
            return Err(Unreadable::TooLarge {
                what: "a part of the workbook is very large once unpacked",
                limit,
            });
        }
    }
    Ok(())
}
