//! `jela user`: the accounts of this district's jela.

use std::path::{Path, PathBuf};

use catalog::Catalog;
use clap::Subcommand;
use figures::{Reader, Role};
use jiff::Timestamp;
use serde::Serialize;
use store::State;
use store::state::{Account, Deed, Kind, LINK_HOURS, NewAccount};

use crate::config::Config;
use crate::exit::{Exit, Usage};
use crate::{config, console, table, user_keys};

/// What to do with accounts.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes an account.
    Add(Add),
    /// Lists the accounts.
    List {
        /// One JSON object for each account.
        #[arg(long)]
        json: bool,
    },
    /// Ends an account, with its sessions and keys.
    Disable {
        /// Its name.
        name: String,
    },
    /// Gives an account another role, other places and programmes; its sessions end.
    Change(Office),
    /// Prints a link by which the owner of an account sets a new password, once and within a day.
    Recover {
        /// Its name.
        name: String,
        /// Takes the second factor away as well, when the link is used.
        #[arg(long)]
        without_second_factor: bool,
    },
    /// Prints a fresh API key of an account; it is shown this once.
    Key(user_keys::New),
    /// Lists the API keys that open something.
    Keys(user_keys::List),
    /// Ends an API key; it opens nothing from then on.
    EndKey {
        /// As `jela user keys` names it.
        id: String,
    },
}

/// What an account is for.
#[derive(Debug, clap::Args)]
struct Office {
    /// Its name: small Latin letters, digits and . - _ @
    name: String,
    /// analyst, data-entry, officer, line-list or admin.
    #[arg(long, value_name = "R")]
    role: String,
    /// A place for which it is in office, with all inside it.
    #[arg(long = "place", value_name = "P")]
    places: Vec<String>,
    /// A programme for which it is in office; all unless told.
    #[arg(long = "programme", value_name = "P")]
    programmes: Vec<String>,
}

/// An account to be made.
#[derive(Debug, clap::Args)]
struct Add {
    #[command(flatten)]
    office: Office,
    /// A file whose first line is the password; `-` for standard input.
    #[arg(long, value_name = "F")]
    password_file: PathBuf,
}

/// Makes, lists or ends accounts.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    match &args.what {
        What::Add(account) => add(data, account, now)?,
        What::List { json } => list(data, *json)?,
        What::Disable { name } => {
            let state = existing(data)?;
            state.disable_account(name, now)?;
            log(&state, format!("disabled the account {name}"), now)?;
            console::say(&format!("{name}: disabled; its sessions and keys have ended"));
        }
        What::Change(office) => change(data, office, now)?,
        What::Recover {
            name,
            without_second_factor,
        } => recover(data, config, name, *without_second_factor, now)?,
        What::Key(key) => user_keys::make(data, key, now)?,
        What::Keys(keys) => user_keys::list(data, keys, now)?,
        What::EndKey { id } => user_keys::end(data, id, now)?,
    }
    Ok(Exit::Done)
}

/// The reader behind an account's name.
pub fn reader(data: &Path, name: &str) -> anyhow::Result<Reader> {
    let unknown = || {
        Usage(format!(
            "there is no reader `{name}`; use public, operator or the name of an account"
        ))
    };
    let account = State::open_existing(data)?
        .map(|state| state.account(name))
        .transpose()?
        .flatten()
        .filter(|account| account.disabled.is_none())
        .ok_or_else(unknown)?;
    Ok(Reader::of_account(
        &account.name,
        &account.role,
        &account.places,
        &account.programmes,
    )?)
}

fn add(data: &Path, account: &Add, now: Timestamp) -> anyhow::Result<()> {
    let office = &account.office;
    let (role, places) = checked(data, office)?;
    let password = password(&account.password_file)?;
    let state = State::open(data)?;
    state.add_account(&office.account(role, &places), &password, now)?;
    log(
        &state,
        format!("made the account {}", office.told(role, &places)),
        now,
    )?;
    console::say(&format!("{}: may sign in as {role}", office.name));
    Ok(())
}

fn change(data: &Path, office: &Office, now: Timestamp) -> anyhow::Result<()> {
    let (role, places) = checked(data, office)?;
    let state = existing(data)?;
    state.change_account(&office.account(role, &places), now)?;
    log(
        &state,
        format!("changed the account {}", office.told(role, &places)),
        now,
    )?;
    console::say(&format!("{}: is {role} from the next sign-in on", office.name));
    Ok(())
}

