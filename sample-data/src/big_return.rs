//! One very large daily return, to measure how fast returns are taken in.

use crate::calendar::{RESUMED, plus};
use crate::error::SampleError;
use crate::options::SampleOptions;
use crate::sheet::{Cell, Column, MARK, Row, Sheet, counts};
use crate::world::World;

const COLUMNS: [&str; 13] = [
    "As on date",
    "Block",
    "Gram Panchayat",
    "Job cards issued",
    "Households demanded",
    "Households offered",
    "Households provided",
    "Persons provided",
    "Persondays so far",
    "SC persondays",
    "ST persondays",
    "Women persondays",
    "Households completed 100 days",
];

/// Rows of an Excel sheet, less the title and the header.
const MOST: usize = 1_048_576 - 2;

/// A workbook with one daily return of `rows` rows and 13 columns: each day, each GP of the district in turn.
pub fn big_return(rows: usize) -> Result<Vec<u8>, SampleError> {
    if rows > MOST {
        return Err(SampleError::TooManyRows { rows, most: MOST });
    }
    let gps = crate::district::District::new(0)?.gps().count();
    let days = rows.div_ceil(gps).max(1);
    let until = plus(
        RESUMED,
        i32::try_from(days - 1).expect("the rows of a sheet fit into fewer days"),
    );
    let world = World::new(&SampleOptions {
        until,
        ..SampleOptions::default()
    })?;
    let sheet = Sheet {
        name: "Daily return".to_owned(),
        titles: vec![format!("Daily return of employment, {MARK}")],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: (0..rows).map(|at| row(&world, at / gps, at % gps)).collect(),
    };
    let name = "big-return.xlsx".to_owned();
    crate::shapes::xlsx(&[sheet], until).map_err(|source| SampleError::Workbook { name, source })
}

fn row(world: &World, day: usize, gp: usize) -> Row {
    let day = plus(RESUMED, day as i32);
    let now = world.work.progress(gp, day);
    let (block, gp) = world
        .district
        .gps()
        .nth(gp)
        .expect("the position is that of a GP");
    let names = [&block.place.name.en, &gp.place.name.en].map(|name| Cell::Text(name.clone()));
    let figures = [
        now.job_cards,
        now.households_demanded,
        now.households_offered,
        now.households_provided,
        now.persons_provided,
        now.persondays,
        now.persondays_sc,
        now.persondays_st,
        now.persondays_women,
        now.households_completed,
    ];
    Row::data(
        [Cell::Date(day)]
            .into_iter()
            .chain(names)
            .chain(counts(&figures))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_can_have_are_refused() {
        let refusal = big_return(2_000_000).unwrap_err().to_string();
        assert!(refusal.contains("ask for at most 1048574"), "{refusal}");
    }

    #[test]
    fn a_large_return_is_the_same_every_time() {
        assert_eq!(big_return(500).unwrap(), big_return(500).unwrap());
    }
}
