//! What whoever a provider names is granted here. Who is granted nothing is nobody.

use catalog::{Catalog, PlaceCode};
use figures::Role;

use super::claims::Claims;

/// A role, for those of whom a provider says something certain.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The claim that counts.
    pub claim: String,
    /// What it must say.
    pub value: String,
    /// The role.
    pub role: Role,
    /// Places that everybody has by this grant.
    pub places: Vec<String>,
    /// A claim that names the person's own places.
    pub place_claim: Option<String>,
    /// What stands before its words to make codes of them: `block-`.
    pub place_prefix: String,
    /// Programmes; all where there are none.
    pub programmes: Vec<String>,
}

/// What somebody is granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The role.
    pub role: Role,
    /// The places.
    pub places: Vec<String>,
    /// The programmes.
    pub programmes: Vec<String>,
}

/// The first grant that fits and makes sense: every place that is named has to be there, and an office needs one.
pub fn granted(grants: &[Grant], claims: &Claims, catalog: &Catalog) -> Option<Granted> {
    let mut fitting = grants
        .iter()
        .filter(|grant| claims.words(&grant.claim).contains(&grant.value));
    fitting.find_map(|grant| grant.of(claims, catalog))
}

impl Grant {
    fn of(&self, claims: &Claims, catalog: &Catalog) -> Option<Granted> {
        let own = self.place_claim.iter().flat_map(|claim| claims.words(claim));
        let own = own.map(|word| format!("{}{word}", self.place_prefix));
        let places = self
            .places
            .iter()
            .cloned()
            .chain(own)
            .map(|code| known(&code, catalog));
        let places: Vec<String> = places.collect::<Option<_>>()?;
        (self.role.has_places() != places.is_empty()).then(|| Granted {
            role: self.role,
            places,
            programmes: self.programmes.clone(),
        })
    }
}

/// The code as the registry writes it.
fn known(code: &str, catalog: &Catalog) -> Option<String> {
    let code: PlaceCode = code.parse().ok()?;
    let code = catalog.places.redirect(&code).cloned().unwrap_or(code);
    catalog.places.get(&code).map(|place| place.code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bdo() -> Grant {
        Grant {
            claim: "designation".into(),
            value: "BDO".into(),
            role: Role::Officer,
            places: Vec::new(),
            place_claim: Some("lgd_block".into()),
            place_prefix: "block-".into(),
            programmes: vec!["mgnrega".into()],
        }
    }

    fn magistrate() -> Grant {
        Grant {
            value: "DM".into(),
            places: vec!["district-305".into()],
            place_claim: None,
            programmes: Vec::new(),
            ..bdo()
        }
    }

    fn asked(claims: &str) -> Option<Granted> {
        let catalog = Catalog::load(None).unwrap();
        granted(
            &[bdo(), magistrate()],
            &serde_json::from_str(claims).unwrap(),
            &catalog,
        )
    }

    #[test]
    fn what_is_said_of_somebody_becomes_a_role_and_places() {
        let found = asked(r#"{"designation": "BDO", "lgd_block": 2786}"#).unwrap();
        assert_eq!(
            (found.role, found.places),
            (Role::Officer, vec!["block-2786".to_owned()])
        );
        assert_eq!(found.programmes, ["mgnrega"]);
        let found = asked(r#"{"designation": ["Collector", "DM"], "lgd_block": "2786"}"#).unwrap();
        assert_eq!(found.places, ["district-305"]);
    }

    #[test]
    fn who_is_granted_nothing_is_nobody() {
        for claims in [
            "{}",
            r#"{"designation": "Visitor", "lgd_block": "2786"}"#,
            r#"{"designation": "bdo", "lgd_block": "2786"}"#,
            r#"{"designation": "BDO"}"#,
            r#"{"designation": "BDO", "lgd_block": "99999999"}"#,
            r#"{"designation": "BDO", "lgd_block": ["2786", "99999999"]}"#,
            r#"{"designation": "BDO", "lgd_block": {"$ne": ""}}"#,
            r#"{"designation": {"x": "BDO"}, "lgd_block": "2786"}"#,
        ] {
            assert_eq!(asked(claims), None, "{claims}");
        }
    }

    #[test]
    fn a_role_without_places_is_given_none() {
        let catalog = Catalog::load(None).unwrap();
        let analyst = Grant {
            role: Role::Analyst,
            ..magistrate()
        };
        let claims = serde_json::from_str(r#"{"designation": "DM"}"#).unwrap();
        assert_eq!(granted(std::slice::from_ref(&analyst), &claims, &catalog), None);
        let plain = Grant {
            places: Vec::new(),
            ..analyst
        };
        assert!(granted(&[plain], &claims, &catalog).is_some());
    }
}
