//! A lake of grievances of Bankura, with three offices.

use std::sync::Arc;

use analytics::{AnalyticsError, Engine};
use catalog::programme::{ColumnType, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{Cell, Dimension, Figures, Query, Reader};
use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use store::{BatchId, BatchRecord, Lake, NewBatch, TableId, columns};
use tempfile::TempDir;

/// Two offices of Bankura-I and one of Bankura-II.
const OFFICES: &str = "code,name,parent,only_for
office-a,Block office of Bankura-I,block-2774,grievance
office-b,Land office of Bankura-I,block-2774,grievance
office-c,Block office of Bankura-II,block-2775,grievance
";

pub const OFFICES_ALL: [&str; 3] = ["office-a", "office-b", "office-c"];

/// Places in which matters lie: two gram panchayats of Bankura-I, Bankura-II, and Bankura town.
pub const PLACES: [&str; 4] = ["gp-108289", "gp-108290", "block-2775", "municipality-250209"];

pub const BANKURA: &str = "district-305";

/// One matter as one delivery tells it.
#[derive(Debug, Clone, Default)]
pub struct Matter {
    pub number: String,
    pub place: &'static str,
    pub office: Option<&'static str>,
    pub from_office: Option<&'static str>,
    pub channel: Option<&'static str>,
    pub sex: Option<&'static str>,
    pub area: Option<&'static str>,
    pub social_category: Option<&'static str>,
    pub category: Option<&'static str>,
    pub age: Option<i64>,
    pub rating: Option<i64>,
    pub received: Date,
    pub forwarded: Option<Date>,
    pub assigned: Option<Date>,
    pub action_taken: Option<Date>,
    pub closed: Option<Date>,
    pub reopened: Option<Date>,
    pub closed_again: Option<Date>,
    pub transferred: Option<Date>,
    pub appeal: Option<Date>,
    pub appeal_decided: Option<Date>,
}

impl Matter {
    /// A matter of a gram panchayat of Bankura-I, with its block office, open.
    pub fn new(number: impl ToString, received: Date) -> Self {
        Self {
            number: number.to_string(),
            place: PLACES[0],
            office: Some(OFFICES_ALL[0]),
            received,
            ..Self::default()
        }
    }

    pub fn closed(self, closed: Date) -> Self {
        Self {
            closed: Some(closed),
            ..self
        }
    }
}

/// A lake and an engine over it.
pub struct World {
    pub engine: Engine,
    _data: TempDir,
}

impl World {
    /// Takes lists in, each delivered a second after the one before.
    pub fn of(lists: &[Vec<Matter>]) -> Self {
        Self::of_columns(lists, &[])
    }

    /// The same, where some lists bring only some of the columns.
    pub fn of_columns(lists: &[Vec<Matter>], only: &[Option<&[&str]>]) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(data.path().join("places")).unwrap();
        std::fs::write(data.path().join("places/offices.csv"), OFFICES).unwrap();
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        let table = table(catalog.programme("grievance").unwrap());
        for (number, matters) in lists.iter().enumerate() {
            let brings = only.get(number).copied().flatten();
            lake.append(&table, vec![batch(&table, number, matters, brings)])
                .unwrap();
        }
        let engine = Engine::open(data.path(), Arc::clone(&catalog)).unwrap();
        engine.refresh().unwrap();
        Self { engine, _data: data }
    }

    /// A question by the operator.
    pub fn query(within: &str, measures: &[&str], by: &[&str], span: Span) -> Query {
        let mut query = Query::of("grievance", within.parse().unwrap(), measures, Reader::operator());
        query.by = by.iter().map(|by| by.parse::<Dimension>().unwrap()).collect();
        match span {
            Span::On(day) => query.as_on = Some(day),
            Span::Over(from, to) => (query.from, query.to) = (Some(from), Some(to)),
        }
        query
    }

    pub fn ask(&self, within: &str, measures: &[&str], by: &[&str], span: Span) -> Figures {
        self.try_ask(within, measures, by, span).unwrap()
    }

    pub fn try_ask(
        &self,
        within: &str,
        measures: &[&str],
        by: &[&str],
        span: Span,
    ) -> Result<Figures, AnalyticsError> {
        self.engine.figures(&Self::query(within, measures, by, span))
    }

    /// The only cell of a question about a whole place.
    pub fn cell(&self, within: &str, measure: &str, span: Span) -> Cell {
        self.ask(within, &[measure], &[], span).rows[0].cells[0].clone()
    }

    pub fn value(&self, within: &str, measure: &str, span: Span) -> Option<f64> {
        self.cell(within, measure, span).value
    }

    /// The cells of a measure by one dimension, with the id of each row.
    pub fn by(&self, within: &str, measure: &str, dimension: &str, span: Span) -> Vec<(String, Cell)> {
        let figures = self.ask(within, &[measure], &[dimension], span);
        let rows = figures.rows.into_iter();
        rows.map(|row| (id(&row.keys[0]), row.cells[0].clone())).collect()
    }
}

/// The id of a row's key.
pub fn id(key: &figures::Key) -> String {
    match key {
        figures::Key::Place { code, .. } => code.to_string(),
        figures::Key::Period(period) => period.label(),
        figures::Key::Value { id, .. } => id.to_string(),
    }
}

/// The time of a question.
#[derive(Debug, Clone, Copy)]
pub enum Span {
    On(Date),
    Over(Date, Date),
}

