//! Finds the place that an official means, by code or by name; never guesses.

use std::collections::HashMap;

use super::sound::{is_indian, sound};
use super::spelling::{code_key, key, key_without_level, without_level};
use super::{Place, PlaceCode, PlaceLevel, Places};

/// How alike two keys must be for one to be suggested for the other.
const NEAR: f64 = 0.85;
const SUGGESTIONS: usize = 3;

/// What a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameMatch {
    /// One place.
    One(PlaceCode),
    /// Several places bear the name; more must be known to choose.
    Several(Vec<PlaceCode>),
    /// No place bears the name.
    None {
        /// Places with a similar name, the likeliest first.
        near: Vec<PlaceCode>,
    },
}

/// The keys of one level.
#[derive(Debug, Clone, Default)]
struct LevelSpellings {
    names: HashMap<String, Vec<usize>>,
    aliases: HashMap<String, Vec<usize>>,
    /// How names and aliases in Latin letters sound.
    sounds: HashMap<String, Vec<usize>>,
    mgnrega: HashMap<String, Vec<usize>>,
    lgd: HashMap<String, Vec<usize>>,
}

/// The keys of all names, aliases and codes.
#[derive(Debug, Clone, Default)]
pub(super) struct Spellings(HashMap<PlaceLevel, LevelSpellings>);

impl Spellings {
    pub(super) fn of(places: &[Place]) -> Self {
        let mut levels: HashMap<PlaceLevel, LevelSpellings> = HashMap::new();
        for (position, place) in places.iter().enumerate() {
            let level = levels.entry(place.level).or_default();
            for name in place.name.each() {
                note(&mut level.names, key(name), position);
            }
            for alias in &place.aliases {
                note(&mut level.aliases, key(alias), position);
            }
            let spelt = place.name.each().chain(place.aliases.iter().map(String::as_str));
            for sound in spelt.filter(|name| !is_indian(name)).filter_map(sound) {
                note(&mut level.sounds, sound, position);
            }
            if let Some(code) = place.mgnrega_code.as_deref().and_then(code_key) {
                note(&mut level.mgnrega, code, position);
            }
            if let Some(code) = place.code.lgd().and_then(code_key) {
                note(&mut level.lgd, code, position);
            }
        }
        Self(levels)
    }
}

fn note(index: &mut HashMap<String, Vec<usize>>, key: String, position: usize) {
    let positions = index.entry(key).or_default();
    if positions.last() != Some(&position) {
        positions.push(position);
    }
}

impl Spellings {
    /// A place is found by a code that it had before, too.
    pub(super) fn also_coded(&mut self, old: &PlaceCode, position: usize) {
        let level = self.0.get_mut(&old.level());
        if let (Some(level), Some(code)) = (level, old.lgd().and_then(code_key)) {
            note(&mut level.lgd, code, position);
        }
    }
}

impl Places {
    /// The place of a level with that code in the MGNREGA information system.
    pub fn by_mgnrega_code(&self, level: PlaceLevel, code: &str) -> Option<&PlaceCode> {
        self.only(&self.spellings.0.get(&level)?.mgnrega, code)
    }

    /// The place of a level with that code in the Local Government Directory.
    pub fn by_lgd_code(&self, level: PlaceLevel, code: &str) -> Option<&PlaceCode> {
        self.only(&self.spellings.0.get(&level)?.lgd, code)
    }

    fn only(&self, index: &HashMap<String, Vec<usize>>, code: &str) -> Option<&PlaceCode> {
        match index.get(&code_key(code)?)?.as_slice() {
            [one] => Some(&self.place_at(*one).code),
            _ => None,
        }
    }

    /// The place of a level that is called so, within `inside` if that is known: by its name, else by an
    /// alias, else by either after the word for the level is dropped (`Onda Block`), else, of a name in Bengali or Hindi
    /// letters, by how it sounds, where only one place inside a known one does.
    pub fn by_name(&self, level: PlaceLevel, name: &str, inside: Option<&PlaceCode>) -> NameMatch {
        let Some((spellings, area)) = self.looked_for(level, inside) else {
            return NameMatch::None { near: Vec::new() };
        };
        match self.called(spellings, level, name, area).as_slice() {
            [one] => NameMatch::One(one.clone()),
            [] => {
                let mut near = self.sounding(spellings, level, name, area);
                if near.is_empty() {
                    near = self.near(spellings, &key(name), area);
                }
                near.truncate(SUGGESTIONS);
                NameMatch::None { near }
            }
            several => NameMatch::Several(several.to_vec()),
        }
    }

