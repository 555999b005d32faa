//! What blocks and the district send of camps: the schedule, camps held, and applications by scheme.

use catalog::Place;
use jiff::civil::Date;

use crate::district::{Block, Municipality};
use crate::line::Line;
use crate::model::camps::{Held, SCHEMES, Served, applications, held, schedule};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};
use crate::world::World;

/// The schedule of a block, a row for each polling part, as blocks put it on their pages.
pub(crate) fn schedule_of(world: &World, block: &Block) -> Sheet {
    let served = block.gps.iter().map(Served::from);
    scheduled(world, &block.place, served, ["Block", "GP"])
}

/// The schedule of a municipality, a row for each polling part of its wards.
pub(crate) fn schedule_of_town(world: &World, town: &Municipality) -> Sheet {
    let served = town.wards.iter().map(Served::ward);
    scheduled(world, &town.place, served, ["Municipality", "Ward"])
}

fn scheduled<'s>(
    world: &World,
    around: &Place,
    served: impl Iterator<Item = Served<'s>>,
    [outer, inner]: [&str; 2],
) -> Sheet {
    let mut rows = Vec::new();
    for served in served {
        for camp in schedule(world.seed, served) {
            for part in &camp.parts {
                let mut cells: Vec<Cell> = Vec::new();
                cells.count(*part as i64);
                cells.text(&format!("{} part {part}", served.place.name.en));
                cells.text(&around.name.en);
                cells.text(&served.place.name.en);
                cells.text(&camp.venue);
                cells.text(&printed(camp.on));
                rows.push(Row::data(cells));
            }
        }
    }
    sheet(
        "Schedule",
        vec![MARK.to_owned(), format!("APAS Camp Schedule, {}", around.name.en)],
        &[
            "Part No.",
            "Part Name",
            outer,
            inner,
            "APAS Meeting & DS Camp Venue",
            "Date",
        ],
        rows,
    )
}

/// Camps held in the district by a day, a row for each GP or ward and kind of camp.
pub(crate) fn camps_held(world: &World, by: Date) -> Sheet {
    let rows = of_all(world, |around, served| {
        let kinds = ["Conventional", "Mobile"]
            .into_iter()
            .zip(held(world.seed, served, by));
        kinds
            .map(|(kind, held)| camp_row(around, served, kind, held))
            .collect()
    });
    sheet(
        "Camps",
        titles("Camps held and visitors", by),
        &[
            "Block/Municipality",
            "GP/Ward",
            "Camp type",
            "Camps planned",
            "Camps held",
            "Visitors",
            "Women visitors",
        ],
        rows,
    )
}

fn camp_row(around: &Place, served: Served<'_>, kind: &str, held: Held) -> Row {
    let mut cells = places(around, served);
    cells.text(kind);
    [held.planned, held.camps, held.visitors, held.women]
        .iter()
        .for_each(|count| cells.count(*count));
    Row::data(cells)
}

/// Applications in the district by a day, a row for each GP or ward and scheme: where nobody applied, 0.
pub(crate) fn by_scheme(world: &World, by: Date) -> Sheet {
    let rows = of_all(world, |around, served| {
        (0..SCHEMES.len())
            .map(|scheme| (SCHEMES[scheme].0, applications(world.seed, served, scheme, by)))
            .map(|(name, of)| {
                let mut cells = places(around, served);
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
            "Block/Municipality",
            "GP/Ward",
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

/// Rows of every GP and ward, each with the place around it.
fn of_all(world: &World, rows: impl Fn(&Place, Served<'_>) -> Vec<Row>) -> Vec<Row> {
    let district = &world.district;
    let gps = district
        .gps()
        .flat_map(|(block, gp)| rows(&block.place, Served::from(gp)));
    let wards = district.municipalities.iter().flat_map(|town| {
        let wards = town.wards.iter().map(Served::ward);
        wards.flat_map(|ward| rows(&town.place, ward))
    });
    gps.chain(wards).collect()
}

fn places(around: &Place, served: Served<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    cells.text(&around.name.en);
    cells.text(&served.place.name.en);
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
