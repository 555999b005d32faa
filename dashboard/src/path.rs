//! The paths of pages, checked against the catalog: what the rest of the dashboard gets, exists.
//!
//! axum's own `Path` would take any text and knows no extensions; these know programmes, places, pages and forms.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use catalog::programme::{Breakdown, BreakdownKind, Page, Programme};
use catalog::{Catalog, PlaceCode};

use crate::app::AppState;
use crate::common_page::CommonPage;
use crate::error::AppError;
use crate::near;
use crate::overview::league::LeagueDrawing;
use crate::twin::Twin;

/// The page that a place's address without a page means.
pub const FIRST_PAGE: &str = "overview";

/// `/{programme}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammePath(pub String);

/// `/{programme}/{place}` and `/{programme}/{place}/{page}`, with the extension of a twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePath {
    /// The programme's id.
    pub programme: String,
    /// The place.
    pub place: PlaceCode,
    /// The page's id.
    pub page: String,
    /// The form; a page for people when none is named.
    pub twin: Option<Twin>,
}

/// `/{programme}/{place}/{page}/{chart}.svg`, and the tables of breakdowns beside the charts
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPath {
    /// The page it stands on.
    pub page: PlacePath,
    /// The id of the chart or table.
    pub chart: String,
    /// The form.
    pub form: ChartForm,
}

/// `/convergence/{place}`, with the extension of a twin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SidePath {
    /// The place.
    pub place: PlaceCode,
    /// The form; a page for people when none is named.
    pub twin: Option<Twin>,
}

/// `/reports/{id}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePath(pub String);

/// `/uploads/{name}/mend/{number}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPath {
    /// A name that nobody has looked at.
    pub name: String,
    /// Which of several, from 0.
    pub number: usize,
}

/// `/open-data/{programme}/{file}`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFilePath {
    /// The programme's id.
    pub programme: String,
    /// The file's name, which nobody has looked at.
    pub file: String,
}

/// The forms of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartForm {
    /// A drawing.
    Svg,
    /// A picture.
    Png,
    /// Its figures.
    Figures(Twin),
}

impl PlacePath {
    /// The address of the page for people.
    pub fn address(&self) -> String {
        let Self {
            programme,
            place,
            page,
            ..
        } = self;
        if page == FIRST_PAGE {
            format!("/{programme}/{place}")
        } else {
            format!("/{programme}/{place}/{page}")
        }
    }

    /// The same page of another place.
    pub fn at(&self, place: &PlaceCode) -> Self {
        Self {
            place: place.clone(),
            ..self.clone()
        }
    }

    /// The address of a twin.
    pub fn twin_address(&self, twin: Twin) -> String {
        let Self {
            programme,
            place,
            page,
            ..
        } = self;
        format!("/{programme}/{place}/{page}.{}", twin.extension())
    }

    /// The address of a chart.
    pub fn chart_address(&self, chart: &str, extension: &str) -> String {
        let Self {
            programme,
            place,
            page,
            ..
        } = self;
        format!("/{programme}/{place}/{page}/{chart}.{extension}")
    }

    /// The programme and its page.
    pub fn declared<'a>(&self, catalog: &'a Catalog) -> Result<(&'a Programme, &'a Page), AppError> {
        let programme = programme(catalog, &self.programme)?;
        Ok((programme, page(programme, &self.place, &self.page)?))
    }
}

impl FromRequestParts<AppState> for ProgrammePath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let parts = Named::read(parts, app).await?;
        let id = parts.get("programme");
        programme(&app.catalog, id)?;
        Ok(Self(id.to_owned()))
    }
}

