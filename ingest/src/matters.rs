//! The rows of a docket, of which a sheet may have a million: typed, checked and laid out part by part, on every processor.
//! Of each row only its number, its day and a print of what it says are remembered, to find numbers that come twice. What is
//! found and its order do not depend on which processor is faster.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jiff::civil::Date;
use polars::prelude::{PolarsError, PolarsResult};

use crate::checking::Checking;
use crate::compact::Compact;
use crate::duplicates;
use crate::error::IngestError;
use crate::frame::days;
use crate::identity::CaseId;
use crate::problem::{CaseProblem, Problem};
use crate::row::Row;
use crate::rows;
use crate::values::Value;
use crate::verdicts::Verdicts;

/// Rows of a part.
const PART: usize = 16_384;

/// The accepted rows of a docket.
pub(crate) struct Matters(Vec<Part>);

/// Some rows that follow one another: those that are kept, laid out and as far as they are remembered.
struct Part {
    laid: Compact,
    kept: Vec<Told>,
}

/// What is remembered of a row.
#[derive(Clone, Copy)]
struct Told {
    case: CaseId,
    date: Date,
    sheet_row: u32,
    /// Where the row is shown to be wrong.
    at: u32,
    /// A print of its place, day and values.
    says: u64,
}

/// A part as it was typed and checked.
struct Checked {
    part: Part,
    /// Rows that a check has left out; their numbers count where one comes twice.
    left_out: Vec<Told>,
    verdicts: Verdicts,
}

/// The rows of a table that are accepted.
pub(crate) fn checked(checking: &Checking<'_, '_>, verdicts: &mut Verdicts) -> Result<Matters, IngestError> {
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for checked in all_parts(checking, verdicts) {
        let checked = checked?;
        verdicts.add(checked.verdicts);
        left_out.extend(checked.left_out);
        parts.push(checked.part);
    }
    let kept = parts.iter().flat_map(|part: &Part| &part.kept);
    leave_repeated_out(kept.chain(&left_out).collect(), verdicts);
    let parts = parts.into_iter().map(|part| part.without(verdicts));
    let parts = parts.collect::<PolarsResult<_>>();
    parts.map(Matters).map_err(fault)
}

/// The parts in the order of the sheet.
fn all_parts(checking: &Checking<'_, '_>, verdicts: &Verdicts) -> Vec<Result<Checked, IngestError>> {
    let bodies: Vec<&[u32]> = checking.typing.table.body.chunks(PART).collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(bodies.len()));
    let work = || {
        let mut places = checking.places();
        while let Some(&body) = bodies.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut verdicts = verdicts.of_part();
            let (rows, _) = rows::rows(checking.typing, body, &mut places, &mut verdicts);
            let checked = part(checking, rows, verdicts);
            let mut done = done.lock().expect("no other worker panicked, or the scope ends");
            done.push((body.first().copied(), checked));
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        (1..processors.min(bodies.len())).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    let mut done = done
        .into_inner()
        .expect("no worker panicked, or the scope had not ended");
    done.sort_by_key(|(first, _)| *first);
    done.into_iter().map(|(_, checked)| checked).collect()
}

fn part(
    checking: &Checking<'_, '_>,
    mut rows: Vec<Row>,
    mut verdicts: Verdicts,
) -> Result<Checked, IngestError> {
    let mut print = Vec::new();
    let typed: Vec<Told> = rows.iter().filter_map(|row| Told::of(row, &mut print)).collect();
    checking.each_row(&mut rows, &mut verdicts);
    let rows = duplicates::kept(rows, &verdicts);
    let (left_out, kept) = typed
        .into_iter()
        .partition(|told| verdicts.is_left_out(told.sheet_row));
    let part = Part {
        laid: Compact::of(checking.form.dataset, &rows).map_err(fault)?,
        kept,
    };
    Ok(Checked {
        part,
        left_out,
        verdicts,
    })
}

/// A number that stands twice counts once where both rows say the same, and not at all where they differ.
fn leave_repeated_out(mut in_order: Vec<&Told>, verdicts: &mut Verdicts) {
    in_order.sort_unstable_by_key(|told| (told.case, told.sheet_row));
    for group in in_order
        .chunk_by(|one, next| one.case == next.case)
        .filter(|group| group.len() > 1)
    {
        let mut distinct: HashMap<u64, u32> = HashMap::new();
        let mut first: Vec<&Told> = Vec::new();
        for told in group {
            match distinct.get(&told.says) {
                Some(row) => verdicts.leave_out(told.sheet_row, told.at, Problem::Copy { row: row + 1 }),
                None => {
                    distinct.insert(told.says, told.sheet_row);
                    first.push(told);
                }
            }
        }
        for told in first.iter().filter(|_| first.len() > 1) {
            let others = first.iter().filter(|other| other.sheet_row != told.sheet_row);
            let rows = others.map(|other| other.sheet_row + 1).collect();
            verdicts.leave_out(told.sheet_row, told.at, CaseProblem::Repeated { rows }.into());
        }
    }
}

impl Told {
    /// None of a row that tells no matter, which typing has left out. `print` is room that is used again.
    fn of(row: &Row, print: &mut Vec<u8>) -> Option<Self> {
        print.clear();
        print_text(row.place.as_str(), print);
        print.extend(days(row.date).to_le_bytes());
        for cell in &row.cells {
            print.extend((cell.column() as u32).to_le_bytes());
            print_value(&cell.value, print);
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(print);
        Some(Self {
            case: row.case?,
            date: row.date,
            sheet_row: row.sheet_row,
            at: row.first_column(),
            says: hasher.finish(),
        })
    }
}

/// Texts go in with their length, so that they can't run into one another.
fn print_text(text: &str, print: &mut Vec<u8>) {
    print.extend((text.len() as u32).to_le_bytes());
    print.extend(text.as_bytes());
}

fn print_value(value: &Value, print: &mut Vec<u8>) {
    match value {
        Value::Whole(whole) => print.extend(whole.to_le_bytes()),
        Value::Number(number) => print.extend(number.to_bits().to_le_bytes()),
        Value::Text(text) => print_text(text, print),
        Value::Day(day) => print.extend(days(*day).to_le_bytes()),
        Value::Flag(flag) => print.push(u8::from(*flag)),
    }
}

impl Part {
    /// The part without what is left out by now.
    fn without(mut self, verdicts: &Verdicts) -> PolarsResult<Self> {
        let stays = |told: &Told| !verdicts.is_left_out(told.sheet_row);
        if !self.kept.iter().all(stays) {
            let kept: Vec<bool> = self.kept.iter().map(stays).collect();
            self.laid.filter(&kept)?;
            self.kept.retain(stays);
        }
        Ok(self)
    }
}

impl Matters {
    /// The numbers, as hashes.
    pub(crate) fn cases(&self) -> impl Iterator<Item = CaseId> {
        self.0
            .iter()
            .flat_map(|part| part.kept.iter().map(|told| told.case))
    }

    /// The days of receipt.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> {
        self.0
            .iter()
            .flat_map(|part| part.kept.iter().map(|told| told.date))
    }

    /// The rows laid out, in parts that follow one another.
    pub(crate) fn laid(self) -> Vec<Compact> {
        self.0.into_iter().map(|part| part.laid).collect()
    }
}

fn fault(source: PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "lay out the rows",
        source,
    }
}
