//! Answers as HTTP: tags, so that nothing is sent twice, and names, so that a saved file can be found again.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::Language;
use figures::Reader;

use crate::account::with_account;
use crate::app::{App, AppState};
use crate::cache::CacheKey;
use crate::digest::{REPR_DIGEST, Sha256};
use crate::error::AppError;
use crate::packing::{packed, unpacks};
use crate::request::Request;
use crate::script;
use crate::stylesheet;
use crate::twin::Twin;
use crate::upkeep::From;
use crate::view::{OF_WORDS, View};
use crate::visitor::Visitor;

/// The media type of pages.
const PAGE: &str = "text/html; charset=utf-8";

/// How many rows an answer holds.
pub const ROW_COUNT: HeaderName = HeaderName::from_static("jela-row-count");
/// How many rows there are, of which an answer holds some.
pub const TOTAL_COUNT: HeaderName = HeaderName::from_static("jela-total-count");

/// A finished answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its media type.
    pub media: &'static str,
    /// What a saved file is called; none for pages.
    pub file: Option<String>,
    /// Its bytes.
    pub body: Bytes,
    /// The same bytes packed by gzip, where they are kept: many readers ask for them, and packing takes longer than
    /// sending.
    pub packed: Option<Bytes>,
    /// What is stated of data beside it; none for pages.
    pub stated: Option<Stated>,
}

/// What is stated of data, so that nobody has to trust that it came whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// How many rows it holds.
    pub rows: usize,
    /// How many there are altogether.
    pub total: usize,
    /// The address of those that follow.
    pub next: Option<String>,
    /// The hash of the bytes.
    pub hash: Sha256,
}

impl Content {
    /// An answer to be shown.
    pub fn new(media: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            media,
            file: None,
            body: body.into(),
            packed: None,
            stated: None,
        }
    }

    /// A page.
    pub fn page(html: String) -> Self {
        Self::new(PAGE, html)
    }

    /// A file of figures.
    pub fn twin(twin: Twin, stem: &str, body: impl Into<Bytes>) -> Self {
        Self {
            file: Some(format!("{stem}.{}", twin.extension())),
            ..Self::new(twin.media(), body)
        }
    }

    /// With its number of rows, which are all there are, and its hash.
    pub fn whole(self, rows: usize) -> Self {
        self.part(rows, rows, None)
    }

    /// With its number of rows of those there are, the address of those that follow, and its hash.
    pub fn part(self, rows: usize, total: usize, next: Option<String>) -> Self {
        let hash = Sha256::of(&self.body);
        Self {
            stated: Some(Stated {
                rows,
                total,
                next,
                hash,
            }),
            ..self
        }
    }

    /// The bytes for a client: packed, where they are kept so and the client unpacks them.
    fn for_client(self, headers: &HeaderMap) -> Self {
        match &self.packed {
            Some(_) if !unpacks(headers) => Self { packed: None, ..self },
            Some(packed) => Self {
                body: packed.clone(),
                ..self
            },
            None => self,
        }
    }

    /// Under a name.
    pub fn named(self, file: String) -> Self {
        Self {
            file: Some(file),
            ..self
        }
    }
}

/// Answers from the store of finished answers, or makes the answer off the serving threads.
pub async fn answer<F>(
    app: AppState,
    request: &Request,
    visitor: &Visitor,
    language: Language,
    make: F,
) -> Result<Response, AppError>
where
    F: FnOnce(&App, &Reader) -> Result<Content, AppError> + Send + 'static,
{
    answer_in(app, request, visitor, (language, None), make).await
}

/// The same for a page of words, of which the address says no more than the language.
pub async fn answer_in_words<F>(
    app: AppState,
    request: &Request,
    visitor: &Visitor,
    page: F,
) -> Result<Response, AppError>
where
    F: FnOnce(&App, &View, Language) -> Result<Content, AppError> + Send + 'static,
{
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    answer(app, request, visitor, language, move |app, _| {
        page(app, &view, language)
    })
    .await
}

