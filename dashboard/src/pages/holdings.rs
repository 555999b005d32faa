//! `/holdings`: what is held of whom and why, for administrators; and how much about one person who asks.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language, PlaceCode};
use serde::Serialize;
use store::state::{Deed, Kind};

use super::frame::Frame;
use super::metrics::only_administrators;
use super::uploads::{moment, private_page};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::error::AppError;
use crate::form::Fields;
use crate::holdings::{HeldAbout, HeldRows, Holdings, HoldingsError, Person, about, logged, today};
use crate::link::Link;
use crate::request::Request;
use crate::say::Say;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// The address.
pub const HOLDINGS: &str = "/holdings";

/// Everything that `holdings.html` may use.
#[derive(Debug, Serialize)]
pub struct HoldingsPage {
    frame: Frame,
    title: String,
    owner: String,
    cases: Vec<Card>,
    sheets: Vec<Card>,
    others: Vec<(String, String)>,
    form_token: String,
    /// Programmes with rows about single cases: id and title.
    programmes: Vec<(String, String)>,
    /// What was found about a person, where one was looked up.
    found: Option<Found>,
}

/// One dataset.
#[derive(Debug, Serialize)]
struct Card {
    id: String,
    title: String,
    lines: Vec<(String, String)>,
}

/// What was found about a person.
#[derive(Debug, Serialize)]
struct Found {
    message: String,
    rows: Vec<[String; 4]>,
}

/// `GET /holdings`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    only_administrators(&visitor)?;
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    app.aside(move |app| {
        page(
            app,
            &visitor,
            (&view.link(HOLDINGS), language),
            &request.address,
            None,
        )
    })
    .await
}