fn table(programme: &Programme) -> store::DatasetTable {
    let kind = |kind| match kind {
        ColumnType::Count | ColumnType::Money | ColumnType::Weight | ColumnType::Length => {
            store::ColumnKind::Int64
        }
        ColumnType::Number | ColumnType::Age => store::ColumnKind::Float64,
        ColumnType::Text | ColumnType::Choice | ColumnType::Case | ColumnType::Unit => {
            store::ColumnKind::Utf8
        }
        ColumnType::Date => store::ColumnKind::Date,
        ColumnType::YesNo => store::ColumnKind::Bool,
    };
    let columns = programme.dataset("cases").unwrap().columns.iter();
    let columns = columns.map(|column| store::Column {
        name: column.id.clone(),
        kind: kind(column.kind),
    });
    store::DatasetTable {
        programme: programme.id.clone(),
        dataset: "cases".to_owned(),
        columns: columns.collect(),
    }
}

fn batch(
    table: &store::DatasetTable,
    number: usize,
    matters: &[Matter],
    brings: Option<&[&str]>,
) -> NewBatch {
    let (rows, given) = frame(matters);
    let own: Vec<String> = given
        .into_iter()
        .filter(|name| brings.is_none_or(|brings| brings.contains(&name.as_str()) || name == "number"))
        .collect();
    let bookkeeping = rows.columns()[..7].to_vec();
    let declared = table
        .columns
        .iter()
        .map(|column| match own.contains(&column.name) {
            true => rows.column(&column.name).unwrap().clone(),
            false => Column::full_null(
                column.name.as_str().into(),
                matters.len(),
                &column.kind.frame_type(),
            ),
        });
    let rows = DataFrame::new_infer_height(bookkeeping.into_iter().chain(declared).collect()).unwrap();
    let record = BatchRecord {
        batch: BatchId::of(
            &TableId::new("grievance", "cases"),
            None,
            [[number.to_string().as_str()]],
        ),
        programme: "grievance".to_owned(),
        dataset: "cases".to_owned(),
        source: "made-up".to_owned(),
        file: format!("cases-{number}.csv"),
        sheet: "made-up".to_owned(),
        file_hash: String::new(),
        as_on: None,
        taken_in: Timestamp::from_second(1_780_000_000 + i64::try_from(number).unwrap()).unwrap(),
        columns: own,
        rows_read: matters.len() as u64,
        rows_accepted: matters.len() as u64,
        rows_rejected: 0,
        sample: true,
    };
    NewBatch { record, rows }
}

/// Rows of a list, and the names of its own columns.
fn frame(matters: &[Matter]) -> (DataFrame, Vec<String>) {
    let text = |name: &str, of: &dyn Fn(&Matter) -> Option<String>| {
        Column::from(Series::new(
            name.into(),
            matters.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let whole = |name: &str, of: &dyn Fn(&Matter) -> Option<i64>| {
        Column::from(Series::new(
            name.into(),
            matters.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let day = |name: &str, of: &dyn Fn(&Matter) -> Option<Date>| {
        let zero = Date::constant(1970, 1, 1);
        let days: Vec<Option<i32>> = matters
            .iter()
            .map(|matter| of(matter).map(|day| (day - zero).get_days()))
            .collect();
        Column::from(Series::new(name.into(), days).cast(&DataType::Date).unwrap())
    };
    let numbers: Vec<i64> = (1..=matters.len() as i64).collect();
    let mut all = vec![
        text(columns::PLACE, &|m| Some(m.place.to_owned())),
        text(columns::LEVEL, &|m| {
            Some(m.place.parse::<PlaceCode>().unwrap().level().id().to_owned())
        }),
        text(columns::PLACE_PRINTED, &|m| Some(m.place.to_owned())),
        day(columns::DATE, &|m| Some(m.received)),
        text(columns::FY, &|m| Some(FinancialYear::of(m.received).to_string())),
        text(columns::SOURCE, &|_| Some("made-up".to_owned())),
        Column::from(Series::new(columns::SOURCE_ROW.into(), numbers)),
    ];
    let own = vec![
        text("number", &|m| Some(m.number.clone())),
        text("office", &|m| m.office.map(str::to_owned)),
        text("transferred_from", &|m| m.from_office.map(str::to_owned)),
        text("channel", &|m| m.channel.map(str::to_owned)),
        text("sex", &|m| m.sex.map(str::to_owned)),
        text("area", &|m| m.area.map(str::to_owned)),
        text("social_category", &|m| m.social_category.map(str::to_owned)),
        text("category", &|m| m.category.map(str::to_owned)),
        whole("age", &|m| m.age),
        whole("rating", &|m| m.rating),
        day("received", &|m| Some(m.received)),
        day("forwarded", &|m| m.forwarded),
        day("assigned", &|m| m.assigned),
        day("action_taken", &|m| m.action_taken),
        day("closed", &|m| m.closed),
        day("reopened", &|m| m.reopened),
        day("closed_again", &|m| m.closed_again),
        day("transferred", &|m| m.transferred),
        day("appeal", &|m| m.appeal),
        day("appeal_decided", &|m| m.appeal_decided),
    ];
    let names = own.iter().map(|column| column.name().to_string()).collect();
    all.extend(own);
    (DataFrame::new_infer_height(all).unwrap(), names)
}
