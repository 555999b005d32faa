//! `/reports/{id}`: whether a report that was made still holds, and what took its place where it does not.

use analytics::Opening;
use axum::response::Response;
use catalog::programme::Programme;
use catalog::{Arg, Language, PlaceCode, calendar};
use figures::{Reader, Role};
use jiff::civil::Date;
use reports::schedule::show_moment;
use reports::{ReportStanding, Withdrawal};
use serde::Serialize;
use store::state::BuiltReport;

use super::frame::{Frame, Tab};
use super::schedules::answer as never_kept;
use crate::account::with_account;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::link::Link;
use crate::overview::scene::name_with_level;
use crate::overview::ways::here;
use crate::report;
use crate::request::Request;
use crate::say::Say;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// Everything that `built_report.html` may use.
#[derive(Debug, Serialize)]
pub struct BuiltReportPage {
    frame: Frame,
    title: String,
    /// `current`, `restated` or `withdrawn`
    state: &'static str,
    standing: String,
    replaced_by: Option<Tab>,
    newer: Option<Tab>,
    facts: Vec<(String, String)>,
    downloads: Vec<Tab>,
}

/// The page of an id.
pub async fn show(
    app: AppState,
    id: String,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    let reader = visitor.reader.clone();
    // A report may be made again to see whether it says the same; that computes.
    let page = app
        .off_thread(move |app| {
            let page = page(app, &id, &reader, app.say(language))?;
            Ok(app.templates.render("built_report.html", &page)?)
        })
        .await?;
    let say = app.say(language);
    let page = with_account(&app, &visitor, say, &request.address, page.as_bytes())?;
    Ok(never_kept(page))
}

fn page(app: &App, id: &str, reader: &Reader, say: Say<'_>) -> Result<BuiltReportPage, AppError> {
    let built = app.entrance.state.built_report(id)?;
    let built = built.ok_or_else(|| AppError::not_found(say.text("built-report-unknown")))?;
    let place: Option<PlaceCode> = built.place.parse().ok();
    let order = reports::ordered_again(&app.catalog, &built);
    may_know(app, &built, reader, place.as_ref(), order.as_ref(), say)?;
    let name = place.and_then(|code| app.catalog.places.get(&code));
    let name = name.map_or_else(|| built.place.clone(), |place| name_with_level(say, place));
    let title = order
        .as_ref()
        .map_or_else(|| built.name.clone(), |order| say.words(&order.title));
    let title = format!("{title} · {name}");
    let link = Link::to(format!("/reports/{id}"));
    let standing = app.press().standing(&built)?;
    let now = now_at(&built);
    let is_there = !matches!(standing, ReportStanding::Withdrawn(Withdrawal::NotMade));
    let (state, words) = told(&standing, &built, say);
    let (replaced_by, newer) = ways(&standing, &now, say);
    Ok(BuiltReportPage {
        frame: Frame::new(app, say, &title, &link, None),
        title,
        state,
        standing: words,
        replaced_by,
        newer,
        facts: facts(&built, say),
        downloads: if is_there {
            downloads(&built, &now, say)
        } else {
            Vec::new()
        },
    })
}

/// Refuses a reader who may not know of it, by the rule that decides on figures.
fn may_know(
    app: &App,
    built: &BuiltReport,
    reader: &Reader,
    place: Option<&PlaceCode>,
    order: Option<&reports::Order<'_>>,
    say: Say<'_>,
) -> Result<(), AppError> {
    let refused = || {
        if reader.is_signed_in() {
            AppError::Refused(say.text("outside-scope"))
        } else {
            AppError::SignInNeeded
        }
    };
    let (Some(class), Some(place)) = (reports::class(built), place) else {
        return Err(refused());
    };
    let programmes: Vec<&Programme> = match order {
        Some(order) => order.asked().map(|(programme, _)| programme).collect(),
        // Of a report that is not known any more all programmes count.
        None => app.catalog.programmes.iter().collect(),
    };
    match app.engine.may_know_of(reader, &class, programmes, place) {
        Opening::Open => Ok(()),
        Opening::SignInNeeded | Opening::OutsideScope => Err(refused()),
    }
}

fn day_of(built: &BuiltReport) -> Option<Date> {
    built.days.iter().flatten().max().copied()
}

