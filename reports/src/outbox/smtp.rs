//! Handing a mail to the server, step by step, so that it is known how far it came when something breaks.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use store::StoreError;

use super::settings::{MailSettings, Security};
use crate::mail::Correspondent;

/// No word of a server that is kept is longer.
const LONGEST: usize = 300;

/// How far a mail came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Handed {
    /// The server has it and has said so.
    Accepted(String),
    /// The server will never take it.
    Refused(String),
    /// The server has not got it; it may take it later.
    Later { reason: &'static str, detail: String },
    /// The mail left, and the server did not say that it has it.
    Uncertain(String),
    /// Somebody else took the delivery over before the mail left.
    NotHeld,
}

/// Hands a mail over. `leaving` is called when the server waits for the mail and before its first byte leaves; it writes that
/// down, and says whether the mail may leave.
pub(super) fn hand_over(
    settings: &MailSettings,
    to: &Correspondent,
    mail: &[u8],
    leaving: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<Handed, StoreError> {
    let mut connection = match connect(settings) {
        Ok(connection) => connection,
        Err(fault) => {
            return Ok(Handed::Later {
                reason: "no-connection",
                detail: said(&fault),
            });
        }
    };
    if let Err(fault) = announce(&mut connection, settings, to) {
        connection.abort();
        return Ok(before_leaving(&fault));
    }
    if !leaving()? {
        connection.abort();
        return Ok(Handed::NotHeld);
    }
    let handed = match connection.message(mail) {
        Ok(response) => Handed::Accepted(short(response.message().collect::<Vec<_>>().join(" "))),
        // An answer with a code is the server's word that it has not got it.
        Err(fault) if fault.is_permanent() => Handed::Refused(said(&fault)),
        Err(fault) if fault.is_transient() => Handed::Later {
            reason: "temporary",
            detail: said(&fault),
        },
        Err(fault) => Handed::Uncertain(said(&fault)),
    };
    match handed {
        // The server's word counts already; how it says goodbye changes nothing.
        Handed::Accepted(_) => drop(connection.quit()),
        _ => connection.abort(),
    }
    Ok(handed)
}

fn connect(settings: &MailSettings) -> Result<SmtpConnection, Error> {
    let tls = match settings.security {
        Security::None => None,
        Security::Starttls | Security::Tls => Some(tls(settings)?),
    };
    let name = ClientId::Domain(settings.from.domain().to_owned());
    let wrapped = tls.as_ref().filter(|_| settings.security == Security::Tls);
    let server = (settings.host.as_str(), settings.port);
    let mut connection = SmtpConnection::connect(server, Some(settings.timeout), &name, wrapped, None)?;
    if settings.security == Security::Starttls
        && let Some(tls) = &tls
    {
        connection.starttls(tls, &name)?;
    }
    if let Some((name, password)) = &settings.credentials {
        let credentials = Credentials::new(name.clone(), password.clone());
        connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)?;
    }
    Ok(connection)
}

fn tls(settings: &MailSettings) -> Result<TlsParameters, Error> {
    let builder = TlsParameters::builder(settings.host.clone());
    let builder = match &settings.trusted {
        Some(pem) => builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(Certificate::from_pem(pem)?),
        None => builder,
    };
    builder.build()
}

fn announce(
    connection: &mut SmtpConnection,
    settings: &MailSettings,
    to: &Correspondent,
) -> Result<(), Error> {
    connection.command(Mail::new(Some(settings.from.address().clone()), Vec::new()))?;
    connection.command(Rcpt::new(to.address().clone(), Vec::new()))?;
    connection.command(Data)?;
    Ok(())
}

fn before_leaving(fault: &Error) -> Handed {
    if fault.is_permanent() {
        return Handed::Refused(said(fault));
    }
    let reason = if fault.is_transient() {
        "temporary"
    } else {
        "no-connection"
    };
    Handed::Later {
        reason,
        detail: said(fault),
    }
}

/// What the server or the system said, on one line.
fn said(fault: &Error) -> String {
    short(fault.to_string())
}

fn short(text: String) -> String {
    let plain = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.take(LONGEST).collect::<String>().trim().to_owned()
}
