//! The merged ranges of an xlsx file.
//!
//! calamine reads a whole sheet a second time to find them, which took a third of the time of large files.
//! They stand below the cells, so the end of each sheet is enough.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{self, Measured, TAIL};
use super::cell::column_number;
use super::error::Unreadable;
use super::grid::Area;
use super::sniff::FileKind;
use super::spreadsheetml::attribute;

/// What was seen of a sheet while its part was measured.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) merged: Vec<Area>,
    /// Cells whose formula has no stored value.
    pub(super) uncomputed: Vec<(u32, u32)>,
}

/// What was seen of each sheet, by its name.
pub(super) fn seen(
    bytes: &[u8],
    mut measured: BTreeMap<String, Measured>,
) -> Result<BTreeMap<String, Seen>, Unreadable> {
    let mut archive = archive::open(bytes, FileKind::Xlsx)?;
    // Some programs name the workbook `xl/workbook2.xml`.
    let is_workbook = |name: &&str| name.starts_with("xl/workbook") && name.ends_with(".xml");
    let name = archive
        .file_names()
        .flatten()
        .find(|name| is_workbook(&name.as_ref()))
        .map(|name| name.into_owned());
    let name = name.unwrap_or_default();
    let relations = name.replace("xl/", "xl/_rels/") + ".rels";
    let workbook = archive::text(&mut archive, &name, TAIL).unwrap_or_default();
    let relations = archive::text(&mut archive, &relations, TAIL).unwrap_or_default();
    let mut parts = BTreeMap::new();
    tags(&relations, "Relationship", |tag| {
        parts.extend(attribute(tag, "Id").zip(attribute(tag, "Target")));
    });
    let mut areas = BTreeMap::new();
    tags(&workbook, "sheet", |tag| {
        let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id")) else {
            return;
        };
        let part = parts.get(&id).map(|target| part_name(target));
        if let Some(measured) = part.and_then(|part| measured.remove(&part)) {
            let seen = Seen {
                merged: below_cells(&measured.tail),
                uncomputed: measured.uncomputed,
            };
            areas.insert(name, seen);
        }
    });
    Ok(areas)
}

/// Targets are relative to `xl/` unless they begin with a slash.
fn part_name(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}

fn below_cells(tail: &[u8]) -> Vec<Area> {
    const END: &[u8] = b"sheetData>";
    let end = tail
        .windows(END.len())
        .rposition(|window| window == END)
        .map_or(0, |at| at + END.len());
    let mut areas = Vec::new();
    tags(&String::from_utf8_lossy(&tail[end..]), "mergeCell", |tag| {
        areas.extend(attribute(tag, "ref").as_deref().and_then(area));
    });
    areas
}

/// Calls `visit` for every element of this local name; stops where the XML is faulty.
pub(super) fn tags(xml: &str, name: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == name => visit(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// `A1:C2` as a range.
fn area(range: &str) -> Option<Area> {
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(from)?, address(to)?);
    Some(Area {
        top,
        left,
        bottom,
        right,
    })
}

pub(super) fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let (letters, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    Some((
        digits.parse::<u32>().ok()?.checked_sub(1)?,
        column_number(letters)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_below_the_cells_alone() {
        let tail = b"<c t=\"inlineStr\"><is><t>mergeCell ref=</t></is></c></sheetData>
            <mergeCells count=\"3\"><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"B0:C1\"/><mergeCell ref=\"x\"/></mergeCells></worksheet>";
        assert_eq!(
            below_cells(tail),
            [Area {
                top: 0,
                left: 0,
                bottom: 1,
                right: 2
            }]
        );
    }

    #[test]
    fn parts_are_named_from_the_root_or_from_the_workbook() {
        assert_eq!(part_name("/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
