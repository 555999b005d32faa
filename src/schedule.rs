//! `jela schedule`: reports that are mailed when they are due.

use std::path::Path;
use std::sync::Arc;

use catalog::{Language, PlaceCode};
use clap::Subcommand;
use jiff::Timestamp;
use reports::mail::{Format, address, addressee, header_text};
use reports::outbox::{Outbox, Withheld, may_have};
use reports::schedule::{Times, Watch, percent, show_moment};
use serde::Serialize;
use store::State;
use store::state::{
    Deed, DeliveryKind, IfMissed, IfUncertain, Kind, NewDelivery, NewRecipient, NewSchedule, Schedule,
};

use crate::config::{self, Config};
use crate::exit::{Exit, Refused, Usage};
use crate::{console, query, table};

/// What to do with schedules.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Makes a schedule.
    Add(Box<Add>),
    /// Lists the schedules.
    List {
        /// One JSON object for each schedule.
        #[arg(long)]
        json: bool,
    },
    /// Stops a schedule until it is resumed.
    Pause {
        /// Its id.
        id: String,
        /// Lets it go on instead, from now.
        #[arg(long)]
        resume: bool,
    },
    /// Sends what is due, and of one schedule what it has now.
    Run {
        /// The schedule to be sent now, whatever its times are.
        id: Option<String>,
        /// The moment to be taken for now, like 2026-11-23T08:00+05:30.
        #[arg(long, value_name = "TIME")]
        at: Option<Timestamp>,
    },
}

/// A schedule to be made. `--to` may be repeated, with `PLACE=ADDRESS` or `PLACE:LANGUAGE=ADDRESS` for recipients of other
/// places and languages.
#[derive(Debug, clap::Args)]
struct Add {
    /// The report's id, like daily-employment.
    #[arg(long, value_name = "R")]
    report: String,
    /// The place; the home of this jela unless told.
    #[arg(long, value_name = "P")]
    place: Option<String>,
    /// en, bn or hi.
    #[arg(long, value_name = "L", default_value = "en")]
    language: String,
    /// Who gets it: ADDRESS, PLACE=ADDRESS or PLACE:LANGUAGE=ADDRESS.
    #[arg(long = "to", value_name = "ADDRESS", required = true)]
    to: Vec<String>,
    /// Minute, hour, day of the month, month and day of the week in India's time.
    #[arg(
        long,
        value_name = "…",
        required_unless_present = "when_complete",
        conflicts_with = "when_complete"
    )]
    cron: Option<String>,
    /// As soon as so many percent of the returns are in.
    #[arg(long, value_name = "PERCENT", requires = "latest")]
    when_complete: Option<String>,
    /// The time, written like --cron, at which it is sent at the latest, marked as incomplete.
    #[arg(long, value_name = "…", requires = "when_complete")]
    latest: Option<String>,
    /// At its times, only when this indicator has crossed its band in the place or below.
    #[arg(long, value_name = "INDICATOR", requires = "cron", group = "watch")]
    when_worse: Option<String>,
    /// At its times, only when a place has fallen silent: nobody there has reported for the latest day.
    #[arg(long, requires = "cron", group = "watch")]
    when_silent: bool,
    /// At its times, only when this measure is no longer zero somewhere, as when a case is overdue.
    #[arg(long, value_name = "MEASURE", requires = "cron", group = "watch")]
    when_any: Option<String>,
    /// Leaves out days on which offices are closed.
    #[arg(long)]
    working_days: bool,
    /// What it is called; the report's title unless told.
    #[arg(long)]
    name: Option<String>,
    /// The account as which it is made; what everybody gets unless told.
    #[arg(long, value_name = "NAME")]
    reader: Option<String>,
    /// What is attached: xlsx, pdf, with commas between, or none.
    #[arg(long, value_delimiter = ',', default_value = "xlsx,pdf")]
    format: Vec<String>,
    /// Kilobytes of attachments; more becomes a link.
    #[arg(long, value_name = "KB")]
    budget: Option<u32>,
    /// send: the latest time that was missed is sent; mark: it is only noted.
    #[arg(long, value_name = "send|mark", default_value = "send")]
    if_missed: String,
    /// again: what nobody knows of is sent again under the same Message-ID; hold: it waits for a person.
    #[arg(long, value_name = "again|hold", default_value = "again")]
    if_uncertain: String,
    /// Who is told of failures.
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<String>,
    /// Times before this moment are not due; now unless told.
    #[arg(long, value_name = "TIME")]
    starts: Option<Timestamp>,
}

