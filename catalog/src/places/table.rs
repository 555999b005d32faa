//! Reads a list of places, one CSV file, into places.

use std::collections::HashMap;
use std::io::Read;

use csv::StringRecord;
use jiff::civil::Date;

use super::error::CellProblem;
use super::{Place, PlaceCode, PlaceLevel, PlacesError, Population};
use crate::Words;

const REQUIRED: [&str; 3] = ["code", "name", "parent"];

/// What the titles of columns with the groups of units begin with: `group_project`.
const GROUP: &str = "group_";

const OPTIONAL: [&str; 18] = [
    "name_bn",
    "name_hi",
    "mgnrega_code",
    "census2011_code",
    "aliases",
    "households",
    "population",
    "male",
    "female",
    "sc",
    "st",
    "pop_0_6",
    "valid_from",
    "valid_to",
    "replaces",
    "carved_from",
    "only_for",
    "lies_in",
];

/// A place and the line on which it stands.
pub(super) struct Row {
    pub line: u64,
    pub place: Place,
}

/// Every place of one file.
pub(super) fn read(file: &str, bytes: impl Read) -> Result<Vec<Row>, PlacesError> {
    let not_csv = |source| PlacesError::NotCsv {
        file: file.to_owned(),
        source,
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let columns = columns(file, reader.headers().map_err(not_csv)?)?;
    let mut rows = Vec::new();
    let mut lines = HashMap::new();
    for record in reader.records() {
        let record = record.map_err(not_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = Cells {
            record: &record,
            columns: &columns,
        };
        let place = place(&cells).map_err(|problem| PlacesError::Cell {
            file: file.to_owned(),
            line,
            problem,
        })?;
        if let Some(first) = lines.insert(place.code.clone(), line) {
            return Err(PlacesError::Twice {
                file: file.to_owned(),
                line,
                first,
                code: place.code,
            });
        }
        rows.push(Row { line, place });
    }
    Ok(rows)
}

/// Where each column stands.
#[derive(Default)]
struct Columns {
    known: HashMap<&'static str, usize>,
    /// Columns `group_project`, by `project`.
    groups: Vec<(String, usize)>,
}

/// Where each known column stands; Excel puts a byte order mark before the first.
fn columns(file: &str, header: &StringRecord) -> Result<Columns, PlacesError> {
    let mut columns = Columns::default();
    for (index, title) in header.iter().enumerate() {
        let title = title.trim_start_matches('\u{feff}');
        if let Some(group) = title.strip_prefix(GROUP) {
            columns.groups.push((group.to_owned(), index));
            continue;
        }
        let known = REQUIRED.iter().chain(&OPTIONAL).find(|column| **column == title);
        let column = known.ok_or_else(|| PlacesError::UnknownColumn {
            file: file.to_owned(),
            column: title.to_owned(),
            known: [REQUIRED.join(", "), OPTIONAL.join(", ")].join(", "),
        })?;
        columns.known.insert(*column, index);
    }
    match REQUIRED
        .iter()
        .find(|column| !columns.known.contains_key(**column))
    {
        Some(column) => Err(PlacesError::MissingColumn {
            file: file.to_owned(),
            column,
        }),
        None => Ok(columns),
    }
}

struct Cells<'a> {
    record: &'a StringRecord,
    columns: &'a Columns,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> Option<&str> {
        let cell = self.record.get(*self.columns.known.get(column)?)?;
        (!cell.is_empty()).then_some(cell)
    }

    fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// The filled columns `group_…`.
    fn groups(&self) -> Vec<(String, String)> {
        let filled = self.columns.groups.iter().filter_map(|(name, at)| {
            let cell = self.record.get(*at).filter(|cell| !cell.is_empty())?;
            Some((name.clone(), cell.to_owned()))
        });
        filled.collect()
    }

    fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        let parts = self.text(column).unwrap_or_default().split('|').map(str::trim);
        parts.filter(|part| !part.is_empty())
    }

    fn code(&self, column: &'static str) -> Result<Option<PlaceCode>, CellProblem> {
        self.text(column).map(|text| code(column, text)).transpose()
    }

    fn number(&self, column: &'static str) -> Result<Option<u64>, CellProblem> {
        let number = |text: &str| {
            text.parse().map_err(|_| CellProblem::Number {
                column,
                found: text.to_owned(),
            })
        };
        self.text(column).map(number).transpose()
    }

    fn date(&self, column: &'static str) -> Result<Option<Date>, CellProblem> {
        let date = |text: &str| {
            text.parse().map_err(|_| CellProblem::Date {
                column,
                found: text.to_owned(),
            })
        };
        self.text(column).map(date).transpose()
    }
}

fn code(column: &'static str, text: &str) -> Result<PlaceCode, CellProblem> {
    text.parse()
        .map_err(|source| CellProblem::Code { column, source })
}

