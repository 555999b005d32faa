//! One table of a sheet, recognised and typed: everything that can be told without looking at the lake.

use std::collections::BTreeSet;
use std::path::PathBuf;

use catalog::Catalog;
use catalog::calendar::FinancialYear;
use catalog::programme::{Dataset, Keeps, Programme, Source};
use jiff::civil::Date;
use store::{BatchHasher, BatchId, TableId};

use crate::accepted::Accepted;
use crate::checking::{Checking, beside};
use crate::columns::{self, Columns};
use crate::dates::{self, Dating, Undated};
use crate::error::IngestError;
use crate::form::Form;
use crate::heading::Headings;
use crate::identity::Keys;
use crate::mapping::Mapping;
use crate::memory::{FOLDER, Learnt, Memory};
use crate::options::Options;
use crate::propose::Proposals;
use crate::read::{Sheet, Workbook, column_letters};
use crate::report::{ColumnRead, SheetReport, Status};
use crate::row::{Reported, Row};
use crate::rows::{self, Typing};
use crate::sheet::{Table, facts, scale};
use crate::verdicts::Verdicts;

/// What every workbook of made-up data says above its table.
const SAMPLE: &str = "jela sample data (made up)";

/// A sheet that was recognised and typed.
pub(crate) struct Draft<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) dataset: &'a Dataset,
    pub(crate) source: &'a Source,
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) batch: BatchId,
    /// Rows that passed every check that needs nothing but the sheet.
    pub(crate) rows: Accepted,
    pub(crate) rows_read: u64,
    pub(crate) verdicts: Verdicts,
    pub(crate) columns: Vec<ColumnRead>,
    /// Ids of the dataset's columns that the sheet has.
    pub(crate) filled: Vec<String>,
    /// Whether the sheet says that its data is made up.
    pub(crate) sample: bool,
    /// The day of which the sheet as a whole says that it is true, if it does.
    pub(crate) told: Option<Date>,
    /// Where the file lies.
    pub(crate) path: PathBuf,
    /// The rows of the header and of column numbers.
    pub(crate) header_rows: Vec<u32>,
    /// Whether the sheet names people.
    pub(crate) names_people: bool,
    /// The day that the caller gave, where the sheet does not say its own.
    pub(crate) dated_by_caller: Option<Date>,
    /// What is to be said of how it was read.
    pub(crate) notes: Vec<String>,
    /// What a person confirmed of its shape in this run.
    pub(crate) learnt: Option<Learnt>,
}

/// What the caller brings along for every sheet.
pub(crate) struct Given<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) mapping: &'a Mapping,
    pub(crate) keys: &'a Keys,
    pub(crate) memory: &'a Memory,
    pub(crate) options: &'a Options,
}

/// Types the rows of a table that is one of `form`; or the report of a sheet without a date.
///
/// Errs where the key of cases can't be had.
pub(crate) fn draft<'a>(
    given: &Given<'a>,
    form: &Form<'a>,
    book: &Workbook,
    sheet: &Sheet,
    table: &Table,
    headings: &Headings,
) -> Result<Result<Draft<'a>, Box<SheetReport>>, IngestError> {
    let columns = columns::columns(form, headings);
    let facts = facts(book, table);
    let read = columns_read(form, headings, &columns);
    let dating = match dates::dating(form, columns.date, &facts, given.options.as_on) {
        Ok(dating) => dating,
        Err(undated) => return Ok(Err(undated_report(form, book, sheet, read, &undated))),
    };
    let mut verdicts = Verdicts::new(&book.file, &sheet.name);
    for (column, problem) in &columns.doubtful {
        verdicts.keep(
            table.header_rows.first().copied().unwrap_or_default(),
            *column,
            problem.clone(),
        );
    }
    for (column, problem) in columns.dropped() {
        verdicts.keep(
            table.header_rows.last().copied().unwrap_or_default(),
            column,
            problem,
        );
    }
    if let Dating::Sheet(_, Some(said)) = &dating {
        verdicts.keep(table.region.top, table.region.left, said.clone());
    }
    let typing = Typing {
        sheet,
        table,
        programme: form.programme,
        dataset: form.dataset,
        readers: &form.readers,
        keys: match form.case {
            Some(_) => Some((given.keys.keys()?, rows::needs(form))),
            None => None,
        },
        columns: &columns,
        dating: &dating,
        year: dates::only_year(&facts),
        money_scale: money_scale(book, table, form.source),
    };
    let checking = Checking {
        given,
        form,
        typing: &typing,
        facts: &facts,
    };
    given.memory.used(); // what sheets before this one used is told with them
    let hashed = || batch(form, sheet, &dating);
    let (batch, rows) = beside(hashed, || checking.rows(&mut verdicts));
    let rows = rows?;
    let spellings = given.memory.used();
    let silent = dates::dating(form, columns.date, &facts, None).is_err();
    let filled = filled(form, &columns, rows.rows());
    Ok(Ok(Draft {
        programme: form.programme,
        dataset: form.dataset,
        source: form.source,
        file: book.file.clone(),
        sheet: sheet.name.clone(),
        batch,
        rows,
        rows_read: table.body.len() as u64,
        verdicts,
        filled,
        columns: read,
        sample: says_sample(book, table),
        told: match dating {
            Dating::Sheet(day, _) => Some(day),
            Dating::Rows(_) | Dating::Months(..) | Dating::MonthHeaders => None,
        },
        path: PathBuf::new(),
        header_rows: header_rows(table),
        names_people: form.case.is_some() || !columns.personal.is_empty(),
        dated_by_caller: given.options.as_on.filter(|_| silent),
        notes: as_confirmed(&spellings).into_iter().collect(),
        learnt: None,
    }))
}

