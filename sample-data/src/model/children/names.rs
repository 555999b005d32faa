//! Made-up names: given names alone, so that nobody's name is among them, and no two children of a centre share that
//! of the child and that of the mother.

use analytics::growth::Sex;

const GIRLS: [&str; 40] = [
    "Riya",
    "Puja",
    "Moumita",
    "Tithi",
    "Ananya",
    "Sneha",
    "Payel",
    "Rimpa",
    "Barsha",
    "Dola",
    "Jhuma",
    "Koyel",
    "Labanya",
    "Mitali",
    "Nupur",
    "Oli",
    "Piu",
    "Rakhi",
    "Sathi",
    "Tuli",
    "Ujjaini",
    "Bristi",
    "Chandrima",
    "Dipa",
    "Esha",
    "Falguni",
    "Gouri",
    "Hiya",
    "Ishita",
    "Joyeeta",
    "Kuheli",
    "Lata",
    "Madhuri",
    "Nandini",
    "Paromita",
    "Rupsa",
    "Shreya",
    "Titli",
    "Urmi",
    "Brishti",
];
const BOYS: [&str; 40] = [
    "Arjun", "Bapi", "Chandan", "Debu", "Gopal", "Hari", "Indra", "Joy", "Kanai", "Loknath", "Manas",
    "Nimai", "Palash", "Rahul", "Sagar", "Tapan", "Uttam", "Bablu", "Chhoton", "Dip", "Goutam", "Haradhan",
    "Jiten", "Kartik", "Laltu", "Mithun", "Nantu", "Prasun", "Raju", "Sanjay", "Tarak", "Bijoy", "Biswa",
    "Dulal", "Ganesh", "Kajal", "Madhab", "Nitai", "Subho", "Tarun",
];
const MOTHERS: [&str; 41] = [
    "Mina", "Aloka", "Bandana", "Chhabi", "Dipali", "Geeta", "Hasi", "Jamuna", "Kajoli", "Laxmi", "Malati",
    "Namita", "Parul", "Rina", "Sabita", "Tapasi", "Uma", "Basanti", "Champa", "Durga", "Gita", "Jyotsna",
    "Kalpana", "Lakshmi", "Mamata", "Nilima", "Pratima", "Rekha", "Sandhya", "Tulsi", "Arati", "Bulu",
    "Chaya", "Dolly", "Gayatri", "Jaya", "Kanika", "Minati", "Purnima", "Shefali", "Swapna",
];

/// The name of a child and that of its mother, by its number in the register of a centre; others after 1,640 children.
pub(crate) fn names(sex: Sex, number: usize) -> (&'static str, &'static str) {
    let given = match sex {
        Sex::Female => &GIRLS,
        Sex::Male => &BOYS,
    };
    (given[number % given.len()], MOTHERS[number % MOTHERS.len()])
}

/// A telephone number that nobody can have: none begins with 0.
pub(crate) fn phone(number: usize) -> String {
    format!("00000 {:05}", number % 100_000)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_children_of_a_centre_share_both_names() {
        let pairs: BTreeSet<_> = (0..1640).map(|number| names(Sex::Female, number)).collect();
        assert_eq!(pairs.len(), 1640);
    }

    #[test]
    fn nobody_can_be_called() {
        for number in [0, 7, 99_999, 1_234_567] {
            let phone = phone(number);
            assert!(phone.starts_with("00000 ") && phone.len() == 11, "{phone}");
        }
    }
}