/// Makes, lists, pauses or runs schedules.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    match &args.what {
        What::Add(schedule) => add(data, schedule, config, now)?,
        What::List { json } => list(data, *json)?,
        What::Pause { id, resume } => {
            let state = existing(data)?;
            state.pause_schedule(id, !resume, now)?;
            let done = if *resume { "goes on" } else { "paused" };
            state.log(
                Deed::of_operator(Kind::Change, format!("schedule {id}: {done}")),
                now,
            )?;
            console::say(&format!("{id}: {done}"));
        }
        What::Run { id, at } => send(data, id.as_deref(), at.unwrap_or(now), config)?,
    }
    Ok(Exit::Done)
}

/// Somebody who gets it.
struct To {
    address: String,
    place: PlaceCode,
    language: Language,
}

fn add(data: &Path, asked: &Add, config: &Config, now: Timestamp) -> anyhow::Result<()> {
    let catalog = config::catalog(data)?;
    let language = query::language(&asked.language)?;
    let place = config::within(asked.place.as_ref(), config, &catalog)?;
    let (cron, percent) = match (&asked.cron, &asked.when_complete, &asked.latest) {
        (Some(cron), _, _) => (cron, None),
        (None, Some(complete), Some(latest)) => (latest, Some(percent(complete)?)),
        _ => return Err(Usage("give --cron, or --when-complete with --latest".to_owned()).into()),
    };
    Times::read(cron)?;
    let watch = watch(asked, &catalog)?;
    let to = asked
        .to
        .iter()
        .map(|to| recipient(to, &place, language, &catalog))
        .collect::<anyhow::Result<Vec<To>>>()?;
    let formats = formats(&asked.format)?;
    let reader = match &asked.reader {
        Some(name) if name != "public" => Some(name.as_str()),
        _ => None,
    };
    let title = check(data, asked, &catalog, reader, &to)?;
    let name = asked.name.clone().unwrap_or(title);
    let usage = |fault: reports::mail::MailError| Usage(fault.to_string());
    let schedule = NewSchedule {
        name: &header_text(name.trim()).map_err(usage)?,
        report: &asked.report,
        owner: None,
        owner_address: asked
            .owner
            .as_deref()
            .map(|owner| address(owner).map(|_| owner))
            .transpose()
            .map_err(usage)?,
        cron,
        percent,
        watch: watch.as_deref(),
        working_days: asked.working_days,
        if_missed: IfMissed::of(&asked.if_missed).ok_or_else(|| {
            Usage(format!(
                "--if-missed: `{}` means nothing; give send or mark",
                asked.if_missed
            ))
        })?,
        if_uncertain: IfUncertain::of(&asked.if_uncertain).ok_or_else(|| {
            Usage(format!(
                "--if-uncertain: `{}` means nothing; give again or hold",
                asked.if_uncertain
            ))
        })?,
    };
    let budget = asked
        .budget
        .map_or(config.mail.budget(), |kilobytes| u64::from(kilobytes) * 1024);
    let recipients: Vec<NewRecipient<'_>> = to
        .iter()
        .map(|to| NewRecipient {
            address: &to.address,
            place: to.place.as_str(),
            language: to.language.code(),
            reader,
            formats: &formats,
            budget,
        })
        .collect();
    let state = State::open(data)?;
    let id = state.add_schedule(&schedule, &recipients, asked.starts.unwrap_or(now))?;
    state.log(
        Deed::of_operator(Kind::Change, format!("made the schedule {id}")),
        now,
    )?;
    console::print_line(&id)?;
    if config.mail.host.is_none() {
        console::say("no mail server is set up yet: give mail.host and mail.from in jela.toml");
    }
    Ok(())
}

