//! Keys by which programs come in: one's own, and for administrators everybody's.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use catalog::{Language, PlaceCode};
use figures::Role;
use jiff::Timestamp;
use serde::Serialize;
use store::StoreError;
use store::state::{Account, ApiKey, Deed, Kind, NewKey};

use super::account::{Own, own};
use super::frame::Frame;
use super::uploads::{moment, private_page};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::error::AppError;
use crate::form::Fields;
use crate::key_reach::reach;
use crate::request::Request;
use crate::say::Say;
use crate::view::{OF_WORDS, View};
use crate::visitor::Visitor;

/// The address.
pub const KEYS: &str = "/account/keys";

/// For how many days a key may be made to last.
const LASTING: [i64; 3] = [30, 90, 365];

/// Everything that `keys.html` may use.
#[derive(Debug, Serialize)]
pub struct KeysPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    /// A fresh key, shown this once.
    fresh: Option<String>,
    form_token: String,
    keys: Vec<Key>,
    /// Whether keys of others are listed too.
    of_all: bool,
    lasting: Vec<Lasting>,
    /// Programmes to which a key can be narrowed; none for those who are in office nowhere in particular.
    programmes: Vec<Choice>,
}

/// A key in the list.
#[derive(Debug, Serialize)]
struct Key {
    id: String,
    account: String,
    label: String,
    reach: String,
    made: String,
    until: String,
    used: String,
}

/// Days that a key may last.
#[derive(Debug, Serialize)]
struct Lasting {
    days: i64,
    words: String,
}

/// A programme that may be ticked.
#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    title: String,
}

/// What came of a form.
#[derive(Default)]
struct Told {
    message: Option<&'static str>,
    fresh: Option<String>,
}

/// `GET /account/keys`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let language = request.language(&request.view(OF_WORDS)?);
    page(&app, visitor, language, Told::default()).await
}

/// `POST /account/keys`: makes a key, or ends one.
pub async fn change(
    State(app): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    let (own, now) = (own(&visitor)?, (app.entrance.clock)());
    let language = form
        .get("language")
        .parse()
        .unwrap_or(request.language_of_errors());
    let sees_all = visitor.reader.class.role == Role::Admin;
    let told = app
        .aside(move |app| match form.get("step") {
            "make" => make(app, &own, &form, &caller, now),
            "end" => end(app, &own, (form.get("key"), sees_all), &caller, now),
            other => Err(AppError::parameter("step", other, "is neither make nor end")),
        })
        .await?;
    page(&app, visitor, language, told).await
}

fn make(app: &App, own: &Own, form: &Fields, caller: &Caller, now: Timestamp) -> Result<Told, AppError> {
    let days = form
        .get("days")
        .parse()
        .ok()
        .filter(|days| LASTING.contains(days));
    let days =
        days.ok_or_else(|| AppError::parameter("days", form.get("days"), "is none of 30, 90 and 365"))?;
    let programmes = form.all("programme");
    let state = &app.entrance.state;
    let account = state.account(&own.name)?.ok_or(AppError::SignInNeeded)?;
    let reached = reach(&account, &[], &programmes, &app.catalog);
    if !programmes.is_empty() && reached.is_none_or(|reach| reach.programmes.len() < programmes.len()) {
        return Err(AppError::parameter(
            "programme",
            &programmes.join(" "),
            "is not among the programmes of this account",
        ));
    }
    let new = NewKey {
        label: form.get("label"),
        programmes: &programmes,
        days,
        ..NewKey::of(&own.name)
    };
    match state.add_key(&new, now) {
        Ok(key) => {
            let what = format!("made the key {} of its own", key.key_id());
            state.log(Deed::of(Kind::Change, &own.name, &caller.address, &what), now)?;
            Ok(Told {
                message: Some("key-made"),
                fresh: Some(key.secret().to_owned()),
            })
        }
        Err(StoreError::TooManyKeys { .. }) => Ok(Told {
            message: Some("key-too-many"),
            fresh: None,
        }),
        Err(fault) => Err(fault.into()),
    }
}

