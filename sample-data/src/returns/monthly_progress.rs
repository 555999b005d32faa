//! The monthly progress of the Anganwadi centres of the district: a row for each centre that sent it.

use crate::model::{Centre, Given, Project, Services};
use crate::nutrition::Nutrition;
use crate::sheet::{Cell, Column, MARK, Row, Sheet};

const COLUMNS: [&str; 23] = [
    "Reporting Year",
    "Reporting Month",
    "Project",
    "Sector",
    "AWC code",
    "AWC name",
    "Days open",
    "Working days",
    "SNP 21+ days",
    "SNP eligible",
    "Preschool 16+ days",
    "Preschool enrolled",
    "Low birth weight",
    "Born and weighed",
    "Supervisor visits",
    "Egg days given",
    "Egg days due",
    "Nutrimix given",
    "Nutrimix due",
    "Health check-ups done",
    "Health check-ups due",
    "Water filters given",
    "Water filters due",
];

/// The progress of a month, counted from the first register.
pub(crate) fn sheet(nutrition: &Nutrition, month: i32) -> Sheet {
    let first = nutrition.months.first_day(month);
    let when = [i64::from(first.year()), i64::from(first.month())];
    let rows = nutrition.centres().filter_map(|(project, centre, children)| {
        let services = Services::of(nutrition.seed, centre, children, nutrition.months, month)?;
        Some(row(when, project, centre, &services))
    });
    Sheet {
        name: "Monthly progress".to_owned(),
        titles: vec![
            MARK.to_owned(),
            format!(
                "Monthly progress of Anganwadi centres, {}",
                first.strftime("%B %Y")
            ),
            "District : Bankura".to_owned(),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

fn row(when: [i64; 2], project: &Project, centre: &Centre, services: &Services) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let both = |of: Given| [of.given, of.due];
    let counts = [
        both(services.days_open).as_slice(),
        &both(services.nutrition_on_21_days),
        &both(services.preschool_on_16_days),
        &both(services.born_light),
        &[services.supervisor_visits],
        &both(services.egg_days),
        &both(services.nutrimix),
        &both(services.check_ups),
        &both(services.filters),
    ]
    .concat();
    let labels = [&project.name, &centre.sector, &centre.code, &centre.name].map(|label| text(label));
    let cells = when.into_iter().map(Cell::Count).chain(labels);
    Row::data(cells.chain(counts.into_iter().map(Cell::Count)).collect())
}
