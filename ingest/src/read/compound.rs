//! The container of old Office files: a small file system of sectors, read only as far as one stream needs.

/// Numbers from here on are marks, not sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the ministream.
const MINI_CUTOFF: usize = 4096;

/// Bytes of one sector of the ministream.
const MINI_SECTOR: usize = 64;

/// The bytes of the first stream that has one of `names`; none if it is missing or the container is faulty.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let size = match half(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sectors = bytes.get(size..)?;
    let table = allocation_table(bytes, sectors, size)?;
    let directory = chain(sectors, size, &table, word(bytes, 48)?)?;
    let entries: Vec<Entry> = directory.chunks_exact(128).filter_map(entry).collect();
    let wanted = names
        .iter()
        .find_map(|name| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)))?;
    let mut stream = if wanted.length < MINI_CUTOFF {
        let ministream = chain(sectors, size, &table, entries.first()?.start)?;
        let mini_table = words(&chain(sectors, size, &table, word(bytes, 60)?)?);
        chain(&ministream, MINI_SECTOR, &mini_table, wanted.start)?
    } else {
        chain(sectors, size, &table, wanted.start)?
    };
    stream.truncate(wanted.length);
    Some(stream)
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let name: Vec<u16> = bytes
        .get(..64)?
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    let end = name.iter().position(|&unit| unit == 0).unwrap_or(name.len());
    let name = String::from_utf16_lossy(&name[..end]);
    Some(Entry {
        name,
        start: word(bytes, 116)?,
        length: usize::try_from(word(bytes, 120)?).ok()?,
    })
}

/// Which sector follows which, from the sectors that the head lists and those listed further on.
fn allocation_table(bytes: &[u8], sectors: &[u8], size: usize) -> Option<Vec<u32>> {
    let mut listed = words(bytes.get(76..512)?);
    let mut next = word(bytes, 68)?;
    for _ in 0..=sectors.len() / size {
        if next >= FIRST_MARK {
            break;
        }
        listed.extend(words(sector(sectors, size, next)?));
        next = listed.pop()?;
    }
    let real = listed.into_iter().filter(|&number| number < FIRST_MARK);
    real.map(|number| sector(sectors, size, number).map(words))
        .collect::<Option<Vec<_>>>()
        .map(|tables| tables.concat())
}

/// The sectors from `start` on, one after the other; none where they run in a circle or out of the file.
fn chain(sectors: &[u8], size: usize, table: &[u32], start: u32) -> Option<Vec<u8>> {
    let (mut bytes, mut next) = (Vec::new(), start);
    while next < FIRST_MARK {
        if bytes.len() > sectors.len() {
            return None;
        }
        bytes.extend_from_slice(sector(sectors, size, next)?);
        next = *table.get(next as usize)?;
    }
    Some(bytes)
}

/// The last sector of a file may be cut short.
fn sector(sectors: &[u8], size: usize, number: u32) -> Option<&[u8]> {
    let start = (number as usize).checked_mul(size)?;
    let rest = sectors.get(start..)?;
    Some(&rest[..rest.len().min(size)])
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect()
}

/// The 32-bit number at `at`.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The 16-bit number at `at`.
pub(super) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
