//! The mail itself, as bytes for SMTP.

use std::time::{Duration, SystemTime};

use catalog::Language;
use charts::{Svg, Width};
use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, MessageBuilder, MultiPart, SinglePart};

use super::letter::{About, Letter, PictureLine, fault_words, letter};
use super::parts::part;
use super::{Attached, Correspondent, Format, address, header_text, templates};
use crate::document::{Document, drawings};
use crate::report::{Body, Report, Section};
use crate::{ReportError, paper, workbook};

/// Charts in a mail, at most; all of them are in the PDF.
const PICTURES: usize = 4;
/// Pixels of a picture for each of the page: drawn as for a phone, it is sharp there, and still where it is shown larger.
const SCALE: f32 = 2.5;

/// Why there is no mail.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No mail can go there.
    #[error("`{0}` is no mail address; write it like bdo.khatra@example.in")]
    Address(String),
    /// A name or subject that would bring lines of its own.
    #[error("`{0}` can't stand in the head of a mail: it has line breaks or other control characters")]
    HeaderText(String),
    /// The report behind it can't be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// It can't be laid out.
    #[error("the mail could not be laid out: {0}")]
    Template(#[from] minijinja::Error),
    /// It can't be put together.
    #[error("the mail could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
    /// A part of it has no media type.
    #[error("the mail could not be put together: {0}")]
    Media(#[from] lettre::message::header::ContentTypeErr),
}

/// What stands around a letter.
#[derive(Debug, Clone)]
pub struct Envelope<'a> {
    /// Who sends.
    pub from: &'a Correspondent,
    /// Who gets it.
    pub to: &'a Correspondent,
    /// The same at each try, without angle brackets.
    pub message_id: &'a str,
    /// When it is sent.
    pub date: Timestamp,
    /// The id of the schedule, of which the List-Id is made.
    pub list: &'a str,
    /// What the schedule is called.
    pub list_name: &'a str,
    /// Where the recipient can end it, by a page and by one click.
    pub unsubscribe: Option<&'a str>,
}

/// A report to be mailed.
pub struct Mail<'a> {
    /// The report.
    pub report: &'a Report,
    /// The language of the letter and of what is attached.
    pub language: Language,
    /// Whether the returns were in, where the schedule waits for them.
    pub complete: Option<bool>,
    /// Where what is looked out for has come about, in words.
    pub crossed: Option<String>,
    /// Whether somebody only tries it.
    pub is_test: bool,
    /// In which forms it is attached.
    pub formats: &'a [Format],
    /// Bytes that may be attached; what is larger becomes a link.
    pub budget: u64,
    /// The page with the same figures.
    pub page: &'a str,
    /// The address at which a form can be fetched.
    pub link: &'a dyn Fn(Format) -> String,
    /// Until when, printed.
    pub until: &'a str,
    /// The start of the references of faults.
    pub reference: &'a str,
}

/// The mail of a report.
pub fn report_mail(mail: &Mail<'_>, envelope: &Envelope<'_>) -> Result<Vec<u8>, MailError> {
    let document = mail.report.document(mail.language)?;
    let pictures = pictures(mail, &document);
    let lines = pictures.iter().map(|pictures| {
        let lines = pictures.iter().map(|picture| picture.line(mail.language));
        lines.collect()
    });
    let lines: Vec<Vec<PictureLine>> = lines.collect();
    let pictures: Vec<Picture> = pictures.into_iter().flatten().collect();
    let attached = if document.is_empty {
        Vec::new()
    } else {
        attachments(mail, &document)
    };
    let about = About {
        complete: mail.complete,
        schedule: envelope.list_name,
        page: mail.page,
        unsubscribe: envelope.unsubscribe,
        until: mail.until,
        is_test: mail.is_test,
        crossed: mail.crossed.as_deref(),
    };
    message(
        &letter(&document, lines, &attached, &about),
        &pictures,
        attached,
        envelope,
    )
}

/// A chart as a picture, or the reference of its fault.
struct Picture {
    id: String,
    title: String,
    finding: String,
    width: u32,
    png: Result<Vec<u8>, String>,
}

impl Picture {
    fn line(&self, language: Language) -> PictureLine {
        PictureLine {
            title: self.title.clone(),
            finding: self.finding.clone(),
            id: self.id.clone(),
            width: self.width,
            fault: self
                .png
                .as_ref()
                .err()
                .map(|reference| fault_words(reference, language)),
        }
    }
}

