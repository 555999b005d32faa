//! Outlines of places, from GeoJSON.

use serde_json::Value;

/// The outline of a place: rings of longitude and latitude, islands and holes alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The code that joins it to its region.
    pub code: String,
    /// Closed rings; a point inside an even number of them is outside.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Why outlines could not be read.
#[derive(Debug, thiserror::Error)]
pub enum OutlineError {
    /// The text is not JSON.
    #[error("outlines: not JSON ({0}); give a GeoJSON file in UTF-8")]
    NotJson(#[from] serde_json::Error),
    /// The JSON is something else.
    #[error("outlines: no `features`; give a GeoJSON FeatureCollection")]
    NoFeatures,
    /// A feature does not say which place it is.
    #[error("outlines: feature {feature} has no property `{property}`; every outline needs its code there")]
    NoCode {
        /// Which one, counted from 1.
        feature: usize,
        /// Where the code should be.
        property: String,
    },
    /// A feature is not an area.
    #[error(
        "outlines: feature {feature} ({code}) is no Polygon or MultiPolygon of longitudes and latitudes; mend its geometry"
    )]
    NoArea {
        /// Which one, counted from 1.
        feature: usize,
        /// Its code.
        code: String,
    },
}

/// Reads outlines; `code_property` names the property that holds the code, as text or as a whole number.
pub fn outlines_from_geojson(text: &str, code_property: &str) -> Result<Vec<Outline>, OutlineError> {
    let json: Value = serde_json::from_str(text)?;
    let features = json["features"].as_array().ok_or(OutlineError::NoFeatures)?;
    features
        .iter()
        .enumerate()
        .map(|(index, feature)| outline(index + 1, feature, code_property))
        .collect()
}

fn outline(number: usize, feature: &Value, property: &str) -> Result<Outline, OutlineError> {
    let code = match &feature["properties"][property] {
        Value::String(code) => code.clone(),
        Value::Number(code) => code.to_string(),
        _ => {
            return Err(OutlineError::NoCode {
                feature: number,
                property: property.to_owned(),
            });
        }
    };
    let rings = rings(&feature["geometry"]).filter(|rings| !rings.is_empty());
    match rings {
        Some(rings) => Ok(Outline { code, rings }),
        None => Err(OutlineError::NoArea {
            feature: number,
            code,
        }),
    }
}

fn rings(geometry: &Value) -> Option<Vec<Vec<(f64, f64)>>> {
    let coordinates = geometry["coordinates"].as_array()?;
    match geometry["type"].as_str()? {
        "Polygon" => coordinates.iter().map(ring).collect(),
        "MultiPolygon" => {
            let polygons: Option<Vec<_>> = coordinates.iter().map(Value::as_array).collect();
            polygons?.into_iter().flatten().map(ring).collect()
        }
        _ => None,
    }
}

fn ring(ring: &Value) -> Option<Vec<(f64, f64)>> {
    let point = |point: &Value| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?));
    ring.as_array()?.iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(geometry: &str) -> String {
        format!("{{\"features\":[{{\"properties\":{{\"code\":2774}},\"geometry\":{geometry}}}]}}")
    }

    #[test]
    fn a_code_that_is_a_number_becomes_text() {
        let text = feature("{\"type\":\"Polygon\",\"coordinates\":[[[87,23],[88,23],[88,24],[87,23]]]}");
        let outlines = outlines_from_geojson(&text, "code").unwrap();
        assert_eq!(
            (outlines[0].code.as_str(), outlines[0].rings[0].len()),
            ("2774", 4)
        );
    }

    #[test]
    fn the_islands_of_a_place_are_rings_of_one_outline() {
        let text = feature(
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,1],[2,1],[2,2]]],[[[5,5],[6,5],[6,6]]]]}",
        );
        assert_eq!(outlines_from_geojson(&text, "code").unwrap()[0].rings.len(), 2);
    }

    #[test]
    fn a_missing_code_is_named_with_its_feature() {
        let text = feature("{\"type\":\"Polygon\",\"coordinates\":[]}");
        let error = outlines_from_geojson(&text, "lgd").unwrap_err();
        assert_eq!(
            error.to_string(),
            "outlines: feature 1 has no property `lgd`; every outline needs its code there"
        );
    }

    #[test]
    fn points_and_words_are_no_areas() {
        for geometry in [
            "{\"type\":\"Point\",\"coordinates\":[1,2]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[\"x\",1]]]}",
            "null",
        ] {
            assert!(matches!(
                outlines_from_geojson(&feature(geometry), "code"),
                Err(OutlineError::NoArea { feature: 1, .. })
            ));
        }
    }

    #[test]
    fn what_is_no_geojson_is_refused() {
        assert!(matches!(
            outlines_from_geojson("", "code"),
            Err(OutlineError::NotJson(_))
        ));
        assert!(matches!(
            outlines_from_geojson("[]", "code"),
            Err(OutlineError::NoFeatures)
        ));
    }
}
