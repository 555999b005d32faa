//! A small made-up district with a programme about children, whose small counts are hidden.

use std::sync::Arc;

use analytics::{AnalyticsError, Engine};
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{Figures, Query, Reader};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};
use store::{BatchId, BatchRecord, ColumnKind, DatasetTable, Lake, NewBatch, TableId, columns};
use tempfile::TempDir;

pub const COLUMNS: [&str; 4] = ["weighed", "severe", "admitted", "open_centres"];

const REGISTRY: &str = "code,name,parent
state-99,Nowhere,
district-9001,Made-up,state-99
district-9002,Next to it,state-99
block-90011,East,district-9001
block-90012,West,district-9001
gp-900111,East one,block-90011
gp-900112,East two,block-90011
gp-900121,West one,block-90012
gp-900122,West two,block-90012
";

const PROGRAMME: &str = r#"
id = "children"
title = { en = "Children" }
disclosure = "small_counts"

[restarts]
every_financial_year = true

[[dataset]]
id = "visits"
title = { en = "Visits" }
reported_by = { level = "gp", every = "month" }
columns = [
    { id = "weighed", type = "count" },
    { id = "severe", type = "count" },
    { id = "admitted", type = "count" },
    { id = "open_centres", type = "count" },
]

[[measure]]
id = "children_weighed"
title = { en = "Children weighed" }
dataset = "visits"
sum_of = ["weighed"]
over_time = "latest"

[[measure]]
id = "children_severe"
title = { en = "Children severely wasted" }
dataset = "visits"
sum_of = ["severe"]
over_time = "latest"

[[measure]]
id = "children_admitted"
title = { en = "Children admitted" }
dataset = "visits"
sum_of = ["admitted"]
over_time = "sum"

[[measure]]
id = "open_centres"
title = { en = "Centres open" }
dataset = "visits"
sum_of = ["open_centres"]
over_time = "latest"
counts_people = false

[[indicator]]
id = "severe_percent"
title = { en = "Severely wasted" }
of = ["children_severe"]
per = ["children_weighed"]
unit = "percent"

[[indicator]]
id = "admitted_percent"
title = { en = "Admitted of those weighed" }
of = ["children_admitted"]
per = ["children_weighed"]
unit = "percent"
"#;

const PAGES: &str = r#"
[[page]]
id = "overview"
title = { en = "Overview" }
table = { measures = ["children_weighed"] }

[[page]]
id = "map"
title = { en = "Map" }
audience = "signed-in"
table = { measures = ["children_weighed"] }

[[page]]
id = "published"
title = { en = "Published" }
audience = "public"
table = { measures = ["children_weighed"] }
"#;

/// The last day that anything is known of.
pub const LATEST: Date = date(2026, 10, 31);

