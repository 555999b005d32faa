//! What a reader may have meant by an address that leads nowhere.

use catalog::programme::{Programme, Subject};
use catalog::{Catalog, Language, NameMatch, Place, PlaceCode, PlaceLevel, Words, spelling};

use crate::error::AppError;

const MOST: usize = 6;

/// Text of an address as it is repeated in a message: short, and without what is not printed.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Places with a near code or name, as words and addresses.
pub fn places(catalog: &Catalog, text: &str, programme: &str) -> Vec<(Words, String)> {
    let name = text
        .split_once('-')
        .map_or(text, |(_, name)| name)
        .replace(['-', '_'], " ");
    let named =
        PlaceLevel::ALL
            .into_iter()
            .flat_map(|level| match catalog.places.by_name(level, &name, None) {
                NameMatch::One(code) => vec![code],
                NameMatch::Several(codes) => codes,
                NameMatch::None { near } => near,
            });
    let numbered = catalog
        .places
        .all()
        .filter(|place| is_near(place, text))
        .map(|place| place.code.clone());
    let found = numbered
        .chain(named)
        .take(MOST)
        .filter_map(|code| catalog.places.get(&code));
    found
        .map(|place| (described(place), format!("/{programme}/{}", place.code)))
        .collect()
}

fn described(place: &Place) -> Words {
    let level = place.level.word();
    let text = |language| {
        format!(
            "{} ({}, {})",
            place.name.get(language),
            level.get(language),
            place.code
        )
    };
    Words {
        en: text(Language::En),
        bn: Some(text(Language::Bn)),
        hi: Some(text(Language::Hi)),
    }
}

/// The measures and indicators of a programme whose id or title shares most of its letters with what was asked.
pub fn measures<'a>(programme: &'a Programme, text: &str) -> Vec<Subject<'a>> {
    let asked = shown(&text.to_lowercase());
    let subjects = programme.measures.iter().map(Subject::Measure);
    let subjects = subjects.chain(programme.indicators.iter().map(Subject::Indicator));
    let distance = |subject: &Subject<'_>| {
        let words = subject.title().each().map(str::to_lowercase);
        let spellings = words.chain([subject.id().to_owned()]);
        let wrong = |known: String| {
            if !asked.is_empty() && known.contains(&asked) {
                0
            } else {
                spelling::distance(&asked, &known)
            }
        };
        spellings.map(wrong).min().unwrap_or(usize::MAX)
    };
    let mut ranked: Vec<(usize, Subject<'a>)> =
        subjects.map(|subject| (distance(&subject), subject)).collect();
    ranked.sort_by_key(|(wrong, _)| *wrong);
    ranked
        .into_iter()
        .take(MOST)
        .map(|(_, subject)| subject)
        .collect()
}

/// The refusal of a measure that a programme does not have, with the nearest that it has and their pages at a place.
pub fn unknown_measure(programme: &Programme, place: &PlaceCode, id: &str) -> AppError {
    let near = measures(programme, id);
    let ids: Vec<&str> = near.iter().map(|subject| subject.id()).collect();
    let detail = format!(
        "`{}` has no measure `{}`; near are {}",
        programme.id,
        shown(id),
        ids.join(", ")
    );
    let page = |subject: &Subject<'_>| {
        let address = format!("/{}/{place}/indicator?measure={}", programme.id, subject.id());
        (subject.title().clone(), address)
    };
    AppError::unknown_parameter("unknown-measure", id, detail, near.iter().map(page).collect())
}

/// The same number at another level, or one digit away at the same.
fn is_near(place: &Place, text: &str) -> bool {
    let Some((level, number)) = text.split_once('-') else {
        return place.code.lgd() == Some(text);
    };
    let Some(own) = place.code.lgd() else { return false };
    own == number || (place.level.id() == level && own.len() == number.len() && differing(own, number) == 1)
}

fn differing(one: &str, other: &str) -> usize {
    one.bytes()
        .zip(other.bytes())
        .filter(|(one, other)| one != other)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str) -> Vec<String> {
        let catalog = Catalog::load(None).unwrap();
        places(&catalog, text, "mgnrega")
            .into_iter()
            .map(|(_, address)| address)
            .collect()
    }

    #[test]
    fn a_name_or_a_number_of_another_level_leads_to_the_place() {
        assert!(
            near("khatra")
                .iter()
                .any(|address| address.starts_with("/mgnrega/block-"))
        );
        assert!(near("block-305").contains(&"/mgnrega/district-305".to_owned()));
    }

    #[test]
    fn nonsense_is_near_nothing_and_is_cut_short() {
        assert!(near("<script>alert(1)</script>").is_empty());
        assert_eq!(shown(&"x".repeat(500)).len(), 60);
        assert_eq!(shown("a\r\nb"), "ab");
    }
}
