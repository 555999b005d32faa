//! Lists of grievances with the faults of the field: impossible days, unknown offices and categories, a case told twice.

use super::Fault;
use crate::calendar::{all_month_ends, plus};
use crate::error::SampleError;
use crate::grievances::Grievances;
use crate::model::grievances::{Case, Channel, day};
use crate::output::{Output, Purpose, Shape};
use crate::returns::case_list::{self, Wording};
use crate::returns::office_totals;
use crate::sheet::{Cell, Sheet, text};

/// Cases in a faulty list.
const CASES: usize = 6;

/// What spoils a good list: it returns what is wrong now.
type Spoil = fn(&mut Sheet) -> &'static str;

/// Faults by name.
const FAULTS: [(&str, Spoil); 7] = [
    ("closed-before-received", closed_before_received),
    ("future-date", future_date),
    ("unknown-office", unknown_office),
    ("case-twice", case_twice),
    ("unknown-category", unknown_category),
    ("bengali-digits", bengali_digits),
    ("mixed-dates", mixed_dates),
];

/// Writes them. A fault for which there are no cases yet is left out.
pub(super) fn write(output: &mut Output, grievances: &Grievances) -> Result<Vec<Fault>, SampleError> {
    let mut faults = Vec::new();
    for (at, (name, spoil)) in FAULTS.iter().enumerate() {
        let mut sheet = good(grievances, at);
        if sheet.rows.len() < CASES {
            continue;
        }
        let wrong = spoil(&mut sheet);
        let name = format!("grievances-{name}");
        output.sheets(&format!("faults/{name}"), Shape::Xlsx, &[sheet], Purpose::Faulty)?;
        faults.push(Fault {
            name: format!("{name}.xlsx"),
            wrong: wrong.to_owned(),
        });
    }
    faults.extend(unbalanced_totals(output, grievances)?);
    Ok(faults)
}

/// A good list of a few cases that are settled; each fault has cases of its own.
fn good(grievances: &Grievances, fault: usize) -> Sheet {
    let until = day(grievances.until);
    let is_settled = |case: &&Case| {
        case.channel != Channel::Cpgrams
            && case.course.received < case.course.closed.unwrap_or(0)
            && case.course.reopened.is_none()
            && !case.course.is_pending(until)
    };
    let settled = grievances.cases.iter().filter(is_settled);
    let cases = settled.skip(fault * CASES).take(CASES);
    let title = ("as they stand now", grievances.until);
    case_list::sheet(&grievances.land, Wording::of(0), title, cases)
}

fn closed_before_received(sheet: &mut Sheet) -> &'static str {
    for title in [
        "Forwarded on",
        "Assigned on",
        "Action Taken on",
        "Interim Reply on",
        "ATR Returned on",
    ] {
        *sheet.cell_mut(0, title) = Cell::Blank;
    }
    if let Cell::Date(received) = *sheet.cell_mut(0, "Date of Receipt") {
        *sheet.cell_mut(0, "Disposed on") = Cell::Date(plus(received, -3));
    }
    "The first case was disposed of before it was received. It is left out; the others repeat good rows."
}

/// The columns of the days of a case, from receipt to disposal.
const DAYS: [&str; 5] = [
    "Date of Receipt",
    "Forwarded on",
    "Assigned on",
    "Action Taken on",
    "Disposed on",
];

fn future_date(sheet: &mut Sheet) -> &'static str {
    for title in DAYS {
        if let Cell::Date(day) = sheet.cell_mut(0, title) {
            *day = day.saturating_add(jiff::Span::new().years(60));
        }
    }
    "The first case was received sixty years from now."
}

fn unknown_office(sheet: &mut Sheet) -> &'static str {
    *sheet.cell_mut(0, "Office Code") = Cell::Text("WB305-999".to_owned());
    *sheet.cell_mut(0, "Office Name") = Cell::Text("Block Development Officer, Kalpanapur".to_owned());
    "The office of the first case is on no list."
}

