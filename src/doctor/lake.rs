//! The lake against what its logs and its manifest tell of it.

use catalog::Catalog;
use store::{Counted, Lake};

use super::Visit;

/// So many damaged files are named; the others are counted.
const NAMED: usize = 20;

/// Every file that counts: there, of its size, with a Parquet file's end, and saying what was written.
pub fn files(visit: &mut Visit<'_>) {
    let inventory = match Lake::open(visit.data).and_then(|lake| lake.inventory()) {
        Ok(inventory) => inventory,
        Err(fault) => {
            return visit.fault(
                "lake",
                fault.to_string(),
                "restore the file that is named from a backup (`jela restore`)",
            );
        }
    };
    let (count, mut unsound) = (inventory.files.len(), 0);
    for file in &inventory.files {
        let Some(problem) = file.unsound(!visit.quick) else {
            continue;
        };
        unsound += 1;
        if unsound <= NAMED {
            visit.fault("lake", format!("{} {problem}", file.path.display()), mend(file));
        }
    }
    match unsound {
        0 => visit.well(
            "lake",
            format!("{count} files, {} tables", inventory.tables.len()),
        ),
        more if more > NAMED => {
            visit.fault(
                "lake",
                format!("{} more files are damaged", more - NAMED),
                "restore the lake from a backup",
            );
        }
        _ => {}
    }
}

fn mend(file: &Counted) -> &'static str {
    if file.path.to_string_lossy().ends_with(".checkpoint.parquet") {
        "delete it: the log beside it says the same"
    } else if file.is_derived {
        "`jela rebuild` computes it again from the rows"
    } else {
        "rows can't be made again: restore this file from a backup, or restore all of it into an empty directory"
    }
}

/// Facts against the rows that they follow from.
pub fn facts(visit: &mut Visit<'_>) {
    let behind = Lake::open(visit.data)
        .map_err(|fault| fault.to_string())
        .and_then(|lake| {
            let manifest = lake.manifest().map_err(|fault| fault.to_string())?;
            let catalog = Catalog::load(Some(visit.data)).map_err(|fault| fault.to_string())?;
            let mut behind = Vec::new();
            for table in lake.datasets().map_err(|fault| fault.to_string())? {
                let is_declared = catalog
                    .programme(&table.programme)
                    .is_some_and(|programme| programme.dataset(&table.dataset).is_some());
                let rows = lake.content_version(&table).map_err(|fault| fault.to_string())?;
                let of_facts = manifest.tables.get(&table).map(|known| known.rows_version);
                if is_declared && of_facts < rows {
                    behind.push(table.to_string());
                }
            }
            Ok((manifest.data_version, behind))
        });
    match behind {
        Err(fault) => visit.fault(
            "facts",
            fault,
            "`jela rebuild` computes facts again, once the rest is mended",
        ),
        Ok((version, behind)) if behind.is_empty() => {
            visit.well("facts", format!("data version {version}, up to date"))
        }
        Ok((_, behind)) => visit.warn(
            "facts",
            format!("older than the rows of {}", behind.join(", ")),
            "`jela rebuild`, or the next start of the server; an intake that is at work does it by itself",
        ),
    }
}
