//! Figures as Parquet: the columns of the CSV.

use std::io::Write;

use catalog::Language;
use figures::{Change, Dimension, Figures, Key, State};
use polars::io::parquet::write::BatchedWriter;
use polars::prelude::*;

use crate::error::AnalyticsError;

/// The figures as one Parquet file: dimensions as text, measures as doubles (null unless there is a value), a state
/// beside each, and what they were compared with.
pub fn parquet(figures: &Figures, language: Language) -> Result<Vec<u8>, AnalyticsError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .finish(&mut frame(figures, language)?)?;
    Ok(bytes)
}

/// A Parquet file that is written run by run, each a row group, with the columns of the first.
pub struct ParquetRuns<W: Write> {
    file: BatchedWriter<W>,
    language: Language,
}

impl<W: Write> ParquetRuns<W> {
    /// A file that begins with some figures.
    pub fn begin(file: W, first: &Figures, language: Language) -> Result<Self, AnalyticsError> {
        let frame = frame(first, language)?;
        let writer = ParquetWriter::new(file).with_compression(ParquetCompression::Snappy);
        let mut runs = Self {
            file: writer.batched(frame.schema())?,
            language,
        };
        runs.put(&frame)?;
        Ok(runs)
    }

    /// Adds figures of the same columns.
    pub fn add(&mut self, figures: &Figures) -> Result<(), AnalyticsError> {
        self.put(&frame(figures, self.language)?)
    }

    /// Writes the end, without which nobody can read the file.
    pub fn finish(self) -> Result<(), AnalyticsError> {
        self.file.finish()?;
        Ok(())
    }

    fn put(&mut self, frame: &DataFrame) -> Result<(), AnalyticsError> {
        if frame.height() > 0 {
            self.file.write_batch(frame)?;
        }
        Ok(())
    }
}

fn frame(figures: &Figures, language: Language) -> Result<DataFrame, AnalyticsError> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, dimension) in figures.by.iter().enumerate() {
        columns.extend(dimension_columns(figures, index, *dimension, language));
    }
    for (index, column) in figures.columns.iter().enumerate() {
        let values: Vec<Option<f64>> = figures
            .rows
            .iter()
            .map(|row| {
                row.cells[index]
                    .value
                    .filter(|_| row.cells[index].state == State::Value)
            })
            .collect();
        columns.push(Series::new(column.id.as_str().into(), values).into());
    }
    for (index, column) in figures.columns.iter().enumerate() {
        let states: Vec<&str> = figures
            .rows
            .iter()
            .map(|row| row.cells[index].state.id())
            .collect();
        columns.push(Series::new(format!("{}_state", column.id).into(), states).into());
    }
    if figures.compare.is_some() {
        columns.extend((0..figures.columns.len()).flat_map(|index| comparison(figures, index)));
    }
    Ok(DataFrame::new(figures.rows.len(), columns)?)
}

fn dimension_columns(
    figures: &Figures,
    index: usize,
    dimension: Dimension,
    language: Language,
) -> Vec<Column> {
    let text = |name: String, of: &dyn Fn(&Key) -> String| {
        let values: Vec<String> = figures.rows.iter().map(|row| of(&row.keys[index])).collect();
        Column::from(Series::new(name.into(), values))
    };
    let id = dimension.id();
    let code = |key: &Key| match key {
        Key::Place { code, .. } => code.to_string(),
        Key::Period(period) => period.label(),
        Key::Value { id, .. } => id.to_string(),
    };
    let name = |key: &Key| match key {
        Key::Place { name, .. } => name.get(language).to_owned(),
        Key::Period(period) => period.label(),
        Key::Value { title, .. } => title.get(language).to_owned(),
    };
    match dimension {
        Dimension::Place(_) => vec![text(format!("{id}_code"), &code), text(id.to_owned(), &name)],
        Dimension::Time(_) | Dimension::Named(_) => vec![text(id.to_owned(), &code)],
    }
}

fn comparison(figures: &Figures, index: usize) -> [Column; 2] {
    let id = &figures.columns[index].id;
    let previous: Vec<Option<f64>> = figures.rows.iter().map(|row| row.cells[index].previous).collect();
    let changes: Vec<Option<f64>> = figures
        .rows
        .iter()
        .map(|row| match row.cells[index].change {
            Some(Change::Percent(value) | Change::Points(value)) => Some(value),
            Some(Change::NotApplicable) | None => None,
        })
        .collect();
    [
        Series::new(format!("{id}_previous").into(), previous).into(),
        Series::new(format!("{id}_change").into(), changes).into(),
    ]
}
