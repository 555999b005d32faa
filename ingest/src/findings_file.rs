//! The list of findings of a batch, as a csv that opens in Excel.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::IngestError;
use crate::finding::{Effect, Finding};
use crate::told::FindingTold;
use crate::whole::write_whole;

/// Writes `DATA/findings/<batch>.csv` and returns where it is; without findings there is no file, and one of an earlier
/// judgement goes. The file is whole under its name, or not there.
pub(crate) fn write(
    data: &Path,
    batch: &str,
    findings: &[Finding],
    more: u64,
) -> Result<Option<PathBuf>, IngestError> {
    let folder = data.join("findings");
    let path = folder.join(format!("{batch}.csv"));
    if findings.is_empty() {
        return match std::fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                Err(IngestError::Findings { path, source })
            }
            _ => Ok(None),
        };
    }
    write_whole(&path, text(findings, more).as_ref()).map_err(|source| IngestError::Findings {
        path: path.clone(),
        source,
    })?;
    Ok(Some(path))
}

/// The findings of a batch, as they were written down; none where nothing was found.
pub fn findings_of(data: &Path, batch: &str) -> Result<Vec<FindingTold>, IngestError> {
    let path = data.join("findings").join(format!("{batch}.csv"));
    let bytes = match std::fs::read(&path) {
        Err(none) if none.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(|source| IngestError::Findings { path, source })?,
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    // The list was written here; a line that somebody has cut is left out.
    let lines = reader.records().filter_map(Result::ok);
    let told = lines.filter_map(|line| {
        let effect = [Effect::RowLeftOut, Effect::RowKept]
            .into_iter()
            .find(|effect| line.get(3) == Some(&effect.to_string()))?;
        Some(FindingTold {
            cell: line.get(2)?.to_owned(),
            effect,
            problem: line.get(4)?.to_owned(),
            mend: BTreeMap::new(),
        })
    });
    Ok(told.collect())
}

fn text(findings: &[Finding], more: u64) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = findings.iter().map(|finding| {
        let Finding { at, problem, effect } = finding;
        [
            at.file.to_string(),
            at.sheet.to_string(),
            at.a1(),
            effect.to_string(),
            problem.to_string(),
        ]
    });
    let unlisted = (more > 0).then(|| {
        let problem = format!("{more} more findings are not listed; mend these and send the file again");
        [
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            problem,
        ]
    });
    let head = ["file", "sheet", "cell", "effect", "problem"].map(str::to_owned);
    for row in std::iter::once(head).chain(rows).chain(unlisted) {
        writer
            .write_record(row.map(without_formula))
            .expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// Excel would run a name that begins like a formula.
fn without_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problem;
    use crate::read::CellRef;

    #[test]
    fn each_finding_is_a_line_with_its_cell_and_what_to_do() {
        let data = tempfile::tempdir().unwrap();
        let at = CellRef {
            file: "a.xlsx".into(),
            sheet: "=S".into(),
            row: 4,
            column: 2,
        };
        let problem = Problem::Negative {
            column: "persondays".into(),
            found: "-3".into(),
        };
        let path = write(
            data.path(),
            "00ff",
            &[Finding {
                at,
                problem,
                effect: Effect::RowLeftOut,
            }],
            0,
        )
        .unwrap()
        .unwrap();
        assert!(path.ends_with("findings/00ff.csv"));
        let told = findings_of(data.path(), "00ff").unwrap();
        assert_eq!(
            (told.len(), told[0].cell.as_str(), told[0].effect),
            (1, "C5", Effect::RowLeftOut)
        );
        assert!(told[0].problem.contains("less than nothing"));
        assert!(findings_of(data.path(), "ff00").unwrap().is_empty());
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            "file,sheet,cell,effect,problem\na.xlsx,'=S,C5,row left out,\"`persondays` can't be -3, which is less than nothing; correct the number\"\n"
        );
    }
}
