//! The master list of Anganwadi centres: where each stands and how many children are enrolled.

use jiff::civil::Date;

use crate::model::Site;
use crate::nutrition::Nutrition;
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

const COLUMNS: [&str; 11] = [
    "AWC code",
    "AWC name",
    "District",
    "Block",
    "Municipality",
    "GP",
    "Ward",
    "Project",
    "Sector",
    "Enrolled 0-5 years",
    "Enrolled 5-6 years",
];

/// The list as on a day.
pub(crate) fn sheet(nutrition: &Nutrition, day: Date) -> Sheet {
    let rows = nutrition.centres().map(|(project, centre, children)| {
        let text = |text: &str| Cell::Text(text.to_owned());
        let (municipality, gp, ward) = match &centre.site {
            Site::Gp { gp } => (Cell::Blank, text(gp), Cell::Blank),
            Site::Ward { municipality, ward } => (text(municipality), Cell::Blank, text(ward)),
        };
        let enrolled = |ages: std::ops::Range<i32>| {
            let children = children
                .iter()
                .filter(|child| child.is_enrolled(day, ages.clone()));
            Cell::Count(children.count() as i64)
        };
        Row::data(vec![
            text(&centre.code),
            text(&centre.name),
            text("Bankura"),
            project.block.as_deref().map_or(Cell::Blank, text),
            municipality,
            gp,
            ward,
            text(&project.name),
            text(&centre.sector),
            enrolled(0..60),
            enrolled(60..72),
        ])
    });
    Sheet {
        name: format!("As on {}", printed(day)),
        titles: vec![
            MARK.to_owned(),
            "Master list of Anganwadi centres, ICDS".to_owned(),
            format!("As on {}", printed(day)),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}