/// The same, where the client's wishes chose the form.
pub async fn answer_in<F>(
    app: AppState,
    request: &Request,
    visitor: &Visitor,
    (language, form): (Language, Option<Twin>),
    make: F,
) -> Result<Response, AppError>
where
    F: FnOnce(&App, &Reader) -> Result<Content, AppError> + Send + 'static,
{
    let key = key(app.data_version().await?, request, visitor, (language, form));
    let tag = tag(&key, visitor);
    let metrics = app.upkeep().metrics();
    if is_known(&request.headers, &tag) {
        metrics.answer(From::Unchanged);
        let unchanged = StatusCode::NOT_MODIFIED.into_response();
        return Ok(with_headers(unchanged, &tag, language, visitor));
    }
    let content = match app.cache.get(&key) {
        Some(content) => {
            metrics.answer(From::Kept);
            content
        }
        None => {
            metrics.answer(From::Computed);
            let (reader, whole) = (visitor.reader.clone(), whole(visitor, language, request));
            let wanted = key.clone();
            let made = app
                .off_thread(move |app| match app.cache.get(&wanted) {
                    // Another reader of the same page had the turn before.
                    Some(content) => Ok(content),
                    None => whole(app, make(app, &reader)?).map(packed),
                })
                .await;
            let content = made.map_err(|error| sign_in_first(error, request, visitor))?;
            app.cache.put(key, &content);
            content
        }
    };
    // What the public gets is kept whole; of others each has an account of their own.
    let content = if content.media == PAGE && !visitor.is_public() {
        let say = app.say(language);
        let body = with_account(&app, visitor, say, &request.address, &content.body)?;
        Content::new(PAGE, body)
    } else {
        content
    };
    let response = response(content.for_client(&request.headers));
    Ok(with_headers(response, &tag, language, visitor))
}

fn key(
    version: u64,
    request: &Request,
    visitor: &Visitor,
    (language, form): (Language, Option<Twin>),
) -> CacheKey {
    CacheKey {
        version,
        address: request.address.clone(),
        language,
        form,
        reader: visitor.reader.class.clone(),
    }
}

/// An answer that is sent from elsewhere than the store of answers, with the headers that it would have from there.
pub fn not_kept(
    response: Response,
    version: u64,
    request: &Request,
    visitor: &Visitor,
    (language, form): (Language, Option<Twin>),
) -> Response {
    let tag = tag(&key(version, request, visitor, (language, form)), visitor);
    with_headers(response, &tag, language, visitor)
}

/// Puts the way to sign in into a page for the public, which is then the same for all of it.
fn whole(
    visitor: &Visitor,
    language: Language,
    request: &Request,
) -> impl FnOnce(&App, Content) -> Result<Content, AppError> + Send + 'static {
    let (address, is_public) = (request.address.clone(), visitor.is_public());
    move |app, content| {
        if !is_public || content.media != PAGE {
            return Ok(content);
        }
        let page = with_account(
            app,
            &Visitor::public(),
            app.say(language),
            &address,
            &content.body,
        )?;
        Ok(Content::new(PAGE, page))
    }
}

/// Whom a page refuses who has not signed in, it may open to afterwards. The API only says what is published: its
/// programs carry their key from the start.
fn sign_in_first(error: AppError, request: &Request, visitor: &Visitor) -> AppError {
    match error {
        AppError::Refused(_) if visitor.is_public() && !request.path().starts_with("/api/") => {
            AppError::SignInNeeded
        }
        error => error,
    }
}

/// Finished content as a response.
pub fn response(content: Content) -> Response {
    let mut response = Response::new(Body::from(content.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content.media));
    if content.packed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Some(file) = content.file.filter(|file| file.is_ascii()) {
        let disposition = format!("{}; filename=\"{file}\"", shown_or_saved(content.media));
        if let Ok(disposition) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
    }
    if let Some(stated) = &content.stated {
        state(headers, stated);
    }
    response
}

fn state(headers: &mut HeaderMap, stated: &Stated) {
    headers.insert(ROW_COUNT, stated.rows.into());
    headers.insert(TOTAL_COUNT, stated.total.into());
    if let Ok(digest) = HeaderValue::from_str(&stated.hash.repr_digest()) {
        headers.insert(REPR_DIGEST, digest);
    }
    let link = stated.next.as_ref().map(|next| format!("<{next}>; rel=\"next\""));
    if let Some(link) = link.and_then(|link| HeaderValue::from_str(&link).ok()) {
        headers.insert(header::LINK, link);
    }
}

/// Browsers show JSON, PDF and pictures themselves; what they can't show is saved.
fn shown_or_saved(media: &str) -> &'static str {
    if matches!(media, "application/json" | "application/pdf") || media.starts_with("image/") {
        "inline"
    } else {
        "attachment"
    }
}

/// Weak, since the same figures travel compressed and not.
fn tag(key: &CacheKey, visitor: &Visitor) -> String {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    // A page says who is signed in, and its way out belongs to one session.
    let session = visitor.session.as_ref().map(|session| session.hash());
    (&visitor.reader.name, session).hash(&mut hasher);
    (stylesheet::name(), script::name(), env!("CARGO_PKG_VERSION")).hash(&mut hasher);
    format!("W/\"{}-{:016x}\"", key.version, hasher.finish())
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let asked = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    // `*` would be known to readers who may not have the answer at all.
    asked
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == tag)
}

fn with_headers(mut response: Response, tag: &str, language: Language, visitor: &Visitor) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    let kept = if visitor.is_public() {
        "no-cache"
    } else {
        "private, no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("accept, accept-encoding, accept-language, cookie, authorization"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.code()),
    );
    response
}