/// What stands at the report's place now: a page of a programme, or a report by its name.
fn now_at(built: &BuiltReport) -> Link {
    let mut parts = built.name.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(programme), Some(page), level) => {
            let link = Link::to(format!("/{programme}/{}/{page}", built.place));
            level.map_or(link.clone(), |level| link.with("by", level))
        }
        _ => Link::to(format!("/reports/{}", built.name)).with("place", &built.place),
    }
}

fn downloads(built: &BuiltReport, now: &Link, say: Say<'_>) -> Vec<Tab> {
    let language: Language = built.language.parse().unwrap_or_default();
    let now = day_of(built).map_or(now.clone(), |day| now.clone().with("as_on", day.to_string()));
    if !built.name.contains('/') {
        return report::downloads(&now, Say::new(crate::templates::messages(), language));
    }
    let forms = report::FORMS.map(|form| {
        let link = now.clone().in_language(language).ending(form.extension());
        here(form.word().to_owned(), link.to_string(), false, say)
    });
    forms.to_vec()
}

/// The state by its word, and a sentence on it.
fn told(standing: &ReportStanding, built: &BuiltReport, say: Say<'_>) -> (&'static str, String) {
    let day = |day: Date| calendar::show_date(day, say.language);
    let of = day_of(built).map(day).unwrap_or_default();
    let about = |id: &str| say.about(id, &[("date", Arg::Text(&of))]);
    match standing {
        ReportStanding::Current { .. } => ("current", about("built-report-current")),
        ReportStanding::Restated { .. } => ("restated", about("built-report-restated")),
        ReportStanding::Withdrawn(Withdrawal::TakenBack(_)) => {
            ("withdrawn", about("built-report-taken-back"))
        }
        ReportStanding::Withdrawn(Withdrawal::NotPublished) => {
            ("withdrawn", about("built-report-not-published"))
        }
        ReportStanding::Withdrawn(Withdrawal::NotMade) => ("withdrawn", about("built-report-not-made")),
    }
}

/// Where what replaced it stands, and where a later one does.
fn ways(standing: &ReportStanding, now: &Link, say: Say<'_>) -> (Option<Tab>, Option<Tab>) {
    let to = |id: &str, day: Date, link: Link| {
        let date = calendar::show_date(day, say.language);
        let words = say.about(id, &[("date", Arg::Text(&date))]);
        here(words, link.in_language(say.language).to_string(), false, say)
    };
    let newer = |day: &Option<Date>| day.map(|day| to("built-report-newer", day, now.clone()));
    match standing {
        ReportStanding::Current { newer: day } => (None, newer(day)),
        ReportStanding::Restated { by, newer: day } => {
            let link = Link::to(format!("/reports/{by}")).in_language(say.language);
            let by = here(
                say.about("report-mark", &[("id", Arg::Text(by))]),
                link.to_string(),
                false,
                say,
            );
            let words = say.about("built-report-by", &[("report", Arg::Text(&by.title))]);
            (Some(Tab { title: words, ..by }), newer(day))
        }
        ReportStanding::Withdrawn(Withdrawal::TakenBack(day)) => (newer(day), None),
        ReportStanding::Withdrawn(_) => (None, None),
    }
}

fn facts(built: &BuiltReport, say: Say<'_>) -> Vec<(String, String)> {
    let language = built
        .language
        .parse()
        .map_or("", |language: Language| language.own_name());
    let audience = match reports::class(built).map(|class| class.role) {
        Some(Role::Public) | None => say.text("schedules-as-everybody"),
        Some(_) => say.text("built-report-in-office"),
    };
    let mut facts = vec![
        (say.text("report-id"), built.id.clone()),
        (say.text("language"), language.to_owned()),
        (say.text("built-report-for"), audience),
        (say.text("data-version"), built.data_version.to_string()),
        (
            say.text("built-report-made"),
            show_moment(built.built, say.language),
        ),
    ];
    if let Some(day) = day_of(built) {
        facts.insert(
            1,
            (say.text("as-on-label"), calendar::show_date(day, say.language)),
        );
    }
    if let Some(known_on) = &built.known_on {
        facts.push((say.text("built-report-known-on"), known_on.clone()));
    }
    facts
}