/// The first charts of each section, as many as a mail has in all.
fn pictures(mail: &Mail<'_>, document: &Document) -> Vec<Vec<Picture>> {
    let mut number = 0;
    let of_section = |section: &Section| {
        let drawn = match &section.body {
            Body::Figures(content) if !document.is_empty => drawings(content, Width::Narrow, mail.language),
            _ => Vec::new(),
        };
        let left = PICTURES - number;
        let pictures = drawn.iter().take(left).zip(number..);
        let pictures: Vec<Picture> = pictures.map(|(svg, number)| picture(svg, number, mail)).collect();
        number += pictures.len();
        pictures
    };
    mail.report.sections.iter().map(of_section).collect()
}

fn picture(svg: &Svg, number: usize, mail: &Mail<'_>) -> Picture {
    let reference = format!("{}-c{}", mail.reference, number + 1);
    Picture {
        id: format!("chart-{}@jela", number + 1),
        title: svg.caption.title.clone(),
        finding: svg.caption.finding.clone(),
        width: svg.width,
        png: part(&reference, || {
            // The letter says the title; drawn once more, it would only make the picture larger.
            let mut untitled = svg.clone();
            untitled.caption.title.clear();
            Ok(charts::png(&untitled, SCALE)?)
        }),
    }
}

/// What is attached, as long as it stays within the budget.
fn attachments(mail: &Mail<'_>, document: &Document) -> Vec<Attached> {
    let stem = mail.report.stem();
    let mut left = usize::try_from(mail.budget).unwrap_or(usize::MAX);
    let mut attached = Vec::new();
    for format in mail.formats.iter().copied() {
        let reference = format!("{}-{format}", mail.reference);
        let name = format!("{stem}.{format}");
        let made = part(&reference, || match format {
            Format::Xlsx => workbook::xlsx(document),
            Format::Pdf => paper::pdf(document),
        });
        attached.push(match made {
            Err(reference) => Attached::Fault { format, reference },
            Ok(bytes) if bytes.len() <= left => {
                left -= bytes.len();
                Attached::File { format, name, bytes }
            }
            Ok(bytes) => Attached::Link {
                name,
                size: bytes.len(),
                address: (mail.link)(format),
            },
        });
    }
    attached
}

fn message(
    letter: &Letter,
    pictures: &[Picture],
    attached: Vec<Attached>,
    envelope: &Envelope<'_>,
) -> Result<Vec<u8>, MailError> {
    let text = SinglePart::plain(templates::render("mail.txt", letter)?);
    let html = SinglePart::html(templates::render("mail.html", letter)?);
    let mut related = MultiPart::related()
        .boundary(boundary(envelope, "related"))
        .singlepart(html);
    for picture in pictures {
        if let Ok(png) = &picture.png {
            let part = Attachment::new_inline(picture.id.clone())
                .body(png.clone(), ContentType::parse("image/png")?);
            related = related.singlepart(part);
        }
    }
    let body = MultiPart::alternative()
        .boundary(boundary(envelope, "alternative"))
        .singlepart(text)
        .multipart(related);
    let mut whole = MultiPart::mixed()
        .boundary(boundary(envelope, "mixed"))
        .multipart(body);
    for file in attached {
        if let Attached::File { format, name, bytes } = file {
            whole = whole.singlepart(Attachment::new(name).body(bytes, ContentType::parse(format.media())?));
        }
    }
    Ok(head(&letter.subject, letter.language, envelope)?
        .multipart(whole)?
        .formatted())
}

/// Boundaries are made of the Message-ID, so that the same mail has the same bytes.
pub(super) fn boundary(envelope: &Envelope<'_>, part: &str) -> String {
    let id: String = envelope
        .message_id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect();
    format!("jela-{part}-{id}")
}

/// The head of a mail.
pub(super) fn head(
    subject: &str,
    language: &str,
    envelope: &Envelope<'_>,
) -> Result<MessageBuilder, MailError> {
    address(&envelope.from.to_string())?;
    address(&envelope.to.to_string())?;
    let seconds = u64::try_from(envelope.date.as_second()).unwrap_or_default();
    let list_name = header_text(envelope.list_name)?;
    let list = format!("<{}.jela.{}>", envelope.list, envelope.from.domain());
    let builder = Message::builder()
        .from(envelope.from.mailbox(Some("jela")))
        .to(envelope.to.mailbox(None))
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}>", envelope.message_id)))
        .subject(header_text(subject)?)
        .raw_header(raw("List-Id", &format!("{} {list}", ascii_phrase(&list_name))))
        .raw_header(raw("Content-Language", language))
        // Programs that answer mails by themselves leave these alone (RFC 3834).
        .raw_header(raw("Auto-Submitted", "auto-generated"));
    Ok(match envelope.unsubscribe {
        Some(address) => builder
            .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")),
        None => builder,
    })
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    // Structured values are not to be folded inside their angle brackets.
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.to_owned(),
        value.to_owned(),
    )
}

