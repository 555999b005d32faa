//! Years of daily returns from every gram panchayat, put into the lake without workbooks.

use catalog::{FinancialYear, PlaceLevel};
use ingest::dataset_table;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use polars::prelude::*;
use store::{BatchId, BatchRecord, NewBatch, TableId};

use crate::office::{Office, TAKEN_IN};

/// The last day reported.
pub const LAST_DAY: Date = date(2026, 11, 22);
/// Days of the 190 GPs of Bankura that make up 1.2 million rows.
const DAYS: i32 = 6_316;

/// An office with 1.2 million rows of a GP and a day each.
pub fn of_daily_returns() -> Office {
    let office = Office::empty();
    let programme = office.catalog.programme("mgnrega").expect("it is built in");
    let dataset = programme.dataset("progress").expect("mgnrega has it");
    let days: Vec<Date> = (0..DAYS)
        .rev()
        .map(|back| LAST_DAY.saturating_sub(back.days()))
        .collect();
    let rows = rows(&office, &days);
    let record = record("years of daily returns", TAKEN_IN, rows.height() as u64);
    let batches = vec![NewBatch { record, rows }];
    office
        .lake()
        .append(&dataset_table(programme, dataset), batches)
        .expect("the rows have the table's columns");
    office
}

/// Writes a lake of `ROWS:DIR`: ten financial years of daily returns, each year delivered again and again, as offices that
/// send all their days every time do.
pub fn write_large_lake(wanted: &str) {
    let (rows_wanted, data) = wanted.split_once(':').expect("JELA_LARGE_LAKE is ROWS:DIR");
    let rows_wanted: u64 = rows_wanted
        .parse()
        .expect("JELA_LARGE_LAKE begins with a number of rows");
    let office = Office::empty();
    let lake = store::Lake::open(std::path::Path::new(data)).expect("the folder can be made");
    let programme = office.catalog.programme("mgnrega").expect("it is built in");
    let dataset = programme.dataset("progress").expect("mgnrega has it");
    let table = dataset_table(programme, dataset);
    let years: Vec<Vec<Date>> = (2017..2027)
        .map(|year| {
            let first = date(year, 4, 1);
            let days = (0..365).map(|day| first.saturating_add(day.days()));
            days.take_while(|day| *day <= LAST_DAY).collect()
        })
        .collect();
    let frames: Vec<DataFrame> = years.iter().map(|days| rows(&office, days)).collect();
    let (mut written, mut number) = (0, 0_i64);
    while written < rows_wanted {
        for frame in &frames {
            number += 1;
            let taken_in = TAKEN_IN + jiff::SignedDuration::from_secs(number);
            let count = frame.height() as u64;
            let record = record(&format!("delivery {number}"), taken_in, count);
            let rows = frame.clone();
            lake.append(&table, vec![NewBatch { record, rows }])
                .expect("the rows have the table's columns");
            written += count;
        }
    }
    let engine = analytics::Engine::open(std::path::Path::new(data), std::sync::Arc::clone(&office.catalog));
    engine
        .and_then(|engine| engine.refresh())
        .expect("facts can be computed");
}

fn record(words: &str, taken_in: jiff::Timestamp, rows: u64) -> BatchRecord {
    let table = TableId::new("mgnrega", "progress");
    BatchRecord {
        batch: BatchId::of(&table, Some(LAST_DAY), [[words]]),
        programme: table.programme,
        dataset: table.dataset,
        source: "daily-return".to_owned(),
        file: "years.xlsx".to_owned(),
        sheet: "Daily return".to_owned(),
        file_hash: String::new(),
        as_on: Some(LAST_DAY),
        taken_in,
        columns: FIGURES.map(str::to_owned).into(),
        rows_read: rows,
        rows_accepted: rows,
        rows_rejected: 0,
        sample: true,
    }
}

const FIGURES: [&str; 4] = [
    "job_cards",
    "persondays",
    "persondays_women",
    "households_provided",
];

/// Every figure of the year so far grows by a few a day, differently in every GP.
fn rows(office: &Office, days: &[Date]) -> DataFrame {
    let all = office
        .catalog
        .places
        .all()
        .filter(|place| place.level == PlaceLevel::Gp);
    let gps: Vec<&str> = all.map(|place| place.code.as_str()).collect();
    let count = gps.len() * days.len();
    let each_day = |value: &dyn Fn(Date) -> i32| -> Vec<i32> {
        days.iter()
            .flat_map(|day| std::iter::repeat_n(value(*day), gps.len()))
            .collect()
    };
    let numbers = each_day(&number);
    let so_far = each_day(&|day| number(day) - number(FinancialYear::of(day).first_day()) + 1);
    let grown = |daily: i64| -> Column {
        let values = so_far
            .iter()
            .enumerate()
            .map(|(row, days)| i64::from(*days) * (daily + (row % gps.len()) as i64 % 7));
        Series::new(PlSmallStr::EMPTY, values.collect::<Vec<i64>>()).into()
    };
    let years: Vec<String> = days
        .iter()
        .flat_map(|day| std::iter::repeat_n(FinancialYear::of(*day).to_string(), gps.len()))
        .collect();
    let places: Vec<&str> = gps.iter().copied().cycle().take(count).collect();
    let mut columns: Vec<Column> = vec![
        Series::new("place".into(), &places).into(),
        Series::new("place_printed".into(), &places).into(),
        Series::new("level".into(), vec!["gp"; count]).into(),
        Series::new("date".into(), numbers)
            .cast(&DataType::Date)
            .expect("days are dates")
            .into(),
        Series::new("fy".into(), years).into(),
        Series::new("source_row".into(), (1..=count as i64).collect::<Vec<_>>()).into(),
    ];
    columns.extend(
        FIGURES
            .iter()
            .zip([100, 40, 19, 5])
            .map(|(name, daily)| grown(daily).with_name((*name).into())),
    );
    columns.extend(unreported(office, count));
    DataFrame::new(count, columns).expect("all columns are equally long")
}

/// The dataset's other columns, which these returns do not have.
fn unreported(office: &Office, count: usize) -> Vec<Column> {
    let programme = office.catalog.programme("mgnrega").expect("it is built in");
    let dataset = programme.dataset("progress").expect("mgnrega has it");
    let table = dataset_table(programme, dataset);
    let others = table
        .columns
        .into_iter()
        .filter(|column| !FIGURES.contains(&column.name.as_str()));
    others
        .map(|column| Column::full_null(column.name.into(), count, &column.kind.frame_type()))
        .collect()
}

fn number(day: Date) -> i32 {
    day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days())
}
