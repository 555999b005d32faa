//! What each office says of a month: what was pending, came, went and is left. It balances, and agrees with the cases.

use jiff::civil::Date;

use crate::grievances::Grievances;
use crate::line::Line;
use crate::model::grievances::{Case, DEPARTMENTS, day};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

const COLUMNS: [&str; 13] = [
    "Sl. No.",
    "District",
    "Department",
    "Office Code",
    "Office Name",
    "Opening Balance",
    "Received",
    "Reopened",
    "Transferred in",
    "Disposed",
    "Transferred out",
    "Closing Balance",
    "% disposal",
];

/// The totals of an office: opening, received, reopened, transferred in, disposed, transferred out, closing.
pub(crate) type Totals = [i64; 7];

/// The totals of the month that ends on a day.
pub(crate) fn sheet(grievances: &Grievances, last: Date) -> Sheet {
    let land = &grievances.land;
    let totals = totals(grievances, (day(last.first_of_month()), day(last)));
    let offices = land.offices.iter().zip(&totals).zip(1..);
    let mut rows: Vec<Row> = offices
        .map(|((office, totals), serial)| {
            let mut cells: Vec<Cell> = Vec::with_capacity(COLUMNS.len());
            cells.count(serial);
            cells.text(&land.areas[office.area].name);
            cells.text(DEPARTMENTS[office.department]);
            cells.text(&office.code);
            cells.text(&office.name);
            numbers(&mut cells, totals);
            Row::data(cells)
        })
        .collect();
    let mut all = [0; 7];
    for totals in &totals {
        all.iter_mut().zip(totals).for_each(|(sum, part)| *sum += part);
    }
    let mut cells = vec![
        Cell::Blank,
        Cell::Text("Total".to_owned()),
        Cell::Blank,
        Cell::Blank,
        Cell::Blank,
    ];
    numbers(&mut cells, &all);
    rows.push(Row::total(cells));
    Sheet {
        name: last.strftime("%B %Y").to_string(),
        titles: vec![
            MARK.to_owned(),
            format!("Grievances by office, {}", last.strftime("%B %Y")),
            format!("As on {}", printed(last)),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows,
    }
}

fn numbers(cells: &mut Vec<Cell>, totals: &Totals) {
    totals.iter().for_each(|count| cells.count(*count));
    let due = totals[0] + totals[1];
    cells.push(match due {
        0 => Cell::Blank,
        due => Cell::Decimal(100.0 * totals[4] as f64 / due as f64),
    });
}

/// The totals of all offices from one day to another.
pub(crate) fn totals(grievances: &Grievances, (from, to): (i32, i32)) -> Vec<Totals> {
    let mut totals = vec![[0; 7]; grievances.land.offices.len()];
    for case in &grievances.cases {
        count(&mut totals, case, (from, to));
    }
    totals
}

fn count(totals: &mut [Totals], case: &Case, (from, to): (i32, i32)) {
    let course = &case.course;
    let came = |at: Option<i32>| at.is_some_and(|at| (from..=to).contains(&at));
    let now = case.holder(i32::MAX);
    let mut add = |office: usize, what: usize, happened: bool| totals[office][what] += i64::from(happened);
    add(case.holder(from - 1), 0, course.is_pending(from - 1));
    add(case.office, 1, came(Some(course.received)));
    // A case moves before it is disposed of: whatever follows happens to the office that has it now.
    add(now, 2, came(course.reopened));
    add(now, 3, came(course.moved));
    add(now, 4, came(course.closed));
    add(now, 4, came(course.closed_again));
    add(case.office, 5, came(course.moved));
    add(case.holder(to), 6, course.is_pending(to));
}
