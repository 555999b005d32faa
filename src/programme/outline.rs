//! What the columns of an example sheet seem to be, by their headers and their values. Nothing of a value is kept.

use std::collections::BTreeSet;

use catalog::PlaceLevel;
use catalog::calendar::parse_date;
use ingest::read::{Cell, Sheet, Workbook};
use ingest::sheet::{Number, Table, number, tables};
use jiff::civil::Date;

/// What a column seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seems {
    /// Names of places.
    Place(PlaceLevel),
    /// Codes of places in the Local Government Directory.
    LgdCode(PlaceLevel),
    /// The day of the row.
    Day,
    /// Whole numbers.
    Count,
    /// Rupees.
    Money,
    /// Numbers that can't be added up: percentages, averages.
    Rate,
    /// Names or numbers of people.
    Personal,
    /// Numbers of the rows.
    Serial,
    /// Words; with how many different ones.
    Words(usize),
    /// Nothing is in it.
    Empty,
}

/// One column of an example.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its header, with the headers above: `Released / Bail`.
    pub header: String,
    /// What it seems to be.
    pub seems: Seems,
}

/// One sheet of an example.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The sheet's name.
    pub sheet: String,
    /// Its columns, from left to right.
    pub columns: Vec<Seen>,
    /// Whether there are rows of most days.
    pub is_daily: bool,
    /// Whether a place and day stands in several rows.
    pub repeats: bool,
}

impl Outline {
    /// The columns that seem to be something.
    pub fn that<'a>(&'a self, wanted: impl Fn(Seems) -> bool + 'a) -> impl Iterator<Item = &'a Seen> {
        self.columns.iter().filter(move |column| wanted(column.seems))
    }

    /// The finest level that its columns name.
    pub fn level(&self) -> Option<PlaceLevel> {
        let levels = self.columns.iter().filter_map(|column| match column.seems {
            Seems::Place(level) | Seems::LgdCode(level) => Some(level),
            _ => None,
        });
        levels.max()
    }

    /// Whether a programme can be made of it: it names places, and something in it can be added up.
    pub fn is_useful(&self) -> bool {
        self.lack().is_none()
    }

    /// Why no programme can be made of it.
    pub fn lack(&self) -> Option<&'static str> {
        if self.level().is_none() {
            return Some("no column names places (State, District, Block, GP …)");
        }
        if self.that(adds_up).next().is_some() {
            return None;
        }
        Some(match self.that(is_value).next() {
            Some(_) => {
                "its numbers are percentages, averages or measurements, which can't be added up over places; \
                 take a sheet with the counts or amounts that they are made of"
            }
            None => "no column holds counts or amounts",
        })
    }
}

/// Whether a column can be added up.
pub fn adds_up(seems: Seems) -> bool {
    matches!(seems, Seems::Count | Seems::Money)
}

/// Whether a column holds values of a dataset.
pub fn is_value(seems: Seems) -> bool {
    matches!(seems, Seems::Count | Seems::Money | Seems::Rate)
}

/// The largest table of each sheet.
pub fn outlines(book: &Workbook) -> Vec<Outline> {
    let sheets = book.sheets.iter().filter(|sheet| !sheet.hidden);
    sheets
        .filter_map(|sheet| {
            let table = tables(sheet).into_iter().find(Table::has_header)?;
            Some(outline(sheet, &table))
        })
        .collect()
}

fn outline(sheet: &Sheet, table: &Table) -> Outline {
    let mut day_seen = false;
    let columns: Vec<(u32, Seen)> = table
        .columns
        .iter()
        .filter(|column| !column.title().is_empty())
        .map(|column| {
            let cells = || table.body.iter().map(|row| sheet.cell(*row, column.index));
            let header = column.title();
            let mut seems = seems(&header, cells);
            if seems == Seems::Day && day_seen {
                seems = Seems::Words(0); // a second day is about something else
            }
            day_seen |= seems == Seems::Day;
            (column.index, Seen { header, seems })
        })
        .collect();
    let at = |wanted: fn(Seems) -> bool| -> Vec<u32> {
        let found = columns.iter().filter(|(_, seen)| wanted(seen.seems));
        found.map(|(index, _)| *index).collect()
    };
    let days: BTreeSet<Date> = at(|seems| seems == Seems::Day)
        .into_iter()
        .flat_map(|column| {
            table
                .body
                .iter()
                .filter_map(move |row| day(sheet.cell(*row, column)))
        })
        .collect();
    let keys = at(|seems| matches!(seems, Seems::Place(_) | Seems::LgdCode(_) | Seems::Day));
    let mut known = BTreeSet::new();
    let key = |row: &u32| -> Vec<String> {
        keys.iter()
            .map(|column| sheet.cell(*row, *column).text().into_owned())
            .collect()
    };
    Outline {
        sheet: sheet.name.clone(),
        is_daily: is_daily(&days),
        repeats: table.body.iter().any(|row| !known.insert(key(row))),
        columns: columns.into_iter().map(|(_, seen)| seen).collect(),
    }
}

