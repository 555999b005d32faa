//! Who is signed in, as each page says it, with the way in or out.
//!
//! Finished pages are kept for all readers who may see the same, so this part is put into them as they are sent.

use catalog::Arg;
use figures::Role;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;
use crate::link::Link;
use crate::pages::account::ACCOUNT;
use crate::pages::audit::AUDIT;
use crate::pages::holdings::HOLDINGS;
use crate::pages::status::STATUS;
use crate::pages::uploads::{UPLOADS, in_language};
use crate::say::Say;
use crate::view::LONGEST;
use crate::visitor::Visitor;

/// Where it stands in a page; no word of a page can contain it, since pages escape `<`.
const MARK: &[u8] = b"<!--account-->";

/// Everything that `account.html` may use.
#[derive(Debug, Serialize)]
struct AccountBar {
    name: Option<String>,
    form_token: String,
    language: &'static str,
    signed_in_as: String,
    /// Where returns are sent, for those who may: address and words.
    uploads: Option<(String, String)>,
    sign_out: String,
    sign_in: String,
    sign_in_address: String,
    schedules: String,
    schedules_address: String,
    /// How the server stands, for administrators: address and words.
    status: Option<(String, String)>,
    holdings: Option<(String, String)>,
    account_address: String,
    /// The audit log, for administrators: address and words.
    audit: Option<(String, String)>,
    /// For administrators: declared programmes that are left out because they are wrong.
    left_out: Vec<String>,
}

/// A page with the account put in; `address` is where the reader comes back to after signing in.
pub fn with_account(
    app: &App,
    visitor: &Visitor,
    say: Say<'_>,
    address: &str,
    page: &[u8],
) -> Result<Vec<u8>, AppError> {
    let Some(at) = page.windows(MARK.len()).position(|found| found == MARK) else {
        return Ok(page.to_vec());
    };
    let bar = bar(app, visitor, say, address);
    let bar = app.templates.render("account.html", &bar)?;
    let mut whole = Vec::with_capacity(page.len() + bar.len());
    whole.extend_from_slice(&page[..at]);
    whole.extend_from_slice(bar.as_bytes());
    whole.extend_from_slice(&page[at + MARK.len()..]);
    Ok(whole)
}

fn bar(app: &App, visitor: &Visitor, say: Say<'_>, address: &str) -> AccountBar {
    let form_token = visitor.session.as_ref().map(|session| session.form_token());
    AccountBar {
        name: visitor.reader.name.clone().filter(|_| form_token.is_some()),
        form_token: form_token.unwrap_or_default(),
        language: say.language.code(),
        signed_in_as: say.text("signed-in-as"),
        uploads: analytics::sends_returns(&visitor.reader)
            .then(|| (in_language(UPLOADS, say.language), say.text("uploads"))),
        sign_out: say.text("sign-out"),
        sign_in: say.text("sign-in"),
        sign_in_address: sign_in_address(address, say.language),
        schedules: say.text("schedules-title"),
        schedules_address: in_language("/schedules", say.language),
        status: (visitor.reader.class.role == Role::Admin)
            .then(|| (in_language(STATUS, say.language), say.text("status"))),
        holdings: (visitor.reader.class.role == Role::Admin)
            .then(|| (in_language(HOLDINGS, say.language), say.text("holdings"))),
        account_address: in_language(ACCOUNT, say.language),
        audit: (visitor.reader.class.role == Role::Admin)
            .then(|| (in_language(AUDIT, say.language), say.text("audit"))),
        left_out: left_out(app, visitor, say),
    }
}

/// What is wrong with which declared programme, for those who can mend it.
fn left_out(app: &App, visitor: &Visitor, say: Say<'_>) -> Vec<String> {
    if visitor.reader.class.role != Role::Admin {
        return Vec::new();
    }
    let left_out = app.catalog.programmes.left_out().iter();
    left_out
        .map(|one| {
            let file = one.file.display().to_string();
            let args = [("file", Arg::Text(&file)), ("problem", Arg::Text(&one.problem))];
            say.about("programme-left-out", &args)
        })
        .collect()
}

/// The sign-in page that leads back to an address.
pub fn sign_in_address(address: &str, language: catalog::Language) -> String {
    let link = Link::to("/sign-in");
    let is_worth_it =
        !matches!(address, "" | "/") && !address.starts_with("/sign-") && address.len() <= LONGEST;
    let link = if is_worth_it {
        link.with("next", address)
    } else {
        link
    };
    link.in_language(language).to_string()
}
