//! `/open-data/{programme}/{file}`: a table, the description of all of them, or the dictionary.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Language, Words};
use figures::Reader;

use super::range::{Range, range};
use super::shelf::{bytes, package};
use crate::api::csv;
use crate::app::{App, AppState};
use crate::cache::CacheKey;
use crate::error::AppError;
use crate::path::{self, OpenFilePath};
use crate::reply::{Content, response};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::NONE;

/// The file that describes the others.
const PACKAGE: &str = "datapackage.json";
/// The file that says what every measure is.
const DICTIONARY: &str = "dictionary.csv";

/// Serves a file, or the part of it that is asked for. Whoever asks gets what the public gets.
pub async fn serve(
    State(app): State<AppState>,
    OpenFilePath { programme, file }: OpenFilePath,
    request: Request,
) -> Result<Response, AppError> {
    request.view(NONE)?;
    let key = CacheKey {
        version: app.data_version().await?,
        address: request.path().to_owned(),
        language: Language::En,
        form: None,
        reader: Reader::public().class,
    };
    let content = match app.cache.get(&key) {
        Some(content) => content,
        None => {
            let made = app.off_thread(move |app| content(app, &programme, &file)).await?;
            app.cache.put(key, &made);
            made
        }
    };
    Ok(sent(&request.headers, content))
}

fn content(app: &App, programme: &str, file: &str) -> Result<Content, AppError> {
    let programme = path::programme(&app.catalog, programme)?;
    let package = package(app, programme)?;
    if file == PACKAGE {
        let text = package.described(app, programme).to_string() + "\n";
        return Ok(Content::twin(Twin::Json, "datapackage", text).whole(package.tables.len()));
    }
    if file == DICTIONARY {
        let items = package.dictionary(app, programme);
        return Ok(Content::twin(Twin::Csv, "dictionary", csv(&items)?).whole(items.len()));
    }
    let missing = || {
        let near = package.tables.iter().flat_map(|table| {
            let names = table
                .files
                .iter()
                .map(|file| format!("{}.{}", table.name, file.form.extension()));
            names.map(|name| {
                (
                    Words::latin(name.clone()),
                    format!("/open-data/{}/{name}", programme.id),
                )
            })
        });
        AppError::NotFound {
            what: format!("`{}` has no file `{}`", programme.id, crate::near::shown(file)),
            near: near.collect(),
        }
    };
    let (name, extension) = file.rsplit_once('.').ok_or_else(missing)?;
    let table = package.table(name).ok_or_else(missing)?;
    let of = |twin: &Twin| twin.extension() == extension;
    let form = super::shelf::FORMS.into_iter().find(of).ok_or_else(missing)?;
    let figures = table
        .cut
        .figures(app, programme, table.year)?
        .ok_or_else(missing)?;
    let body = bytes(app, &figures, form)?;
    let stem = format!("{}-{name}", programme.id);
    Ok(Content::twin(form, &stem, body).whole(figures.rows.len()))
}

/// Strong tags and parts, for readers who come back for the next part of the same file.
fn sent(headers: &HeaderMap, content: Content) -> Response {
    let hash = content.stated.as_ref().map(|stated| stated.hash.to_string());
    let tag = format!("\"{}\"", hash.unwrap_or_default());
    let length = content.body.len();
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == tag);
    let mut reply = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match range(headers, &tag, length) {
            Range::Whole => response(content),
            Range::Part(first, last) => {
                let part = content.body.slice(first..=last);
                let mut reply = response(content);
                *reply.body_mut() = Body::from(part);
                *reply.status_mut() = StatusCode::PARTIAL_CONTENT;
                set(
                    &mut reply,
                    header::CONTENT_RANGE,
                    &format!("bytes {first}-{last}/{length}"),
                );
                reply
            }
            Range::Outside => {
                let mut reply = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                set(&mut reply, header::CONTENT_RANGE, &format!("bytes */{length}"));
                reply
            }
        }
    };
    set(&mut reply, header::ETAG, &tag);
    set(&mut reply, header::ACCEPT_RANGES, "bytes");
    set(&mut reply, header::CACHE_CONTROL, "public, no-cache");
    reply
}

fn set(reply: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}
