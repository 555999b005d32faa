//! The machine under jela: its directory, its disk, its clock, and who may read what.

use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use store::{Form, Lake, SECRET_BYTES, ServerLock, State};

use super::Visit;
use crate::backup::LastBackup;
use crate::clock::SLACK;
use crate::data_form;

/// After so many days without a backup it is time for one.
const BACKUP_DAYS: i64 = 8;
/// What was begun and not ended so long ago is of a process that was killed.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3600);

/// The data directory: there, in a form that is known, whole, writable, and for its owner alone.
pub fn directory(visit: &mut Visit<'_>) {
    let shown = visit.data.display().to_string();
    let Ok(known) = fs::metadata(visit.data) else {
        let mend = format!("`jela init {shown}` makes one; or name another by --data");
        return visit.fault("directory", format!("{shown}: there is no data directory"), mend);
    };
    if let Err(fault) = store::check_form(visit.data, &data_form::own()) {
        visit.fault(
            "form",
            fault.to_string(),
            "install the version that wrote it, or restore into an empty directory",
        );
    } else {
        match Form::written(visit.data) {
            Ok(Some(form)) if form == data_form::own() => {
                visit.well("form", format!("as jela {} writes it", form.jela))
            }
            _ => visit.warn(
                "form",
                "written by an older jela",
                "nothing: the next start of the server brings it forward; make a backup before",
            ),
        }
    }
    let probe = tempfile::Builder::new()
        .prefix(".unfinished-doctor-")
        .tempfile_in(visit.data);
    if let Err(fault) = probe {
        let mend =
            "see who owns the directory, that its disk is mounted for writing, and that it is not full";
        visit.fault(
            "directory",
            format!("{shown}: nothing can be written there ({fault})"),
            mend,
        );
    } else if known.permissions().mode() & 0o007 != 0 {
        let mend = format!("chmod o-rwx {shown}");
        visit.warn(
            "directory",
            format!("{shown}: every user of the machine may look into it"),
            mend,
        );
    } else {
        visit.well("directory", format!("{shown}, of user {}", known.uid()));
    }
    let entries = entries(visit.data);
    let strange: Vec<&PathBuf> = entries
        .iter()
        .filter(|(_, of)| of.uid() != known.uid())
        .map(|(path, _)| path)
        .collect();
    if let Some(first) = strange.first() {
        let what = format!(
            "{} files of another user than the directory, such as {}",
            strange.len(),
            first.display()
        );
        let mend =
            format!("chown -R --reference={shown} {shown}; give commands as the user of the directory");
        visit.fault("directory", what, mend);
    }
    let left = entries
        .iter()
        .filter(|(path, of)| is_left_behind(path, of))
        .count();
    if left > 0 {
        let mend = "delete them, once no jela is at work; or leave them to `jela tidy`";
        let what = format!("{left} unfinished files of processes that were killed");
        visit.warn("leftovers", what, mend);
    }
}

/// Everything below a folder; what is unfinished as one thing.
fn entries(folder: &Path) -> Vec<(PathBuf, Metadata)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(known) = entry.metadata() else {
            continue; // gone meanwhile
        };
        if known.is_dir() && !is_unfinished(&entry.path()) {
            found.extend(entries(&entry.path()));
        }
        found.push((entry.path(), known));
    }
    found
}

fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(".unfinished-")
}

fn is_left_behind(path: &Path, known: &Metadata) -> bool {
    is_unfinished(path) && known.modified().is_ok_and(|at| older_than(at, LEFT_BEHIND))
}

fn older_than(at: SystemTime, age: Duration) -> bool {
    at.elapsed().is_ok_and(|elapsed| elapsed > age)
}

/// Room on the disk.
pub fn disk(visit: &mut Visit<'_>) {
    let reserve = visit.config.system.disk_reserve();
    let room = match store::room(visit.data) {
        Ok(room) => room,
        Err(fault) => {
            return visit.fault(
                "disk",
                fault.to_string(),
                "see that the disk is there and mounted",
            );
        }
    };
    let told = format!("{} MB of {} MB are free", room.free >> 20, room.total >> 20);
    let mend = "delete what is not needed, enlarge the disk, or move the data directory; `jela tidy` removes what no longer counts";
    if room.free < reserve {
        visit.fault(
            "disk",
            format!("{told}: below {} MB nothing new is taken in", reserve >> 20),
            mend,
        );
    } else if room.free < reserve.saturating_mul(2) {
        visit.warn("disk", told, mend);
    } else {
        visit.well("disk", told);
    }
}

