//! Anchors: the end of the chain at the end of each day, in small files that can be copied elsewhere.

use std::path::{Path, PathBuf};

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::append::Chain;
use crate::{Result, durable, error};

/// The end of the chain at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Anchor {
    /// The day, in India's time.
    pub day: String,
    /// The last entry of it.
    pub number: i64,
    /// That entry's hash.
    pub hash: String,
    /// Shows that jela wrote the file.
    pub seal: String,
}

/// Days are counted in India's time, which knows no summer.
const INDIA: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// Where anchors of a data directory lie.
pub(super) fn folder(data: &Path) -> PathBuf {
    data.join("audit")
}

impl Chain {
    /// Leaves the anchor of the last entry's day, once the next entry is of a later one.
    pub(super) fn anchor(&self, number: i64, last_at: i64, hash: &str, now: Timestamp) -> Result<()> {
        let last = Timestamp::from_second(last_at).unwrap_or(Timestamp::UNIX_EPOCH);
        let (last, today) = (day(last), day(now));
        // Entries may be a moment out of order; an anchor is left when a day is over, and only then.
        if last >= today {
            return Ok(());
        }
        let anchor = Anchor {
            seal: seal(&self.key, &last, number, hash),
            day: last,
            number,
            hash: hash.to_owned(),
        };
        let text = serde_json::to_string(&anchor).expect("words and a number are JSON") + "\n";
        let file = folder(&self.data).join(format!("{}-{number}.json", anchor.day));
        durable::put_if_absent(&file, text.as_bytes())?;
        Ok(())
    }
}

/// All anchors of a folder, the earliest first; a file that is none, or not jela's, is told by its name.
pub(super) fn read(folder: &Path, key: &[u8; crate::SECRET_BYTES]) -> Result<Result<Vec<Anchor>, String>> {
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files,
        Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => return Ok(Ok(Vec::new())),
        Err(fault) => return Err(error::io("read", folder)(fault)),
    };
    let mut anchors = Vec::new();
    for file in files {
        let path = file.map_err(error::io("read", folder))?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = std::fs::read(&path).map_err(error::io("read", &path))?;
        let anchor = serde_json::from_slice::<Anchor>(&text).ok();
        let Some(anchor) = anchor.filter(|one| one.seal == seal(key, &one.day, one.number, &one.hash)) else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Ok(Err(format!("the anchor {name} is not as it was written")));
        };
        anchors.push(anchor);
    }
    anchors.sort_by_key(|anchor| anchor.number);
    Ok(Ok(anchors))
}

fn day(moment: Timestamp) -> String {
    let there = moment.saturating_add(INDIA).unwrap_or(moment);
    Offset::UTC.to_datetime(there).date().to_string()
}

fn seal(key: &[u8; crate::SECRET_BYTES], day: &str, number: i64, hash: &str) -> String {
    let text = format!("anchor {day} {number} {hash}");
    blake3::keyed_hash(key, text.as_bytes()).to_hex().to_string()
}
