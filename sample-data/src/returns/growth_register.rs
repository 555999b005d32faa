//! The growth register of an ICDS project for a month: a row for each child that was seen.

use analytics::growth::{Measure, Sex};
use jiff::civil::Date;

use crate::model::children::{Child, Grade, Status, Visit, grades};
use crate::model::{Centre, Project};
use crate::sheet::{Cell, Column, MARK, Row, Sheet};

const COLUMNS: [&str; 22] = [
    "Sl",
    "AWC code",
    "AWC name",
    "Child ID",
    "Child name",
    "Mother name",
    "Sex",
    "DOB",
    "Date of measurement",
    "Age in months",
    "Weight kg",
    "Height/length cm",
    "Measured lying/standing",
    "MUAC cm",
    "Oedema",
    "Complications",
    "Referred to NRC",
    "Weight-for-age grade",
    "SAM/MAM",
    "Status",
    "Mobile",
    "Remarks",
];

/// The words of an office for what others write otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    girl: &'static str,
    boy: &'static str,
    lying: &'static str,
    standing: &'static str,
}

const WORDINGS: [Wording; 3] = [
    Wording {
        girl: "F",
        boy: "M",
        lying: "Lying",
        standing: "Standing",
    },
    Wording {
        girl: "Girl",
        boy: "Boy",
        lying: "L",
        standing: "H",
    },
    Wording {
        girl: "2",
        boy: "1",
        lying: "Length",
        standing: "Height",
    },
];

impl Wording {
    /// The words of the project at that position among all projects.
    pub(crate) fn of(project: usize) -> Self {
        WORDINGS[project % WORDINGS.len()]
    }
}

/// The register of a project for a month.
pub(crate) fn sheet<'a>(
    project: &Project,
    wording: Wording,
    month: Date,
    visits: impl Iterator<Item = (&'a Centre, &'a Child, &'a Visit)>,
) -> Sheet {
    let rows = visits
        .zip(1..)
        .map(|((centre, child, visit), serial)| row(serial, wording, centre, child, visit));
    let area = match &project.block {
        Some(block) => format!("District : Bankura Block : {block}"),
        None => "District : Bankura".to_owned(),
    };
    Sheet {
        name: "Growth register".to_owned(),
        titles: vec![
            MARK.to_owned(),
            format!(
                "Growth register, {}, ICDS project {}",
                month.strftime("%B %Y"),
                project.name
            ),
            area,
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

fn row(serial: i64, wording: Wording, centre: &Centre, child: &Child, visit: &Visit) -> Row {
    let grades = grades(child, visit);
    let measured = visit.measured;
    let height = measured.and_then(|measured| measured.height);
    let number = |value: Option<f64>| value.map_or(Cell::Blank, Cell::Decimal);
    let word = |word: &'static str| Cell::Text(word.to_owned());
    let yes_no = |is: bool| measured.map_or(Cell::Blank, |_| word(if is { "Y" } else { "N" }));
    Row::data(vec![
        Cell::Count(serial),
        Cell::Text(centre.code.clone()),
        Cell::Text(centre.name.clone()),
        Cell::Text(child_id(centre, child)),
        word(child.name),
        word(child.mother),
        word(match child.sex {
            Sex::Female => wording.girl,
            Sex::Male => wording.boy,
        }),
        Cell::Date(child.born),
        Cell::Date(visit.day),
        Cell::Count(completed_months(child.born, visit.day)),
        number(measured.map(|measured| measured.weight_kg)),
        number(height.map(|(height, _)| height)),
        height.map_or(Cell::Blank, |(_, position)| {
            word(match position {
                Measure::Lying => wording.lying,
                Measure::Standing => wording.standing,
            })
        }),
        number(measured.and_then(|measured| measured.arm_cm)),
        yes_no(visit.oedema),
        yes_no(visit.complicated),
        yes_no(visit.referred),
        grades
            .weight
            .map_or(Cell::Blank, |grade| word(weight_grade(grade))),
        grades.acute.map_or(Cell::Blank, |grade| word(acute_grade(grade))),
        word(status(visit.status)),
        Cell::Text(child.phone.clone()),
        if visit.referred {
            word("Sent to NRC")
        } else {
            Cell::Blank
        },
    ])
}

/// The number of a child in the registers, which holds that of its centre.
pub(crate) fn child_id(centre: &Centre, child: &Child) -> String {
    format!("{}{:03}", centre.code, child.number)
}

/// Months completed by the calendar, as registers count age.
pub(crate) fn completed_months(born: Date, day: Date) -> i64 {
    let months = (i64::from(day.year()) - i64::from(born.year())) * 12 + i64::from(day.month())
        - i64::from(born.month());
    months - i64::from(day.day() < born.day())
}

fn weight_grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Normal => "Normal",
        Grade::Moderate => "MUW",
        Grade::Severe => "SUW",
    }
}

fn acute_grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Normal => "Normal",
        Grade::Moderate => "MAM",
        Grade::Severe => "SAM",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Present => "Present",
        Status::Joined => "Joined",
        Status::Left => "Left",
        Status::Died => "Died",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn age_counts_completed_months() {
        assert_eq!(completed_months(date(2026, 1, 31), date(2026, 7, 30)), 5);
        assert_eq!(completed_months(date(2026, 1, 31), date(2026, 7, 31)), 6);
        assert_eq!(completed_months(date(2024, 12, 5), date(2026, 1, 5)), 13);
        assert_eq!(completed_months(date(2026, 1, 31), date(2026, 1, 31)), 0);
    }
}
