//! Every chart of the demo says one and the same in its drawing, its table, its CSV and its workbook.

use std::collections::BTreeSet;

use catalog::{Catalog, Unit, format};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::demo;
use crate::forms::numbers;
use crate::sending::Visitor;
use crate::server::shared;
use crate::table::Table;

/// Pages with charts of every kind.
const PAGES: [&str; 5] = [
    "/mgnrega/district-305",
    "/duare-sarkar/district-305",
    "/pushti/district-305",
    "/grievance/district-305",
    "/grievance/district-305/demographics",
];

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn text(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The administrator of the demo.
fn admin() -> Visitor {
    let accounts = std::fs::read(demo::data().join("demo-accounts.json")).unwrap();
    let accounts: Value = serde_json::from_slice(&accounts).unwrap();
    let mut accounts = accounts.as_array().unwrap().iter();
    let admin = accounts.find(|account| account["role"] == "admin").unwrap();
    let word = |key: &str| admin[key].as_str().unwrap();
    Visitor::signed_in_with(shared(), word("name"), word("password"))
}

/// A figure as pages print it, and as a chart prints it that counts in lakh or crore.
fn printed(value: f64, unit: Unit) -> [String; 3] {
    let large = |divisor: f64| format::grouped(&format::rounded(value / divisor, 1));
    [format::number(value, unit), large(1e5), large(1e7)]
}

/// The values of a CSV file, of measures alone, each with its unit.
fn values(table: &Table, programme: &catalog::programme::Programme) -> Vec<(f64, Unit)> {
    let measures = table
        .columns
        .iter()
        .filter(|name| table.columns.contains(&format!("{name}_state")));
    let of = |name: &String| {
        // The charts of the demo count, or are of indicators.
        let unit = programme
            .indicator(name)
            .map_or(Unit::Count, |indicator| indicator.unit.unit());
        let numbers = table.numbers(name).into_iter().flatten();
        numbers.map(move |number| (number, unit)).collect::<Vec<_>>()
    };
    measures.flat_map(of).collect()
}

/// Checks one chart, given its figure on the page, and tells how many values it has.
fn check(visitor: &Visitor, path: &str, figure: ElementRef<'_>, catalog: &Catalog) -> usize {
    let id = figure.attr("id").unwrap();
    let programme = catalog.programme(path.split('/').nth(1).unwrap()).unwrap();
    let link = |form: &str| {
        let links = selector(".downloads a");
        let mut links = figure.select(&links);
        let link = links.find(|link| text(*link) == form).unwrap();
        visitor.get(link.attr("href").unwrap()).is(200).body
    };
    let csv = Table::read(&link("CSV"));
    let values = values(&csv, programme);
    let cells = numbers(link("Excel"));
    let cell = selector("table.small td");
    // What a figure is marked with stands behind it.
    let unmarked = |cell| text(cell).split(['§', '*']).next().unwrap_or_default().to_owned();
    let table: BTreeSet<String> = figure.select(&cell).map(unmarked).collect();
    let drawing = String::from_utf8(link("SVG")).unwrap();
    let picture = link("PNG");
    assert!(picture.starts_with(b"\x89PNG"), "{path} {id}");
    // A flow draws the sums of what it is made of, and the stock; the longest ranking draws the lowest thirty; a pyramid
    // has two sides and says how many are in neither.
    let is_whole =
        !drawing.contains("class=\"flow") && !drawing.contains("not drawn") && csv.rows.len() <= 30;
    for (value, unit) in &values {
        assert!(
            cells.contains(value),
            "{path} {id}: {value} is not in the workbook"
        );
        let [plain, lakh, crore] = printed(*value, *unit);
        assert!(
            table.contains(&plain),
            "{path} {id}: {plain} is not in the table: {table:?}"
        );
        let drawn = [plain, lakh, crore]
            .iter()
            .any(|label| drawing.contains(label.as_str()));
        assert!(drawn || !is_whole, "{path} {id}: {value} is not in the drawing");
    }
    values.len()
}

#[test]
fn a_chart_its_table_its_csv_and_its_workbook_have_the_same_figures_to_the_last_digit() {
    let (visitor, catalog) = (admin(), Catalog::load(None).unwrap());
    let mut charts = 0;
    for path in PAGES {
        let page = visitor.get(path).is(200);
        let page = Html::parse_document(page.text());
        let figures = selector("figure.chart-card");
        for figure in page.select(&figures) {
            let values = check(&visitor, path, figure, &catalog);
            assert!(values > 1, "{path} {:?} has figures", figure.attr("id"));
            charts += 1;
        }
    }
    assert!(charts >= 14, "{charts} charts");
}

#[test]
fn the_drawings_of_a_league_go_away_as_files_and_name_what_lies_beyond_chance() {
    let visitor = admin();
    let page = visitor.get("/grievance/district-305/league").is(200);
    let links = Html::parse_document(page.text());
    let funnel = selector("a[href*='/league/departments-funnel.svg']");
    assert!(links.select(&funnel).next().is_some());
    for name in ["departments", "departments-funnel"] {
        let drawing = visitor
            .get(&format!("/grievance/district-305/league/{name}.svg"))
            .is(200);
        assert!(
            drawing.text().contains("<desc") && drawing.text().contains("role=\"img\""),
            "{name}"
        );
        let picture = visitor
            .get(&format!("/grievance/district-305/league/{name}.png?language=bn"))
            .is(200);
        assert!(picture.body.starts_with(b"\x89PNG"), "{name}");
    }
    visitor
        .get("/grievance/district-305/league/nothing-funnel.svg")
        .is(404);
    visitor.get("/grievance/district-305/pendency/ledger.svg").is(404);
    visitor
        .get("/grievance/district-305/pendency/ledger-funnel.svg")
        .is(404);
}
