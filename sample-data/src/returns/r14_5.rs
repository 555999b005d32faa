//! R14.5: how long wages took, block by block.

use jiff::civil::Date;

use crate::model::Payments;
use crate::sheet::{Cell, Column, Row, Sheet, counts, numbers, upper};
use crate::world::{World, titles};

const GROUPS: [&str; 8] = [
    "0-8 days",
    "9-15 days",
    "16-30 days",
    "31-60 days",
    "61-90 days",
    "more than 90 days",
    "Total delayed payments",
    "Total for the year",
];

/// The report of the district, a row for each block.
pub(crate) fn district(world: &World, day: Date) -> Sheet {
    let mut columns = vec![Column::alone("S.No"), Column::alone("Block")];
    for group in GROUPS {
        columns.extend(["Total transactions", "Amount involved"].map(|part| Column::under(group, part)));
    }
    let mut sum = Payments::default();
    let mut rows = Vec::new();
    for (serial, block) in (1..).zip(&world.district.blocks) {
        let payments = world.payments(block, day);
        sum += payments;
        rows.push(Row::data(row(
            Cell::Count(serial),
            upper(&block.place.name.en),
            &payments,
        )));
    }
    rows.push(Row::total(row(Cell::Blank, Cell::Text("Total".to_owned()), &sum)));
    let titles = titles("R14.5 Delayed Payment (Amount in Rs.)", None, day);
    Sheet {
        name: "R14.5".to_owned(),
        titles,
        numbers: numbers(columns.len()),
        columns,
        rows,
    }
}

fn row(serial: Cell, name: Cell, payments: &Payments) -> Vec<Cell> {
    let Payments {
        transactions,
        amounts,
    } = payments;
    let late = [transactions[2..].iter().sum::<i64>(), amounts[2..].iter().sum()];
    let all = [transactions.iter().sum::<i64>(), amounts.iter().sum()];
    let bands = (0..6).flat_map(|band| [transactions[band], amounts[band]]);
    let figures: Vec<i64> = bands.chain(late).chain(all).collect();
    [serial, name].into_iter().chain(counts(&figures)).collect()
}
