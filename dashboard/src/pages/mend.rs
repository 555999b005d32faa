//! What is to be mended of a sheet that was sent, as a workbook: the sender's own sheet with marks and words.
//!
//! It is made anew from the original each time, so that nothing that names people is kept a second time.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalog::Language;
use ingest::{Input, ReadingOptions, SheetReport, SheetTold};
use reports::Sent;
use store::state::{Job, JobFile};

use super::upload::{job, told};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path::NumberPath;
use crate::request::Request;
use crate::twin::Twin;
use crate::uploads::office::office_of;
use crate::uploads::sender::Sender;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// `GET /uploads/{id}/mend/{number}`
pub async fn workbook(
    State(app): State<AppState>,
    visitor: Visitor,
    NumberPath { name: id, number }: NumberPath,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    Sender::of(&visitor)?;
    app.aside(move |app| {
        let job = job(app, &visitor, &id)?;
        let told = told(&job)?;
        let sheet = told.get(number).filter(|sheet| sheet.findings_in_all > 0);
        let sheet =
            sheet.ok_or_else(|| AppError::not_found("this upload has no such sheet with findings"))?;
        let bytes = marked(app, &job, sheet, language)?;
        Ok(attachment(&sheet.report, bytes))
    })
    .await
}

/// The sheet with its findings marked. Of several files of one name it is the one that has the sheet.
fn marked(app: &App, job: &Job, told: &SheetTold, language: Language) -> Result<Vec<u8>, AppError> {
    let files = job.files.iter().filter(|file| file.name == told.report.file);
    for file in files {
        let bytes = original(app, file)?;
        let reports = judged(app, job, file, &bytes)?;
        let same = |report: &&SheetReport| {
            report.sheet == told.report.sheet
                && report.batch == told.report.batch
                && !report.findings.is_empty()
        };
        if let Some(report) = reports.iter().find(same) {
            let sent = Sent {
                name: &file.name,
                bytes: &bytes,
            };
            return Ok(reports::findings_xlsx(sent, report, language)?);
        }
    }
    Err(AppError::not_found(
        "nothing is to be mended in this sheet any more; it reads without findings now",
    ))
}

/// What was sent, as long as it is kept.
fn original(app: &App, file: &JobFile) -> Result<Arc<Vec<u8>>, AppError> {
    if file.deleted.is_some() {
        return Err(AppError::not_found(
            "what was sent is kept for 30 days after it is settled, and is deleted by now; send the file again",
        ));
    }
    Ok(Arc::new(app.originals.read(&file.original)?))
}

/// What is found in a file now, as it was told to be read, by the office of who sent it.
fn judged(app: &App, job: &Job, file: &JobFile, bytes: &Arc<Vec<u8>>) -> Result<Vec<SheetReport>, AppError> {
    let wanted: ReadingOptions = serde_json::from_str(&job.options).map_err(AppError::Kept)?;
    let office = job
        .account
        .as_deref()
        .map(|name| office_of(&app.entrance.state, name));
    let office = office
        .transpose()
        .map_err(|none| AppError::Refused(none.to_string()))?;
    let taken_in = job.taken_in.unwrap_or(job.created);
    let options = ingest::Options {
        office,
        ..wanted.of(&app.data, taken_in)
    };
    let input = Input::Bytes {
        name: file.name.clone(),
        bytes: Arc::clone(bytes),
    };
    let previewed = ingest::preview(&[input], &app.catalog, app.engine.lake(), &options, None, |_| {});
    let previewed = previewed.map_err(AppError::Compared)?;
    Ok(previewed.into_iter().map(|one| one.report).collect())
}

fn attachment(report: &SheetReport, bytes: Vec<u8>) -> Response {
    let batch = report.batch.as_deref().unwrap_or("sheet");
    let name = format!(
        "attachment; filename=\"to-mend-{}.xlsx\"",
        &batch[..batch.len().min(8)]
    );
    let headers = [
        (header::CONTENT_TYPE, Twin::Xlsx.media().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
