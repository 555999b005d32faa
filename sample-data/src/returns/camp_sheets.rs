//! What blocks and the district send of camps: the schedule, camps held, and applications by scheme.

use jiff::civil::Date;

use crate::district::{Block, Gp};
use crate::line::Line;
use crate::model::camps::{Held, SCHEMES, applications, held, schedule};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};
use crate::world::World;

/// The schedule of a block, a row for each polling part, as blocks put it on their pages.
pub(crate) fn schedule_of(world: &World, block: &Block) -> Sheet {
    let mut rows = Vec::new();
    for gp in &block.gps {
        for camp in schedule(world.seed, gp) {
            for part in &camp.parts {
                let mut cells: Vec<Cell> = Vec::new();
                cells.count(*part as i64);
                cells.text(&format!("{} part {part}", gp.place.name.en));
                cells.text(&block.place.name.en);
                cells.text(&gp.place.name.en);
                cells.text(&camp.venue);
                cells.text(&printed(camp.on));
                rows.push(Row::data(cells));
            }
        }
    }
    sheet(
        "Schedule",
        vec![
            MARK.to_owned(),
            format!("APAS Camp Schedule, {}", block.place.name.en),
        ],
        &[
            "Part No.",
            "Part Name",
            "Block",
            "GP",
            "APAS Meeting & DS Camp Venue",
            "Date",
        ],
        rows,
    )
}

/// Camps held in the district by a day, a row for each GP and kind of camp.
pub(crate) fn camps_held(world: &World, by: Date) -> Sheet {
    let rows = of_gps(world, |block, gp| {
        let kinds = ["Conventional", "Mobile"]
            .into_iter()
            .zip(held(world.seed, gp, by));
        kinds
            .map(|(kind, held)| camp_row(block, gp, kind, held))
            .collect()
    });
    sheet(
        "Camps",
        titles("Camps held and visitors", by),
        &[
            "Block",
            "GP",
            "Camp type",
            "Camps planned",
            "Camps held",
            "Visitors",
            "Women visitors",
        ],
        rows,
    )
}

fn camp_row(block: &Block, gp: &Gp, kind: &str, held: Held) -> Row {
    let mut cells = places(block, gp);
    cells.text(kind);
    [held.planned, held.camps, held.visitors, held.women]
        .iter()
        .for_each(|count| cells.count(*count));
    Row::data(cells)
}

/// Applications in the district by a day, a row for each GP and scheme: where nobody applied, 0.
pub(crate) fn by_scheme(world: &World, by: Date) -> Sheet {
    let rows = of_gps(world, |block, gp| {
        (0..SCHEMES.len())
            .map(|scheme| (SCHEMES[scheme].0, applications(world.seed, gp, scheme, by)))
            .map(|(name, of)| {
                let mut cells = places(block, gp);
                cells.text(name);
                [
                    of.received,
                    of.disposed,
                    of.approved,
                    of.disposed - of.approved,
                    of.delivered,
                ]
                .iter()
                .for_each(|count| cells.count(*count));
                Row::data(cells)
            })
            .collect()
    });
    sheet(
        "Schemes",
        titles("Applications by scheme", by),
        &[
            "Block",
            "GP",
            "Scheme",
            "Applications received",
            "Applications disposed",
            "Approved",
            "Rejected",
            "Benefits delivered",
        ],
        rows,
    )
}

fn of_gps(world: &World, rows: impl Fn(&Block, &Gp) -> Vec<Row>) -> Vec<Row> {
    world
        .district
        .gps()
        .flat_map(|(block, gp)| rows(block, gp))
        .collect()
}

fn places(block: &Block, gp: &Gp) -> Vec<Cell> {
    let mut cells = Vec::new();
    cells.text(&block.place.name.en);
    cells.text(&gp.place.name.en);
    cells
}

fn titles(report: &str, by: Date) -> Vec<String> {
    vec![
        MARK.to_owned(),
        format!("Duare Sarkar : {report}, District : BANKURA"),
        format!("As on {}", printed(by)),
    ]
}

fn sheet(name: &str, titles: Vec<String>, columns: &[&str], rows: Vec<Row>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        titles,
        columns: columns.iter().map(|title| Column::alone(title)).collect(),
        numbers: Vec::new(),
        rows,
    }
}
