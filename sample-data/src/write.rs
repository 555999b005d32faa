//! Writes the whole sample: which returns there are, and in which files.

use std::path::Path;

use catalog::{FinancialYear, Place};
use jiff::civil::Date;

use crate::calendar::{NEW_LAW, RESUMED, all_month_ends, month_ends, plus, years};
use crate::district::Block;
use crate::error::SampleError;
use crate::faults;
use crate::grievances::Grievances;
use crate::nutrition::Nutrition;
use crate::options::{SampleOptions, Scale};
use crate::output::{Output, Purpose, Shape, WrittenFile};
use crate::populations;
use crate::returns::{at_a_glance, daily_return, r3_2, r5_1_1, r5_1_3, r5_1_5, r7_1_1, r14_5};
use crate::sheet::MARK;
use crate::world::World;
use crate::{write_camps, write_custody, write_grievances, write_nutrition, write_state};

/// Days up to the last one for which blocks also send the report as the information system prints it.
const PRINTED_DAYS: i32 = 3;
/// From this day on, month ends are sent by blocks; before, the district put them together.
const SENT_BY_BLOCKS: Date = jiff::civil::date(2026, 4, 1);

/// Writes the sample below `out` and returns its files, in the order in which they should be taken in.
///
/// ```
/// let out = tempfile::tempdir()?;
/// let options = sample_data::SampleOptions { until: jiff::civil::date(2024, 4, 30), ..Default::default() };
/// let files = sample_data::write(out.path(), &options)?;
/// assert!(files.iter().all(|file| file.path.exists()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(out: &Path, options: &SampleOptions) -> Result<Vec<WrittenFile>, SampleError> {
    match options.scale {
        Scale::Factor(factor) => write_district(out, options, factor),
        Scale::State => write_state::write(out, options),
    }
}

fn write_district(out: &Path, options: &SampleOptions, factor: f64) -> Result<Vec<WrittenFile>, SampleError> {
    let days = options.daily_days(factor)?;
    let world = World::new(options)?;
    let mut output = Output::new(out, options.until);
    for year in years(options.until) {
        of_year(&mut output, &world, year)?;
    }
    for day in all_month_ends(options.until) {
        of_month(&mut output, &world, day)?;
    }
    of_blocks(&mut output, &world, &days)?;
    let nutrition = Nutrition::new(&world, factor);
    write_nutrition::write(&mut output, &nutrition)?;
    let grievances = Grievances::new(&world, factor);
    write_grievances::offices(&mut output, &grievances)?;
    faults::write(&mut output, &world, &nutrition, &grievances)?;
    write_grievances::write(&mut output, &grievances)?;
    write_camps::write(&mut output, &world)?;
    write_custody::write(&mut output, &world)?;
    let list = populations::list(&world);
    let list = list.map_err(|source| SampleError::TextTable {
        name: "gp-populations.csv".to_owned(),
        source,
    })?;
    output.raw(
        "places/gp-populations.csv",
        &list,
        Purpose::Places,
        world.district.gps().count(),
    )?;
    output.raw("README.txt", readme().as_bytes(), Purpose::Notes, 0)?;
    Ok(output.files)
}

fn of_year(output: &mut Output, world: &World, year: FinancialYear) -> Result<(), SampleError> {
    let ends = month_ends(year, world.until);
    let compiled: Vec<_> = ends.iter().filter(|end| **end < SENT_BY_BLOCKS).collect();
    if !compiled.is_empty() {
        let sheets: Vec<_> = compiled
            .iter()
            .map(|end| r5_1_1::district(world, **end))
            .collect();
        output.sheets(
            &format!("mgnrega/r5-1-1/bankura-{year}"),
            Shape::Xlsx,
            &sheets,
            Purpose::Return,
        )?;
    }
    if !ends.is_empty() {
        let demand = [r3_2::district(world, year)];
        output.sheets(
            &format!("mgnrega/r3-2/bankura-{year}"),
            Shape::Xlsx,
            &demand,
            Purpose::Return,
        )?;
        let glance = [at_a_glance::district(world, year)];
        output.sheets(
            &format!("mgnrega/at-a-glance/bankura-{year}"),
            Shape::Xlsx,
            &glance,
            Purpose::Return,
        )?;
    }
    Ok(())
}

fn of_month(output: &mut Output, world: &World, day: Date) -> Result<(), SampleError> {
    let mut send = |report: &str, shape, sheet| {
        output.sheets(
            &format!("mgnrega/{report}/bankura-{day}"),
            shape,
            &[sheet],
            Purpose::Return,
        )
    };
    send("r5-1-5", Shape::Xlsx, r5_1_5::district(world, day))?;
    send("r7-1-1", Shape::Html, r7_1_1::district(world, day))?;
    if day >= RESUMED {
        send("r5-1-3", Shape::Html, r5_1_3::district(world, day))?;
        // The new law came with a new export.
        let shape = if day < NEW_LAW { Shape::Text } else { Shape::Xlsx };
        send("r14-5", shape, r14_5::district(world, day))?;
    }
    if day >= SENT_BY_BLOCKS {
        progress_of_blocks(output, world, day)
    } else {
        Ok(())
    }
}

fn progress_of_blocks(output: &mut Output, world: &World, day: Date) -> Result<(), SampleError> {
    for block in world
        .district
        .blocks
        .iter()
        .filter(|block| !world.is_silent(block, day))
    {
        let name = format!("mgnrega/r5-1-1/{day}/{}", file_name(block));
        output.sheets(
            &name,
            Shape::Html,
            &[r5_1_1::block(world, block, day)],
            Purpose::Return,
        )?;
    }
    Ok(())
}

fn of_blocks(output: &mut Output, world: &World, days: &[Date]) -> Result<(), SampleError> {
    for block in &world.district.blocks {
        let sheet = daily_return::block(world, block, days);
        if !sheet.rows.is_empty() {
            let name = format!("mgnrega/daily-return/{}", file_name(block));
            output.sheets(&name, Shape::Xlsx, &[sheet], Purpose::Return)?;
        }
    }
    let ends = all_month_ends(world.until);
    let printed = (1 - PRINTED_DAYS..=0).map(|back| plus(world.until, back));
    for day in printed.filter(|day| days.contains(day) && !ends.contains(day)) {
        progress_of_blocks(output, world, day)?;
    }
    Ok(())
}

/// The name of a block as a file name.
pub(crate) fn file_name(block: &Block) -> String {
    file_name_of(&block.place)
}

/// A place's name as files are called after it.
pub(crate) fn file_name_of(place: &Place) -> String {
    place.name.en.to_lowercase().replace(' ', "-")
}

fn readme() -> String {
    format!(
        "{MARK}\n\nEvery number in these files is made up. Places are real; what is said of them is not.\n\n\
         mgnrega/  returns of employment in Bankura, as they would have arrived\n\
         pushti/   children of the Anganwadi centres: registers, and what goes with them\n\
         grievance/  what people told the Chief Minister's cell: lists of cases, offices and their totals\n\
         duare-sarkar/  camps: schedules, visitors, applications by scheme\n\
         e-prison/  correctional homes: the daily lock-up, and who is in custody\n\
         faults/   returns with the faults of the field; its README.txt says what is wrong with each\n\
         places/   made-up people of the gram panchayats; copy to places/ of the data directory to use them\n"
    )
}