/// What is looked out for, where a programme of the report can tell it.
fn watch(asked: &Add, catalog: &catalog::Catalog) -> anyhow::Result<Option<String>> {
    let watch = match (&asked.when_worse, asked.when_silent, &asked.when_any) {
        (Some(measure), ..) => Watch::Worse(measure.clone()),
        (_, true, _) => Watch::Silent,
        (.., Some(measure)) => Watch::Any(measure.clone()),
        _ => return Ok(None),
    };
    watch.check_for(catalog, &asked.report)?;
    Ok(Some(watch.text()))
}

/// Refuses a report that there is not, or that the reader may not have for one of the places; else its title.
fn check(
    data: &Path,
    asked: &Add,
    catalog: &Arc<catalog::Catalog>,
    reader: Option<&str>,
    to: &[To],
) -> anyhow::Result<String> {
    let reader = query::reader(data, reader.unwrap_or("public"))?;
    if reader.class.role == figures::Role::Operator {
        return Err(
            Usage("a mail is made for public or an account, never for the operator".to_owned()).into(),
        );
    }
    let engine = config::engine(data, catalog)?;
    let mut places: Vec<&PlaceCode> = to.iter().map(|to| &to.place).collect();
    places.sort();
    places.dedup();
    for place in places {
        may_have(&engine, &asked.report, place, reader.clone())
            .map_err(|withheld| refusal(withheld, place))?;
    }
    let title = reports::order::title(catalog, &asked.report);
    Ok(title.map_or_else(|| asked.report.clone(), |title| title.en.clone()))
}

fn refusal(withheld: Withheld, place: &PlaceCode) -> anyhow::Error {
    match withheld {
        Withheld::Refused => {
            Refused(format!("{place}: the report is not published at this detail; give the account as which it is made with --reader")).into()
        }
        Withheld::AccountEnded => Usage("the account has ended".to_owned()).into(),
        Withheld::Unknown(fault) => Usage(fault).into(),
        Withheld::Fault(fault) => anyhow::anyhow!("{place}: {fault}"),
    }
}

/// `ADDRESS`, `PLACE=ADDRESS` or `PLACE:LANGUAGE=ADDRESS`.
fn recipient(
    to: &str,
    place: &PlaceCode,
    language: Language,
    catalog: &catalog::Catalog,
) -> anyhow::Result<To> {
    let read = addressee(to).map_err(|fault| Usage(fault.to_string()))?;
    let place = read
        .place
        .map_or_else(|| Ok(place.clone()), |code| config::place(code, catalog))?;
    let language = read.language.map_or(Ok(language), query::language)?;
    Ok(To {
        address: read.to.to_string(),
        place,
        language,
    })
}

fn formats(words: &[String]) -> Result<Vec<&'static str>, Usage> {
    if words == ["none"] {
        return Ok(Vec::new());
    }
    let format = |word: &String| {
        Format::of(word.trim()).map(Format::id).ok_or_else(|| {
            Usage(format!(
                "`{word}` is not what can be attached; give xlsx, pdf or none"
            ))
        })
    };
    words.iter().map(format).collect()
}

/// The state, which must be there.
fn existing(data: &Path) -> anyhow::Result<State> {
    State::open_existing(data)?.ok_or_else(|| {
        Usage("there are no schedules yet; `jela schedule add` makes the first".to_owned()).into()
    })
}

/// Sends what is due at a moment.
fn send(data: &Path, id: Option<&str>, at: Timestamp, config: &Config) -> anyhow::Result<()> {
    let settings = config.mail_settings()?.ok_or_else(|| {
        Usage("no mail server is set up: give mail.host and mail.from in jela.toml, or JELA_MAIL_HOST and JELA_MAIL_FROM".to_owned())
    })?;
    let state = Arc::new(existing(data)?);
    if let Some(id) = id {
        now_due(&state, id, settings.from.domain(), at)?;
    }
    let catalog = config::catalog(data)?;
    let engine = Arc::new(config::engine(data, &catalog)?);
    let outbox = Outbox::new(state, engine, settings, data)?;
    let round = outbox.round(&|| at, &|| false)?;
    console::say(&format!(
        "{} due, {} accepted, {} to be tried again, {} failed, {} uncertain, {} not sent",
        round.due, round.accepted, round.later, round.failed, round.uncertain, round.cancelled
    ));
    Ok(())
}