    /// The places of a level that are called so, as [`Places::by_name`] finds them; without the search for similar
    /// names, which takes long where many names are not registered.
    pub fn bearing(&self, level: PlaceLevel, name: &str, inside: Option<&PlaceCode>) -> Vec<PlaceCode> {
        let looked_for = self.looked_for(level, inside);
        looked_for.map_or_else(Vec::new, |(spellings, area)| {
            self.called(spellings, level, name, area)
        })
    }

    /// Where to look; none if there is no such level, or the area is one that nobody knows.
    fn looked_for(
        &self,
        level: PlaceLevel,
        inside: Option<&PlaceCode>,
    ) -> Option<(&LevelSpellings, Option<usize>)> {
        let spellings = self.spellings.0.get(&level)?;
        let area = match inside {
            Some(code) => Some(self.search_area(self.position(code)?)),
            None => None,
        };
        Some((spellings, area))
    }

    fn called(
        &self,
        spellings: &LevelSpellings,
        level: PlaceLevel,
        name: &str,
        area: Option<usize>,
    ) -> Vec<PlaceCode> {
        let shorter = std::iter::once_with(|| key_without_level(name, level)).flatten();
        for key in std::iter::once(key(name)).chain(shorter) {
            for index in [&spellings.names, &spellings.aliases] {
                let found = index.get(&key).map_or(&[][..], Vec::as_slice);
                let codes = self.codes_within(found, area);
                if !codes.is_empty() {
                    return codes;
                }
            }
        }
        match (self.sounding(spellings, level, name, area), area) {
            // What sounds so is taken where it is the only one inside a known place, and proposed elsewhere.
            (sounding, Some(_)) if sounding.len() == 1 => sounding,
            _ => Vec::new(),
        }
    }

    /// The places in the area whose Latin name sounds like one in Bengali or Hindi letters.
    fn sounding(
        &self,
        spellings: &LevelSpellings,
        level: PlaceLevel,
        name: &str,
        area: Option<usize>,
    ) -> Vec<PlaceCode> {
        if !is_indian(name) {
            return Vec::new();
        }
        let shorter = without_level(name, level);
        let sounds = std::iter::once(name).chain(shorter.as_deref()).filter_map(sound);
        let found = sounds.filter_map(|sound| spellings.sounds.get(&sound));
        found
            .map(|positions| self.codes_within(positions, area))
            .find(|codes| !codes.is_empty())
            .unwrap_or_default()
    }

    fn codes_within(&self, positions: &[usize], area: Option<usize>) -> Vec<PlaceCode> {
        let within = positions
            .iter()
            .filter(|inner| area.is_none_or(|area| self.within(area, **inner)));
        within
            .map(|position| self.place_at(*position).code.clone())
            .collect()
    }

    /// Similar names in the area; if there are none, the same name elsewhere. Similar names elsewhere would be
    /// many, and far from what is meant.
    fn near(&self, spellings: &LevelSpellings, wanted: &str, area: Option<usize>) -> Vec<PlaceCode> {
        let mut alike: HashMap<usize, f64> = HashMap::new();
        for (key, positions) in spellings.names.iter().chain(&spellings.aliases) {
            let mut within = positions
                .iter()
                .filter(|inner| self.in_area(area, **inner))
                .peekable();
            if within.peek().is_none() {
                continue; // comparing is slow, and most places lie elsewhere
            }
            let likeness = likeness(key, wanted);
            for position in within.filter(|_| likeness >= NEAR) {
                let best = alike.entry(*position).or_insert(likeness);
                *best = best.max(likeness);
            }
        }
        let mut alike: Vec<(usize, f64)> = alike.into_iter().collect();
        alike.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let mut near: Vec<usize> = alike.into_iter().map(|(position, _)| position).collect();
        if near.is_empty() {
            let elsewhere = [spellings.names.get(wanted), spellings.aliases.get(wanted)];
            near = elsewhere.into_iter().flatten().flatten().copied().collect();
            near.dedup();
        }
        near.truncate(SUGGESTIONS);
        near.into_iter()
            .map(|position| self.place_at(position).code.clone())
            .collect()
    }

    fn in_area(&self, area: Option<usize>, inner: usize) -> bool {
        area.is_none_or(|area| self.within(area, inner))
    }
}

