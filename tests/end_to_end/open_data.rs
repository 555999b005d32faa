//! Analysts read the open data by its address, and the description agrees with the command line.

use std::process::Command;

use crate::command::jela;
use crate::{client, demo, server};

/// The programs in Python of a document, as its readers would copy them, each with the address of this server.
fn programs() -> Vec<String> {
    let document = include_str!("../../docs/open-data.md").replace("http://127.0.0.1:8080", &here());
    let blocks = document.split("```python\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

fn here() -> String {
    format!("http://{}", server::shared())
}

fn run(program: &str) -> String {
    let python = std::env::var_os("JELA_PYTHON")
        .expect("JELA_PYTHON names a Python with duckdb and pandas; run `make test`, which sets it up");
    let output = Command::new(python).args(["-c", program]).output().unwrap();
    assert!(
        output.status.success(),
        "{program}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_python_program_of_the_document_runs() {
    let programs = programs();
    assert_eq!(programs.len(), 3);
    for program in programs {
        assert!(!run(&program).trim().is_empty(), "{program}");
    }
}

#[test]
fn duckdb_and_pandas_read_by_address_what_jela_answers() {
    let asked = "--measure persondays --by block --from 2026-04-01 --to 2026-10-31 --reader public";
    let answered = demo::table(asked).sum("persondays");
    let here = here();
    let duckdb = run(&format!(
        "import duckdb, fsspec\n\
         with fsspec.open('{here}/open-data/mgnrega/block-month-2026-27.parquet') as file:\n    \
         figures = duckdb.read_parquet(file)\n    \
         print(duckdb.sql('SELECT sum(persondays) FROM figures').fetchall()[0][0])"
    ));
    let pandas = run(&format!(
        "import pandas\n\
         print(pandas.read_csv('{here}/open-data/mgnrega/block-month-2026-27.csv')['persondays'].sum())"
    ));
    for found in [duckdb, pandas] {
        let found: f64 = found.trim().parse().unwrap();
        assert!(
            answered > 0.0 && (found - answered).abs() < 0.5,
            "{found}, not {answered}"
        );
    }
}

/// Where small counts are hidden, no file of the demo tells one.
#[test]
fn open_data_of_hidden_counts_tells_none_from_one_to_four() {
    let mut hidden = 0;
    for programme in ["pushti", "grievance", "e-prison"] {
        let package = client::get(
            server::shared(),
            &format!("/open-data/{programme}/datapackage.json"),
        )
        .is(200);
        let package: serde_json::Value = serde_json::from_slice(&package.body).unwrap();
        let resources = package["resources"].as_array().unwrap();
        assert!(!resources.is_empty(), "{programme}");
        for resource in resources.iter().filter(|resource| resource["format"] == "csv") {
            let path = resource["path"].as_str().unwrap();
            let file = client::get(server::shared(), &format!("/open-data/{programme}/{path}")).is(200);
            let mut lines = file.text().lines();
            let head: Vec<&str> = lines.next().unwrap().split(',').collect();
            for line in lines {
                let fields: Vec<&str> = line.split(',').collect();
                for (name, field) in head.iter().zip(&fields) {
                    hidden += usize::from(*field == "suppressed");
                    let is_count = !name.ends_with("_state")
                        && !name.ends_with("_percent")
                        && !name.starts_with("capacity");
                    let small = field.parse::<f64>().is_ok_and(|count| count > 0.0 && count < 5.0);
                    assert!(!(is_count && small), "{programme} {path}: {name} = {field}");
                }
            }
        }
    }
    println!("{hidden} cells hidden");
}

/// What the command line can ask, the interface can.
#[test]
fn every_option_of_the_command_line_is_a_parameter_of_the_interface() {
    let help = jela(demo::data(), &["query", "--help"]).ends_with(0);
    let words = help
        .text()
        .split_whitespace()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    let options: Vec<String> = words
        .iter()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.trim_end_matches([',', ']', '.']).replace('-', "_"))
        .collect();
    let description = client::get(server::shared(), "/api/openapi.json").is(200);
    let description: serde_json::Value = serde_json::from_slice(&description.body).unwrap();
    let parameters = description["paths"]["/api/v1/query"]["get"]["parameters"]
        .as_array()
        .unwrap();
    let known: Vec<&str> = parameters
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    // The reader is who has the key; the rest is about the command itself.
    let of_the_command = ["reader", "data", "out", "help", "version"];
    let mut compared = 0;
    for option in options
        .iter()
        .filter(|option| !of_the_command.contains(&option.as_str()))
    {
        assert!(known.contains(&option.as_str()), "{option} is none of {known:?}");
        compared += 1;
    }
    assert!(compared >= 10, "{options:?}");
}