fn recover(
    data: &Path,
    config: &Config,
    name: &str,
    without_factor: bool,
    now: Timestamp,
) -> anyhow::Result<()> {
    let state = existing(data)?;
    let link = state.recovery_link(name, without_factor, now)?;
    log(&state, format!("made a recovery link of the account {name}"), now)?;
    let dashboard = config.address()?;
    console::print_line(&format!("{dashboard}/recover?link={}", link.secret()))?;
    console::say(&format!(
        "{name}: whoever has this link sets the password, once and within {LINK_HOURS} hours; give it to nobody else"
    ));
    Ok(())
}

impl Office {
    fn account<'a>(&'a self, role: Role, places: &'a [String]) -> NewAccount<'a> {
        NewAccount {
            name: &self.name,
            role: role.id(),
            places,
            programmes: &self.programmes,
        }
    }

    /// `bdo-khatra: officer block-2786 mgnrega`
    fn told(&self, role: Role, places: &[String]) -> String {
        let words = [&[role.to_string()][..], places, &self.programmes].concat();
        format!("{}: {}", self.name, words.join(" "))
    }
}

fn checked(data: &Path, office: &Office) -> anyhow::Result<(Role, Vec<String>)> {
    let catalog = config::catalog(data)?;
    let role = role(&office.role)?;
    let places = places(role, &office.places, &catalog)?;
    programmes(&office.programmes, &catalog)?;
    Ok((role, places))
}

/// Whoever has the server's command line is its operator.
pub fn log(state: &State, what: String, now: Timestamp) -> anyhow::Result<()> {
    Ok(state.log(Deed::of_operator(Kind::Change, what), now)?)
}

fn role(word: &str) -> anyhow::Result<Role> {
    let role: Role = word
        .parse()
        .map_err(|fault: figures::UnknownRole| Usage(fault.to_string()))?;
    if !role.has_accounts() {
        return Err(Usage(figures::NotAReader::RoleWithoutAccounts(role).to_string()).into());
    }
    Ok(role)
}

/// Codes as the registry writes them. An office is one in some place; the others are of all places or none.
fn places(role: Role, codes: &[String], catalog: &Catalog) -> anyhow::Result<Vec<String>> {
    if role.has_places() && codes.is_empty() {
        return Err(Usage(format!("{role} is an office in a place; name it with --place")).into());
    }
    if !role.has_places() && !codes.is_empty() {
        return Err(Usage(format!("{role} is no office in a place; leave --place out")).into());
    }
    codes
        .iter()
        .map(|code| config::place(code, catalog).map(|place| place.to_string()))
        .collect()
}

fn programmes(ids: &[String], catalog: &Catalog) -> anyhow::Result<()> {
    let unknown = ids.iter().find(|id| catalog.programme(id).is_none());
    let Some(unknown) = unknown else { return Ok(()) };
    let known: Vec<&str> = catalog.programmes.iter().map(|known| known.id.as_str()).collect();
    Err(Usage(format!(
        "there is no programme `{unknown}`; there are: {}",
        known.join(", ")
    ))
    .into())
}

/// The first line of a file or of standard input: editors and `echo` end lines.
pub fn password(file: &Path) -> anyhow::Result<String> {
    let lines = console::read_lines(file).map_err(|fault| Usage(format!("{fault:#}")))?;
    Ok(lines.into_iter().next().unwrap_or_default())
}

/// The state, which must be there.
pub fn existing(data: &Path) -> anyhow::Result<State> {
    State::open_existing(data)?
        .ok_or_else(|| Usage("there are no accounts yet; `jela user add` makes the first".to_owned()).into())
}

/// One account, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    role: &'a str,
    places: &'a [String],
    programmes: &'a [String],
    created: Timestamp,
    disabled: Option<Timestamp>,
}

fn list(data: &Path, json: bool) -> anyhow::Result<()> {
    let state = State::open_existing(data)?;
    let accounts = state
        .map(|state| state.accounts())
        .transpose()?
        .unwrap_or_default();
    if !json {
        let rows: Vec<Vec<String>> = accounts.iter().map(cells).collect();
        return console::print(table::text(&HEADERS.map(str::to_owned), &rows).as_bytes());
    }
    for account in &accounts {
        let line = Line {
            name: &account.name,
            role: &account.role,
            places: &account.places,
            programmes: &account.programmes,
            created: account.created,
            disabled: account.disabled,
        };
        console::print_line(&serde_json::to_string(&line)?)?;
    }
    Ok(())
}

const HEADERS: [&str; 6] = ["name", "role", "places", "programmes", "made", "state"];

fn cells(account: &Account) -> Vec<String> {
    vec![
        account.name.clone(),
        account.role.clone(),
        account.places.join(" "),
        account.programmes.join(" "),
        account.created.strftime("%Y-%m-%d").to_string(),
        account
            .disabled
            .map_or_else(String::new, |_| "disabled".to_owned()),
    ]
}
