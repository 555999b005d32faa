//! What became of sheets, told as text or as JSON lines, and how that ends the command.

use ingest::{Outcome, SheetReport, outcome};

use crate::console;
use crate::exit::Exit;

/// Findings shown of each sheet; the rest stand in the findings file.
const SHOWN_FINDINGS: usize = 10;

/// Tells what became of sheets: one JSON object a line on standard output, or text for people on
/// standard error.
pub fn tell(reports: &[SheetReport], json: bool) -> anyhow::Result<()> {
    for report in reports {
        if json {
            console::print_line(&serde_json::to_string(report)?)?;
        } else {
            console::say(&in_words(report));
        }
    }
    Ok(())
}

/// How the command ends after these sheets.
pub fn exit(reports: &[SheetReport]) -> Exit {
    match outcome(reports) {
        Outcome::Done => Exit::Done,
        Outcome::RowsRejected => Exit::Rejected,
        Outcome::NotAllTaken => Exit::Unread,
    }
}

fn in_words(report: &SheetReport) -> String {
    let sheet = report
        .sheet
        .as_ref()
        .map(|sheet| format!(", sheet {sheet}"))
        .unwrap_or_default();
    let mut lines = vec![format!("{}{sheet}: {}", report.file, report.status)];
    if let (Some(programme), Some(dataset)) = (&report.programme, &report.dataset) {
        let day = report
            .as_on
            .map(|day| format!(", as on {day}"))
            .unwrap_or_default();
        let counts = format!(
            "{} rows read, {} accepted, {} left out",
            report.rows_read, report.rows_accepted, report.rows_rejected
        );
        lines.push(format!("  {programme} {dataset}{day}: {counts}"));
    }
    if !report.message.is_empty() {
        lines.push(format!("  {}", report.message));
    }
    lines.extend(
        report
            .findings
            .iter()
            .take(SHOWN_FINDINGS)
            .map(|finding| format!("  {finding}")),
    );
    if report.findings.len() > SHOWN_FINDINGS {
        let place = report
            .findings_file
            .as_ref()
            .map(|file| format!("; all of them in {file}"))
            .unwrap_or_default();
        lines.push(format!(
            "  and {} more findings{place}",
            report.findings.len() - SHOWN_FINDINGS
        ));
    }
    lines.join("\n")
}
