//! What stands on the shelf now: the packages of the present data version, made when first asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::Programme;
use catalog::{FinancialYear, Language};
use figures::Figures;

use super::cut::{Cut, cuts};
use super::package::{FileFacts, Package, Table};
use crate::app::App;
use crate::digest::Sha256;
use crate::error::AppError;
use crate::files::body;
use crate::twin::Twin;

/// The forms of a table.
pub const FORMS: [Twin; 2] = [Twin::Csv, Twin::Parquet];

/// Packages by programme; those of another data version are forgotten.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<HashMap<String, Arc<Package>>>);

impl Shelf {
    fn get(&self, programme: &str, version: u64) -> Option<Arc<Package>> {
        let packages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = packages.get(programme)?;
        (known.version == version).then(|| Arc::clone(known))
    }

    fn put(&self, package: Arc<Package>) {
        let mut packages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        packages.insert(package.programme.clone(), package);
    }
}

/// A programme's package of the present data version.
pub fn package(app: &App, programme: &Programme) -> Result<Arc<Package>, AppError> {
    let version = app.engine.data_version()?;
    if let Some(known) = app.shelf.get(&programme.id, version) {
        return Ok(known);
    }
    let made = Arc::new(made(app, programme, version)?);
    // What was published meanwhile makes its own: nothing of two versions stands together.
    if app.engine.data_version()? == version {
        app.shelf.put(Arc::clone(&made));
    }
    Ok(made)
}

/// A table's figures in a form; the words are English, for which the dictionary has the others.
pub fn bytes(app: &App, figures: &Figures, form: Twin) -> Result<Vec<u8>, AppError> {
    body(app, figures, form, "", Language::En)
}

fn made(app: &App, programme: &Programme, version: u64) -> Result<Package, AppError> {
    let mut years: Vec<Option<FinancialYear>> =
        app.engine.years(&programme.id)?.into_iter().map(Some).collect();
    years.reverse();
    let mut package = Package {
        programme: programme.id.clone(),
        title: programme.title.clone(),
        version,
        created: None,
        sample: false,
        tables: Vec::new(),
    };
    for cut in cuts(programme) {
        let of_no_year = [None];
        let years: &[Option<FinancialYear>] = if cut.grain.is_some() { &years } else { &of_no_year };
        for year in years {
            if let Some(figures) = cut.figures(app, programme, *year)? {
                package.created = figures.data_time.map(|moment| moment.to_string());
                package.sample |= figures.sample;
                package.tables.push(table(app, &cut, *year, &figures)?);
            }
        }
    }
    Ok(package)
}

fn table(app: &App, cut: &Cut, year: Option<FinancialYear>, figures: &Figures) -> Result<Table, AppError> {
    let mut files = Vec::new();
    for form in FORMS {
        let bytes = bytes(app, figures, form)?;
        files.push(FileFacts {
            form,
            bytes: bytes.len(),
            hash: Sha256::of(&bytes),
        });
    }
    Ok(Table {
        name: cut.name(year),
        cut: cut.clone(),
        year,
        rows: figures.rows.len(),
        files,
    })
}
