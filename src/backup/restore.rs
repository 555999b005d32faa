//! `jela restore FILE`: a data directory as a part of an archive has it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::Timestamp;
use store::{RESTORING, State};

use super::archive::Archive;
use super::part::{Part, Stored, is_inside};
use crate::exit::{Exit, Refused};
use crate::{config, console, data_form};

/// What to bring back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The number of the part; the newest unless told. `jela backup FILE --list` shows them.
    #[arg(long, value_name = "N")]
    part: Option<u32>,
    /// A copy of DATA/keys, for an archive without secrets.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

/// Brings a data directory back, into one that is empty or not there.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let archive = Archive::read(&args.file)?;
    let part = archive.part(args.part)?;
    may_hold(part, &args.file)?;
    is_free(data)?;
    begin(data)?;
    for (path, stored) in &part.files {
        put(&archive, data, path, stored)?;
    }
    if let Some(keys) = &args.keys {
        bring_keys(keys, &data.join("keys"))?;
    }
    fs::remove_file(data.join(RESTORING)).context("the end of the restore can't be written down")?;
    data_form::bring_forward(data)?;
    let held = match State::open_existing(data)? {
        Some(state) => state.after_restore(now)?,
        None => 0,
    };
    let version = config::engine(data, &config::catalog(data)?)?.data_version()?;
    tell(data, part, version, held);
    Ok(Exit::Done)
}

/// An older jela can't know what a newer one has written.
fn may_hold(part: &Part, file: &Path) -> anyhow::Result<()> {
    let own = data_form::own();
    let newer = part
        .data
        .parts()
        .into_iter()
        .zip(own.parts())
        .find(|((_, there), (_, known))| there > known);
    match newer {
        Some(((name, there), (_, known))) => Err(Refused(format!(
            "{}: made by jela {}, a newer one than this ({name} {there}, and this one knows {known}); install that version to restore it",
            file.display(),
            part.data.jela
        ))
        .into()),
        None => Ok(()),
    }
}

fn is_free(data: &Path) -> anyhow::Result<()> {
    let names: Vec<String> = match fs::read_dir(data) {
        Err(none) if none.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries
            .with_context(|| format!("{} can't be looked into", data.display()))?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect(),
    };
    // A restore that was cut short is begun anew: what it left is nobody's.
    let is_own = names.iter().any(|name| name == RESTORING);
    let is_empty = names.iter().all(|name| name == "lost+found");
    if is_own || is_empty {
        return Ok(());
    }
    Err(Refused(format!(
        "{}: something lies there already, and nothing is written over it; restore into an empty directory, then move it where it belongs",
        data.display()
    ))
    .into())
}

fn begin(data: &Path) -> anyhow::Result<()> {
    let fault = || format!("{} can't be made", data.display());
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(fault)?;
    let marker = File::create(data.join(RESTORING)).with_context(fault)?;
    marker.sync_all().with_context(fault)
}

fn put(archive: &Archive, data: &Path, path: &str, stored: &Stored) -> anyhow::Result<()> {
    if !is_inside(path) {
        anyhow::bail!("`{path}` leads out of the data directory; the archive was altered");
    }
    let target = data.join(path);
    let fault = || {
        format!(
            "{} can't be written; see that there is room for it",
            target.display()
        )
    };
    let folder = target.parent().unwrap_or(data);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(fault)?;
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&target).with_context(fault)?;
    archive.copy(path, stored, &mut file)?;
    file.flush().with_context(fault)?;
    file.set_permissions(fs::Permissions::from_mode(stored.mode))
        .with_context(fault)?;
    file.sync_all().with_context(fault)
}

fn bring_keys(from: &Path, to: &Path) -> anyhow::Result<()> {
    let fault = || format!("the secrets in {} can't be copied", from.display());
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(to)
        .with_context(fault)?;
    for entry in fs::read_dir(from).with_context(fault)? {
        let path = entry.with_context(fault)?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        fs::copy(&path, &target).with_context(fault)?;
        fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).with_context(fault)?;
    }
    Ok(())
}

fn tell(data: &Path, part: &Part, version: u64, held: u64) {
    console::say(&format!(
        "{}: {} files of part {} of {} are back, each with its checksum; data version {version}",
        data.display(),
        part.files.len(),
        part.part,
        part.at
    ));
    console::say(
        "everybody signs in again; accounts and keys that were ended since then are open again, so look through `jela user list`",
    );
    if held > 0 {
        console::say(&format!(
            "{held} mails may have gone out since then; they wait on the page Schedules for a person to decide"
        ));
    }
    if !part.has_keys && !data.join("keys").is_dir() {
        console::say(
            "DATA/keys is not in the archive: put your copy of it there before anything is taken in, or children are not known again and originals do not open",
        );
    }
}
