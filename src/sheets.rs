//! What became of sheets, told as text or as JSON lines, and how that ends the command.

use ingest::{Outcome, SheetReport, SheetTold, outcome};

use crate::console;
use crate::exit::Exit;

/// Findings shown of each sheet; the rest stand in the findings file.
const SHOWN_FINDINGS: usize = 10;

/// Tells what became of sheets: one JSON object a line on standard output, or text for people on
/// standard error.
pub fn tell(reports: &[SheetReport], json: bool) -> anyhow::Result<()> {
    for report in reports {
        let findings = report
            .findings
            .iter()
            .take(SHOWN_FINDINGS)
            .map(ToString::to_string);
        one(
            report,
            &findings.collect::<Vec<_>>(),
            report.findings.len() as u64 + report.more_findings,
            json,
        )?;
    }
    Ok(())
}

/// The same of sheets of a job, as they are kept with it.
pub fn tell_told(told: &[SheetTold], json: bool) -> anyhow::Result<()> {
    for sheet in told {
        let report = &sheet.report;
        let place = |cell: &str| match &report.sheet {
            Some(name) => format!("{}, sheet {name}, {cell}", report.file),
            None => report.file.clone(),
        };
        let findings = sheet.findings.iter().take(SHOWN_FINDINGS);
        let findings = findings.map(|finding| format!("{}: {}", place(&finding.cell), finding.problem));
        one(report, &findings.collect::<Vec<_>>(), sheet.findings_in_all, json)?;
    }
    Ok(())
}

fn one(report: &SheetReport, findings: &[String], in_all: u64, json: bool) -> anyhow::Result<()> {
    if json {
        return console::print_line(&serde_json::to_string(report)?);
    }
    console::say(&in_words(report, findings, in_all));
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

fn in_words(report: &SheetReport, findings: &[String], in_all: u64) -> String {
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
    lines.extend(findings.iter().map(|finding| format!("  {finding}")));
    let more = in_all.saturating_sub(findings.len() as u64);
    if more > 0 {
        let place = report
            .findings_file
            .as_ref()
            .map(|file| format!("; all of them in {file}"))
            .unwrap_or_default();
        lines.push(format!("  and {more} more findings{place}"));
    }
    lines.join("\n")
}
