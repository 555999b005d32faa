//! A report whose questions have been answered, before it is put into a language and a form.

use catalog::{Language, PlaceCode, Words};
use charts::{Svg, Width};
use figures::{Figures, KnownOn, ReaderClass};
use jiff::civil::Date;

use crate::content::ReportContent;
use crate::convergence::Convergence;
use crate::document::Document;
use crate::identity::{self, Identity};
use crate::{ReportError, document, paper, size, web, workbook};

/// A report: sections of answers.
#[derive(Debug, Clone)]
pub struct Report {
    /// By which it can be ordered again.
    pub name: String,
    /// What it is called.
    pub title: Words,
    /// The place it is about.
    pub place: PlaceCode,
    /// The place's name.
    pub place_name: Words,
    /// The places around it, coarse to fine.
    pub around: Vec<Words>,
    /// The day that was asked for; the latest in the data where none was.
    pub as_on: Option<Date>,
    /// Only what had been taken in by then.
    pub known_on: Option<KnownOn>,
    /// In reading order.
    pub sections: Vec<Section>,
    /// What makes it one that can be looked up again.
    pub mark: Option<Mark>,
}

/// For whom a report was made, and where it can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// On what of the reader its figures depend.
    pub audience: ReaderClass,
    /// The address of the dashboard, without a slash at its end.
    pub dashboard: String,
}

/// A section.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is called; nothing where the report is one section alone.
    pub title: Option<Words>,
    /// What stands in it.
    pub body: Body,
}

/// What stands in a section.
#[derive(Debug, Clone)]
pub enum Body {
    /// Answers.
    Figures(Box<ReportContent>),
    /// Answers of several programmes side by side.
    Convergence(Box<Convergence>),
    /// Words as they are.
    Text(Words),
    /// The reader may not have it.
    Withheld,
    /// It could not be made; the fault is logged under this reference.
    Fault(String),
}

impl Report {
    /// With an id and a place where it can be looked up.
    pub fn marked(self, audience: ReaderClass, dashboard: &str) -> Self {
        Self {
            mark: Some(Mark {
                audience,
                dashboard: dashboard.trim_end_matches('/').to_owned(),
            }),
            ..self
        }
    }

    /// The answers of its sections.
    pub fn contents(&self) -> impl Iterator<Item = &ReportContent> {
        self.sections.iter().filter_map(|section| match &section.body {
            Body::Figures(content) => Some(content.as_ref()),
            Body::Convergence(_) | Body::Text(_) | Body::Withheld | Body::Fault(_) => None,
        })
    }

    /// Several programmes side by side, in order.
    pub(crate) fn side_by_side(&self) -> impl Iterator<Item = &Convergence> {
        self.sections.iter().filter_map(|section| match &section.body {
            Body::Convergence(made) => Some(made.as_ref()),
            Body::Figures(_) | Body::Text(_) | Body::Withheld | Body::Fault(_) => None,
        })
    }

    /// The latest day for which any of its figures are true.
    pub fn day(&self) -> Option<Date> {
        let alone = self.contents().filter_map(|content| content.headline.as_on);
        let beside = self.side_by_side().filter_map(|made| made.figures.as_on);
        alone.chain(beside).max()
    }

    /// The day of each section that asked figures, and of each column of several programmes side by side, in order.
    pub fn days(&self) -> Vec<Option<Date>> {
        let asked = self
            .sections
            .iter()
            .filter(|section| !matches!(section.body, Body::Text(_)));
        asked
            .flat_map(|section| match &section.body {
                Body::Figures(content) => vec![content.headline.as_on],
                Body::Convergence(made) => made.subjects.iter().map(|subject| subject.as_on).collect(),
                Body::Text(_) | Body::Withheld | Body::Fault(_) => vec![None],
            })
            .collect()
    }

    /// The data version of its figures.
    pub fn data_version(&self) -> u64 {
        let alone = self.contents().map(|content| content.headline.data_version);
        let beside = self.side_by_side().map(|made| made.figures.data_version);
        alone.chain(beside).max().unwrap_or_default()
    }

    /// Whether any of its figures is made up.
    pub fn is_sample(&self) -> bool {
        self.answers().any(|figures| figures.sample)
    }

    pub(crate) fn is_of_one_version(&self) -> bool {
        let version = self.data_version();
        let returns = self.contents().flat_map(|content| &content.returns);
        self.answers().all(|figures| figures.data_version == version)
            && returns.into_iter().all(|returns| returns.data_version == version)
    }

    pub(crate) fn answers(&self) -> impl Iterator<Item = &Figures> {
        let beside = self.side_by_side().map(|made| &made.figures);
        self.contents().flat_map(ReportContent::answers).chain(beside)
    }

    /// Its id in a language; none where it has no mark.
    pub fn id(&self, language: Language) -> Option<String> {
        let mark = self.mark.as_ref()?;
        Some(identity::id(self, &mark.audience, language))
    }

    /// Id and address in a language; none where it has no mark.
    pub(crate) fn identity(&self, language: Language) -> Option<Identity> {
        let id = self.id(language)?;
        let address = format!("{}/reports/{id}", self.mark.as_ref()?.dashboard);
        Some(Identity { id, address })
    }

    /// A number for its figures that changes when any of them does, whatever the data version.
    pub fn digest(&self) -> String {
        identity::digest(self)
    }

    /// What a file of it is called, without its extension.
    pub fn stem(&self) -> String {
        let day = self.day().map(|day| format!("-{day}")).unwrap_or_default();
        format!("{}-{}{day}", self.name.replace('/', "-"), self.place)
    }

    pub(crate) fn document(&self, language: Language) -> Result<Document, ReportError> {
        self.contents().try_for_each(size::check)?;
        Ok(document::of_report(self, language))
    }

    /// The charts of its sections, as they are drawn for paper.
    pub fn drawings(&self, language: Language) -> Vec<Svg> {
        let drawings = self
            .contents()
            .flat_map(|content| document::drawings(content, Width::Wide, language));
        drawings.collect()
    }

    /// As a workbook.
    pub fn xlsx(&self, language: Language) -> Result<Vec<u8>, ReportError> {
        workbook::xlsx(&self.document(language)?)
    }

    /// As a PDF document.
    pub fn pdf(&self, language: Language) -> Result<Vec<u8>, ReportError> {
        paper::pdf(&self.document(language)?)
    }

    /// As a page of HTML that stands alone.
    pub fn html(&self, language: Language) -> Result<String, ReportError> {
        web::page(&self.document(language)?)
    }

    /// As a part of a page of HTML, which brings title, styles and language of its own.
    pub fn html_body(&self, language: Language) -> Result<String, ReportError> {
        web::body(&self.document(language)?)
    }
}
