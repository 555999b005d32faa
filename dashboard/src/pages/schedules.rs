//! `/schedules`: which reports are mailed to whom, and what became of each mail.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language, PlaceCode, PlaceLevel};
use figures::{Reader, Role};
use jiff::civil::Weekday;
use reports::schedule::{LAST_OF_ALL_MONTHS, Often, WEEKDAYS, Watch, show_moment};
use serde::Serialize;
use store::state::{Delivery, DeliveryState, Recipient, Schedule};

use super::frame::Frame;
use crate::account::with_account;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::request::Request;
use crate::say::Say;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// Deliveries that the page has; `jela outbox` has all.
const MOST: u32 = 200;

/// Everything that `schedules.html` may use.
#[derive(Debug, Serialize)]
pub struct SchedulesPage {
    frame: Frame,
    title: String,
    form_token: String,
    no_server: bool,
    alerts: Vec<(&'static str, String)>,
    schedules: Vec<ScheduleCard>,
    outbox: Vec<OutboxRow>,
    reports: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    /// The places one may choose from, by level: the words for the level, then codes and names.
    places: Vec<(String, Vec<(String, String)>)>,
    home: String,
    weekdays: Vec<(i8, String)>,
    month_days: Vec<u8>,
    reader: String,
}

/// A schedule.
#[derive(Debug, Serialize)]
struct ScheduleCard {
    id: String,
    name: String,
    report: String,
    when: String,
    rules: Vec<String>,
    owner: String,
    paused: Option<String>,
    can_test: bool,
    recipients: Vec<RecipientRow>,
}

/// Somebody who gets it.
#[derive(Debug, Serialize)]
struct RecipientRow {
    address: String,
    place: String,
    language: &'static str,
    reader: String,
    formats: String,
    ended: Option<String>,
}

/// A delivery.
#[derive(Debug, Serialize)]
struct OutboxRow {
    id: String,
    schedule: String,
    due: String,
    address: String,
    kind: String,
    state: &'static str,
    state_words: String,
    marks: Vec<String>,
    why: String,
    can_decide: bool,
}

/// `GET /schedules`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    let session = visitor.session.clone().ok_or(AppError::SignInNeeded)?;
    let reader = visitor.reader.clone();
    let link = view.link("/schedules");
    let page = app
        .aside(move |app| {
            let say = app.say(language);
            let mut page = page(app, &reader, say)?;
            page.frame = Frame::new(app, say, &page.title, &link, None);
            page.form_token = session.form_token();
            Ok(app.templates.render("schedules.html", &page)?)
        })
        .await?;
    let page = with_account(
        &app,
        &visitor,
        app.say(language),
        &request.address,
        page.as_bytes(),
    )?;
    Ok(answer(page))
}

