//! What is ordered by a report's name: a report of one programme, a page of it, or a pack over several programmes.

use catalog::pack::{self, Pack, PackSection};
use catalog::programme::{Audience, Page, PageKind, Programme};
use catalog::{Catalog, Place, PlaceCode, Words};
use figures::{KnownOn, Reader};
use jiff::civil::Date;

use crate::ReportError;
use crate::convergence::ConvergenceQuery;
use crate::request::Request;

/// An ordered report: sections, each of which asks its own programme.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Programmes and places.
    pub catalog: &'a Catalog,
    /// By which it can be ordered again: `daily-employment`, `block-pack`, or `mgnrega/overview/block` for a page.
    pub name: String,
    /// What it is called.
    pub title: Words,
    /// The place it is about.
    pub place: &'a Place,
    /// The places around it, coarse to fine.
    pub around: Vec<Words>,
    /// In reading order.
    pub sections: Vec<Ordered<'a>>,
}

/// One section of an order.
#[derive(Debug, Clone)]
pub struct Ordered<'a> {
    /// What it is called; nothing where the report is one section alone.
    pub title: Option<Words>,
    /// What stands in it.
    pub what: What<'a>,
}

/// What stands in a section.
#[derive(Debug, Clone)]
pub enum What<'a> {
    /// What a programme answers.
    Figures(Box<Request<'a>>),
    /// Several programmes side by side.
    Convergence(Box<ConvergenceQuery>),
    /// Words as they are.
    Text(Words),
}

impl<'a> Order<'a> {
    /// The report of a name, for a place and a reader.
    pub fn of(
        catalog: &'a Catalog,
        name: &str,
        place: &PlaceCode,
        reader: Reader,
    ) -> Result<Self, ReportError> {
        if let Some(pack) = catalog.packs.get(name) {
            return Self::of_pack(catalog, pack, place, &reader);
        }
        let mut parts = name.split('/');
        if let (Some(programme), Some(page), level) = (parts.next(), parts.next(), parts.next()) {
            let level = level.and_then(|level| level.parse().ok());
            return Self::of_page(catalog, (programme, page), place, level, reader);
        }
        let request = Request::of(catalog, name, place, reader)?;
        let title = request.report.title.clone();
        Ok(Self::alone(name.to_owned(), title, request))
    }

    /// A page as a report, with the places of a level.
    pub fn of_page(
        catalog: &'a Catalog,
        (programme, page): (&str, &str),
        place: &PlaceCode,
        level: Option<catalog::PlaceLevel>,
        reader: Reader,
    ) -> Result<Self, ReportError> {
        let known = catalog.programme(programme);
        let name = format!("{programme}/{page}");
        if let Some((programme, page)) = known.and_then(|known| Some((known, known.page(page)?)))
            && page.kind == PageKind::Review
        {
            let headlines = headlines(programme).unwrap_or(page);
            let request = Request::of_review(catalog, programme, headlines, (place, MOST), reader)?;
            return Ok(Self::alone(name, page.title.clone(), request));
        }
        let request = Request::of_page(catalog, (programme, page), place, level, reader)?;
        let name = level.map_or(name.clone(), |level| format!("{name}/{}", level.id()));
        let title = request.report.title.clone();
        Ok(Self::alone(name, title, request))
    }

    fn alone(name: String, title: Words, request: Request<'a>) -> Self {
        Self {
            catalog: request.catalog,
            name,
            title,
            place: request.place,
            around: around(request.catalog, request.place),
            sections: vec![Ordered {
                title: None,
                what: What::Figures(Box::new(request)),
            }],
        }
    }

    fn of_pack(
        catalog: &'a Catalog,
        pack: &'a Pack,
        place: &PlaceCode,
        reader: &Reader,
    ) -> Result<Self, ReportError> {
        let known = catalog.places.get(place);
        let known = known.ok_or_else(|| ReportError::UnknownPlace(place.clone()))?;
        let mut sections = Vec::new();
        for section in &pack.sections {
            sections.extend(sections_of(catalog, section, place, reader)?);
        }
        Ok(Self {
            catalog,
            name: pack.id.clone(),
            title: pack.title.clone(),
            place: known,
            around: around(catalog, known),
            sections,
        })
    }

    /// The same for a day, and as it was known by another.
    pub fn at(mut self, as_on: Option<Date>, known_on: Option<KnownOn>) -> Self {
        for section in &mut self.sections {
            match &mut section.what {
                What::Figures(request) => (request.as_on, request.known_on) = (as_on, known_on),
                What::Convergence(query) => (query.as_on, query.known_on) = (as_on, known_on),
                What::Text(_) => {}
            }
        }
        self
    }

    /// The same with the days that a report of it had, in order: one for each section that asks figures, and one for each
    /// column of several programmes side by side; the rest as they are.
    pub fn on_days(mut self, days: &[Option<Date>]) -> Self {
        let columns = self.catalog.convergence.subjects.len();
        let mut days = days.iter().copied();
        for section in &mut self.sections {
            match &mut section.what {
                What::Figures(request) => request.as_on = days.next().unwrap_or(request.as_on),
                What::Convergence(query) => query.days = days.by_ref().take(columns).collect(),
                What::Text(_) => {}
            }
        }
        self
    }

