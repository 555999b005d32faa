//! A column that may hold more from now on: whole numbers where fractions are now declared.
//!
//! Delta gives a column one type for all files, so the files of before are written again with the same numbers, in one
//! commit with the new type. It is done before the first delivery that needs it; readers of before go on with the files
//! of before, which the sweep takes hours later. Whatever would lose anything is refused, and needs a new name.

use std::path::Path;

use deltalake::DeltaTable;
use deltalake::kernel::{Action, DataType as DeltaType, MetadataExt, StructField, StructType};
use deltalake::protocol::DeltaOperation;
use jiff::Timestamp;
use polars::prelude::{Column, DataFrame, DataType};

use crate::compaction::remove;
use crate::log::{COMPACTED_KEY, KnownFile};
use crate::rewrite::{rows_of_file, write_beside};
use crate::{ColumnProblem, DatasetTable, Lake, Result, StoreError, TableId, commit, error, table};

/// Up to here every whole number has a fraction of its own: 2⁵³.
const EXACT: i64 = 1 << 53;

impl Lake {
    /// Widens the columns of a table that are stored narrower than they are declared, as of `at`; how many.
    pub fn widen(&self, declared: &DatasetTable, at: Timestamp) -> Result<usize> {
        let (id, folder) = (declared.id(), self.layout.table(&declared.id()));
        for _ in 0..table::FRESH_LOOKS {
            let Some(stored) = self.wait(table::open(&folder, &id))? else {
                return Ok(0);
            };
            let (schema, columns) = wider(&stored, declared)?;
            if columns.is_empty() {
                return Ok(0);
            }
            let mut actions = vec![new_schema(&id, &stored, &schema)?];
            let version = stored.version().unwrap_or(0);
            for file in self.files_as_of(&id, version)? {
                actions.extend(written_again(&id, &folder, &file, &columns, at)?);
            }
            match self.wait(commit_wider(&id, &folder, &stored, actions)) {
                Err(fault) if commit::lost_a_race(&fault) => {}
                done => return done.map(|_| columns.len()),
            }
        }
        Err(StoreError::ColumnsInFlux { table: id })
    }
}

/// The schema with wider columns, and which these are.
fn wider(stored: &DeltaTable, declared: &DatasetTable) -> Result<(StructType, Vec<String>)> {
    let id = declared.id();
    let snapshot = stored.snapshot().map_err(error::delta(&id, "read the columns"))?;
    let mut columns = Vec::new();
    let fields = snapshot.schema().fields().cloned().collect::<Vec<StructField>>();
    let fields = fields.into_iter().map(|field| {
        let becomes = declared
            .delta_fields()
            .into_iter()
            .find(|wanted| wanted.name() == field.name());
        match becomes {
            Some(wanted)
                if *field.data_type() == DeltaType::LONG && *wanted.data_type() == DeltaType::DOUBLE =>
            {
                columns.push(field.name().clone());
                wanted
            }
            _ => field,
        }
    });
    let fields: Vec<StructField> = fields.collect();
    let schema =
        StructType::try_new(fields).map_err(|fault| error::delta(&id, "widen a column")(fault.into()))?;
    Ok((schema, columns))
}

fn new_schema(id: &TableId, stored: &DeltaTable, schema: &StructType) -> Result<Action> {
    let snapshot = stored.snapshot().map_err(error::delta(id, "read the columns"))?;
    let metadata = snapshot.metadata().clone().with_schema(schema);
    metadata
        .map(Action::Metadata)
        .map_err(|fault| error::delta(id, "widen a column")(fault.into()))
}

/// A file written again: out with the one, in with the other.
fn written_again(
    id: &TableId,
    folder: &Path,
    file: &KnownFile,
    columns: &[String],
    at: Timestamp,
) -> Result<Vec<Action>> {
    let mut rows = rows_of_file(id, folder, file)?;
    let mut is_as_it_was = true;
    for column in columns {
        if let Some(wide) = widened(id, &rows, column)? {
            rows.with_column(wide)
                .map_err(error::frame(id, "widen a column"))?;
            is_as_it_was = false;
        }
    }
    if is_as_it_was {
        return Ok(Vec::new()); // written before the column was declared
    }
    let add = write_beside(id, folder, &file.fy, &mut rows)?;
    Ok(vec![Action::Remove(remove(file, at)), Action::Add(add)])
}

fn widened(id: &TableId, rows: &DataFrame, name: &str) -> Result<Option<Column>> {
    let Ok(column) = rows.column(name) else {
        return Ok(None);
    };
    let fault = |fault| error::frame(id, "widen a column")(fault);
    let numbers = match column.dtype() {
        DataType::Int64 => column.i64().map_err(fault)?,
        _ => return Ok(None),
    };
    if numbers
        .iter()
        .flatten()
        .any(|number| number.unsigned_abs() > EXACT as u64)
    {
        return Err(StoreError::Column {
            table: id.clone(),
            column: name.to_owned(),
            problem: Box::new(ColumnProblem::Redeclared {
                stored: "long, with numbers that a fraction can't hold".to_owned(),
                declared: "double".to_owned(),
            }),
        });
    }
    column.strict_cast(&DataType::Float64).map(Some).map_err(fault)
}

async fn commit_wider(id: &TableId, folder: &Path, stored: &DeltaTable, actions: Vec<Action>) -> Result<u64> {
    let entry = commit::Entry {
        actions,
        batches: Vec::new(),
        info: (COMPACTED_KEY, true.into()),
    };
    let operation = DeltaOperation::Optimize {
        predicate: None,
        target_size: 0,
    };
    commit::commit_as(folder, id, stored, entry, operation).await
}
