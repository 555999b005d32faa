//! A block with a few Anganwadi centres, and the registers they would have sent.

use std::sync::Arc;

use analytics::Engine;
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{Dimension, Figures, Query, Reader};
use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use store::{BatchId, BatchRecord, Lake, NewBatch, TableId, columns};
use tempfile::TempDir;

/// Four centres in three gram panchayats of two blocks.
const REGISTRY: &str = "code,name,parent,only_for,group_project,group_sector
state-99,Nowhere,,,,
district-9001,Made-up,state-99,,,
block-90011,East,district-9001,,,
block-90012,West,district-9001,,,
gp-900111,East one,block-90011,,,
gp-900112,East two,block-90011,,,
gp-900121,West one,block-90012,,,
centre-1,Ashoktala,gp-900111,pushti,East,North
centre-2,Bakultala,gp-900111,pushti,East,South
centre-3,Champatala,gp-900112,pushti,East,South
centre-4,Deodartala,gp-900121,pushti,West,North
";

/// The centres.
pub const CENTRES: [&str; 4] = ["centre-1", "centre-2", "centre-3", "centre-4"];

/// One line of a growth register.
#[derive(Debug, Clone)]
pub struct Child {
    pub centre: &'static str,
    pub id: String,
    pub date: Date,
    pub sex: Option<&'static str>,
    pub born: Date,
    /// Grams.
    pub weight: Option<i64>,
    /// Millimetres.
    pub height: Option<i64>,
    pub status: Option<&'static str>,
}

/// A lake with registers in it, and an engine over it.
pub struct World {
    pub engine: Engine,
    _data: TempDir,
}

impl World {
    /// Takes registers in, each delivered a second after the one before.
    pub fn of(batches: &[Vec<Child>]) -> Self {
        Self::with(batches, |_| {})
    }

    /// The same with further rows put into the lake.
    pub fn with(batches: &[Vec<Child>], more: impl FnOnce(&Lake)) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(data.path().join("places")).unwrap();
        std::fs::write(data.path().join("places/made-up.csv"), REGISTRY).unwrap();
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        let pushti = catalog.programme("pushti").unwrap();
        let table = ingest_table(pushti, "measurements");
        for (number, children) in batches.iter().enumerate() {
            let batch = batch("measurements", number, frame(pushti, children), children.len());
            lake.append(&table, vec![batch]).unwrap();
        }
        more(&lake);
        let engine = Engine::open(data.path(), Arc::clone(&catalog)).unwrap();
        engine.refresh().unwrap();
        Self { engine, _data: data }
    }

    /// The answer to a question by the operator.
    pub fn ask(&self, within: &str, measures: &[&str], by: &[&str], span: Span) -> Figures {
        let mut query = Query::of("pushti", within.parse().unwrap(), measures, Reader::operator());
        query.by = by.iter().map(|by| by.parse::<Dimension>().unwrap()).collect();
        match span {
            Span::On(day) => query.as_on = Some(day),
            Span::Over(from, to) => (query.from, query.to) = (Some(from), Some(to)),
        }
        self.engine.figures(&query).unwrap()
    }

    /// One value.
    pub fn value(&self, within: &str, measure: &str, span: Span) -> Option<f64> {
        self.ask(within, &[measure], &[], span).rows[0].cells[0].value
    }
}

/// The time of a question.
#[derive(Debug, Clone, Copy)]
pub enum Span {
    On(Date),
    Over(Date, Date),
}

/// The table of a dataset of pushti, as ingest makes it.
pub fn ingest_table(programme: &catalog::programme::Programme, dataset: &str) -> store::DatasetTable {
    use catalog::programme::ColumnType;
    let columns = programme
        .dataset(dataset)
        .unwrap()
        .columns
        .iter()
        .map(|column| store::Column {
            name: column.id.clone(),
            kind: match column.kind {
                ColumnType::Count | ColumnType::Money | ColumnType::Weight | ColumnType::Length => {
                    store::ColumnKind::Int64
                }
                ColumnType::Number | ColumnType::Age => store::ColumnKind::Float64,
                ColumnType::Text | ColumnType::Choice | ColumnType::Case | ColumnType::Unit => {
                    store::ColumnKind::Utf8
                }
                ColumnType::Date => store::ColumnKind::Date,
                ColumnType::YesNo => store::ColumnKind::Bool,
            },
        });
    store::DatasetTable {
        programme: programme.id.clone(),
        dataset: dataset.to_owned(),
        columns: columns.collect(),
    }
}

