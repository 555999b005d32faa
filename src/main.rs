//! The command `jela`: figures that a district can act on, from the spreadsheets it already files.
//!
//! Wiring and nothing else: one file per subcommand, today's date read once here, exit codes in `exit`.

mod allocator;
mod args;
mod audit;
mod backup;
mod batches;
mod check;
mod clock;
mod config;
mod config_fault;
mod console;
mod data_form;
mod demo;
mod demo_accounts;
mod demo_post;
mod doctor;
mod exit;
mod findings;
mod growth;
mod holdings;
mod ingest_command;
mod init;
mod jobs;
mod key;
mod mail_config;
mod manual;
mod outbox;
mod owner;
mod programme;
mod public_address;
mod purge;
mod query;
mod rebuild;
mod renewal;
mod report;
mod retention;
mod returns;
mod sample;
mod schedule;
mod sender;
mod serve;
mod service;
mod sheets;
mod sign_in_config;
mod system_config;
mod table;
mod template;
mod tidy;
mod undo;
mod user;
mod user_keys;
mod watch;
mod workers;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use jiff::Timestamp;
use mimalloc::MiMalloc;

use crate::args::{Command, Jela};
use crate::config::Config;
use crate::exit::Exit;

// polars frees large buffers all the time; the system's allocator would halve its speed.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let jela = match Jela::try_parse() {
        Ok(jela) => jela,
        Err(refused) => return exit::of_usage(&refused),
    };
    if matches!(jela.command, Command::Serve(_)) {
        allocator::serve_with(std::env::args_os().skip(1));
    }
    exit::code(run(&jela.command, &jela.data).unwrap_or_else(|fault| Exit::of_fault(&fault)))
}

fn run(command: &Command, data: &Path) -> anyhow::Result<Exit> {
    let now = console::now();
    // What needs no data directory, or makes or mends one, must not stumble over its settings.
    match command {
        Command::Init(args) => return init::run(data, args, now),
        Command::Manual(args) => return manual::run(args),
        Command::Doctor(args) => return doctor::run(data, args, now),
        Command::Restore(args) => return backup::restore(data, args, now),
        _ => {}
    }
    let config = Config::load(data)?;
    console::log_to_standard_error(&config.system.log_format);
    ingest::read::limits::set(config.limits());
    reports::set_most_rows(config.limits.document_rows);
    data_form::check(data)?;
    if command.uses_data() {
        owner::check(data)?;
    }
    if command.writes() {
        data_form::bring_forward(data)?;
    }
    let done = carry_out(command, data, &config, now)?;
    if command.writes() {
        // A directory that was just made has its form from the start.
        data_form::bring_forward(data)?;
    }
    Ok(done)
}

fn carry_out(command: &Command, data: &Path, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    match command {
        Command::Demo(args) => demo::run(data, args, config, now),
        Command::Sample(args) => sample::run(args),
        Command::Check(args) => check::run(data, args, now),
        Command::Ingest(args) => ingest_command::run(data, args, config, now),
        Command::Batches(args) => batches::run(data, args),
        Command::Undo(args) => undo::run(data, args, now),
        Command::Query(args) => query::run(data, args, config),
        Command::Growth(args) => growth::run(args),
        Command::Returns(args) => returns::run(data, args, config),
        Command::Report(args) => report::run(data, args, config),
        Command::Template(args) => template::run(data, args, config, now),
        Command::Serve(args) => serve::run(data, args, config),
        Command::Schedule(args) => schedule::run(data, args, config, now),
        Command::Outbox(args) => outbox::run(data, args),
        Command::User(args) => user::run(data, args, config, now),
        Command::Key(args) => key::run(data, args, now),
        Command::Audit(args) => audit::run(data, args),
        Command::Programme(args) => programme::run(data, args, config, now),
        Command::Rebuild => rebuild::run(data),
        Command::Backup(args) => backup::run(data, args, now),
        Command::Tidy => tidy::run(data, now),
        Command::Holdings(args) => holdings::run(data, args, config, now),
        Command::Purge(args) => purge::run(data, args, config, now),
        Command::Init(_) | Command::Manual(_) | Command::Restore(_) | Command::Doctor(_) => {
            unreachable!("they are run before")
        }
    }
}
