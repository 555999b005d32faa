//! `/api/v1/datasets`: the kinds of rows that are kept.

use axum::extract::State;
use axum::response::Response;
use catalog::programme::{Dataset, Programme};
use serde::Serialize;
use utoipa::ToSchema;

use super::item::{Names, column_type, every, keeps};
use super::list::{Item, listed};
use super::programmes::chosen;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::request::Request;
use crate::view::{OF_PROGRAMME_LISTS, View};
use crate::visitor::Visitor;

/// One kind of rows of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatasetItem {
    /// The programme's id.
    #[schema(example = "mgnrega")]
    pub programme: String,
    /// The dataset's id.
    #[schema(example = "progress")]
    pub id: String,
    /// What it is called.
    pub title: Names,
    /// What its rows are: `series`, `register`, `tally`, `cases`, `docket` or `follow`.
    #[schema(example = "series")]
    pub keeps: &'static str,
    /// The place level at which a row is due.
    #[schema(example = "gp")]
    pub level: String,
    /// A level beside it whose places report in the same way.
    #[schema(example = "ward")]
    pub also: Option<String>,
    /// How often one is due: `day`, `month` or `year`.
    #[schema(example = "day")]
    pub every: &'static str,
    /// For how many days a stock or year-to-date value is carried on.
    pub carry_days: u16,
    /// Its columns.
    pub columns: Vec<ColumnItem>,
}

/// A column of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnItem {
    /// The name in tables.
    #[schema(example = "persondays")]
    pub id: String,
    /// What its values are.
    #[schema(example = "count")]
    pub r#type: &'static str,
    /// The unit in which its sums are shown.
    #[schema(example = "count")]
    pub unit: &'static str,
}

impl Item for DatasetItem {
    const COLUMNS: &'static [&'static str] = &[
        "programme",
        "id",
        "title_en",
        "title_bn",
        "title_hi",
        "keeps",
        "level",
        "also",
        "every",
        "carry_days",
        "columns",
    ];
}

/// `/api/v1/datasets`
pub async fn datasets(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    listed(app, visitor, request, OF_PROGRAMME_LISTS, items).await
}

fn items(app: &App, view: &View) -> Result<Vec<DatasetItem>, AppError> {
    let programmes = chosen(app, view)?;
    let of = |programme: &Programme| -> Vec<DatasetItem> {
        programme
            .datasets
            .iter()
            .map(|dataset| item(programme, dataset))
            .collect()
    };
    Ok(programmes.into_iter().flat_map(of).collect())
}

fn item(programme: &Programme, dataset: &Dataset) -> DatasetItem {
    DatasetItem {
        programme: programme.id.clone(),
        id: dataset.id.clone(),
        title: Names::from(&dataset.title),
        keeps: keeps(&dataset.keeps),
        level: dataset.reported_by.level.id().to_owned(),
        also: dataset.reported_by.also.map(|level| level.id().to_owned()),
        every: every(dataset.reported_by.every),
        carry_days: dataset.reported_by.carry,
        columns: dataset
            .columns
            .iter()
            .map(|column| ColumnItem {
                id: column.id.clone(),
                r#type: column_type(column.kind),
                unit: column.kind.unit().id(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::fields;
    use super::*;

    #[test]
    fn the_csv_of_datasets_has_a_column_for_every_field() {
        let catalog = catalog::Catalog::load(None).unwrap();
        for programme in catalog.programmes.iter() {
            for dataset in &programme.datasets {
                assert_eq!(fields(&item(programme, dataset)), DatasetItem::COLUMNS);
            }
        }
    }
}
