//! R5.1.5: persondays of Scheduled Castes, Scheduled Tribes and women.

use jiff::civil::Date;

use super::gps_by_block;
use crate::sheet::{Column, Sheet, numbers};
use crate::world::{World, titles};

/// The report of all GPs, block by block.
pub(crate) fn district(world: &World, day: Date) -> Sheet {
    let mut columns = vec![
        Column::alone("S.No"),
        Column::merged("Block"),
        Column::alone("Panchayat"),
    ];
    columns.extend(["SC", "ST", "Others", "Total"].map(|title| Column::under("HH issued jobcards", title)));
    columns.extend(["SC", "ST", "Others", "Total", "Women"].map(|title| Column::under("Persondays", title)));
    let rows = gps_by_block(world, day, |_, now| {
        [
            now.job_cards_sc,
            now.job_cards_st,
            now.job_cards - now.job_cards_sc - now.job_cards_st,
            now.job_cards,
            now.persondays_sc,
            now.persondays_st,
            now.persondays - now.persondays_sc - now.persondays_st,
            now.persondays,
            now.persondays_women,
        ]
    });
    let titles = titles("R5.1.5 SC ST and Women Employment Status", None, day);
    Sheet {
        name: "R5.1.5".to_owned(),
        titles,
        numbers: numbers(columns.len()),
        columns,
        rows,
    }
}
