//! From the body of a table to typed, placed and dated rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::PlaceCode;
use catalog::calendar::FinancialYear;
use catalog::programme::{ColumnType, Dataset, Programme};
use jiff::civil::Date;

use crate::columns::{Columns, LongColumns, ValueColumn};
use crate::dates::{self, Dating};
use crate::heading::fold;
use crate::places::{Placed, Places};
use crate::problem::Problem;
use crate::read::Sheet;
use crate::sheet::Table;
use crate::values::{Value, value};
use crate::verdicts::Verdicts;

/// One row of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) place: PlaceCode,
    pub(crate) printed: Arc<str>,
    pub(crate) date: Date,
    /// The row of the sheet; of a list with one figure a row, the first.
    pub(crate) sheet_row: u32,
    /// Further rows of such a list.
    pub(crate) more_rows: Vec<u32>,
    /// What is reported, by position of the dataset's column. Columns not reported are not in it.
    pub(crate) cells: Vec<Reported>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reported {
    pub(crate) column: usize,
    pub(crate) row: u32,
    pub(crate) at: u32,
    pub(crate) value: Value,
}

impl Row {
    pub(crate) fn cell(&self, column: usize) -> Option<&Reported> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// The whole number of a column, if it is reported.
    pub(crate) fn whole(&self, column: usize) -> Option<i64> {
        match self.cell(column)?.value {
            Value::Whole(whole) => Some(whole),
            Value::Number(_) | Value::Text(_) => None,
        }
    }

    pub(crate) fn sheet_rows(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.sheet_row).chain(self.more_rows.iter().copied())
    }

    /// Where the row is shown to be wrong as a whole.
    pub(crate) fn first_column(&self) -> u32 {
        self.cells.first().map_or(0, |cell| cell.at)
    }
}

/// Everything that is needed to type the rows of one table.
pub(crate) struct Typing<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) table: &'a Table,
    pub(crate) programme: &'a Programme,
    pub(crate) dataset: &'a Dataset,
    pub(crate) columns: &'a Columns,
    pub(crate) dating: &'a Dating,
    /// The financial year that the sheet names.
    pub(crate) year: Option<FinancialYear>,
    /// By what money is to be multiplied where its header does not say.
    pub(crate) money_scale: i64,
}

/// Sums of a column over rows, as far as they can be told; rejected rows are in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Printed {
    /// By column of the sheet and row: the whole numbers; none where a cell can't be read.
    pub(crate) columns: BTreeMap<u32, Vec<(u32, Option<i64>)>>,
}

/// The typed rows of a table.
pub(crate) fn rows(
    typing: &Typing<'_>,
    places: &mut Places<'_>,
    verdicts: &mut Verdicts,
) -> (Vec<Row>, Printed) {
    let mut rows = Vec::with_capacity(typing.table.body.len());
    let mut printed = Printed::default();
    let checks_totals = !typing.table.totals.is_empty();
    let mut sections = typing.table.sections.iter().peekable();
    let mut heading: Option<&str> = None;
    for &row in &typing.table.body {
        while let Some(section) = sections.next_if(|section| section.row < row) {
            heading = Some(&section.text);
        }
        let read = match &typing.columns.long {
            Some(long) => typing.long_cells(row, long),
            None => typing.wide_cells(row),
        };
        if checks_totals {
            printed.add(typing, row, &read);
        }
        let placed = places.of_row(typing.sheet, row, heading);
        match typing.judged(row, read, placed) {
            Ok(found) => rows.extend(found),
            Err(problems) => problems
                .into_iter()
                .for_each(|(at, problem)| verdicts.leave_out(row, at, problem)),
        }
    }
    (rows, printed)
}

/// What the value cells of one row of the sheet say, and under which month.
struct Read {
    cells: Vec<(Option<i8>, Reported)>,
    faults: Vec<(u32, Problem)>,
}

type Faults = Vec<(u32, Problem)>;

/// What is reported for a day.
type DayCells = (Date, Vec<Reported>);

