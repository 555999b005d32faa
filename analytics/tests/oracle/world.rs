//! A small made-up district in a lake of its own.

use std::sync::Arc;

use analytics::Engine;
use catalog::{Catalog, FinancialYear, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use store::{BatchId, BatchRecord, ColumnKind, DatasetTable, Lake, NewBatch, TableId, columns};
use tempfile::TempDir;

/// The columns that the made-up sheets have.
pub const COLUMNS: [&str; 4] = ["persondays", "persondays_women", "job_cards", "works_ongoing"];

pub const REGISTRY: &str = "code,name,parent
state-99,Nowhere,
district-9001,Made-up,state-99
block-90011,East,district-9001
block-90012,West,district-9001
gp-900111,East one,block-90011
gp-900112,East two,block-90011
gp-900121,West one,block-90012
gp-900122,West two,block-90012
";

/// One row of a sheet.
#[derive(Debug, Clone)]
pub struct Row {
    pub place: &'static str,
    pub date: Date,
    pub persondays: Option<i64>,
    pub women: Option<i64>,
    pub job_cards: Option<i64>,
    pub works: Option<i64>,
}

impl Row {
    /// The value of a column.
    pub fn value(&self, column: &str) -> Option<i64> {
        match column {
            "persondays" => self.persondays,
            "persondays_women" => self.women,
            "job_cards" => self.job_cards,
            "works_ongoing" => self.works,
            other => panic!("the made-up sheets have no column {other}"),
        }
    }
}

/// A lake with batches in it, and an engine over it.
pub struct World {
    pub catalog: Arc<Catalog>,
    pub engine: Engine,
    _data: TempDir,
}

impl World {
    /// Takes batches in, each delivered a second after the one before.
    pub fn of(batches: &[Vec<Row>]) -> Self {
        Self::in_registry(REGISTRY, batches)
    }

    /// The same with places of one's own.
    pub fn in_registry(registry: &str, batches: &[Vec<Row>]) -> Self {
        let moment = |number: i64| Timestamp::from_second(1_780_000_000 + number).unwrap();
        let delivered = (0..).map(moment).zip(batches.iter().cloned());
        Self::delivered_in(registry, &delivered.collect::<Vec<_>>())
    }

    /// Takes batches in, each as of its own moment.
    pub fn delivered(batches: &[(Timestamp, Vec<Row>)]) -> Self {
        Self::delivered_in(REGISTRY, batches)
    }

    fn delivered_in(registry: &str, batches: &[(Timestamp, Vec<Row>)]) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(data.path().join("places")).unwrap();
        std::fs::write(data.path().join("places/made-up.csv"), registry).unwrap();
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        for (number, (taken_in, rows)) in batches.iter().enumerate() {
            lake.append(&table(), vec![batch(number, *taken_in, rows)])
                .unwrap();
        }
        let engine = Engine::open(data.path(), Arc::clone(&catalog)).unwrap();
        engine.refresh().unwrap();
        Self {
            catalog,
            engine,
            _data: data,
        }
    }
}

fn table() -> DatasetTable {
    let columns = COLUMNS.map(|name| store::Column {
        name: name.to_owned(),
        kind: ColumnKind::Int64,
    });
    DatasetTable {
        programme: "mgnrega".to_owned(),
        dataset: "progress".to_owned(),
        columns: columns.to_vec(),
    }
}

fn batch(number: usize, taken_in: Timestamp, rows: &[Row]) -> NewBatch {
    let id = BatchId::of(
        &TableId::new("mgnrega", "progress"),
        None,
        [[number.to_string().as_str()]],
    );
    let record = BatchRecord {
        batch: id,
        programme: "mgnrega".to_owned(),
        dataset: "progress".to_owned(),
        source: "made-up".to_owned(),
        file: format!("made-up-{number}.csv"),
        sheet: "made-up".to_owned(),
        file_hash: String::new(),
        as_on: None,
        taken_in,
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows_read: rows.len() as u64,
        rows_accepted: rows.len() as u64,
        rows_rejected: 0,
        sample: true,
    };
    NewBatch {
        record,
        rows: frame(rows),
    }
}

fn frame(rows: &[Row]) -> DataFrame {
    let text = |name: &str, of: &dyn Fn(&Row) -> String| {
        Column::from(Series::new(name.into(), rows.iter().map(of).collect::<Vec<_>>()))
    };
    let days: Vec<i32> = rows
        .iter()
        .map(|row| (row.date - date_zero()).get_days())
        .collect();
    let numbers: Vec<i64> = (1..=rows.len() as i64).collect();
    let mut all = vec![
        text(columns::PLACE, &|row| row.place.to_owned()),
        text(columns::LEVEL, &|row| {
            row.place.parse::<PlaceCode>().unwrap().level().id().to_owned()
        }),
        text(columns::PLACE_PRINTED, &|row| row.place.to_owned()),
        Column::from(
            Series::new(columns::DATE.into(), days)
                .cast(&DataType::Date)
                .unwrap(),
        ),
        text(columns::FY, &|row| FinancialYear::of(row.date).to_string()),
        text(columns::SOURCE, &|_| "made-up".to_owned()),
        Column::from(Series::new(columns::SOURCE_ROW.into(), numbers)),
    ];
    for name in COLUMNS {
        let values: Vec<Option<i64>> = rows.iter().map(|row| row.value(name)).collect();
        all.push(Series::new(name.into(), values).into());
    }
    DataFrame::new_infer_height(all).unwrap()
}

fn date_zero() -> Date {
    Date::constant(1970, 1, 1)
}
