//! Writes what is sent of the camps at which people apply for schemes.

use crate::error::SampleError;
use crate::model::camps::{EDITION, LAST_CAMP, REPORTED};
use crate::output::{Output, Purpose, Shape};
use crate::returns::camp_sheets;
use crate::world::World;
use crate::write::{file_name, file_name_of};

/// Writes schedules and performance, as far as the edition has begun.
pub(crate) fn write(output: &mut Output, world: &World) -> Result<(), SampleError> {
    if world.until < EDITION {
        return Ok(());
    }
    for block in &world.district.blocks {
        let name = format!("duare-sarkar/schedule/{LAST_CAMP}/{}", file_name(block));
        output.sheets(
            &name,
            Shape::Html,
            &[camp_sheets::schedule_of(world, block)],
            Purpose::Return,
        )?;
    }
    for town in &world.district.municipalities {
        let name = format!("duare-sarkar/schedule/{LAST_CAMP}/{}", file_name_of(&town.place));
        let sheets = [camp_sheets::schedule_of_town(world, town)];
        output.sheets(&name, Shape::Html, &sheets, Purpose::Return)?;
    }
    for day in REPORTED.into_iter().filter(|day| *day <= world.until) {
        let sheets = [
            camp_sheets::camps_held(world, day),
            camp_sheets::by_scheme(world, day),
        ];
        let name = format!("duare-sarkar/performance/bankura-{day}");
        output.sheets(&name, Shape::Xlsx, &sheets, Purpose::Return)?;
    }
    Ok(())
}