impl FromRequestParts<AppState> for PlacePath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let parts = Named::read(parts, app).await?;
        let whole = if parts.get("page").is_empty() {
            parts.get("place")
        } else {
            parts.get("page")
        };
        let twin = extension(whole)
            .map(str::parse)
            .transpose()
            .map_err(|unknown: crate::twin::UnknownTwin| AppError::not_found(unknown.to_string()))?;
        let page = without_extension(parts.get("page"));
        let page = if page.is_empty() { FIRST_PAGE } else { page };
        let place = if parts.get("page").is_empty() {
            without_extension(parts.get("place"))
        } else {
            parts.get("place")
        };
        let path = Self {
            programme: parts.get("programme").to_owned(),
            place: known_place(app, parts.get("programme"), place)?,
            page: page.to_owned(),
            twin,
        };
        if CommonPage::of(&app.catalog, &path)?.is_none() {
            path.declared(&app.catalog)?;
        }
        Ok(path)
    }
}

impl FromRequestParts<AppState> for ChartPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let parts = Named::read(parts, app).await?;
        let name = parts.get("programme");
        let page = PlacePath {
            programme: name.to_owned(),
            place: known_place(app, name, parts.get("place"))?,
            page: parts.get("page").to_owned(),
            twin: None,
        };
        let (chart, form) = (
            without_extension(parts.get("chart")),
            extension(parts.get("chart")),
        );
        let form = form_of_part(&app.catalog, &page, chart, form)?;
        Ok(Self {
            chart: chart.to_owned(),
            form,
            page,
        })
    }
}

impl FromRequestParts<AppState> for OpenFilePath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let parts = Named::read(parts, app).await?;
        let id = parts.get("programme");
        programme(&app.catalog, id)?;
        Ok(Self {
            programme: id.to_owned(),
            file: parts.get("file").to_owned(),
        })
    }
}

/// The form in which a chart or table of a page is asked for, if the page has it.
fn form_of_part(
    catalog: &Catalog,
    page: &PlacePath,
    part: &str,
    form: Option<&str>,
) -> Result<ChartForm, AppError> {
    if let Some(common) = CommonPage::of(catalog, page)? {
        let known = common.charts();
        return match known.contains(&part) {
            true => drawing_form(form),
            false => Err(no_such_part(
                known.iter().map(|id| (*id).to_owned()).collect(),
                part,
            )),
        };
    }
    let (_, declared) = page.declared(catalog)?;
    match declared.breakdown(part) {
        Some((table, _)) if table.kind == BreakdownKind::League && matches!(form, Some("svg" | "png")) => {
            drawing_form(form)
        }
        Some(_) => table_form(form),
        None if funnel_of(declared, part).is_some() => drawing_form(form),
        None if declared.charts.iter().any(|known| known.id == part) => drawing_form(form),
        None => Err(no_such_part(parts_of(declared), part)),
    }
}

/// The league of which a name is the funnel: `departments-funnel`.
pub fn funnel_of<'a>(page: &'a Page, name: &str) -> Option<(&'a Breakdown, usize)> {
    let table = name.strip_suffix(LeagueDrawing::Funnel.suffix())?;
    page.breakdown(table)
        .filter(|(breakdown, _)| breakdown.kind == BreakdownKind::League)
}

fn drawing_form(extension: Option<&str>) -> Result<ChartForm, AppError> {
    match extension {
        Some("svg") => Ok(ChartForm::Svg),
        Some("png") => Ok(ChartForm::Png),
        Some("csv") => Ok(ChartForm::Figures(Twin::Csv)),
        Some("xlsx") => Ok(ChartForm::Figures(Twin::Xlsx)),
        _ => Err(AppError::not_found(
            "a chart is taken away as .svg, .png, .csv or .xlsx",
        )),
    }
}

fn table_form(extension: Option<&str>) -> Result<ChartForm, AppError> {
    let twin = match extension {
        Some("csv") => Twin::Csv,
        Some("xlsx") => Twin::Xlsx,
        Some("json") => Twin::Json,
        Some("parquet") => Twin::Parquet,
        _ => {
            return Err(AppError::not_found(
                "a table is taken away as .csv, .xlsx, .json or .parquet",
            ));
        }
    };
    Ok(ChartForm::Figures(twin))
}