/// A name as a quoted phrase; letters beyond ASCII would have to be encoded, and the id says enough.
fn ascii_phrase(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || " -_.".contains(*letter))
        .collect();
    format!("\"{}\"", plain.trim())
}

#[cfg(test)]
pub(crate) mod tests {
    use catalog::Catalog;
    use figures::{Figures, Query, Reader, Units};
    use jiff::civil::date;

    use super::*;
    use crate::document::report;
    use crate::request::Request;

    /// An answer without a row, as on a day.
    pub(crate) fn answer(query: &Query) -> Figures {
        Figures {
            programme: query.programme.clone(),
            place: query.within.clone(),
            as_on: Some(date(2026, 11, 22)),
            known_on: None,
            from: None,
            to: None,
            compare: None,
            data_version: 1,
            data_time: None,
            sample: true,
            units: Units::default(),
            by: query.by.clone(),
            by_titles: vec![None; query.by.len()],
            columns: Vec::new(),
            rows: Vec::new(),
            breaks: Vec::new(),
            sources: Vec::new(),
        }
    }

    fn mailed(pictures: &[Picture], attached: Vec<Attached>, list_name: &str) -> Result<String, MailError> {
        let catalog = Catalog::load(None).unwrap();
        let place = "block-2783".parse().unwrap();
        let request = Request::of(&catalog, "daily-employment", &place, Reader::public()).unwrap();
        let content = crate::run(&request, |query| Ok::<_, String>(answer(query))).unwrap();
        let document = report(&content, Language::En);
        let about = About {
            complete: None,
            schedule: list_name,
            page: "http://127.0.0.1/mgnrega",
            unsubscribe: None,
            until: "",
            is_test: false,
            crossed: None,
        };
        let (from, to) = (
            address("jela@example.in").unwrap(),
            address("bdo@example.in").unwrap(),
        );
        let envelope = Envelope {
            from: &from,
            to: &to,
            message_id: "one@example.in",
            date: "2026-11-22T03:00:00Z".parse().unwrap(),
            list: "s1",
            list_name,
            unsubscribe: None,
        };
        let lines = pictures
            .iter()
            .map(|picture| picture.line(Language::En))
            .collect();
        let bytes = message(
            &letter(&document, vec![lines], &attached, &about),
            pictures,
            attached,
            &envelope,
        )?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    fn broken_picture() -> Picture {
        Picture {
            id: "chart-1@jela".to_owned(),
            title: "Persondays by month".to_owned(),
            finding: "None.".to_owned(),
            width: 640,
            png: Err("d1-1-c1".to_owned()),
        }
    }

    fn broken_and_whole() -> Vec<Attached> {
        vec![
            Attached::Fault {
                format: Format::Pdf,
                reference: "d1-1-pdf".to_owned(),
            },
            Attached::File {
                format: Format::Xlsx,
                name: "whole.xlsx".to_owned(),
                bytes: b"whole".to_vec(),
            },
        ]
    }

    #[test]
    fn a_part_that_can_not_be_made_is_named_with_its_reference_and_the_rest_goes_out() {
        let mail = mailed(&[broken_picture()], broken_and_whole(), "Daily").unwrap();
        for reference in ["d1-1-c1", "d1-1-pdf"] {
            // Once in the text, once in the HTML.
            assert!(mail.matches(reference).count() >= 2, "{reference}: {mail}");
        }
        assert!(mail.contains("filename=\"whole.xlsx\""), "{mail}");
        assert!(!mail.contains("cid:"), "a picture that is not there is not shown");
    }

    #[test]
    fn the_same_mail_has_the_same_bytes() {
        let mail = || mailed(&[broken_picture()], broken_and_whole(), "Daily").unwrap();
        assert_eq!(mail(), mail());
    }

    #[test]
    fn a_name_with_a_line_break_makes_no_mail() {
        let refusal = mailed(&[], Vec::new(), "Daily\r\nBcc: x@y.in").unwrap_err();
        assert!(matches!(refusal, MailError::HeaderText(_)));
    }
}
