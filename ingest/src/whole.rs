//! Files that are whole under their name, or not there.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a file that is whole under its name, or not there; folders on the way are made.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = folder.join(format!(".unfinished-{name}"));
    fs::create_dir_all(folder)?;
    fs::write(&unfinished, bytes)?;
    fs::rename(&unfinished, path)
}
