//! Everything but the lake by which sheets are judged, as one hash: what is declared, what places there are, what a person has
//! confirmed, who sends, what was asked for, and the day.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use catalog::calendar::day_in_india;
use store::Lake;

use crate::memory;
use crate::options::Options;

/// A change of how sheets are judged that a version does not tell.
const FORM: &str = "jela prepared 1";

/// What of the data directory tells how sheets are judged.
const JUDGED_BY: [&str; 6] = [
    "programmes",
    "places",
    catalog::places::UNITS,
    "calendar",
    memory::FOLDER,
    // A new key for what tells cases apart makes other rows of the same sheet.
    "keys",
];

/// The hash; none where sheets are judged by what can't be told again.
pub(super) fn base(options: &Options, lake: &Lake) -> Option<String> {
    if options.map.is_some() {
        return None;
    }
    let office = match &options.office {
        Some(office) => office.words()?,
        None => "",
    };
    let mut hasher = blake3::Hasher::new();
    let mut say = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    let asked = [options.programme.as_deref(), options.dataset.as_deref()];
    [FORM, env!("CARGO_PKG_VERSION"), office]
        .into_iter()
        .chain(asked.into_iter().map(Option::unwrap_or_default))
        .for_each(&mut say);
    say(&options.as_on.map(|day| day.to_string()).unwrap_or_default());
    say(&day_in_india(options.taken_in).to_string());
    // Of cases only a hash is prepared, which is another one once another key is in force.
    say(&lake.case_key().ok()?.to_string());
    for name in JUDGED_BY {
        add(&mut hasher, &options.data.join(name)).ok()?;
    }
    Some(hasher.finalize().to_hex().to_string())
}

/// Adds a file, or a folder with all in it; one that is not there says just that.
fn add(hasher: &mut blake3::Hasher, path: &Path) -> io::Result<()> {
    let known = match fs::metadata(path) {
        Err(none) if none.kind() == ErrorKind::NotFound => {
            hasher.update(&[0]);
            return Ok(());
        }
        known => known?,
    };
    if known.is_dir() {
        let entries = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path()));
        let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        hasher.update(&[1]);
        for entry in entries {
            hasher.update(entry.as_os_str().as_encoded_bytes());
            add(hasher, &entry)?;
        }
        hasher.update(&[2]);
        return Ok(());
    }
    hasher.update(&known.len().to_le_bytes());
    hasher.update_reader(File::open(path)?)?;
    Ok(())
}
