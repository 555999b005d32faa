//! The accounts of the demo: one of each role, with passwords made at random, in `DATA/demo-accounts.json`.

use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;
use catalog::{Catalog, PlaceCode, PlaceLevel};
use figures::Role;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::State;
use store::state::{NewAccount, Token};

use crate::config::Config;
use crate::console;

/// One account, with its password; the only place where one is kept in the clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DemoAccount {
    name: String,
    password: String,
    role: String,
    place: Option<String>,
    programmes: Vec<String>,
}

/// Makes the accounts and tells them; those of an earlier start are kept.
pub fn make(data: &Path, config: &Config, catalog: &Catalog, now: Timestamp) -> anyhow::Result<()> {
    let file = data.join("demo-accounts.json");
    let state = State::open(data)?;
    let accounts = match kept(&file, &state)? {
        Some(accounts) => accounts,
        None => {
            let accounts = fresh(&config.home(catalog)?, catalog)?;
            for account in &accounts {
                open(&state, account, now)?;
            }
            write(&file, &accounts)?;
            accounts
        }
    };
    for account in &accounts {
        let place = account.place.as_deref().unwrap_or("no place of its own");
        console::say(&format!(
            "demo account {} ({}, {place}): {}",
            account.name, account.role, account.password
        ));
    }
    Ok(())
}

/// The accounts of an earlier start, if all of them are still there.
fn kept(file: &Path, state: &State) -> anyhow::Result<Option<Vec<DemoAccount>>> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(missing) if missing.kind() == ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(fault).context(format!("{} can't be read", file.display())),
    };
    let accounts: Vec<DemoAccount> = serde_json::from_str(&text)
        .with_context(|| format!("{}: delete it, and fresh accounts are made", file.display()))?;
    for account in &accounts {
        if state.account(&account.name)?.is_none() {
            return Ok(None);
        }
    }
    Ok((!accounts.is_empty()).then_some(accounts))
}

fn fresh(home: &PlaceCode, catalog: &Catalog) -> anyhow::Result<Vec<DemoAccount>> {
    let blocks = catalog.places.inside(home, PlaceLevel::Block, None);
    let block = blocks
        .into_iter()
        .find(|block| block.only_for.is_none())
        .map_or(home, |block| &block.code);
    [
        ("demo-officer", Role::Officer, Some(block)),
        ("demo-line-list", Role::LineList, Some(block)),
        ("demo-data-entry", Role::DataEntry, Some(block)),
        ("demo-district-officer", Role::Officer, Some(home)),
        ("demo-analyst", Role::Analyst, None),
        ("demo-admin", Role::Admin, None),
    ]
    .into_iter()
    .map(|(name, role, place)| {
        Ok(DemoAccount {
            name: name.to_owned(),
            password: password()?,
            role: role.to_string(),
            place: place.map(PlaceCode::to_string),
            programmes: Vec::new(),
        })
    })
    .collect()
}

/// 80 random bits, in groups that can be typed.
fn password() -> anyhow::Result<String> {
    let token = Token::fresh()?;
    let digits = token.secret();
    Ok([0, 5, 10, 15].map(|at| &digits[at..at + 5]).join("-"))
}

/// An account that is there already, without its file, gets the fresh password.
fn open(state: &State, account: &DemoAccount, now: Timestamp) -> anyhow::Result<()> {
    if state.account(&account.name)?.is_some() {
        return Ok(state.set_password(&account.name, &account.password, now)?);
    }
    let places: Vec<String> = account.place.iter().cloned().collect();
    let new = NewAccount {
        name: &account.name,
        role: &account.role,
        places: &places,
        programmes: &account.programmes,
    };
    Ok(state.add_account(&new, &account.password, now)?)
}

/// Only for its owner's eyes, from the first moment.
fn write(file: &Path, accounts: &[DemoAccount]) -> anyhow::Result<()> {
    let unwritable = || format!("{} can't be written", file.display());
    match std::fs::remove_file(file) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault).with_context(unwritable),
        _ => {}
    }
    let mut made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(unwritable)?;
    let text = serde_json::to_string_pretty(accounts)? + "\n";
    made.write_all(text.as_bytes()).with_context(unwritable)
}

#[cfg(test)]
mod tests {
    use store::state::Visit;

    use super::*;

    fn now() -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    fn started(data: &Path) -> String {
        let catalog = Catalog::load(None).unwrap();
        make(data, &Config::default(), &catalog, now()).unwrap();
        std::fs::read_to_string(data.join("demo-accounts.json")).unwrap()
    }

    #[test]
    fn a_second_start_keeps_the_accounts_and_their_passwords() {
        let data = tempfile::tempdir().unwrap();
        let first = started(data.path());
        assert_eq!(started(data.path()), first);
        let accounts: Vec<DemoAccount> = serde_json::from_str(&first).unwrap();
        assert_eq!(accounts.len(), 6);
        let state = State::open(data.path()).unwrap();
        for account in accounts {
            let tried = state.sign_in(&account.name, &account.password, &Visit::default(), now());
            assert!(
                matches!(tried.unwrap(), store::state::SignIn::Right),
                "{}",
                account.name
            );
        }
    }

    #[test]
    fn accounts_whose_passwords_are_lost_get_fresh_ones() {
        let data = tempfile::tempdir().unwrap();
        let first = started(data.path());
        std::fs::remove_file(data.path().join("demo-accounts.json")).unwrap();
        assert_ne!(started(data.path()), first);
        assert_eq!(State::open(data.path()).unwrap().accounts().unwrap().len(), 6);
    }

    #[test]
    fn a_damaged_file_is_named_and_not_written_over() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("demo-accounts.json");
        std::fs::write(&file, "{").unwrap();
        let catalog = Catalog::load(None).unwrap();
        let fault = make(data.path(), &Config::default(), &catalog, now()).unwrap_err();
        assert!(format!("{fault:#}").contains("demo-accounts.json"), "{fault:#}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "{");
    }
}
