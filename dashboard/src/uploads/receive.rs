//! Files as they come in: counted, and sealed piece by piece as originals. Nothing is believed of them yet; what they are is
//! told by their content, when a worker reads them.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::{HeaderMap, header};
use store::state::NewFile;
use store::{Originals, StoreError};
use tokio::sync::mpsc;

use super::file_name;
use crate::app::AppState;
use crate::entrance::UploadLimits;
use crate::error::AppError;

/// Bytes of a field that is no file.
const FIELD_BYTES: usize = 4 << 10;
/// Fields that are no files.
const FIELDS: usize = 16;
/// Pieces of a file that wait to be written.
const WAITING: usize = 8;
/// Up to how many times the limit is read and let go of, so that a browser hears why: one that is cut off while it sends
/// shows nothing but a broken connection.
const HEARD_OUT: u64 = 4;

/// What came in. The originals are deleted again, unless it is kept.
pub struct Received {
    /// The files, in the order in which they came.
    pub files: Vec<NewFile>,
    fields: Vec<(String, String)>,
    originals: Arc<Originals>,
}

impl Received {
    /// A field of the form; of one that stands twice the first counts.
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// From here on the files belong to a job.
    pub fn keep(mut self) {
        self.files.clear();
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        for file in &self.files {
            // What can't be deleted now is swept later.
            let _ = self.originals.delete(&file.kept.id);
        }
    }
}

/// Receives a form with files.
pub async fn receive(app: &AppState, headers: &HeaderMap, mut form: Multipart) -> Result<Received, AppError> {
    let limits = app.entrance.uploads;
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > limits.bytes.saturating_mul(HEARD_OUT)) {
        return Err(too_much(limits));
    }
    let mut received = Received {
        files: Vec::new(),
        fields: Vec::new(),
        originals: Arc::clone(&app.originals),
    };
    let mut room = Room {
        limits,
        used: 0,
        files: 0,
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            if received.fields.len() < FIELDS {
                received.fields.push((name, text(field).await?));
            }
            continue;
        }
        let given = field.file_name().unwrap_or_default().to_owned();
        if let Some(kept) = file(&received.originals, field, &mut room).await?
            // A form without a chosen file sends an empty one without a name.
            && !(given.is_empty() && kept.bytes == 0)
        {
            let name = file_name::shown(&given);
            received.files.push(NewFile { name, kept });
        }
    }
    match room.is_full() {
        true => Err(too_much(limits)),
        false => Ok(received),
    }
}

/// What an upload may still have.
struct Room {
    limits: UploadLimits,
    used: u64,
    files: usize,
}

impl Room {
    fn is_full(&self) -> bool {
        self.used > self.limits.bytes || self.files > self.limits.files
    }

    fn take(&mut self, bytes: usize) -> Result<(), AppError> {
        self.used += bytes as u64;
        if self.used > self.limits.bytes.saturating_mul(HEARD_OUT) {
            return Err(too_much(self.limits));
        }
        Ok(())
    }
}

/// Keeps a file; none once there is no room, though what follows is still read.
async fn file(
    originals: &Arc<Originals>,
    mut field: Field<'_>,
    room: &mut Room,
) -> Result<Option<store::Kept>, AppError> {
    room.files += 1;
    let (pieces, waiting) = mpsc::channel(WAITING);
    let originals = Arc::clone(originals);
    let keeping = tokio::task::spawn_blocking(move || keep(&originals, waiting));
    let mut is_broken = false;
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        room.take(piece.len())?;
        if !room.is_full() && !is_broken {
            // Whoever keeps has met a fault, which is told below.
            is_broken = pieces.send(Some(piece)).await.is_err();
        }
    }
    if !room.is_full() && !is_broken {
        let _ = pieces.send(None).await; // a fault is told below
    }
    drop(pieces);
    Ok(keeping.await.map_err(|_| AppError::Lost)??)
}

/// Writes pieces as they come. Without a last word, as when a connection breaks, nothing is kept.
fn keep(
    originals: &Originals,
    mut pieces: mpsc::Receiver<Option<Bytes>>,
) -> Result<Option<store::Kept>, StoreError> {
    let mut keeping = originals.begin()?;
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Some(piece) => keeping.write(&piece)?,
            None => return keeping.finish().map(Some),
        }
    }
    Ok(None)
}

async fn text(mut field: Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        if bytes.len() + piece.len() > FIELD_BYTES {
            return Err(AppError::Upload("a field of the form is too long".to_owned()));
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| AppError::Upload("a field of the form is not UTF-8".to_owned()))
}

fn unreadable(fault: MultipartError) -> AppError {
    AppError::Upload(format!(
        "the form can't be read ({fault}); send it again from its page"
    ))
}

fn too_much(limits: UploadLimits) -> AppError {
    AppError::TooMuch(format!(
        "at most {} files and {} MB can be sent at once, and nothing of this upload was kept; send it in several parts",
        limits.files,
        limits.bytes.div_ceil(1 << 20)
    ))
}
