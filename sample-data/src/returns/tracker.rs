//! The three-month tracker of a block: a row for each child, with words for its grades.

use crate::model::children::{Child, Grade, Grades, grades};
use crate::model::{Centre, Project};
use crate::nutrition::Nutrition;
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

const WHO: [&str; 10] = [
    "State",
    "District",
    "Block",
    "Sector",
    "Awc Name",
    "AWC code",
    "Child",
    "Age",
    "Mother Name",
    "Mother Phone Number",
];

/// The words of the tracker for one of a child's three grades.
struct Words {
    column: &'static str,
    grade: fn(&Grades) -> Option<Grade>,
    normal: &'static str,
    moderate: &'static str,
    severe: &'static str,
}

const WORDS: [Words; 3] = [
    Words {
        column: "Stunting",
        grade: |grades| grades.height,
        normal: "Normal height for age",
        moderate: "Moderately stunted",
        severe: "Severely stunted",
    },
    Words {
        column: "Wasting",
        grade: |grades| grades.wasting,
        normal: "Normal weight for height",
        moderate: "Moderately wasted",
        severe: "Severely wasted",
    },
    Words {
        column: "underweight",
        grade: |grades| grades.weight,
        normal: "Normal weight for age",
        moderate: "Moderately underweight",
        severe: "Severely underweight",
    },
];

/// The tracker of a project for some months, oldest first: children under five who are enrolled at their end.
pub(crate) fn sheet(
    nutrition: &Nutrition,
    project: &Project,
    centres: &[(&Centre, &[Child])],
    months: &[i32],
) -> Sheet {
    let last = months.last().map_or(nutrition.months.until, |month| {
        nutrition.months.first_day(*month).last_of_month()
    });
    let rows = centres.iter().flat_map(|(centre, children)| {
        let enrolled = children.iter().filter(|child| child.is_enrolled(last, 0..60));
        enrolled.map(move |child| row(project, centre, child, last, months))
    });
    Sheet {
        name: "Tracker".to_owned(),
        titles: vec![
            MARK.to_owned(),
            "Children's Tracker, three months".to_owned(),
            format!("District : Bankura Block : {}", project.name),
            format!("As on {}", printed(last)),
        ],
        columns: columns(nutrition, months),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

fn columns(nutrition: &Nutrition, months: &[i32]) -> Vec<Column> {
    let names = ["PSE", "SN"]
        .into_iter()
        .chain(WORDS.iter().map(|words| words.column));
    let by_month = names.flat_map(|name| {
        months.iter().map(move |month| {
            let month = nutrition.months.first_day(*month).strftime("%B %Y");
            Column::alone(&format!("{name}_{month}"))
        })
    });
    WHO.map(Column::alone).into_iter().chain(by_month).collect()
}

fn row(project: &Project, centre: &Centre, child: &Child, last: jiff::civil::Date, months: &[i32]) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let age = super::growth_register::completed_months(child.born, last);
    let mut cells = vec![
        text("West Bengal"),
        text("Bankura"),
        text(project.block.as_deref().unwrap_or(&project.name)),
        text(&centre.sector),
        text(&centre.name),
        text(&centre.code),
        text(child.name),
        Cell::Count(age),
        text(child.mother),
        text(&child.phone),
    ];
    // Days of preschool and of supplementary food: whoever was measured came on most days.
    let came = |month: &i32| child.visit(*month).is_some();
    let preschool = |month: &i32| Cell::Count(if age >= 36 && came(month) { 18 } else { 0 });
    cells.extend(months.iter().map(preschool));
    cells.extend(
        months
            .iter()
            .map(|month| Cell::Count(if came(month) { 23 } else { 12 })),
    );
    let grades: Vec<Option<Grades>> = months
        .iter()
        .map(|month| child.visit(*month).map(|visit| grades(child, visit)))
        .collect();
    for words in &WORDS {
        cells.extend(grades.iter().map(|grades| text(words.of(grades.as_ref()))));
    }
    Row::data(cells)
}

impl Words {
    fn of(&self, grades: Option<&Grades>) -> &'static str {
        match grades.and_then(self.grade) {
            Some(Grade::Normal) => self.normal,
            Some(Grade::Moderate) => self.moderate,
            Some(Grade::Severe) => self.severe,
            None => "Data Not Entered",
        }
    }
}
