//! One data version, as far as every query needs it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use figures::SourceSheet;
use store::Manifest;

use super::Engine;
use crate::error::AnalyticsError;
use crate::expiry::AllGone;
use crate::load::{From, Loader};
use crate::question::Question;

/// One data version, as far as every query needs it.
pub(super) struct Version {
    pub(super) manifest: Manifest,
    pub(super) sheets: BTreeMap<String, SourceSheet>,
    /// Programmes with sample data in them: whatever they show may be made up.
    pub(super) samples: BTreeSet<String>,
    /// What was taken out, as its time was over.
    pub(super) gone: AllGone,
}

impl Version {
    pub(super) fn has_samples(&self, question: &Question<'_>) -> bool {
        self.samples.contains(&question.programme.id)
    }
}

impl Engine {
    pub(super) fn loader<'a>(&'a self, version: &'a Version, from: From) -> Loader<'a> {
        Loader {
            lake: &self.lake,
            catalog: &self.catalog,
            manifest: &version.manifest,
            from,
            kept: &self.kept,
            gone: &version.gone,
        }
    }

    /// The version that counts now, read once and kept until another is published.
    pub(super) fn version(&self) -> Result<Arc<Version>, AnalyticsError> {
        let latest = self.lake.manifest()?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(version) = known
            .as_ref()
            .filter(|version| version.manifest.data_version == latest.data_version)
        {
            return Ok(Arc::clone(version));
        }
        let manifest = latest;
        let entries = self.lake.batches(None)?;
        let live = entries.iter().filter(|entry| entry.undone.is_none());
        let samples = live
            .filter(|entry| entry.record.sample)
            .map(|entry| entry.record.programme.clone());
        let version = Arc::new(Version {
            samples: samples.collect(),
            gone: AllGone::of(&self.lake)?,
            sheets: entries.into_iter().map(|entry| sheet(entry.record)).collect(),
            manifest,
        });
        *known = Some(Arc::clone(&version));
        Ok(version)
    }
}

fn sheet(record: store::BatchRecord) -> (String, SourceSheet) {
    let batch = record.batch.to_string();
    let source = SourceSheet {
        batch: batch.clone(),
        file: record.file,
        sheet: record.sheet,
    };
    (batch, source)
}
