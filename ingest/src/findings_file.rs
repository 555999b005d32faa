//! The list of findings of a batch, as a csv that opens in Excel.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::IngestError;
use crate::finding::Finding;

/// Writes `DATA/findings/<batch>.csv` and returns where it is; without findings there is no file, and one of an earlier
/// judgement goes. The file is whole under its name, or not there.
pub(crate) fn write(data: &Path, batch: &str, findings: &[Finding]) -> Result<Option<PathBuf>, IngestError> {
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
    let unfinished = folder.join(format!(".unfinished-{batch}.csv"));
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&unfinished, text(findings)))
        .and_then(|()| std::fs::rename(&unfinished, &path));
    written.map_err(|source| IngestError::Findings {
        path: path.clone(),
        source,
    })?;
    Ok(Some(path))
}

fn text(findings: &[Finding]) -> Vec<u8> {
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
    for row in std::iter::once(["file", "sheet", "cell", "effect", "problem"].map(str::to_owned)).chain(rows)
    {
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
    use crate::finding::Effect;
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
        )
        .unwrap()
        .unwrap();
        assert!(path.ends_with("findings/00ff.csv"));
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            "file,sheet,cell,effect,problem\na.xlsx,'=S,C5,row left out,\"`persondays` can't be -3, which is less than nothing; correct the number\"\n"
        );
    }
}
