//! Secrets of one data directory: 32 random bytes each, in `DATA/keys`, for their owner's eyes alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Bytes of a secret.
pub const SECRET_BYTES: usize = 32;

/// Why a secret can't be had: where it lies, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSecret {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// The secret of that name, made on first need. One that is damaged is refused and never replaced: what was made with it
/// could not be known again.
pub fn secret(data: &Path, name: &str) -> Result<[u8; SECRET_BYTES], NoSecret> {
    let path = data.join("keys").join(name);
    let fault = |reason: String| NoSecret {
        path: path.clone(),
        reason,
    };
    match fs::read(&path) {
        Err(missing) if missing.kind() == ErrorKind::NotFound => {
            let mut bytes = [0; SECRET_BYTES];
            getrandom::fill(&mut bytes).map_err(|cause| fault(cause.to_string()))?;
            put(&path, &bytes).map_err(|cause| fault(cause.to_string()))?;
            // Of two processes that make a secret at once, one comes second and takes the first one's.
            kept_secret(data, name)
        }
        _ => kept_secret(data, name),
    }
}

/// The secret of that name, which must be there.
pub fn kept_secret(data: &Path, name: &str) -> Result<[u8; SECRET_BYTES], NoSecret> {
    let path = data.join("keys").join(name);
    let fault = |reason: String| NoSecret {
        path: path.clone(),
        reason,
    };
    let bytes = fs::read(&path).map_err(|cause| match cause.kind() {
        ErrorKind::NotFound => fault("it is missing".to_owned()),
        _ => fault(cause.to_string()),
    })?;
    let whole = bytes.try_into();
    whole.map_err(|_| fault(format!("it is not {SECRET_BYTES} bytes long")))
}

/// Puts the file whole under its name, readable by its owner alone; one that is there stays.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".unfinished-{name}-{}", uuid::Uuid::new_v4()));
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    match linked {
        Err(taken) if taken.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked.and_then(|()| File::open(folder)?.sync_all()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_no_two_names_have_the_same() {
        let data = tempfile::tempdir().unwrap();
        let first = secret(data.path(), "one").unwrap();
        assert_eq!(secret(data.path(), "one").unwrap(), first);
        assert_ne!(secret(data.path(), "other").unwrap(), first);
        assert_eq!(fs::read_dir(data.path().join("keys")).unwrap().count(), 2);
    }
}
