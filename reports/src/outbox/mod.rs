//! The outbox: what is due is found, made, handed to the mail server, and written down before and after each step.
//!
//! Nothing is lost and nothing sent twice, whenever the process ends, but for the one moment that nobody can close: the
//! server has the mail and the process ends before it can say so. Such a delivery is marked as uncertain for good and, as
//! its schedule says, sent again under the same Message-ID or held for a person.

mod look;
mod made;
mod settings;
mod smtp;
mod tries;
mod watch;
mod work;

pub use made::{FILE, Links, Made, UNSUBSCRIBE, Withheld, content, may_have};
pub use settings::{MailSettings, Security};
pub use work::{Outbox, OutboxError, Round};
