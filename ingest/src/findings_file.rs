//! The list of findings of a batch, as a csv that opens in Excel.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use catalog::Language;

use crate::error::IngestError;
use crate::finding::{Effect, Finding};
use crate::problem::Wording;
use crate::report::SheetReport;
use crate::told::FindingTold;
use crate::whole::write_whole;

/// Writes `DATA/findings/<batch>.csv` and returns where it is; without findings there is no file, and one of an earlier
/// judgement goes.
pub(crate) fn write(data: &Path, batch: &str, report: &SheetReport) -> Result<Option<PathBuf>, IngestError> {
    if report.findings.is_empty() {
        return remove(data, batch).map(|()| None);
    }
    put(data, batch, &text(report)).map(Some)
}

/// Puts a list that is written already in its place. The file is whole under its name, or not there.
pub(crate) fn put(data: &Path, batch: &str, text: &[u8]) -> Result<PathBuf, IngestError> {
    let path = path(data, batch);
    write_whole(&path, text).map_err(|source| IngestError::Findings {
        path: path.clone(),
        source,
    })?;
    Ok(path)
}

/// Takes a list of an earlier judgement away.
pub(crate) fn remove(data: &Path, batch: &str) -> Result<(), IngestError> {
    let path = path(data, batch);
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(IngestError::Findings { path, source }),
        _ => Ok(()),
    }
}

fn path(data: &Path, batch: &str) -> PathBuf {
    data.join("findings").join(format!("{batch}.csv"))
}

/// The findings of a batch, as they were written down; none where nothing was found.
pub fn findings_of(data: &Path, batch: &str) -> Result<Vec<FindingTold>, IngestError> {
    let path = path(data, batch);
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
            // Lists of before these were written have none.
            mend: others()
                .zip(5..)
                .filter_map(|(language, at)| Some((language.code().to_owned(), line.get(at)?.to_owned())))
                .filter(|(_, said)| !said.is_empty())
                .collect(),
        })
    });
    Ok(told.collect())
}

/// The list as text.
pub(crate) fn text(report: &SheetReport) -> Vec<u8> {
    let wordings: Vec<Wording<'_>> = others()
        .map(|language| Wording::as_sent(language, &report.columns))
        .collect();
    let rows = report.findings.iter().map(|finding| {
        let Finding { at, problem, effect } = finding;
        let said = [
            at.file.to_string(),
            at.sheet.to_string(),
            at.a1(),
            effect.to_string(),
            problem.to_string(),
        ];
        let others = wordings.iter().map(|wording| wording.what_to_mend(problem));
        said.into_iter().chain(others).collect::<Vec<_>>()
    });
    let more = report.more_findings;
    let unlisted = (more > 0).then(|| {
        let mut row = vec![String::new(); 5 + wordings.len()];
        row[4] = format!("{more} more findings are not listed; mend these and send the file again");
        row
    });
    let head = ["file", "sheet", "cell", "effect", "problem"].map(str::to_owned);
    let others = others().map(|language| format!("problem_{}", language.code()));
    let head: Vec<String> = head.into_iter().chain(others).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(head).chain(rows).chain(unlisted) {
        writer
            .write_record(row.into_iter().map(without_formula))
            .expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

/// The languages beside English, in the order of their columns.
fn others() -> impl Iterator<Item = Language> {
    Language::ALL
        .into_iter()
        .filter(|language| *language != Language::En)
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
    use crate::report::Status;

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
        let mut report = SheetReport::unjudged("a.xlsx", Some("=S"), Status::Taken, String::new());
        report.findings = vec![Finding {
            at,
            problem,
            effect: Effect::RowLeftOut,
        }];
        let path = write(data.path(), "00ff", &report).unwrap().unwrap();
        assert!(path.ends_with("findings/00ff.csv"));
        let told = findings_of(data.path(), "00ff").unwrap();
        assert_eq!(
            (told.len(), told[0].cell.as_str(), told[0].effect),
            (1, "C5", Effect::RowLeftOut)
        );
        assert!(told[0].problem.contains("less than nothing"));
        assert!(findings_of(data.path(), "ff00").unwrap().is_empty());
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "file,sheet,cell,effect,problem,problem_bn,problem_hi");
        assert!(lines[1].starts_with(
            "a.xlsx,'=S,C5,row left out,\"`persondays` can't be -3, which is less than nothing; correct the number\","
        ));
        for language in others() {
            let said = told[0].said(language);
            assert!(
                !said.is_empty() && said != told[0].problem,
                "{language:?}: {said}"
            );
        }
    }

    #[test]
    fn a_list_of_before_there_were_other_languages_is_told_in_english() {
        let data = tempfile::tempdir().unwrap();
        let text = b"file,sheet,cell,effect,problem\na.xlsx,S,C5,row left out,not a number\n";
        put(data.path(), "00ff", text).unwrap();
        let told = findings_of(data.path(), "00ff").unwrap();
        assert_eq!(told[0].said(Language::Bn), "not a number");
        remove(data.path(), "00ff").unwrap();
        assert!(findings_of(data.path(), "00ff").unwrap().is_empty());
    }
}