/// Rows of a dataset of pushti with the columns given, and nothing in its others.
pub fn rows(
    programme: &catalog::programme::Programme,
    dataset: &str,
    keys: &[(String, Date)],
    columns: Vec<Column>,
) -> DataFrame {
    let given: Vec<String> = columns.iter().map(|column| column.name().to_string()).collect();
    let table = ingest_table(programme, dataset);
    let blank = table
        .columns
        .iter()
        .filter(|column| !given.contains(&column.name));
    let blank = blank.map(|column| {
        let kind = match column.kind {
            store::ColumnKind::Int64 => DataType::Int64,
            store::ColumnKind::Float64 => DataType::Float64,
            store::ColumnKind::Utf8 => DataType::String,
            store::ColumnKind::Date => DataType::Date,
            store::ColumnKind::Bool => DataType::Boolean,
            other => panic!("no dataset declares a column of {other:?}"),
        };
        Series::full_null(column.name.as_str().into(), keys.len(), &kind).into()
    });
    let all = bookkeeping(keys).into_iter().chain(blank).chain(columns);
    DataFrame::new_infer_height(all.collect()).unwrap()
}

/// A batch of a dataset of pushti.
pub fn batch(dataset: &str, number: usize, rows: DataFrame, height: usize) -> NewBatch {
    let bookkeeping: Vec<&str> = columns::BOOKKEEPING.iter().map(|(name, _)| *name).collect();
    let own = rows
        .get_column_names()
        .iter()
        .map(|name| name.to_string())
        .filter(|name| !bookkeeping.contains(&name.as_str()))
        .collect();
    let record = BatchRecord {
        batch: BatchId::of(
            &TableId::new("pushti", dataset),
            None,
            [[number.to_string().as_str()]],
        ),
        programme: "pushti".to_owned(),
        dataset: dataset.to_owned(),
        source: "made-up".to_owned(),
        file: format!("{dataset}-{number}.csv"),
        sheet: "made-up".to_owned(),
        file_hash: String::new(),
        as_on: None,
        taken_in: Timestamp::from_second(1_780_000_000 + i64::try_from(number).unwrap()).unwrap(),
        columns: own,
        rows_read: height as u64,
        rows_accepted: height as u64,
        rows_rejected: 0,
        sample: true,
    };
    NewBatch { record, rows }
}

/// The columns that every table has.
pub fn bookkeeping(keys: &[(String, Date)]) -> Vec<Column> {
    let text = |name: &str, of: &dyn Fn(&(String, Date)) -> String| {
        Column::from(Series::new(name.into(), keys.iter().map(of).collect::<Vec<_>>()))
    };
    let numbers: Vec<i64> = (1..=keys.len() as i64).collect();
    vec![
        text(columns::PLACE, &|key| key.0.clone()),
        text(columns::LEVEL, &|key| {
            key.0.parse::<PlaceCode>().unwrap().level().id().to_owned()
        }),
        text(columns::PLACE_PRINTED, &|key| key.0.clone()),
        dates(
            columns::DATE,
            &keys.iter().map(|key| Some(key.1)).collect::<Vec<_>>(),
        ),
        text(columns::FY, &|key| FinancialYear::of(key.1).to_string()),
        text(columns::SOURCE, &|_| "made-up".to_owned()),
        Column::from(Series::new(columns::SOURCE_ROW.into(), numbers)),
    ]
}

/// A column of days.
pub fn dates(name: &str, days: &[Option<Date>]) -> Column {
    let zero = Date::constant(1970, 1, 1);
    let days: Vec<Option<i32>> = days
        .iter()
        .map(|day| day.map(|day| (day - zero).get_days()))
        .collect();
    Series::new(name.into(), days)
        .cast(&DataType::Date)
        .unwrap()
        .into()
}

fn frame(programme: &catalog::programme::Programme, children: &[Child]) -> DataFrame {
    let keys: Vec<(String, Date)> = children
        .iter()
        .map(|child| (child.centre.to_owned(), child.date))
        .collect();
    let text = |name: &str, of: &dyn Fn(&Child) -> Option<String>| {
        Column::from(Series::new(
            name.into(),
            children.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let whole = |name: &str, of: &dyn Fn(&Child) -> Option<i64>| {
        Column::from(Series::new(
            name.into(),
            children.iter().map(of).collect::<Vec<_>>(),
        ))
    };
    let all = vec![
        text("child", &|child| Some(child.id.clone())),
        text("sex", &|child| child.sex.map(str::to_owned)),
        dates(
            "born",
            &children.iter().map(|child| Some(child.born)).collect::<Vec<_>>(),
        ),
        whole("weight", &|child| child.weight),
        whole("height", &|child| child.height),
        text("status", &|child| child.status.map(str::to_owned)),
    ];
    rows(programme, "measurements", &keys, all)
}