/// Whether most days between the first and the last are there.
fn is_daily(days: &BTreeSet<Date>) -> bool {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return false;
    };
    let between = (*last - *first).get_days() + 1;
    days.len() > 1 && 2 * days.len() as i64 > i64::from(between)
}

fn seems<'a, I: Iterator<Item = Cell<'a>>>(header: &str, cells: impl Fn() -> I) -> Seems {
    let folded = header.to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let filled = || cells().filter(|cell| !cell.is_blank());
    if let Some(level) = level(&folded, &words) {
        let is_code = has(&["code", "id", "no"]);
        return match (is_code, has(&["lgd"])) {
            (true, true) => Seems::LgdCode(level),
            (true, false) => Seems::Words(0), // whose code it is nobody can tell
            (false, _) if filled().all(is_number) => by_values(&words, filled),
            (false, _) => Seems::Place(level),
        };
    }
    if is_personal(&folded, &words) {
        return Seems::Personal;
    }
    if matches!(
        words.as_slice(),
        ["sl"] | ["sl" | "s" | "serial" | "sr", "no"] | ["serial"] | ["no"] | []
    ) {
        return Seems::Serial;
    }
    if filled().next().is_none() {
        return Seems::Empty;
    }
    // «Part No.» numbers parts, «No. of parts» counts them.
    if words
        .last()
        .is_some_and(|last| ["no", "code", "id"].contains(last))
    {
        return Seems::Words(0);
    }
    if filled().all(|cell| day(cell).is_some()) {
        return Seems::Day;
    }
    if filled().all(is_number) {
        return by_values(&words, filled);
    }
    Seems::Words(
        filled()
            .map(|cell| cell.text().into_owned())
            .collect::<BTreeSet<_>>()
            .len(),
    )
}

fn by_values<'a, I: Iterator<Item = Cell<'a>>>(words: &[&str], filled: impl Fn() -> I) -> Seems {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let values = || filled().filter_map(|cell| number(cell).value());
    let any_percent = filled().any(|cell| matches!(number(cell), Number::Value { percent: true, .. }));
    if any_percent
        || has(&[
            "percent",
            "percentage",
            "pct",
            "average",
            "avg",
            "rate",
            "ratio",
            "per",
        ])
    {
        return Seems::Rate;
    }
    if has(&[
        "rs",
        "rupees",
        "amount",
        "expenditure",
        "lakh",
        "lakhs",
        "crore",
        "inr",
        "fund",
        "funds",
        "paid",
        "exp",
        "expense",
        "expenses",
        "cost",
        "costs",
    ]) {
        return Seems::Money;
    }
    match values().all(|value| value.fract() == 0.0 && value >= 0.0) {
        true => Seems::Count,
        false => Seems::Rate,
    }
}

fn is_number(cell: Cell<'_>) -> bool {
    !matches!(number(cell), Number::NotANumber) && !matches!(cell, Cell::Date(_))
}

fn day(cell: Cell<'_>) -> Option<Date> {
    match cell {
        Cell::Date(at) => Some(at.date()),
        Cell::Text(text) => parse_date(text).ok(),
        _ => None,
    }
}

const LEVELS: [(&[&str], PlaceLevel); 8] = [
    (&["ward"], PlaceLevel::Ward),
    (&["gp", "panchayat", "gps"], PlaceLevel::Gp),
    (&["municipality", "ulb"], PlaceLevel::Municipality),
    (&["block", "samiti"], PlaceLevel::Block),
    (&["subdivision"], PlaceLevel::Subdivision),
    (&["district", "zilla", "jela"], PlaceLevel::District),
    (&["state"], PlaceLevel::State),
    (&["জেলা"], PlaceLevel::District),
];

/// The level that a header names places of: `Name of Gram Panchayat`, not `Children in block hospital`.
fn level(folded: &str, words: &[&str]) -> Option<PlaceLevel> {
    if folded.contains("panchayat samiti")
        || folded.contains("sub-division")
        || folded.contains("sub division")
    {
        let is_block = folded.contains("samiti");
        return Some(if is_block {
            PlaceLevel::Block
        } else {
            PlaceLevel::Subdivision
        });
    }
    let beside = [
        "name",
        "of",
        "the",
        "code",
        "lgd",
        "gram",
        "development",
        "community",
        "cd",
        "id",
        "no",
        "/",
    ];
    let (names, others): (Vec<&str>, Vec<&str>) = words
        .iter()
        .partition(|word| LEVELS.iter().any(|(known, _)| known.contains(word)));
    if names.is_empty() || !others.iter().all(|word| beside.contains(word)) {
        return None;
    }
    let level = LEVELS
        .iter()
        .find(|(known, _)| names.iter().any(|name| known.contains(name)));
    level.map(|(_, level)| *level)
}

