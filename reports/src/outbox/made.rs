//! A delivery's report: asked as its reader, and nothing more than that reader may see.

use analytics::{AnalyticsError, Engine};
use catalog::{Language, PlaceCode};
use figures::Reader;
use jiff::{SignedDuration, Timestamp};
use store::State;
use store::state::{Delivery, Recipient, Schedule, Seals};

use crate::content::ReportContent;
use crate::mail::Format;
use crate::request::Request;
use crate::{ReportError, run};

/// What the seal under a link to a file is for.
pub const FILE: &str = "file of a delivery";
/// What the seal under a link to unsubscribe is for.
pub const UNSUBSCRIBE: &str = "unsubscribe";
/// For how long a file can be fetched.
const FETCHED_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A delivery's report.
#[derive(Debug)]
pub struct Made {
    /// The answers.
    pub content: ReportContent,
    /// The language of the recipient.
    pub language: Language,
    /// The programme's id.
    pub programme: String,
    /// The place.
    pub place: PlaceCode,
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

/// The report of a recipient, as the recipient's reader gets it.
pub fn content(
    state: &State,
    engine: &Engine,
    schedule: &Schedule,
    recipient: &Recipient,
) -> Result<Made, Withheld> {
    let reader = reader(state, recipient.reader.as_deref())?;
    let language = recipient
        .language
        .parse()
        .map_err(|fault: catalog::UnknownLanguage| Withheld::Unknown(fault.to_string()))?;
    let place: PlaceCode = recipient
        .place
        .parse()
        .map_err(|_| Withheld::Unknown(format!("`{}` is no place", recipient.place)))?;
    made(engine, &schedule.report, &place, reader, language)
}

/// Whether a reader may have a report of a place, found by making it.
pub fn may_have(engine: &Engine, report: &str, place: &PlaceCode, reader: Reader) -> Result<(), Withheld> {
    made(engine, report, place, reader, Language::En).map(|_| ())
}

fn made(
    engine: &Engine,
    report: &str,
    place: &PlaceCode,
    reader: Reader,
    language: Language,
) -> Result<Made, Withheld> {
    let catalog = engine.catalog();
    // A place that was replaced is asked for by its present code.
    let place = catalog.places.redirect(place).unwrap_or(place);
    let request = Request::of(catalog, report, place, reader).map_err(|fault| match fault {
        ReportError::UnknownReport { .. } | ReportError::UnknownPlace(_) => {
            Withheld::Unknown(fault.to_string())
        }
        other => Withheld::Fault(other.to_string()),
    })?;
    let content = run(&request, |query| engine.figures(query)).map_err(|fault| match fault {
        AnalyticsError::Refused => Withheld::Refused,
        other => Withheld::Fault(other.to_string()),
    })?;
    Ok(Made {
        content,
        language,
        programme: request.programme.id.clone(),
        place: place.clone(),
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
        let page = format!("{}/{}/{}", self.dashboard, made.programme, made.place);
        match made.language {
            Language::En => page,
            language => format!("{page}?language={language}"),
        }
    }
}
