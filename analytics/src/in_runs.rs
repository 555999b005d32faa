//! Long answers, run by run: at no time is more of one in memory than the rows of a run and what they are computed from.

use std::io::{self, Write};

use catalog::Language;
use figures::{Figures, Query, csv_header, csv_rows};

use crate::answer::answer_of;
use crate::engine::Engine;
use crate::error::AnalyticsError;
use crate::grid::{Grid, Times};
use crate::load::Loader;
use crate::parquet::ParquetRuns;
use crate::question::Question;
use crate::scope::Grant;

/// Rows of a run that is written: some megabytes of figures.
const RUN_ROWS: usize = 12_000;

/// The forms that can be written row by row. A workbook or a JSON document of so many rows opens in no program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongForm {
    /// CSV.
    Csv,
    /// Parquet, of which each run is a row group.
    Parquet,
}

impl Engine {
    /// Writes the answer to a query, however long, and counts its rows. `each` hears of the rows of every run before they
    /// are written, and may end it.
    pub fn write_in_runs<E: From<AnalyticsError> + From<io::Error>>(
        &self,
        query: &Query,
        (form, language): (LongForm, Language),
        file: &mut dyn Write,
        mut each: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut rows = 0;
        let mut counted = |run: &Figures| {
            rows += run.rows.len();
            each(run.rows.len())
        };
        match form {
            LongForm::Csv => {
                let mut is_first = true;
                self.figures_in_runs(query, RUN_ROWS, |run| {
                    counted(&run)?;
                    if std::mem::take(&mut is_first) {
                        file.write_all(csv_header(&run).as_bytes())?;
                    }
                    Ok::<(), E>(file.write_all(csv_rows(&run, language).as_bytes())?)
                })?;
            }
            LongForm::Parquet => {
                let (mut file, mut begun) = (Some(&mut *file), None);
                self.figures_in_runs(query, RUN_ROWS, |run| {
                    counted(&run)?;
                    match (file.take(), &mut begun) {
                        (Some(file), _) => begun = Some(ParquetRuns::begin(file, &run, language)?),
                        (None, Some(begun)) => begun.add(&run)?,
                        (None, None) => {}
                    }
                    Ok::<(), E>(())
                })?;
                begun.map_or(Ok(()), ParquetRuns::finish)?;
            }
        }
        file.flush()?;
        Ok(rows)
    }
}

/// The answer to a checked question in runs of about so many rows, of which there is one at least.
pub fn in_runs<E: From<AnalyticsError>>(
    query: &Query,
    question: &Question<'_>,
    loader: &Loader<'_>,
    (times, grant): (&Times, Grant),
    rows_at_once: usize,
    mut each: impl FnMut(Figures) -> Result<(), E>,
) -> Result<(), E> {
    let mut grid = Grid::of(query, question, loader.catalog, times)?;
    Question::check_long(grid.most_rows())?;
    let runs = grid.runs(rows_at_once);
    let none = runs.is_empty().then(Vec::new);
    for rows in runs.iter().map(|run| grid.rows(run)).chain(none) {
        each(answer_of(query, question, loader, times, (grant, rows))?)?;
    }
    Ok(())
}
