//! Frames written as Parquet, the same way for rows and facts.

use std::fs::File;
use std::path::Path;

use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, StatisticsOptions};

use crate::{Result, TableId, error};

/// Rows of a row group at most: small enough that a reader of one block skips the others, large enough to
/// compress well.
const ROW_GROUP_ROWS: usize = 65_536;

/// Writes a new file and brings it to the disk; returns its bytes. The file must not be there yet.
pub(crate) fn write(path: &Path, table: &TableId, frame: &mut DataFrame) -> Result<u64> {
    let file = File::create_new(path).map_err(error::io("write", path))?;
    ParquetWriter::new(&file)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::default())
        .with_row_group_size(Some(ROW_GROUP_ROWS))
        .finish(frame)
        .map_err(error::frame(table, "write a Parquet file"))?;
    file.sync_all().map_err(error::io("bring to disk", path))?;
    Ok(file.metadata().map_err(error::io("read", path))?.len())
}
