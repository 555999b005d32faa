//! Zipped workbooks: which kind they are, and that they do not swell beyond measure.
//!
//! calamine reads shared strings and styles whole, so every part is measured before it is handed over.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::Unreadable;
use super::limits::{self, MAX_PARTS};
use super::sniff::{Content, FileKind};
use super::uncomputed::Scan;

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
    content.ok_or(Unreadable::NotATable { found })
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

/// How much of the end of a part is kept: a sheet lists its merged ranges below its cells.
pub(super) const TAIL: usize = 4 << 20;

/// Inflates every part that could be too large and counts, since the sizes that an archive states may be lies.
///
/// Gives what was seen of those parts whose name satisfies `wanted`, so that they need not be inflated once more.
pub(super) fn measure(
    bytes: &[u8],
    kind: FileKind,
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, Measured>, Unreadable> {
    let mut archive = open(bytes, kind)?;
    let mut measured = BTreeMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| problem(error, kind))?;
        let name = part
            .name()
            .map_err(|error| problem(error, kind))?
            .replace('\\', "/");
        let keep = wanted(&name);
        if part.size() > limits::current().inflated {
            return Err(swollen());
        }
        if keep || part.compressed_size().saturating_mul(DEFLATE_LIMIT) > limits::current().inflated {
            let seen = inflate(part, keep).map_err(|error| Unreadable::damaged(kind, error))?;
            let seen = seen.ok_or_else(swollen)?;
            measured.extend(keep.then_some((name, seen)));
        }
    }
    Ok(measured)
}

fn swollen() -> Unreadable {
    let limit = format!("{} MB", limits::current().inflated >> 20);
    Unreadable::TooLarge {
        what: "a part of the workbook is very large once unpacked",
        limit,
    }
}

/// What was seen of a part while it was measured.
#[derive(Debug, Default)]
pub(super) struct Measured {
    /// At least its last [`TAIL`] bytes.
    pub(super) tail: Vec<u8>,
    /// Cells whose formula has no stored value.
    pub(super) uncomputed: Vec<(u32, u32)>,
}

/// Reads to the end and, of parts to be kept, sees what it can; none if there are more bytes than may be.
fn inflate(mut part: impl Read, keep: bool) -> io::Result<Option<Measured>> {
    let (mut tail, mut chunk, mut total) = (Vec::new(), vec![0; 64 << 10], 0u64);
    let mut scan = Scan::default();
    loop {
        let count = part.read(&mut chunk)?;
        if count == 0 {
            return Ok(Some(Measured {
                tail,
                uncomputed: scan.found(),
            }));
        }
        total += count as u64;
        if total > limits::current().inflated {
            return Ok(None);
        }
        if !keep {
            continue;
        }
        if tail.len() > TAIL * 2 {
            tail.drain(..tail.len() - TAIL);
        }
        tail.extend_from_slice(&chunk[..count]);
        scan.add(&chunk[..count]);
    }
}

/// The text of one small part, or the beginning of a large one; none if it is missing.
pub(super) fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: usize) -> Option<String> {
    let mut text = Vec::new();
    archive
        .by_name(name)
        .ok()?
        .take(limit as u64)
        .read_to_end(&mut text)
        .ok()?;
    Some(String::from_utf8_lossy(&text).into_owned())
}