/// Words by which people are named or reached.
const PERSONAL: [&str; 24] = [
    "phone",
    "mobile",
    "contact",
    "telephone",
    "aadhaar",
    "aadhar",
    "epic",
    "voter",
    "email",
    "address",
    "father",
    "mother",
    "husband",
    "wife",
    "guardian",
    "spouse",
    "applicant",
    "complainant",
    "beneficiary",
    "patient",
    "account",
    "ifsc",
    "dob",
    "signature",
];

fn is_personal(folded: &str, words: &[&str]) -> bool {
    // «Number of beneficiaries» counts them; «Beneficiary» names one. A name that is no place's may be anybody's.
    let counts = ["number", "total", "count", "nos"]
        .iter()
        .any(|count| words.contains(count));
    let is_birth = folded.contains("date of birth") || folded.contains("e-mail");
    is_birth
        || (!counts
            && words
                .iter()
                .any(|word| *word == "name" || PERSONAL.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(csv: &str) -> Vec<Seems> {
        let book = ingest::read::workbook_bytes("t.csv", csv.as_bytes()).unwrap();
        let outline = outlines(&book).remove(0);
        outline.columns.into_iter().map(|column| column.seems).collect()
    }

    #[test]
    fn columns_are_told_by_header_and_values() {
        let csv = "Sl No,District,Name of Gram Panchayat,Camp date,Visitors,Wage (Rs),Share %,Remarks\n\
                   1,Bankura,Ratanpur,01/11/2026,12,1.50,40%,good\n2,Bankura,Majhdiha,02/11/2026,0,2,50%,fair\n";
        assert_eq!(
            seen(csv),
            [
                Seems::Serial,
                Seems::Place(PlaceLevel::District),
                Seems::Place(PlaceLevel::Gp),
                Seems::Day,
                Seems::Count,
                Seems::Money,
                Seems::Rate,
                Seems::Words(2),
            ]
        );
    }

    #[test]
    fn what_numbers_things_is_no_count_and_what_was_spent_is_money() {
        let csv =
            "Block,Part No.,No. of parts,Tea expense,Wage_exp\nOnda,7,3,120,10.5\nKhatra,8,4,80,11.25\n";
        let block = Seems::Place(PlaceLevel::Block);
        assert_eq!(
            seen(csv),
            [block, Seems::Words(0), Seems::Count, Seems::Money, Seems::Money]
        );
    }

    #[test]
    fn a_sheet_of_percentages_alone_says_what_it_lacks() {
        let lack = |csv: &str| {
            let book = ingest::read::workbook_bytes("t.csv", csv.as_bytes()).unwrap();
            outlines(&book).remove(0).lack()
        };
        let rates = "District,Stunted %,Average weight\nBankura,30.3,11.2\nPurulia,37.0,10.9\n";
        assert!(lack(rates).unwrap().contains("can't be added up"));
        let words = "District,Remarks\nBankura,good\nPurulia,fair\n";
        assert!(lack(words).unwrap().contains("counts or amounts"));
        assert!(
            lack("Name of scheme,Served\nA,3\nB,4\n")
                .unwrap()
                .contains("names places")
        );
        assert_eq!(lack("District,Served\nBankura,3\nPurulia,4\n"), None);
    }

    #[test]
    fn whatever_names_or_reaches_people_is_personal() {
        let csv = "Block,Name,Mobile No,Father's name,Number of beneficiaries,Date of birth\n\
                   Onda,A,9876543210,B,4,01/01/2020\nKhatra,C,9876543211,D,5,01/02/2020\n";
        let personal = Seems::Personal;
        let block = Seems::Place(PlaceLevel::Block);
        assert_eq!(
            seen(csv),
            [block, personal, personal, personal, Seems::Count, personal]
        );
    }

    #[test]
    fn a_count_in_a_place_is_no_place_and_a_strange_code_is_not_guessed() {
        let csv = "Block,Block code,LGD code of block,GPs covered,Blocks in time\nOnda,7,2786,3,4\nKhatra,8,2783,5,6\n";
        let block = PlaceLevel::Block;
        assert_eq!(
            seen(csv),
            [
                Seems::Place(block),
                Seems::Words(0),
                Seems::LgdCode(block),
                Seems::Count,
                Seems::Count
            ]
        );
    }
}
