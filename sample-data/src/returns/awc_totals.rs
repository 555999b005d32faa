//! Totals of Anganwadi centres for a month, as a state's open data has them: counts, and no child.

use jiff::civil::Date;

use crate::model::children::{Child, Grade, Grades, grades};
use crate::model::{Centre, Project};
use crate::sheet::{Cell, Column, MARK, Row, Sheet};

const COLUMNS: [&str; 16] = [
    "Reporting Year",
    "Reporting Month",
    "D_Name",
    "Proj_Name",
    "Sec_NAme",
    "AWC_ID",
    "AWc_Name",
    "Tot_UW_Normal",
    "Tot_MUW",
    "Tot_SUW",
    "Tot_Wasting_Normal",
    "Tot_Wasting_MAM",
    "Tot_Wasting_SAM",
    "Tot_Stunting_Normal",
    "Tot_Stunting_MAM",
    "Tot_Stunting_SAM",
];

/// The totals of the centres of a project in a month: its first day, and what it is called by the registers.
pub(crate) fn sheet(
    project: &Project,
    centres: &[(&Centre, &[Child])],
    (first, month): (Date, i32),
) -> Sheet {
    let rows = centres
        .iter()
        .map(|(centre, children)| row(project, centre, children, first, month));
    Sheet {
        name: "AWC totals".to_owned(),
        titles: vec![MARK.to_owned()],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

fn row(project: &Project, centre: &Centre, children: &[Child], first: Date, month: i32) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let visits = children
        .iter()
        .filter_map(|child| Some((child, child.visit(month)?)));
    let grades: Vec<Grades> = visits.map(|(child, visit)| grades(child, visit)).collect();
    let by: [fn(&Grades) -> Option<Grade>; 3] = [|g| g.weight, |g| g.wasting, |g| g.height];
    let count = |of: fn(&Grades) -> Option<Grade>, grade| {
        Cell::Count(grades.iter().filter(|grades| of(grades) == Some(grade)).count() as i64)
    };
    let mut cells = vec![
        Cell::Count(i64::from(first.year())),
        Cell::Count(i64::from(first.month())),
        text("BANKURA"),
        Cell::Text(project.name.to_uppercase()),
        text(&centre.sector),
        text(&centre.code),
        text(&centre.name),
    ];
    for of in by {
        cells.extend([Grade::Normal, Grade::Moderate, Grade::Severe].map(|grade| count(of, grade)));
    }
    Row::data(cells)
}
