//! Setting: typst with nothing around it, no files, no packages, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::data::Paper;
use super::letters::{fonts, printable};
use crate::ReportError;

/// The templates; `theme.typ` is written by `charts` and `document.json` by [`super::data`].
const TEMPLATES: [(&str, &str); 3] = [
    ("report.typ", include_str!("../../templates/report.typ")),
    ("tiles.typ", include_str!("../../templates/tiles.typ")),
    ("tables.typ", include_str!("../../templates/tables.typ")),
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(fonts);
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Sets a document. The same document at the same time gives the same bytes.
pub(crate) fn compile(paper: &Paper, time: Option<Timestamp>) -> Result<Vec<u8>, ReportError> {
    let data = printable(serde_json::to_value(paper)?);
    let identifier = data.to_string();
    let desk = Desk::new(identifier.clone(), time.and_then(datetime));
    let document = typst::compile(&desk).output.map_err(|faults| fault(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|fault| ReportError::Document(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identifier),
        creator: Smart::Custom(Some("jela".to_owned())),
        timestamp: desk.time.map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|faults| fault(&faults));
    typst::comemo::evict(EVICT_AFTER);
    pdf
}

/// A server sets many documents; what several of them have not used again is forgotten.
const EVICT_AFTER: usize = 2;

fn fault(faults: &[SourceDiagnostic]) -> ReportError {
    let words = faults.iter().map(|fault| {
        let hints = fault.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", fault.message, hints.collect::<String>())
    });
    ReportError::Document(words.collect::<Vec<_>>().join("; "))
}

/// The templates, read once: a server sets many documents by them.
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    let theme = charts::theme::typst();
    let texts = TEMPLATES.into_iter().chain([("theme.typ", theme.as_str())]);
    texts
        .map(|(name, text)| (id(name), Source::new(id(name), text.to_owned())))
        .collect()
});

/// What typst may see.
struct Desk {
    main: FileId,
    data: (FileId, Bytes),
    time: Option<Datetime>,
}

impl Desk {
    fn new(data: String, time: Option<Datetime>) -> Self {
        Self {
            main: id("report.typ"),
            data: (id("document.json"), Bytes::from_string(data)),
            time,
        }
    }
}

/// The id of a file; ids are kept for ever, and these few names are all there are.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of the templates are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn datetime(time: Timestamp) -> Option<Datetime> {
    let time = TimeZone::UTC.to_datetime(time);
    let part = |part: i8| u8::try_from(part).ok();
    Datetime::from_ymd_hms(
        time.year().into(),
        part(time.month())?,
        part(time.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    )
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or_else(|| not_there(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data, bytes) = &self.data;
        if id == *data {
            return Ok(bytes.clone());
        }
        let source = SOURCES.get(&id).ok_or_else(|| not_there(id))?;
        Ok(Bytes::from_string(source.clone()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.time
    }
}

fn not_there(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
