//! The outlines of places, as GeoJSON that joins on the property `code`.

/// What every map made from the built-in outlines must print.
pub const BOUNDARIES_ATTRIBUTION: &str = "Boundaries: PMGSY GeoSadak, Ministry of Rural Development, Government of India (GODL-India), 2022, simplified. Census of India 2011. Local Government Directory.";

/// The built-in GeoJSON of that name: `bankura-blocks`, `bankura-subdivisions` or `west-bengal-districts`.
pub fn boundaries(name: &str) -> Option<&'static str> {
    match name {
        "bankura-blocks" => Some(include_str!("../../places/boundaries/bankura-blocks.geojson")),
        "bankura-subdivisions" => Some(include_str!(
            "../../places/boundaries/bankura-subdivisions.geojson"
        )),
        "west-bengal-districts" => Some(include_str!(
            "../../places/boundaries/west-bengal-districts.geojson"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PlaceCode, Places};

    fn codes(name: &str) -> Vec<PlaceCode> {
        let outlines: serde_json::Value = serde_json::from_str(boundaries(name).unwrap()).unwrap();
        let features = outlines["features"].as_array().unwrap();
        features
            .iter()
            .map(|feature| feature["properties"]["code"].as_str().unwrap().parse().unwrap())
            .collect()
    }

    #[test]
    fn every_outline_belongs_to_a_registered_place() {
        let places = Places::built_in().unwrap();
        for (name, count) in [
            ("bankura-blocks", 22),
            ("bankura-subdivisions", 3),
            ("west-bengal-districts", 23),
        ] {
            let codes = codes(name);
            assert_eq!(codes.len(), count);
            assert!(codes.iter().all(|code| places.get(code).is_some()), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_has_no_outlines() {
        assert_eq!(boundaries("moon"), None);
    }
}
