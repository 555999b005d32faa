//! Writes what the grievance cell and the offices send: which files, in which shapes.

use catalog::FinancialYear;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::calendar::{all_month_ends, plus};
use crate::error::SampleError;
use crate::grievances::Grievances;
use crate::model::grievances::{Channel, FIRST_DAY, day};
use crate::output::{Output, Purpose, Shape};
use crate::returns::case_list::{self, Wording};
use crate::returns::{cpgrams_screen, office_list, office_totals};

/// Lists were sent once a quarter, and once a month since.
const SENT_MONTHLY: Date = date(2025, 4, 1);
/// The latest months of which offices have sent totals.
const TOTALLED: usize = 6;

/// Writes the list of offices, which must be taken in before their cases.
pub(crate) fn offices(output: &mut Output, grievances: &Grievances) -> Result<(), SampleError> {
    let sheet = office_list::sheet(&grievances.land, FIRST_DAY);
    output.sheets(
        "grievance/all-offices/bankura",
        Shape::Xlsx,
        &[sheet],
        Purpose::Return,
    )
}

/// Writes cases and totals, in the order in which they should be taken in.
pub(crate) fn write(output: &mut Output, grievances: &Grievances) -> Result<(), SampleError> {
    for (at, (first, last)) in spans(grievances.until).into_iter().enumerate() {
        let sheet = case_list(grievances, at, (first, last));
        let name = format!("grievance/case-lists/bankura-{last}");
        output.sheets(&name, shape(at), &[sheet], Purpose::Return)?;
    }
    let screen = cpgrams_screen::sheet(grievances, grievances.until);
    output.sheets(
        "grievance/cpgrams/bankura",
        Shape::Xlsx,
        &[screen],
        Purpose::Return,
    )?;
    for last in totalled(grievances.until) {
        let sheet = office_totals::sheet(grievances, last);
        let name = format!("grievance/office-totals/bankura-{}", last.strftime("%Y-%m"));
        output.sheets(&name, Shape::Xlsx, &[sheet], Purpose::Return)?;
    }
    Ok(())
}

/// The first and last days of the lists.
fn spans(until: Date) -> Vec<(Date, Date)> {
    let mut spans = Vec::new();
    let mut first = FIRST_DAY;
    while first <= until {
        let last = if first < SENT_MONTHLY {
            end_of_quarter(first)
        } else {
            first.last_of_month()
        };
        spans.push((first, last.min(until)));
        first = plus(last, 1);
    }
    spans
}

fn end_of_quarter(day: Date) -> Date {
    let year = FinancialYear::of(day).first_day();
    let ends = (1..=4).map(|quarter| plus(year.saturating_add((3 * quarter).months()), -1));
    ends.into_iter()
        .find(|end| *end >= day)
        .expect("the year ends with its last quarter")
}

/// What was received in a span, and what has changed in it of what was received before.
fn case_list(grievances: &Grievances, at: usize, (first, last): (Date, Date)) -> crate::sheet::Sheet {
    let (from, to) = (day(first), day(last));
    let own = grievances
        .cases
        .iter()
        .filter(|case| case.channel != Channel::Cpgrams);
    let changed = own.filter(|case| case.course.received <= to && case.course.changed(from, to));
    let known: Vec<_> = changed.map(|case| case.as_on(to)).collect();
    let title = format!("{} to {}", first.strftime("%d-%m-%Y"), last.strftime("%d-%m-%Y"));
    case_list::sheet(&grievances.land, Wording::of(at), (&title, last), known.iter())
}

/// Most lists are workbooks; one is text, one what a page saves as Excel, one what older software does.
fn shape(list: usize) -> Shape {
    match list {
        1 => Shape::Text,
        3 => Shape::Html,
        6 => Shape::SpreadsheetMl,
        _ => Shape::Xlsx,
    }
}

/// The last days of the latest months that are over.
fn totalled(until: Date) -> Vec<Date> {
    let over = all_month_ends(until);
    over[over.len().saturating_sub(TOTALLED)..].to_vec()
}
