//! R5.1.1: the progress report.

use jiff::civil::Date;

use super::gps_by_block;
use crate::district::Block;
use crate::model::Progress;
use crate::sheet::{Cell, Column, Row, Sheet, counts, numbers, printed, upper};
use crate::world::{World, titles};

const REPORT: &str = "R5.1.1 Progress Report";

/// The report of one block, a row for each GP that has reported.
pub(crate) fn block(world: &World, block: &Block, day: Date) -> Sheet {
    let mut sum = Progress::default();
    let mut rows = Vec::new();
    for (serial, (gp, progress)) in (1..).zip(world.reported(block, day)) {
        sum += progress;
        let labels = [Cell::Count(serial), upper(&gp.place.name.en)];
        rows.push(Row::data(
            labels.into_iter().chain(counts(&figures(&progress))).collect(),
        ));
    }
    let labels = [Cell::Blank, Cell::Text("Total".to_owned())];
    rows.push(Row::total(
        labels.into_iter().chain(counts(&figures(&sum))).collect(),
    ));
    let columns: Vec<Column> = [Column::alone("S.No"), Column::alone("Panchayat")]
        .into_iter()
        .chain(columns())
        .collect();
    Sheet {
        name: "R5.1.1".to_owned(),
        titles: titles(REPORT, Some(&block.place.name.en), day),
        numbers: numbers(columns.len()),
        columns,
        rows,
    }
}

/// The reports of all blocks on one sheet, as the district puts them together.
pub(crate) fn district(world: &World, day: Date) -> Sheet {
    let places = [
        Column::alone("S.No"),
        Column::merged("Block"),
        Column::alone("Panchayat"),
    ];
    let columns: Vec<Column> = places.into_iter().chain(columns()).collect();
    Sheet {
        name: printed(day),
        titles: titles(REPORT, None, day),
        numbers: numbers(columns.len()),
        columns,
        rows: gps_by_block(world, day, |_, progress| figures(progress)),
    }
}

fn columns() -> Vec<Column> {
    const CARDS: &str = "Cumulative No. of HH issued jobcards";
    let pairs = [
        (CARDS, "SCs"),
        (CARDS, "STs"),
        (CARDS, "Others"),
        (CARDS, "Total"),
        ("Employment demanded", "Household"),
        ("Employment demanded", "Persons"),
        ("Employment offered", "Household"),
        ("Employment offered", "Persons"),
        ("Employment availed", "Household"),
        ("Employment availed", "Persons"),
        ("Employment availed", "Total persondays"),
    ];
    let mut columns: Vec<Column> = pairs.map(|(group, title)| Column::under(group, title)).into();
    columns.push(Column::alone("Families completed 100 days"));
    columns
}

fn figures(progress: &Progress) -> [i64; 12] {
    [
        progress.job_cards_sc,
        progress.job_cards_st,
        progress.job_cards - progress.job_cards_sc - progress.job_cards_st,
        progress.job_cards,
        progress.households_demanded,
        progress.persons_demanded,
        progress.households_offered,
        progress.persons_offered,
        progress.households_provided,
        progress.persons_provided,
        progress.persondays,
        progress.households_completed,
    ]
}
