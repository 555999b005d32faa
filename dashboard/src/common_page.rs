//! Pages that every programme has at every place, and that none declares: what they show follows from the programme.

use catalog::programme::{Audience, Page, PageKind, Programme, Table, Tile};
use catalog::{Catalog, Language, PlaceCode, Words};

use crate::error::AppError;
use crate::indicator::layout::since;
use crate::near;
use crate::path::{PlacePath, programme};
use crate::templates::messages;
use crate::view::View;

/// More measures than this are no page for people; the API has them.
const MOST_MEASURES: usize = 40;

/// A page that no programme declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommonPage {
    /// One measure: what it means and how it stands.
    Indicator,
    /// Places or periods side by side.
    Compare,
    /// Where figures come from.
    Source,
}

impl CommonPage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Indicator, Self::Compare, Self::Source];

    /// The last part of its address; its title is the message of that id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Compare => "compare",
            Self::Source => "source",
        }
    }

    /// What it is called.
    pub fn title(self) -> Words {
        let text = |language| messages().text(language, self.id(), &[]);
        Words {
            en: text(Language::En),
            bn: Some(text(Language::Bn)),
            hi: Some(text(Language::Hi)),
        }
    }

    /// The charts on it, by the last part of their addresses.
    pub fn charts(self) -> &'static [&'static str] {
        match self {
            Self::Indicator => &crate::indicator::layout::CHARTS,
            Self::Compare | Self::Source => &[],
        }
    }

    /// The page that an address means. A page that a programme declares under the same name goes before it.
    pub fn of(catalog: &Catalog, path: &PlacePath) -> Result<Option<Self>, AppError> {
        if programme(catalog, &path.programme)?.page(&path.page).is_some() {
            return Ok(None);
        }
        Ok(Self::ALL.into_iter().find(|page| page.id() == path.page))
    }
}

impl CommonPage {
    /// The page as a programme would declare it, about some measures.
    pub fn layout(self, programme: &Programme, measures: &[String]) -> Page {
        Page {
            id: self.id().to_owned(),
            title: self.title(),
            // Each question decides what is answered.
            audience: Some(Audience::Public),
            tiles: measures.iter().map(|id| Tile { measure: id.clone() }).collect(),
            charts: Vec::new(),
            table: Table {
                measures: measures.to_vec(),
            },
            breakdowns: Vec::new(),
            since: measures.first().and_then(|id| since(programme, id)),
            kind: PageKind::Figures,
            dataset: None,
            follow: None,
        }
    }
}

/// The measures that a page is about: those that the address names, else what the programme leads with.
pub fn measures(programme: &Programme, place: &PlaceCode, view: &View) -> Result<Vec<String>, AppError> {
    if view.measures.is_empty() {
        let mut leads = programme.pages.iter().map(|page| &page.tiles);
        let tiles = leads.find(|tiles| !tiles.is_empty()).into_iter().flatten();
        return Ok(tiles.map(|tile| tile.measure.clone()).collect());
    }
    if view.measures.len() > MOST_MEASURES {
        let named = view.measures.join(",");
        let help = format!("names more than {MOST_MEASURES} measures");
        return Err(AppError::parameter("measure", &named, help));
    }
    for id in &view.measures {
        if programme.subject(id).is_none() {
            return Err(near::unknown_measure(programme, place, id));
        }
    }
    Ok(view.measures.clone())
}
