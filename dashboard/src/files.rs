//! Figures as files: the twins of pages, of charts and of questions.

use catalog::Language;
use figures::{Figures, Listing, Reader, Returns, ReturnsQuery, listing_csv, listing_json};
use jiff::civil::Date;

use crate::app::App;
use crate::error::AppError;
use crate::overview::scene::Scene;
use crate::overview::{level, questions};
use crate::path::PlacePath;
use crate::reply::Content;
use crate::twin::Twin;
use crate::view::View;

/// A twin of a page: its table as data, or the page as a workbook or document.
pub fn file(
    app: &App,
    path: &PlacePath,
    view: &View,
    twin: Twin,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language), reader)?;
    let query = questions::table(&scene)?;
    let figures = app.engine.figures(&query)?;
    let stem = stem(&scene, figures.as_on);
    let body = match twin {
        Twin::Xlsx | Twin::Pdf if is_plain(view) => {
            return Ok(Content::twin(twin, &stem, document(&scene, twin)?));
        }
        twin => body(app, &figures, twin, &title(app, &figures, language), language)?,
    };
    Ok(Content::twin(twin, &stem, body))
}

/// Whether the view shows the page as it is declared, so that it can be printed as a report.
fn is_plain(view: &View) -> bool {
    view.from.is_none() && view.to.is_none() && view.measures.is_empty() && view.conditions.is_empty()
}

fn document(scene: &Scene<'_>, twin: Twin) -> Result<Vec<u8>, AppError> {
    let app = scene.app;
    let level = level::level(&app.catalog, scene.programme, &scene.place.code, &scene.view.by)?;
    let page = (scene.programme.id.as_str(), scene.page.id.as_str());
    let order = reports::Order::of_page(&app.catalog, page, &scene.place.code, level, scene.reader.clone())?;
    let order = order.at(scene.view.as_on, scene.view.known_on);
    let language = scene.say.language;
    let report = app.press().report(&order, language)?;
    let written = if twin == Twin::Pdf {
        report.pdf(language)
    } else {
        report.xlsx(language)
    };
    Ok(written?)
}

/// A page of returns as a workbook or document.
pub fn returns_document(
    scene: &Scene<'_>,
    twin: Twin,
    query: &ReturnsQuery,
    returns: &Returns,
) -> Result<Content, AppError> {
    let app = scene.app;
    let page = (scene.programme.id.as_str(), scene.page.id.as_str());
    let mut request = reports::Request::of_page(
        &app.catalog,
        page,
        &scene.place.code,
        query.by,
        scene.reader.clone(),
    )?;
    request.report.returns = vec![returns.dataset.clone()];
    request.as_on = query.as_on;
    request.known_on = query.known_on;
    // The register is printed as it was asked, from the first period of the view on.
    let mut content = reports::run(&request, |query| app.engine.figures(query))?;
    content.returns = vec![returns.clone()];
    let language = scene.say.language;
    let written = if twin == Twin::Pdf {
        reports::pdf(&content, language)?
    } else {
        reports::xlsx(&content, language)?
    };
    Ok(Content::twin(twin, &stem(scene, returns.as_on), written))
}

/// A list in a form, with notes where the form has room for them.
pub fn listed(
    scene: &Scene<'_>,
    twin: Twin,
    listing: &Listing,
    notes: &[String],
) -> Result<Content, AppError> {
    let language = scene.say.language;
    let body = match twin {
        Twin::Csv => listing_csv(listing).into_bytes(),
        Twin::Json => listing_json(listing, language).into_bytes(),
        Twin::Xlsx => {
            let title = format!("{}, {}", scene.say.words(&scene.page.title), scene.place_name());
            let head = |column: &figures::ListColumn| scene.say.column(&column.id);
            let heads: Vec<String> = listing.columns.iter().map(head).collect();
            reports::listing_xlsx(listing, &title, &heads, notes, language)?
        }
        Twin::Parquet | Twin::Pdf => {
            return Err(AppError::not_found(format!(
                "this page does not come as .{}, since it is a list of rows and no figures; use .xlsx, .csv or .json",
                twin.extension()
            )));
        }
    };
    Ok(Content::twin(twin, &stem(scene, listing.as_on), body))
}

/// Figures in a form; the same bytes wherever the same question is asked.
pub fn body(
    app: &App,
    figures: &Figures,
    twin: Twin,
    title: &str,
    language: Language,
) -> Result<Vec<u8>, AppError> {
    Ok(match twin {
        Twin::Csv => figures::csv(figures, language).into_bytes(),
        Twin::Json => figures::json(figures, language).into_bytes(),
        Twin::Parquet => analytics::parquet(figures, language)?,
        Twin::Xlsx => reports::figures_xlsx(figures, &app.catalog, title, language)?,
        Twin::Pdf => reports::figures_pdf(figures, &app.catalog, title, language)?,
    })
}

/// What a saved file of the page is called.
pub fn stem(scene: &Scene<'_>, as_on: Option<Date>) -> String {
    let Scene {
        programme,
        place,
        page,
        ..
    } = scene;
    let day = as_on.map(|day| format!("-{day}")).unwrap_or_default();
    format!("{}-{}-{}{day}", programme.id, place.code, page.id)
}

/// The title of a workbook, as the command line gives it: both doors give the same bytes.
pub fn title(app: &App, figures: &Figures, language: Language) -> String {
    let programme = app.catalog.programme(&figures.programme);
    let programme = programme.map_or(figures.programme.as_str(), |programme| {
        programme.title.get(language)
    });
    let place = app.catalog.places.get(&figures.place);
    let place = place.map_or(figures.place.as_str(), |place| place.name.get(language));
    format!("{programme}, {place}")
}
