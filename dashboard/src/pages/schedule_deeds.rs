//! What is done on `/schedules`: making, pausing, sending now, trying, and a person's word on a mail.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use catalog::{Language, PlaceCode};
use figures::Reader;
use jiff::Timestamp;
use reports::mail::{Format, address, addressee, header_text};
use reports::outbox::{Withheld, may_have};
use reports::schedule::{Often, Times, Watch, percent};
use store::state::{DeliveryKind, IfMissed, IfUncertain, NewDelivery, NewRecipient, NewSchedule, Schedule};

use super::schedules::is_own;
use super::sign_in::see_other;
use crate::app::{App, AppState};
use crate::audit::Detail;
use crate::error::AppError;
use crate::form::Fields;
use crate::link::Link;
use crate::path::{self, NamePath};
use crate::visitor::Visitor;

/// More recipients are given to a schedule on the command line.
const MOST: usize = 200;

/// `POST /schedules`
pub async fn add(
    State(app): State<AppState>,
    visitor: Visitor,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    let back = back(&form);
    let reader = visitor.reader.clone();
    let now = (app.entrance.clock)();
    // A report is made to see whether it may be had; that computes.
    app.off_thread(move |app| make(app, &form, &reader, now)).await?;
    Ok(see_other(&back))
}

/// `POST /schedules/{deed}`
pub async fn done(
    State(app): State<AppState>,
    NamePath(deed): NamePath,
    visitor: Visitor,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    let back = back(&form);
    let reader = visitor.reader.clone();
    let now = (app.entrance.clock)();
    let about = Detail([form.get("schedule"), form.get("delivery")].concat());
    app.aside(move |app| do_it(app, &deed, &form, &reader, now))
        .await?;
    let mut answer = see_other(&back);
    answer.extensions_mut().insert(about);
    Ok(answer)
}

/// The page again, in its language.
fn back(form: &Fields) -> String {
    match form.get("language").parse() {
        Ok(Language::En) | Err(_) => "/schedules".to_owned(),
        Ok(language) => Link::to("/schedules")
            .with("language", language.code())
            .to_string(),
    }
}

fn make(app: &App, form: &Fields, reader: &Reader, now: Timestamp) -> Result<(), AppError> {
    let wrong =
        |field: &str, fault: &dyn std::fmt::Display| AppError::parameter(field, form.get(field), fault);
    let cron = cron(form)?;
    Times::read(&cron).map_err(|fault| wrong("cron", &fault))?;
    let percent = match form.get("percent").trim() {
        "" => None,
        given => Some(percent(given).map_err(|fault| wrong("percent", &fault))?),
    };
    let watch = watch(app, form)?;
    let owner_address = form.get("owner_address").trim();
    let owner_address = (!owner_address.is_empty())
        .then(|| address(owner_address).map(|_| owner_address))
        .transpose()
        .map_err(|fault| wrong("owner_address", &fault))?;
    // Nobody can give away more than they may see themselves: as oneself, or as everybody.
    let as_oneself = form.get("reader") == "self";
    let asks = if as_oneself {
        reader.clone()
    } else {
        Reader::public()
    };
    let to = recipients(app, form)?;
    let report = form.get("report");
    for (_, place, _) in &to {
        may_have(&app.engine, report, place, asks.clone()).map_err(refusal)?;
    }
    let name = match form.get("name").trim() {
        "" => report,
        name => name,
    };
    let schedule = NewSchedule {
        name: &header_text(name).map_err(|fault| wrong("name", &fault))?,
        report,
        owner: reader.name.as_deref(),
        owner_address,
        cron: &cron,
        percent,
        watch: watch.as_deref(),
        working_days: form.get("working_days") == "yes",
        if_missed: IfMissed::of(form.get("if_missed")).unwrap_or(IfMissed::Send),
        if_uncertain: IfUncertain::of(form.get("if_uncertain")).unwrap_or(IfUncertain::Again),
    };
    let formats: Vec<&str> = Format::ALL
        .into_iter()
        .map(Format::id)
        .filter(|format| form.get(format) == "yes")
        .collect();
    let new: Vec<NewRecipient<'_>> = to
        .iter()
        .map(|(to, place, language)| NewRecipient {
            address: to,
            place: place.as_str(),
            language: language.code(),
            reader: reader.name.as_deref().filter(|_| as_oneself),
            formats: &formats,
            budget: app.mailing.as_ref().map_or(5 << 20, |mailing| mailing.budget),
        })
        .collect();
    app.entrance.state.add_schedule(&schedule, &new, now)?;
    Ok(())
}

/// When: as people say it, or an expression where that is chosen or alone given.
fn cron(form: &Fields) -> Result<String, AppError> {
    let often = form.get("often");
    if matches!(often, "" | "cron") {
        return Ok(form.get("cron").trim().to_owned());
    }
    let read = Often::of_form(
        often,
        form.get("time"),
        form.get("weekday"),
        form.get("month_day"),
    );
    read.map(Often::cron).map_err(|field| {
        let help = match field {
            "time" => "is no time of day; write it like 08:30",
            "weekday" => "is no day of the week; give 1 for Monday to 7 for Sunday",
            "month_day" => "is no day that every month has; give a number from 1 to 28",
            _ => "is none of daily, weekly, monthly and cron",
        };
        AppError::parameter(field, form.get(field), help)
    })
}

