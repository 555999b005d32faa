//! Tallies against a ledger that reads report by report: for every day, span, place and class.

use std::collections::BTreeMap;
use std::sync::Arc;

use analytics::Engine;
use catalog::Catalog;
use figures::{Dimension, Query, Reader};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use polars::prelude::{Column, NamedFrom, Series};
use proptest::prelude::*;
use store::Lake;
use tempfile::TempDir;

use crate::world::{batch, ingest_table, rows};

const REGISTRY: &str = "code,name,parent\nstate-99,Nowhere,\ndistrict-9001,Made-up,state-99\nblock-90011,East,district-9001\n\
    gp-900111,East one,block-90011\ngp-900112,East two,block-90011\n";
const GPS: [&str; 2] = ["gp-900111", "gp-900112"];
const SCHEMES: [&str; 3] = ["lakshmir_bhandar", "land_records", "kanyashree"];
/// The restarts of the programme that lie in the time of the test.
const RESTARTS: [Date; 2] = [date(2025, 1, 24), date(2025, 8, 2)];

/// What a panchayat reports for a day: by scheme, how many applications, if it has a row of it.
#[derive(Debug, Clone)]
struct Report {
    gp: usize,
    day: Date,
    received: [Option<i64>; 3],
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let report = (
        0..2usize,
        0..300i64,
        prop::array::uniform3(prop::option::of(0..50i64)),
    );
    let report = report.prop_filter("a report says something", |(.., received)| {
        received.iter().any(Option::is_some)
    });
    let report = report.prop_map(|(gp, after, received)| Report {
        gp,
        day: date(2025, 1, 10).saturating_add(after.days()),
        received,
    });
    prop::collection::vec(report, 1..14)
}

/// What each row of the latest delivery says, by panchayat and day, then by scheme.
type Ledger = BTreeMap<(usize, Date), BTreeMap<usize, i64>>;

fn ledger(reports: &[Report]) -> Ledger {
    let mut ledger = Ledger::new();
    for report in reports {
        let of_day = ledger.entry((report.gp, report.day)).or_default();
        for (scheme, received) in report.received.iter().enumerate() {
            if let Some(received) = received {
                of_day.insert(scheme, *received);
            }
        }
    }
    ledger
}

/// The last report that stands on a day: of the same edition.
fn standing(ledger: &Ledger, gp: usize, on: Date) -> Option<&BTreeMap<usize, i64>> {
    let began = RESTARTS.into_iter().filter(|restart| *restart <= on).max();
    let since = began.unwrap_or(Date::MIN);
    ledger
        .range((gp, since)..=(gp, on))
        .next_back()
        .map(|(_, report)| report)
}

fn position(ledger: &Ledger, gps: &[usize], scheme: Option<usize>, on: Date) -> Option<i64> {
    let known: Vec<_> = gps.iter().filter_map(|gp| standing(ledger, *gp, on)).collect();
    let sum = known.iter().flat_map(|report| report.iter());
    let sum = sum
        .filter(|(of, _)| scheme.is_none_or(|scheme| scheme == **of))
        .map(|(_, count)| count);
    (!known.is_empty()).then(|| sum.sum())
}

struct World {
    engine: Engine,
    _data: TempDir,
}

impl World {
    fn of(reports: &[Report]) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(data.path().join("places")).unwrap();
        std::fs::write(data.path().join("places/made-up.csv"), REGISTRY).unwrap();
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        let programme = catalog.programme("duare-sarkar").unwrap();
        let table = ingest_table(programme, "applications");
        for (number, report) in reports.iter().enumerate() {
            let said = report.received.iter().enumerate();
            let said: Vec<(&str, i64)> = said
                .filter_map(|(at, count)| Some((SCHEMES[at], (*count)?)))
                .collect();
            let keys = vec![(GPS[report.gp].to_owned(), report.day); said.len()];
            let schemes: Vec<&str> = said.iter().map(|(scheme, _)| *scheme).collect();
            let received: Vec<i64> = said.iter().map(|(_, count)| *count).collect();
            let columns = vec![
                Column::from(Series::new("scheme".into(), schemes)),
                Column::from(Series::new("received".into(), received)),
            ];
            let frame = rows(programme, "applications", &keys, columns);
            let mut batch = batch("applications", number, frame, said.len());
            batch.record.programme = programme.id.clone();
            lake.append(&table, vec![batch]).unwrap();
        }
        let engine = Engine::open(data.path(), Arc::clone(&catalog)).unwrap();
        engine.refresh().unwrap();
        Self { engine, _data: data }
    }

    fn query(&self, within: &str) -> Query {
        let measures = ["applications_received"];
        Query::of(
            "duare-sarkar",
            within.parse().unwrap(),
            &measures,
            Reader::operator(),
        )
    }

    fn on(&self, within: &str, day: Date) -> Option<f64> {
        let mut query = self.query(within);
        query.as_on = Some(day);
        self.engine.figures(&query).unwrap().rows[0].cells[0].value
    }

    fn over(&self, within: &str, from: Date, to: Date) -> Option<f64> {
        let mut query = self.query(within);
        (query.from, query.to) = (Some(from), Some(to));
        self.engine.figures(&query).unwrap().rows[0].cells[0].value
    }

    fn by_scheme(&self, within: &str, day: Date) -> Vec<Option<f64>> {
        let mut query = self.query(within);
        query.as_on = Some(day);
        query.by = vec!["scheme".parse::<Dimension>().unwrap()];
        let figures = self.engine.figures(&query).unwrap();
        SCHEMES
            .map(|scheme| {
                let row = figures
                    .rows
                    .iter()
                    .find(|row| format!("{:?}", row.keys).contains(&format!("\"{scheme}\"")));
                row.unwrap().cells[0].value
            })
            .to_vec()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_on_a_day_is_what_the_last_reports_of_the_edition_say(
        reports in reports(),
        after in 0..320i64,
        before in 1..60i64,
    ) {
        let world = World::of(&reports);
        let ledger = ledger(&reports);
        let day = date(2025, 1, 10).saturating_add(after.days());
        let expected = |gps: &[usize], scheme| position(&ledger, gps, scheme, day).map(|sum| sum as f64);
        prop_assert_eq!(world.on("block-90011", day), expected(&[0, 1], None), "block on {}", day);
        for (at, gp) in GPS.iter().enumerate() {
            prop_assert_eq!(world.on(gp, day), expected(&[at], None), "{} on {}", gp, day);
        }
        let by_scheme: Vec<Option<f64>> = (0..3).map(|scheme| expected(&[0, 1], Some(scheme))).collect();
        prop_assert_eq!(world.by_scheme("block-90011", day), by_scheme, "by scheme on {}", day);

        // What came about in a span inside one edition is the difference, where both ends are known.
        let from = day.saturating_sub(before.days());
        let day_before = from.yesterday().unwrap();
        let restarted = RESTARTS.iter().any(|restart| from <= *restart && *restart <= day);
        if !restarted {
            let [begin, end] = [day_before, day].map(|day| position(&ledger, &[0], None, day));
            let flow = begin.zip(end).map(|(begin, end)| (end - begin) as f64);
            prop_assert_eq!(world.over(GPS[0], from, day), flow, "{} from {} to {}", GPS[0], from, day);
        }
    }
}