fn case_twice(sheet: &mut Sheet) -> &'static str {
    let again = sheet.rows[0].clone();
    sheet.rows.push(again);
    let last = sheet.rows.len() - 1;
    *sheet.cell_mut(last, "Disposed on") = Cell::Blank;
    *sheet.cell_mut(last, "Outcome") = Cell::Blank;
    *sheet.cell_mut(last, "Current Status") = Cell::Text("Open".to_owned());
    "The first case stands there again in the last row, as if it had not been disposed of."
}

fn unknown_category(sheet: &mut Sheet) -> &'static str {
    *sheet.cell_mut(0, "Category") = Cell::Text("Astrology".to_owned());
    *sheet.cell_mut(0, "Sub-category") = Cell::Blank;
    "The category of the first case is `Astrology`, which nobody has declared."
}

fn bengali_digits(sheet: &mut Sheet) -> &'static str {
    for title in [
        "Sl. No.",
        "Age",
        "Date of Receipt",
        "Forwarded on",
        "Disposed on",
        "Rating",
    ] {
        each(sheet, title, |_, cell| match cell {
            Cell::Blank => Cell::Blank,
            cell => Cell::Text(text(cell).chars().map(bengali).collect()),
        });
    }
    "Not a fault, but often taken for one: dates and numbers in Bengali digits. It repeats good rows."
}

fn mixed_dates(sheet: &mut Sheet) -> &'static str {
    for title in DAYS {
        each(sheet, title, |row, cell| match cell {
            Cell::Date(day) if row % 3 == 0 => Cell::Text(day.strftime("%d-%m-%Y 00:00:00").to_string()),
            Cell::Date(day) if row % 3 == 1 => Cell::Text(day.strftime("%d/%m/%Y 10:45 AM").to_string()),
            other => other.clone(),
        });
    }
    "Not a fault, but often taken for one: some dates are text with hyphens, some with strokes, both with times."
}

fn bengali(digit: char) -> char {
    let at = digit.to_digit(10).map(|value| '০' as u32 + value);
    at.and_then(char::from_u32).unwrap_or(digit)
}

fn each(sheet: &mut Sheet, title: &str, change: impl Fn(usize, &Cell) -> Cell) {
    for row in 0..sheet.rows.len() {
        let cell = sheet.cell_mut(row, title);
        *cell = change(row, cell);
    }
}

/// Totals of a month of which the good ones say otherwise.
fn unbalanced_totals(output: &mut Output, grievances: &Grievances) -> Result<Option<Fault>, SampleError> {
    let Some(last) = all_month_ends(grievances.until).pop() else {
        return Ok(None);
    };
    let mut sheet = office_totals::sheet(grievances, last);
    sheet.rows.truncate(CASES);
    if let Cell::Count(closing) = sheet.cell_mut(0, "Closing Balance") {
        *closing += 7;
    }
    output.sheets(
        "faults/grievances-unbalanced",
        Shape::Xlsx,
        &[sheet],
        Purpose::Faulty,
    )?;
    Ok(Some(Fault {
        name: "grievances-unbalanced.xlsx".to_owned(),
        wrong:
            "The first office has seven more cases at the end of the month than its other numbers leave it."
                .to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::SampleOptions;
    use crate::world::World;

    #[test]
    fn every_fault_can_be_seen_in_its_list() {
        let world = World::new(&SampleOptions::default()).unwrap();
        let grievances = Grievances::new(&world, 0.1);
        for (at, (name, spoil)) in FAULTS.iter().enumerate() {
            let good = good(&grievances, at);
            let mut bad = good.clone();
            spoil(&mut bad);
            let cells = |sheet: &Sheet| sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
            assert_eq!(good.rows.len(), CASES);
            assert_ne!(cells(&good), cells(&bad), "{name}");
        }
    }

    #[test]
    fn the_unknown_office_is_really_unknown() {
        let world = World::new(&SampleOptions::default()).unwrap();
        let offices = Grievances::new(&world, 0.1).land.offices;
        assert!(offices.iter().all(|office| office.code != "WB305-999"));
    }
}