/// What is looked out for, where the programme of the report can tell it.
fn watch(app: &App, form: &Fields) -> Result<Option<String>, AppError> {
    let given = form.get("watch").trim();
    if given.is_empty() {
        return Ok(None);
    }
    let wrong = |fault| AppError::parameter("watch", given, fault);
    let watch = Watch::read(given).map_err(wrong)?;
    watch.check_for(&app.catalog, form.get("report")).map_err(wrong)?;
    if !form.get("percent").trim().is_empty() {
        return Err(AppError::parameter(
            "watch",
            given,
            "a schedule waits for returns or looks out for something, not both",
        ));
    }
    Ok(Some(watch.text()))
}

/// One recipient a line.
fn recipients(app: &App, form: &Fields) -> Result<Vec<(String, PlaceCode, Language)>, AppError> {
    let place = path::place(&app.catalog, form.get("place").trim())?;
    let language = language(form.get("mail_language"))?;
    let lines = form
        .get("to")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let read = lines.map(|line| {
        let read = addressee(line).map_err(|fault| AppError::parameter("to", line, fault))?;
        let place = match read.place {
            Some(code) => path::place(&app.catalog, code)?,
            None => place.clone(),
        };
        let language = read.language.map_or(Ok(language), self::language)?;
        Ok((read.to.to_string(), place, language))
    });
    let read = read.collect::<Result<Vec<_>, AppError>>()?;
    if read.is_empty() || read.len() > MOST {
        let help = format!("give from 1 to {MOST} recipients, one a line");
        return Err(AppError::parameter("to", "", help));
    }
    Ok(read)
}

fn language(code: &str) -> Result<Language, AppError> {
    code.parse()
        .map_err(|fault: catalog::UnknownLanguage| AppError::parameter("language", code, fault))
}

fn refusal(withheld: Withheld) -> AppError {
    match withheld {
        Withheld::Refused | Withheld::AccountEnded => AppError::Refused(
            "the report of that place is not published at this detail, and this account is not in office there".to_owned(),
        ),
        Withheld::Unknown(fault) => AppError::not_found(fault),
        Withheld::Fault(fault) => AppError::Question(fault),
    }
}

fn do_it(app: &App, deed: &str, form: &Fields, reader: &Reader, now: Timestamp) -> Result<(), AppError> {
    let state = &app.entrance.state;
    let nothing_there = || AppError::not_found("there is no such schedule, or it is not yours");
    let id = match deed {
        "again" | "cancel" => {
            let delivery = state.delivery(form.get("delivery"))?;
            delivery.ok_or_else(nothing_there)?.schedule
        }
        "pause" | "resume" | "run" | "test" => form.get("schedule").to_owned(),
        other => {
            return Err(AppError::not_found(format!(
                "nothing is done here by the name `{other}`"
            )));
        }
    };
    // What is not one's own is not told apart from what is not there.
    let own = state.schedules()?.into_iter().find(|schedule| schedule.id == id);
    let schedule = own
        .filter(|schedule| is_own(reader, schedule))
        .ok_or_else(nothing_there)?;
    match deed {
        "pause" | "resume" => state.pause_schedule(&schedule.id, deed == "pause", now)?,
        "run" => put(app, &schedule, DeliveryKind::Report, now)?,
        "test" => put(app, &schedule, DeliveryKind::Test, now)?,
        _ => {
            state.decide_delivery(form.get("delivery"), deed == "again", now)?;
        }
    }
    Ok(())
}

/// Puts a schedule's mails into the outbox now; the sender does the rest.
fn put(app: &App, schedule: &Schedule, kind: DeliveryKind, now: Timestamp) -> Result<(), AppError> {
    let mailing = app
        .mailing
        .as_ref()
        .ok_or_else(|| AppError::Question("no mail server is set up; see `mail` in jela.toml".to_owned()))?;
    let state = &app.entrance.state;
    let recipients = state.recipients(&schedule.id)?;
    // Who tries a schedule gets one mail, as its first recipient would.
    let most = if kind == DeliveryKind::Test {
        1
    } else {
        recipients.len()
    };
    let wanting = recipients
        .iter()
        .filter(|recipient| recipient.unsubscribed.is_none());
    for recipient in wanting.take(most) {
        let to = match (kind, &schedule.owner_address) {
            (DeliveryKind::Test, Some(own)) => own,
            (DeliveryKind::Test, None) => {
                let help = "the schedule has no address of its owner to which a test could go";
                return Err(AppError::Question(help.to_owned()));
            }
            _ => &recipient.address,
        };
        let of = (schedule.id.as_str(), recipient.id.as_str());
        let new = NewDelivery::due(now, of, kind, to, &mailing.domain);
        state.add_delivery(&new, now)?;
    }
    Ok(())
}
