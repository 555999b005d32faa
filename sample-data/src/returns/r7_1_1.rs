//! R7.1.1: the financial statement, block by block, in lakh.

use jiff::civil::Date;

use crate::model::Finance;
use crate::sheet::{Cell, Column, Row, Sheet, numbers, upper};
use crate::world::{World, titles};

/// The statement of the district, a row for each block.
pub(crate) fn district(world: &World, day: Date) -> Sheet {
    let mut sum = Finance::default();
    let mut rows = Vec::new();
    for (serial, block) in (1..).zip(&world.district.blocks) {
        let finance = world.finance(block, day);
        sum += finance;
        rows.push(Row::data(row(
            Cell::Count(serial),
            upper(&block.place.name.en),
            &finance,
        )));
    }
    rows.push(Row::total(row(Cell::Blank, Cell::Text("Total".to_owned()), &sum)));
    let mut titles = titles("R7.1.1 Financial Statement", None, day);
    titles.push("(Rs. in Lakhs)".to_owned());
    Sheet {
        name: "R7.1.1".to_owned(),
        titles,
        numbers: formulas(),
        columns: columns(),
        rows,
    }
}

fn columns() -> Vec<Column> {
    let spent =
        ["Unskilled Wage", "Material*", "Admin"].map(|title| Column::under("Actual Expenditure", title));
    let due =
        ["Unskilled Wage*", "Material*", "Admin", "Total"].map(|title| Column::under("Payment Due", title));
    let mut columns = ["S No.", "Block", "Total Availability*"]
        .map(Column::alone)
        .to_vec();
    columns.extend(spent);
    columns.extend(["Other Expenditure*", "Total Actual Exp", "Actual Balance"].map(Column::alone));
    columns.extend(due);
    columns.extend(["Total Exp including payment due", "Net Balance"].map(Column::alone));
    columns
}

/// The report says below its header how its columns are added up.
fn formulas() -> Vec<String> {
    let mut numbers = numbers(15);
    for (column, formula) in [
        (8, "8=4+5+6+7"),
        (9, "9=3-8"),
        (13, "13=10+11+12"),
        (14, "14=8+13"),
        (15, "15=3-14"),
    ] {
        numbers[column - 1] = formula.to_owned();
    }
    numbers
}

fn row(serial: Cell, name: Cell, finance: &Finance) -> Vec<Cell> {
    let (spent, due) = (finance.spent(), finance.due());
    let figures = [
        finance.availability,
        finance.spent_wages,
        finance.spent_material,
        finance.spent_admin,
        0,
        spent,
        finance.availability - spent,
        finance.due_wages,
        finance.due_material,
        finance.due_admin,
        due,
        spent + due,
        finance.availability - spent - due,
    ];
    [serial, name]
        .into_iter()
        .chain(figures.map(Cell::Lakh))
        .collect()
}
