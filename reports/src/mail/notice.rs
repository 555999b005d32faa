//! Word to the owner of a schedule that something did not go out.

use catalog::{Arg, Language};
use lettre::message::{MultiPart, SinglePart};
use serde::Serialize;

use super::letter::{Colours, Link, dark, light};
use super::message::{Envelope, MailError, boundary, head};
use super::templates;
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

/// What the layouts of a notice may use.
#[derive(Debug, Serialize)]
struct Word<'a> {
    language: &'static str,
    subject: String,
    what: String,
    why: String,
    detail: &'a str,
    page: Link,
    colours: Colours,
    dark: Colours,
}

/// The mail of a notice.
pub fn notice_mail(
    notice: &Notice<'_>,
    language: Language,
    envelope: &Envelope<'_>,
) -> Result<Vec<u8>, MailError> {
    let word = word(notice, language);
    // What a server says may be anything; in the body it does no harm, in the head it would.
    let body = MultiPart::alternative()
        .boundary(boundary(envelope, "alternative"))
        .singlepart(SinglePart::plain(templates::render("mail_notice.txt", &word)?))
        .singlepart(SinglePart::html(templates::render("mail_notice.html", &word)?));
    Ok(head(&word.subject, word.language, envelope)?
        .multipart(body)?
        .formatted())
}

fn word<'a>(notice: &Notice<'a>, language: Language) -> Word<'a> {
    let say = Say(language);
    let state = say.text(&format!("mail-state-{}", notice.state));
    let reason = say.text(&format!("mail-reason-{}", notice.reason));
    let args = [
        ("schedule", Arg::Text(notice.schedule)),
        ("recipient", Arg::Text(notice.recipient)),
        ("due", Arg::Text(notice.due)),
        ("state", Arg::Text(&state)),
        ("reason", Arg::Text(&reason)),
    ];
    Word {
        language: language.code(),
        subject: say.about("mail-notice-subject", &args),
        what: say.about("mail-notice-what", &args),
        why: say.about("mail-notice-why", &args),
        detail: notice.detail,
        page: Link {
            words: say.text("mail-notice-page"),
            address: notice.page.to_owned(),
        },
        colours: light(),
        dark: dark(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::address;

    #[test]
    fn a_notice_says_what_did_not_go_out_in_text_and_html_whatever_the_server_said() {
        let hostile = "550 <img src=x>\r\nBcc: x@y.in";
        for language in Language::ALL {
            let notice = Notice {
                schedule: "Daily <b>",
                recipient: "bdo@example.in",
                due: "4 Jan 2027, 08:00",
                state: "failed",
                reason: "refused",
                detail: hostile,
                page: "https://jela.example.in/schedules",
            };
            let (from, to) = (address("jela@example.in"), address("dm@example.in"));
            let envelope = Envelope {
                from: &from.unwrap(),
                to: &to.unwrap(),
                message_id: "one@example.in",
                date: "2027-01-04T03:00:00Z".parse().unwrap(),
                list: "s1",
                list_name: "Daily",
                unsubscribe: None,
            };
            let mail = notice_mail(&notice, language, &envelope).unwrap();
            let parsed = mail_parser::MessageParser::default().parse(&mail).unwrap();
            let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
            for body in [&text, &html] {
                assert!(
                    body.contains("bdo@example.in") && body.contains("jela.example.in"),
                    "{body}"
                );
                assert!(body.contains("4 Jan 2027, 08:00"), "{body}");
            }
            assert!(
                text.contains("Daily <b>") && !html.contains("<b>") && !html.contains("<img"),
                "{html}"
            );
            assert!(parsed.bcc().is_none());
        }
    }
}
