//! A delivery's report: asked as its reader, and nothing more than that reader may see.

use analytics::{AnalyticsError, Engine};
use catalog::{Language, PlaceCode};
use figures::Reader;
use jiff::{SignedDuration, Timestamp};
use store::State;
use store::state::{Delivery, Recipient, Schedule, Seals};

use crate::ReportError;
use crate::gather::ordered;
use crate::mail::Format;
use crate::order::Order;
use crate::register::{Press, PressError};
use crate::report::Report;

/// What the seal under a link to a file is for.
pub const FILE: &str = "file of a delivery";
/// What the seal under a link to unsubscribe is for.
pub const UNSUBSCRIBE: &str = "unsubscribe";
/// For how long a file can be fetched.
const FETCHED_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A delivery's report.
#[derive(Debug)]
pub struct Made {
    /// The report.
    pub report: Report,
    /// The language of the recipient.
    pub language: Language,
    /// The id of the programme that it is about; none where it is about several.
    pub programme: Option<String>,
}

/// Why a recipient does not get a report.
#[derive(Debug)]
pub enum Withheld {
    /// The reader may not see it, or not any more.
    Refused,
    /// The account has ended.
    AccountEnded,
    /// The report, the place or the language is not known any more.
    Unknown(String),
    /// It could not be made now.
    Fault(String),
}

/// The report of a recipient, as the recipient's reader gets it; it is registered.
pub fn content(press: &Press<'_>, schedule: &Schedule, recipient: &Recipient) -> Result<Made, Withheld> {
    let reader = reader(press.state, recipient.reader.as_deref())?;
    let language = recipient
        .language
        .parse()
        .map_err(|fault: catalog::UnknownLanguage| Withheld::Unknown(fault.to_string()))?;
    let place: PlaceCode = recipient
        .place
        .parse()
        .map_err(|_| Withheld::Unknown(format!("`{}` is no place", recipient.place)))?;
    let order = order(press.engine, &schedule.report, &place, reader)?;
    let report = press.report(&order, language).map_err(|fault| match fault {
        PressError::Asked(AnalyticsError::Refused) => Withheld::Refused,
        other => Withheld::Fault(other.to_string()),
    })?;
    Ok(Made {
        report,
        language,
        programme: order.programme().map(|programme| programme.id.clone()),
    })
}

/// Whether a reader may have a report of a place, found by asking all of it.
pub fn may_have(engine: &Engine, report: &str, place: &PlaceCode, reader: Reader) -> Result<(), Withheld> {
    let order = order(engine, report, place, reader)?;
    ordered(&order, engine).map(|_| ()).map_err(|fault| match fault {
        AnalyticsError::Refused => Withheld::Refused,
        other => Withheld::Fault(other.to_string()),
    })
}

/// What a recipient gets; a place that was replaced is asked for by its present code.
pub(super) fn order<'a>(
    engine: &'a Engine,
    report: &str,
    place: &PlaceCode,
    reader: Reader,
) -> Result<Order<'a>, Withheld> {
    let catalog = engine.catalog();
    let place = catalog.places.redirect(place).unwrap_or(place);
    Order::of(catalog, report, place, reader).map_err(|fault| match fault {
        ReportError::UnknownReport { .. } | ReportError::UnknownPlace(_) => {
            Withheld::Unknown(fault.to_string())
        }
        other => Withheld::Fault(other.to_string()),
    })
}

/// The reader as whom a recipient's report is made.
pub(super) fn reader(state: &State, name: Option<&str>) -> Result<Reader, Withheld> {
    let Some(name) = name else {
        return Ok(Reader::public());
    };
    let account = state
        .account(name)
        .map_err(|fault| Withheld::Fault(fault.to_string()))?;
    let account = account
        .filter(|account| account.disabled.is_none())
        .ok_or(Withheld::AccountEnded)?;
    Reader::of_account(&account.name, &account.role, &account.places, &account.programmes)
        .map_err(|fault| Withheld::Unknown(fault.to_string()))
}

/// Links of mails into the dashboard; those that let somebody do something are sealed.
pub struct Links<'a> {
    /// What seals are made with.
    pub seals: &'a Seals,
    /// The address of the dashboard.
    pub dashboard: &'a str,
}

impl Links<'_> {
    /// Until when a file that is linked now can be fetched.
    pub fn until(now: Timestamp) -> Timestamp {
        now.saturating_add(FETCHED_WITHIN).unwrap_or(now)
    }

    /// Where a delivery's report can be fetched in a form.
    pub fn file(&self, delivery: &Delivery, format: Format, until: Timestamp) -> String {
        let until = until.as_second().to_string();
        let seal = self.seals.seal(FILE, &[&delivery.id, format.id(), &until]);
        format!(
            "{}/schedules/file?delivery={}&format={format}&until={until}&seal={seal}",
            self.dashboard, delivery.id
        )
    }

    /// Where a recipient can end it.
    pub fn unsubscribe(&self, recipient: &Recipient) -> String {
        let seal = self.seals.seal(UNSUBSCRIBE, &[&recipient.id]);
        format!(
            "{}/schedules/unsubscribe?recipient={}&seal={seal}&language={}",
            self.dashboard, recipient.id, recipient.language
        )
    }

    /// The page with the same figures.
    pub fn page(&self, made: &Made) -> String {
        let place = &made.report.place;
        let page = match &made.programme {
            Some(programme) => format!("{}/{programme}/{place}", self.dashboard),
            None => {
                let language = made.language.code();
                return format!(
                    "{}/reports/{}?place={place}&format=html&language={language}",
                    self.dashboard, made.report.name
                );
            }
        };
        match made.language {
            Language::En => page,
            language => format!("{page}?language={language}"),
        }
    }
}
