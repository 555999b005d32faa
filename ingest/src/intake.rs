//! Takes files in.

use std::path::{Path, PathBuf};

use catalog::Catalog;
use catalog::places::UNITS;
use catalog::programme::{ColumnType, Dataset, Keeps, Register};
use store::{Lake, TableId, UnitsTable};

use crate::book::{Judged, judge};
use crate::draft::Given;
use crate::error::IngestError;
use crate::files::files;
use crate::form::{Form, forms};
use crate::identity::Keys;
use crate::mapping::Mapping;
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
    mut progress: impl FnMut(&Progress),
) -> Result<Vec<SheetReport>, IngestError> {
    let mapping = mapping(catalog, options)?;
    let keys = Keys::of(&options.data);
    let files = files(paths)?;
    let mut run = Run::new(lake, options);
    let mut tell = |file: Option<&PathBuf>, done| {
        progress(&Progress {
            file: file.cloned(),
            done,
            of: files.len(),
        });
    };
    let mut newer: Option<Catalog> = None;
    let mut read = 0;
    loop {
        let newest = newer.as_ref().unwrap_or(catalog);
        let round = Round::with(newest, &mapping, &keys, options);
        read = round.through(&files, read, &mut run, &mut tell)?;
        if read == files.len() && !run.must_judge_again() {
            break;
        }
        let newest = newer.insert(Catalog::load(Some(&options.data))?);
        run.catalog_is_new();
        if read == files.len() {
            Round::with(newest, &mapping, &keys, options).again(&files, &mut run, &mut tell)?;
            break;
        }
    }
    tell(None, files.len());
    run.commit()
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
    options: &'a Options,
}

impl<'a> Round<'a> {
    fn with(catalog: &'a Catalog, mapping: &'a Mapping, keys: &'a Keys, options: &'a Options) -> Self {
        Self {
            catalog,
            mapping,
            keys,
            options,
        }
    }

    /// Takes files in from one on; stops before the first that needs units which the catalog does not have yet, or may need
    /// them and takes long to judge twice. Gives how many are read.
    fn through(
        &self,
        files: &[PathBuf],
        from: usize,
        run: &mut Run<'_>,
        tell: &mut impl FnMut(Option<&PathBuf>, usize),
    ) -> Result<usize, IngestError> {
        let forms = self.forms()?;
        for (at, path) in files.iter().enumerate().skip(from) {
            tell(Some(path), at);
            if run.catalog_is_old() && is_large(path) {
                return Ok(at);
            }
            let judged = judge(&self.given(), &forms, path)?;
            let needs_units = |judged: &Judged<'_>| match judged {
                Judged::Draft(draft) => draft.needs_units(),
                Judged::Report(_) => false,
            };
            if run.catalog_is_old() && judged.iter().any(needs_units) {
                return Ok(at);
            }
            run.take_file(at, judged, &file_hash(path))?;
        }
        Ok(files.len())
    }

    /// Judges those files again of which units are known by now.
    fn again(
        &self,
        files: &[PathBuf],
        run: &mut Run<'_>,
        tell: &mut impl FnMut(Option<&PathBuf>, usize),
    ) -> Result<(), IngestError> {
        let forms = self.forms()?;
        for at in run.files_to_judge_again() {
            let path = &files[at];
            tell(Some(path), files.len());
            let judged = judge(&self.given(), &forms, path)?;
            run.take_again(at, judged, &file_hash(path))?;
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

fn is_large(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() >= LARGE)
}

/// A file that can't be read has no hash, and no batch either.
fn file_hash(path: &Path) -> String {
    let mut hasher = blake3::Hasher::new();
    let read = std::fs::File::open(path).and_then(|file| hasher.update_reader(file).map(|_| ()));
    read.map_or_else(|_| String::new(), |()| hasher.finalize().to_hex().to_string())
}
