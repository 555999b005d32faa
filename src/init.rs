//! `jela init DIR`: a new data directory, with its settings and a first administrator.

use std::fs::{self, DirBuilder};
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;
use catalog::Catalog;
use jiff::Timestamp;
use store::State;
use store::state::{NewAccount, check_password};

use crate::exit::{Exit, Refused, Usage};
use crate::{config, console, data_form, owner, user};

/// The settings with every key, each with its default and what it is for.
pub const EXAMPLE: &str = include_str!("../packaging/jela.toml");

/// What is to be made.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The data directory; it must be empty, or not be there yet. The same as `--data` unless told.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The name of the first administrator.
    #[arg(long, default_value = "admin", value_name = "NAME")]
    admin: String,
    /// A file whose first line is the password; `-` for standard input. Without it the password is asked for.
    #[arg(long, value_name = "F")]
    password_file: Option<PathBuf>,
    /// The place that the first page is about.
    #[arg(long, default_value = "district-305", value_name = "PLACE")]
    home: String,
    /// Where the dashboard listens.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: String,
}

/// Makes the directory. Whatever is wrong is told before anything is made.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let data = args.folder.as_deref().unwrap_or(data);
    is_free(data)?;
    let catalog = Catalog::load(None)?;
    let home = config::place(&args.home, &catalog)?;
    if args.listen.parse::<std::net::SocketAddr>().is_err() {
        return Err(Usage(format!(
            "`{}` is not an address; write it like 127.0.0.1:8080",
            args.listen
        ))
        .into());
    }
    let password = match &args.password_file {
        Some(file) => user::password(file)?,
        None => asked(&args.admin)?,
    };
    check_password(&password, &[&args.admin])?;
    make(data)?;
    let state = State::open(data)?;
    let account = NewAccount {
        name: &args.admin,
        role: figures::Role::Admin.id(),
        places: &[],
        programmes: &[],
    };
    state.add_account(&account, &password, now)?;
    store::write_form(data, &data_form::own())?;
    // The settings come last: a service waits for them.
    write_settings(data, home.as_str(), &args.listen)?;
    tell(data, args);
    Ok(Exit::Done)
}

fn is_free(data: &Path) -> anyhow::Result<()> {
    let mut entries = match fs::read_dir(data) {
        Err(none) if none.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("{} can't be looked into", data.display()))?,
    };
    if entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != "lost+found")) {
        return Err(Refused(format!(
            "{}: something lies there already; name an empty directory, or use this one as it is with `jela serve --data {}`",
            data.display(),
            data.display()
        ))
        .into());
    }
    Ok(owner::check(data)?)
}

fn make(data: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("{} can't be made", data.display()))
}

fn write_settings(data: &Path, home: &str, listen: &str) -> anyhow::Result<()> {
    let file = data.join("jela.toml");
    fs::write(&file, settings(home, listen)).with_context(|| format!("{} can't be written", file.display()))
}

/// The example with two keys set.
fn settings(home: &str, listen: &str) -> String {
    EXAMPLE
        .replacen("#home = \"district-305\"", &format!("home = \"{home}\""), 1)
        .replacen(
            "#listen = \"127.0.0.1:8080\"",
            &format!("listen = \"{listen}\""),
            1,
        )
}

fn tell(data: &Path, args: &Args) {
    let data = data.display();
    console::say(&format!(
        "{data}: made, with `{}` as administrator and the settings in {data}/jela.toml",
        args.admin
    ));
    console::say(&format!(
        "next: jela serve --data {data}, or systemctl start jela; then http://{}/",
        args.listen
    ));
}

/// Asks for a password twice, on a terminal that does not show it.
fn asked(name: &str) -> anyhow::Result<String> {
    if !io::stdin().is_terminal() {
        return Err(Usage(
            "the password of the administrator is missing: give --password-file FILE, or - to read it from standard input".to_owned(),
        )
        .into());
    }
    let hidden = Hidden::terminal();
    let first = line(&format!("password for {name}: "));
    let second = line("the same again: ");
    drop(hidden);
    match (first?, second?) {
        (first, second) if first == second => Ok(first),
        _ => Err(Usage("the two passwords differ; try again".to_owned()).into()),
    }
}

fn line(question: &str) -> anyhow::Result<String> {
    let mut err = io::stderr();
    write!(err, "{question}").and_then(|()| err.flush())?;
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .context("the password can't be read")?;
    writeln!(err)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that shows nothing of what is typed, until this is dropped.
struct Hidden;

impl Hidden {
    fn terminal() -> Self {
        echo("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        echo("echo");
    }
}

/// A terminal that can't be told so shows what is typed, as it would anyway.
fn echo(how: &str) {
    let _ = Command::new("stty").arg(how).stdin(Stdio::inherit()).status();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::system_config::{LimitsConfig, SystemConfig};

    #[test]
    fn the_settings_that_are_written_are_those_of_nobody_with_two_keys_set() {
        let config: Config = toml::from_str(&settings("block-2783", "127.0.0.1:9")).unwrap();
        assert_eq!(
            (config.home.as_str(), config.listen.as_str()),
            ("block-2783", "127.0.0.1:9")
        );
    }

    #[test]
    fn the_example_names_every_key_with_its_default() {
        let uncommented: String = EXAMPLE
            .lines()
            .map(|line| {
                line.strip_prefix('#')
                    .filter(|rest| !rest.starts_with([' ', '#']))
                    .unwrap_or(line)
            })
            .filter(|line| !line.trim_start().starts_with('#'))
            .map(|line| format!("{line}\n"))
            .collect();
        let given: Config =
            toml::from_str(&uncommented).unwrap_or_else(|fault| panic!("{fault}\n{uncommented}"));
        // Keys without a default stand there with an example; as many answers as there are cores differ by machine.
        let of_nobody = Config {
            owner: given.owner.clone(),
            contact: given.contact.clone(),
            address: given.address.clone(),
            mail: given.mail.clone(),
            retention: given.retention.clone(),
            system: SystemConfig {
                metrics_token_file: given.system.metrics_token_file.clone(),
                ..SystemConfig::default()
            },
            limits: LimitsConfig {
                answers_at_once: given.limits.answers_at_once,
                ..LimitsConfig::default()
            },
            ..Config::default()
        };
        assert_eq!(format!("{given:?}"), format!("{of_nobody:?}"));
        let debug = format!("{:?}", Config::default());
        let keys = debug
            .split([' ', '{', ','])
            .filter_map(|word| word.strip_suffix(':'));
        let missing: Vec<&str> = keys
            .filter(|key| !uncommented.contains(&format!("{key} = ")))
            .collect();
        let tables = ["mail", "sign_in", "providers", "system", "limits", "retention"];
        let missing: Vec<&str> = missing.into_iter().filter(|key| !tables.contains(key)).collect();
        assert!(missing.is_empty(), "the example does not name {missing:?}");
    }
}
