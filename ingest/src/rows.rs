//! From the body of a table to typed, placed and dated rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::PlaceCode;
use catalog::calendar::FinancialYear;
use catalog::programme::{ColumnType, Dataset, Keeps, Programme, Register};
use jiff::civil::Date;
use store::CaseKeys;

use crate::columns::{CaseColumns, Columns, LongColumns, MonthOf};
use crate::dates::{self, Dating};
use crate::finding::Effect;
use crate::form::Form;
use crate::heading::fold;
use crate::identity::{self, CaseId};
use crate::places::{Listed, Placed, Places};
use crate::problem::{CaseProblem, Problem};
use crate::read::Sheet;
use crate::row::{Reported, Row};
use crate::sheet::{Table, is_not_reported};
use crate::totals::Printed;
use crate::values::{Header, Reader, Value};
use crate::verdicts::Verdicts;

/// Everything that is needed to type the rows of one table.
pub(crate) struct Typing<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) table: &'a Table,
    pub(crate) programme: &'a Programme,
    pub(crate) dataset: &'a Dataset,
    /// By position of the dataset's columns.
    pub(crate) readers: &'a [Reader<'a>],
    /// The keys of cases, and what a row needs to tell whom it is about; in a dataset of cases.
    pub(crate) keys: Option<(Arc<CaseKeys>, String)>,
    pub(crate) columns: &'a Columns,
    pub(crate) dating: &'a Dating,
    /// The financial year that the sheet names.
    pub(crate) year: Option<FinancialYear>,
    /// By what money is to be multiplied where its header does not say.
    pub(crate) money_scale: i64,
}

/// The typed rows of a table, or of a part of its body.
pub(crate) fn rows(
    typing: &Typing<'_>,
    body: &[u32],
    places: &mut Places<'_>,
    verdicts: &mut Verdicts,
) -> (Vec<Row>, Printed) {
    let mut rows = Vec::with_capacity(body.len());
    let mut printed = Printed::default();
    let checks_totals = !typing.table.totals.is_empty();
    let mut sections = typing.table.sections.iter().peekable();
    let mut heading: Option<&str> = None;
    for &row in body {
        while let Some(section) = sections.next_if(|section| section.row < row) {
            heading = Some(&section.text);
        }
        let placed = places.of_row(typing.sheet, row, heading);
        let read = match &typing.columns.long {
            Some(long) => typing.long_cells(row, long),
            None => typing.wide_cells(row, places, placed.as_ref().ok()),
        };
        if checks_totals {
            printed.add(typing, row, &read);
        }
        let around = placed.iter().flat_map(|placed| placed.doubts.iter());
        for (at, problem) in read.doubts.iter().chain(around) {
            verdicts.keep(row, *at, problem.clone());
        }
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
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) cells: Vec<(Option<MonthOf>, Reported)>,
    /// Why the row is left out.
    pub(crate) faults: Faults,
    /// Why values are left out of a row that is kept.
    doubts: Faults,
}

pub(crate) type Faults = Vec<(u32, Problem)>;

/// What is reported for a day.
type DayCells = (Date, Vec<Reported>);

