//! `/api/v1/places`: the geography, with the codes that questions name places by.

use axum::extract::State;
use axum::response::Response;
use catalog::Place;
use serde::Serialize;
use utoipa::ToSchema;

use super::item::Names;
use super::list::{Item, listed};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path;
use crate::request::Request;
use crate::view::{OF_PLACES, View};
use crate::visitor::Visitor;

/// A place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceItem {
    /// The code, as in questions and addresses.
    #[schema(example = "block-2774")]
    pub code: String,
    /// Its level.
    #[schema(example = "block")]
    pub level: String,
    /// Its name.
    pub name: Names,
    /// The place around it.
    #[schema(example = "subdivision-bnk-khatra")]
    pub parent: Option<String>,
    /// Its number in the Local Government Directory.
    #[schema(example = "2774")]
    pub lgd_code: Option<String>,
    /// Its number in the MGNREGA software.
    pub mgnrega_code: Option<String>,
    /// Households of the Census of 2011.
    pub households: Option<u64>,
    /// People of the Census of 2011.
    pub persons: Option<u64>,
    /// The first day on which it existed, where that is known.
    #[schema(value_type = Option<String>, format = "date")]
    pub valid_from: Option<String>,
    /// The last day on which it existed, if it ended.
    #[schema(value_type = Option<String>, format = "date")]
    pub valid_to: Option<String>,
    /// Earlier codes that lead here.
    pub replaces: Vec<String>,
    /// The one programme for which it counts; null for places of the geography.
    pub programme: Option<String>,
}

impl Item for PlaceItem {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "level",
        "name_en",
        "name_bn",
        "name_hi",
        "parent",
        "lgd_code",
        "mgnrega_code",
        "households",
        "persons",
        "valid_from",
        "valid_to",
        "replaces",
        "programme",
    ];
}

/// `/api/v1/places`
pub async fn places(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    listed(app, visitor, request, OF_PLACES, items).await
}

fn items(app: &App, view: &View) -> Result<Vec<PlaceItem>, AppError> {
    let places = &app.catalog.places;
    let within = view
        .place
        .as_ref()
        .map(|code| path::place(&app.catalog, code))
        .transpose()?;
    let wanted = |place: &&Place| view.level.is_none_or(|level| place.level == level);
    Ok(match (within, view.level) {
        (Some(within), Some(level)) => places
            .inside(&within, level, None)
            .into_iter()
            .map(item)
            .collect(),
        (Some(within), None) => places
            .all()
            .filter(|place| places.contains(&within, &place.code))
            .map(item)
            .collect(),
        (None, _) => places.all().filter(wanted).map(item).collect(),
    })
}

fn item(place: &Place) -> PlaceItem {
    let day = |day: jiff::civil::Date| day.to_string();
    PlaceItem {
        code: place.code.to_string(),
        level: place.level.id().to_owned(),
        name: Names::from(&place.name),
        parent: place.parent.as_ref().map(ToString::to_string),
        lgd_code: place.code.lgd().map(str::to_owned),
        mgnrega_code: place.mgnrega_code.clone(),
        households: place
            .population
            .as_ref()
            .and_then(|population| population.households),
        persons: place.population.as_ref().map(|population| population.persons),
        valid_from: place.valid_from.map(day),
        valid_to: place.valid_to.map(day),
        replaces: place.replaces.iter().map(ToString::to_string).collect(),
        programme: place.only_for.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::fields;
    use super::*;

    #[test]
    fn the_csv_of_places_has_a_column_for_every_field() {
        let catalog = catalog::Catalog::load(None).unwrap();
        let place = catalog.places.get(&"block-2774".parse().unwrap()).unwrap();
        assert_eq!(fields(&item(place)), PlaceItem::COLUMNS);
    }
}
