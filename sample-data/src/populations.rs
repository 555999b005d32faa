//! Made-up people of the GPs, as a list of places for `DATA/places`.

use crate::world::World;

const COLUMNS: [&str; 8] = [
    "code",
    "name",
    "parent",
    "aliases",
    "households",
    "population",
    "sc",
    "st",
];

/// Every GP with what the registry says of it and its made-up people, who add up to the rural people of the block.
pub(crate) fn list(world: &World) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (block, gp) in world.district.gps() {
        let part = |share: f64| ((gp.population as f64 * share) as u64).to_string();
        writer.write_record([
            gp.place.code.as_str(),
            &gp.place.name.en,
            block.place.code.as_str(),
            &gp.place.aliases.join("|"),
            &gp.households.to_string(),
            &gp.population.to_string(),
            &part(gp.sc),
            &part(gp.st),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
