//! Convergence: which measures of which programmes are shown side by side, place by place.

use std::path::Path;

use serde::Deserialize;

use crate::programme::{Programmes, Subject};
use crate::words::Words;

const BUILT_IN: &str = include_str!("../convergence.toml");
/// The file of a data directory that takes the place of the built-in one.
pub(crate) const FILE: &str = "convergence.toml";
/// More columns than this nobody compares.
const MOST: usize = 6;

/// What is shown side by side.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convergence {
    /// What the view is called.
    pub title: Words,
    /// The columns, in order.
    #[serde(rename = "subject")]
    pub subjects: Vec<ConvergenceSubject>,
    /// What is set against what.
    #[serde(default, rename = "pair")]
    pub pairs: Vec<ConvergencePair>,
}

/// A measure or an indicator of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConvergenceSubject {
    /// The programme's id.
    pub programme: String,
    /// The measure or indicator.
    pub measure: String,
}

/// Two subjects, each as `programme/measure`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConvergencePair {
    /// From left to right.
    pub across: String,
    /// From the foot up.
    pub up: String,
}

impl ConvergenceSubject {
    /// `programme/measure`
    pub fn id(&self) -> String {
        format!("{}/{}", self.programme, self.measure)
    }

    /// Its column in data: `programme_measure`, in ASCII snake case.
    pub fn column(&self) -> String {
        format!("{}_{}", self.programme.replace('-', "_"), self.measure)
    }
}

impl Convergence {
    /// What a data directory declares, or what is built in; with what is wrong, in one line each. What names no measure that
    /// there is, is left out, and a file that can't be read is as if it were not there.
    pub fn load(data: Option<&Path>, programmes: &Programmes) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let declared = data.map(|data| data.join(FILE)).filter(|file| file.is_file());
        let declared = declared.and_then(|file| match std::fs::read_to_string(&file) {
            Ok(text) => Some(text),
            Err(fault) => {
                problems.push(fault.to_string());
                None
            }
        });
        let parsed = declared.and_then(|text| match toml::from_str::<Self>(&text) {
            Ok(convergence) => Some(convergence),
            Err(fault) => {
                problems.push(fault.to_string().trim().replace('\n', " "));
                None
            }
        });
        let mut convergence =
            parsed.unwrap_or_else(|| toml::from_str(BUILT_IN).expect("a test reads the built-in file"));
        problems.extend(convergence.settle(programmes));
        (convergence, problems)
    }

    /// The position of a subject, by `programme/measure`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.subjects.iter().position(|subject| subject.id() == id)
    }

    /// Leaves out what there is not, or what makes no column; what was left out and why.
    fn settle(&mut self, programmes: &Programmes) -> Vec<String> {
        let mut problems = Vec::new();
        let mut seen: Vec<ConvergenceSubject> = Vec::new();
        for subject in std::mem::take(&mut self.subjects) {
            match problem_of(&subject, programmes) {
                None if seen.contains(&subject) => problems.push(format!("`{}` stands twice", subject.id())),
                None if seen.len() == MOST => {
                    problems.push(format!("`{}` is one more than {MOST} columns", subject.id()));
                }
                None => seen.push(subject),
                Some(problem) => problems.push(problem),
            }
        }
        self.subjects = seen;
        let pairs = std::mem::take(&mut self.pairs);
        for pair in pairs {
            let missing = [&pair.across, &pair.up]
                .into_iter()
                .find(|id| self.position(id).is_none())
                .cloned();
            match missing {
                Some(id) => problems.push(format!("a pair names `{id}`, which is no subject")),
                None => self.pairs.push(pair),
            }
        }
        problems
    }
}

fn problem_of(subject: &ConvergenceSubject, programmes: &Programmes) -> Option<String> {
    let Some(programme) = programmes.get(&subject.programme) else {
        return Some(format!("there is no programme `{}`", subject.programme));
    };
    match programme.subject(&subject.measure) {
        None => Some(format!(
            "`{}` has no measure `{}`",
            subject.programme, subject.measure
        )),
        Some(Subject::Indicator(indicator)) if indicator.kind.needs_class() => Some(format!(
            "`{}` sets the values of a class against one another, and makes no column of places",
            subject.id()
        )),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(text: &str) -> (Convergence, Vec<String>) {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join(FILE), text).unwrap();
        Convergence::load(Some(data.path()), &Programmes::built_in().unwrap())
    }

    #[test]
    fn the_built_in_view_names_what_there_is_in_three_languages() {
        let (convergence, problems) = Convergence::load(None, &Programmes::built_in().unwrap());
        assert_eq!(problems, [""; 0]);
        assert!(convergence.subjects.len() >= 3 && !convergence.pairs.is_empty());
        assert!(convergence.title.bn.is_some() && convergence.title.hi.is_some());
    }

    #[test]
    fn a_subject_that_is_not_there_is_left_out_alone_and_told() {
        let (convergence, problems) = with_file(
            "title = { en = \"Mine\" }\n\
             [[subject]]\nprogramme = \"pushti\"\nmeasure = \"sam_percent\"\n\
             [[subject]]\nprogramme = \"pushti\"\nmeasure = \"sam_percnt\"\n\
             [[subject]]\nprogramme = \"nowhere\"\nmeasure = \"x\"\n\
             [[pair]]\nacross = \"pushti/sam_percent\"\nup = \"nowhere/x\"\n",
        );
        assert_eq!(convergence.title.en, "Mine");
        assert_eq!(convergence.subjects.len(), 1);
        assert!(convergence.pairs.is_empty());
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn a_file_that_means_nothing_leaves_the_built_in_view() {
        for text in ["= no toml", "title = 3", "title = { en = \"X\" }\nsubjct = []\n"] {
            let (convergence, problems) = with_file(text);
            assert_eq!(convergence.title.en, "Side by side", "{text}");
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        }
    }

    #[test]
    fn shares_of_a_class_and_columns_without_end_are_refused() {
        let (_, problems) = with_file(
            "title = { en = \"X\" }\n[[subject]]\nprogramme = \"grievance\"\nmeasure = \"share_percent\"\n",
        );
        assert!(problems[0].contains("a class"), "{problems:?}");
        let many: String = [
            "received",
            "disposed",
            "pending",
            "overdue",
            "closing",
            "opening",
            "reopened",
            "transferred_in",
        ]
        .map(|id| format!("[[subject]]\nprogramme = \"grievance\"\nmeasure = \"{id}\"\n"))
        .concat();
        let (convergence, problems) = with_file(&format!("title = {{ en = \"X\" }}\n{many}"));
        assert_eq!(convergence.subjects.len(), MOST);
        assert!(problems[0].contains("more than 6"), "{problems:?}");
    }
}