/// A page that is never kept: it changes with every mail.
pub(super) fn answer(page: Vec<u8>) -> Response {
    let mut answer = (StatusCode::OK, Body::from(page)).into_response();
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Whether a reader may see and change a schedule: whoever made it, and admins.
pub(super) fn is_own(reader: &Reader, schedule: &Schedule) -> bool {
    match reader.class.role {
        Role::Admin => true,
        _ => reader.name.is_some() && reader.name == schedule.owner,
    }
}

fn page(app: &App, reader: &Reader, say: Say<'_>) -> Result<SchedulesPage, AppError> {
    let state = &app.entrance.state;
    let schedules: Vec<Schedule> = state
        .schedules()?
        .into_iter()
        .filter(|schedule| is_own(reader, schedule))
        .collect();
    let mut cards = Vec::with_capacity(schedules.len());
    for schedule in &schedules {
        cards.push(card(app, schedule, &state.recipients(&schedule.id)?, say));
    }
    let name = |id: &str| schedules.iter().find(|schedule| schedule.id == id);
    let deliveries = if reader.class.role == Role::Admin {
        state.deliveries(None, MOST)?
    } else {
        own_deliveries(app, &schedules)?
    };
    let title = say.text("schedules-title");
    let reports = reports::order::known(&app.catalog).map(|(id, title)| (id.to_owned(), say.words(title)));
    Ok(SchedulesPage {
        frame: Frame::new(app, say, &title, &crate::link::Link::to("/schedules"), None),
        title,
        form_token: String::new(),
        no_server: app.mailing.is_none(),
        alerts: alerts(&deliveries, say),
        schedules: cards,
        outbox: deliveries
            .iter()
            .map(|delivery| row(delivery, name(&delivery.schedule), say))
            .collect(),
        reports: reports.collect(),
        languages: Language::ALL
            .map(|language| (language.code(), language.own_name()))
            .to_vec(),
        places: places(app, reader, say),
        home: first_place(app, reader).to_string(),
        weekdays: WEEKDAYS
            .map(|day| (day.to_monday_one_offset(), say.text(weekday(day))))
            .to_vec(),
        month_days: (1..=LAST_OF_ALL_MONTHS).collect(),
        reader: reader.name.clone().unwrap_or_default(),
    })
}

/// The places whose reports somebody is likely to want mailed: the own office and what lies in it, or the home of this jela.
fn places(app: &App, reader: &Reader, say: Say<'_>) -> Vec<(String, Vec<(String, String)>)> {
    let scope = &reader.class.scope;
    let roots = if scope.is_empty() {
        std::slice::from_ref(&app.home)
    } else {
        scope
    };
    let known = &app.catalog.places;
    let levels = PlaceLevel::ALL.into_iter().filter(|level| !level.is_unit());
    let of_level = levels.filter_map(|level| {
        let mut named: Vec<(String, String)> = Vec::new();
        for root in roots {
            let own = known.get(root).filter(|place| place.level == level);
            let inside = if root.level() < level {
                known.inside(root, level, None)
            } else {
                Vec::new()
            };
            let found = own
                .into_iter()
                .chain(inside)
                .filter(|place| place.only_for.is_none());
            named.extend(found.map(|place| (place.code.to_string(), say.words(&place.name))));
        }
        named.sort_by(|(_, one), (_, other)| one.cmp(other));
        named.dedup();
        (!named.is_empty()).then(|| (say.words(&level.plural()), named))
    });
    of_level.collect()
}

fn first_place<'a>(app: &'a App, reader: &'a Reader) -> &'a PlaceCode {
    reader.class.scope.first().unwrap_or(&app.home)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "weekday-1",
        Weekday::Tuesday => "weekday-2",
        Weekday::Wednesday => "weekday-3",
        Weekday::Thursday => "weekday-4",
        Weekday::Friday => "weekday-5",
        Weekday::Saturday => "weekday-6",
        Weekday::Sunday => "weekday-7",
    }
}

/// When, as people say it; an expression that can't be said so stays one.
fn times(cron: &str, say: Say<'_>) -> String {
    let about = |id: &str, day: &str, often: Often| {
        let time = often.time();
        say.about(id, &[("day", Arg::Text(day)), ("time", Arg::Text(&time))])
    };
    match Often::of_cron(cron) {
        Some(often @ Often::Daily(_)) => about("schedules-daily-at", "", often),
        Some(often @ Often::Weekly(day, _)) => about("schedules-weekly-at", &say.text(weekday(day)), often),
        Some(often @ Often::Monthly(day, _)) => about("schedules-monthly-at", &day.to_string(), often),
        None => cron.to_owned(),
    }
}

fn own_deliveries(app: &App, schedules: &[Schedule]) -> Result<Vec<Delivery>, AppError> {
    let mut deliveries = Vec::new();
    for schedule in schedules {
        deliveries.extend(app.entrance.state.deliveries(Some(&schedule.id), MOST)?);
    }
    deliveries
        .sort_by(|one, other| (other.created, other.due, &one.id).cmp(&(one.created, one.due, &other.id)));
    deliveries.truncate(MOST as usize);
    Ok(deliveries)
}

/// What somebody should look at, worst first, each with its number.
fn alerts(deliveries: &[Delivery], say: Say<'_>) -> Vec<(&'static str, String)> {
    let of_state = |state: DeliveryState| {
        deliveries
            .iter()
            .filter(|delivery| delivery.state == state)
            .count()
    };
    let states = [
        DeliveryState::Failed,
        DeliveryState::Held,
        DeliveryState::Uncertain,
        DeliveryState::Due,
    ];
    let missed = deliveries
        .iter()
        .filter(|delivery| delivery.reason.as_deref() == Some("missed"));
    let counted = states.map(|state| (state.id(), format!("mail-state-{}", state.id()), of_state(state)));
    let missed = ("missed", "schedules-missed".to_owned(), missed.count());
    counted
        .into_iter()
        .chain([missed])
        .filter(|(_, _, count)| *count > 0)
        .map(|(state, words, count)| {
            let words = say.text(&words);
            let args = [("count", Arg::Count(count as u64)), ("state", Arg::Text(&words))];
            (state, say.about("schedules-alert", &args))
        })
        .collect()
}

