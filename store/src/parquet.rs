//! Frames written as Parquet, the same way for rows and facts.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use polars::prelude::{DataFrame, ParquetCompression, ParquetWriter, StatisticsOptions};

use crate::{Result, TableId, error};

/// Rows of a row group at most: small enough that a reader of one block skips the others, large enough to
/// compress well.
const ROW_GROUP_ROWS: usize = 65_536;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its bytes, hex.
    pub hash: String,
}

/// Writes a new file and brings it to the disk; returns its size and checksum. The file must not be there yet, and goes again if it can't
/// be written.
pub(crate) fn write(path: &Path, table: &TableId, frame: &mut DataFrame) -> Result<Written> {
    let file = File::create_new(path).map_err(error::io("write", path))?;
    let written = write_to(&file, path, table, (frame, ParquetCompression::Zstd(None)));
    let synced = written.and_then(|written| {
        file.sync_all().map_err(error::io("bring to disk", path))?;
        Ok(written)
    });
    if synced.is_err() {
        // A disk that is full has room again; and what can't be removed is swept later.
        let _ = std::fs::remove_file(path);
    }
    synced
}

/// Writes a file that can be made again, and is soon gone: in the quickest way, and not brought to the disk.
pub(crate) fn write_for_a_while(path: &Path, table: &TableId, frame: &mut DataFrame) -> Result<Written> {
    let file = File::create(path).map_err(error::io("write", path))?;
    write_to(&file, path, table, (frame, ParquetCompression::Lz4Raw))
}

fn write_to(
    file: &File,
    path: &Path,
    table: &TableId,
    (frame, compression): (&mut DataFrame, ParquetCompression),
) -> Result<Written> {
    let mut telling = Telling {
        file,
        hasher: blake3::Hasher::new(),
        fault: None,
    };
    let written = ParquetWriter::new(&mut telling)
        .with_compression(compression)
        .with_statistics(StatisticsOptions::default())
        .with_row_group_size(Some(ROW_GROUP_ROWS))
        .finish(frame);
    match (written, telling.fault) {
        (Ok(_), _) => {}
        (Err(_), Some(fault)) => return Err(error::io("write", path)(fault)),
        (Err(fault), None) => return Err(error::frame(table, "write a Parquet file")(fault)),
    }
    Ok(Written {
        bytes: file.metadata().map_err(error::io("read", path))?.len(),
        hash: telling.hasher.finalize().to_hex().to_string(),
    })
}

/// Keeps what the system said, since polars words a full disk as a damaged file, and sums up what goes by.
struct Telling<'f> {
    file: &'f File,
    hasher: blake3::Hasher,
    fault: Option<io::Error>,
}

impl Telling<'_> {
    fn told<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|fault| {
            let told = io::Error::new(fault.kind(), fault.to_string());
            self.fault = Some(fault);
            told
        })
    }
}

impl Write for Telling<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        if let Ok(written) = done {
            self.hasher.update(&bytes[..written]);
        }
        self.told(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.told(done)
    }
}
