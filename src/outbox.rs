//! `jela outbox`: what became of each mail.

use std::path::Path;

use catalog::Language;
use jiff::Timestamp;
use reports::schedule::show_moment;
use serde::Serialize;
use store::State;
use store::state::Delivery;

use crate::exit::Exit;
use crate::{console, table};

/// What to show.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One JSON object for each delivery.
    #[arg(long)]
    json: bool,
    /// Only those of a schedule.
    #[arg(long, value_name = "ID")]
    schedule: Option<String>,
}

/// One delivery, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    delivery: &'a str,
    schedule: &'a str,
    due: Timestamp,
    kind: &'static str,
    channel: &'static str,
    to: &'a str,
    message_id: &'a str,
    complete: Option<bool>,
    state: &'static str,
    reason: Option<&'a str>,
    detail: Option<&'a str>,
    attempts: u32,
    next_try: Option<Timestamp>,
    uncertain_since: Option<Timestamp>,
    changed: Timestamp,
}

/// Prints the ledger, oldest first.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    let Some(state) = State::open_existing(data)? else {
        return Ok(Exit::Done);
    };
    if let Some(schedule) = &args.schedule {
        state.schedule(schedule)?;
    }
    let mut deliveries = state.deliveries(args.schedule.as_deref(), u32::MAX)?;
    deliveries.reverse();
    if args.json {
        for delivery in &deliveries {
            console::print_line(&serde_json::to_string(&line(delivery))?)?;
        }
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<String>> = deliveries.iter().map(cells).collect();
    console::print(table::text(&HEADERS.map(str::to_owned), &rows).as_bytes())?;
    Ok(Exit::Done)
}

fn line(delivery: &Delivery) -> Line<'_> {
    use store::state::DeliveryState::{Built, Due, Uncertain};
    let waits = matches!(delivery.state, Due | Built | Uncertain);
    Line {
        delivery: &delivery.id,
        schedule: &delivery.schedule,
        due: delivery.due,
        kind: delivery.kind.id(),
        channel: delivery.channel.id(),
        to: &delivery.address,
        message_id: &delivery.message_id,
        complete: delivery.complete,
        state: delivery.state.id(),
        reason: delivery.reason.as_deref(),
        detail: delivery.detail.as_deref(),
        attempts: delivery.attempts,
        next_try: waits.then_some(delivery.next_try),
        uncertain_since: delivery.uncertain,
        changed: delivery.changed,
    }
}

const HEADERS: [&str; 7] = [
    "delivery",
    "schedule",
    "due (India)",
    "kind",
    "to",
    "state",
    "reason",
];

fn cells(delivery: &Delivery) -> Vec<String> {
    let was_uncertain = delivery.uncertain.is_some() && delivery.state.id() != "uncertain";
    let state = if was_uncertain {
        format!("{}, was uncertain", delivery.state)
    } else {
        delivery.state.to_string()
    };
    let reason = [delivery.reason.as_deref(), delivery.detail.as_deref()];
    vec![
        delivery.id.clone(),
        delivery.schedule.clone(),
        show_moment(delivery.due, Language::En),
        delivery.kind.id().to_owned(),
        delivery.address.clone(),
        state,
        reason.into_iter().flatten().collect::<Vec<_>>().join(": "),
    ]
}