fn card(app: &App, schedule: &Schedule, recipients: &[Recipient], say: Say<'_>) -> ScheduleCard {
    let percent = schedule.percent.map(|percent| percent.to_string());
    let times = times(&schedule.cron, say);
    let when = match &percent {
        Some(percent) => say.about(
            "schedules-when-complete",
            &[("percent", Arg::Text(percent)), ("cron", Arg::Text(&times))],
        ),
        None => say.about("schedules-when", &[("cron", Arg::Text(&times))]),
    };
    let working = schedule.working_days.then(|| say.text("schedules-working-days"));
    let watch = schedule.watch.as_ref().map(|watch| match Watch::read(watch) {
        Ok(watch) => {
            let measure = watch.measure_title(&app.catalog, &schedule.report);
            let measure = measure.map_or_else(String::new, |title| say.words(title));
            let id = format!("schedules-watch-{}", watch.id());
            say.about(&id, &[("measure", Arg::Text(&measure))])
        }
        // Told as it stands, so that somebody can mend it.
        Err(_) => watch.clone(),
    });
    let rules = [
        say.text(&format!("schedules-missed-{}", schedule.if_missed.id())),
        say.text(&format!("schedules-uncertain-{}", schedule.if_uncertain.id())),
    ];
    let report = reports::order::title(&app.catalog, &schedule.report);
    ScheduleCard {
        id: schedule.id.clone(),
        name: schedule.name.clone(),
        report: report.map_or_else(|| schedule.report.clone(), |title| say.words(title)),
        when,
        rules: watch.into_iter().chain(working).chain(rules).collect(),
        owner: schedule
            .owner
            .clone()
            .unwrap_or_else(|| say.text("schedules-by-operator")),
        paused: schedule.paused.map(|since| {
            let since = show_moment(since, say.language);
            say.about("schedules-paused", &[("since", Arg::Text(&since))])
        }),
        can_test: schedule.owner_address.is_some(),
        recipients: recipients
            .iter()
            .map(|recipient| recipient_row(app, recipient, say))
            .collect(),
    }
}

fn recipient_row(app: &App, recipient: &Recipient, say: Say<'_>) -> RecipientRow {
    let place = recipient.place.parse().ok();
    let place = place.and_then(|code| app.catalog.places.get(&code));
    RecipientRow {
        address: recipient.address.clone(),
        place: place.map_or_else(
            || recipient.place.clone(),
            |place| crate::overview::scene::name_with_level(say, place),
        ),
        language: recipient
            .language
            .parse()
            .map_or("", |language: Language| language.own_name()),
        reader: recipient
            .reader
            .clone()
            .unwrap_or_else(|| say.text("schedules-as-everybody")),
        formats: if recipient.formats.is_empty() {
            say.text("not-applicable")
        } else {
            recipient.formats.join(", ")
        },
        ended: recipient
            .unsubscribed
            .map(|_| say.text("mail-reason-unsubscribed")),
    }
}

fn row(delivery: &Delivery, schedule: Option<&Schedule>, say: Say<'_>) -> OutboxRow {
    let reason = delivery
        .reason
        .as_ref()
        .map(|reason| say.text(&format!("mail-reason-{reason}")));
    // What a server says is kept for faults; that it said yes needs no words of its own.
    let detail = delivery
        .detail
        .clone()
        .filter(|detail| !detail.is_empty() && delivery.state != DeliveryState::Accepted);
    let was_uncertain = delivery.uncertain.is_some() && delivery.state != DeliveryState::Uncertain;
    let marks = [
        (delivery.complete == Some(false)).then(|| say.text("incomplete")),
        was_uncertain.then(|| say.text("schedules-was-uncertain")),
    ];
    OutboxRow {
        id: delivery.id.clone(),
        schedule: schedule.map_or_else(|| delivery.schedule.clone(), |schedule| schedule.name.clone()),
        due: show_moment(delivery.due, say.language),
        address: delivery.address.clone(),
        kind: say.text(&format!("schedules-kind-{}", delivery.kind.id())),
        state: delivery.state.id(),
        state_words: say.text(&format!("mail-state-{}", delivery.state.id())),
        marks: marks.into_iter().flatten().collect(),
        why: reason.into_iter().chain(detail).collect::<Vec<_>>().join(": "),
        can_decide: matches!(delivery.state, DeliveryState::Held | DeliveryState::Failed),
    }
}
