//! `/api/v1/programmes` and `/api/v1/programmes/{id}`: what is counted for whom.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use catalog::programme::Programme;
use serde::Serialize;
use utoipa::ToSchema;

use super::accept;
use super::item::{Names, Published, disclosure};
use super::list::{Item, listed};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path::{self, ProgrammePath};
use crate::reply::{Content, answer_in};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{NONE, OF_LISTS, View};
use crate::visitor::Visitor;

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeItem {
    /// The id, as in questions and addresses.
    #[schema(example = "mgnrega")]
    pub id: String,
    /// What people call it.
    pub title: Names,
    /// Its latest legal title, where it has one.
    pub legal_title: Option<Names>,
    /// `none` where everything is public, `small_counts` where small counts of people are hidden.
    #[schema(example = "none")]
    pub disclosure: &'static str,
    /// The first count of people that is shown where small ones are hidden.
    pub threshold: Option<u32>,
    /// Its datasets.
    pub datasets: Vec<String>,
    /// How many measures it has.
    pub measures: usize,
    /// How many indicators it has.
    pub indicators: usize,
}

impl Item for ProgrammeItem {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "title_en",
        "title_bn",
        "title_hi",
        "legal_title_en",
        "legal_title_bn",
        "legal_title_hi",
        "disclosure",
        "threshold",
        "datasets",
        "measures",
        "indicators",
    ];
}

/// A programme with what its answers can be broken down by.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeDetail {
    /// The programme, as in the list.
    #[serde(flatten)]
    pub programme: ProgrammeItem,
    /// Classes by which some measures can be broken down.
    pub classes: Vec<ClassItem>,
    /// Named groups of units by which answers can be broken down.
    pub groups: Vec<Named>,
    /// What everybody may ask where small counts are hidden.
    pub publications: Vec<Published>,
}

/// A class of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassItem {
    /// The id: a dimension of questions.
    #[schema(example = "sex")]
    pub id: String,
    /// What it is called.
    pub title: Names,
    /// Its values.
    pub values: Vec<Named>,
}

/// Something with an id and a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// The id, as in data.
    #[schema(example = "female")]
    pub id: String,
    /// What it is called.
    pub title: Names,
}

/// `/api/v1/programmes`
pub async fn programmes(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    listed(app, visitor, request, OF_LISTS, |app, _| {
        Ok(app.catalog.programmes.iter().map(item).collect::<Vec<_>>())
    })
    .await
}

/// `/api/v1/programmes/{programme}`
pub async fn programme(
    State(app): State<AppState>,
    ProgrammePath(id): ProgrammePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(NONE)?;
    let form = accept::form(&view, &request.headers, &[Twin::Json])?;
    let chosen = (Language::En, Some(form));
    answer_in(app, &request, &visitor, chosen, move |app, _| {
        let detail = detail(path::programme(&app.catalog, &id)?);
        let body = serde_json::to_string(&detail).map_err(AppError::Written)? + "\n";
        Ok(Content::twin(form, &id, body).whole(1))
    })
    .await
}

/// The programme that a view names, or all of them.
pub fn chosen<'a>(app: &'a App, view: &View) -> Result<Vec<&'a Programme>, AppError> {
    match &view.programme {
        Some(id) => Ok(vec![path::programme(&app.catalog, id)?]),
        None => Ok(app.catalog.programmes.iter().collect()),
    }
}

fn item(programme: &Programme) -> ProgrammeItem {
    let hides = programme.disclosure == catalog::programme::Disclosure::SmallCounts;
    ProgrammeItem {
        id: programme.id.clone(),
        title: Names::from(&programme.title),
        legal_title: programme
            .dated_titles
            .last()
            .map(|title| Names::from(&title.long)),
        disclosure: disclosure(programme.disclosure),
        threshold: hides.then_some(programme.threshold),
        datasets: programme
            .datasets
            .iter()
            .map(|dataset| dataset.id.clone())
            .collect(),
        measures: programme.measures.len(),
        indicators: programme.indicators.len(),
    }
}

fn detail(programme: &Programme) -> ProgrammeDetail {
    let named = |id: &str, title: &catalog::Words| Named {
        id: id.to_owned(),
        title: Names::from(title),
    };
    ProgrammeDetail {
        programme: item(programme),
        classes: programme
            .classes
            .iter()
            .map(|class| ClassItem {
                id: class.id.clone(),
                title: Names::from(&class.title),
                values: class
                    .values
                    .iter()
                    .map(|value| named(&value.id, &value.title))
                    .collect(),
            })
            .collect(),
        groups: programme
            .groups
            .iter()
            .map(|group| named(&group.id, &group.title))
            .collect(),
        publications: programme.publications.iter().map(Published::from).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::fields;
    use super::*;

    #[test]
    fn the_csv_of_programmes_has_a_column_for_every_field() {
        let catalog = catalog::Catalog::load(None).unwrap();
        for programme in catalog
            .programmes
            .iter()
            .filter(|programme| !programme.dated_titles.is_empty())
        {
            assert_eq!(fields(&item(programme)), ProgrammeItem::COLUMNS);
        }
    }
}
