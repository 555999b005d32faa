//! What every part of a page needs to know: programme, page, place, view and language.

use analytics::Opening;
use catalog::programme::{Page, Programme, Subject, Suspension};
use catalog::{Place, PlaceCode, PlaceLevel};
use figures::Reader;
use jiff::civil::Date;

use crate::app::App;
use crate::common_page::CommonPage;
use crate::error::AppError;
use crate::link::Link;
use crate::path::{FIRST_PAGE, PlacePath};
use crate::say::Say;
use crate::view::View;

/// The page that is made.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Engine, catalog and the rest.
    pub app: &'a App,
    /// The reader's language.
    pub say: Say<'a>,
    /// The programme.
    pub programme: &'a Programme,
    /// What its page shows.
    pub page: &'a Page,
    /// The address.
    pub path: &'a PlacePath,
    /// The parameters.
    pub view: &'a View,
    /// The place.
    pub place: &'a Place,
    /// Who asks.
    pub reader: &'a Reader,
}

impl<'a> Scene<'a> {
    /// The scene of an address, if its page opens to the reader.
    pub fn of(
        app: &'a App,
        path: &'a PlacePath,
        view: &'a View,
        say: Say<'a>,
        reader: &'a Reader,
    ) -> Result<Self, AppError> {
        let scene = Self::of_anybody(app, path, view, say, reader)?;
        match app
            .engine
            .opening(reader, scene.programme, scene.page, &scene.place.code)
        {
            Opening::Open => Ok(scene),
            Opening::SignInNeeded => Err(AppError::SignInNeeded),
            Opening::OutsideScope => Err(AppError::Refused(say.text("outside-scope"))),
        }
    }

    /// The scene of an address whose page need not open: only its questions decide what is answered.
    pub fn of_anybody(
        app: &'a App,
        path: &'a PlacePath,
        view: &'a View,
        say: Say<'a>,
        reader: &'a Reader,
    ) -> Result<Self, AppError> {
        let (programme, page) = path.declared(&app.catalog)?;
        Self::of_page(app, path, view, say, reader, (programme, page))
    }

    /// The scene of a page that need not be declared; only its questions decide what is answered.
    pub fn of_page(
        app: &'a App,
        path: &'a PlacePath,
        view: &'a View,
        say: Say<'a>,
        reader: &'a Reader,
        (programme, page): (&'a Programme, &'a Page),
    ) -> Result<Self, AppError> {
        let place = app.catalog.places.get(&path.place);
        let place =
            place.ok_or_else(|| AppError::not_found(format!("there is no place `{}`", path.place)))?;
        Ok(Self {
            app,
            say,
            programme,
            page,
            path,
            view,
            place,
            reader,
        })
    }

    /// The address of the same view of another place: of this page, where every place has it, else of the place's first.
    pub fn at(&self, place: &PlaceCode) -> Link {
        let is_everywhere = CommonPage::ALL.iter().any(|common| common.id() == self.page.id);
        let page = if is_everywhere {
            self.page.id.as_str()
        } else {
            FIRST_PAGE
        };
        let path = PlacePath {
            page: page.to_owned(),
            ..self.path.at(place)
        };
        self.view.link(path.address()).without("by").without("sort")
    }

    /// Measures of the table: those the address names, or the declared ones; without either, what the page leads with.
    pub fn table_measures(&self) -> Vec<&'a str> {
        let (page, named) = (self.page, &self.view.measures);
        let of_tiles = || page.tiles.iter().map(|tile| tile.measure.as_str()).collect();
        let of_breakdown = || page.breakdowns.iter().take(1).flat_map(|first| &first.measures);
        if !named.is_empty() {
            named.iter().map(String::as_str).collect()
        } else if !page.table.measures.is_empty() {
            page.table.measures.iter().map(String::as_str).collect()
        } else if !page.tiles.is_empty() {
            of_tiles()
        } else {
            of_breakdown().map(String::as_str).collect()
        }
    }

    /// Whether figures have a time before theirs to be compared with; all there is since some day has none.
    pub fn compares(&self) -> bool {
        self.page.since.is_none() || self.view.from.is_some()
    }

    /// Every measure of the page, once.
    pub fn all_measures(&self) -> Vec<&'a str> {
        let tiles = self.page.tiles.iter().map(|tile| tile.measure.as_str());
        let charts = self.page.charts.iter().map(|chart| chart.measure.as_str());
        once_each(tiles.chain(self.table_measures()).chain(charts))
    }

    /// The measure or indicator of an id.
    pub fn subject(&self, id: &str) -> Option<Subject<'a>> {
        self.programme.subject(id)
    }

    /// Whether a measure counts cases of a list, which owes no return.
    pub fn has_cases(&self, id: &str) -> bool {
        let measures = self
            .subject(id)
            .map(|subject| self.programme.measures_of(subject));
        let mut measures = measures.into_iter().flatten();
        measures.any(|measure| measure.docket.is_some())
    }

    /// Suspensions of the place that touch a span.
    pub fn suspensions(&self, from: Date, to: Date) -> impl Iterator<Item = &'a Suspension> {
        let (places, place) = (&self.app.catalog.places, &self.place.code);
        let here = self
            .programme
            .suspended
            .iter()
            .filter(move |suspension| places.contains(&suspension.place, place));
        here.filter(move |suspension| suspension.from <= to && from <= suspension.to)
    }

    /// The name of the place, with its level where the name alone could mean two places.
    pub fn place_name(&self) -> String {
        name_with_level(self.say, self.place)
    }
}

/// `Khatra subdivision`, but `Bankura` for a district and `West Bengal` for a state.
pub fn name_with_level(say: Say<'_>, place: &Place) -> String {
    let name = say.words(&place.name);
    match place.level {
        PlaceLevel::State | PlaceLevel::District => name,
        level => {
            let word = say.words(&level.word());
            // Abbreviations keep their capitals.
            let word = if word.chars().all(char::is_uppercase) {
                word
            } else {
                word.to_lowercase()
            };
            format!("{name} {word}")
        }
    }
}

/// Ids in their order, without repetition.
pub fn once_each<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut once = Vec::new();
    for id in ids {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}
