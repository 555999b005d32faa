//! Asking whatever an order needs, section by section.

use analytics::{AnalyticsError, Engine};
use catalog::Catalog;
use figures::{Figures, Query, Returns, ReturnsQuery};

use crate::content::ReportContent;
use crate::convergence::{ConvergenceQuery, convergence};
use crate::order::{Order, What};
use crate::questions::run;
use crate::report::{Body, Report, Section};
use crate::request::Request;
use crate::returns;

/// Data can change between two questions, and a report must not be half old. After this many tries it may wait.
const TRIES: usize = 3;

/// Why an order has no report.
#[derive(Debug, thiserror::Error)]
pub enum GatherError<E> {
    /// The reader may have none of it.
    #[error("this report is not for the reader who asks")]
    Refused {
        /// Whether nobody has signed in, so that signing in may help.
        sign_in: bool,
    },
    /// A question of its only section failed.
    #[error(transparent)]
    Asked(E),
}

/// What an order is asked of.
pub struct Asking<'a, E> {
    /// Answers a question.
    pub ask: &'a dyn Fn(&Query) -> Result<Figures, E>,
    /// Answers a question about the register of returns.
    pub returns: &'a dyn Fn(&ReturnsQuery) -> Result<Returns, E>,
    /// Whether a failure means that the reader may not have the answer.
    pub is_refusal: &'a dyn Fn(&E) -> bool,
    /// Whether a section opens to its reader at all.
    pub opens: &'a dyn Fn(&Request<'_>) -> bool,
}

/// The report of an order, of figures of one version.
///
/// A report of one section fails with it, since a report with a part missing would mislead. In a pack a section that the
/// reader may not have says so, and one that failed says so with a reference, under which the fault is logged.
pub fn gather<E: std::fmt::Display>(
    order: &Order<'_>,
    asking: &Asking<'_, E>,
) -> Result<Report, GatherError<E>> {
    let mut report = once(order, asking)?;
    for _ in 1..TRIES {
        if report.is_of_one_version() {
            break;
        }
        report = once(order, asking)?;
    }
    Ok(report)
}

/// The report of an order as the engine answers it.
pub fn ordered(order: &Order<'_>, engine: &Engine) -> Result<Report, AnalyticsError> {
    let asking = Asking {
        ask: &|query| engine.figures(query),
        returns: &|query| engine.returns(query),
        is_refusal: &|fault| matches!(fault, AnalyticsError::Refused),
        opens: &|request| {
            engine.opens(
                &request.reader,
                request.programme,
                request.audience(),
                &request.place.code,
            )
        },
    };
    gather(order, &asking).map_err(|fault| match fault {
        GatherError::Refused { .. } => AnalyticsError::Refused,
        GatherError::Asked(fault) => fault,
    })
}

fn once<E: std::fmt::Display>(order: &Order<'_>, asking: &Asking<'_, E>) -> Result<Report, GatherError<E>> {
    let mut sections = Vec::with_capacity(order.sections.len());
    let is_alone = order.sections.len() == 1;
    for (number, ordered) in (1..).zip(&order.sections) {
        let made = match &ordered.what {
            What::Text(text) => Ok(Body::Text(text.clone())),
            What::Figures(request) => content(request, asking)
                .map(|content| content.map_or(Body::Withheld, |content| Body::Figures(Box::new(content)))),
            What::Convergence(query) => side_by_side(order.catalog, query, asking),
        };
        let body = match made {
            Ok(body) => body,
            Err(fault) if is_alone => return Err(GatherError::Asked(fault)),
            Err(fault) => {
                let reference = format!("{}-{number}", order.name);
                tracing::error!(reference, place = %order.place.code, %fault, "a section of a report could not be made");
                Body::Fault(reference)
            }
        };
        sections.push(Section {
            title: ordered.title.clone(),
            body,
        });
    }
    let has_any = sections.iter().any(|section| match &section.body {
        Body::Withheld | Body::Text(_) => false,
        Body::Convergence(made) => made.subjects.iter().any(|subject| subject.is_published),
        Body::Figures(_) | Body::Fault(_) => true,
    });
    if !has_any {
        return Err(GatherError::Refused {
            sign_in: order.reader().is_some_and(|reader| !reader.is_signed_in()),
        });
    }
    let (as_on, known_on) = order.asked_on();
    Ok(Report {
        name: order.name.clone(),
        title: order.title.clone(),
        place: order.place.code.clone(),
        place_name: order.place.name.clone(),
        around: order.around.clone(),
        as_on,
        known_on,
        sections,
        mark: None,
    })
}

/// Several programmes side by side.
fn side_by_side<E>(catalog: &Catalog, query: &ConvergenceQuery, asking: &Asking<'_, E>) -> Result<Body, E> {
    let made = convergence(catalog, query, asking.ask, asking.is_refusal)?;
    Ok(Body::Convergence(Box::new(made)))
}

/// The answers of a section; none where the reader may not have them.
fn content<E>(request: &Request<'_>, asking: &Asking<'_, E>) -> Result<Option<ReportContent>, E> {
    if !(asking.opens)(request) {
        return Ok(None);
    }
    match asked(request, asking) {
        Ok(content) => Ok(Some(content)),
        Err(fault) if (asking.is_refusal)(&fault) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn asked<E>(request: &Request<'_>, asking: &Asking<'_, E>) -> Result<ReportContent, E> {
    let mut content = run(request, asking.ask)?;
    for query in returns::queries(request) {
        content.returns.push((asking.returns)(&query)?);
    }
    Ok(content)
}
