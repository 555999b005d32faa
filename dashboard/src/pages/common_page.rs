//! The pages that every programme has without declaring them: which one an address means, and its answer.

use axum::response::Response;

use super::place::moved_to;
use super::{compare, indicator, source};
use crate::app::AppState;
use crate::common_page::CommonPage;
use crate::error::AppError;
use crate::path::PlacePath;
use crate::reply::answer;
use crate::request::Request;
use crate::view::{OF_A_PAGE, OF_COMPARISONS, OF_SOURCES};
use crate::visitor::Visitor;

/// The page, or a twin of it.
pub async fn show(
    app: AppState,
    page: CommonPage,
    path: PlacePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(match page {
        CommonPage::Indicator => OF_A_PAGE,
        CommonPage::Compare => OF_COMPARISONS,
        CommonPage::Source => OF_SOURCES,
    })?;
    if !request.path().contains(path.place.as_str()) {
        return Ok(moved_to(&path, &view));
    }
    let language = match path.twin {
        None => request.language(&view),
        // Files are the same for every browser; only the address chooses their language.
        Some(_) => view.language.unwrap_or_default(),
    };
    answer(app, &request, &visitor, language, move |app, reader| match page {
        CommonPage::Indicator => indicator::content(app, &path, &view, language, reader),
        CommonPage::Compare => compare::content(app, &path, &view, language, reader),
        CommonPage::Source => source::content(app, &path, &view, language, reader),
    })
    .await
}