    /// What its sections ask of one programme each.
    pub fn requests(&self) -> impl Iterator<Item = &Request<'a>> {
        self.sections.iter().filter_map(|section| match &section.what {
            What::Figures(request) => Some(request.as_ref()),
            What::Convergence(_) | What::Text(_) => None,
        })
    }

    /// What is asked of all its programmes, each with for whom it is made. Measures side by side are for everybody as far as
    /// they are published.
    pub fn asked(&self) -> impl Iterator<Item = (&'a Programme, Audience)> {
        let alone = self
            .requests()
            .map(|request| (request.programme, request.audience()));
        let beside = self.sections.iter().flat_map(|section| match section.what {
            What::Convergence(_) => self.catalog.convergence.subjects.as_slice(),
            What::Figures(_) | What::Text(_) => &[],
        });
        let beside = beside.filter_map(|subject| {
            let programme = self.catalog.programme(&subject.programme)?;
            Some((programme, Audience::Public))
        });
        alone.chain(beside)
    }

    /// Who asks.
    pub fn reader(&self) -> Option<&Reader> {
        self.sections.iter().find_map(|section| match &section.what {
            What::Figures(request) => Some(&request.reader),
            What::Convergence(query) => Some(&query.reader),
            What::Text(_) => None,
        })
    }

    /// The day and the moment that were asked for.
    pub(crate) fn asked_on(&self) -> (Option<Date>, Option<KnownOn>) {
        let each = self.sections.iter().find_map(|section| match &section.what {
            What::Figures(request) => Some((request.as_on, request.known_on)),
            What::Convergence(query) => Some((query.as_on, query.known_on)),
            What::Text(_) => None,
        });
        each.unwrap_or_default()
    }

    /// The one programme that it is about; none for several.
    pub fn programme(&self) -> Option<&'a Programme> {
        let mut programmes = self.asked().map(|(programme, _)| programme);
        let first = programmes.next()?;
        programmes.all(|other| other.id == first.id).then_some(first)
    }
}

/// The names and titles of all reports that can be ordered by name, those over several programmes first.
pub fn known(catalog: &Catalog) -> impl Iterator<Item = (&str, &Words)> {
    let packs = catalog.packs.iter().map(|pack| (pack.id.as_str(), &pack.title));
    let reports = catalog.programmes.iter().flat_map(|programme| &programme.reports);
    packs.chain(reports.map(|report| (report.id.as_str(), &report.title)))
}

/// The title of a report by its name.
pub fn title<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Words> {
    known(catalog)
        .find(|(known, _)| *known == name)
        .map(|(_, title)| title)
}

/// How many places a list of a review page has.
const MOST: usize = 5;

/// The page whose headlines a review tells: the first page of figures that has any.
fn headlines(programme: &Programme) -> Option<&Page> {
    let mut pages = programme.pages.iter();
    pages.find(|page| page.kind == PageKind::Figures && !page.tiles.is_empty())
}

fn sections_of<'a>(
    catalog: &'a Catalog,
    section: &'a PackSection,
    place: &PlaceCode,
    reader: &Reader,
) -> Result<Vec<Ordered<'a>>, ReportError> {
    match section {
        PackSection::Text { text } => Ok(vec![Ordered {
            title: None,
            what: What::Text(text.clone()),
        }]),
        PackSection::Convergence {} => {
            let query = ConvergenceQuery::usual(catalog, place, reader.clone());
            let section = query.map(|query| Ordered {
                title: Some(catalog.convergence.title.clone()),
                what: What::Convergence(Box::new(query)),
            });
            Ok(section.into_iter().collect())
        }
        PackSection::Report { report } => {
            let request = Request::of(catalog, report, place, reader.clone())?;
            Ok(vec![figures(request.report.title.clone(), request)])
        }
        PackSection::Review { programmes, most } => {
            let told = pack::chosen(programmes, &catalog.programmes);
            let told = told.filter_map(|programme| Some((programme, headlines(programme)?)));
            told.map(|(programme, page)| {
                let request = Request::of_review(catalog, programme, page, (place, *most), reader.clone())?;
                Ok(figures(programme.title.clone(), request))
            })
            .collect()
        }
        PackSection::Pages { programmes, pages } => {
            let mut sections = Vec::new();
            for programme in pack::chosen(programmes, &catalog.programmes) {
                let level = programme.usual_level(place, &catalog.places);
                for page in pack::pages_of(pages, programme) {
                    let id = (programme.id.as_str(), page);
                    let request = Request::of_page(catalog, id, place, level, reader.clone())?;
                    let title = joined(&programme.title, &request.report.title);
                    sections.push(figures(title, request));
                }
            }
            Ok(sections)
        }
    }
}

fn figures<'a>(title: Words, request: Request<'a>) -> Ordered<'a> {
    Ordered {
        title: Some(title),
        what: What::Figures(Box::new(request)),
    }
}

fn joined(programme: &Words, page: &Words) -> Words {
    use catalog::Language::{Bn, En, Hi};
    let both = |language| format!("{} · {}", programme.get(language), page.get(language));
    Words {
        en: both(En),
        bn: Some(both(Bn)),
        hi: Some(both(Hi)),
    }
}

fn around(catalog: &Catalog, place: &Place) -> Vec<Words> {
    let around = catalog.places.ancestors(&place.code).into_iter();
    around.map(|place| place.name.clone()).collect()
}
