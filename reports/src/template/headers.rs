//! Which of the headers that a source knows a template bears.

use catalog::Language;

/// The header of a column: one by which the source is recognised if it has any, in the language if the source knows it.
pub(super) fn header(
    synonyms: &[String],
    recognised_by: &[Vec<String>],
    language: Language,
) -> Option<String> {
    let group = recognised_by
        .iter()
        .find(|group| group.iter().any(|text| has(synonyms, text)));
    let fit: Vec<&String> = match group {
        Some(group) => synonyms.iter().filter(|text| has(group, text)).collect(),
        None => synonyms.iter().collect(),
    };
    // Names that programs give columns are for those who have no other.
    let plain = |text: &&&String| !text.contains('_');
    let own = || fit.iter().filter(|text| is_in(text, language));
    let found = own().find(plain).or_else(|| own().next());
    let found = found.or_else(|| fit.iter().find(plain)).or(fit.first());
    found.map(|text| (*text).clone())
}

/// Whether one of some headers is this one.
pub(super) fn has(texts: &[String], text: &str) -> bool {
    texts.iter().any(|one| one.eq_ignore_ascii_case(text))
}

/// Whether a text is written in the letters of a language.
pub(super) fn is_in(text: &str, language: Language) -> bool {
    let script = match language {
        Language::En => return text.is_ascii(),
        Language::Bn => '\u{980}'..='\u{9ff}',
        Language::Hi => '\u{900}'..='\u{97f}',
    };
    text.chars().any(|c| script.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_header_by_which_the_source_is_recognised_goes_before_others() {
        let synonyms = texts(&["Jobs", "Job cards", "জব কার্ড"]);
        let groups = [texts(&["Job Cards", "Cards"])];
        assert_eq!(header(&synonyms, &groups, Language::Bn).unwrap(), "Job cards");
        assert_eq!(header(&synonyms, &[], Language::Bn).unwrap(), "জব কার্ড");
        assert_eq!(header(&synonyms, &[], Language::Hi).unwrap(), "Jobs");
        let named = texts(&["district_name", "District"]);
        assert_eq!(header(&named, &[], Language::En).unwrap(), "District");
        assert_eq!(header(&[], &groups, Language::En), None);
    }
}
