//! Who a case is: a keyed hash of what a register says of it. The words themselves go no further than here.
//!
//! The key lies in the data directory and nowhere else, so that the hashes of two districts can't be compared, and
//! nobody can find a child by hashing names.

use std::fmt;
use std::num::ParseIntError;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use catalog::PlaceCode;
use catalog::format::ascii_digits;
use store::{CaseKeys, Lake, key_name};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::columns::CaseColumns;
use crate::error::IngestError;
use crate::read::{Cell, Sheet};
use crate::sheet::is_not_reported;

/// Opens the hashed text, so that a change of what is hashed gives other ids throughout.
const HASH_DOMAIN: &str = "jela case 1";

/// What a case is known by: 128 bits, written as 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CaseId([u8; 16]);

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl FromStr for CaseId {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes()))
    }
}

impl CaseId {
    /// Tells the rows of a tally apart that are of one place and day: the values of its classes in their order. It is no
    /// secret and is not kept.
    pub(crate) fn of_classes<'a>(values: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for value in values {
            hasher.update(value.unwrap_or_default().as_bytes());
            hasher.update(&[0]);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(bytes)
    }
}

/// Where the keys come from; the first is made when the first sheet of cases is met.
pub(crate) struct Keys {
    /// The data directory, and how many keys are in force there; none for ids that are thrown away.
    of: Option<(PathBuf, u32)>,
    keys: OnceLock<Arc<CaseKeys>>,
}

impl Keys {
    /// `DATA/keys/identity` and those that followed it, as many as what the lake holds was hashed with.
    pub(crate) fn of(data: &Path, lake: &Lake) -> Result<Self, IngestError> {
        Ok(Self {
            of: Some((data.to_owned(), lake.case_key()?)),
            keys: OnceLock::new(),
        })
    }

    /// Keys for ids that are thrown away: nothing is written.
    pub(crate) fn for_nothing() -> Self {
        Self {
            of: None,
            keys: OnceLock::new(),
        }
    }

    pub(crate) fn keys(&self) -> Result<Arc<CaseKeys>, IngestError> {
        if let Some(keys) = self.keys.get() {
            return Ok(Arc::clone(keys));
        }
        let keys = match &self.of {
            Some((data, number)) => CaseKeys::of(data, *number).map_err(|fault| IngestError::Key {
                path: fault.path,
                reason: fault.reason,
            })?,
            None => CaseKeys::for_nothing(),
        };
        Ok(Arc::clone(self.keys.get_or_init(|| Arc::new(keys))))
    }
}

/// The case that a row is about; none where it does not say. Registers of units count by themselves, so that their numbers
/// tell cases apart inside a `unit` alone; a number that holds everywhere has none.
pub(crate) fn case(
    keys: &CaseKeys,
    programme: &str,
    unit: Option<&PlaceCode>,
    (sheet, row): (&Sheet, u32),
    columns: &CaseColumns,
) -> Option<CaseId> {
    let number = columns.number.map(|at| register_number(sheet.cell(row, at)));
    let said: Vec<String> = match number.filter(|number| !number.is_empty()) {
        Some(number) => vec!["number".to_owned(), number],
        None => {
            let words = columns
                .words
                .iter()
                .map(|at| at.map(|at| words(sheet.cell(row, at))));
            let words: Vec<String> = words.collect::<Option<_>>()?;
            let is_told = !words.is_empty() && words.iter().all(|word| !word.is_empty());
            is_told.then(|| [vec!["words".to_owned()], words].concat())?
        }
    };
    Some(hashed(keys, programme, unit, &said))
}

