//! The groups that prevalence is told for.

use std::collections::BTreeSet;

use super::super::child::Sex;
use super::survey::Surveyed;

/// By what children may be grouped besides age and sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grouping {
    /// Rural or urban.
    Area,
    /// Region, like a block.
    Region,
    /// Fifth of households by wealth.
    Wealth,
    /// Education of the mother.
    MotherEducation,
    /// Any other.
    Other,
}

/// Fifths by wealth: the code in the data, and the label in tables.
const QUINTILES: [(&str, &str); 5] = [
    ("1", "Q1: Poorest"),
    ("2", "Q2"),
    ("3", "Q3"),
    ("4", "Q4"),
    ("5", "Q5: Richest"),
];

/// First month and label of each age group; the last ends at 60 months.
const AGES: [(f64, f64, &str); 6] = [
    (0.0, 6.0, "00-05 mo"),
    (6.0, 12.0, "06-11 mo"),
    (12.0, 24.0, "12-23 mo"),
    (24.0, 36.0, "24-35 mo"),
    (36.0, 48.0, "36-47 mo"),
    (48.0, 60.0, "48-59 mo"),
];

const SEXES: [(Sex, &str); 2] = [(Sex::Female, "Female"), (Sex::Male, "Male")];

impl Grouping {
    /// Every grouping, in the order of WHO's tables.
    pub const ALL: [Self; 5] = [
        Self::Area,
        Self::Region,
        Self::Wealth,
        Self::MotherEducation,
        Self::Other,
    ];

    /// The column in which it stands.
    pub fn column(self) -> &'static str {
        match self {
            Self::Area => "typeres",
            Self::Region => "gregion",
            Self::Wealth => "wealthq",
            Self::MotherEducation => "mothered",
            Self::Other => "othergr",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Area => "Area",
            Self::Region => "Geographical region",
            Self::Wealth => "Wealth quintile",
            Self::MotherEducation => "Maternal education",
            Self::Other => "Other grouping",
        }
    }

    /// The label of a word in its column; only fifths by wealth have fixed words: 1 to 5, Q1 to Q5, or the label itself.
    pub fn label(self, word: &str) -> Option<String> {
        if self != Self::Wealth {
            return Some(word.to_owned());
        }
        let fifth = |(code, label): &&(&str, &str)| {
            word == *label || word.strip_prefix(['Q', 'q']).unwrap_or(word) == *code
        };
        QUINTILES.iter().find(fifth).map(|(_, label)| (*label).to_owned())
    }
}

/// Some of the children under one label.
pub(super) struct Members {
    pub(super) label: String,
    /// Where they stand among those who are kept.
    pub(super) rows: Vec<usize>,
}

/// Every group of the kept children, in the order of WHO's tables; labels that nobody has do not appear.
pub(super) fn groups(kept: &[&Surveyed]) -> Vec<Members> {
    let where_ = |label: String, belongs: &dyn Fn(&Surveyed) -> bool| Members {
        label,
        rows: (0..kept.len()).filter(|row| belongs(kept[*row])).collect(),
    };
    let mut groups = vec![where_("All".into(), &|_| true)];
    for (from, to, age) in AGES {
        groups.push(where_(format!("Age group: {age}"), &|row| is_aged(row, from, to)));
    }
    for (sex, name) in SEXES {
        groups.push(where_(format!("Sex: {name}"), &|row| row.child.sex == Some(sex)));
    }
    for (sex, name) in SEXES {
        for (from, to, age) in AGES {
            let both = |row: &Surveyed| row.child.sex == Some(sex) && is_aged(row, from, to);
            groups.push(where_(format!("Age + sex: {age}.{name}"), &both));
        }
    }
    for (at, grouping) in Grouping::ALL.into_iter().enumerate() {
        let labels: BTreeSet<&String> = kept.iter().filter_map(|row| row.labels[at].as_ref()).collect();
        for label in labels {
            let has = |row: &Surveyed| row.labels[at].as_ref() == Some(label);
            groups.push(where_(format!("{}: {label}", grouping.title()), &has));
        }
    }
    groups
}

fn is_aged(row: &Surveyed, from: f64, to: f64) -> bool {
    row.child
        .age
        .is_some_and(|age| (from..to).contains(&age.months()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_by_wealth_is_known_by_number_letter_and_label() {
        for word in ["5", "Q5", "q5", "Q5: Richest"] {
            assert_eq!(
                Grouping::Wealth.label(word).as_deref(),
                Some("Q5: Richest"),
                "{word}"
            );
        }
        for word in ["0", "6", "rich", "", "Q"] {
            assert_eq!(Grouping::Wealth.label(word), None, "{word}");
        }
    }
}
