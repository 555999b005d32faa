//! The layout of a measure's page: the same for every measure of every programme.

use catalog::programme::{Audience, Chart, ChartKind, Page, PageKind, Programme, Subject, Table, Tile};
use catalog::{Arg, Language, Words};

use crate::common_page::CommonPage;
use crate::overview::scene::once_each;
use crate::templates::messages;

/// The charts: months, places on a map, places in order.
pub const CHARTS: [&str; 3] = ["months", "map", "ranking"];

/// The page of a measure: itself as a headline, its charts, and a table with what it is made of.
pub fn layout(programme: &Programme, subject: Subject<'_>) -> Page {
    let id = subject.id().to_owned();
    let chart = |at: usize, title: &str, kind| Chart {
        id: CHARTS[at].to_owned(),
        title: titled(title, subject.title()),
        measure: id.clone(),
        kind,
        class: None,
        across: None,
    };
    Page {
        id: CommonPage::Indicator.id().to_owned(),
        title: subject.title().clone(),
        // What a measure means is for everybody; each question decides which figures are.
        audience: Some(Audience::Public),
        tiles: vec![Tile { measure: id.clone() }],
        charts: vec![
            chart(0, "by-month", ChartKind::Trend),
            chart(1, "on-the-map", ChartKind::Map),
            chart(2, "in-order", ChartKind::RankedBars),
        ],
        table: Table {
            measures: table_measures(programme, subject),
        },
        breakdowns: Vec::new(),
        since: since(programme, &id),
        kind: PageKind::Figures,
        dataset: None,
        follow: None,
    }
}

/// The measure, and those it is made of.
fn table_measures(programme: &Programme, subject: Subject<'_>) -> Vec<String> {
    let parts = programme.measures_of(subject);
    let ids = std::iter::once(subject.id()).chain(parts.iter().map(|measure| measure.id.as_str()));
    once_each(ids).into_iter().map(str::to_owned).collect()
}

/// The first day of the page on which the programme shows the measure first, so that both show the same figure.
pub fn since(programme: &Programme, id: &str) -> Option<jiff::civil::Date> {
    let shows = |page: &&Page| {
        let tiles = page.tiles.iter().map(|tile| &tile.measure);
        let charts = page.charts.iter().map(|chart| &chart.measure);
        tiles
            .chain(charts)
            .chain(&page.table.measures)
            .any(|known| known == id)
    };
    programme.pages.iter().find(shows)?.since
}

/// A title around the name of a measure, in each language.
fn titled(message: &str, measure: &Words) -> Words {
    let text = |language| {
        let known = [("measure", Arg::Text(measure.get(language)))];
        messages().text(language, message, &known)
    };
    Words {
        en: text(Language::En),
        bn: Some(text(Language::Bn)),
        hi: Some(text(Language::Hi)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_of_every_programme_has_a_page_with_what_it_is_made_of() {
        let catalog = catalog::Catalog::load(None).unwrap();
        for programme in catalog.programmes.iter() {
            let measures = programme.measures.iter().map(Subject::Measure);
            let indicators = programme.indicators.iter().map(Subject::Indicator);
            for subject in measures.chain(indicators) {
                let page = layout(programme, subject);
                assert_eq!(page.tiles[0].measure, subject.id());
                assert!(
                    page.charts[0]
                        .title
                        .each()
                        .all(|title| !title.contains("by-month"))
                );
                for part in programme.measures_of(subject) {
                    assert!(
                        page.table.measures.contains(&part.id),
                        "{} {}",
                        programme.id,
                        part.id
                    );
                }
            }
        }
    }
}
