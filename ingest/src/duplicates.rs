//! One place and date, or one case, more than once in a sheet: copies count once, and of different rows the source says
//! which.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use catalog::calendar::Period;
use catalog::programme::{Dataset, Duplicates, Every, Keeps};
use catalog::{Grain, PlaceCode};
use jiff::civil::Date;

use crate::identity::CaseId;
use crate::problem::{CaseProblem, Problem};
use crate::row::{Reported, Row};
use crate::verdicts::Verdicts;

/// What there is one row of: a place and day, and in a dataset of cases the case. A docket has keys of its own, see
/// `matters`.
type Key = (PlaceCode, Option<CaseId>, Date);

fn key(row: &Row) -> Key {
    (row.place.clone(), row.case, row.date)
}

/// The rows that count: one a key. In a list with one figure a row the key has the figure too.
pub(crate) fn settle(
    rows: Vec<Row>,
    rule: &Duplicates,
    dataset: &Dataset,
    is_list: bool,
    verdicts: &mut Verdicts,
) -> Vec<Row> {
    let mut repeated = repeated(&rows, is_list);
    repeated.sort_unstable();
    for group in repeated {
        let distinct = without_copies(&rows, &group, verdicts);
        if distinct.len() > 1 {
            choose(&rows, &distinct, rule, dataset, verdicts);
        }
    }
    kept(rows, verdicts)
}

/// The positions of rows of one key, where there are several. A sheet of a million rows is sorted by hashes of the keys, which
/// takes a tenth of the room of a table of them.
fn repeated(rows: &[Row], is_list: bool) -> Vec<Vec<usize>> {
    let key = |at: usize| {
        let row: &Row = &rows[at];
        let figure = if is_list {
            row.cells.first().map(Reported::column)
        } else {
            None
        };
        (&row.place, row.case, row.date, figure)
    };
    let state = RandomState::new();
    let mut hashes: Vec<(u64, usize)> = (0..rows.len()).map(|at| (state.hash_one(key(at)), at)).collect();
    hashes.sort_unstable();
    let mut repeated: Vec<Vec<usize>> = Vec::new();
    for same_hash in hashes
        .chunk_by(|one, next| one.0 == next.0)
        .filter(|same| same.len() > 1)
    {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &(_, at) in same_hash {
            match groups.iter_mut().find(|group| key(group[0]) == key(at)) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        repeated.extend(groups.into_iter().filter(|group| group.len() > 1));
    }
    repeated
}

/// Rows of which nothing is left out. A row of the sheet with one bad part is left out as a whole.
pub(crate) fn kept(mut rows: Vec<Row>, verdicts: &Verdicts) -> Vec<Row> {
    rows.retain(|row| row.sheet_rows().all(|sheet_row| !verdicts.is_left_out(sheet_row)));
    rows
}

fn without_copies(rows: &[Row], group: &[usize], verdicts: &mut Verdicts) -> Vec<usize> {
    let mut distinct: Vec<usize> = Vec::new();
    for &at in group {
        let row = &rows[at];
        match distinct.iter().find(|&&kept| says_the_same(&rows[kept], row)) {
            Some(&kept) if rows[kept].sheet_row != row.sheet_row => {
                let problem = Problem::Copy {
                    row: rows[kept].sheet_row + 1,
                };
                verdicts.leave_out(row.sheet_row, row.first_column(), problem);
            }
            Some(_) => {}
            None => distinct.push(at),
        }
    }
    distinct
}

fn says_the_same(one: &Row, other: &Row) -> bool {
    one.cells.len() == other.cells.len()
        && one
            .cells
            .iter()
            .zip(&other.cells)
            .all(|(one, other)| one.column() == other.column() && one.value == other.value)
}

fn choose(rows: &[Row], distinct: &[usize], rule: &Duplicates, dataset: &Dataset, verdicts: &mut Verdicts) {
    if let Duplicates::Highest { by } = rule
        && let Some(column) = dataset.columns.iter().position(|declared| declared.id == *by)
        && let Some(best) = highest(rows, distinct, column)
    {
        for &at in distinct.iter().filter(|&&at| at != best) {
            let problem = Problem::LowerCount {
                row: rows[best].sheet_row + 1,
                column: by.clone(),
            };
            verdicts.leave_out(rows[at].sheet_row, shown_at(&rows[at], column), problem);
        }
        return;
    }
    for &at in distinct {
        let others = distinct
            .iter()
            .filter(|&&other| other != at)
            .map(|&other| rows[other].sheet_row + 1)
            .collect();
        verdicts.leave_out(
            rows[at].sheet_row,
            rows[at].first_column(),
            Problem::Repeated { rows: others },
        );
    }
}

/// The row with the highest value; of several with the same, the one with the most in all its year-to-date
/// columns, then the first. None where no row reports the column.
fn highest(rows: &[Row], distinct: &[usize], column: usize) -> Option<usize> {
    let sum = |at: usize| {
        rows[at]
            .cells
            .iter()
            .filter_map(|cell| rows[at].whole(cell.column()))
            .map(i128::from)
            .sum::<i128>()
    };
    let reporting = distinct
        .iter()
        .copied()
        .filter(|&at| rows[at].whole(column).is_some());
    reporting.max_by_key(|&at| (rows[at].whole(column), sum(at), std::cmp::Reverse(at)))
}

fn shown_at(row: &Row, column: usize) -> u32 {
    row.cell(column).map_or(row.first_column(), Reported::at)
}

/// Names a case that comes again in one reporting period on another day, at its earlier rows. All of them are kept.
pub(crate) fn again(dataset: &Dataset, rows: &[Row], verdicts: &mut Verdicts) {
    let every = dataset.reported_by.every;
    if !matches!(dataset.keeps, Keeps::Cases(_)) || every == Every::Day {
        return; // a case may come on every day
    }
    let mut groups: HashMap<(&PlaceCode, Option<CaseId>, Period), Vec<&Row>> =
        HashMap::with_capacity(rows.len());
    for row in rows {
        let period = every.grain().containing(row.date);
        groups
            .entry((&row.place, row.case, period))
            .or_default()
            .push(row);
    }
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|row| row.date);
        for pair in group.windows(2) {
            let [earlier, later] = pair else { continue };
            let row = later.sheet_row + 1;
            let period = match every.grain() {
                Grain::Month => "month",
                _ => "year",
            };
            verdicts.keep(
                earlier.sheet_row,
                earlier.first_column(),
                CaseProblem::Again { row, period }.into(),
            );
        }
    }
}

/// Puts the figures of one place and date together, in the order in which they first appear.
pub(crate) fn together(rows: Vec<Row>) -> Vec<Row> {
    let mut by_key: HashMap<Key, usize> = HashMap::new();
    let mut together: Vec<Row> = Vec::new();
    for row in rows {
        match by_key.get(&key(&row)) {
            Some(&at) => {
                let whole = &mut together[at];
                whole.more_rows.push(row.sheet_row);
                whole.cells.extend(row.cells);
            }
            None => {
                by_key.insert(key(&row), together.len());
                together.push(row);
            }
        }
    }
    together
}
