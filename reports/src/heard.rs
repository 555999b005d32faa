//! Lists of cases owe no return, so that of them nobody "reported": they tell on which days anything happened.

use catalog::{Arg, Language, PlaceLevel};
use figures::Units;

use crate::say::Say;

/// Of how many places, of the levels whose lists tell of cases, anything is known to have happened to one.
pub fn heard(units: Units, levels: &[PlaceLevel], language: Language) -> String {
    let say = Say(language);
    match (units.expected, units.reported) {
        (0 | 1, 0) => say.text("units-not-heard"),
        (0 | 1, _) => say.text("units-heard-of-one"),
        (expected, reported) => {
            let places = PlaceLevel::plural_of(levels.iter().copied());
            let args = [
                ("reported", Arg::Count(reported.into())),
                ("expected", Arg::Count(expected.into())),
                ("units", Arg::Text(places.get(language))),
            ];
            say.about("units-heard", &args)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(reported: u32, expected: u32) -> String {
        let units = Units {
            reported,
            carried: 0,
            expected,
        };
        heard(units, &[PlaceLevel::District], Language::En)
    }

    #[test]
    fn a_list_of_cases_says_what_it_tells_of_and_not_who_reported() {
        assert_eq!(
            of(22, 23),
            "22 of 23 Districts with a case received, moved or disposed of in this time"
        );
        assert_eq!(of(1, 1), "its list of cases tells of this time");
        assert_eq!(of(0, 1), "nothing is known of any case in this time");
    }
}
