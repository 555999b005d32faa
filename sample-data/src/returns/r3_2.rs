//! R3.2: households and persons that asked for work, month by month.

use catalog::{FinancialYear, Language};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::sheet::{Cell, Column, Row, RowKind, Sheet, numbers, upper};
use crate::world::{World, titles};

/// The report of a financial year; months that are not over are blank.
pub(crate) fn district(world: &World, year: FinancialYear) -> Sheet {
    let ends: Vec<Date> = (0..12)
        .map(|month| year.first_day().saturating_add(month.months()).last_of_month())
        .collect();
    let mut columns = vec![
        Column::alone("S.No"),
        Column::merged("Block"),
        Column::alone("Panchayat"),
    ];
    for end in &ends {
        let month = catalog::calendar::month_name(*end, Language::En);
        columns.extend(
            ["No. of Households Demanded", "No. of Persons Demanded"].map(|part| Column::under(month, part)),
        );
    }
    let mut rows = rows(world, &ends);
    rows.push(total(&rows, columns.len()));
    let titles = titles("R3.2 Work Demand Pattern", None, world.until.min(year.last_day()));
    Sheet {
        name: year.to_string(),
        titles,
        numbers: numbers(columns.len()),
        columns,
        rows,
    }
}

fn rows(world: &World, ends: &[Date]) -> Vec<Row> {
    let gps = world.district.gps().enumerate();
    gps.map(|(at, (block, gp))| {
        let mut cells = vec![
            Cell::Count(at as i64 + 1),
            upper(&block.place.name.en),
            upper(&gp.place.name.en),
        ];
        for end in ends {
            cells.extend(
                match *end <= world.until {
                    true => [world.work.demand(at, *end)]
                        .map(|(households, persons)| [Cell::Count(households), Cell::Count(persons)]),
                    false => [[Cell::Blank, Cell::Blank]],
                }
                .into_iter()
                .flatten(),
            );
        }
        Row::data(cells)
    })
    .collect()
}

/// Each column added up; a blank column stays blank.
fn total(rows: &[Row], columns: usize) -> Row {
    let sum = |column: usize| {
        let counts = rows
            .iter()
            .filter(|row| row.kind == RowKind::Data)
            .filter_map(|row| match row.cells[column] {
                Cell::Count(count) => Some(count),
                _ => None,
            });
        counts.fold(None, |sum: Option<i64>, count| Some(sum.unwrap_or(0) + count))
    };
    let labels = [Cell::Blank, Cell::Blank, Cell::Text("Total".to_owned())];
    Row::total(
        labels
            .into_iter()
            .chain((3..columns).map(|at| sum(at).map_or(Cell::Blank, Cell::Count)))
            .collect(),
    )
}
