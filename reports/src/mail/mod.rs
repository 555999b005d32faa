//! A report as a mail: text and HTML of one letter, charts as pictures, workbook and document attached or behind a link.
//!
//! The letter is made of the same document as workbook and paper, so that a figure can't differ between them. What can't
//! be made (a picture, an attachment) is named in its place with a reference, and the rest goes out. Nothing here reads a
//! clock: the date of a mail is a parameter.

mod address;
mod letter;
mod message;
mod notice;
mod parts;
mod templates;

pub use address::{Addressee, Correspondent, address, addressee, header_text};
pub use message::{Envelope, Mail, MailError, report_mail};
pub use notice::{Notice, notice_mail};
pub use parts::Format;

#[cfg(test)]
pub(crate) use message::tests;

use parts::Attached;
