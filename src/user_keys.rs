//! `jela user key`, `keys` and `end-key`: what programs come in by.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use store::State;
use store::state::{ApiKey, KEY_DAYS, NewKey};

use crate::exit::Usage;
use crate::user::{existing, log};
use crate::{config, console, table};

/// A key to be made.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The account's name.
    name: String,
    /// What it is for, so that it is known in the list.
    #[arg(long, default_value = "", value_name = "WORDS")]
    label: String,
    /// Days that it lasts.
    #[arg(long, default_value_t = KEY_DAYS, value_name = "N")]
    days: i64,
    /// Only this place of the account, with all inside it.
    #[arg(long = "place", value_name = "P")]
    places: Vec<String>,
    /// Only this programme of the account.
    #[arg(long = "programme", value_name = "P")]
    programmes: Vec<String>,
}

/// Which keys are listed.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Those of this account; all unless told.
    name: Option<String>,
    /// One JSON object for each key.
    #[arg(long)]
    json: bool,
}

/// Makes a key and prints it.
pub fn make(data: &Path, new: &New, now: Timestamp) -> anyhow::Result<()> {
    let state = existing(data)?;
    let places = within_office(data, &state, new)?;
    let key = state.add_key(
        &NewKey {
            account: &new.name,
            label: &new.label,
            places: &places,
            programmes: &new.programmes,
            days: new.days,
        },
        now,
    )?;
    let (id, name) = (key.key_id(), &new.name);
    log(&state, format!("made the key {id} of the account {name}"), now)?;
    console::print_line(key.secret())?;
    console::say(&format!(
        "{name}: the fresh key {id}, good for {} days; it can't be shown again",
        new.days
    ));
    Ok(())
}

/// The codes of the places, once all that is asked is the account's.
fn within_office(data: &Path, state: &State, new: &New) -> anyhow::Result<Vec<String>> {
    if new.places.is_empty() && new.programmes.is_empty() {
        return Ok(Vec::new());
    }
    let catalog = config::catalog(data)?;
    let places = new
        .places
        .iter()
        .map(|code| config::place(code, &catalog).map(|place| place.to_string()))
        .collect::<anyhow::Result<Vec<String>>>()?;
    let Some(account) = state.account(&new.name)? else {
        // Whoever makes the key is told that there is no such account.
        return Ok(places);
    };
    let reached = dashboard::reach(&account, &places, &new.programmes, &catalog);
    let lost = |asked: &[String], has: &[String]| asked.iter().find(|code| !has.contains(code)).cloned();
    let lost = match &reached {
        Some(reach) => lost(&places, &reach.places).or_else(|| lost(&new.programmes, &reach.programmes)),
        None => places.iter().chain(&new.programmes).next().cloned(),
    };
    match lost {
        Some(lost) => Err(Usage(format!(
            "{} is not in office for `{lost}`; a key reaches as far as its account, or a part of its places and \
             programmes",
            new.name
        ))
        .into()),
        None => Ok(places),
    }
}

/// Ends a key.
pub fn end(data: &Path, id: &str, now: Timestamp) -> anyhow::Result<()> {
    let state = existing(data)?;
    let ended = state.end_key(id, None, now)?;
    let key = ended.ok_or_else(|| {
        Usage(format!(
            "there is no key `{id}` that opens anything; `jela user keys` shows those there are"
        ))
    })?;
    log(
        &state,
        format!("ended the key {id} of the account {}", key.account),
        now,
    )?;
    console::say(&format!("{}: the key {id} has ended", key.account));
    Ok(())
}

/// One key, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    account: &'a str,
    label: &'a str,
    places: &'a [String],
    programmes: &'a [String],
    created: Timestamp,
    expires: Timestamp,
    last_used: Option<Timestamp>,
}

/// Lists keys.
pub fn list(data: &Path, asked: &List, now: Timestamp) -> anyhow::Result<()> {
    let state = existing(data)?;
    let keys = state.keys(asked.name.as_deref(), now)?;
    if !asked.json {
        let rows: Vec<Vec<String>> = keys.iter().map(cells).collect();
        return console::print(table::text(&HEADERS.map(str::to_owned), &rows).as_bytes());
    }
    for key in &keys {
        let line = Line {
            id: &key.id,
            account: &key.account,
            label: &key.label,
            places: &key.places,
            programmes: &key.programmes,
            created: key.created,
            expires: key.expires,
            last_used: key.last_used,
        };
        console::print_line(&serde_json::to_string(&line)?)?;
    }
    Ok(())
}

const HEADERS: [&str; 8] = [
    "id",
    "account",
    "for",
    "places",
    "programmes",
    "made",
    "until",
    "last used",
];

fn cells(key: &ApiKey) -> Vec<String> {
    let day = |moment: Timestamp| moment.strftime("%Y-%m-%d").to_string();
    vec![
        key.id.clone(),
        key.account.clone(),
        key.label.clone(),
        key.places.join(" "),
        key.programmes.join(" "),
        day(key.created),
        day(key.expires),
        key.last_used.map_or_else(|| "never".to_owned(), day),
    ]
}
