//! Answers too long to be held in memory: figures are computed and written run by run into a file without a name, which is
//! then sent.
//!
//! The file is whole before its first byte leaves. So length, number of rows and hash stand before the data as with every
//! other answer, a line that breaks is noticed by whoever takes it, and a slow one holds up nobody who computes. The system
//! takes the file away with the last who has it open, whatever becomes of the process.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use analytics::LongForm;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use catalog::Language;
use figures::Query;
use futures::stream::try_unfold;

use crate::app::{App, AppState};
use crate::digest::{Hashed, Sha256};
use crate::error::AppError;
use crate::reply::{Content, Stated, response};
use crate::twin::Twin;

/// The form in which an answer may be long.
pub fn form(twin: Twin) -> Option<LongForm> {
    match twin {
        Twin::Csv => Some(LongForm::Csv),
        Twin::Parquet => Some(LongForm::Parquet),
        Twin::Json | Twin::Xlsx | Twin::Pdf => None,
    }
}

/// What is read from the file at a time.
const PIECE: usize = 256 << 10;

/// A long answer on the disk.
struct Spool {
    file: File,
    bytes: u64,
    rows: usize,
    hash: Sha256,
}

/// Tells the one who writes that nobody waits any more.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The answer to a question, in the place of one that is empty.
pub async fn answer(
    app: &AppState,
    query: Query,
    form: (LongForm, Language),
    empty: Content,
) -> Result<Response, AppError> {
    let turns = Arc::clone(&app.long_answers);
    let turn = turns.acquire_owned().await.map_err(|_| AppError::Lost)?;
    let has_left = Arc::new(AtomicBool::new(false));
    let waiting = Waiting(Arc::clone(&has_left));
    let spool = app
        .off_thread(move |app| {
            // The work is over when it is over, and not when its reader leaves.
            let _turn = turn;
            written(app, &query, form, &has_left)
        })
        .await?;
    drop(waiting);
    let mut answer = response(Content {
        stated: Some(Stated {
            rows: spool.rows,
            total: spool.rows,
            next: None,
            hash: spool.hash,
        }),
        ..empty
    });
    let length = HeaderValue::from(spool.bytes);
    answer.headers_mut().insert(header::CONTENT_LENGTH, length);
    *answer.body_mut() = Body::from_stream(try_unfold(spool.file, next_piece));
    Ok(answer)
}

fn written(
    app: &App,
    query: &Query,
    form: (LongForm, Language),
    has_left: &AtomicBool,
) -> Result<Spool, AppError> {
    app.upkeep().check_disk(&app.data)?;
    let mut file = tempfile::tempfile_in(&app.data)?;
    let mut hashed = Hashed::over(BufWriter::with_capacity(PIECE, &mut file));
    let rows = app.engine.write_in_runs(query, form, &mut hashed, |_| {
        match has_left.load(Ordering::Relaxed) {
            true => Err(AppError::Lost),
            false => Ok(()),
        }
    })?;
    let (bytes, hash) = hashed.finish();
    file.seek(SeekFrom::Start(0))?;
    Ok(Spool {
        file,
        bytes,
        rows,
        hash,
    })
}

async fn next_piece(mut file: File) -> std::io::Result<Option<(Bytes, File)>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece)?;
        piece.truncate(read);
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    });
    read.await
        .unwrap_or_else(|fault| Err(std::io::Error::other(fault)))
}
