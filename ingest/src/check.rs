//! Checks files: says what would become of them, and writes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalog::programme::Register;
use catalog::{Catalog, Place, PlaceCode, Words};

use crate::book::{Judged, judge};
use crate::draft::{Draft, Given};
use crate::error::IngestError;
use crate::files::files;
use crate::form::forms;
use crate::identity::Keys;
use crate::intake::mapping;
use crate::options::Options;
use crate::report::SheetReport;
use crate::row::Row;
use crate::run::settle;
use crate::standing::Standing;
use crate::values::Value;

/// Says what [`crate::ingest`] would do with files and folders; writes nothing, and does not look at the lake. Units that
/// a list among the files makes known are known to the other files, in any order.
pub fn check(
    paths: &[PathBuf],
    catalog: &Catalog,
    options: &Options,
) -> Result<Vec<SheetReport>, IngestError> {
    let mut units = BTreeMap::new();
    let mut checked = Vec::new();
    for path in files(paths)? {
        let file = File::checked(&path, catalog, options, &mut units)?;
        checked.push((path, file));
    }
    if !units.is_empty() && checked.iter().any(|(_, file)| file.needs_units) {
        let catalog = Catalog {
            programmes: catalog.programmes.clone(),
            places: catalog
                .places
                .with(units.into_values().collect())
                .map_err(catalog::CatalogError::from)?,
            holidays: catalog.holidays.clone(),
        };
        for (path, file) in checked.iter_mut().filter(|(_, file)| file.needs_units) {
            *file = File::checked(path, &catalog, options, &mut BTreeMap::new())?;
        }
    }
    Ok(checked.into_iter().flat_map(|(_, file)| file.reports).collect())
}

/// What would become of the sheets of one file.
struct File {
    reports: Vec<SheetReport>,
    /// Whether rows are left out for units that no list has.
    needs_units: bool,
}

impl File {
    /// Judges a file; adds the units that it makes known.
    fn checked(
        path: &Path,
        catalog: &Catalog,
        options: &Options,
        units: &mut BTreeMap<PlaceCode, Place>,
    ) -> Result<Self, IngestError> {
        let mapping = mapping(catalog, options)?;
        let forms = forms(catalog, &mapping, options)?;
        let keys = Keys::for_nothing();
        let given = Given {
            catalog,
            mapping: &mapping,
            keys: &keys,
            options,
        };
        let mut file = Self {
            reports: Vec::new(),
            needs_units: false,
        };
        for judged in judge(&given, &forms, path)? {
            file.reports.push(match judged {
                Judged::Report(report) => *report,
                Judged::Draft(mut draft) => {
                    settle(&mut draft, &Standing::default());
                    file.needs_units |= draft.needs_units();
                    if draft.is_register() {
                        let listed = draft.rows.rows().iter().filter_map(|row| unit(&draft, row));
                        units.extend(listed.map(|place| (place.code.clone(), place)));
                    }
                    draft.into_report(false)
                }
            });
        }
        Ok(file)
    }
}

/// The place that a row of a register makes of its unit.
fn unit(draft: &Draft<'_>, row: &Row) -> Option<Place> {
    let text = |id: &str| {
        let column = draft.dataset.columns.iter().position(|column| column.id == id)?;
        match &row.cell(column)?.value {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    };
    Some(Place {
        code: row.place.clone(),
        level: row.place.level(),
        name: Words::latin(text(Register::NAME)?),
        parent: Some(text(Register::PARENT)?.parse().ok()?),
        mgnrega_code: None,
        census2011_code: None,
        aliases: Vec::new(),
        population: None,
        valid_from: None,
        valid_to: None,
        replaces: Vec::new(),
        only_for: Some(draft.programme.id.clone()),
        lies_in: None,
        groups: Vec::new(), // no check needs them
    })
}