fn now_due(state: &State, id: &str, domain: &str, now: Timestamp) -> anyhow::Result<()> {
    let schedule = state.schedule(id)?;
    for recipient in state
        .recipients(id)?
        .iter()
        .filter(|recipient| recipient.unsubscribed.is_none())
    {
        let of = (schedule.id.as_str(), recipient.id.as_str());
        let new = NewDelivery::due(now, of, DeliveryKind::Report, &recipient.address, domain);
        state.add_delivery(&new, now)?;
    }
    Ok(())
}

/// One schedule, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    schedule: &'a str,
    name: &'a str,
    report: &'a str,
    cron: &'a str,
    percent: Option<u8>,
    watch: Option<&'a str>,
    working_days: bool,
    if_missed: &'static str,
    if_uncertain: &'static str,
    owner: Option<&'a str>,
    owner_address: Option<&'a str>,
    paused: Option<Timestamp>,
    recipients: Vec<LineOfRecipient<'a>>,
}

/// One recipient.
#[derive(Serialize)]
struct LineOfRecipient<'a> {
    to: &'a str,
    place: &'a str,
    language: &'a str,
    reader: &'a str,
    formats: &'a [String],
    unsubscribed: Option<Timestamp>,
}

fn list(data: &Path, json: bool) -> anyhow::Result<()> {
    let state = State::open_existing(data)?;
    let mut rows = Vec::new();
    let schedules = state
        .as_ref()
        .map(State::schedules)
        .transpose()?
        .unwrap_or_default();
    for schedule in schedules {
        let recipients = state
            .as_ref()
            .map(|state| state.recipients(&schedule.id))
            .transpose()?
            .unwrap_or_default();
        if json {
            console::print_line(&serde_json::to_string(&line(&schedule, &recipients))?)?;
        } else {
            rows.push(cells(&schedule, recipients.len()));
        }
    }
    if json {
        return Ok(());
    }
    console::print(table::text(&HEADERS.map(str::to_owned), &rows).as_bytes())
}

fn line<'a>(schedule: &'a Schedule, recipients: &'a [store::state::Recipient]) -> Line<'a> {
    Line {
        schedule: &schedule.id,
        name: &schedule.name,
        report: &schedule.report,
        cron: &schedule.cron,
        percent: schedule.percent,
        watch: schedule.watch.as_deref(),
        working_days: schedule.working_days,
        if_missed: schedule.if_missed.id(),
        if_uncertain: schedule.if_uncertain.id(),
        owner: schedule.owner.as_deref(),
        owner_address: schedule.owner_address.as_deref(),
        paused: schedule.paused,
        recipients: recipients
            .iter()
            .map(|recipient| LineOfRecipient {
                to: &recipient.address,
                place: &recipient.place,
                language: &recipient.language,
                reader: recipient.reader.as_deref().unwrap_or("public"),
                formats: &recipient.formats,
                unsubscribed: recipient.unsubscribed,
            })
            .collect(),
    }
}

const HEADERS: [&str; 6] = ["schedule", "name", "report", "when", "recipients", "state"];

fn cells(schedule: &Schedule, recipients: usize) -> Vec<String> {
    let when = match schedule.percent {
        Some(percent) => format!("{percent} % in, or {}", schedule.cron),
        None => schedule.cron.clone(),
    };
    let when = match &schedule.watch {
        Some(watch) => format!("{when}, {watch}"),
        None => when,
    };
    let state = schedule
        .paused
        .map(|since| format!("paused since {}", show_moment(since, Language::En)));
    vec![
        schedule.id.clone(),
        schedule.name.clone(),
        schedule.report.clone(),
        when,
        recipients.to_string(),
        state.unwrap_or_default(),
    ]
}
