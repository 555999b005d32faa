//! The Delta table of a dataset: opened, made, and given the columns a programme has since declared.

use std::path::Path;

use deltalake::kernel::StructField;
use deltalake::kernel::transaction::CommitProperties;
use deltalake::operations::create::CreateBuilder;
use deltalake::{DeltaTable, DeltaTableBuilder, DeltaTableError, TableProperty};
use tracing::debug;
use url::Url;

use crate::columns::FY;
use crate::layout::DELTA_LOG;
use crate::{ColumnProblem, DatasetTable, Result, StoreError, TableId, commit, durable, error, log};

/// Times a table is read afresh when others change its columns meanwhile.
pub(crate) const FRESH_LOOKS: usize = 10;

/// The table as it stands, or `None` if nobody has appended to it yet.
pub(crate) async fn open(folder: &Path, id: &TableId) -> Result<Option<DeltaTable>> {
    if log::latest_version(&folder.join(DELTA_LOG))?.is_none() {
        return Ok(None);
    }
    load(folder, id).await.map(Some)
}

async fn load(folder: &Path, id: &TableId) -> Result<DeltaTable> {
    let mut table = at(folder, id)?;
    table.load().await.map_err(error::delta(id, "open the table"))?;
    Ok(table)
}

/// The table with at least the declared columns.
pub(crate) async fn open_or_create(folder: &Path, declared: &DatasetTable) -> Result<DeltaTable> {
    let id = declared.id();
    if let Some(table) = open(folder, &id).await? {
        return widen(folder, table, declared).await;
    }
    durable::create_folder(folder)?;
    if let Err(fault) = create(folder, declared).await {
        // Most likely another process made it first; if not, there is no table, and the fault stands.
        debug!(table = %id, %fault, "could not make the table");
        return match open(folder, &id).await? {
            Some(table) => widen(folder, table, declared).await,
            None => Err(error::delta(&id, "make the table")(fault)),
        };
    }
    load(folder, &id).await
}

fn at(folder: &Path, id: &TableId) -> Result<DeltaTable> {
    let url = Url::from_directory_path(folder).expect("the lake's folders are absolute");
    DeltaTableBuilder::from_url(url)
        .and_then(DeltaTableBuilder::build)
        .map_err(error::delta(id, "find the table"))
}

async fn create(folder: &Path, declared: &DatasetTable) -> Result<(), DeltaTableError> {
    let url = Url::from_directory_path(folder).expect("the lake's folders are absolute");
    CreateBuilder::new()
        .with_log_store(DeltaTableBuilder::from_url(url)?.build_storage()?)
        .with_table_name(declared.id().to_string())
        .with_columns(declared.delta_fields())
        .with_partition_columns([FY])
        // The log is the only record of batches: whatever engine writes here must not tidy it away.
        .with_configuration_property(TableProperty::EnableExpiredLogCleanup, Some("false"))
        .with_commit_properties(plain_commit())
        .await
        .map(drop)
}

/// Adds columns that were declared since. Another process may be adding the same ones: then they are there at
/// the next look.
async fn widen(folder: &Path, mut table: DeltaTable, declared: &DatasetTable) -> Result<DeltaTable> {
    let id = declared.id();
    for _ in 0..FRESH_LOOKS {
        let missing = undeclared_before(&table, declared)?;
        if missing.is_empty() {
            return Ok(table);
        }
        let properties = plain_commit().with_max_retries(commit::RETRIES);
        let wider = table
            .add_columns()
            .with_fields(missing)
            .with_commit_properties(properties)
            .await;
        match wider.map_err(error::delta(&id, "add the newly declared columns")) {
            Err(fault) if commit::lost_a_race(&fault) => table = load(folder, &id).await?,
            wider => return wider,
        }
    }
    Err(StoreError::ColumnsInFlux { table: id })
}

/// Declared columns that the table lacks; a column that changed its type is refused.
fn undeclared_before(table: &DeltaTable, declared: &DatasetTable) -> Result<Vec<StructField>> {
    let id = declared.id();
    let stored = table
        .snapshot()
        .map_err(error::delta(&id, "read the columns"))?
        .schema();
    let mut missing = Vec::new();
    for field in declared.delta_fields() {
        match stored.field(field.name()) {
            Some(column) if column.data_type() == field.data_type() => {}
            Some(column) => {
                let (stored, declared) = (column.data_type().to_string(), field.data_type().to_string());
                let problem = Box::new(ColumnProblem::Redeclared { stored, declared });
                return Err(StoreError::Column {
                    table: id,
                    column: field.name().clone(),
                    problem,
                });
            }
            None => missing.push(field),
        }
    }
    Ok(missing)
}

/// Without retries a table made by two processes at once is made by one of them.
fn plain_commit() -> CommitProperties {
    CommitProperties::default()
        .with_max_retries(0)
        .with_create_checkpoint(false)
        .with_cleanup_expired_logs(Some(false))
}
