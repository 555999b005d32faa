//! Checks files: says what would become of them, and writes nothing.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use catalog::programme::Register;
use catalog::{Catalog, Place, PlaceCode, Words};

use crate::ahead;
use crate::book::Judged;
use crate::draft::{Draft, Given};
use crate::error::IngestError;
use crate::files::files;
use crate::form::forms;
use crate::identity::Keys;
use crate::input::Input;
use crate::intake::mapping;
use crate::memory::Memory;
use crate::options::Options;
use crate::overlap::At;
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
    let inputs: Vec<Input> = files(paths)?.into_iter().map(Input::File).collect();
    let known = (catalog, &Keys::for_nothing());
    let judged = all(&inputs, known, options, &mut Alone, &mut |_| {})?;
    Ok(judged.into_iter().map(|(report, ())| report).collect())
}

/// Against what sheets are judged.
pub(crate) trait Judging {
    /// What is told of a sheet beside its report.
    type More: Default;

    /// Compares a sheet with what is known, and lets go of the rows that this leaves out. A sheet may come again, once units are
    /// known that were not.
    fn settle(&mut self, at: At, draft: &mut Draft<'_>) -> Result<Settled<Self::More>, IngestError>;
}

/// A sheet that was compared.
pub(crate) struct Settled<More> {
    /// Whether taking it in would change nothing.
    pub(crate) unchanged: bool,
    /// What more is told of it.
    pub(crate) more: More,
}

/// Judges each sheet by itself.
struct Alone;

impl Judging for Alone {
    type More = ();

    fn settle(&mut self, _: At, draft: &mut Draft<'_>) -> Result<Settled<()>, IngestError> {
        settle(draft, &Standing::default());
        Ok(Settled {
            unchanged: false,
            more: (),
        })
    }
}

/// What would become of all sheets of some files, which are told by their number before they are read.
pub(crate) fn all<J: Judging>(
    inputs: &[Input],
    (catalog, keys): (&Catalog, &Keys),
    options: &Options,
    judging: &mut J,
    tell: &mut impl FnMut(usize),
) -> Result<Vec<(SheetReport, J::More)>, IngestError> {
    let mut units = BTreeMap::new();
    let mut checked = Vec::new();
    tell(0);
    let numbers: Vec<usize> = (0..inputs.len()).collect();
    round(
        (catalog, keys),
        options,
        (inputs, &numbers),
        judging,
        |at, file, listed| {
            tell(at + 1);
            units.extend(listed);
            checked.push(file);
        },
    )?;
    if !units.is_empty() && checked.iter().any(|file| file.needs_units) {
        let catalog = Catalog {
            programmes: catalog.programmes.clone(),
            packs: catalog.packs.clone(),
            places: catalog
                .places
                .with(units.into_values().collect())
                .map_err(catalog::CatalogError::from)?,
            holidays: catalog.holidays.clone(),
            convergence: catalog.convergence.clone(),
            convergence_problems: Vec::new(),
        };
        let waiting: Vec<usize> = (0..inputs.len()).filter(|at| checked[*at].needs_units).collect();
        let again: Vec<Input> = waiting.iter().map(|at| inputs[*at].clone()).collect();
        round(
            (&catalog, keys),
            options,
            (&again, &waiting),
            judging,
            |at, file, _| {
                checked[at] = file;
            },
        )?;
    }
    Ok(checked.into_iter().flat_map(|file| file.sheets).collect())
}

/// Units by their code.
type Units = BTreeMap<PlaceCode, Place>;

/// Judges files, each of a number, with one catalog; `take` gets of each what became of it, and the units that it makes known.
fn round<J: Judging>(
    (catalog, keys): (&Catalog, &Keys),
    options: &Options,
    (inputs, numbers): (&[Input], &[usize]),
    judging: &mut J,
    mut take: impl FnMut(usize, File<J::More>, Units),
) -> Result<(), IngestError> {
    let mapping = mapping(catalog, options)?;
    let forms = forms(catalog, &mapping, options)?;
    let memory = Memory::load(&options.data, catalog)?;
    let given = Given {
        catalog,
        mapping: &mapping,
        keys,
        memory: &memory,
        options,
    };
    ahead::judged(&given, &forms, inputs, 0, |at, judged| {
        let mut units = Units::new();
        let file = File::settled((numbers[at], judged), judging, &mut units)?;
        take(numbers[at], file, units);
        Ok(ControlFlow::Continue(()))
    })
}

/// What would become of the sheets of one file.
struct File<More> {
    sheets: Vec<(SheetReport, More)>,
    /// Whether rows are left out for units that no list has.
    needs_units: bool,
}

impl<More: Default> File<More> {
    /// Settles what was judged in a file; adds the units that it makes known.
    fn settled<J: Judging<More = More>>(
        (number, judged): (usize, Vec<Judged<'_>>),
        judging: &mut J,
        units: &mut Units,
    ) -> Result<Self, IngestError> {
        let mut file = Self {
            sheets: Vec::new(),
            needs_units: false,
        };
        for (sheet, judged) in judged.into_iter().enumerate() {
            file.sheets.push(match judged {
                Judged::Report(report) => (*report, More::default()),
                Judged::Draft(mut draft) => {
                    let settled = judging.settle((number, sheet), &mut draft)?;
                    file.needs_units |= draft.needs_units();
                    if draft.is_register() {
                        let listed = draft.rows.rows().iter().filter_map(|row| unit(&draft, row));
                        units.extend(listed.map(|place| (place.code.clone(), place)));
                    }
                    (draft.into_report(settled.unchanged), settled.more)
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
        carved_from: Vec::new(),
        replaces: Vec::new(),
        only_for: Some(draft.programme.id.clone()),
        lies_in: None,
        groups: Vec::new(), // no check needs them
    })
}
