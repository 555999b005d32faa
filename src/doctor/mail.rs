//! The mail server: whether it can be reached, and answers as one does. No mail is sent.

use std::io::{BufRead, BufReader};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use reports::outbox::{MailSettings, Security};

use super::Visit;

/// How long a server may take for its first word.
const PATIENCE: Duration = Duration::from_secs(5);

/// Looks at the server that is set up, if one is.
pub fn server(visit: &mut Visit<'_>) {
    let settings = match visit.config.mail_settings() {
        Ok(Some(settings)) => settings,
        Ok(None) => return visit.well("mail", "no mail server is set up; nothing is mailed"),
        Err(_) => return, // told among the settings
    };
    let shown = format!("{}:{}", settings.host, settings.port);
    match greeting(&settings) {
        Ok(()) => visit.well("mail", format!("{shown} answers")),
        Err(fault) => visit.fault(
            "mail",
            format!("{shown}: {fault}"),
            "see that mail.host and mail.port in jela.toml are right, and that the firewall lets this machine through",
        ),
    }
}

fn greeting(settings: &MailSettings) -> Result<(), String> {
    let addresses = (settings.host.as_str(), settings.port).to_socket_addrs();
    let address = addresses
        .map_err(|fault| format!("the name can't be found ({fault})"))?
        .next()
        .ok_or("the name has no address")?;
    let stream = TcpStream::connect_timeout(&address, PATIENCE)
        .map_err(|fault| format!("can't be reached ({fault})"))?;
    // With TLS from the start the server waits for the client's first word.
    if matches!(settings.security, Security::Tls) {
        return Ok(());
    }
    let waits = stream.set_read_timeout(Some(PATIENCE));
    waits.map_err(|fault| fault.to_string())?;
    let mut line = String::new();
    let read = BufReader::new(stream).read_line(&mut line);
    read.map_err(|fault| format!("says nothing ({fault})"))?;
    match line.starts_with("220") {
        true => Ok(()),
        false => Err(format!(
            "does not answer as a mail server: `{}`",
            line.trim_end().escape_debug()
        )),
    }
}
