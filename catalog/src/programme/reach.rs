//! Sources that no sheet can ever reach, since another one always takes it first.

use super::fault::Faults;
use super::{Keeps, Layout, Programme, Source};

impl Programme {
    pub(super) fn check_reach(&self, source: &Source, faults: &mut Faults) {
        let id = &source.id;
        let of_follow = self
            .dataset(&source.dataset)
            .is_some_and(|dataset| matches!(dataset.keeps, Keeps::Follow(_)));
        if !of_follow && source.layout.columns().next().is_none() {
            faults.hinted(
                format!("source `{id}` can't be reached: it fills no column, and a sheet is never taken for nothing"),
                "layout",
                "name the headers of at least one column under `layout`".to_owned(),
            );
            return;
        }
        let others = self.sources.iter().filter(|other| other.id != source.id);
        if let Some(other) = others.into_iter().find(|other| takes_all_of(other, source)) {
            faults.hinted(
                format!("source `{id}` can't be reached: every sheet that it fits also fits `{}`", other.id),
                "recognised_by",
                format!(
                    "add to `recognised_by` a header that only this sheet has, or to `title_has` words of its title; or \
                     give its headers to `{}` as synonyms",
                    other.id
                ),
            );
        }
    }
}

/// Whether every sheet that fits `source` also fits `other`, at least as well: then `other` takes it, or nothing does.
fn takes_all_of(other: &Source, source: &Source) -> bool {
    let implied = |wanted: &Vec<String>| {
        source
            .recognised_by
            .iter()
            .any(|group| group.iter().all(|header| has(wanted, header)))
    };
    let title = other.title_has.iter().all(|text| has(&source.title_has, text));
    title
        && other.recognised_by.len() >= source.recognised_by.len()
        && other.recognised_by.iter().all(implied)
        && fills_all_of(&other.layout, &source.layout)
}

/// Whether a layout finds a column for each header under which another finds one.
fn fills_all_of(other: &Layout, layout: &Layout) -> bool {
    match (other, layout) {
        (Layout::Wide { headers: other }, Layout::Wide { headers })
        | (Layout::Months { headers: other }, Layout::Months { headers })
        | (Layout::MonthHeaders { headers: other }, Layout::MonthHeaders { headers }) => {
            headers.values().all(|own| {
                other
                    .values()
                    .any(|wider| own.iter().all(|header| has(wider, header)))
            })
        }
        _ => false,
    }
}

fn has(headers: &[String], header: &str) -> bool {
    headers.iter().any(|known| fold(known) == fold(header))
}

fn fold(header: &str) -> String {
    header
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '/')
        .flat_map(char::to_lowercase)
        .collect()
}
