//! The returns, each printed from the world in the layout of its report.

pub(crate) mod at_a_glance;
pub(crate) mod awc_totals;
pub(crate) mod camp_sheets;
pub(crate) mod case_list;
pub(crate) mod centre_master;
pub(crate) mod cpgrams_screen;
pub(crate) mod custody_sheets;
pub(crate) mod daily_return;
pub(crate) mod growth_register;
pub(crate) mod monthly_progress;
pub(crate) mod nrc_register;
pub(crate) mod office_list;
pub(crate) mod office_totals;
pub(crate) mod r14_5;
pub(crate) mod r3_2;
pub(crate) mod r5_1_1;
pub(crate) mod r5_1_3;
pub(crate) mod r5_1_5;
pub(crate) mod r7_1_1;
pub(crate) mod tracker;

use jiff::civil::Date;

use crate::district::Gp;
use crate::model::Progress;
use crate::sheet::{Cell, Row, counts, upper};
use crate::world::World;

/// The rows of all GPs, block by block, each block with its subtotal, and the total of all.
fn gps_by_block<const N: usize>(
    world: &World,
    day: Date,
    figures: impl Fn(&Gp, &Progress) -> [i64; N],
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut all = [0; N];
    let mut serial = 0;
    for block in &world.district.blocks {
        let mut sum = [0; N];
        for (gp, progress) in world.reported(block, day) {
            serial += 1;
            let own = figures(gp, &progress);
            add(&mut sum, &own);
            let labels = [
                Cell::Count(serial),
                upper(&block.place.name.en),
                upper(&gp.place.name.en),
            ];
            rows.push(Row::data(labels.into_iter().chain(counts(&own)).collect()));
        }
        if !world.is_silent(block, day) {
            rows.push(total("Sub Total", &sum));
            add(&mut all, &sum);
        }
    }
    rows.push(total("Grand Total", &all));
    rows
}

fn add<const N: usize>(sum: &mut [i64; N], own: &[i64; N]) {
    sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
}

fn total(label: &str, sum: &[i64]) -> Row {
    let labels = [Cell::Blank, Cell::Blank, Cell::Text(label.to_owned())];
    Row::total(labels.into_iter().chain(counts(sum)).collect())
}
