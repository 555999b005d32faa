//! `jela programme check`: every fault of a declaration at once, each with its line and how to mend it.

use std::path::Path;

use catalog::programme::{Diagnosis, Severity, diagnose};
use serde::Serialize;

use crate::console;
use crate::exit::{Exit, Usage};

/// One fault as JSON.
#[derive(Debug, Serialize)]
struct Told<'a> {
    file: &'a str,
    #[serde(flatten)]
    diagnosis: &'a Diagnosis,
}

/// Checks the `programme.toml` in a folder. Warnings are told and are no faults.
pub fn run(folder: &Path, json: bool) -> anyhow::Result<Exit> {
    let path = folder.join("programme.toml");
    let file = path.display().to_string();
    let bytes = std::fs::read(&path).map_err(|fault| Usage(format!("{file}: {fault}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Usage(format!(
            "{file}: the file is not UTF-8; save it anew as UTF-8 text"
        ))
    })?;
    let found = diagnose(&text);
    for diagnosis in &found {
        if json {
            console::print_line(&serde_json::to_string(&Told {
                file: &file,
                diagnosis,
            })?)?;
        } else {
            console::say(&in_words(&file, diagnosis));
        }
    }
    let faults = found.iter().filter(|one| one.severity == Severity::Fault).count();
    if !json {
        console::print_line(&summary(&file, faults, found.len() - faults))?;
    }
    Ok(if faults == 0 { Exit::Done } else { Exit::Usage })
}

/// `programme.toml:12:5: fault: …`, which editors and terminals take for a link.
fn in_words(file: &str, diagnosis: &Diagnosis) -> String {
    let severity = match diagnosis.severity {
        Severity::Fault => "fault",
        Severity::Warning => "warning",
    };
    format!(
        "{file}:{}:{}: {severity}: {}\n    {}",
        diagnosis.line, diagnosis.column, diagnosis.problem, diagnosis.hint
    )
}

fn summary(file: &str, faults: usize, warnings: usize) -> String {
    let counted = |number: usize, what: &str| match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        more => format!("{more} {what}s"),
    };
    match warnings {
        0 => format!("{file}: {}", counted(faults, "fault")),
        _ => format!(
            "{file}: {}, {}",
            counted(faults, "fault"),
            counted(warnings, "warning")
        ),
    }
}
