//! Tables of children as programs hold them.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use crate::table::Table;

/// The children of a file, with `age` as the column of their ages.
pub fn frame(table: &Table, age: (&str, &str), length: &str) -> DataFrame {
    let numbers = |column: &str, name: &str| -> Column {
        let cells: Vec<Option<f64>> = table.rows.iter().map(|row| table.number(row, column)).collect();
        Series::new(name.into(), cells).into()
    };
    let mut columns = vec![
        sexes(table),
        numbers(age.0, age.1),
        numbers("weight_kg", "weight_kg"),
    ];
    columns.push(numbers(length, length));
    for column in ["armc_cm", "headc_cm", "sw"] {
        if table.has(column) {
            columns.push(numbers(column, column));
        }
    }
    for column in [
        "measure", "cluster", "strata", "typeres", "gregion", "wealthq", "mothered", "othergr",
    ] {
        if table.has(column) {
            columns.push(texts(table, column));
        }
    }
    columns.push(oedema(table));
    DataFrame::new(table.rows.len(), columns).unwrap()
}

fn sexes(table: &Table) -> Column {
    let code = |row: &Vec<String>| match table.cell(row, "sex") {
        "1" | "m" | "M" => Some(1_i64),
        "2" | "f" | "F" => Some(2),
        _ => None,
    };
    Series::new("sex".into(), table.rows.iter().map(code).collect::<Vec<_>>()).into()
}

fn oedema(table: &Table) -> Column {
    let is = |row: &Vec<String>| matches!(table.cell(row, "oedema"), "y" | "Y" | "1");
    Series::new("oedema".into(), table.rows.iter().map(is).collect::<Vec<bool>>()).into()
}

fn texts(table: &Table, name: &str) -> Column {
    let cell = |row: &Vec<String>| Some(table.cell(row, name).to_owned()).filter(|cell| !cell.is_empty());
    Series::new(
        name.into(),
        table.rows.iter().map(cell).collect::<Vec<Option<String>>>(),
    )
    .into()
}
