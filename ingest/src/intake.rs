//! Takes files in.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use catalog::Catalog;
use catalog::places::UNITS;
use catalog::programme::{ColumnType, Dataset, Keeps, Register};
use store::{Lake, TableId, UnitsTable};

use crate::ahead;
use crate::book::{Judged, judge};
use crate::draft::Given;
use crate::error::IngestError;
use crate::files::files;
use crate::form::{Form, forms};
use crate::identity::Keys;
use crate::input::Input;
use crate::mapping::Mapping;
use crate::memory::{self, Memory};
use crate::options::Options;
use crate::report::SheetReport;
use crate::run::Run;

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The file that is read next; none when all are read and the rows are being stored.
    pub file: Option<PathBuf>,
    /// Files read.
    pub done: usize,
    /// Files in all.
    pub of: usize,
}

/// Takes files and folders in. The batches of a dataset become visible together, in one commit; a file that can't
/// be read or recognised does not stop the others.
///
/// Lists of units come in any order with the sheets that need them: a list is stored as soon as it is read, and a sheet
/// of which rows were left out for units that came later is read again. The catalog of the caller is older than the
/// units: load it anew from the same data directory before figures are computed.
pub fn ingest(
    paths: &[PathBuf],
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
    progress: impl FnMut(&Progress),
) -> Result<Vec<SheetReport>, IngestError> {
    let inputs: Vec<Input> = files(paths)?.into_iter().map(Input::File).collect();
    ingest_inputs(&inputs, catalog, lake, options, progress)
}

/// The same of files that need not lie on the disk as they are. On one machine one intake at a time is at work: the next
/// one waits, and then sees what the one before it has stored, so that the same sheet is never taken in twice.
pub fn ingest_inputs(
    files: &[Input],
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
    mut progress: impl FnMut(&Progress),
) -> Result<Vec<SheetReport>, IngestError> {
    let _alone = lake.lock_intake()?;
    let mapping = mapping(catalog, options)?;
    let keys = Keys::of(&options.data, lake)?;
    let memory = Memory::load(&options.data, catalog)?;
    let mut run = Run::new(lake, options);
    let mut tell = |file: Option<&Input>, done| {
        progress(&Progress {
            file: file.map(Input::path),
            done,
            of: files.len(),
        });
    };
    let mut newer: Option<Catalog> = None;
    let mut read = 0;
    loop {
        let newest = newer.as_ref().unwrap_or(catalog);
        let round = Round::with(newest, &mapping, (&keys, &memory), options);
        read = round.through(files, read, &mut run, &mut tell)?;
        if read == files.len() && !run.must_judge_again() {
            break;
        }
        let newest = newer.insert(Catalog::load(Some(&options.data))?);
        run.catalog_is_new();
        if read == files.len() {
            Round::with(newest, &mapping, (&keys, &memory), options).again(files, &mut run, &mut tell)?;
            break;
        }
    }
    tell(None, files.len());
    let reports = run.commit()?;
    memory::remember_places(&options.data, &mapping, newer.as_ref().unwrap_or(catalog))?;
    Ok(reports)
}

/// Writes the lists of units again from the registers in the lake, as after a batch of one was taken back. Says whether
/// one of them changed, so that the catalog has to be loaded anew.
pub fn write_units(catalog: &Catalog, lake: &Lake, data: &Path) -> Result<bool, IngestError> {
    let mut changed = false;
    for programme in catalog.programmes.iter() {
        for dataset in &programme.datasets {
            if matches!(dataset.keeps, Keeps::Register(_)) {
                let table = TableId::new(&programme.id, &dataset.id);
                changed |= lake.write_units(&units_table(table, dataset), &data.join(UNITS))?;
            }
        }
    }
    Ok(changed)
}

/// The columns of a register by what they say of a unit.
pub(crate) fn units_table(table: TableId, dataset: &Dataset) -> UnitsTable {
    let texts = dataset
        .columns
        .iter()
        .filter(|column| column.kind == ColumnType::Text);
    let groups = texts.filter(|column| column.id != Register::NAME && column.id != Register::PARENT);
    UnitsTable {
        table,
        name: Register::NAME.to_owned(),
        parent: Register::PARENT.to_owned(),
        groups: groups.map(|column| column.id.clone()).collect(),
    }
}

/// One way through files with one catalog.
struct Round<'a> {
    catalog: &'a Catalog,
    mapping: &'a Mapping,
    keys: &'a Keys,
    memory: &'a Memory,
    options: &'a Options,
}

impl<'a> Round<'a> {
    fn with(
        catalog: &'a Catalog,
        mapping: &'a Mapping,
        (keys, memory): (&'a Keys, &'a Memory),
        options: &'a Options,
    ) -> Self {
        Self {
            catalog,
            mapping,
            keys,
            memory,
            options,
        }
    }

    /// Takes files in from one on; stops before the first that needs units which the catalog does not have yet, or may need
    /// them and takes long to judge twice. Gives how many are read.
    fn through(
        &self,
        files: &[Input],
        from: usize,
        run: &mut Run<'_>,
        tell: &mut impl FnMut(Option<&Input>, usize),
    ) -> Result<usize, IngestError> {
        let forms = self.forms()?;
        let mut read = from;
        let needs_units = |judged: &Judged<'_>| match judged {
            Judged::Draft(draft) => draft.needs_units(),
            Judged::Report(_) => false,
        };
        ahead::judged(&self.given(), &forms, files, from, |at, judged| {
            let input = &files[at];
            tell(Some(input), at);
            let must_wait = input.bytes() >= LARGE || judged.iter().any(needs_units);
            if run.catalog_is_old() && must_wait {
                return Ok(ControlFlow::Break(()));
            }
            run.take_file(at, judged, &input.hash())?;
            read = at + 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(read)
    }

    /// Judges those files again of which units are known by now.
    fn again(
        &self,
        files: &[Input],
        run: &mut Run<'_>,
        tell: &mut impl FnMut(Option<&Input>, usize),
    ) -> Result<(), IngestError> {
        let forms = self.forms()?;
        for at in run.files_to_judge_again() {
            let input = &files[at];
            tell(Some(input), files.len());
            let judged = judge(&self.given(), &forms, input)?;
            run.take_again(at, judged, &input.hash())?;
        }
        Ok(())
    }

    fn forms(&self) -> Result<Vec<Form<'a>>, IngestError> {
        forms(self.catalog, self.mapping, self.options)
    }

    fn given(&self) -> Given<'a> {
        Given {
            catalog: self.catalog,
            mapping: self.mapping,
            keys: self.keys,
            memory: self.memory,
            options: self.options,
        }
    }
}

/// The office's own map, if it has one.
pub(crate) fn mapping(catalog: &Catalog, options: &Options) -> Result<Mapping, IngestError> {
    options
        .map
        .as_ref()
        .map_or(Ok(Mapping::default()), |path| Mapping::load(path, catalog))
}

/// From how many bytes on a file is judged once, with all units that are known by then: each of its rows might have a finding
/// otherwise.
const LARGE: u64 = 4 << 20;