fn end(
    app: &App,
    own: &Own,
    (id, sees_all): (&str, bool),
    caller: &Caller,
    now: Timestamp,
) -> Result<Told, AppError> {
    let state = &app.entrance.state;
    let whose = (!sees_all).then_some(own.name.as_str());
    let ended = state.end_key(id, whose, now)?;
    // Which key stands behind which token is known to nobody; all are asked for again.
    app.sessions.forget_all();
    let Some(key) = ended else {
        return Ok(Told {
            message: Some("key-gone"),
            fresh: None,
        });
    };
    let what = format!("ended the key {} of the account {}", key.id, key.account);
    state.log(Deed::of(Kind::Change, &own.name, &caller.address, &what), now)?;
    Ok(Told {
        message: Some("key-ended"),
        fresh: None,
    })
}

async fn page(
    app: &AppState,
    visitor: Visitor,
    language: Language,
    told: Told,
) -> Result<Response, AppError> {
    let own = own(&visitor)?;
    let now = (app.entrance.clock)();
    app.aside(move |app| {
        let say = app.say(language);
        let state = &app.entrance.state;
        let of_all = visitor.reader.class.role == Role::Admin;
        let keys = state.keys((!of_all).then_some(own.name.as_str()), now)?;
        let account = state.account(&own.name)?.ok_or(AppError::SignInNeeded)?;
        let title = say.text("keys");
        let page = KeysPage {
            frame: Frame::new(app, say, &title, &View::default().link(KEYS), None),
            title,
            message: told.message.map(|message| say.text(message)),
            fresh: told.fresh,
            form_token: own.session.form_token(),
            keys: keys.into_iter().map(|key| row(app, say, key)).collect(),
            of_all,
            lasting: LASTING.map(|days| lasting(say, days)).into(),
            programmes: choices(app, say, &account),
        };
        let page = app.templates.render("keys.html", &page)?;
        private_page(app, &visitor, say, KEYS, &page)
    })
    .await
}

fn lasting(say: Say<'_>, days: i64) -> Lasting {
    let count = u64::try_from(days).unwrap_or_default();
    Lasting {
        days,
        words: say.about("key-days", &[("count", catalog::Arg::Count(count))]),
    }
}

fn choices(app: &App, say: Say<'_>, account: &Account) -> Vec<Choice> {
    let can_be_narrowed = account.role.parse().is_ok_and(Role::has_places);
    let own = |id: &String| account.programmes.is_empty() || account.programmes.contains(id);
    let all = app.catalog.programmes.iter();
    all.filter(|programme| can_be_narrowed && own(&programme.id))
        .map(|programme| Choice {
            id: programme.id.clone(),
            title: say.words(&programme.title),
        })
        .collect()
}

fn row(app: &App, say: Say<'_>, key: ApiKey) -> Key {
    Key {
        reach: narrowed_to(app, say, &key),
        id: key.id,
        account: key.account,
        label: key.label,
        made: moment(key.created, say),
        until: moment(key.expires, say),
        used: key
            .last_used
            .map_or_else(|| say.text("key-never"), |used| moment(used, say)),
    }
}

/// The places and programmes of a key, or that it reaches as far as its account.
fn narrowed_to(app: &App, say: Say<'_>, key: &ApiKey) -> String {
    let place = |code: &String| {
        let known = code.parse::<PlaceCode>().ok();
        let known = known.and_then(|code| app.catalog.places.get(&code));
        known.map_or_else(
            || code.clone(),
            |place| crate::overview::scene::name_with_level(say, place),
        )
    };
    let programme = |id: &String| {
        let known = app.catalog.programme(id);
        known.map_or_else(|| id.clone(), |known| say.words(&known.title))
    };
    let parts: Vec<String> = key
        .places
        .iter()
        .map(place)
        .chain(key.programmes.iter().map(programme))
        .collect();
    match parts.is_empty() {
        true => say.text("key-reaches-all"),
        false => parts.join(" · "),
    }
}