impl Typing<'_> {
    fn wide_cells(&self, row: u32) -> Read {
        let mut read = Read {
            cells: Vec::with_capacity(self.columns.values.len()),
            faults: Vec::new(),
        };
        for column in &self.columns.values {
            match self.value_at(row, column.at, column.column, column.scale) {
                Ok(Some(value)) => {
                    read.cells.push((
                        column.month,
                        Reported {
                            column: column.column,
                            row,
                            at: column.at,
                            value,
                        },
                    ));
                }
                Ok(None) => {}
                Err(problem) => read.faults.push((column.at, problem)),
            }
        }
        read
    }

    fn long_cells(&self, row: u32, long: &LongColumns) -> Read {
        let mut read = Read {
            cells: Vec::new(),
            faults: Vec::new(),
        };
        let name = self.sheet.cell(row, long.name).text();
        let folded = fold(&name);
        let Some((column, _)) = long.names.iter().find(|(_, names)| names.contains(&folded)) else {
            let name = name.chars().take(60).collect();
            read.faults.push((long.name, Problem::UnknownFigure { name }));
            return read;
        };
        match self.value_at(row, long.value, *column, long.scale) {
            Ok(Some(value)) => read.cells.push((
                None,
                Reported {
                    column: *column,
                    row,
                    at: long.value,
                    value,
                },
            )),
            Ok(None) => {}
            Err(problem) => read.faults.push((long.value, problem)),
        }
        read
    }

    pub(crate) fn value_at(
        &self,
        row: u32,
        at: u32,
        column: usize,
        header_scale: i64,
    ) -> Result<Option<Value>, Problem> {
        let column = &self.dataset.columns[column];
        value(
            self.sheet.cell(row, at),
            &column.id,
            column.kind,
            self.scale(column.kind, header_scale),
        )
    }

    /// Unit words of the header hold; for money without any, those of the title or the source. Averages and
    /// percentages are kept as printed.
    pub(crate) fn scale(&self, kind: ColumnType, header_scale: i64) -> i64 {
        match kind {
            ColumnType::Money if header_scale == 1 => self.money_scale,
            ColumnType::Money | ColumnType::Count => header_scale,
            ColumnType::Number | ColumnType::Text => 1,
        }
    }

    /// The rows of the dataset that a row of the sheet gives, or everything that is wrong with it.
    fn judged(
        &self,
        row: u32,
        read: Read,
        placed: Result<Placed, (u32, Problem)>,
    ) -> Result<Vec<Row>, Faults> {
        let Read { cells, mut faults } = read;
        let placed = placed.map_err(|fault| faults.insert(0, fault));
        if faults.is_empty() && cells.is_empty() {
            faults.push((self.first_value_column(), Problem::NothingReported));
        }
        let dated = self.dated(row, cells).map_err(|fault| faults.push(fault));
        let (Ok(placed), Ok(dated), true) = (placed, dated, faults.is_empty()) else {
            return Err(faults);
        };
        let row = |(date, cells)| Row {
            place: placed.code.clone(),
            printed: Arc::clone(&placed.printed),
            date,
            sheet_row: row,
            more_rows: Vec::new(),
            cells,
        };
        Ok(dated.into_iter().map(row).collect())
    }

    fn first_value_column(&self) -> u32 {
        let long = self.columns.long.as_ref().map(|long| long.value);
        self.columns
            .values
            .first()
            .map(|column| column.at)
            .or(long)
            .unwrap_or(self.table.region.left)
    }

    /// The cells by the day for which they are true.
    fn dated(&self, row: u32, cells: Vec<(Option<i8>, Reported)>) -> Result<Vec<DayCells>, (u32, Problem)> {
        if let Dating::Months(year, until) = self.dating {
            let mut months: BTreeMap<Date, Vec<Reported>> = BTreeMap::new();
            for (month, cell) in cells {
                let Some(month) = month else { continue };
                months
                    .entry(dates::last_day_of(*year, month))
                    .or_default()
                    .push(cell);
            }
            // Sheets print zeros for months that are still to come.
            months.retain(|day, _| until.is_none_or(|until| day.first_of_month() <= until));
            return Ok(months.into_iter().collect());
        }
        let day = match self.dating {
            Dating::Rows(columns) => dates::of_row(self.sheet, row, *columns)?,
            Dating::Sheet(day, _) => *day,
            Dating::Months(..) => return Ok(Vec::new()), // told apart above
        };
        self.possible(day)
            .map_err(|problem| (self.date_column(), problem))?;
        Ok(vec![(day, cells.into_iter().map(|(_, cell)| cell).collect())])
    }

    fn possible(&self, day: Date) -> Result<(), Problem> {
        if let Some(began) = self
            .programme
            .dated_titles
            .first()
            .map(|title| title.from)
            .filter(|began| day < *began)
        {
            return Err(Problem::BeforeProgramme { date: day, began });
        }
        if !catalog::calendar::is_dated(day) {
            return Err(Problem::TooFarAhead { date: day });
        }
        match self.year {
            Some(year) if FinancialYear::of(day) != year => Err(Problem::OutsideYear { date: day, year }),
            _ => Ok(()),
        }
    }

    fn date_column(&self) -> u32 {
        use crate::columns::DateColumns::{Day, YearAndMonth, YearAndUpdate};
        match self.dating {
            Dating::Rows(Day(at) | YearAndMonth(at, _) | YearAndUpdate(at, _)) => *at,
            Dating::Sheet(..) | Dating::Months(..) => self.table.region.left,
        }
    }
}

impl Printed {
    fn add(&mut self, typing: &Typing<'_>, row: u32, read: &Read) {
        for ValueColumn { at, column, .. } in &typing.columns.values {
            if !typing.dataset.columns[*column].kind.adds_up() {
                continue;
            }
            let value = match read.cells.iter().find(|(_, cell)| cell.at == *at) {
                Some((
                    _,
                    Reported {
                        value: Value::Whole(whole),
                        ..
                    },
                )) => Some(*whole),
                Some(_) => None,
                None if read.faults.iter().any(|(fault, _)| fault == at) => None,
                None => Some(0),
            };
            self.columns.entry(*at).or_default().push((row, value));
        }
    }
}
