//! Cells of an xlsx sheet whose formula has no stored value, as programs leave them that write formulas and never compute.
//! They would read as blank, which says something else. A formula whose value is an empty text is blank.
//!
//! They are found while the part is inflated to be measured, so that nothing is read twice.

use memchr::memmem;

use super::merged::address;

/// How far before the end of a formula its cell may begin: formulas have 8,192 letters at most.
const REACH: usize = 40 << 10;

/// What may follow a formula where a value is missing.
const AFTER: usize = 24;

/// Addresses remembered of one sheet.
const MOST: usize = 1_000_000;

/// Looks through a part piece by piece.
#[derive(Default)]
pub(super) struct Scan {
    kept: Vec<u8>,
    /// Where in what is kept the end of a formula was not looked for yet.
    from: usize,
    found: Vec<(u32, u32)>,
}

impl Scan {
    /// Looks through the next piece.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.kept.extend_from_slice(piece);
        self.look(self.kept.len().saturating_sub(AFTER));
        let before = self.from.saturating_sub(REACH);
        self.kept.drain(..before);
        self.from -= before;
    }

    /// The cells, as row and column.
    pub(super) fn found(mut self) -> Vec<(u32, u32)> {
        self.look(self.kept.len());
        self.found
    }

    fn look(&mut self, until: usize) {
        const END: &[u8] = b"</f>";
        while self.found.len() < MOST {
            let Some(at) = memmem::find(&self.kept[self.from..], END).map(|at| at + self.from) else {
                break;
            };
            if at >= until {
                self.from = at;
                return;
            }
            self.from = at + END.len();
            self.found.extend(cell(&self.kept, at, self.from));
        }
        // An end may lie across two pieces.
        self.from = self.from.max(self.kept.len().saturating_sub(END.len()));
    }
}

/// The cell of a formula that ends at `end`, if it has no value.
fn cell(bytes: &[u8], end: usize, after: usize) -> Option<(u32, u32)> {
    let rest = &bytes[after..];
    let none = rest.starts_with(b"</c>");
    let blank = [&b"<v></v>"[..], b"<v/>", b"<v />"];
    let blank = blank.iter().any(|value| rest.starts_with(value));
    if !none && !blank {
        return None;
    }
    let before = &bytes[end.saturating_sub(REACH)..end];
    let tag = &before[memmem::rfind(before, b"<c ")?..];
    let tag = &tag[..memchr::memchr(b'>', tag)?];
    let tag = std::str::from_utf8(tag).ok()?;
    if blank && tag.contains("t=\"str\"") {
        return None;
    }
    let (_, named) = tag.split_once(" r=\"")?;
    address(named.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &[u8] = b"<row r=\"1\"><c r=\"A1\"><f>B1*2</f><v>4</v></c><c r=\"B1\"><f>1+1</f><v></v></c>\
        <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"><f>2</f></c><c r=\"E1\"><v></v></c></row>";

    #[test]
    fn a_formula_without_a_value_is_told_from_one_that_gives_an_empty_text() {
        let mut scan = Scan::default();
        scan.add(SHEET);
        assert_eq!(scan.found(), [(0, 1), (0, 3)]);
    }

    #[test]
    fn the_same_is_found_in_whatever_pieces_the_part_comes() {
        for size in 1..40 {
            let mut scan = Scan::default();
            SHEET.chunks(size).for_each(|piece| scan.add(piece));
            assert_eq!(scan.found(), [(0, 1), (0, 3)], "{size}");
        }
    }
}
