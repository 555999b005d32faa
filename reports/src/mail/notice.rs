//! Word to the owner of a schedule that something did not go out.

use catalog::{Arg, Language};

use super::message::{Envelope, MailError, head};
use crate::say::Say;

/// What did not go out.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// What the schedule is called.
    pub schedule: &'a str,
    /// To whom.
    pub recipient: &'a str,
    /// The time for which it was, printed.
    pub due: &'a str,
    /// The id of the state, like `failed`.
    pub state: &'a str,
    /// The id of the reason, like `no-connection`.
    pub reason: &'a str,
    /// What the server said.
    pub detail: &'a str,
    /// Where all deliveries are told.
    pub page: &'a str,
}

/// The mail of a notice.
pub fn notice_mail(
    notice: &Notice<'_>,
    language: Language,
    envelope: &Envelope<'_>,
) -> Result<Vec<u8>, MailError> {
    let say = Say(language);
    let state = say.text(&format!("mail-state-{}", notice.state));
    let reason = say.text(&format!("mail-reason-{}", notice.reason));
    let args = [
        ("schedule", Arg::Text(notice.schedule)),
        ("recipient", Arg::Text(notice.recipient)),
        ("due", Arg::Text(notice.due)),
        ("state", Arg::Text(&state)),
        ("reason", Arg::Text(&reason)),
        ("detail", Arg::Text(notice.detail)),
        ("page", Arg::Text(notice.page)),
    ];
    let subject = say.about("mail-notice-subject", &args);
    let lines = [
        say.about("mail-notice-what", &args),
        say.about("mail-notice-why", &args),
        notice.detail.to_owned(),
        say.about("mail-notice-page", &args),
    ];
    let text: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    // What a server says may be anything; in the body it does no harm, in the head it would.
    Ok(head(&subject, language.code(), envelope)?
        .singlepart(lettre::message::SinglePart::plain(text.join("\n\n")))?
        .formatted())
}