fn header_rows(table: &Table) -> Vec<u32> {
    let numbering = table.numbering.iter().map(|numbering| numbering.row);
    table.header_rows.iter().copied().chain(numbering).collect()
}

/// Names a few of the spellings that were confirmed earlier.
fn as_confirmed(spellings: &[String]) -> Option<String> {
    const NAMED: usize = 5;
    let named: Vec<String> = spellings
        .iter()
        .take(NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    (!named.is_empty()).then(|| {
        let and_more = if spellings.len() > NAMED {
            " and others"
        } else {
            ""
        };
        format!(
            "{}{and_more} are read as confirmed in {FOLDER}/places.toml",
            named.join(", ")
        )
    })
}

fn undated_report(
    form: &Form<'_>,
    book: &Workbook,
    sheet: &Sheet,
    read: Vec<ColumnRead>,
    undated: &Undated,
) -> Box<SheetReport> {
    let mut report = SheetReport::unjudged(
        &book.file,
        Some(&sheet.name),
        Status::NeedsDate,
        undated.to_string(),
    );
    (report.programme, report.dataset) = (Some(form.programme.id.clone()), Some(form.dataset.id.clone()));
    report.columns = read;
    Box::new(report)
}

/// By what money is to be multiplied where its header does not say: what a title says, else what the source knows.
fn money_scale(book: &Workbook, table: &Table, source: &Source) -> i64 {
    let said = table
        .title_scale
        .or_else(|| book.page_text.iter().find_map(|line| scale(line)));
    said.unwrap_or(source.scale).factor()
}

/// The id follows from what the sheet says: dataset, the day of the whole sheet where it has one, and every cell.
fn batch(form: &Form<'_>, sheet: &Sheet, dating: &Dating) -> BatchId {
    let day = match dating {
        Dating::Sheet(day, _) => Some(*day),
        Dating::Rows(_) | Dating::Months(..) | Dating::MonthHeaders => None,
    };
    let mut hasher = BatchHasher::new(&table_id(form.programme, form.dataset), day);
    for row in 0..sheet.rows() {
        for cell in sheet.row(row) {
            hasher.cell(&cell.text());
        }
        hasher.end_row();
    }
    hasher.finish()
}

fn table_id(programme: &Programme, dataset: &Dataset) -> TableId {
    TableId::new(&programme.id, &dataset.id)
}

fn says_sample(book: &Workbook, table: &Table) -> bool {
    let lines = table
        .titles
        .iter()
        .chain(&table.notes)
        .chain(&table.sections)
        .map(|line| line.text.as_str());
    lines
        .chain(book.page_text.iter().map(String::as_str))
        .any(|line| line.to_lowercase().contains(SAMPLE))
}

/// The columns that the sheet has. A list has those that it has a row of: it says nothing of the others.
fn filled(form: &Form<'_>, columns: &Columns, rows: &[Row]) -> Vec<String> {
    let of_list = rows
        .iter()
        .filter(|_| columns.long.is_some() || is_register(form))
        .flat_map(|row| row.cells.iter().map(Reported::column));
    let filled: BTreeSet<usize> = columns
        .values
        .iter()
        .map(|column| column.column)
        .chain(of_list)
        .collect();
    filled
        .into_iter()
        .map(|column| form.dataset.columns[column].id.clone())
        .collect()
}

/// The name and parent of units stand under headers of places.
fn is_register(form: &Form<'_>) -> bool {
    matches!(form.dataset.keeps, Keeps::Register(_))
}

fn columns_read(form: &Form<'_>, headings: &Headings, columns: &Columns) -> Vec<ColumnRead> {
    use crate::columns::DateColumns::{CalendarMonth, CalendarYear, Day, YearAndMonth, YearAndUpdate};
    let mut read: Vec<(u32, String)> = Vec::new();
    for place in &columns.places {
        read.extend(place.name.map(|at| (at, place.level.id().to_owned())));
        read.extend(
            place
                .a_code()
                .map(|at| (at, format!("{} code", place.level.id()))),
        );
    }
    match columns.date {
        Some(Day(at)) => read.push((at, "date".to_owned())),
        Some(YearAndMonth(year, month)) => {
            read.extend([(year, "financial year".to_owned()), (month, "month".to_owned())])
        }
        Some(CalendarYear(year)) => read.push((year, "calendar year".to_owned())),
        Some(CalendarMonth(year, month)) => {
            read.extend([(year, "year".to_owned()), (month, "month".to_owned())])
        }
        Some(YearAndUpdate(year, day)) => {
            read.extend([(year, "financial year".to_owned()), (day, "date".to_owned())])
        }
        None => {}
    }
    if let Some(case) = &columns.case {
        let told = case
            .number
            .into_iter()
            .chain(case.words.iter().copied().flatten());
        read.extend(told.map(|at| (at, "identity, kept as a hash".to_owned())));
    }
    read.extend(
        columns
            .values
            .iter()
            .map(|column| (column.at, form.dataset.columns[column.column].id.clone())),
    );
    read.extend(
        columns
            .long
            .iter()
            .flat_map(|long| [(long.name, "figure".to_owned()), (long.value, "value".to_owned())]),
    );
    read.sort();
    let header = |at| {
        headings
            .0
            .iter()
            .find(|heading| heading.column == at)
            .map(|heading| heading.title.clone())
    };
    read.into_iter()
        .map(|(at, read_as)| ColumnRead {
            letters: column_letters(at),
            header: header(at).unwrap_or_default(),
            read_as,
        })
        .collect()
}

impl Draft<'_> {
    /// The table that its rows go to.
    pub(crate) fn table(&self) -> TableId {
        table_id(self.programme, self.dataset)
    }

    /// Whether rows were left out because no list has their unit.
    pub(crate) fn needs_units(&self) -> bool {
        self.verdicts.any_unlisted()
    }

    /// Whether its rows make units known.
    pub(crate) fn is_register(&self) -> bool {
        matches!(self.dataset.keeps, Keeps::Register(_))
    }

    /// Takes its rows away, to be stored; of which day they are true is still told.
    pub(crate) fn take_rows(&mut self) -> Accepted {
        self.told = self.as_on();
        std::mem::replace(&mut self.rows, Accepted::Rows(Vec::new()))
    }

    /// The financial years in which it has rows.
    pub(crate) fn years(&self) -> BTreeSet<String> {
        let years: BTreeSet<FinancialYear> = self.rows.days().map(FinancialYear::of).collect();
        years.iter().map(ToString::to_string).collect()
    }

    /// The latest day for which its rows are true; the day the sheet tells where none of them could be accepted.
    pub(crate) fn as_on(&self) -> Option<Date> {
        self.rows.days().max().or(self.told)
    }

    /// The report of the sheet once its rows are settled.
    pub(crate) fn into_report(self, unchanged: bool) -> SheetReport {
        let rejected = self.verdicts.rejected();
        let accepted = self.rows_read - rejected;
        let as_on = self.as_on();
        let status = match (unchanged, accepted) {
            (_, 0) => Status::Rejected,
            (true, _) => Status::Unchanged,
            (false, _) => Status::Taken,
        };
        let mut message = message(&self, status, accepted, rejected);
        for note in &self.notes {
            message.push_str("; ");
            message.push_str(note);
        }
        let more_findings = self.verdicts.more();
        if more_findings > 0 {
            message.push_str(&format!(
                "; {more_findings} more findings are counted and not listed: mend what is listed and send it again"
            ));
        }
        let findings = self.verdicts.into_findings();
        SheetReport {
            message,
            as_on,
            file: self.file,
            sheet: Some(self.sheet),
            programme: Some(self.programme.id.clone()),
            dataset: Some(self.dataset.id.clone()),
            batch: Some(self.batch.to_string()),
            rows_read: self.rows_read,
            rows_accepted: accepted,
            rows_rejected: rejected,
            findings_file: None,
            status,
            proposals: Proposals {
                places: Proposals::of_places(&findings),
                ..Proposals::default()
            },
            findings,
            more_findings,
            columns: self.columns,
            path: self.path,
            header_rows: self.header_rows,
            names_people: self.names_people,
            dated_by_caller: self.dated_by_caller,
            advice: None,
        }
    }
}

fn message(draft: &Draft<'_>, status: Status, accepted: u64, rejected: u64) -> String {
    let what = format!(
        "{} ({}/{})",
        draft.source.title.en, draft.programme.id, draft.dataset.id
    );
    let left_out = if rejected == 0 {
        String::new()
    } else {
        format!("; {rejected} left out, each with a finding")
    };
    match status {
        Status::Rejected if draft.rows_read == 0 => {
            format!("{what}: the table has headers and no rows; see whether the export was cut off")
        }
        Status::Rejected => format!("{what}: none of {rejected} rows can be counted; the findings say why"),
        Status::Unchanged => format!("{what}: taken in before, and nothing has replaced it since"),
        _ => format!("{what}: {accepted} of {} rows{left_out}", draft.rows_read),
    }
}
