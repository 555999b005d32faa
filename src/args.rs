//! The words of the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    batches, check, demo, growth, ingest_command, outbox, programme, query, report, sample, schedule, serve,
    template, undo, user,
};

/// Figures that a district can act on, from the spreadsheets it already files.
#[derive(Debug, Parser)]
#[command(name = "jela", version, propagate_version = true)]
pub struct Jela {
    /// The data directory.
    #[arg(
        long,
        global = true,
        env = "JELA_DATA",
        default_value = "./data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes the sample workbooks, takes them in and serves them.
    Demo(demo::Args),
    /// Writes the made-up sample workbooks.
    Sample(sample::Args),
    /// Says what `ingest` would do; writes nothing.
    Check(check::CheckArgs),
    /// Takes files or folders in.
    Ingest(ingest_command::Args),
    /// Lists what was taken in.
    Batches(batches::Args),
    /// Takes a batch back.
    Undo(undo::Args),
    /// Answers with figures.
    Query(query::Args),
    /// Scores children by the WHO growth standards.
    Growth(growth::Args),
    /// Writes one report.
    Report(report::Args),
    /// Writes a blank workbook with the expected headers.
    Template(template::Args),
    /// Mails reports when they are due.
    Schedule(schedule::Args),
    /// Shows what became of each mail.
    Outbox(outbox::Args),
    /// Serves the dashboard.
    Serve(serve::Args),
    /// Makes, lists or ends accounts.
    User(user::Args),
    /// Lists, checks, drafts or shows programmes.
    Programme(programme::Args),
    /// Computes all facts again from the lake, as after a change of the places.
    Rebuild,
}
