//! The form of a data directory: which version of state, lake, facts and programmes it holds, in one place, and the steps
//! that bring an older one forward.
//!
//! `DATA/form.json` says it. A directory without the file was written before there was one. A jela that meets a larger
//! number than its own reads and writes nothing there: what it does not know it could only spoil.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Result, State, StoreError, durable, error};

/// The file in which it stands.
pub const FORM_FILE: &str = "form.json";
/// A restore that has not ended; see [`check_form`].
pub const RESTORING: &str = ".restoring";
/// How the directory itself is laid out; one more for each of [`STEPS`].
const DIRECTORY: i64 = STEPS.len() as i64;
/// How rows, records of batches and manifests are written.
const LAKE: i64 = 1;

/// What brings the directory one number forward. Each bears being done twice: a kill may come before it is written down.
const STEPS: [fn(&Path) -> Result<()>; 1] = [close_to_others];

/// The versions that a data directory holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The jela that brought it to this form.
    pub jela: String,
    /// How the directory is laid out.
    pub directory: i64,
    /// The last migration of the state.
    pub state: i64,
    /// How rows and manifests are written.
    pub lake: i64,
    /// How facts are computed from rows. Another number makes them be computed again.
    pub facts: i64,
    /// How programmes are declared.
    pub programmes: i64,
}

impl Form {
    /// What this jela reads and writes; the versions of facts and programmes are told by the crates that know them.
    pub fn of_this_jela(jela: &str, facts: i64, programmes: i64) -> Self {
        Self {
            jela: jela.to_owned(),
            directory: DIRECTORY,
            state: State::newest_migration(),
            lake: LAKE,
            facts,
            programmes,
        }
    }

    /// What is written down in a data directory, if anything is.
    pub fn written(data: &Path) -> Result<Option<Self>> {
        let path = data.join(FORM_FILE);
        match fs::read(&path) {
            Err(none) if matches!(none.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            read => {
                let bytes = read.map_err(error::io("read", &path))?;
                let form = serde_json::from_slice(&bytes);
                form.map(Some).map_err(|fault| StoreError::UnreadableForm {
                    path,
                    reason: fault.to_string(),
                })
            }
        }
    }

    /// The parts by name, in the order in which they are told.
    pub fn parts(&self) -> [(&'static str, i64); 5] {
        [
            ("directory", self.directory),
            ("state", self.state),
            ("lake", self.lake),
            ("facts", self.facts),
            ("programmes", self.programmes),
        ]
    }

    /// The first part of which this one is newer than another.
    fn newer_than(&self, own: &Self) -> Option<String> {
        let mut parts = self.parts().into_iter().zip(own.parts());
        parts
            .find(|((_, here), (_, known))| here > known)
            .map(|((name, here), (_, known))| format!("{name} {here}, and this one knows {known}"))
    }
}

/// Refuses a data directory that a newer jela has written, and one whose restore was cut short.
pub fn check_form(data: &Path, own: &Form) -> Result<()> {
    if data.join(RESTORING).exists() {
        return Err(StoreError::HalfRestored {
            path: data.to_owned(),
        });
    }
    let newer = Form::written(data)?.and_then(|form| Some((form.newer_than(own)?, form.jela)));
    match newer {
        Some((part, jela)) => Err(StoreError::NewerData {
            path: data.to_owned(),
            jela,
            part,
        }),
        None => Ok(()),
    }
}

/// Brings a data directory that is there forward to this jela's form; whether anything had to be done.
///
/// Of two processes that do it at once each does all of it, which is the same.
pub fn bring_forward(data: &Path, own: &Form) -> Result<bool> {
    check_form(data, own)?;
    if !data.is_dir() {
        return Ok(false);
    }
    let written = Form::written(data)?;
    if written.as_ref() == Some(own) {
        return Ok(false);
    }
    let from = written.map_or(0, |form| form.directory);
    let done = usize::try_from(from).unwrap_or(0);
    for step in STEPS.iter().skip(done) {
        step(data)?;
    }
    // The state brings itself forward when it is opened; one that is not there is made when it is needed.
    State::open_existing(data)?;
    write_form(data, own)?;
    Ok(true)
}

/// Writes down that a directory has this form, as when it is made.
pub fn write_form(data: &Path, own: &Form) -> Result<()> {
    let text = serde_json::to_string_pretty(own).expect("a form is plain text and numbers");
    durable::replace(&data.join(FORM_FILE), format!("{text}\n").as_bytes())
}

/// 0 → 1: what names people or opens what does is for its owner alone.
fn close_to_others(data: &Path) -> Result<()> {
    for folder in ["keys", "originals"] {
        let folder = data.join(folder);
        if folder.is_dir() {
            own_alone(&folder, 0o700)?;
            for file in files_in(&folder)? {
                own_alone(&file, 0o600)?;
            }
        }
    }
    Ok(())
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let listing = fs::read_dir(folder).map_err(error::io("list", folder))?;
    let paths = listing.map(|entry| entry.map(|entry| entry.path()));
    paths
        .collect::<std::io::Result<_>>()
        .map_err(error::io("list", folder))
}

fn own_alone(path: &Path, mode: u32) -> Result<()> {
    match fs::set_permissions(path, fs::Permissions::from_mode(mode)) {
        Err(gone) if gone.kind() == ErrorKind::NotFound => Ok(()),
        done => done.map_err(error::io("close to others", path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Form {
        Form::of_this_jela("0.1.0", 3, 1)
    }

    #[test]
    fn a_directory_of_before_there_were_forms_is_brought_forward_once() {
        let data = tempfile::tempdir().unwrap();
        let key = data.path().join("keys/originals");
        fs::create_dir(data.path().join("keys")).unwrap();
        fs::write(&key, [7; 32]).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(bring_forward(data.path(), &own()).unwrap());
        assert!(!bring_forward(data.path(), &own()).unwrap());
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(Form::written(data.path()).unwrap(), Some(own()));
    }

    #[test]
    fn each_part_of_a_newer_directory_is_refused_and_nothing_changed() {
        for part in ["directory", "state", "lake", "facts", "programmes"] {
            let data = tempfile::tempdir().unwrap();
            let mut newer = serde_json::to_value(own()).unwrap();
            newer[part] = 99_999_999.into();
            newer["jela"] = "7.0.0".into();
            let text = newer.to_string();
            fs::write(data.path().join(FORM_FILE), &text).unwrap();
            let told = bring_forward(data.path(), &own()).unwrap_err().to_string();
            assert!(told.contains("7.0.0") && told.contains(part), "{told}");
            assert_eq!(fs::read_to_string(data.path().join(FORM_FILE)).unwrap(), text);
        }
    }

    #[test]
    fn a_form_that_makes_no_sense_and_a_half_restore_are_told() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(FORM_FILE), "{").unwrap();
        let told = check_form(data.path(), &own()).unwrap_err().to_string();
        assert!(told.contains(FORM_FILE), "{told}");
        fs::remove_file(data.path().join(FORM_FILE)).unwrap();
        fs::write(data.path().join(RESTORING), "").unwrap();
        let told = check_form(data.path(), &own()).unwrap_err().to_string();
        assert!(told.contains("jela restore"), "{told}");
    }

    #[test]
    fn what_is_not_there_is_left_so() {
        let data = tempfile::tempdir().unwrap();
        let none = data.path().join("none");
        assert!(!bring_forward(&none, &own()).unwrap());
        assert!(!none.exists());
    }
}
