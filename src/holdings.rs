//! `jela holdings`: what is held of whom and why, and how much about one person who asks.

use std::path::{Path, PathBuf};

use catalog::{Language, PlaceCode, Words};
use clap::Subcommand;
use dashboard::holdings::{self, HeldAbout, HeldRows, Holdings, HoldingsError, Person};
use jiff::Timestamp;
use store::state::{Deed, Kind};
use store::{Lake, State};

use crate::config::Config;
use crate::exit::Exit;
use crate::exit::Usage;
use crate::{config, console, retention, table};

/// What to tell.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    of: Option<Of>,
    /// One JSON object with everything.
    #[arg(long)]
    json: bool,
    /// The language of purposes.
    #[arg(long, default_value = "en")]
    language: Language,
}

#[derive(Debug, Subcommand)]
enum Of {
    /// How much is held about one person who asks. It is logged that somebody was looked up, and not who.
    Person(OfPerson),
}

/// What a register says of the person.
#[derive(Debug, clap::Args)]
struct OfPerson {
    /// The programme.
    #[arg(long)]
    programme: String,
    /// The unit whose register it is, like centre-19339010101; matters such as grievances need none.
    #[arg(long)]
    place: Option<PlaceCode>,
    /// A file whose first line is the number in the register, else each line one of the words that tell the person apart,
    /// like the names of child and mother; `-` for standard input. So nothing of it stands in the history of the shell.
    #[arg(long, value_name = "F")]
    from: PathBuf,
    /// The lines are words, not a number.
    #[arg(long)]
    words: bool,
    /// One JSON object for each dataset.
    #[arg(long)]
    json: bool,
}

/// Tells what is held.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    match &args.of {
        Some(Of::Person(person)) => about(data, person, now),
        None => all(data, args, config, now),
    }
}

fn all(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let (lake, state) = (Lake::open(data)?, State::open_existing(data)?);
    let kept_for = retention::kept_for(&catalog, config)?;
    let held = Holdings::of(
        (&catalog, &lake, state.as_ref()),
        (&config.owner, &kept_for),
        holdings::today(now),
    )?;
    if args.json {
        console::print_line(&serde_json::to_string(&held)?)?;
        return Ok(Exit::Done);
    }
    for rows in &held.datasets {
        console::print(told(rows, held.keys, args.language).as_bytes())?;
    }
    let of = &held.state;
    console::print_line(&format!(
        "readers: {} accounts in use, {} ended, {} sessions, {} tied to a provider of sign-ons",
        of.accounts, of.ended_accounts, of.sessions, of.identities
    ))?;
    console::print_line(&format!(
        "mails: {} addresses, {} more that are not mailed to any more",
        of.addresses, of.unsubscribed
    ))?;
    console::print_line(&format!(
        "what was sent: {} files, sealed, deleted {} days after they are settled",
        of.originals, held.originals_kept_days
    ))?;
    let since = of
        .log_since
        .map_or_else(String::new, |since| format!(", since {since}"));
    console::print_line(&format!(
        "log of who did what: {} entries with account and network address{since}",
        of.log_entries
    ))?;
    Ok(Exit::Done)
}

fn told(rows: &HeldRows, keys: u32, language: Language) -> String {
    let words = |words: &Option<Words>| {
        words.as_ref().map_or_else(
            || "not said by the programme".to_owned(),
            |words| words.get(language).to_owned(),
        )
    };
    let list = |heads: &[String]| heads.join(", ");
    let mut lines = vec![format!("{}/{}", rows.programme, rows.dataset)];
    if rows.of_cases {
        lines.push(format!("  about: {}", words(&rows.of)));
        lines.push(format!("  for: {}", words(&rows.purpose)));
        lines.push(format!("  by: {}", words(&rows.basis)));
        lines.push(format!("  hashed under {keys} keys: {}", list(&rows.hashed)));
        lines.push(format!("  kept: {}", list(&rows.kept)));
    }
    lines.push(format!("  never read: {}", list(&rows.dropped)));
    let years = rows.years.as_ref();
    let years = years.map_or_else(String::new, |[first, last]| format!(", {first} to {last}"));
    lines.push(format!("  rows: {}{years}", rows.rows));
    let keep = match (&rows.keep, rows.at_its_end) {
        (Some(keep), Some(end)) => format!("{keep} after the financial year; then {end}"),
        _ => "for ever".to_owned(),
    };
    lines.push(format!("  kept for: {keep}\n"));
    lines.join("\n") + "\n"
}

fn about(data: &Path, args: &OfPerson, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let lake = Lake::open(data)?;
    let said = console::read_lines(&args.from)?;
    let mut said = said.into_iter().filter(|line| !line.trim().is_empty());
    let number = if args.words { None } else { said.next() };
    let person = Person {
        programme: args.programme.clone(),
        place: args.place.clone(),
        number,
        words: said.collect(),
    };
    let held = holdings::about(data, (&catalog, &lake), &person).map_err(|fault| match fault {
        HoldingsError::Asked(..) => anyhow::Error::new(Usage(fault.to_string())),
        fault => fault.into(),
    })?;
    let deed = Deed::of_operator(Kind::LineList, holdings::logged(&person, &held));
    State::open(data)?.log(deed, now)?;
    tell(&held, args.json)?;
    Ok(Exit::Done)
}

fn tell(held: &[HeldAbout], json: bool) -> anyhow::Result<()> {
    if json {
        for one in held {
            console::print_line(&serde_json::to_string(one)?)?;
        }
        return Ok(());
    }
    if held.is_empty() {
        console::say("nothing is held about a person of that number or those words");
        return Ok(());
    }
    let headers = ["dataset", "rows", "from", "to"].map(str::to_owned);
    let row = |one: &HeldAbout| {
        vec![
            one.dataset.clone(),
            one.rows.to_string(),
            one.from.to_string(),
            one.to.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = held.iter().map(row).collect();
    console::print(table::text(&headers, &rows).as_bytes())
}