/// `GET /holdings.json`
pub async fn json(State(app): State<AppState>, visitor: Visitor) -> Result<Response, AppError> {
    only_administrators(&visitor)?;
    app.aside(move |app| {
        let held = serde_json::to_string(&held(app)?).map_err(|_| AppError::Lost)?;
        let headers = [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        Ok((headers, held).into_response())
    })
    .await
}

/// `POST /holdings`: how much is held about one person. It is on record that somebody was looked up, and not who.
pub async fn look_up(
    State(app): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    only_administrators(&visitor)?;
    let language = form.get("language").parse().unwrap_or(Language::En);
    app.aside(move |app| {
        let person = person(&form)?;
        let found = about(&app.data, (&app.catalog, app.engine.lake()), &person)?;
        let account = visitor.reader.name.clone().unwrap_or_default();
        let deed = Deed::of(Kind::LineList, &account, &caller.address, logged(&person, &found));
        // What can't be logged is not told.
        app.entrance.state.log(deed, (app.entrance.clock)())?;
        page(
            app,
            &visitor,
            (&Link::to(HOLDINGS), language),
            HOLDINGS,
            Some(&found),
        )
    })
    .await
}

fn person(form: &Fields) -> Result<Person, AppError> {
    let place = match form.get("place").trim() {
        "" => None,
        code => Some(code.parse::<PlaceCode>().map_err(|_| {
            AppError::parameter(
                "place",
                code,
                "write the code of the unit, like centre-19339010101",
            )
        })?),
    };
    let number = form.get("number").trim();
    let words = form
        .get("words")
        .lines()
        .map(str::trim)
        .filter(|word| !word.is_empty());
    Ok(Person {
        programme: form.get("programme").to_owned(),
        place,
        number: (!number.is_empty()).then(|| number.to_owned()),
        words: words.map(str::to_owned).collect(),
    })
}

impl From<HoldingsError> for AppError {
    fn from(fault: HoldingsError) -> Self {
        match fault {
            // What was typed is about a person, and is not said again.
            HoldingsError::Asked(field, help) => Self::parameter(field, "…", help),
            HoldingsError::Store(fault) => fault.into(),
            HoldingsError::Key(fault) => {
                tracing::error!(error = %fault, "nobody can be looked up");
                Self::Lost
            }
        }
    }
}

fn held(app: &App) -> Result<Holdings, AppError> {
    let now = (app.entrance.clock)();
    let of = (&*app.catalog, app.engine.lake(), Some(&*app.entrance.state));
    Ok(Holdings::of(of, (&app.owner().name, app.kept_for()), today(now))?)
}

fn page(
    app: &App,
    visitor: &Visitor,
    (here, language): (&Link, Language),
    address: &str,
    found: Option<&[HeldAbout]>,
) -> Result<Response, AppError> {
    let say = app.say(language);
    let held = held(app)?;
    let title = say.text("holdings");
    let (cases, sheets): (Vec<&HeldRows>, Vec<&HeldRows>) =
        held.datasets.iter().partition(|rows| rows.of_cases);
    let frame = Frame::new(app, say, &title, here, None);
    let mut programmes: Vec<(String, String)> = Vec::new();
    for rows in &cases {
        if programmes.iter().all(|(id, _)| *id != rows.programme) {
            programmes.push((rows.programme.clone(), say.words(&rows.title[0])));
        }
    }
    let page = HoldingsPage {
        owner: frame.owner.clone(),
        cases: cases.iter().map(|rows| card(rows, held.keys, say)).collect(),
        sheets: sheets.iter().map(|rows| card(rows, held.keys, say)).collect(),
        others: others(&held, say),
        form_token: visitor
            .session
            .as_ref()
            .map(|session| session.form_token())
            .unwrap_or_default(),
        programmes,
        found: found.map(|found| told(app, found, say)),
        frame,
        title,
    };
    let page = app.templates.render("holdings.html", &page)?;
    private_page(app, visitor, say, address, &page)
}

fn count(number: u64) -> String {
    catalog::format::number(number as f64, catalog::Unit::Count)
}

fn card(rows: &HeldRows, keys: u32, say: Say<'_>) -> Card {
    let mut lines = Vec::new();
    let mut line = |id: &str, value: String| lines.push((say.text(id), value));
    let told = |words: &Option<catalog::Words>| match words {
        Some(words) => say.words(words),
        None => say.text("holdings-not-said"),
    };
    let list = |heads: &[String]| match heads {
        [] => say.text("holdings-none"),
        heads => heads.join(", "),
    };
    if rows.of_cases {
        line("holdings-of", told(&rows.of));
        line("holdings-purpose", told(&rows.purpose));
        line("holdings-basis", told(&rows.basis));
        let under = say.about("holdings-under-keys", &[("count", Arg::Count(u64::from(keys)))]);
        line("holdings-hashed", format!("{} ({under})", list(&rows.hashed)));
        line("holdings-kept", list(&rows.kept));
    }
    line("holdings-dropped", list(&rows.dropped));
    let years = rows.years.as_ref();
    let years = years.map_or_else(String::new, |[first, last]| match first == last {
        true => format!(" · {first}"),
        false => format!(" · {first} – {last}"),
    });
    line("holdings-rows", format!("{}{years}", count(rows.rows)));
    let keep = match (&rows.keep, rows.kept_from, rows.at_its_end) {
        (Some(keep), Some(from), Some(end)) => {
            let months: u64 = keep
                .split(' ')
                .next()
                .and_then(|number| number.parse().ok())
                .unwrap_or(0);
            let from = say.day(from);
            let args = [("months", Arg::Count(months)), ("from", Arg::Text(&from))];
            say.about(&format!("holdings-then-{end}"), &args)
        }
        _ => say.text("holdings-for-ever"),
    };
    line("holdings-keep", keep);
    Card {
        id: format!("{}-{}", rows.programme, rows.dataset),
        title: title(rows, say),
        lines,
    }
}

/// Programme and dataset; once, where both are called the same.
fn title(rows: &HeldRows, say: Say<'_>) -> String {
    let [programme, dataset] = rows.title.each_ref().map(|words| say.words(words));
    match programme == dataset {
        true => programme,
        false => format!("{programme} · {dataset}"),
    }
}

fn others(held: &Holdings, say: Say<'_>) -> Vec<(String, String)> {
    let of = &held.state;
    let row = |id: &str, numbers: &[(&str, u64)]| {
        let args: Vec<(&str, Arg<'_>)> = numbers
            .iter()
            .map(|(name, number)| (*name, Arg::Count(*number)))
            .collect();
        (say.text(id), say.about(&format!("{id}-held"), &args))
    };
    let since = of
        .log_since
        .map_or_else(|| say.text("no-data"), |since| moment(since, say));
    let log = [
        ("count", Arg::Count(of.log_entries)),
        ("since", Arg::Text(&since)),
    ];
    vec![
        row(
            "holdings-accounts",
            &[
                ("count", of.accounts),
                ("ended", of.ended_accounts),
                ("sessions", of.sessions),
            ],
        ),
        row("holdings-identities", &[("count", of.identities)]),
        row(
            "holdings-addresses",
            &[("count", of.addresses), ("ended", of.unsubscribed)],
        ),
        row(
            "holdings-originals",
            &[
                ("count", of.originals),
                ("days", held.originals_kept_days.unsigned_abs()),
            ],
        ),
        (say.text("holdings-log"), say.about("holdings-log-held", &log)),
    ]
}

fn told(app: &App, found: &[HeldAbout], say: Say<'_>) -> Found {
    let title = |id: &str| {
        let mut all = app.catalog.programmes.iter();
        let dataset = all.find_map(|programme| programme.dataset(id));
        dataset.map_or_else(|| id.to_owned(), |dataset| say.words(&dataset.title))
    };
    Found {
        message: say.text(if found.is_empty() {
            "holdings-nothing"
        } else {
            "holdings-found"
        }),
        rows: found
            .iter()
            .map(|one| {
                [
                    title(&one.dataset),
                    count(one.rows),
                    say.day(one.from),
                    say.day(one.to),
                ]
            })
            .collect(),
    }
}
