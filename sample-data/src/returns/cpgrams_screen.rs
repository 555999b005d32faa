//! What an officer sees of CPGRAMS, the central portal: one case a row, with whom it is pending.

use jiff::civil::Date;

use crate::grievances::Grievances;
use crate::line::Line;
use crate::model::grievances::{CATEGORIES, Case, Channel, date_of, day};
use crate::returns::case_list::decision;
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

const COLUMNS: [&str; 19] = [
    "Sl. No.",
    "Registration Number",
    "Name of Complainant",
    "Date of Receipt",
    "Received From",
    "Grievance Description",
    "State",
    "District",
    "Category",
    "Current Status",
    "Pending With",
    "Pending Since (days)",
    "Date of Action",
    "Reason",
    "Rating",
    "Feedback",
    "Appeal Number",
    "Appeal Date",
    "Appeal Status",
];

/// The screen as on a day, with all cases of the central portal.
pub(crate) fn sheet(grievances: &Grievances, as_on: Date) -> Sheet {
    let central = grievances
        .cases
        .iter()
        .filter(|case| case.channel == Channel::Cpgrams);
    let rows = central
        .zip(1..)
        .map(|(case, serial)| row(grievances, case, serial, day(as_on)));
    Sheet {
        name: "CPGRAMS".to_owned(),
        titles: vec![
            MARK.to_owned(),
            "Public grievances of CPGRAMS, Government of West Bengal".to_owned(),
            format!("As on {}", printed(as_on)),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

fn row(grievances: &Grievances, case: &Case, serial: i64, as_on: i32) -> Row {
    let mut cells: Vec<Cell> = Vec::with_capacity(COLUMNS.len());
    let course = &case.course;
    let is_pending = course.is_pending(as_on);
    let closed = course.closed;
    let day = |cells: &mut Vec<Cell>, at: Option<i32>| {
        cells.push(at.map_or(Cell::Blank, |at| Cell::Date(date_of(at))));
    };
    cells.count(serial);
    cells.text(&case.number());
    cells.text(case.person.name());
    day(&mut cells, Some(course.received));
    cells.text(["Local/Internet", "PMO", "DARPG"][case.serial as usize % 3]);
    cells.text(&format!("{}, please see to it", case.subject()));
    cells.text("West Bengal");
    cells.text(&grievances.land.areas[case.area].name);
    cells.text(CATEGORIES[case.category].title);
    cells.text(match closed {
        Some(_) => "Case closed",
        None if as_on - course.received < 2 => "New",
        None => "Under process",
    });
    cells.text(&grievances.land.offices[case.holder(i32::MAX)].name);
    match is_pending {
        true => cells.count(i64::from(as_on - course.received)),
        false => cells.blank(),
    }
    day(&mut cells, closed);
    cells.maybe(closed.and(case.outcome()));
    match course.rating {
        Some(rating) => cells.count(i64::from(rating)),
        None => cells.blank(),
    }
    cells.blank();
    let appeal = format!("{}/A", case.number());
    cells.maybe(course.appeal.map(|_| appeal.as_str()));
    day(&mut cells, course.appeal);
    cells.maybe(course.decided.map(decision));
    Row::data(cells)
}
