//! Programmes that nobody means well by, and what the house must not know: tests alone.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Programmes, Severity, diagnose};

const GOOD: &str = include_str!("../../programmes/mgnrega/programme.toml");

fn faults(text: &str) -> Vec<String> {
    let found = diagnose(text).into_iter();
    let found = found.filter(|one| one.severity == Severity::Fault);
    found
        .map(|one| format!("{}: {}; {}", one.line, one.problem, one.hint))
        .collect()
}

fn ratio(id: &str, of: &str, per: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\ntitle = {{ en = \"{id}\" }}\nunit = \"index\"\nof = [\"{of}\"]\nper = [\"{per}\"]\n"
    )
}

#[test]
fn ratios_that_are_made_of_one_another_or_of_themselves_are_faults_with_their_lines() {
    let text = format!(
        "{GOOD}\n{}{}{}",
        ratio("round", "about", "persondays"),
        ratio("about", "round", "persondays"),
        ratio("itself", "itself", "itself")
    );
    let found = faults(&text);
    let circles: Vec<&String> = found
        .iter()
        .filter(|one| one.contains("made of measures alone"))
        .collect();
    assert!(circles.len() >= 3, "{found:#?}");
    assert!(Programmes::default().add("made-up.toml", &text).is_err());
}

#[test]
fn thousands_of_measures_are_checked_and_loaded() {
    let measure = |at: usize| {
        format!(
            "[[measure]]\nid = \"made_up_{at}\"\ntitle = {{ en = \"Made up\" }}\ndataset = \"progress\"\n\
             sum_of = [\"job_cards\"]\nover_time = \"latest\"\n"
        )
    };
    let many: String = (0..5_000).map(measure).collect();
    let text = format!("{GOOD}\n{many}");
    assert_eq!(faults(&text), [""; 0]);
    let mut programmes = Programmes::default();
    programmes.add("made-up.toml", &text).unwrap();
    assert!(
        programmes
            .get("mgnrega")
            .unwrap()
            .measure("made_up_4999")
            .is_some()
    );
}

#[test]
fn a_break_that_names_no_measure_and_one_without_a_day_are_told() {
    let unknown = "[[break]]\nfrom = \"2025-04-01\"\nmeasures = [\"persondys\"]\ntitle = { en = \"x\" }\n";
    let found = faults(&format!("{GOOD}\n{unknown}"));
    assert!(
        found.iter().any(|one| one.contains("did you mean `persondays`?")),
        "{found:#?}"
    );
    let dayless = "[[break]]\nmeasures = [\"persondays\"]\ntitle = { en = \"x\" }\n";
    assert!(!faults(&format!("{GOOD}\n{dayless}")).is_empty());
    let right = unknown.replace("persondys", "persondays");
    assert_eq!(faults(&format!("{GOOD}\n{right}")), [""; 0]);
}

#[test]
fn contradictions_are_all_told_at_once() {
    let text = format!(
        "{GOOD}\n{}{}{}",
        // A share of a dataset that keeps no classes, places that nobody counts, and a median of no docket.
        "[[indicator]]\nid = \"a\"\ntitle = { en = \"a\" }\nunit = \"percent\"\nof = [\"persondays\"]\nkind = \"share\"\n",
        "[[indicator]]\nid = \"b\"\ntitle = { en = \"b\" }\nunit = \"percent\"\nof = [\"persondays\"]\nkind = \"places_percent\"\n",
        "[[indicator]]\nid = \"c\"\ntitle = { en = \"c\" }\nunit = \"days\"\nof = [\"persondays\"]\nkind = \"median\"\n",
    );
    let found = faults(&text).join("\n");
    for wanted in ["keeps classes", "places_with_at_least", "of a docket"] {
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

/// Files in which a programme stands as an example, in the descriptions of addresses and parameters: nothing there decides.
const EXAMPLES: [&str; 2] = ["dashboard/src/routes.rs", "dashboard/src/api/"];

#[test]
fn no_page_report_chart_or_query_knows_a_programme_by_name() {
    let programmes = Programmes::built_in().unwrap();
    let ids: Vec<String> = programmes.iter().map(|programme| programme.id.clone()).collect();
    assert!(ids.len() >= 5);
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let rooms = [
        "src",
        "catalog/src",
        "store/src",
        "figures/src",
        "ingest/src",
        "analytics/src",
        "charts/src",
        "reports/src",
        "reports/templates",
        "dashboard/src",
        "dashboard/static",
        "dashboard/templates",
    ];
    let mut seen = 0;
    let mut known = Vec::new();
    for file in rooms.iter().flat_map(|room| files(&house.join(room))) {
        let name = file.strip_prefix(house).unwrap().display().to_string();
        let is_test = name.ends_with("tests.rs") || name.ends_with("test.rs") || name.ends_with("hostile.rs");
        if is_test || EXAMPLES.iter().any(|example| name.starts_with(example)) {
            continue;
        }
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        seen += 1;
        for line in own_lines(&name, &text) {
            if ids.iter().any(|id| names(line, id)) {
                known.push(format!("{name}: {}", line.trim()));
            }
        }
    }
    assert!(seen > 300, "only {seen} files were read");
    assert!(known.is_empty(), "{known:#?}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The lines of a file without its tests and without comments, which may tell of any programme.
fn own_lines<'t>(name: &str, text: &'t str) -> impl Iterator<Item = &'t str> {
    let is_rust = name.ends_with(".rs");
    // Tests stand at the end of a file, in a module of that name, whoever may use it.
    let tests = text
        .match_indices("#[cfg(test)]\n")
        .map(|(at, mark)| (at, at + mark.len()));
    let mut tests = tests.filter(|(_, after)| {
        let next = text[*after..].lines().next();
        next.is_some_and(|line| line.ends_with("mod tests {"))
    });
    let tests = tests.next().map(|(at, _)| at);
    let text = match tests {
        Some(at) if is_rust => &text[..at],
        _ => text,
    };
    text.lines()
        .filter(move |line| !(is_rust && line.trim_start().starts_with("//")))
}

/// Whether a line has an id as a word of its own in quotes or in an address.
fn names(line: &str, id: &str) -> bool {
    let is_edge = |letter: Option<char>| matches!(letter, Some('"' | '\'' | '/' | '=' | '?' | '&' | '.'));
    line.match_indices(id).any(|(at, _)| {
        is_edge(line[..at].chars().next_back()) && is_edge(line[at + id.len()..].chars().next())
    })
}

#[test]
fn a_name_in_a_page_would_be_found() {
    assert!(names("if programme.id == \"mgnrega\" {", "mgnrega"));
    assert!(names("<a href=\"/pushti/district-305\">", "pushti"));
    assert!(!names("pub mgnrega_code: Option<String>,", "mgnrega"));
    assert!(!names("mgnrega: HashMap<String, usize>", "mgnrega"));
}
