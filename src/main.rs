//! The command `jela`: figures that a district can act on, from the spreadsheets it already files.
//!
//! Wiring and nothing else: one file per subcommand, today's date read once here, exit codes in `exit`.

mod args;
mod batches;
mod check;
mod config;
mod console;
mod demo;
mod demo_accounts;
mod exit;
mod findings;
mod growth;
mod ingest_command;
mod jobs;
mod mail_config;
mod outbox;
mod programme;
mod query;
mod rebuild;
mod renewal;
mod report;
mod sample;
mod schedule;
mod sender;
mod serve;
mod sheets;
mod table;
mod template;
mod undo;
mod user;
mod watch;
mod workers;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

use crate::args::{Command, Jela};
use crate::exit::Exit;

// polars frees large buffers all the time; the system's allocator would halve its speed.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let jela = match Jela::try_parse() {
        Ok(jela) => jela,
        Err(refused) => return exit::of_usage(&refused),
    };
    console::log_to_standard_error();
    let now = console::now();
    let data = jela.data.as_path();
    let config = match config::Config::load(data) {
        Ok(config) => config,
        Err(fault) => return exit::code(Exit::of_fault(&fault)),
    };
    ingest::read::limits::set(config.limits());
    let done = match jela.command {
        Command::Demo(args) => demo::run(data, &args, &config, now),
        Command::Sample(args) => sample::run(&args),
        Command::Check(args) => check::run(data, &args, now),
        Command::Ingest(args) => ingest_command::run(data, &args, &config, now),
        Command::Batches(args) => batches::run(data, &args),
        Command::Undo(args) => undo::run(data, &args, now),
        Command::Query(args) => query::run(data, &args, &config),
        Command::Growth(args) => growth::run(&args),
        Command::Report(args) => report::run(data, &args, &config),
        Command::Template(args) => template::run(data, &args, &config, now),
        Command::Serve(args) => serve::run(data, &args, &config),
        Command::Schedule(args) => schedule::run(data, &args, &config, now),
        Command::Outbox(args) => outbox::run(data, &args),
        Command::User(args) => user::run(data, &args, now),
        Command::Programme(args) => programme::run(data, &args, &config, now),
        Command::Rebuild => rebuild::run(data),
    };
    exit::code(done.unwrap_or_else(|fault| Exit::of_fault(&fault)))
}
