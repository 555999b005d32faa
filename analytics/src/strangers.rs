//! What those who are not in office learn of a sheet: that there is one, and which figures have it in common.
//!
//! A sender may have called a file by somebody's name. And the id of a batch is a hash of its cells: whoever knows all of a
//! sheet but a few small counts could try them one by one until the hash is right. So strangers get neither, but a name
//! that follows from the id under a secret of the data directory.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use figures::SourceSheet;
use store::state::Seals;

use crate::error::AnalyticsError;

/// Digits of such a name, as many as an id has.
const DIGITS: usize = 32;

/// Gives sheets the names by which strangers know them.
pub struct Strangers {
    data: PathBuf,
    /// Read when the first stranger asks: who is in office needs no secret.
    seals: OnceLock<Seals>,
}

impl Strangers {
    /// Those of a data directory.
    pub fn of(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            seals: OnceLock::new(),
        }
    }

    /// The name of a batch.
    pub fn batch(&self, id: &str) -> Result<String, AnalyticsError> {
        let seals = match self.seals.get() {
            Some(seals) => seals,
            None => {
                let seals = Seals::of(&self.data)?;
                self.seals.get_or_init(|| seals)
            }
        };
        Ok(seals.seal("a batch to strangers", &[id])[..DIGITS].to_owned())
    }

    /// Sheets as strangers know them, in an order that tells nothing of their ids.
    pub fn withhold(&self, sheets: &mut [SourceSheet]) -> Result<(), AnalyticsError> {
        for sheet in &mut *sheets {
            sheet.withhold_names();
            sheet.batch = self.batch(&sheet.batch)?;
        }
        sheets.sort_by(|one, other| one.batch.cmp(&other.batch));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_can_not_try_what_stands_in_a_sheet() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let name = |data: &Path| {
            Strangers::of(data)
                .batch("0123456789abcdef0123456789abcdef")
                .unwrap()
        };
        assert_eq!(name(here.path()), name(here.path()));
        assert_ne!(
            name(here.path()),
            name(there.path()),
            "it follows from the secret"
        );
        assert_eq!(name(here.path()).len(), DIGITS);
    }
}
