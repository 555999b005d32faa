//! The levels of the geography.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Language, Words};

/// A level of the geography, ordered from coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceLevel {
    /// A state or union territory.
    State,
    /// A district.
    District,
    /// A subdivision of a district.
    Subdivision,
    /// A community development block.
    Block,
    /// A municipality.
    Municipality,
    /// A gram panchayat.
    Gp,
    /// A ward of a municipality.
    Ward,
    /// An Anganwadi centre; like the levels after it a unit with its source's own code.
    Centre,
    /// An office.
    Office,
    /// A camp.
    Camp,
    /// A correctional home.
    Home,
}

impl PlaceLevel {
    /// All levels, from coarse to fine.
    pub const ALL: [Self; 11] = [
        Self::State,
        Self::District,
        Self::Subdivision,
        Self::Block,
        Self::Municipality,
        Self::Gp,
        Self::Ward,
        Self::Centre,
        Self::Office,
        Self::Camp,
        Self::Home,
    ];

    /// Whether places of this level are units below the geography, which registers tell of.
    pub fn is_unit(self) -> bool {
        self > Self::Ward
    }

    /// Whether places of another level may lie in places of this one: gram panchayats lie in blocks, wards in municipalities,
    /// and units in any place of the geography.
    pub fn may_hold(self, other: Self) -> bool {
        let is_apart = matches!(
            (self, other),
            (Self::Block, Self::Municipality | Self::Ward)
                | (Self::Municipality, Self::Gp)
                | (Self::Gp, Self::Ward)
        );
        self < other && !self.is_unit() && !is_apart
    }

    /// The id: a dimension of queries, a column of tables and the head of every place code.
    pub fn id(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::District => "district",
            Self::Subdivision => "subdivision",
            Self::Block => "block",
            Self::Municipality => "municipality",
            Self::Gp => "gp",
            Self::Ward => "ward",
            Self::Centre => "centre",
            Self::Office => "office",
            Self::Camp => "camp",
            Self::Home => "home",
        }
    }

    /// What one place of this level is called.
    pub fn word(self) -> Words {
        let (en, bn, hi) = match self {
            Self::State => ("State", "রাজ্য", "राज्य"),
            Self::District => ("District", "জেলা", "ज़िला"),
            Self::Subdivision => ("Subdivision", "মহকুমা", "अनुमंडल"),
            Self::Block => ("Block", "ব্লক", "प्रखंड"),
            Self::Municipality => ("Municipality", "পৌরসভা", "नगरपालिका"),
            Self::Gp => ("GP", "গ্রাম পঞ্চায়েত", "ग्राम पंचायत"),
            Self::Ward => ("Ward", "ওয়ার্ড", "वार्ड"),
            Self::Centre => ("Anganwadi centre", "অঙ্গনওয়াড়ি কেন্দ্র", "आंगनवाड़ी केंद्र"),
            Self::Office => ("Office", "দপ্তর", "कार्यालय"),
            Self::Camp => ("Camp", "শিবির", "शिविर"),
            Self::Home => ("Correctional home", "সংশোধনাগার", "सुधार गृह"),
        };
        words(en, bn, hi)
    }

    /// What several places of this level are called.
    pub fn plural(self) -> Words {
        let (en, bn, hi) = match self {
            Self::State => ("States", "রাজ্যগুলি", "राज्य"),
            Self::District => ("Districts", "জেলাগুলি", "ज़िले"),
            Self::Subdivision => ("Subdivisions", "মহকুমাগুলি", "अनुमंडल"),
            Self::Block => ("Blocks", "ব্লকগুলি", "प्रखंड"),
            Self::Municipality => ("Municipalities", "পৌরসভাগুলি", "नगरपालिकाएँ"),
            Self::Gp => ("GPs", "গ্রাম পঞ্চায়েতগুলি", "ग्राम पंचायतें"),
            Self::Ward => ("Wards", "ওয়ার্ডগুলি", "वार्ड"),
            Self::Centre => ("Anganwadi centres", "অঙ্গনওয়াড়ি কেন্দ্রগুলি", "आंगनवाड़ी केंद्र"),
            Self::Office => ("Offices", "দপ্তরগুলি", "कार्यालय"),
            Self::Camp => ("Camps", "শিবিরগুলি", "शिविर"),
            Self::Home => ("Correctional homes", "সংশোধনাগারগুলি", "सुधार गृह"),
        };
        words(en, bn, hi)
    }

    /// What one place of either of some levels is called: GP or Ward.
    pub fn word_of(levels: impl Iterator<Item = Self>) -> Words {
        joined(levels.map(Self::word), ["or", "বা", "या"])
    }

    /// What places of some levels together are called: GPs and Wards.
    pub fn plural_of(levels: impl Iterator<Item = Self>) -> Words {
        joined(levels.map(Self::plural), ["and", "ও", "और"])
    }

    /// What officials add after a name to say the level; no part of the name.
    pub(super) fn suffixes(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::State => &[&["state"]],
            Self::District => &[&["district"], &["dist"], &["জেলা"], &["जिला"]],
            Self::Subdivision => &[&["sub", "division"], &["subdivision"], &["sub", "div"], &["মহকুমা"]],
            Self::Block => &[
                &["c", "d", "block"],
                &["development", "block"],
                &["block"],
                &["ব্লক"],
                &["ब्लॉक"],
            ],
            Self::Municipality => &[&["municipality"], &["ulb"], &["m"], &["পৌরসভা"]],
            Self::Gp => &[
                &["gram", "panchayat"],
                &["gp"],
                &["g", "p"],
                &["গ্রাম", "পঞ্চায়েত"],
                &["ग्राम", "पंचायत"],
            ],
            Self::Ward | Self::Office | Self::Camp | Self::Home => &[],
            Self::Centre => &[&["awc"], &["anganwadi", "centre"], &["anganwadi", "center"]],
        }
    }
}