/// `DATA/keys`: whole, and for their owner alone.
pub fn secrets(visit: &mut Visit<'_>) {
    let folder = visit.data.join("keys");
    let files: Vec<PathBuf> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let mut sound = 0;
    for file in files
        .iter()
        .filter(|file| !file.to_string_lossy().contains("/.unfinished-"))
    {
        let shown = file.display();
        match fs::metadata(file) {
            Err(fault) => visit.fault(
                "secrets",
                format!("{shown}: {fault}"),
                "see who owns it; jela must read it",
            ),
            Ok(known) if known.permissions().mode() & 0o077 != 0 => {
                visit.fault(
                    "secrets",
                    format!("{shown}: others than its owner may read it"),
                    format!("chmod 600 {shown}"),
                );
            }
            Ok(known) if known.len() != SECRET_BYTES as u64 => visit.fault(
                "secrets",
                format!(
                    "{shown}: it is {} bytes long, and not {SECRET_BYTES}",
                    known.len()
                ),
                "restore it from a backup: what was sealed with it opens with nothing else",
            ),
            Ok(_) => sound += 1,
        }
    }
    let has_originals =
        fs::read_dir(visit.data.join("originals")).is_ok_and(|mut files| files.next().is_some());
    if has_originals && !folder.join("originals").exists() {
        let mend = "restore DATA/keys from a backup; without it what was sent does not open";
        visit.fault(
            "secrets",
            "keys/originals is missing, and there are originals",
            mend,
        );
    } else if sound == files.len() {
        visit.well("secrets", format!("{sound} secrets, for their owner alone"));
    }
}

/// The fonts of pictures and documents are part of jela; they must have the letters of all three languages.
pub fn fonts(visit: &mut Visit<'_>) {
    match charts::missing_letter("Bankura বাঁকুড়া बाँकुड़ा 0১१") {
        None => visit.well("fonts", "Latin, Bengali and Devanagari can be drawn"),
        Some(letter) => {
            let mend = "install jela again; the program file is damaged";
            visit.fault("fonts", format!("no font has the letter {letter}"), mend);
        }
    }
}

/// Whether somebody serves the directory.
pub fn server(visit: &mut Visit<'_>) {
    match ServerLock::holder(visit.data) {
        Ok(Some(process)) => visit.well("server", format!("process {process} serves the directory")),
        Ok(None) => visit.warn(
            "server",
            "nobody serves the directory",
            "systemctl start jela, or `jela serve`; `journalctl -u jela` says why it does not start",
        ),
        Err(fault) => visit.fault(
            "server",
            fault.to_string(),
            "see who owns server.lock in the data directory",
        ),
    }
}

/// When the last backup was made.
pub fn backups(visit: &mut Visit<'_>) {
    let mend = "jela backup FILE, on another disk or machine; docs/operating.md has a timer for it";
    match LastBackup::read(visit.data) {
        None => visit.warn("backup", "no backup was ever made", mend),
        Some(last) => {
            let days = visit.now.duration_since(last.at).as_hours() / 24;
            let told = format!("the last backup was made {} to {}", last.at, last.file);
            match days > BACKUP_DAYS {
                true => visit.warn("backup", format!("{told}, {days} days ago"), mend),
                false => visit.well("backup", told),
            }
        }
    }
}

/// The clock against what is known to have happened: it can't be earlier than that.
pub fn clock(visit: &mut Visit<'_>) {
    let of_lake = Lake::open(visit.data)
        .and_then(|lake| lake.inventory())
        .ok()
        .and_then(|known| known.newest);
    let of_state = State::open_as_is(visit.data)
        .ok()
        .flatten()
        .and_then(|state| state.last_deed().ok().flatten());
    match of_lake.max(of_state) {
        Some(latest) if visit.now + SLACK < latest => visit.fault(
            "clock",
            format!("the clock says {}, and something was done {latest}", visit.now),
            "set the clock (`timedatectl set-ntp true`); what is taken in meanwhile would count as older than what is there",
        ),
        _ => visit.well("clock", format!("{}", visit.now)),
    }
}
