//! The words of the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    audit, backup, batches, check, demo, doctor, growth, holdings, ingest_command, init, key, manual, outbox,
    programme, purge, query, report, returns, sample, schedule, serve, template, undo, user,
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
    /// Makes a new data directory with a first administrator.
    Init(init::Args),
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
    /// Tells who has reported in time, who late, and who not.
    Returns(returns::Args),
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
    /// Puts a new key in force under which cases are told apart, or lists the keys.
    Key(key::Args),
    /// Proves the audit log whole, or prints it.
    Audit(audit::Args),
    /// Lists, checks, drafts or shows programmes.
    Programme(programme::Args),
    /// Computes all facts again from the lake, as after a change of the places.
    Rebuild,
    /// Copies everything that is needed to begin again into one archive, while the server serves.
    Backup(backup::Args),
    /// Brings a data directory back from an archive.
    Restore(backup::RestoreArgs),
    /// Looks whether everything is as it should be, and says how to mend what is not.
    Doctor(doctor::Args),
    /// Puts small files of the lake together and removes what no longer counts.
    Tidy,
    /// Tells what is held of whom and why, and how much about one person who asks.
    Holdings(holdings::Args),
    /// Takes rows out whose time is over, as programmes or settings say how long they are kept.
    Purge(purge::Args),
    /// Writes manual pages and completions of shells, for packages.
    #[command(hide = true)]
    Manual(manual::Args),
}

impl Command {
    /// Whether it opens the lake or the state, which leaves files there even where it only asks.
    pub fn uses_data(&self) -> bool {
        !matches!(
            self,
            Self::Sample(_) | Self::Check(_) | Self::Growth(_) | Self::Template(_)
        )
    }

    /// Whether it writes into the data directory, so that an older one has to be brought forward before.
    pub fn writes(&self) -> bool {
        match self {
            Self::Demo(_)
            | Self::Ingest(_)
            | Self::Undo(_)
            | Self::Schedule(_)
            | Self::Serve(_)
            | Self::Report(_)
            | Self::Tidy
            | Self::Key(_)
            | Self::Purge(_)
            | Self::Holdings(_)
            | Self::User(_) => true,
            // A damaged state must not keep the lake from being counted again.
            Self::Rebuild
            | Self::Init(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Doctor(_)
            | Self::Sample(_)
            | Self::Check(_)
            | Self::Batches(_)
            | Self::Query(_)
            | Self::Growth(_)
            | Self::Returns(_)
            | Self::Audit(_)
            | Self::Template(_)
            | Self::Outbox(_)
            | Self::Programme(_)
            | Self::Manual(_) => false,
        }
    }
}