/// Names with a word between them, in English, Bengali and Hindi.
fn joined(names: impl Iterator<Item = Words>, [en, bn, hi]: [&str; 3]) -> Words {
    let join = |one: Words, other: Words| {
        let text =
            |language, between: &str| format!("{} {between} {}", one.get(language), other.get(language));
        words(
            &text(Language::En, en),
            &text(Language::Bn, bn),
            &text(Language::Hi, hi),
        )
    };
    names.reduce(join).unwrap_or_else(|| words("", "", ""))
}

fn words(en: &str, bn: &str, hi: &str) -> Words {
    Words {
        en: en.to_owned(),
        bn: Some(bn.to_owned()),
        hi: Some(hi.to_owned()),
    }
}

impl fmt::Display for PlaceLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

/// A word that is no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a level of places; use state, district, subdivision, block, municipality, gp, ward, centre, office, camp or home"
)]
pub struct UnknownLevel(pub String);

impl FromStr for PlaceLevel {
    type Err = UnknownLevel;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.id() == id)
            .ok_or_else(|| UnknownLevel(id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_from_coarse_to_fine() {
        assert!(PlaceLevel::ALL.is_sorted());
        assert!(PlaceLevel::District < PlaceLevel::Gp);
    }

    #[test]
    fn gram_panchayats_and_wards_lie_beside_one_another() {
        assert!(
            PlaceLevel::Block.may_hold(PlaceLevel::Gp) && PlaceLevel::Municipality.may_hold(PlaceLevel::Ward)
        );
        assert!(!PlaceLevel::Gp.may_hold(PlaceLevel::Ward) && !PlaceLevel::Block.may_hold(PlaceLevel::Ward));
        assert!(!PlaceLevel::Municipality.may_hold(PlaceLevel::Gp));
        assert!(
            PlaceLevel::Ward.may_hold(PlaceLevel::Centre) && !PlaceLevel::Centre.may_hold(PlaceLevel::Home)
        );
        let both = PlaceLevel::plural_of([PlaceLevel::Gp, PlaceLevel::Ward].into_iter());
        assert_eq!(both.en, "GPs and Wards");
    }

    #[test]
    fn a_word_that_is_no_level_is_refused() {
        assert!(
            "taluk"
                .parse::<PlaceLevel>()
                .unwrap_err()
                .to_string()
                .starts_with("`taluk` is not")
        );
    }
}
