//! `[mail]` of `DATA/jela.toml`: the mail server, and what mails say of themselves.

use std::path::PathBuf;
use std::time::Duration;

use reports::mail::address;
use reports::outbox::{MailSettings, Security};
use serde::Deserialize;

use crate::config::given;
use crate::exit::Usage;

/// The mail server. Each key is also in the environment, as `JELA_MAIL_HOST` and so on; the password only there or in a
/// file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// The server's name; without one nothing is mailed.
    pub host: Option<String>,
    /// Its port; 587, 465 with `tls`, 25 with `none`.
    pub port: Option<u16>,
    /// `none`, `starttls` or `tls`.
    pub security: String,
    /// The name by which jela signs in at the server.
    pub username: Option<String>,
    /// A file whose first line is the password.
    pub password_file: Option<PathBuf>,
    /// A file of certificates, as PEM, that are trusted in the place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Who sends.
    pub from: Option<String>,
    /// Kilobytes that are attached to a mail unless a recipient has another budget.
    pub attachments_kb: u32,
    /// Seconds that the server may be silent.
    pub timeout_seconds: u16,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            host: None,
            port: None,
            security: "starttls".to_owned(),
            username: None,
            password_file: None,
            ca_file: None,
            from: None,
            attachments_kb: 5120,
            timeout_seconds: 60,
        }
    }
}

impl MailConfig {
    /// Takes over what the environment gives.
    pub fn take_environment(&mut self) -> Result<(), Usage> {
        let text = |name: &str, key: &mut Option<String>| {
            if let Ok(value) = std::env::var(name) {
                *key = Some(value);
            }
        };
        text("JELA_MAIL_HOST", &mut self.host);
        text("JELA_MAIL_USERNAME", &mut self.username);
        text("JELA_MAIL_FROM", &mut self.from);
        let file = |name: &str, key: &mut Option<PathBuf>| {
            if let Some(value) = std::env::var_os(name) {
                *key = Some(value.into());
            }
        };
        file("JELA_MAIL_PASSWORD_FILE", &mut self.password_file);
        file("JELA_MAIL_CA_FILE", &mut self.ca_file);
        if let Ok(security) = std::env::var("JELA_MAIL_SECURITY") {
            self.security = security;
        }
        if let Some(port) = given("JELA_MAIL_PORT", "a port from 1 to 65535")? {
            self.port = Some(port);
        }
        if let Some(budget) = given("JELA_MAIL_ATTACHMENTS_KB", "a number of kilobytes")? {
            self.attachments_kb = budget;
        }
        if let Some(seconds) = given("JELA_MAIL_TIMEOUT_SECONDS", "a number of seconds")? {
            self.timeout_seconds = seconds;
        }
        Ok(())
    }

    /// Bytes that are attached to a mail.
    pub fn budget(&self) -> u64 {
        u64::from(self.attachments_kb) * 1024
    }

    /// The settings of the outbox; none where no server is named. `dashboard` is the address at which recipients reach it.
    pub fn settings(&self, dashboard: &str) -> Result<Option<MailSettings>, Usage> {
        let Some(host) = self.host.clone().filter(|host| !host.is_empty()) else {
            return Ok(None);
        };
        let security = Security::of(&self.security).ok_or_else(|| {
            Usage(format!(
                "mail.security: `{}` means nothing; give none, starttls or tls",
                self.security
            ))
        })?;
        let from = self.from.as_deref().ok_or_else(|| {
            Usage("mail.from is missing: give the address that sends, like reports@example.in".to_owned())
        })?;
        Ok(Some(MailSettings {
            host,
            port: self.port.unwrap_or(match security {
                Security::None => 25,
                Security::Starttls => 587,
                Security::Tls => 465,
            }),
            security,
            credentials: self.credentials()?,
            trusted: self.trusted()?,
            from: address(from).map_err(|fault| Usage(format!("mail.from: {fault}")))?,
            dashboard: dashboard.to_owned(),
            timeout: Duration::from_secs(u64::from(self.timeout_seconds.max(1))),
        }))
    }

    fn credentials(&self) -> Result<Option<(String, String)>, Usage> {
        let Some(name) = self.username.clone() else {
            return Ok(None);
        };
        let password = match (std::env::var("JELA_MAIL_PASSWORD"), &self.password_file) {
            (Ok(password), _) => password,
            (Err(_), Some(file)) => std::fs::read_to_string(file).map_err(|fault| {
                Usage(format!(
                    "mail.password_file: {} can't be read: {fault}",
                    file.display()
                ))
            })?,
            (Err(_), None) => {
                return Err(Usage(
                    "mail.username needs a password: name a file in mail.password_file, or give JELA_MAIL_PASSWORD".to_owned(),
                ));
            }
        };
        Ok(Some((
            name,
            password.lines().next().unwrap_or_default().to_owned(),
        )))
    }

    fn trusted(&self) -> Result<Option<Vec<u8>>, Usage> {
        let Some(file) = &self.ca_file else {
            return Ok(None);
        };
        let read = std::fs::read(file);
        read.map(Some)
            .map_err(|fault| Usage(format!("mail.ca_file: {} can't be read: {fault}", file.display())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> MailConfig {
        toml::from_str(text).unwrap()
    }

    fn refusal(text: &str) -> String {
        config(text)
            .settings("http://127.0.0.1:8080")
            .err()
            .unwrap()
            .to_string()
    }

    #[test]
    fn without_a_server_nothing_is_mailed_and_nothing_is_missing() {
        assert!(config("").settings("http://127.0.0.1:8080").unwrap().is_none());
    }

    #[test]
    fn a_port_follows_from_the_security() {
        for (security, port) in [("none", 25), ("starttls", 587), ("tls", 465)] {
            let text = format!("host = \"mx\"\nfrom = \"jela@example.in\"\nsecurity = \"{security}\"");
            let settings = config(&text).settings("http://127.0.0.1:8080").unwrap().unwrap();
            assert_eq!(settings.port, port);
        }
    }

    #[test]
    fn what_makes_no_sense_is_named_by_its_key() {
        for (text, key) in [
            ("host = \"mx\"", "mail.from"),
            ("host = \"mx\"\nfrom = \"jela\"", "mail.from"),
            (
                "host = \"mx\"\nfrom = \"a@b.in\"\nsecurity = \"ssl\"",
                "mail.security",
            ),
            (
                "host = \"mx\"\nfrom = \"a@b.in\"\nusername = \"x\"",
                "mail.password_file",
            ),
            (
                "host = \"mx\"\nfrom = \"a@b.in\"\nca_file = \"/nowhere\"",
                "mail.ca_file",
            ),
        ] {
            assert!(refusal(text).contains(key), "{text}: {}", refusal(text));
        }
        assert!(
            toml::from_str::<MailConfig>("password = \"secret\"").is_err(),
            "no secret in the file itself"
        );
    }
}
