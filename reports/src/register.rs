//! The register: every report that left jela by a known name, under its id, so that paper can be held against the present.
//!
//! A report is made again for the same readers and the same days. If its figures are the same it is current, whatever the
//! data version; if they are others it is restated, and the one that replaces it is named; if the returns of its day are
//! no longer there, or nobody like its reader may have it any more, it is withdrawn.

use analytics::{AnalyticsError, Engine};
use catalog::{Catalog, Language, PlaceCode};
use figures::{Reader, ReaderClass};
use jiff::Timestamp;
use jiff::civil::Date;
use store::state::BuiltReport;
use store::{State, StoreError};

use crate::gather::ordered;
use crate::order::Order;
use crate::report::Report;

/// What reports are made and registered with.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    /// Answers the questions.
    pub engine: &'a Engine,
    /// Keeps the register.
    pub state: &'a State,
    /// The address of the dashboard, under which a report is looked up.
    pub dashboard: &'a str,
    /// When it is made; stands in the register and in no document.
    pub now: Timestamp,
}

/// Why no report was made.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// It could not be asked, or may not be had.
    #[error(transparent)]
    Asked(#[from] AnalyticsError),
    /// It could not be registered; a report whose code leads nowhere is not given out.
    #[error(transparent)]
    Register(#[from] StoreError),
}

impl Press<'_> {
    /// The report of an order, marked with its id and registered in a language. One without any data is not registered:
    /// there is nothing in it to look up.
    pub fn report(&self, order: &Order<'_>, language: Language) -> Result<Report, PressError> {
        let report = self.marked(order)?;
        if let Some(id) = report.id(language).filter(|_| report.day().is_some()) {
            self.state.note_report(&built(&report, id, language, self.now))?;
        }
        Ok(report)
    }

    fn marked(&self, order: &Order<'_>) -> Result<Report, AnalyticsError> {
        let report = ordered(order, self.engine)?;
        if report.day().is_none() {
            return Ok(report);
        }
        let class = order
            .reader()
            .map_or_else(|| Reader::public().class, |reader| reader.class.clone());
        let audience = self.engine.audience(&class, order.asked(), &order.place.code);
        Ok(report.marked(audience, self.dashboard))
    }

    /// How a registered report stands now.
    pub fn standing(&self, built: &BuiltReport) -> Result<ReportStanding, PressError> {
        if built.data_version == self.engine.data_version()? {
            return Ok(ReportStanding::Current { newer: None });
        }
        let Some(order) = ordered_again(self.engine.catalog(), built) else {
            return Ok(ReportStanding::Withdrawn(Withdrawal::NotMade));
        };
        let Some(latest) = self.or_refused(&order)? else {
            return Ok(ReportStanding::Withdrawn(Withdrawal::NotPublished));
        };
        if latest.digest() == built.digest {
            return Ok(ReportStanding::Current { newer: None });
        }
        let (was, is) = (built.days.iter().flatten().max().copied(), latest.day());
        if is < was {
            return Ok(ReportStanding::Withdrawn(Withdrawal::TakenBack(is)));
        }
        let newer = if is > was { is } else { None };
        let Some(again) = self.or_refused(&order.on_days(&built.days))? else {
            return Ok(ReportStanding::Withdrawn(Withdrawal::NotPublished));
        };
        if again.digest() == built.digest {
            return Ok(ReportStanding::Current { newer });
        }
        let language = built.language.parse().unwrap_or_default();
        let id = again.id(language).unwrap_or_default();
        self.state
            .note_report(&self::built(&again, id.clone(), language, self.now))?;
        Ok(ReportStanding::Restated { by: id, newer })
    }

    fn or_refused(&self, order: &Order<'_>) -> Result<Option<Report>, AnalyticsError> {
        match self.marked(order) {
            Ok(report) => Ok(Some(report)),
            Err(AnalyticsError::Refused) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

/// How a registered report stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportStanding {
    /// Its figures are still those of its day.
    Current {
        /// A later day for which there is one by now.
        newer: Option<Date>,
    },
    /// Its figures are others by now.
    Restated {
        /// The id of the report with the present figures of its day.
        by: String,
        /// A later day for which there is one by now.
        newer: Option<Date>,
    },
    /// There is no such report any more.
    Withdrawn(Withdrawal),
}

/// Why there is no such report any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withdrawal {
    /// Its returns were taken back; the day of the latest there are.
    TakenBack(Option<Date>),
    /// Readers like its own may not have it any more.
    NotPublished,
    /// Its report or place is not known any more.
    NotMade,
}

/// The order of a registered report as its readers would give it today; none where report or place are not known any more.
pub fn ordered_again<'a>(catalog: &'a Catalog, built: &BuiltReport) -> Option<Order<'a>> {
    let place: PlaceCode = built.place.parse().ok()?;
    let place = catalog.places.redirect(&place).cloned().unwrap_or(place);
    let reader = Reader {
        class: class(built)?,
        name: None,
    };
    let known_on = match &built.known_on {
        Some(known_on) => Some(known_on.parse().ok()?),
        None => None,
    };
    let order = Order::of(catalog, &built.name, &place, reader).ok()?;
    Some(order.at(None, known_on))
}

/// For whom a registered report was made.
pub fn class(built: &BuiltReport) -> Option<ReaderClass> {
    let scope = built.scope.iter().map(|code| code.parse().ok());
    Some(ReaderClass {
        role: built.role.parse().ok()?,
        scope: scope.collect::<Option<_>>()?,
        programmes: built.programmes.clone(),
    })
}

fn built(report: &Report, id: String, language: Language, now: Timestamp) -> BuiltReport {
    let class = report.mark.as_ref().map(|mark| &mark.audience);
    BuiltReport {
        id,
        name: report.name.clone(),
        place: report.place.to_string(),
        days: report.days(),
        known_on: report.known_on.map(|known| known.to_string()),
        language: language.code().to_owned(),
        role: class.map_or("public", |class| class.role.id()).to_owned(),
        scope: class
            .into_iter()
            .flat_map(|class| &class.scope)
            .map(|code| code.to_string())
            .collect(),
        programmes: class.map(|class| class.programmes.clone()).unwrap_or_default(),
        data_version: report.data_version(),
        digest: report.digest(),
        built: now,
    }
}
