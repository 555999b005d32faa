//! Returns with the faults of the field, and what is wrong with each.
//!
//! What can be accepted in them repeats what the good returns say, or is dated before them, so that no figure of
//! the sample depends on how a fault is met.

mod cases;
mod cells;
mod files;
mod registers;

use std::fmt::Write;

use jiff::civil::Date;

use crate::calendar::{FIRST_DAY, all_month_ends, plus};
use crate::district::Block;
use crate::error::SampleError;
use crate::grievances::Grievances;
use crate::nutrition::Nutrition;
use crate::output::{Output, Purpose};
use crate::sheet::MARK;
use crate::world::World;

/// A faulty file: its name with extension, and what is wrong with it.
struct Fault {
    name: String,
    wrong: String,
}

/// Writes the faulty files and the note about them.
///
/// Lists of grievances come before the good ones: whatever is taken in of them, the good ones tell anew.
pub(crate) fn write(
    output: &mut Output,
    world: &World,
    nutrition: &Nutrition,
    grievances: &Grievances,
) -> Result<(), SampleError> {
    let mut faults = cells::write(output, world)?;
    faults.extend(files::write(output, world)?);
    faults.extend(registers::write(output, world, nutrition)?);
    faults.extend(cases::write(output, grievances)?);
    let mut note = format!("{MARK}\n\nWhat is wrong with the files in this folder:\n\n");
    for Fault { name, wrong } in faults {
        writeln!(note, "{name}\n    {wrong}").expect("text grows without fail");
    }
    output.raw("faults/README.txt", note.as_bytes(), Purpose::Notes, 0)
}

/// The latest month end for which all have reported.
fn settled_day(world: &World) -> Date {
    let ends = all_month_ends(world.until).into_iter().rev();
    let settled = ends.filter(|end| *end <= plus(world.until, -7)).max();
    settled.unwrap_or(world.until)
}

/// A day for which no month end return exists: what is read of it shows nowhere else.
fn quiet_day(world: &World) -> Date {
    plus(FIRST_DAY, 9).min(world.until)
}

/// A block that has sent something for a day.
fn block_with_returns<'a>(world: &'a World, code: &str, day: Date) -> &'a Block {
    let blocks = &world.district.blocks;
    let wanted = blocks
        .iter()
        .find(|block| block.place.code.as_str() == code && !world.is_silent(block, day));
    let other = || blocks.iter().find(|block| world.reported(block, day).len() >= 3);
    wanted
        .or_else(other)
        .expect("only one block of the district is silent")
}
