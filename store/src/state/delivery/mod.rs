//! The ledger of what goes out: one row a mail, its state written down before and after each step.
//!
//! A row begins as due. It is built; that it is handed over is written before the first byte of the mail leaves, that
//! it is accepted after the server has said so. Whoever finds a row that was handed over by somebody who is gone knows
//! that nobody knows: the row is uncertain, and stays marked so whatever becomes of it. Rows are taken by lease.

mod crossing;
mod gauges;
mod handing_over;
mod ledger;
#[cfg(test)]
mod tests;

pub use gauges::OutboxGauges;

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// A worker that says nothing for so long is taken for dead. No step between two notes takes longer.
pub const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// Where a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// Its time has come, or it is to be tried again.
    Due,
    /// The mail is made.
    Built,
    /// The mail is on its way to the server.
    HandedOver,
    /// The server has said that it has the mail.
    Accepted,
    /// It can't be delivered.
    Failed,
    /// Nobody knows whether the server has it.
    Uncertain,
    /// Nobody knows whether the server has it, and a person has to say what becomes of it.
    Held,
    /// It was not to be sent any more.
    Cancelled,
}

impl DeliveryState {
    /// All states, in the order of their course.
    pub const ALL: [Self; 8] = [
        Self::Due,
        Self::Built,
        Self::HandedOver,
        Self::Accepted,
        Self::Failed,
        Self::Uncertain,
        Self::Held,
        Self::Cancelled,
    ];

    /// `handed-over`
    pub fn id(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Built => "built",
            Self::HandedOver => "handed-over",
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.id() == word)
    }
}

impl fmt::Display for DeliveryState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// What a delivery is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryKind {
    /// The report, by its schedule or because somebody said now.
    Report,
    /// The report, to the person who tries the schedule.
    Test,
    /// Word to the owner that a delivery failed.
    Notice,
}

impl DeliveryKind {
    /// `report`
    pub fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Test => "test",
            Self::Notice => "notice",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Report, Self::Test, Self::Notice]
            .into_iter()
            .find(|known| known.id() == word)
    }
}

/// By what a delivery travels. Mail is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// SMTP.
    Mail,
}

impl Channel {
    /// `mail`
    pub fn id(self) -> &'static str {
        match self {
            Self::Mail => "mail",
        }
    }

    fn of(word: &str) -> Option<Self> {
        (word == Self::Mail.id()).then_some(Self::Mail)
    }
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Made at random.
    pub id: String,
    /// The schedule.
    pub schedule: String,
    /// The time for which it is.
    pub due: Timestamp,
    /// The recipient's id; for word to the owner, the delivery it is about.
    pub recipient: String,
    /// What it is for.
    pub kind: DeliveryKind,
    /// By what it travels.
    pub channel: Channel,
    /// Where to.
    pub address: String,
    /// The same at each try, without angle brackets.
    pub message_id: String,
    /// Whether the returns were in, where the schedule waits for them.
    pub complete: Option<bool>,
    /// As on which day they were in.
    pub as_on: Option<Date>,
    /// The codes of the places in which what is looked out for has come about.
    pub crossed: Vec<String>,
    /// Where it is.
    pub state: DeliveryState,
    /// Why, by a word that pages put into a language.
    pub reason: Option<String>,
    /// What the server said.
    pub detail: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// Not before.
    pub next_try: Timestamp,
    /// Since when it is known that nobody knows; it stays when the mail was sent again.
    pub uncertain: Option<Timestamp>,
    /// When the row was made.
    pub created: Timestamp,
    /// When it last changed.
    pub changed: Timestamp,
}

/// A delivery to be made.
#[derive(Debug, Clone)]
pub struct NewDelivery<'a> {
    /// The schedule.
    pub schedule: &'a str,
    /// The time for which it is.
    pub due: Timestamp,
    /// The recipient's id.
    pub recipient: &'a str,
    /// What it is for.
    pub kind: DeliveryKind,
    /// Where to.
    pub address: &'a str,
    /// What stands after the `@` of its Message-ID.
    pub domain: &'a str,
    /// Whether the returns were in.
    pub complete: Option<bool>,
    /// As on which day.
    pub as_on: Option<Date>,
    /// The state it begins in: due, or cancelled for a time that was missed.
    pub state: DeliveryState,
    /// Why it is cancelled.
    pub reason: Option<&'a str>,
}

impl<'a> NewDelivery<'a> {
    /// One that is due at a time, of a schedule and for a recipient, of which no more is known yet.
    pub fn due(
        due: Timestamp,
        (schedule, recipient): (&'a str, &'a str),
        kind: DeliveryKind,
        address: &'a str,
        domain: &'a str,
    ) -> Self {
        Self {
            schedule,
            due,
            recipient,
            kind,
            address,
            domain,
            complete: None,
            as_on: None,
            state: DeliveryState::Due,
            reason: None,
        }
    }
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// The server has it.
    Accepted {
        /// What it said.
        detail: &'a str,
    },
    /// It can't be delivered.
    Failed {
        /// Why, by a word.
        reason: &'a str,
        /// What the server said.
        detail: &'a str,
    },
    /// It may be delivered later.
    Later {
        /// Why, by a word.
        reason: &'a str,
        /// What the server said.
        detail: &'a str,
        /// Not before.
        next_try: Timestamp,
    },
    /// Nobody knows.
    Uncertain {
        /// What was noticed.
        detail: &'a str,
        /// Not before.
        next_try: Timestamp,
    },
    /// It is not to be sent.
    Cancelled {
        /// Why, by a word.
        reason: &'a str,
    },
}
