//! The outlines of places, by code.

use std::collections::BTreeMap;

use charts::{Outline, OutlineError, outlines_from_geojson};

const BUILT_IN: [&str; 3] = ["west-bengal-districts", "bankura-subdivisions", "bankura-blocks"];

/// Outlines by the code of their place.
#[derive(Debug, Default)]
pub struct Outlines(BTreeMap<String, Outline>);

impl Outlines {
    /// The outlines that come with jela.
    pub fn built_in() -> Result<Self, OutlineError> {
        let mut outlines = BTreeMap::new();
        for text in BUILT_IN.into_iter().filter_map(catalog::boundaries) {
            for outline in outlines_from_geojson(text, "code")? {
                outlines.insert(outline.code.clone(), outline);
            }
        }
        Ok(Self(outlines))
    }

    /// The outlines of some places; none unless most have one, since a map with holes misleads.
    pub fn of<'a>(&self, codes: impl Iterator<Item = &'a str>) -> Option<Vec<Outline>> {
        let found: Vec<Option<&Outline>> = codes.map(|code| self.0.get(code)).collect();
        let known: Vec<Outline> = found.iter().copied().flatten().cloned().collect();
        (!known.is_empty() && known.len() * 2 > found.len()).then_some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_outlines_and_gram_panchayats_have_none() {
        let outlines = Outlines::built_in().unwrap();
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