/// From 0 to 1. Keys of very different length can't be alike, and comparing them takes long.
fn likeness(key: &str, wanted: &str) -> f64 {
    let (short, long) = (key.len().min(wanted.len()), key.len().max(wanted.len()));
    if 2 * short < long {
        0.0
    } else {
        strsim::jaro_winkler(key, wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PlaceLevel::{Block, District, Gp, Municipality, Subdivision, Ward};

    fn code(text: &str) -> PlaceCode {
        text.parse().unwrap()
    }

    fn places() -> Places {
        Places::built_in().unwrap()
    }

    fn one(text: &str) -> NameMatch {
        NameMatch::One(code(text))
    }

    #[test]
    fn a_block_is_found_by_every_spelling_seen() {
        let places = places();
        for spelling in [
            "Bankura-I",
            "BANKURA - I",
            "Bankura 1",
            "Bankura I Block",
            "বাঁকুড়া ১",
            "बांकुड़ा १",
        ] {
            assert_eq!(
                places.by_name(Block, spelling, None),
                one("block-2774"),
                "{spelling}"
            );
        }
        assert_eq!(
            places.by_name(Block, "JOYPUR", Some(&code("district-305"))),
            one("block-2782")
        );
        assert_eq!(places.by_name(Block, "Khatra II", None), one("block-2779"));
    }

    #[test]
    fn a_bengali_name_that_no_list_has_is_found_by_its_sound_inside_its_block() {
        let places = places();
        let bankura_1 = code("block-2774");
        for spelling in ["আঁচুড়ি", "আঁচুড়ী", "আঁচুড়ি গ্রাম পঞ্চায়েত", "आँचुड़ी"]
        {
            assert_eq!(
                places.by_name(Gp, spelling, Some(&bankura_1)),
                one("gp-108289"),
                "{spelling}"
            );
        }
        let numbered = places.by_name(Gp, "জগদল্লা ২ নং", Some(&bankura_1));
        assert_eq!(numbered, one("gp-108292"));
    }

    #[test]
    fn what_only_sounds_alike_is_proposed_where_the_parent_is_not_known() {
        let places = places();
        let near = NameMatch::None {
            near: vec![code("gp-108289")],
        };
        assert_eq!(places.by_name(Gp, "আঁচুড়ি", None), near);
        assert!(places.bearing(Gp, "আঁচুড়ি", None).is_empty());
        let elsewhere = places.by_name(Gp, "আঁচুড়ি", Some(&code("block-2775")));
        assert!(matches!(elsewhere, NameMatch::None { .. }), "{elsewhere:?}");
    }

    #[test]
    fn a_misspelt_latin_name_is_never_taken_for_what_it_sounds_like() {
        let found = places().by_name(Gp, "Aanchury", Some(&code("block-2774")));
        assert!(matches!(found, NameMatch::None { .. }), "{found:?}");
    }

    #[test]
    fn a_gp_name_that_two_blocks_have_needs_the_block() {
        let places = places();
        let both = NameMatch::Several(vec![code("gp-108438"), code("gp-108444")]);
        assert_eq!(places.by_name(Gp, "Bikrampur", Some(&code("district-305"))), both);
        assert_eq!(
            places.by_name(Gp, "Bikrampur", Some(&code("block-2792"))),
            one("gp-108444")
        );
    }

    #[test]
    fn the_same_word_names_a_block_a_municipality_and_a_subdivision() {
        let places = places();
        assert_eq!(
            places.by_name(Block, "Bishnupur", Some(&code("district-305"))),
            one("block-2795")
        );
        assert_eq!(
            places.by_name(Municipality, "Bishnupur", None),
            one("municipality-250210")
        );
        assert_eq!(
            places.by_name(Subdivision, "Vishnupur", None),
            one("subdivision-bnk-bishnupur")
        );
        assert_eq!(
            places.by_name(Subdivision, "Bankura", None),
            one("subdivision-bnk-sadar")
        );
    }

    #[test]
    fn the_old_name_of_a_divided_district_is_never_guessed() {
        let both = NameMatch::Several(vec![code("district-306"), code("district-704")]);
        assert_eq!(places().by_name(District, "BARDDHAMAN", None), both);
    }

    #[test]
    fn a_ward_is_found_by_number_inside_its_municipality() {
        let places = places();
        let bankura = code("municipality-250209");
        for spelling in ["Ward 7", "WARD NO. 7", "Ward No.-0007", "7", "ওয়ার্ড ৭"] {
            assert_eq!(
                places.by_name(Ward, spelling, Some(&bankura)),
                one("ward-250209-7"),
                "{spelling}"
            );
        }
        assert!(
            matches!(places.by_name(Ward, "Ward 7", None), NameMatch::Several(wards) if wards.len() == 3)
        );
    }

    #[test]
    fn a_misspelt_name_is_not_matched_but_suggested() {
        let places = places();
        let near = |inside| match places.by_name(Gp, "Jagadala-II", inside) {
            NameMatch::None { near } => near,
            found => panic!("guessed {found:?}"),
        };
        assert_eq!(near(Some(&code("block-2774")))[0], code("gp-108292"));
    }

    #[test]
    fn a_name_from_another_block_is_suggested_and_not_taken() {
        let found = places().by_name(Gp, "Anchuri", Some(&code("block-2775")));
        assert_eq!(
            found,
            NameMatch::None {
                near: vec![code("gp-108289")]
            }
        );
    }

    #[test]
    fn nonsense_and_unknown_areas_match_nothing() {
        let places = places();
        for name in ["", "   ", "-", "Grand Total", "12345"] {
            assert!(
                matches!(places.by_name(Block, name, None), NameMatch::None { .. }),
                "{name}"
            );
        }
        assert_eq!(
            places.by_name(Block, "Onda", Some(&code("district-9"))),
            NameMatch::None { near: vec![] }
        );
    }

    #[test]
    fn codes_are_found_as_spreadsheets_spoil_them() {
        let places = places();
        assert_eq!(
            places.by_mgnrega_code(Block, "3213006.0"),
            Some(&code("block-2774"))
        );
        assert_eq!(
            places.by_mgnrega_code(District, " 3213"),
            Some(&code("district-305"))
        );
        assert_eq!(places.by_lgd_code(Gp, "108289"), Some(&code("gp-108289")));
        assert_eq!(places.by_mgnrega_code(Block, "3213099"), None);
        assert_eq!(places.by_mgnrega_code(Block, "Onda"), None);
    }

    #[test]
    fn the_districts_of_the_information_system_lie_in_darjeeling() {
        let places = places();
        let siliguri = places.by_name(District, "SILIGURI MAHAKUMA PARISAD", Some(&code("state-19")));
        assert_eq!(siliguri, one("district-mis-3204"));
        assert_eq!(
            places.by_name(Block, "Naxal Bari", Some(&code("district-mis-3204"))),
            one("block-2867")
        );
        assert!(places.contains(&code("district-mis-3204"), &code("block-2867")));
        let place = places.get(&code("district-mis-3204")).unwrap();
        assert!(place.counts_for("mgnrega") && !place.counts_for("grievance"));
    }

    #[test]
    fn every_district_of_the_information_system_is_a_place_of_its_own() {
        let places = places();
        let west_bengal = code("state-19");
        let mut found: Vec<PlaceCode> = AT_A_GLANCE
            .iter()
            .map(|name| match places.by_name(District, name, Some(&west_bengal)) {
                NameMatch::One(code) => code,
                other => panic!("{name}: {other:?}"),
            })
            .collect();
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 23);
        assert!(
            found
                .iter()
                .all(|code| places.get(code).unwrap().mgnrega_code.is_some())
        );
    }

    /// The districts of West Bengal as the MGNREGA "at a glance" table spells them.
    const AT_A_GLANCE: [&str; 23] = [
        "NADIA",
        "PASCHIM BARDHAMAN",
        "BIRBHUM",
        "SILIGURI MAHAKUMA PARISAD",
        "HOWRAH",
        "HOOGHLY",
        "JALPAIGURI",
        "COOCHBEHAR",
        "MALDAH",
        "PASCHIM MEDINIPUR",
        "PURBA MEDINIPUR",
        "MURSHIDABAD",
        "BANKURA",
        "PURULIA",
        "24 PARGANAS (NORTH)",
        "24 PARGANAS SOUTH",
        "DINAJPUR DAKSHIN",
        "DINAJPUR UTTAR",
        "Darjeeling Gorkha Hill Council (DGHC)",
        "ALIPURDUAR",
        "KALIMPONG",
        "JHARGRAM",
        "PURBA BARDHAMAN",
    ];

    #[test]
    fn all_but_eight_blocks_have_a_code_in_the_information_system() {
        let places = places();
        let coded = places
            .at(Block)
            .filter(|block| block.mgnrega_code.is_some())
            .count();
        assert_eq!(coded, 338);
        for number in 1..=22 {
            let block = places
                .by_mgnrega_code(Block, &format!("32130{number:02}"))
                .unwrap();
            assert!(places.contains(&code("district-305"), block));
        }
    }

    #[test]
    fn every_name_and_alias_of_a_place_leads_to_it_within_its_parent() {
        let places = places();
        for place in places.all() {
            for spelling in place.name.each().chain(place.aliases.iter().map(String::as_str)) {
                let found = places.by_name(place.level, spelling, place.parent.as_ref());
                let led = match &found {
                    NameMatch::One(code) => code == &place.code,
                    NameMatch::Several(codes) => codes.contains(&place.code),
                    NameMatch::None { .. } => false,
                };
                assert!(led, "{} `{spelling}`: {found:?}", place.code);
            }
        }
    }
}
