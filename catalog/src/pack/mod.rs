//! Packs: reports over several programmes, such as the district's monthly review or everything of one block.
//!
//! A pack is data, `catalog/reports/<id>.toml` or `DATA/reports/<id>.toml`. It names sections of typed kinds; where it
//! names no programmes it is about all there are, so that a new programme is in it from its first day.

mod load;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::programme::{PageKind, Programme, Programmes};
use crate::words::Words;

pub(crate) use load::declared_in;
pub use load::{PackError, Packs};

/// One report over several programmes, for any place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)] // a mistyped key must fail, not be ignored
pub struct Pack {
    /// `district-review`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// Its sections in reading order.
    #[serde(rename = "section")]
    pub sections: Vec<PackSection>,
}

/// What a section is made of.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PackSection {
    /// For each programme what a review meeting asks: the headline, who moved most, who lags, who has not reported.
    Review {
        /// The programmes; all of them when left out.
        #[serde(default)]
        programmes: Vec<String>,
        /// How many places a list has at most.
        #[serde(default = "five")]
        most: usize,
    },
    /// For each programme its pages of figures, whole.
    Pages {
        /// The programmes; all of them when left out.
        #[serde(default)]
        programmes: Vec<String>,
        /// The pages by id, those that a programme has; all its pages of figures when left out.
        #[serde(default)]
        pages: Vec<String>,
    },
    /// A report of one programme, whole.
    Report {
        /// Its id.
        report: String,
    },
    /// Measures of several programmes side by side for the same places, as `convergence.toml` declares them.
    Convergence {},
    /// Words that stand as they are: what the report is for, or how to read it.
    Text {
        /// The words.
        text: Words,
    },
}

fn five() -> usize {
    5
}

/// More than this on a list is no longer one that a meeting goes through.
const MOST: usize = 50;

impl Pack {
    /// What makes no sense, all at once.
    pub fn check(&self, programmes: &Programmes) -> Vec<String> {
        let mut faults = Vec::new();
        if self.id.is_empty()
            || !self
                .id
                .chars()
                .all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-'))
        {
            faults.push(format!(
                "id `{}` must be small letters, digits and hyphens",
                self.id
            ));
        }
        if programmes
            .iter()
            .any(|programme| programme.report(&self.id).is_some())
        {
            faults.push(format!(
                "a programme has a report `{}` already; choose another id",
                self.id
            ));
        }
        if self.sections.is_empty() {
            faults.push("it has no section".to_owned());
        }
        for section in &self.sections {
            section.check(programmes, &mut faults);
        }
        faults
    }
}

impl PackSection {
    fn check(&self, programmes: &Programmes, faults: &mut Vec<String>) {
        match self {
            Self::Review {
                programmes: named,
                most,
            } => {
                known(named, programmes, faults);
                if !(1..=MOST).contains(most) {
                    faults.push(format!("most = {most}: give from 1 to {MOST} places"));
                }
            }
            Self::Pages {
                programmes: named,
                pages,
            } => {
                known(named, programmes, faults);
                for page in pages {
                    let has = |programme: &&Programme| programme.page(page).is_some();
                    if chosen(named, programmes).find(has).is_none() {
                        faults.push(format!("no programme of the section has a page `{page}`"));
                    }
                }
            }
            Self::Report { report } => {
                if programmes
                    .iter()
                    .all(|programme| programme.report(report).is_none())
                {
                    faults.push(format!("no programme has a report `{report}`"));
                }
            }
            Self::Convergence {} | Self::Text { .. } => {}
        }
    }
}

/// Named programmes that are known, or all, in the order in which pages show them.
pub fn chosen<'a>(named: &'a [String], programmes: &'a Programmes) -> impl Iterator<Item = &'a Programme> {
    let all = programmes.in_order().into_iter();
    all.filter(move |programme| named.is_empty() || named.contains(&programme.id))
}

/// The pages of figures of a programme that a section names, or all of them.
pub fn pages_of<'a>(named: &'a [String], programme: &'a Programme) -> impl Iterator<Item = &'a str> {
    let figures = programme
        .pages
        .iter()
        .filter(|page| page.kind == PageKind::Figures);
    let ids = figures.map(|page| page.id.as_str());
    ids.filter(move |id| named.is_empty() || named.iter().any(|name| name == id))
}

fn known(named: &[String], programmes: &Programmes, faults: &mut Vec<String>) {
    let unknown = named.iter().filter(|id| programmes.get(id).is_none());
    faults.extend(unknown.map(|id| format!("there is no programme `{id}`")));
}
