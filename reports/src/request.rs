//! What report is asked for: of which programme, for which place, by whom.

use catalog::programme::{Audience, Page, Programme, Report, Table};
use catalog::{Catalog, Place, PlaceCode, PlaceLevel};
use figures::{KnownOn, Reader};
use jiff::civil::Date;

use crate::ReportError;

/// A report of one place.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Programmes and places.
    pub catalog: &'a Catalog,
    /// The programme that declares the report.
    pub programme: &'a Programme,
    /// What the report shows.
    pub report: Report,
    /// The place it is about.
    pub place: &'a Place,
    /// The day for which its figures are true; the latest in the data when left out.
    pub as_on: Option<Date>,
    /// Only what had been taken in by then.
    pub known_on: Option<KnownOn>,
    /// Who asks.
    pub reader: Reader,
    /// What of the answers is shown.
    pub shape: Shape,
}

/// What a report shows of its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Tiles, charts and tables, as they are declared.
    #[default]
    Whole,
    /// What a meeting asks: the headline, who moved most, who lags, who has not reported.
    Review {
        /// How many places a list has at most.
        most: usize,
    },
}

impl<'a> Request<'a> {
    /// The report of that name, whichever programme declares it.
    pub fn of(
        catalog: &'a Catalog,
        name: &str,
        place: &PlaceCode,
        reader: Reader,
    ) -> Result<Self, ReportError> {
        let declared = || {
            catalog
                .programmes
                .iter()
                .flat_map(|programme| programme.reports.iter().map(move |report| (programme, report)))
        };
        let (programme, report) = declared().find(|(_, report)| report.id == name).ok_or_else(|| {
            let known: Vec<&str> = crate::order::known(catalog).map(|(name, _)| name).collect();
            ReportError::UnknownReport {
                name: name.to_owned(),
                known: known.join(", "),
            }
        })?;
        Self::new(catalog, programme, report.clone(), place, reader)
    }

    /// A page as a report: the same tiles, charts and table, with the places of one level.
    pub fn of_page(
        catalog: &'a Catalog,
        (programme, page): (&str, &str),
        place: &PlaceCode,
        level: Option<PlaceLevel>,
        reader: Reader,
    ) -> Result<Self, ReportError> {
        let unknown = || ReportError::UnknownPage {
            programme: programme.to_owned(),
            page: page.to_owned(),
        };
        let programme = catalog.programme(programme).ok_or_else(unknown)?;
        let page = programme.page(page).ok_or_else(unknown)?;
        let report = Report {
            id: page.id.clone(),
            title: page.title.clone(),
            audience: Some(programme.audience(page)),
            levels: level.into_iter().collect(),
            tiles: page.tiles.clone(),
            returns: Vec::new(),
            charts: page.charts.clone(),
            table: page.table.clone(),
            breakdowns: page.breakdowns.clone(),
            since: page.since,
        };
        Self::new(catalog, programme, report, place, reader)
    }

    /// A programme as a meeting goes through it: the headlines of its first page of figures, or of `page`, and of the
    /// places of its usual level what moved, lags and is silent.
    pub(crate) fn of_review(
        catalog: &'a Catalog,
        programme: &'a Programme,
        page: &Page,
        (place, most): (&PlaceCode, usize),
        reader: Reader,
    ) -> Result<Self, ReportError> {
        let headlines = page.tiles.iter().map(|tile| tile.measure.clone()).collect();
        let first = page.tiles.first().map(|tile| tile.measure.as_str());
        let levels = [
            programme.usual_level(place, &catalog.places),
            first.and_then(|first| programme.reported_by(first).into_iter().next()),
        ];
        let report = Report {
            id: page.id.clone(),
            title: page.title.clone(),
            audience: Some(programme.audience(page)),
            levels: levels.into_iter().flatten().collect(),
            tiles: page.tiles.clone(),
            charts: Vec::new(),
            table: Table { measures: headlines },
            breakdowns: Vec::new(),
            returns: Vec::new(),
            since: page.since,
        };
        let request = Self::new(catalog, programme, report, place, reader)?;
        Ok(Self {
            shape: Shape::Review { most },
            ..request
        })
    }

    /// For whom it is made; the questions decide besides what each reader gets.
    pub fn audience(&self) -> Audience {
        self.report.audience.unwrap_or(Audience::Public)
    }

    fn new(
        catalog: &'a Catalog,
        programme: &'a Programme,
        report: Report,
        place: &PlaceCode,
        reader: Reader,
    ) -> Result<Self, ReportError> {
        let place = catalog
            .places
            .get(place)
            .ok_or_else(|| ReportError::UnknownPlace(place.clone()))?;
        Ok(Self {
            catalog,
            programme,
            report,
            place,
            as_on: None,
            known_on: None,
            reader,
            shape: Shape::Whole,
        })
    }

    /// The levels of its tables: the declared ones that lie below the place, coarse to fine.
    pub fn levels(&self) -> Vec<PlaceLevel> {
        let mut levels: Vec<PlaceLevel> = self
            .report
            .levels
            .iter()
            .copied()
            .filter(|level| *level > self.place.level)
            .collect();
        levels.sort();
        levels.dedup();
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bankura() -> PlaceCode {
        "district-305".parse().unwrap()
    }

    #[test]
    fn a_report_has_tables_of_the_levels_below_its_place() {
        let catalog = Catalog::load(None).unwrap();
        let levels = |place: &str| {
            let request = Request::of(
                &catalog,
                "daily-employment",
                &place.parse().unwrap(),
                Reader::operator(),
            )
            .unwrap();
            request.levels()
        };
        assert_eq!(
            levels("district-305"),
            [PlaceLevel::Subdivision, PlaceLevel::Block, PlaceLevel::Gp]
        );
        assert_eq!(levels("block-2774"), [PlaceLevel::Gp]);
        assert_eq!(levels("gp-108289"), []);
    }

    #[test]
    fn an_unknown_report_is_refused_with_the_known_ones() {
        let catalog = Catalog::load(None).unwrap();
        let refusal = Request::of(&catalog, "weekly", &bankura(), Reader::public())
            .unwrap_err()
            .to_string();
        assert!(
            refusal.starts_with("there is no report `weekly`; known are:")
                && refusal.contains("daily-employment"),
            "{refusal}"
        );
    }

    #[test]
    fn an_unknown_place_or_page_is_refused() {
        let catalog = Catalog::load(None).unwrap();
        let nowhere = "district-9".parse().unwrap();
        let refusal = Request::of(&catalog, "daily-employment", &nowhere, Reader::public()).unwrap_err();
        assert!(matches!(refusal, ReportError::UnknownPlace(_)));
        let refusal = Request::of_page(
            &catalog,
            ("mgnrega", "nothing"),
            &bankura(),
            None,
            Reader::public(),
        )
        .unwrap_err();
        assert!(matches!(refusal, ReportError::UnknownPage { .. }));
    }
}
