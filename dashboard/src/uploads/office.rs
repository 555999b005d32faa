//! For which places and programmes somebody may send returns.

use figures::{NotAReader, Reader};
use ingest::Office;
use store::StoreError;
use store::state::State;
use thiserror::Error;

/// Why nobody is in office by an account's name.
#[derive(Debug, Error)]
pub enum NoOffice {
    /// The state can't be read.
    #[error(transparent)]
    State(#[from] StoreError),
    /// It was taken away, or never was.
    #[error("the account `{0}` counts no longer")]
    NoAccount(String),
    /// Its words make no sense.
    #[error(transparent)]
    Account(#[from] NotAReader),
    /// It is of another role by now.
    #[error("the account `{0}` may no longer send returns")]
    SendsNothing(String),
}

/// The office of an account as it is now, whatever it was when files were sent.
pub fn office_of(state: &State, name: &str) -> Result<Office, NoOffice> {
    let account = state.account(name)?.filter(|account| account.disabled.is_none());
    let account = account.ok_or_else(|| NoOffice::NoAccount(name.to_owned()))?;
    let reader = Reader::of_account(&account.name, &account.role, &account.places, &account.programmes)?;
    if !analytics::sends_returns(&reader) {
        return Err(NoOffice::SendsNothing(name.to_owned()));
    }
    let words = format!("{} {:?} {:?}", account.role, account.places, account.programmes);
    let office = Office::new(move |programme, place, places| {
        analytics::may_send(&reader.class, programme, place, places)
    });
    Ok(office.known_as(&words))
}