impl Typing<'_> {
    fn wide_cells(&self, row: u32, places: &mut Places<'_>, placed: Option<&Placed>) -> Read {
        let mut read = Read {
            cells: Vec::with_capacity(self.columns.values.len()),
            ..Read::default()
        };
        for column in &self.columns.values {
            let value = match (self.readers[column.column].column.kind, placed) {
                (ColumnType::Unit, Some(placed)) => self.unit_at(row, column.at, places, &placed.code),
                _ => self.value_at(row, column.at, column.column, column.header),
            };
            match value {
                Ok(Some(value)) => {
                    let cell = Reported::new(column.column, row, column.at, value);
                    read.cells.push((column.month, cell));
                }
                Ok(None) => {}
                Err(problem) => read.add(self.effect(column.column), column.at, problem),
            }
        }
        read
    }

    fn long_cells(&self, row: u32, long: &LongColumns) -> Read {
        let mut read = Read::default();
        let name = self.sheet.cell(row, long.name).text();
        let folded = fold(&name);
        let Some((column, _)) = long.names.iter().find(|(_, names)| names.contains(&folded)) else {
            let name = name.chars().take(60).collect();
            read.faults.push((long.name, Problem::UnknownFigure { name }));
            return read;
        };
        let header = Header {
            scale: long.scale,
            unit: None,
        };
        match self.value_at(row, long.value, *column, header) {
            Ok(Some(value)) => {
                let cell = Reported::new(*column, row, long.value, value);
                read.cells.push((None, cell));
            }
            Ok(None) => {}
            Err(problem) => read.add(self.effect(*column), long.value, problem),
        }
        read
    }

    /// What a value that can't be read does to its row. A row of a tally whose class is not understood can't be told from
    /// others.
    fn effect(&self, column: usize) -> Effect {
        let reader = &self.readers[column];
        match &self.dataset.keeps {
            Keeps::Tally(tally) if tally.classes.contains(&reader.column.id) => Effect::RowLeftOut,
            _ => reader.effect(),
        }
    }

    /// The unit that a cell names, as its place code.
    fn unit_at(
        &self,
        row: u32,
        at: u32,
        places: &mut Places<'_>,
        around: &PlaceCode,
    ) -> Result<Option<Value>, Problem> {
        let text = self.sheet.cell(row, at).text();
        if is_not_reported(&text) {
            return Ok(None);
        }
        let unit = places.unit(&text, around)?;
        Ok(Some(Value::text(unit.as_str())))
    }

    pub(crate) fn value_at(
        &self,
        row: u32,
        at: u32,
        column: usize,
        header: Header,
    ) -> Result<Option<Value>, Problem> {
        let reader = &self.readers[column];
        let header = Header {
            scale: self.scale(reader.column.kind, header.scale),
            ..header
        };
        reader.value(self.sheet.cell(row, at), header)
    }

    /// Unit words of the header hold; for money without any, those of the title or the source. Averages and
    /// percentages are kept as printed.
    pub(crate) fn scale(&self, kind: ColumnType, header_scale: i64) -> i64 {
        match kind {
            ColumnType::Money if header_scale == 1 => self.money_scale,
            ColumnType::Money | ColumnType::Count => header_scale,
            _ => 1,
        }
    }

    /// The rows of the dataset that a row of the sheet gives, or everything that is wrong with it.
    fn judged(
        &self,
        row: u32,
        read: Read,
        placed: Result<Placed, (u32, Problem)>,
    ) -> Result<Vec<Row>, Faults> {
        let Read {
            mut cells,
            mut faults,
            doubts,
        } = read;
        let placed = placed.map_err(|fault| faults.insert(0, fault));
        let listed = placed.as_ref().ok().and_then(|placed| placed.listed.as_deref());
        if faults.is_empty() && cells.is_empty() && doubts.is_empty() && listed.is_none() {
            faults.push((self.first_value_column(), Problem::NothingReported));
        }
        cells.extend(listed.into_iter().flat_map(|listed| self.of_unit(row, listed)));
        let case = placed.as_ref().ok().map(|placed| self.case(row, placed));
        let case = case.transpose().map_err(|fault| faults.push(fault));
        let dated = self.dated(row, cells).map_err(|fault| faults.push(fault));
        let (Ok(placed), Ok(case), Ok(dated), true) = (placed, case, dated, faults.is_empty()) else {
            return Err(faults);
        };
        let row = |(date, cells)| {
            let row = Row {
                place: placed.code.clone(),
                printed: Arc::clone(&placed.printed),
                case: case.flatten(),
                date,
                sheet_row: row,
                more_rows: Vec::new(),
                cells,
            };
            Row {
                case: row.case.or_else(|| self.of_classes(&row)),
                ..row
            }
        };
        Ok(dated.into_iter().map(row).collect())
    }

    /// The name and parent of a unit that the row makes known, as columns of its register.
    fn of_unit(&self, row: u32, listed: &Listed) -> impl Iterator<Item = (Option<MonthOf>, Reported)> {
        let said = [
            (Register::NAME, listed.name.as_str()),
            (Register::PARENT, listed.parent.as_str()),
        ];
        let at = listed.at;
        let columns = &self.dataset.columns;
        let cells = said.into_iter().filter_map(move |(id, text)| {
            let column = columns.iter().position(|column| column.id == id)?;
            Some((None, Reported::new(column, row, at, Value::text(text))))
        });
        cells.collect::<Vec<_>>().into_iter()
    }

    /// What a row of a tally counts; none in other datasets.
    fn of_classes(&self, row: &Row) -> Option<CaseId> {
        let Keeps::Tally(tally) = &self.dataset.keeps else {
            return None;
        };
        let position = |class: &String| self.dataset.columns.iter().position(|column| column.id == *class);
        let values = tally.classes.iter().map(|class| row.text(position(class)?));
        Some(CaseId::of_classes(values))
    }

    /// Whom the row is about; none in a dataset without cases.
    fn case(&self, row: u32, placed: &Placed) -> Result<Option<CaseId>, (u32, Problem)> {
        let Some((keys, needs)) = &self.keys else {
            return Ok(None);
        };
        let columns = self.columns.case.as_ref();
        let case = columns.and_then(|columns| {
            let unit = match self.dataset.keeps {
                Keeps::Docket(_) => None, // its numbers hold everywhere
                _ => Some(&placed.code),
            };
            identity::case(keys, &self.programme.id, unit, (self.sheet, row), columns)
        });
        let at = columns
            .and_then(CaseColumns::shown)
            .unwrap_or(self.table.region.left);
        let nobody = || (at, CaseProblem::Nobody { needs: needs.clone() }.into());
        case.ok_or_else(nobody).map(Some)
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
    fn dated(
        &self,
        row: u32,
        cells: Vec<(Option<MonthOf>, Reported)>,
    ) -> Result<Vec<DayCells>, (u32, Problem)> {
        match self.dating {
            Dating::Months(year, until) => {
                let mut months = by_month(cells, *year);
                // Sheets print zeros for months that are still to come.
                months.retain(|day, _| until.is_none_or(|until| day.first_of_month() <= until));
                return Ok(months.into_iter().collect());
            }
            Dating::MonthHeaders => {
                let months = by_month(cells, None);
                for (day, cells) in &months {
                    let at = cells.first().map_or(self.table.region.left, Reported::at);
                    self.possible(*day).map_err(|problem| (at, problem))?;
                }
                return Ok(months.into_iter().collect());
            }
            Dating::Rows(_) | Dating::Sheet(..) => {}
        }
        let day = match self.dating {
            Dating::Rows(columns) => dates::of_row(self.sheet, row, *columns)?,
            Dating::Sheet(day, _) => *day,
            Dating::Months(..) | Dating::MonthHeaders => return Ok(Vec::new()), // told apart above
        };
        self.possible(day)
            .map_err(|problem| (self.date_column(), problem))?;
        // Collecting would keep the room of the wider pairs.
        let mut exact = Vec::with_capacity(cells.len());
        exact.extend(cells.into_iter().map(|(_, cell)| cell));
        Ok(vec![(day, exact)])
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
        use crate::columns::DateColumns::{CalendarMonth, CalendarYear, Day, YearAndMonth, YearAndUpdate};
        match self.dating {
            Dating::Rows(
                Day(at)
                | YearAndMonth(at, _)
                | CalendarMonth(at, _)
                | CalendarYear(at)
                | YearAndUpdate(at, _),
            ) => *at,
            Dating::Sheet(..) | Dating::Months(..) | Dating::MonthHeaders => self.table.region.left,
        }
    }
}

