//! The daily return of a block, kept by hand: a row for each GP and day.

use jiff::civil::Date;

use crate::district::{Block, Gp};
use crate::model::Progress;
use crate::sheet::{Cell, Column, MARK, Row, Sheet, counts};
use crate::world::{World, law};

/// The return of a block for the given days.
pub(crate) fn block(world: &World, block: &Block, days: &[Date]) -> Sheet {
    let mut rows = Vec::new();
    for day in days {
        for (gp, progress) in world.reported(block, *day) {
            rows.push(row(rows.len() as i64 + 1, *day, gp, &progress));
        }
    }
    let last = days.last().copied().unwrap_or(world.until);
    Sheet {
        name: "Daily return".to_owned(),
        titles: vec![
            MARK.to_owned(),
            format!("Daily return of employment, {}", law(last)),
            format!("District : Bankura Block : {}", block.place.name.en),
        ],
        numbers: Vec::new(),
        columns: columns(),
        rows,
    }
}

fn columns() -> Vec<Column> {
    let mut columns = [
        "S.No",
        "As on date",
        "Gram Panchayat",
        "GP LGD code",
        "Job cards issued",
    ]
    .map(Column::alone)
    .to_vec();
    for (group, word) in [
        ("Work demanded", "demanded"),
        ("Work offered", "offered"),
        ("Work provided", "provided"),
    ] {
        columns.extend(["Households", "Persons"].map(|who| Column::under(group, &format!("{who} {word}"))));
    }
    let persondays = [
        "Persondays so far",
        "SC persondays",
        "ST persondays",
        "Women persondays",
    ];
    columns.extend(persondays.map(|title| Column::under("Days of work since the count began", title)));
    columns.push(Column::alone("Households completed 100 days"));
    columns
}

fn row(serial: i64, day: Date, gp: &Gp, now: &Progress) -> Row {
    let code = gp.place.code.lgd().unwrap_or_default().to_owned();
    let labels = [
        Cell::Count(serial),
        Cell::Date(day),
        Cell::Text(gp.place.name.en.clone()),
        Cell::Text(code),
    ];
    let figures = [
        now.job_cards,
        now.households_demanded,
        now.persons_demanded,
        now.households_offered,
        now.persons_offered,
        now.households_provided,
        now.persons_provided,
        now.persondays,
        now.persondays_sc,
        now.persondays_st,
        now.persondays_women,
        now.households_completed,
    ];
    Row::data(labels.into_iter().chain(counts(&figures)).collect())
}
