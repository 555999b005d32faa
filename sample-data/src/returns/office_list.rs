//! The list of offices: where each is, of which department and kind, and the police district of police stations.

use jiff::civil::Date;

use crate::line::Line;
use crate::model::grievances::{DEPARTMENTS, Land, Office, Seat};
use crate::sheet::{Cell, Column, MARK, Row, Sheet, printed};

/// The headers.
pub(crate) const COLUMNS: [&str; 11] = [
    "Sl. No.",
    "Office Code",
    "Office Name",
    "Office Type",
    "Department",
    "District",
    "Block",
    "Municipality",
    "Police District",
    "Nodal Officer",
    "Mobile No.",
];

/// The list as on a day.
pub(crate) fn sheet(land: &Land, as_on: Date) -> Sheet {
    let rows = land.offices.iter().zip(1..).map(|(office, serial)| {
        let mut cells: Vec<Cell> = Vec::with_capacity(COLUMNS.len());
        write(&mut cells, land, office, serial);
        Row::data(cells)
    });
    Sheet {
        name: "Offices".to_owned(),
        titles: vec![
            MARK.to_owned(),
            "List of offices that dispose of grievances".to_owned(),
            format!("As on {}", printed(as_on)),
        ],
        columns: COLUMNS.map(Column::alone).into(),
        numbers: Vec::new(),
        rows: rows.collect(),
    }
}

/// Writes the row of an office.
pub(crate) fn write(line: &mut impl Line, land: &Land, office: &Office, serial: i64) {
    let area = &land.areas[office.area];
    line.count(serial);
    line.text(&office.code);
    line.text(&office.name);
    line.text(office.kind);
    line.text(DEPARTMENTS[office.department]);
    line.text(&area.name);
    // Side by side, since a town and the block around it may bear one name.
    line.maybe(match office.seat {
        Seat::Block(block) => Some(area.blocks[block].name.as_str()),
        Seat::District | Seat::Town(_) => None,
    });
    line.maybe(match office.seat {
        Seat::Town(town) => Some(area.towns[town].name.as_str()),
        Seat::District | Seat::Block(_) => None,
    });
    line.maybe(office.police);
    line.text("Nodal officer (made up)");
    line.text("00000 00000");
}
