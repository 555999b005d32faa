//! `/api/v1/measures`: the data dictionary. What is counted, how, in which unit, and what it can be asked by.

use axum::extract::State;
use axum::response::Response;
use catalog::programme::{Disclosure, Programme, Subject};
use catalog::{Grain, Language, PlaceLevel};
use serde::Serialize;
use utoipa::ToSchema;

use super::item::{Names, Published, better, over_time};
use super::list::{Item, listed};
use super::programmes::chosen;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::overview::definitions::{Definition, definition};
use crate::request::Request;
use crate::view::{OF_PROGRAMME_LISTS, View};
use crate::visitor::Visitor;

/// A measure or an indicator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureItem {
    /// The programme's id.
    #[schema(example = "mgnrega")]
    pub programme: String,
    /// The id, as in questions and columns.
    #[schema(example = "persondays")]
    pub id: String,
    /// `measure` for a sum, `indicator` for what is divided.
    #[schema(example = "measure")]
    pub kind: &'static str,
    /// What it is called.
    pub title: Names,
    /// How it is counted, where the programme says it.
    pub definition: Option<Names>,
    /// What is divided by what, or which rows are added up over which time.
    pub formula: Names,
    /// What its values are: `count`, `rupees`, `days`, `percent` …
    #[schema(example = "count")]
    pub unit: &'static str,
    /// Which direction is good: `higher`, `lower` or `neither`.
    #[schema(example = "higher")]
    pub better: &'static str,
    /// How it goes over time: `sum`, `latest` or `cumulative`; null for an indicator.
    #[schema(example = "cumulative")]
    pub over_time: Option<&'static str>,
    /// The datasets that it is made of.
    pub datasets: Vec<String>,
    /// Classes and groups that `by` and `where` may name.
    pub dimensions: Vec<String>,
    /// Place levels that `by` may name, down to the one that reports.
    pub levels: Vec<String>,
    /// Lengths of time that `by` may name.
    pub periods: Vec<String>,
    /// Whether it counts people, so that small values may be hidden.
    pub counts_people: bool,
    /// `everything` where all of it is public, `publications` where the named ones are, `nothing` where none is.
    #[schema(example = "everything")]
    pub published: &'static str,
    /// The publications that hold it.
    pub publications: Vec<Published>,
}

impl Item for MeasureItem {
    const COLUMNS: &'static [&'static str] = &[
        "programme",
        "id",
        "kind",
        "title_en",
        "title_bn",
        "title_hi",
        "definition_en",
        "definition_bn",
        "definition_hi",
        "formula_en",
        "formula_bn",
        "formula_hi",
        "unit",
        "better",
        "over_time",
        "datasets",
        "dimensions",
        "levels",
        "periods",
        "counts_people",
        "published",
        "publications",
    ];
}

/// `/api/v1/measures`
pub async fn measures(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    listed(app, visitor, request, OF_PROGRAMME_LISTS, items).await
}

fn items(app: &App, view: &View) -> Result<Vec<MeasureItem>, AppError> {
    let programmes = chosen(app, view)?;
    Ok(programmes
        .into_iter()
        .flat_map(|programme| dictionary(app, programme))
        .collect())
}

/// Every measure and indicator of a programme.
pub fn dictionary(app: &App, programme: &Programme) -> Vec<MeasureItem> {
    let measures = programme.measures.iter().map(Subject::Measure);
    let indicators = programme.indicators.iter().map(Subject::Indicator);
    measures
        .chain(indicators)
        .map(|subject| item(app, programme, subject))
        .collect()
}

fn item(app: &App, programme: &Programme, subject: Subject<'_>) -> MeasureItem {
    let measures = programme.measures_of(subject);
    let [en, bn, hi] = Language::ALL.map(|language| definition(programme, subject, None, app.say(language)));
    let in_each = |of: &dyn Fn(&Definition) -> Option<String>| {
        Some(Names {
            en: of(&en)?,
            bn: of(&bn)?,
            hi: of(&hi)?,
        })
    };
    let publications: Vec<Published> = programme
        .publications
        .iter()
        .filter(|publication| publication.measures.iter().any(|id| id == subject.id()))
        .map(Published::from)
        .collect();
    let mut datasets: Vec<String> = measures.iter().map(|measure| measure.dataset.clone()).collect();
    datasets.sort();
    datasets.dedup();
    MeasureItem {
        programme: programme.id.clone(),
        id: subject.id().to_owned(),
        kind: match subject {
            Subject::Measure(_) => "measure",
            Subject::Indicator(_) => "indicator",
        },
        title: Names::from(subject.title()),
        definition: in_each(&|definition| definition.text.clone()),
        formula: Names {
            en: en.formula.clone(),
            bn: bn.formula.clone(),
            hi: hi.formula.clone(),
        },
        unit: unit(programme, subject),
        better: better(subject.better()),
        over_time: match subject {
            Subject::Measure(measure) => Some(over_time(measure.over_time)),
            Subject::Indicator(_) => None,
        },
        dimensions: dimensions(programme, subject),
        levels: levels(programme, &datasets),
        periods: periods(programme, &datasets),
        counts_people: measures.iter().any(|measure| programme.counts_people(measure)),
        published: match programme.disclosure {
            Disclosure::None => "everything",
            Disclosure::SmallCounts if publications.is_empty() => "nothing",
            Disclosure::SmallCounts => "publications",
        },
        publications,
        datasets,
    }
}

fn unit(programme: &Programme, subject: Subject<'_>) -> &'static str {
    match subject {
        Subject::Indicator(indicator) => indicator.unit.unit().id(),
        Subject::Measure(measure) => {
            let dataset = programme.dataset(&measure.dataset);
            let summed = measure.sum_of.first().and_then(|column| dataset?.column(column));
            summed
                .map_or(catalog::Unit::Count, |column| column.kind.unit())
                .id()
        }
    }
}

/// Classes that every part is kept by, and the groups of the programme's units.
fn dimensions(programme: &Programme, subject: Subject<'_>) -> Vec<String> {
    let measures = programme.measures_of(subject);
    let classes = programme
        .classes
        .iter()
        .filter(|class| measures.iter().all(|measure| programme.has_class(measure, class)))
        .map(|class| class.id.clone());
    classes
        .chain(programme.groups.iter().map(|group| group.id.clone()))
        .collect()
}

fn levels(programme: &Programme, datasets: &[String]) -> Vec<String> {
    let reporting = datasets
        .iter()
        .filter_map(|id| programme.dataset(id))
        .map(|dataset| dataset.reported_by.finest())
        .min();
    let of_geography = |level: &PlaceLevel| !level.is_unit() || Some(*level) == reporting;
    PlaceLevel::ALL
        .into_iter()
        .filter(|level| reporting.is_some_and(|finest| *level <= finest) && of_geography(level))
        .map(|level| level.id().to_owned())
        .collect()
}

fn periods(programme: &Programme, datasets: &[String]) -> Vec<String> {
    let shortest = datasets
        .iter()
        .filter_map(|id| programme.dataset(id))
        .map(|dataset| dataset.reported_by.every.grain())
        .max();
    Grain::ALL
        .into_iter()
        .filter(|grain| shortest.is_some_and(|shortest| *grain >= shortest))
        .map(|grain| grain.id().to_owned())
        .collect()
}
