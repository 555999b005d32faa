//! Why a request has no answer, and with which status that is said.

use analytics::AnalyticsError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalog::Words;
use figures::NotAReader;
use ingest::IngestError;
use reports::ReportError;
use store::StoreError;

use crate::signing::sign_on::SignOnFault;

/// Why the dashboard could not be made ready.
#[derive(Debug, thiserror::Error)]
pub enum DashboardError {
    /// A page's template.
    #[error("the template of a page could not be read: {0}")]
    Template(#[from] minijinja::Error),
    /// The outlines of a map.
    #[error("{file}: {problem}")]
    Outlines {
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: charts::OutlineError,
    },
    /// A file or folder of outlines.
    #[error(
        "{file} could not be read: {problem}; correct its permissions, or take it out of DATA/boundaries"
    )]
    Unreadable {
        /// The file or folder.
        file: String,
        /// Why.
        problem: std::io::Error,
    },
    /// The home place.
    #[error(
        "the home place `{0}` is not registered; correct `home` in jela.toml, or add the place to DATA/places"
    )]
    Home(catalog::PlaceCode),
    /// The lake, or the secret of links in mails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The socket.
    #[error("the server stopped: {0}")]
    Server(#[from] std::io::Error),
}

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A parameter that means nothing, with what it could be.
    #[error("`{name}={value}`: {help}")]
    BadParameter {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What is wrong and what to write.
        help: String,
    },
    /// A question that has no answer, in the words of the engine.
    #[error("{0}")]
    Question(String),
    /// A question whose answer has more rows than are held at once, in the words of the engine.
    #[error("{0}")]
    TooManyRows(String),
    /// Nothing stands at the address.
    #[error("{what}")]
    NotFound {
        /// What is not there, and what is.
        what: String,
        /// Where the reader may have wanted to go: words and address.
        near: Vec<(Words, String)>,
    },
    /// A word of an address that names nothing.
    #[error("{0}")]
    Unknown(Box<Unknown>),
    /// The address takes no such method.
    #[error("this address takes no such request; see its `Allow` header")]
    Method,
    /// An address or question of unreasonable length.
    #[error("the address is {0} bytes long; at most {1} can be read")]
    TooLong(usize, usize),
    /// None of the forms the client takes.
    #[error("this comes as {0}, none of which the `Accept` header takes; leave it out, or give `format`")]
    NotAcceptable(String),
    /// A request with a body of unreasonable length.
    #[error("the request carries {0} bytes; what is asked stands in the address, and no body is read here")]
    TooLarge(u64),
    /// More requests than one client may send.
    #[error("too many requests; wait {0} s, or ask for more at once and less often")]
    TooMany(u64),
    /// More is asked than the server can bear.
    #[error("the server has more to do than it can bear just now; try again in a minute")]
    Busy,
    /// Too little room is left for anything new.
    #[error(
        "the disk of the server is nearly full, so that nothing can be sent now; what is there can be read as before. Tell whoever keeps the server"
    )]
    DiskFull,
    /// What the reader may not see.
    #[error("{0}")]
    Refused(String),
    /// What may be seen after signing in.
    #[error("this is not for everybody; sign in first")]
    SignInNeeded,
    /// A key that opens nothing.
    #[error(
        "the key after `Authorization: Bearer` is none, has expired, or belongs to no account that counts"
    )]
    BadKey,
    /// A form that did not come from a page of this server, or from an old one.
    #[error("the form lay open too long, or was sent from elsewhere; open its page again")]
    StaleForm,
    /// A form that can't be read.
    #[error("the form can't be read; send it again from its page")]
    Form(StatusCode),
    /// Nobody came in by another provider.
    #[error(transparent)]
    SignOn(SignOnFault),
    /// Files that can't be taken as they were sent.
    #[error("{0}")]
    Upload(String),
    /// More than may be sent at once.
    #[error("{0}")]
    TooMuch(String),
    /// What was read, or a batch, could not be compared with what stands.
    #[error("what was sent could not be compared with what stands")]
    Compared(#[source] IngestError),
    /// What is kept of an upload makes no sense.
    #[error("what is kept of the upload can't be read; restore the state from a backup")]
    Kept(#[source] serde_json::Error),
    /// The state can't be read or written.
    #[error("the accounts can't be read")]
    State(#[source] StoreError),
    /// An account makes no sense.
    #[error("the account makes no sense any more; have it made again")]
    Account(#[source] NotAReader),
    /// The figures could not be computed.
    #[error("the figures could not be computed")]
    Figures(#[source] AnalyticsError),
    /// A document could not be made.
    #[error("the document could not be made")]
    Report(#[source] ReportError),
    /// An answer could not be put on the disk before it is sent.
    #[error("the answer could not be written to the disk of the server")]
    Spooled(#[from] std::io::Error),
    /// Data could not be written as JSON.
    #[error("the answer could not be written")]
    Written(#[source] serde_json::Error),
    /// A picture could not be made.
    #[error("the picture could not be made")]
    Picture(#[from] charts::PngError),
    /// A page could not be laid out.
    #[error("the page could not be laid out")]
    Template(#[from] minijinja::Error),
    /// The glossary.
    #[error("the glossary could not be read: {0}")]
    Glossary(#[from] catalog::glossary::GlossaryError),
    /// A task of the server was lost.
    #[error("the answer was lost on the way")]
    Lost,
}

/// A word of an address that names nothing: said to programs in English, to people in their language with what is near.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct Unknown {
    /// A place or page that is not there is not found; a parameter that names nothing is a bad one.
    pub status: StatusCode,
    /// The message that says so, of which `$asked` is the word.
    pub message: &'static str,
    /// The word, short and printable.
    pub asked: String,
    /// The same in English, with what it could be.
    pub detail: String,
    /// Where the reader may have wanted to go: words and address.
    pub near: Vec<(Words, String)>,
}

impl AppError {
    /// A word of a path that names nothing.
    pub fn unknown(message: &'static str, asked: &str, detail: String, near: Vec<(Words, String)>) -> Self {
        Self::Unknown(Box::new(Unknown {
            status: StatusCode::NOT_FOUND,
            message,
            asked: crate::near::shown(asked),
            detail,
            near,
        }))
    }

    /// A word of a parameter that names nothing.
    pub fn unknown_parameter(
        message: &'static str,
        asked: &str,
        detail: String,
        near: Vec<(Words, String)>,
    ) -> Self {
        Self::Unknown(Box::new(Unknown {
            status: StatusCode::BAD_REQUEST,
            message,
            asked: crate::near::shown(asked),
            detail,
            near,
        }))
    }

    /// A parameter that means nothing.
    pub fn parameter(name: &str, value: &str, help: impl ToString) -> Self {
        Self::BadParameter {
            name: name.to_owned(),
            value: shortened(value),
            help: help.to_string(),
        }
    }

    /// Nothing there, and no idea what was meant.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound {
            what: what.into(),
            near: Vec::new(),
        }
    }

    /// The status it is said with.
    pub fn status(&self) -> StatusCode {
        // No `_` arm: a new error must choose its status.
        match self {
            Self::BadParameter { .. } | Self::Question(_) | Self::TooManyRows(_) | Self::Upload(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::TooMuch(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::Unknown(unknown) => unknown.status,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLong(..) => StatusCode::URI_TOO_LONG,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Refused(_) | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::SignInNeeded | Self::BadKey => StatusCode::UNAUTHORIZED,
            Self::Form(status) => *status,
            Self::SignOn(fault) if fault.is_of_provider() => StatusCode::BAD_GATEWAY,
            Self::SignOn(_) => StatusCode::FORBIDDEN,
            Self::State(_)
            | Self::Compared(_)
            | Self::Kept(_)
            | Self::Account(_)
            | Self::Figures(_)
            | Self::Report(_)
            | Self::Spooled(_)
            | Self::Written(_)
            | Self::Picture(_)
            | Self::Template(_)
            | Self::Glossary(_)
            | Self::Lost => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The value as it is repeated in a message: never longer than a line.
fn shortened(value: &str) -> String {
    const MOST: usize = 80;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

impl From<reports::PressError> for AppError {
    fn from(error: reports::PressError) -> Self {
        match error {
            reports::PressError::Asked(error) => error.into(),
            reports::PressError::Register(error) => error.into(),
        }
    }
}

impl From<AnalyticsError> for AppError {
    fn from(error: AnalyticsError) -> Self {
        match error {
            AnalyticsError::UnknownProgramme { .. } | AnalyticsError::UnknownPlace(_) => {
                Self::not_found(error.to_string())
            }
            AnalyticsError::Store(StoreError::UnknownBatch { .. }) => Self::not_found(error.to_string()),
            AnalyticsError::Refused => Self::Refused(error.to_string()),
            AnalyticsError::UnknownMeasure { ref asked, .. } => {
                Self::unknown_parameter("unknown-measure", asked, error.to_string(), Vec::new())
            }
            AnalyticsError::TooLarge { .. } => Self::TooManyRows(error.to_string()),
            _ if error.is_usage() => Self::Question(error.to_string()),
            _ => Self::Figures(error),
        }
    }
}

impl From<ReportError> for AppError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::UnknownReport { .. }
            | ReportError::Unknown { .. }
            | ReportError::UnknownPage { .. }
            | ReportError::UnknownPlace(_) => Self::not_found(error.to_string()),
            ReportError::TooLarge { .. } => Self::TooMuch(error.to_string()),
            ReportError::Unreadable(_) | ReportError::NoSheet { .. } | ReportError::TooManyRows { .. } => {
                Self::Question(error.to_string())
            }
            ReportError::Workbook(_)
            | ReportError::Chart(_)
            | ReportError::Data(_)
            | ReportError::Template(_)
            | ReportError::Document(_) => Self::Report(error),
        }
    }
}

/// An error on its way to the reader; the layer of `pages::problem` words it as a page or as problem+json.
#[derive(Debug, Clone)]
pub struct Problem(pub std::sync::Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = self.status();
        // These two are no faults, and a server that has too much to do must not fill its log besides.
        if status.is_server_error() && !matches!(self, Self::Busy | Self::DiskFull) {
            tracing::error!(error = ?self, "could not answer a request");
        }
        let mut response = status.into_response();
        response
            .extensions_mut()
            .insert(Problem(std::sync::Arc::new(self)));
        response
    }
}