fn place(cells: &Cells) -> Result<Place, CellProblem> {
    let code = code("code", cells.text("code").unwrap_or_default())?;
    let replaces = cells.list("replaces").map(|old| self::code("replaces", old));
    let carved_from = cells
        .list("carved_from")
        .map(|old| self::code("carved_from", old));
    Ok(Place {
        level: code.level(),
        name: Words {
            en: cells.owned("name").ok_or(CellProblem::NoName)?,
            bn: cells.owned("name_bn"),
            hi: cells.owned("name_hi"),
        },
        parent: parent(cells, &code)?,
        mgnrega_code: cells.owned("mgnrega_code"),
        census2011_code: cells.owned("census2011_code"),
        aliases: cells.list("aliases").map(str::to_owned).collect(),
        population: population(cells)?,
        valid_from: cells.date("valid_from")?,
        valid_to: cells.date("valid_to")?,
        replaces: replaces.collect::<Result<_, _>>()?,
        carved_from: carved_from.collect::<Result<_, _>>()?,
        only_for: cells.owned("only_for"),
        lies_in: cells.code("lies_in")?,
        groups: cells.groups(),
        code,
    })
}

/// Parents are coarser than their children, so that walking up always ends.
fn parent(cells: &Cells, code: &PlaceCode) -> Result<Option<PlaceCode>, CellProblem> {
    match cells.code("parent")? {
        None if code.level() == PlaceLevel::State => Ok(None),
        None => Err(CellProblem::NoParent),
        Some(parent) if parent.level() < code.level() => Ok(Some(parent)),
        Some(parent) => Err(CellProblem::ParentNotAbove {
            code: code.clone(),
            parent,
        }),
    }
}

fn population(cells: &Cells) -> Result<Option<Population>, CellProblem> {
    let parts = ["households", "male", "female", "sc", "st", "pop_0_6"];
    let Some(persons) = cells.number("population")? else {
        let lonely = parts.into_iter().find(|column| cells.text(column).is_some());
        return lonely.map_or(Ok(None), |column| Err(CellProblem::NoTotal { column }));
    };
    Ok(Some(Population {
        households: cells.number("households")?,
        persons,
        male: cells.number("male")?,
        female: cells.number("female")?,
        sc: cells.number("sc")?,
        st: cells.number("st")?,
        age_0_6: cells.number("pop_0_6")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        read("west.csv", text.as_bytes())
            .err()
            .expect("the list is faulty")
            .to_string()
    }

    #[test]
    fn a_row_may_leave_out_all_that_is_not_known() {
        let rows = read(
            "west.csv",
            "code,name,parent\nblock-9,Ramgarh,district-8\n".as_bytes(),
        )
        .unwrap();
        assert_eq!(rows[0].place.name, Words::latin("Ramgarh"));
        assert_eq!(rows[0].place.population, None);
    }

    #[test]
    fn a_list_saved_by_excel_with_a_byte_order_mark_is_read() {
        let rows = read(
            "west.csv",
            "\u{feff}code,name,parent\nblock-9,Ramgarh,district-8\n".as_bytes(),
        );
        assert_eq!(rows.unwrap().len(), 1);
    }

    #[test]
    fn an_unknown_column_is_named_with_the_known_ones() {
        let refusal = refusal("code,name,parent,name_ta\n");
        assert!(
            refusal.starts_with(
                "west.csv, line 1: `name_ta` is not a column of places; known columns are code,"
            )
        );
    }

    #[test]
    fn a_missing_column_is_named() {
        assert!(refusal("code,name\n").starts_with("west.csv, line 1: there is no column `parent`"));
    }

    #[test]
    fn a_wrong_cell_is_reported_with_its_line() {
        insta::assert_snapshot!(
            refusal("code,name,parent,population\nblock-9,Ramgarh,district-8,1200\nblock-10,Lalgarh,district-8,many\n"),
            @"west.csv, line 3: column `population`: `many` is not a whole number; write digits only, or leave the cell empty"
        );
    }

    #[test]
    fn a_parent_of_a_finer_level_is_refused() {
        let refusal = refusal("code,name,parent\ndistrict-9,Ramgarh,block-8\n");
        assert!(
            refusal.contains("block-8 is not of a coarser level than district-9"),
            "{refusal}"
        );
    }

    #[test]
    fn only_a_state_stands_without_a_parent() {
        assert!(
            refusal("code,name,parent\nblock-9,Ramgarh,\n").contains("only states stand without a parent")
        );
    }

    #[test]
    fn the_same_code_on_two_lines_is_refused() {
        let refusal = refusal("code,name,parent\nblock-9,A,district-8\nblock-9,B,district-8\n");
        assert!(
            refusal.starts_with("west.csv, line 3: block-9 stands on line 2 already"),
            "{refusal}"
        );
    }

    #[test]
    fn a_part_of_the_population_needs_the_total() {
        let refusal = refusal("code,name,parent,sc\nblock-9,A,district-8,77\n");
        assert!(
            refusal.contains("`population` is empty although `sc` is filled"),
            "{refusal}"
        );
    }
}