fn hashed(keys: &CaseKeys, programme: &str, unit: Option<&PlaceCode>, said: &[String]) -> CaseId {
    let mut hasher = blake3::Hasher::new_keyed(keys.first());
    let fixed = [HASH_DOMAIN, programme, unit.map_or("", PlaceCode::as_str)];
    for text in fixed.into_iter().chain(said.iter().map(String::as_str)) {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let hash = hasher.finalize();
    let half = hash.as_bytes().first_chunk::<16>().expect("a hash has 32 bytes");
    CaseId(keys.through_later(*half))
}

/// What a register says of one case, by which it is told apart.
#[derive(Clone, Copy)]
pub enum ToldApart<'a> {
    /// Its number.
    Number(&'a str),
    /// Where it has none: the words that tell it apart, in the order of the register.
    Words(&'a [String]),
}

/// What a case is kept by in the lake of a data directory, hashed as what comes in is; none where nothing is said. A key is
/// never made for it.
pub fn case_hash(
    (data, lake): (&Path, &Lake),
    programme: &str,
    unit: Option<&PlaceCode>,
    told: ToldApart<'_>,
) -> Result<Option<String>, IngestError> {
    let said: Vec<String> = match told {
        ToldApart::Number(number) => vec!["number".to_owned(), register_number(Cell::Text(number))],
        ToldApart::Words(said) => {
            let said = said.iter().map(|word| words(Cell::Text(word)));
            std::iter::once("words".to_owned()).chain(said).collect()
        }
    };
    if said.len() < 2 || said.iter().any(String::is_empty) || !data.join("keys").join(key_name(1)).exists() {
        return Ok(None);
    }
    let keys = Keys::of(data, lake)?.keys()?;
    Ok(Some(hashed(&keys, programme, unit, &said).to_string()))
}

/// A number of a register as text: Excel drops leading zeros and makes `12` of `12.0`, and so does this.
fn register_number(cell: Cell<'_>) -> String {
    let text = words(cell);
    let number = text
        .strip_suffix("-0")
        .filter(|whole| is_digits(whole))
        .unwrap_or(&text);
    match number.trim_start_matches('0') {
        "" => number.to_owned(),
        short if is_digits(number) => short.to_owned(),
        _ => number.to_owned(),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words in one case and one form of each letter, without spacing and punctuation; empty where the cell says nothing.
/// Digits that were apart stay apart.
fn words(cell: Cell<'_>) -> String {
    let text = cell.text();
    if is_not_reported(&text) || cell == Cell::Error("#N/A") {
        return String::new();
    }
    if text.is_ascii() {
        return ascii_words(&text);
    }
    let text = ascii_digits(&text).to_lowercase();
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.nfc() {
        if !(c.is_alphanumeric() || is_combining_mark(c)) {
            apart |= !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
            continue;
        }
        if apart && c.is_ascii_digit() && folded.ends_with(|before: char| before.is_ascii_digit()) {
            folded.push('-');
        }
        apart = false;
        folded.push(c);
    }
    folded
}

/// The same of plain letters, which need no table of characters.
fn ascii_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() {
            apart = true;
            continue;
        }
        if apart && byte.is_ascii_digit() && folded.ends_with(|before: char| before.is_ascii_digit()) {
            folded.push('-');
        }
        apart = false;
        folded.push(char::from(byte.to_ascii_lowercase()));
    }
    folded
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::read::workbook_bytes;

    const NUMBER_AND_WORDS: CaseColumns = CaseColumns {
        number: Some(0),
        words: Vec::new(),
    };

    fn told(row: &str) -> Option<CaseId> {
        told_by(7, "centre-1", row)
    }

    /// By a key of which each byte is the same.
    fn told_by(byte: u8, unit: &str, row: &str) -> Option<CaseId> {
        let book = workbook_bytes("t.csv", format!("{row}\n").as_bytes()).unwrap();
        let columns = CaseColumns {
            words: vec![Some(1), Some(2)],
            ..NUMBER_AND_WORDS
        };
        let unit: Option<PlaceCode> = (!unit.is_empty()).then(|| unit.parse().unwrap());
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("keys")).unwrap();
        fs::write(data.path().join("keys/identity"), [byte; 32]).unwrap();
        let keys = CaseKeys::of(data.path(), 1).unwrap();
        case(&keys, "pushti", unit.as_ref(), (&book.sheets[0], 0), &columns)
    }

    #[test]
    fn a_child_is_the_same_however_its_number_and_names_are_spelt() {
        for other in ["0012,x,y", "12.0,Riya,Sita", "১২,,", " 12 ,,"] {
            assert_eq!(told(other), told("12,,"), "{other}");
        }
        for other in [
            ",RIYA  das,Sita-Das",
            "-,Riya Das.,sita das",
            "NA,riya\u{200b}das,SITA DAS",
        ] {
            assert_eq!(told(other), told(",Riya Das,Sita Das"), "{other}");
        }
    }

    #[test]
    fn another_child_centre_or_key_gives_another_id() {
        let riya = told(",Riya,Sita").unwrap();
        for other in [",Riya,Gita", ",RiyaS,ita", "riya,,", ",Sita,Riya"] {
            assert_ne!(told(other), Some(riya), "{other}");
        }
        assert_ne!(told_by(7, "centre-2", ",Riya,Sita"), Some(riya));
        assert_ne!(told_by(8, "centre-1", ",Riya,Sita"), Some(riya));
        assert_ne!(told("1-2,,"), told("12,,"));
    }

    #[test]
    fn a_number_that_holds_everywhere_is_one_matter_in_any_spelling() {
        let told = |row| told_by(7, "", row);
        for other in [
            "wb/cmo/2026/0012,,",
            " WB / CMO / ২০২৬ / 0012 ,,",
            "WB-CMO-2026-0012,x,y",
        ] {
            assert_eq!(told(other), told("WB/CMO/2026/0012,,"), "{other}");
        }
        assert_ne!(told("WB/CMO/2026/0012,,"), told("WB/CMO/2026/0021,,"));
        assert_ne!(told("12,,"), told_by(7, "centre-1", "12,,"));
    }

    #[test]
    fn who_asks_is_told_apart_as_the_sheets_tell() {
        let data = tempfile::tempdir().unwrap();
        let lake = Lake::open(data.path()).unwrap();
        let unit: PlaceCode = "centre-1".parse().unwrap();
        let asked = |told| case_hash((data.path(), &lake), "pushti", Some(&unit), told).unwrap();
        // Nothing was ever taken in, and no key is made by asking.
        assert_eq!(asked(ToldApart::Number("12")), None);
        assert!(!data.path().join("keys").exists());
        fs::create_dir(data.path().join("keys")).unwrap();
        fs::write(data.path().join("keys/identity"), [7; 32]).unwrap();
        assert_eq!(
            asked(ToldApart::Number(" 0012 ")),
            told("12,,").map(|id| id.to_string())
        );
        let names = ["RIYA das".to_owned(), "Sita-Das".to_owned()];
        let by_words = told(",Riya Das,Sita Das").map(|id| id.to_string());
        assert_eq!(asked(ToldApart::Words(&names)), by_words);
        for nobody in [
            ToldApart::Number(" "),
            ToldApart::Number("-"),
            ToldApart::Words(&[]),
        ] {
            assert_eq!(asked(nobody), None);
        }
    }

    #[test]
    fn a_row_that_names_nobody_has_no_id() {
        for row in [",,", ",Riya,", ",,Sita", "-,NA,Sita"] {
            assert_eq!(told(row), None, "{row}");
        }
    }

    #[test]
    fn an_id_is_32_hex_digits_and_read_back() {
        let id = told("12,,").unwrap();
        let text = id.to_string();
        assert_eq!((text.len(), text.parse()), (32, Ok(id)));
    }

    fn keys_of(data: &Path) -> Keys {
        Keys::of(data, &Lake::open(data).unwrap()).unwrap()
    }

    #[test]
    fn the_key_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().unwrap();
        let first = keys_of(data.path()).keys().unwrap();
        let again = keys_of(data.path()).keys().unwrap();
        assert!(first.first() == again.first() && *first.first() != [0; 32]);
        let path = data.path().join("keys/identity");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        Keys::for_nothing().keys().unwrap();
    }

    #[test]
    fn a_key_that_was_cut_off_is_refused_and_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("keys")).unwrap();
        fs::write(data.path().join("keys/identity"), b"short").unwrap();
        let refusal = keys_of(data.path()).keys().err().unwrap().to_string();
        assert!(
            refusal.contains("32 bytes") && refusal.contains("backup"),
            "{refusal}"
        );
        assert_eq!(fs::read(data.path().join("keys/identity")).unwrap(), b"short");
    }
}
