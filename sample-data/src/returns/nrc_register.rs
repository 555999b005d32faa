//! The register of the Nutrition Rehabilitation Centre: the children of a financial year, by the day they came.

use catalog::FinancialYear;

use super::growth_register::child_id;
use crate::model::Centre;
use crate::model::children::{Admission, Child, Outcome};
use crate::nutrition::Nutrition;
use crate::sheet::{Cell, Column, MARK, Row, Sheet};

const COLUMNS: [&str; 13] = [
    "Sl",
    "Child ID",
    "AWC code",
    "AWC name",
    "Child name",
    "Mother name",
    "Date of referral",
    "Date of admission",
    "Date of discharge",
    "Outcome",
    "Weight at admission",
    "Weight at discharge",
    "Remarks",
];

/// The admissions of a financial year; those of months without registers are not in it.
pub(crate) fn sheet(nutrition: &Nutrition, year: FinancialYear) -> Sheet {
    let first = nutrition
        .months
        .registers()
        .next()
        .map(|month| nutrition.months.first_day(month));
    let counts = |stay: &Admission| {
        FinancialYear::of(stay.admitted) == year && first.is_some_and(|first| stay.admitted >= first)
    };
    let stays = nutrition.centres().flat_map(|(_, centre, children)| {
        let stays = children
            .iter()
            .flat_map(|child| child.admissions.iter().map(move |stay| (child, stay)));
        stays.map(move |(child, stay)| (centre, child, stay))
    });
    let mut stays: Vec<_> = stays.filter(|(_, _, stay)| counts(stay)).collect();
    stays.sort_by_key(|(centre, child, stay)| (stay.admitted, centre.code.clone(), child.number));
    Sheet {
        name: format!("NRC {year}"),
        titles: vec![
            MARK.to_owned(),
            format!("Nutrition Rehabilitation Centre, admissions of {year}"),
            "District : Bankura".to_owned(),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: stays
            .into_iter()
            .zip(1..)
            .map(|((centre, child, stay), serial)| row(serial, centre, child, stay))
            .collect(),
    }
}

fn row(serial: i64, centre: &Centre, child: &Child, stay: &Admission) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let discharge = stay.discharge.as_ref();
    Row::data(vec![
        Cell::Count(serial),
        Cell::Text(child_id(centre, child)),
        text(&centre.code),
        text(&centre.name),
        text(child.name),
        text(child.mother),
        Cell::Date(stay.referred),
        Cell::Date(stay.admitted),
        discharge.map_or(Cell::Blank, |discharge| Cell::Date(discharge.day)),
        discharge.map_or(Cell::Blank, |discharge| text(outcome(discharge.outcome))),
        Cell::Decimal(stay.weight_admission),
        discharge.map_or(Cell::Blank, |discharge| Cell::Decimal(discharge.weight)),
        Cell::Blank,
    ])
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recovered => "Recovered",
        Outcome::NotRecovered => "Not recovered",
        Outcome::LeftEarly => "LAMA",
        Outcome::Transferred => "Transferred",
        Outcome::Died => "Died",
    }
}
