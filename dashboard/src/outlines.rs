//! The outlines of places, by code: those that come with jela, and those that a district adds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use charts::{Outline, outlines_from_geojson, thinned_outlines};

use crate::error::DashboardError;

const BUILT_IN: [&str; 3] = ["west-bengal-districts", "bankura-subdivisions", "bankura-blocks"];

/// Outlines by the code of their place.
#[derive(Debug, Default)]
pub struct Outlines(BTreeMap<String, Outline>);

impl Outlines {
    /// The outlines that come with jela, and those of `boundaries/*.geojson` in a data directory, which replace by
    /// code.
    pub fn load(data: &Path) -> Result<Self, DashboardError> {
        let mut outlines = Self::default();
        for name in BUILT_IN {
            outlines.add(name, catalog::boundaries(name).unwrap_or_default())?;
        }
        for file in added(&data.join("boundaries"))? {
            let text = std::fs::read_to_string(&file).map_err(|problem| unreadable(&file, problem))?;
            outlines.add(&file.display().to_string(), &text)?;
        }
        Ok(outlines)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), DashboardError> {
        let found = outlines_from_geojson(text, "code").map_err(|problem| DashboardError::Outlines {
            file: file.to_owned(),
            problem,
        })?;
        let thinned = thinned_outlines(&found).into_iter();
        self.0
            .extend(thinned.map(|outline| (outline.code.clone(), outline)));
        Ok(())
    }

    /// Whether [`Self::of`] has outlines of some places.
    pub fn has<'a>(&self, codes: impl Iterator<Item = &'a str>) -> bool {
        let (known, all) = codes.fold((0, 0), |(known, all), code| {
            (known + usize::from(self.0.contains_key(code)), all + 1)
        });
        known > 0 && known * 2 > all
    }

    /// The outlines of some places; none unless most have one, since a map with holes misleads.
    pub fn of<'a>(&self, codes: impl Iterator<Item = &'a str>) -> Option<Vec<Outline>> {
        let found: Vec<Option<&Outline>> = codes.map(|code| self.0.get(code)).collect();
        let known: Vec<Outline> = found.iter().copied().flatten().cloned().collect();
        (!known.is_empty() && known.len() * 2 > found.len()).then_some(known)
    }
}

/// The files of a folder, by name; a folder that is not there has none.
fn added(folder: &Path) -> Result<Vec<PathBuf>, DashboardError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|problem| unreadable(folder, problem))? {
        let file = entry.map_err(|problem| unreadable(folder, problem))?.path();
        if file.extension().is_some_and(|extension| extension == "geojson") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(file: &Path, problem: std::io::Error) -> DashboardError {
    DashboardError::Unreadable {
        file: file.display().to_string(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(text: &str) -> Result<Outlines, DashboardError> {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir(data.path().join("boundaries")).unwrap();
        std::fs::write(data.path().join("boundaries/gps.geojson"), text).unwrap();
        Outlines::load(data.path())
    }

    #[test]
    fn a_district_adds_outlines_by_code() {
        let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"gp-108289"},
            "geometry":{"type":"Polygon","coordinates":[[[87,23],[87.1,23],[87.1,23.1],[87,23.1],[87,23]]]}}]}"#;
        assert!(with_file(square).unwrap().of(["gp-108289"].into_iter()).is_some());
    }

    #[test]
    fn a_file_of_outlines_that_is_none_is_named() {
        let refused = with_file("not json").unwrap_err().to_string();
        assert!(
            refused.contains("gps.geojson") && refused.contains("GeoJSON"),
            "{refused}"
        );
        let refused =
            with_file(r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{}}]}"#);
        assert!(refused.unwrap_err().to_string().contains("code"));
    }

    #[test]
    fn blocks_have_outlines_and_gram_panchayats_have_none() {
        let nowhere = tempfile::tempdir().unwrap();
        let outlines = Outlines::load(nowhere.path()).unwrap();
        assert_eq!(
            outlines
                .of(["block-2774", "block-2775"].into_iter())
                .map(|found| found.len()),
            Some(2)
        );
        assert!(outlines.of(["gp-108289"].into_iter()).is_none());
        assert!(outlines.of(["block-2774", "gp-108289"].into_iter()).is_none());
        assert!(outlines.of(std::iter::empty()).is_none());
    }
}
