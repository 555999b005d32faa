//! The known word that was probably meant by one that is not known. Names of places and headings of columns, which differ in
//! more than a slip of the pen, are matched where they are read.

/// Share of the letters that have to be right for one word to be meant by another.
const ALIKE: f64 = 0.6;
/// What is refused may be as long as an address; no name is.
const LONGEST: usize = 60;

/// Letters to be put in, left out, replaced or swapped with their neighbour to make one word of the other.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}

/// The known word that is nearest to what was asked, if one is near; capitals do not count.
pub fn nearest<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let asked: String = asked.to_lowercase().chars().take(LONGEST).collect();
    let likeness = |word: &str| strsim::normalized_damerau_levenshtein(&asked, word);
    known
        .into_iter()
        .map(|word| (likeness(word), word))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_a_few_wrong_letters_is_near_and_another_is_not() {
        let known = ["as_on", "measure", "within"];
        assert_eq!(nearest("as-on", known), Some("as_on"));
        assert_eq!(nearest("Mesures", known), Some("measure"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("as_on", []), None);
    }

    #[test]
    fn what_is_as_long_as_a_page_is_near_nothing() {
        assert_eq!(nearest(&"x".repeat(4000), ["measure"]), None);
        assert_eq!(nearest("", ["measure"]), None);
    }
}