impl Read {
    fn add(&mut self, effect: Effect, at: u32, problem: Problem) {
        match effect {
            Effect::RowLeftOut => self.faults.push((at, problem)),
            Effect::RowKept => self.doubts.push((at, problem)),
        }
    }
}

/// The cells by the last day of the month under which they stand.
fn by_month(
    cells: Vec<(Option<MonthOf>, Reported)>,
    year: impl Into<Option<FinancialYear>>,
) -> BTreeMap<Date, Vec<Reported>> {
    let year = year.into();
    let mut months: BTreeMap<Date, Vec<Reported>> = BTreeMap::new();
    for (month, cell) in cells {
        let day = match month {
            Some(MonthOf::Calendar(day)) => Some(day),
            Some(MonthOf::FinancialYear(month)) => year.map(|year| dates::last_day_of(year, month)),
            None => None,
        };
        if let Some(day) = day {
            months.entry(day).or_default().push(cell);
        }
    }
    months
}

/// What a row must fill to tell whom it is about, as findings say it.
pub(crate) fn needs(form: &Form<'_>) -> String {
    let Some(case) = &form.case else {
        return String::new();
    };
    let first = |synonyms: &crate::form::Synonyms| {
        let pattern = synonyms.first()?;
        Some(format!("`{}`", pattern.text))
    };
    let words: Vec<String> = case.words.iter().filter_map(first).collect();
    let either = [
        first(&case.number),
        (!words.is_empty()).then(|| words.join(" and ")),
    ];
    either.into_iter().flatten().collect::<Vec<_>>().join(", or ")
}
