//! Which column of a file says what.

use std::path::Path;

use analytics::growth::columns::{
    AGE_DAYS, AGE_MONTHS, ARM, HEAD, HEIGHT, LENGTH, MEASURE, OEDEMA, SEX, WEIGHT,
};
use csv::ByteRecord;

use crate::exit::Unread;

/// By which standards children are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The standards of 2006, under 60 months.
    UnderFive,
    /// The reference of 2007, from 60 months on.
    Older,
}

/// Where ages stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeColumn {
    /// In days.
    Days(usize),
    /// In months.
    Months(usize),
    /// In what another column says: d or m.
    WithUnit(usize, usize),
}

/// Columns by name.
#[derive(Debug)]
pub struct Header {
    names: Vec<String>,
    /// By which standards the columns are to be read.
    pub form: Form,
    /// Sex.
    pub sex: Option<usize>,
    /// Age; none if the file has none.
    pub age: Option<AgeColumn>,
    /// Weight.
    pub weight: Option<usize>,
    /// Length or height.
    pub length: Option<usize>,
    /// Lying or standing.
    pub measure: Option<usize>,
    /// Arm circumference.
    pub arm: Option<usize>,
    /// Head circumference.
    pub head: Option<usize>,
    /// Oedema.
    pub oedema: Option<usize>,
    /// What children are called.
    pub id: Option<usize>,
}

/// A file says how old children are in one of these.
const AGE: &str = "age";
const AGE_UNIT: &str = "age_unit";
/// What children are called.
const ID: &str = "id";

impl Header {
    /// Finds the columns of a file; small and capital letters are the same.
    pub fn of(record: &ByteRecord, file: &Path, older: bool) -> Result<Self, Unread> {
        let names: Vec<String> = record.iter().map(name).collect();
        check_readable(record, &names, file)?;
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        let is_older =
            older || (find(AGE_MONTHS).is_some() && find(HEIGHT).is_some() && find(LENGTH).is_none());
        let form = if is_older { Form::Older } else { Form::UnderFive };
        let header = Self {
            form,
            sex: find(SEX),
            age: age_column(find),
            weight: find(WEIGHT),
            length: if is_older {
                find(HEIGHT).or(find(LENGTH))
            } else {
                find(LENGTH)
            },
            measure: find(MEASURE),
            arm: find(ARM),
            head: find(HEAD),
            oedema: find(OEDEMA),
            id: find(ID),
            names,
        };
        header.check_recognised(file)?;
        Ok(header)
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// The column of that name.
    pub fn find(&self, wanted: &str) -> Option<usize> {
        self.names.iter().position(|name| name == wanted)
    }

    /// The name of a column.
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Which columns are computed anew, and therefore not kept as they were.
    pub fn among(&self, computed: &[&str]) -> Vec<bool> {
        self.names
            .iter()
            .map(|name| computed.contains(&name.as_str()))
            .collect()
    }

    fn check_recognised(&self, file: &Path) -> Result<(), Unread> {
        if self.sex.is_none() {
            return Err(self.unrecognised(
                file,
                "there is no column `sex`, and without it no child can be scored",
            ));
        }
        if self.form == Form::UnderFive && self.length.is_none() && self.find(HEIGHT).is_some() {
            let problem = "`height_cm` is not read here: call it `lenhei_cm`, or score children of 60 months and more \
                           with --age-months";
            return Err(self.unrecognised(file, problem));
        }
        if [self.weight, self.length, self.arm, self.head]
            .iter()
            .all(Option::is_none)
        {
            let problem = "there is none of the columns `weight_kg`, `lenhei_cm`, `armc_cm`, `headc_cm`";
            return Err(self.unrecognised(file, problem));
        }
        if self.form == Form::Older && self.age.is_none() {
            return Err(self.unrecognised(file, "there is no column `age_months`"));
        }
        Ok(())
    }

    /// The file is not one of children, as far as can be told.
    pub fn unrecognised(&self, file: &Path, problem: &str) -> Unread {
        Unread(format!(
            "{}: {problem} (found {})",
            file.display(),
            self.names.join(", ")
        ))
    }
}

fn name(field: &[u8]) -> String {
    let text = String::from_utf8_lossy(field);
    text.trim_start_matches('\u{feff}').trim().to_ascii_lowercase()
}

fn age_column(find: impl Fn(&str) -> Option<usize>) -> Option<AgeColumn> {
    let with_unit = || Some(AgeColumn::WithUnit(find(AGE)?, find(AGE_UNIT)?));
    (find(AGE_DAYS).map(AgeColumn::Days))
        .or(find(AGE_MONTHS).map(AgeColumn::Months))
        .or_else(with_unit)
}

/// Says what a file is that is no CSV with commas.
fn check_readable(record: &ByteRecord, names: &[String], file: &Path) -> Result<(), Unread> {
    let start = record.as_slice();
    let problem = if names.is_empty() {
        "is empty; its first line should name the columns, like `sex,age_days,weight_kg`".to_owned()
    } else if start.starts_with(b"PK") || start.starts_with(b"\xd0\xcf\x11\xe0") {
        "is a workbook; save the sheet as CSV".to_owned()
    } else if start.contains(&0) {
        "is not in UTF-8; save it as CSV in UTF-8".to_owned()
    } else if let ([only], true) = (names, start.contains(&b';') || start.contains(&b'\t')) {
        format!("has other marks than commas between columns: `{only}`; save it with commas")
    } else if let Some(twice) = twice(names) {
        format!("has two columns `{twice}`; leave out one of them")
    } else if names.iter().any(|name| name == AGE) && !names.iter().any(|name| is_unit(name)) {
        "has a column `age` and no `age_unit` (d or m) beside it; or call it `age_days` or `age_months`"
            .to_owned()
    } else {
        return Ok(());
    };
    Err(Unread(format!("{} {problem}", file.display())))
}

fn is_unit(name: &str) -> bool {
    [AGE_UNIT, AGE_DAYS, AGE_MONTHS].contains(&name)
}

/// Columns without a name, or of other names, may be there as often as they like.
fn twice(names: &[String]) -> Option<&str> {
    let known = [
        ID, SEX, AGE, AGE_UNIT, AGE_DAYS, AGE_MONTHS, WEIGHT, LENGTH, HEIGHT, MEASURE, ARM, HEAD, OEDEMA,
    ];
    known
        .into_iter()
        .find(|known| names.iter().filter(|name| name == known).count() > 1)
}
