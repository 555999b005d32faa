//! Nothing that is hidden leaves by any door.
//!
//! Two proofs over one made-up district whose small counts are known. First: everybody who is not in office is shown the
//! same, byte for byte, of a twin of the district in which the hidden counts are others. What can't be told apart tells
//! nothing, whichever door it is looked for in: text, titles of marks, cells that a workbook hides, what its charts keep.
//! Second: every figure that any door gave as data, taken together, is given to an attacker with a linear programme.

mod doors;
mod solve;
mod world;

use std::collections::BTreeMap;

use crate::command::Office;
use crate::server::Server;

use doors::{Asker, addresses, letters, told};
use solve::{Count, adds_up, all, interval, measure};
use world::{MONTHS, REPORTS, Reports, office};

/// Small counts are 1 to 4.
const SMALL: std::ops::RangeInclusive<i64> = 1..=4;

/// The reports of the twin: where counts are hidden, some more here and as many fewer there, so that every sum that is
/// shown stays what it is.
fn twin() -> Reports {
    let mut reports = REPORTS;
    for (month, more_fever) in reports.iter_mut().zip([1, 1, -1]) {
        // Severely ill, at the first two places of each block.
        for (gp, by) in [(0, -1), (1, 1), (3, 1), (4, -1)] {
            month[gp][3] += by;
        }
        // Fever and wounds, at the first two places.
        for (gp, column, by) in [(0, 4, 1), (0, 5, -1), (1, 4, -1), (1, 5, 1)] {
            month[gp][column] += by * more_fever;
        }
    }
    // Women and men there, in April and in May.
    for (month, by) in [(0, -1), (1, 1)] {
        for (gp, column, sign) in [(0, 0, 1), (0, 1, -1), (1, 0, -1), (1, 1, 1)] {
            reports[month][gp][column] += by * sign;
        }
    }
    reports
}

#[test]
fn nobody_outside_office_can_tell_a_district_from_its_twin_or_work_out_a_small_count() {
    let (one, other) = (office(&REPORTS), office(&twin()));
    let (of_one, of_other) = (Server::start(&one.data()), Server::start(&other.data()));
    let mut known = BTreeMap::new();
    let mut opened = 0;
    // Whoever has the id of a sheet could try what stands in it.
    let batches = one.jela(&["batches", "--json"]).ends_with(0).lines();
    let batches: Vec<&str> = batches
        .iter()
        .map(|batch| batch["batch"].as_str().unwrap())
        .collect();
    assert_eq!(batches.len(), 2);
    let askers = [
        (Asker::public(), Asker::public()),
        (Asker::analyst(&one, &of_one), Asker::analyst(&other, &of_other)),
    ];
    for (here, there) in askers {
        for (at, path) in addresses().iter().enumerate() {
            // What analysts get is what the public gets; a part of the doors shows it.
            if here.who == "analyst" && at % 7 != 0 && std::env::var_os("JELA_SOAK").is_none() {
                continue;
            }
            let (reply, twin) = (here.asks(&of_one, path), there.asks(&of_other, path));
            assert!(reply.status < 500, "{path}: {}", reply.text());
            opened += usize::from(reply.status == 200);
            let (seen, seen_there) = (
                told(&reply, path, &one.path("door")),
                told(&twin, path, &other.path("door")),
            );
            same(&seen, &seen_there, here.who);
            let body = String::from_utf8_lossy(&reply.body);
            assert!(
                !batches.iter().any(|id| body.contains(id)),
                "{path} names a batch"
            );
            if reply.status == 200 && reply.header("content-type").starts_with("text/csv") {
                learn(path, reply.text(), &mut known);
            }
        }
    }
    for reader in ["public", "analyst"] {
        let there = letters(&other, reader);
        for (name, letter) in letters(&one, reader) {
            same(&letter, &there[&name], &name);
        }
    }
    // Those in office do see a difference.
    assert_ne!(by_operator(&one), by_operator(&other));
    println!("{opened} doors were open, and told {} counts", known.len());
    solve_all(&known);
}

#[track_caller]
fn same(one: &str, other: &str, who: &str) {
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    assert!(
        one == other,
        "as {who}: {}\n{differing:?}\nof {} and {} letters",
        one.lines().next().unwrap_or_default(),
        one.len(),
        other.len()
    );
}

fn by_operator(office: &Office) -> String {
    let asked = [
        "query",
        "camps",
        "--measure",
        "severe,seen",
        "--by",
        "gp",
        "--format",
        "csv",
    ];
    office.jela(&asked).ends_with(0).text().to_owned()
}

/// Puts the counts of a table among those that are known; what one door tells, no other may contradict, and all is true.
fn learn(path: &str, table: &str, known: &mut BTreeMap<Count, i64>) {
    let mut lines = table.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let Some(place) = head.iter().rposition(|name| name.ends_with("_code")) else {
        return;
    };
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        let field = |name: &str| head.iter().position(|known| *known == name).map(|at| fields[at]);
        let illness = match field("illness") {
            Some("fever") => Some("fever"),
            Some("wounds") => Some("wounds"),
            Some(_) => continue,
            None => None,
        };
        for (name, value) in head.iter().zip(&fields) {
            let (Some(measure), Ok(value)) = (measure(name), value.parse::<i64>()) else {
                continue;
            };
            let count = Count {
                measure,
                place: fields[place].to_owned(),
                months: months(path, field("month"), measure),
                illness,
            };
            assert_eq!(count.truth(&REPORTS), value, "{path} says this of {count:?}");
            known.insert(count, value);
        }
    }
}

/// The months that a row is of: those that it names, or that were asked.
fn months(path: &str, month: Option<&str>, measure: &str) -> (usize, usize) {
    let asked = |name: &str| {
        let (_, rest) = path.split_once(&format!("{name}="))?;
        Some(rest.split('&').next().unwrap_or(rest))
    };
    let of_day = |day: &str| MONTHS.iter().position(|last| last[..7] == day[..7]);
    let last = asked("to")
        .or_else(|| asked("as_on"))
        .and_then(of_day)
        .unwrap_or(2);
    let first = asked("from").and_then(of_day).unwrap_or(0);
    match (month.and_then(of_day), adds_up(measure)) {
        (Some(month), _) => (month, month),
        (None, true) => (first, last),
        (None, false) => (last, last),
    }
}

fn solve_all(known: &BTreeMap<Count, i64>) {
    let small: Vec<Count> = all()
        .into_iter()
        .filter(|count| SMALL.contains(&count.truth(&REPORTS)))
        .collect();
    assert_eq!(small.len(), 10, "{small:?}");
    for count in &small {
        assert!(!known.contains_key(count), "{count:?} is told");
        let (low, high) = interval(known, count);
        assert!(
            low < 1.0 + 1e-6 && high > 4.0 - 1e-6,
            "{count:?}, which is {}, must lie between {low} and {high}",
            count.truth(&REPORTS)
        );
    }
}
