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
    gp-900111,East one,block-90011\ngp-900112,East two,block-90011\nmunicipality-90015,Town,district-9001\n\
    ward-90015-1,Ward 1,municipality-90015\n";
/// Two panchayats of a block, and the ward of a town.
const GPS: [&str; 3] = ["gp-900111", "gp-900112", "ward-90015-1"];
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
        0..3usize,
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
        Self::in_registry(REGISTRY, &GPS, reports)
    }

    /// The same with places of one's own.
    fn in_registry(registry: &str, gps: &[&str], reports: &[Report]) -> Self {
        let data = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(data.path().join("places")).unwrap();
        std::fs::write(data.path().join("places/made-up.csv"), registry).unwrap();
        let catalog = Arc::new(Catalog::load(Some(data.path())).unwrap());
        let lake = Lake::open(data.path()).unwrap();
        let programme = catalog.programme("duare-sarkar").unwrap();
        let table = ingest_table(programme, "applications");
        for (number, report) in reports.iter().enumerate() {
            let said = report.received.iter().enumerate();
            let said: Vec<(&str, i64)> = said
                .filter_map(|(at, count)| Some((SCHEMES[at], (*count)?)))
                .collect();
            let keys = vec![(gps[report.gp].to_owned(), report.day); said.len()];
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
        prop_assert_eq!(world.on("municipality-90015", day), expected(&[2], None), "town on {}", day);
        prop_assert_eq!(world.on("district-9001", day), expected(&[0, 1, 2], None), "district on {}", day);
        let whole: Vec<Option<f64>> = (0..3).map(|scheme| expected(&[0, 1, 2], Some(scheme))).collect();
        prop_assert_eq!(world.by_scheme("district-9001", day), whole, "district by scheme on {}", day);
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

/// The value of a measure of the block by scheme.
fn by_scheme_of(world: &World, measure: &str, day: Date) -> Vec<(String, Option<f64>, figures::State)> {
    let query = Query {
        measures: vec![measure.to_owned()],
        by: vec!["scheme".parse::<Dimension>().unwrap()],
        as_on: Some(day),
        ..world.query("block-90011")
    };
    let figures = world.engine.figures(&query).unwrap();
    assert_eq!(figures, world.engine.figures_from_facts(&query).unwrap());
    let id = |row: &figures::Row| match &row.keys[0] {
        figures::Key::Value { id, .. } => id.to_string(),
        other => panic!("{other:?} is no scheme"),
    };
    let cells = figures.rows.iter();
    cells
        .map(|row| (id(row), row.cells[0].value, row.cells[0].state))
        .collect()
}

#[test]
fn schemes_have_shares_of_the_applications_whose_scheme_is_known() {
    let report = |gp, received| Report {
        gp,
        day: date(2025, 9, 1),
        received,
    };
    let world = World::of(&[
        report(0, [Some(30), Some(10), None]),
        report(1, [Some(10), None, Some(0)]),
    ]);
    let shares = by_scheme_of(&world, "scheme_share_percent", date(2025, 9, 1));
    let of = |scheme: &str| shares.iter().find(|(id, ..)| id == scheme).unwrap().1;
    assert_eq!(of("lakshmir_bhandar"), Some(80.0));
    assert_eq!(of("land_records"), Some(20.0));
    assert_eq!(of("kanyashree"), Some(0.0));
    let sum: f64 = shares.iter().filter_map(|(_, value, _)| *value).sum();
    assert!((sum - 100.0).abs() < 1e-9, "{shares:?}");
    // What is not known has no share, and before anybody reported nobody has one.
    assert_eq!(of("unknown"), None);
    let before = by_scheme_of(&world, "scheme_share_percent", date(2025, 8, 20));
    assert!(
        before
            .iter()
            .all(|(.., state)| *state == figures::State::NotReported),
        "{before:?}"
    );
}

#[test]
fn a_panchayat_that_is_split_leaves_its_last_word_to_the_block_until_the_next_edition() {
    let registry = format!(
        "{}gp-900113,East one north,block-90011\ngp-900114,East one south,block-90011\n",
        REGISTRY
    );
    let mut lines: Vec<String> = registry.lines().map(|line| format!("{line},,")).collect();
    lines[0] = "code,name,parent,replaces,valid_from".to_owned();
    for line in &mut lines {
        if line.starts_with("gp-900113") || line.starts_with("gp-900114") {
            *line = format!(
                "{}gp-900111,2025-09-10",
                line.trim_end_matches(",,").to_owned() + ","
            );
        }
    }
    let gps = ["gp-900111", "gp-900112", "gp-900113", "gp-900114"];
    let report = |gp, day, count| Report {
        gp,
        day,
        received: [Some(count), None, None],
    };
    let reports = [
        report(0, date(2025, 9, 9), 40),
        report(1, date(2025, 9, 9), 5),
        // What came in since the split, counted anew.
        report(2, date(2025, 9, 20), 7),
        report(3, date(2025, 9, 20), 2),
        report(1, date(2025, 9, 20), 6),
    ];
    let world = World::in_registry(&lines.join("\n"), &gps, &reports);
    assert_eq!(world.on("block-90011", date(2025, 9, 9)), Some(45.0));
    assert_eq!(world.on("block-90011", date(2025, 9, 15)), Some(45.0));
    assert_eq!(world.on("block-90011", date(2025, 9, 20)), Some(55.0));
    assert_eq!(world.on("gp-900111", date(2025, 9, 20)), Some(40.0));
    assert_eq!(world.on("gp-900113", date(2025, 9, 9)), None, "it was not");
    assert_eq!(
        world.over("block-90011", date(2025, 9, 10), date(2025, 9, 20)),
        Some(10.0)
    );
}

/// Applications by edition, with what each is compared with.
fn by_edition(world: &World, within: &str, to: Date) -> Vec<(String, Option<f64>, Option<f64>)> {
    let query = Query {
        by: vec!["edition".parse::<Dimension>().unwrap()],
        to: Some(to),
        compare: Some(figures::Compare::Previous),
        ..world.query(within)
    };
    let figures = world.engine.figures(&query).unwrap();
    let rows = figures.rows.iter().map(|row| match &row.keys[0] {
        figures::Key::Value { id, .. } => (id.to_string(), row.cells[0].value, row.cells[0].previous),
        other => panic!("{other:?} is no edition"),
    });
    rows.collect()
}

#[test]
fn each_edition_has_its_own_count_and_the_one_before_it_to_the_same_day() {
    let report = |gp, day, count| Report {
        gp,
        day,
        received: [Some(count), None, None],
    };
    let world = World::of(&[
        report(0, date(2025, 1, 30), 10),
        report(0, date(2025, 3, 1), 40),
        report(0, date(2025, 8, 8), 25),
    ]);
    // Seven days into the later edition, as into the earlier one.
    let rows = by_edition(&world, "gp-900111", date(2025, 8, 8));
    let of = |edition: &str| rows.iter().find(|(id, ..)| id == edition).unwrap().clone();
    assert_eq!(of("edition-9").1, Some(40.0));
    assert_eq!((of("apas-2025").1, of("apas-2025").2), (Some(25.0), Some(10.0)));
    assert_eq!(of("edition-8").1, None);
    // An edition that has not begun has no row.
    let before = by_edition(&world, "gp-900111", date(2025, 3, 1));
    assert_eq!(before.len(), 2, "{before:?}");
}

#[test]
fn editions_and_months_are_not_asked_together() {
    let world = World::of(&[Report {
        gp: 0,
        day: date(2025, 8, 8),
        received: [Some(1), None, None],
    }]);
    let query = Query {
        by: vec!["edition".parse().unwrap(), "month".parse().unwrap()],
        ..world.query("gp-900111")
    };
    let refused = world.engine.figures(&query).unwrap_err().to_string();
    assert!(refused.contains("edition"), "{refused}");
}
