//! R5.1.3: households by the days they worked.

use jiff::civil::Date;

use super::gps_by_block;
use crate::model::{BANDS, DaysWorked, Progress};
use crate::sheet::{Column, Sheet, numbers};
use crate::world::{World, titles};

/// Two columns for each band, and two for all.
const FIGURES: usize = 2 * (BANDS.len() + 1);

/// The report of all GPs, block by block.
pub(crate) fn district(world: &World, day: Date) -> Sheet {
    let mut columns = vec![
        Column::alone("S.No"),
        Column::merged("Block"),
        Column::alone("Panchayat"),
    ];
    for title in BANDS.iter().map(|band| band.title).chain(["Total attendance"]) {
        columns
            .extend(["House Hold Employed", "Persondays Generated"].map(|part| Column::under(title, part)));
    }
    Sheet {
        name: "R5.1.3".to_owned(),
        titles: titles("R5.1.3 Period Wise Employment Provided", None, day),
        numbers: numbers(columns.len()),
        columns,
        rows: gps_by_block(world, day, |_, progress| figures(progress, day)),
    }
}

fn figures(progress: &Progress, day: Date) -> [i64; FIGURES] {
    let worked = DaysWorked::of(progress, day);
    let mut figures = [0; FIGURES];
    for band in 0..BANDS.len() {
        figures[2 * band] = worked.households[band];
        figures[2 * band + 1] = worked.persondays[band];
    }
    figures[FIGURES - 2] = progress.households_provided;
    figures[FIGURES - 1] = progress.persondays;
    figures
}
