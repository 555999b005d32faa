//! Whatever small programme `check` accepts has pages, workbook and document without a fault, on data made for it.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::client::get;
use crate::command::{Office, word};
use crate::server::Server;

/// A programme of one series, of which little is fixed.
#[derive(Debug, Clone)]
struct Small {
    level: &'static str,
    every: &'static str,
    carry: u16,
    restarts: bool,
    /// Of each column its type, and how its measure goes over time and is judged.
    columns: Vec<(&'static str, &'static str, &'static str)>,
    /// The numbers of the measures above and below the line.
    ratio: Option<(usize, usize)>,
    unit: &'static str,
    charts: Vec<&'static str>,
    /// For each row a value a column; none is an empty cell.
    rows: Vec<Vec<Option<u32>>>,
}

fn small() -> impl Strategy<Value = Small> {
    let column = (
        select(vec!["count", "money"]),
        select(vec!["sum", "latest", "cumulative"]),
        select(vec!["higher", "lower", "neither"]),
    );
    let cells = vec(proptest::option::weighted(0.9, 0..5_000_u32), 4);
    let shape = (
        select(vec!["district", "block"]),
        select(vec!["day", "month", "year"]),
        0..60_u16,
        any::<bool>(),
        vec(column, 1..4),
    );
    let shown = (
        proptest::option::of((0..6_usize, 0..6_usize)),
        select(vec!["percent", "days", "rupees", "index"]),
        vec(
            select(vec!["trend", "ranked_bars", "map", "flow", "classes"]),
            0..3,
        ),
        vec(cells, 0..7),
    );
    (shape, shown).prop_map(
        |((level, every, carry, restarts, columns), (ratio, unit, charts, rows))| Small {
            level,
            every,
            carry,
            restarts,
            columns,
            ratio,
            unit,
            charts,
            rows,
        },
    )
}

impl Small {
    fn text(&self) -> String {
        let title = "title = { en = \"Made up\", bn = \"বানানো\", hi = \"बनाया\" }";
        let columns: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, (kind, ..))| format!("{{ id = \"value_{at}\", type = \"{kind}\" }}"))
            .collect();
        let mut text = format!(
            "id = \"small\"\n{title}\ndisclosure = \"none\"\n[restarts]\nevery_financial_year = {}\n\
             [[dataset]]\nid = \"rows\"\n{title}\ncolumns = [{}]\n\
             reported_by = {{ level = \"{}\", every = \"{}\", carry = {} }}\n\
             [[source]]\nid = \"sheet\"\n{title}\ndataset = \"rows\"\nrecognised_by = [[\"Made up\"], [\"V0\"]]\n\
             places = [{{ level = \"{}\", name = [\"Made up\"] }}]\ndates = [{{ from = \"column\", headers = [\"Day\"] }}]\n\
             [source.layout]\nkind = \"wide\"\n[source.layout.headers]\n",
            self.restarts,
            columns.join(", "),
            self.level,
            self.every,
            self.carry,
            self.level
        );
        for at in 0..self.columns.len() {
            text += &format!("value_{at} = [\"V{at}\"]\n");
        }
        for (at, (_, over_time, better)) in self.columns.iter().enumerate() {
            text += &format!(
                "[[measure]]\nid = \"measure_{at}\"\n{title}\ndataset = \"rows\"\nsum_of = [\"value_{at}\"]\n\
                 over_time = \"{over_time}\"\nbetter = \"{better}\"\n"
            );
        }
        let mut shown: Vec<String> = (0..self.columns.len())
            .map(|at| format!("\"measure_{at}\""))
            .collect();
        if let Some((of, per)) = self.ratio {
            text += &format!(
                "[[indicator]]\nid = \"ratio\"\n{title}\nof = [\"measure_{of}\"]\nper = [\"measure_{per}\"]\nunit = \"{}\"\n",
                self.unit
            );
            shown.push("\"ratio\"".to_owned());
        }
        for (list, id) in [("page", "overview"), ("report", "small-report")] {
            text += &format!(
                "[[{list}]]\nid = \"{id}\"\n{title}\ntable = {{ measures = [{}] }}\n",
                shown.join(", ")
            );
            for measure in &shown {
                text += &format!("[[{list}.tile]]\nmeasure = {measure}\n");
            }
            for (at, kind) in self.charts.iter().enumerate() {
                let measure = &shown[at % shown.len()];
                text += &format!(
                    "[[{list}.chart]]\nid = \"chart-{at}\"\n{title}\nmeasure = {measure}\nkind = \"{kind}\"\n"
                );
            }
        }
        text
    }

    fn sheet(&self) -> String {
        let headers: Vec<String> = (0..self.columns.len()).map(|at| format!("V{at}")).collect();
        let mut sheet = format!("Made up,Day,{}\n", headers.join(","));
        let places: &[&str] = match self.level {
            "district" => &["Bankura"],
            _ => &["Onda", "Khatra"],
        };
        for (at, row) in self.rows.iter().enumerate() {
            let values = row.iter().take(self.columns.len());
            let values: Vec<String> = values
                .map(|value| value.map_or_else(String::new, |value| value.to_string()))
                .collect();
            let day = 2 + 9 * (at / places.len());
            sheet += &format!(
                "{},{day:02}/04/2025,{}\n",
                places[at % places.len()],
                values.join(",")
            );
        }
        sheet
    }
}

/// That check accepts it or names a fault; and that all of it is shown where it is accepted.
fn is_told_or_shown(small: &Small) -> Result<(), TestCaseError> {
    let office = Office::new();
    office.file("data/programmes/small/programme.toml", small.text().as_bytes());
    let checked = office.jela(&[
        "programme",
        "check",
        &word(&office.data().join("programmes/small")),
    ]);
    if checked.code != Some(0) {
        prop_assert!(checked.err.contains("fault: "), "{}", checked.err);
        return Ok(());
    }
    if !small.rows.is_empty() {
        let sheet = office.file("small.csv", small.sheet().as_bytes());
        let taken = office.jela(&["ingest", &sheet, "--programme", "small"]);
        // Rows without any value, and sheets of nothing else, are told and left out.
        prop_assert!(
            matches!(taken.code, Some(0 | 3 | 4)),
            "{:?}: {}",
            taken.code,
            taken.err
        );
    }
    for format in ["xlsx", "pdf"] {
        let out = word(&office.path("report"));
        let ran = office.jela(&[
            "report",
            "small-report",
            "--format",
            format,
            "--out",
            &out,
            "--language",
            "bn",
        ]);
        prop_assert_eq!(ran.code, Some(0), "{}: {}", format, ran.err);
    }
    let server = Server::start(&office.data());
    for page in [
        "",
        "/overview.xlsx",
        "/overview.pdf",
        "/overview.csv",
        "/overview.json",
    ] {
        let reply = get(&server.address, &format!("/small/district-305{page}"));
        prop_assert_eq!(
            reply.status,
            200,
            "{}: {}",
            page,
            String::from_utf8_lossy(&reply.body)
        );
    }
    for at in 0..small.charts.len() {
        let reply = get(
            &server.address,
            &format!("/small/district-305/overview/chart-{at}.svg"),
        );
        let body = String::from_utf8_lossy(&reply.body);
        // Where all rows are of one place there are no others to set it against, and the answer says so.
        let says_why = reply.status == 404 && body.contains("t be drawn for this place");
        prop_assert!(reply.status == 200 || says_why, "chart {}: {}", at, body);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_check_accepts_has_pages_workbook_and_document(small in small()) {
        is_told_or_shown(&small)?;
    }
}