/// The charts and tables that a page declares.
fn parts_of(page: &Page) -> Vec<String> {
    let charts = page.charts.iter().map(|chart| chart.id.clone());
    let tables = page.breakdowns.iter().flat_map(|breakdown| breakdown.names());
    charts.chain(tables).collect()
}

fn no_such_part(known: Vec<String>, id: &str) -> AppError {
    AppError::not_found(format!(
        "the page has no chart or table `{}`; it has {}",
        near::shown(id),
        known.join(", ")
    ))
}

impl FromRequestParts<AppState> for NumberPath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let named = Named::read(parts, app).await?;
        let number = named.get("number").parse();
        Ok(Self {
            name: named.get("name").to_owned(),
            number: number.map_err(|_| AppError::not_found("the address ends in a whole number, from 0"))?,
        })
    }
}

impl FromRequestParts<AppState> for SidePath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let parts = Named::read(parts, app).await?;
        let whole = parts.get("place");
        let twin = extension(whole)
            .map(str::parse)
            .transpose()
            .map_err(|unknown: crate::twin::UnknownTwin| AppError::not_found(unknown.to_string()))?;
        Ok(Self {
            place: place(&app.catalog, without_extension(whole))?,
            twin,
        })
    }
}

impl FromRequestParts<AppState> for NamePath {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        Ok(Self(Named::read(parts, app).await?.get("name").to_owned()))
    }
}

/// The named parts of a path, with what was percent-encoded decoded.
struct Named(RawPathParams);

impl Named {
    async fn read(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let read = RawPathParams::from_request_parts(parts, app).await;
        read.map(Self)
            .map_err(|_| AppError::not_found("the address is not UTF-8"))
    }

    fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The programme of an id, or the ones there are.
pub fn programme<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a Programme, AppError> {
    catalog.programme(id).ok_or_else(|| {
        let near = catalog
            .programmes
            .in_order()
            .into_iter()
            .map(|known| (known.title.clone(), format!("/{}", known.id)))
            .collect();
        let detail = format!("there is no programme `{}`", near::shown(id));
        AppError::unknown("unknown-programme", id, detail, near)
    })
}

fn known_place(app: &AppState, programme: &str, code: &str) -> Result<PlaceCode, AppError> {
    self::programme(&app.catalog, programme)?;
    place(&app.catalog, code).map_err(|_| unknown_place(&app.catalog, programme, code))
}

/// The refusal of a place that there is not, with those that have a near name or code.
pub fn unknown_place(catalog: &Catalog, programme: &str, code: &str) -> AppError {
    let detail = format!("there is no place `{}`", near::shown(code));
    AppError::unknown(
        "unknown-place",
        code,
        detail,
        near::places(catalog, code, programme),
    )
}

/// The registered place of a code; the one that took its place for a code of old.
pub fn place(catalog: &Catalog, code: &str) -> Result<PlaceCode, AppError> {
    let unknown = || {
        AppError::not_found(format!(
            "there is no place `{}`; codes look like block-2774",
            near::shown(code)
        ))
    };
    let code: PlaceCode = code.parse().map_err(|_| unknown())?;
    match catalog.places.get(&code) {
        Some(_) => Ok(code),
        None => catalog.places.redirect(&code).cloned().ok_or_else(unknown),
    }
}

fn page<'a>(programme: &'a Programme, place: &PlaceCode, id: &str) -> Result<&'a Page, AppError> {
    programme.page(id).ok_or_else(|| {
        let address = |id: &str| format!("/{}/{place}/{id}", programme.id);
        let declared = programme
            .pages
            .iter()
            .map(|page| (page.title.clone(), address(&page.id)));
        let common = CommonPage::ALL.map(|page| (page.title(), address(page.id())));
        let ids = programme.pages.iter().map(|page| page.id.as_str());
        let ids: Vec<&str> = ids.chain(CommonPage::ALL.map(CommonPage::id)).collect();
        let detail = format!(
            "`{}` has no page `{}`; it has {}",
            programme.id,
            near::shown(id),
            ids.join(", ")
        );
        AppError::unknown("unknown-page", id, detail, declared.chain(common).collect())
    })
}
