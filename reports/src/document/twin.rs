//! Any single answer as a document: the twin of a page's table, or of a query.

use catalog::{Catalog, Language};
use figures::Figures;

use super::notes::{breaks, definitions, legend, sources};
use super::report::{Document, headed};
use super::table::plain_table;
use crate::content::{About, about};
use crate::convergence::CONVERGENCE;

/// Figures under a title.
pub(crate) fn twin(figures: &Figures, catalog: &Catalog, title: &str, language: Language) -> Document {
    let about = about_of(figures, catalog);
    let table = plain_table(figures, title, language);
    let measures = figures.columns.iter().map(|column| column.id.clone());
    Document {
        definitions: definitions(&about, measures, language),
        legend: [
            legend([&table], [], &about, language),
            breaks(std::iter::once(figures), language),
        ]
        .concat(),
        sources: sources(&figures.sources, language),
        tables: vec![table],
        ..headed(title, figures, &about, language)
    }
}

/// What figures are of.
pub(super) fn about_of(figures: &Figures, catalog: &Catalog) -> About {
    match catalog.programme(&figures.programme) {
        Some(programme) => about(catalog, programme, &figures.place, figures),
        None if figures.programme == CONVERGENCE => side_by_side(figures, catalog),
        None => undeclared(figures, catalog),
    }
}

/// Figures of several programmes; who reported is told of the first.
fn side_by_side(figures: &Figures, catalog: &Catalog) -> About {
    let first = catalog.convergence.subjects.first();
    let programme = first.and_then(|subject| catalog.programme(&subject.programme));
    let reported_by = programme.zip(first);
    let reported_by = reported_by.map(|(programme, subject)| programme.reported_by(&subject.measure));
    let undeclared = undeclared(figures, catalog);
    About {
        programme: catalog.convergence.title.clone(),
        reported_by: reported_by.unwrap_or_else(|| undeclared.reported_by.clone()),
        ..undeclared
    }
}

/// Figures of a programme that is no longer declared can still be printed.
fn undeclared(figures: &Figures, catalog: &Catalog) -> About {
    let place = catalog.places.get(&figures.place);
    About {
        programme: catalog::Words::latin(figures.programme.as_str()),
        dated_titles: Vec::new(),
        place: place.map_or_else(
            || catalog::Words::latin(figures.place.as_str()),
            |place| place.name.clone(),
        ),
        level: figures.place.level(),
        around: Vec::new(),
        reported_by: vec![figures.place.level()],
        has_cases: false,
        suspended: Vec::new(),
        not_in_source: Vec::new(),
        notes: std::collections::BTreeMap::new(),
    }
}
