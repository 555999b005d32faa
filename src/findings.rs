//! Findings workbooks: written beside the lists of findings, or where the sender wants them.

use std::path::{Path, PathBuf};

use anyhow::Context;
use catalog::Language;
use ingest::{SheetReport, Status};
use reports::Sent;

/// Where findings workbooks go and how they speak.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// A folder that the sender chose.
    pub folder: Option<&'a Path>,
    /// The sender's language.
    pub language: Language,
}

/// Writes a findings workbook for each sheet with findings and names it in the report. Without a folder of the sender's choice
/// it lies in `DATA/findings`, but only for sheets that name nobody: what names people must not lie about in the data
/// directory, so that for such sheets the list of findings stands, which quotes nothing.
pub fn write(reports: &mut [SheetReport], wanted: Wanted<'_>, data: &Path) -> anyhow::Result<()> {
    let mut read: Option<(PathBuf, Vec<u8>)> = None;
    for report in reports.iter_mut() {
        forget_mended(report, data)?;
        let Some(path) = destination(report, wanted.folder, data) else {
            continue;
        };
        let source = report.path.clone();
        if read.as_ref().is_none_or(|(known, _)| *known != source) {
            let bytes = std::fs::read(&source).with_context(|| source.display().to_string())?;
            read = Some((source, bytes));
        }
        let Some((_, bytes)) = &read else { continue };
        let name = report.file.clone();
        let sent = Sent { name: &name, bytes };
        let workbook = reports::findings_xlsx(sent, report, wanted.language)?;
        ingest::write_whole(&path, &workbook)
            .with_context(|| format!("{} could not be written", path.display()))?;
        report.findings_file = Some(path.display().to_string());
    }
    Ok(())
}

/// What was wrong at an earlier judgement, and is not any more, must not be handed out.
fn forget_mended(report: &SheetReport, data: &Path) -> anyhow::Result<()> {
    let batch = report.batch.as_ref().filter(|_| report.findings.is_empty());
    let old = batch.map(|batch| data.join("findings").join(format!("{batch}.xlsx")));
    match old.filter(|old| old.exists()) {
        Some(old) => std::fs::remove_file(&old).with_context(|| old.display().to_string()),
        None => Ok(()),
    }
}

fn destination(report: &SheetReport, folder: Option<&Path>, data: &Path) -> Option<PathBuf> {
    let batch = report.batch.as_ref()?;
    if report.findings.is_empty() || report.status == Status::Unchanged {
        return None;
    }
    match folder {
        Some(folder) => {
            let stem = Path::new(&report.file)
                .file_stem()?
                .to_string_lossy()
                .into_owned();
            Some(folder.join(format!("{stem}-{}-to-mend.xlsx", &batch[..batch.len().min(8)])))
        }
        None if report.names_people => None,
        None => Some(data.join("findings").join(format!("{batch}.xlsx"))),
    }
}
