//! What a row, or the head of a page, says of the place at one level.

use catalog::PlaceLevel;

use crate::read::trim;
use crate::sheet::is_not_reported;

/// What a row says about one level.
pub(super) struct Said<'s> {
    pub(super) level: PlaceLevel,
    pub(super) name: &'s str,
    pub(super) mgnrega_code: &'s str,
    pub(super) lgd_code: &'s str,
    /// The source's own code of a unit.
    pub(super) unit_code: &'s str,
    /// Where it stands; none for the head of the page.
    pub(super) at: Option<u32>,
    /// Where its code stands.
    pub(super) code_at: Option<u32>,
}

impl<'s> Said<'s> {
    pub(super) fn head(level: PlaceLevel, name: &'s str) -> Self {
        Self {
            level,
            name,
            mgnrega_code: "",
            lgd_code: "",
            unit_code: "",
            at: None,
            code_at: None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        let all = [self.name, self.mgnrega_code, self.lgd_code, self.unit_code];
        all.iter().all(|text| text.is_empty())
    }

    /// What the row calls the place.
    pub(super) fn shown(&self) -> &'s str {
        match self.name {
            "" => self.code(),
            name => name,
        }
    }

    pub(super) fn code(&self) -> &'s str {
        let codes = [self.mgnrega_code, self.lgd_code, self.unit_code];
        codes
            .into_iter()
            .find(|code| !code.is_empty())
            .unwrap_or_default()
    }
}

/// What a cell names; `-` and `NA` name nothing.
pub(super) fn told(text: &str) -> &str {
    match trim(text) {
        text if is_not_reported(text) => "",
        text => text,
    }
}

/// The level that a label on a page names.
pub(super) fn level_of(label: &str) -> Option<PlaceLevel> {
    Some(match label {
        "state" | "রাজ্য" | "राज्य" => PlaceLevel::State,
        "district" | "জেলা" | "जिला" => PlaceLevel::District,
        "subdivision" | "sub-division" | "মহকুমা" => PlaceLevel::Subdivision,
        "block" | "ব্লক" | "प्रखंड" | "ब्लॉक" => PlaceLevel::Block,
        "municipality" => PlaceLevel::Municipality,
        "gram panchayat" | "panchayat" | "gp" | "গ্রাম পঞ্চায়েত" | "ग्राम पंचायत" => {
            PlaceLevel::Gp
        }
        _ => return None,
    })
}
