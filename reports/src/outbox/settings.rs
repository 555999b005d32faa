//! The mail server, and what mails say of themselves.

use std::time::Duration;

use crate::mail::Correspondent;

/// How the connection is kept from eavesdroppers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all; for a server on the same machine.
    None,
    /// By STARTTLS, without which nothing is sent.
    Starttls,
    /// By TLS from the first byte.
    Tls,
}

impl Security {
    /// By its word: `none`, `starttls` or `tls`.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "starttls" => Some(Self::Starttls),
            "tls" => Some(Self::Tls),
            _ => None,
        }
    }
}

/// The mail server, and what mails say of themselves. It has no `Debug`, so that the password can't be printed.
#[derive(Clone)]
pub struct MailSettings {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept from eavesdroppers.
    pub security: Security,
    /// Name and password, where the server wants them.
    pub credentials: Option<(String, String)>,
    /// The certificates that are trusted, as PEM; those of the system where left out.
    pub trusted: Option<Vec<u8>>,
    /// Who sends.
    pub from: Correspondent,
    /// The address of the dashboard, without a slash at its end.
    pub dashboard: String,
    /// How long the server may be silent.
    pub timeout: Duration,
}