/// What each gram panchayat reported: weighed, severely wasted, admitted, centres, in September and October.
pub type Returns = [(&'static str, [i64; 4], [i64; 4])];

pub const RETURNS: &Returns = &[
    ("gp-900111", [60, 1, 0, 2], [61, 2, 6, 3]),
    ("gp-900112", [40, 0, 0, 1], [41, 1, 0, 1]),
    ("gp-900121", [50, 6, 2, 1], [52, 7, 0, 1]),
    ("gp-900122", [30, 2, 1, 0], [30, 0, 9, 0]),
];

/// A lake with those returns in it, and an engine over it.
pub struct World {
    pub catalog: Arc<Catalog>,
    pub engine: Engine,
    lake: Lake,
    delivered: i64,
    _data: TempDir,
}

impl World {
    /// With stocks published by district, admissions by month.
    pub fn by_district() -> Self {
        Self::of("district")
    }

    /// With all measures published for places of one level.
    pub fn of(level: &str) -> Self {
        Self::publishing(&format!(
            "[[publication]]\nlevels = [\"{level}\"]\nperiods = [\"month\"]\nmeasures = [\"children_weighed\", \
             \"children_severe\", \"children_admitted\", \"severe_percent\"]\n"
        ))
    }

    /// With some publications, as the programme writes them.
    pub fn publishing(publications: &str) -> Self {
        Self::made("", publications)
    }

    /// With keys of the whole programme, and some publications.
    pub fn made(keys: &str, publications: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let file = |path: &str, text: &str| {
            let path = data.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        file("places/made-up.csv", REGISTRY);
        file(
            "programmes/children/programme.toml",
            &format!("{keys}{PROGRAMME}{PAGES}{publications}"),
        );
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        lake.append(&table(), vec![batch(RETURNS, 0)]).unwrap();
        let engine = Engine::open(data.path(), Arc::clone(&catalog)).unwrap();
        engine.refresh().unwrap();
        Self {
            catalog,
            engine,
            lake,
            delivered: 1,
            _data: data,
        }
    }

    /// Takes in the returns of all places once more, as they are told now.
    pub fn deliver(&mut self, returns: &Returns) {
        self.lake
            .append(&table(), vec![batch(returns, self.delivered)])
            .unwrap();
        self.delivered += 1;
        self.engine.refresh().unwrap();
    }

    /// Removes the files of all facts and rollups; the published cells stay.
    pub fn lose_facts(&self) {
        let manifest = self.lake.manifest().unwrap();
        let partitions = manifest
            .tables
            .values()
            .flat_map(|table| table.partitions.values());
        for partition in partitions {
            for file in [&partition.facts].into_iter().chain(partition.rollups.values()) {
                std::fs::remove_file(self.lake.facts_path(file)).unwrap();
            }
        }
    }

    /// Asks, and makes sure that the answer from facts is the same or refused alike.
    pub fn ask(&self, query: &Query) -> Result<Figures, AnalyticsError> {
        let found = self.engine.figures(query);
        assert_eq!(self.engine.may_ask(query).unwrap(), found.is_ok());
        let from_facts = self.engine.figures_from_facts(query);
        assert_eq!(found.as_ref().ok(), from_facts.as_ref().ok());
        found
    }

    /// Whether the reader of a query is refused.
    pub fn refuses(&self, query: &Query) -> bool {
        match self.ask(query) {
            Ok(_) => false,
            Err(AnalyticsError::Refused) => true,
            Err(other) => panic!("{other}"),
        }
    }
}

/// A question of a place on the latest day.
pub fn query(place: &str, measures: &[&str], reader: &Reader) -> Query {
    Query {
        as_on: Some(LATEST),
        ..Query::of("children", place.parse().unwrap(), measures, reader.clone())
    }
}

/// A reader in office in some places.
pub fn officer(role: &str, places: &[&str], programmes: &[&str]) -> Reader {
    let words = |words: &[&str]| -> Vec<String> { words.iter().map(|&word| word.to_owned()).collect() };
    Reader::of_account("x", role, &words(places), &words(programmes)).unwrap()
}

fn table() -> DatasetTable {
    let columns = COLUMNS.map(|name| store::Column {
        name: name.to_owned(),
        kind: ColumnKind::Int64,
    });
    DatasetTable {
        programme: "children".to_owned(),
        dataset: "visits".to_owned(),
        columns: columns.to_vec(),
    }
}

/// Place, day, and a value for each column.
type Row = (&'static str, Date, [i64; 4]);

fn batch(returns: &Returns, number: i64) -> NewBatch {
    let rows: Vec<Row> = returns
        .iter()
        .flat_map(|(place, september, october)| {
            [
                (*place, date(2026, 9, 30), *september),
                (*place, LATEST, *october),
            ]
        })
        .collect();
    let record = BatchRecord {
        batch: BatchId::of(
            &TableId::new("children", "visits"),
            None,
            [[number.to_string().as_str()]],
        ),
        programme: "children".to_owned(),
        dataset: "visits".to_owned(),
        source: "made-up".to_owned(),
        file: "made-up.csv".to_owned(),
        sheet: "made-up".to_owned(),
        file_hash: String::new(),
        as_on: None,
        taken_in: Timestamp::from_second(1_793_500_000 + number).unwrap(),
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows_read: rows.len() as u64,
        rows_accepted: rows.len() as u64,
        rows_rejected: 0,
        sample: true,
    };
    NewBatch {
        record,
        rows: frame(&rows),
    }
}

fn frame(rows: &[Row]) -> DataFrame {
    let text = |name: &str, of: &dyn Fn(&Row) -> String| {
        Column::from(Series::new(name.into(), rows.iter().map(of).collect::<Vec<_>>()))
    };
    let epoch = date(1970, 1, 1);
    let days: Vec<i32> = rows.iter().map(|(_, day, _)| (*day - epoch).get_days()).collect();
    let numbers: Vec<i64> = (1..=rows.len() as i64).collect();
    let mut all = vec![
        text(columns::PLACE, &|row| row.0.to_owned()),
        text(columns::LEVEL, &|row| {
            row.0.parse::<PlaceCode>().unwrap().level().id().to_owned()
        }),
        text(columns::PLACE_PRINTED, &|row| row.0.to_owned()),
        Column::from(
            Series::new(columns::DATE.into(), days)
                .cast(&DataType::Date)
                .unwrap(),
        ),
        text(columns::FY, &|row| FinancialYear::of(row.1).to_string()),
        text(columns::SOURCE, &|_| "made-up".to_owned()),
        Column::from(Series::new(columns::SOURCE_ROW.into(), numbers)),
    ];
    for (at, name) in COLUMNS.iter().enumerate() {
        let values: Vec<i64> = rows.iter().map(|row| row.2[at]).collect();
        all.push(Series::new((*name).into(), values).into());
    }
    DataFrame::new_infer_height(all).unwrap()
}
