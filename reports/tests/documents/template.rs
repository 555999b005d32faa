//! Blank workbooks: planned, filled in, and taken in without a map.

use std::path::PathBuf;

use catalog::programme::Keeps;
use catalog::{Catalog, Language, PlaceLevel};
use ingest::{Options, SheetReport, Status};
use reports::{Check, Holds, Template, TemplateColumn, TemplateFor};

fn wanted<'a>(programme: &'a str, dataset: &'a str, language: Language) -> TemplateFor<'a> {
    TemplateFor {
        programme,
        dataset,
        source: None,
        area: "block-2774".parse().unwrap(),
        rows_of_area: true,
        month: "2026-10-31".parse().unwrap(),
        language,
    }
}

/// What somebody in Bankura-I would write, with `count` wherever something is counted.
fn written(column: &TemplateColumn, prepared: &str, count: &str) -> String {
    if !prepared.is_empty() {
        return prepared.to_owned();
    }
    let header = column.path.join(" / ").to_lowercase();
    let text = match (column.holds, &column.check) {
        (Holds::Name(PlaceLevel::State), _) => "West Bengal",
        (Holds::Name(PlaceLevel::Home), _) => "Bankura Home",
        (Holds::Code(PlaceLevel::Home), _) => "HOME01",
        (Holds::Name(PlaceLevel::District), _) => "Bankura",
        (Holds::Name(PlaceLevel::Block), _) => "Bankura-I",
        (Holds::Name(PlaceLevel::Gp), _) => "Anchuri",
        (Holds::Name(PlaceLevel::Centre), _) => "Anchuri Purba",
        (Holds::Name(PlaceLevel::Office), _) => "Office of the BDO Bankura-I",
        (Holds::Code(PlaceLevel::Centre), _) => "19305010101",
        (Holds::Code(PlaceLevel::Office), _) => "BDO01",
        (Holds::Name(_) | Holds::Code(_), _) => "",
        (Holds::Identity, _) => "C-1",
        (Holds::Date, Check::Day) => "2026-10-20",
        (Holds::Date, _) if header.contains("month") => "October",
        (Holds::Date, _) => "2026",
        (Holds::Value, Check::Whole) => count,
        (Holds::Value, Check::Between(least, most)) if *least >= 0.0 && *most < 1e12 => {
            return ((least + most) / 2.0).round().to_string();
        }
        (Holds::Value, Check::Between(..)) => count,
        (Holds::Value, Check::OneOf(words)) => words[0].as_str(),
        (Holds::Value, Check::Anything) => "School",
        // Days of steps are reported as they are taken.
        (Holds::Value, _) => "",
    };
    text.to_owned()
}

fn filled(template: &Template<'_>, count: &str) -> Vec<u8> {
    let mut template = template.clone();
    if template.rows.is_empty() {
        template.rows.push(vec![String::new(); template.columns.len()]);
    }
    for row in &mut template.rows {
        *row = template
            .columns
            .iter()
            .zip(row.iter())
            .map(|(column, prepared)| written(column, prepared, count))
            .collect();
    }
    template.as_on = Some("2026-10-20".parse().unwrap());
    template.xlsx().unwrap()
}

/// What becomes of workbooks that are sent together.
fn checked(catalog: &Catalog, workbooks: &[(String, Vec<u8>)]) -> Vec<SheetReport> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = workbooks
        .iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let options = Options::new(
        folder.path().join("data"),
        "2026-11-24T06:30:00Z".parse().unwrap(),
    );
    ingest::check(&paths, catalog, &options).unwrap()
}

#[test]
fn a_filled_template_of_every_dataset_goes_in_without_a_map() {
    let catalog = Catalog::load(None).unwrap();
    let mut seen = 0;
    for language in Language::ALL {
        for programme in catalog.programmes.iter() {
            let registers = programme
                .datasets
                .iter()
                .filter(|one| matches!(one.keeps, Keeps::Register(_)));
            let registers: Vec<(String, Vec<u8>)> = registers
                .map(|dataset| {
                    let template =
                        Template::new(&catalog, &wanted(&programme.id, &dataset.id, language)).unwrap();
                    (format!("0-{}.xlsx", dataset.id), filled(&template, "1"))
                })
                .collect();
            for dataset in &programme.datasets {
                if programme
                    .sources
                    .iter()
                    .all(|source| source.dataset != dataset.id)
                {
                    continue; // computed from others, never sent
                }
                let template =
                    Template::new(&catalog, &wanted(&programme.id, &dataset.id, language)).unwrap();
                let read = |count: &str| {
                    let mut workbooks = registers.clone();
                    let name = format!("1-{}.xlsx", dataset.id);
                    workbooks.push((name.clone(), filled(&template, count)));
                    let reports = checked(&catalog, &workbooks);
                    let own: Vec<SheetReport> = reports.into_iter().filter(|one| one.file == name).collect();
                    assert_eq!(own.len(), 1, "notes and lists are no data: {own:#?}");
                    own.into_iter().next().unwrap()
                };
                // Where parts must add up to a whole, nothing does; where nothing would be no report, one of each.
                let report = [read("0"), read("1")]
                    .into_iter()
                    .max_by_key(|report| report.rows_accepted)
                    .unwrap();
                let rows = template.rows.len().max(1) as u64;
                assert_eq!(
                    (
                        report.status,
                        report.dataset.as_deref(),
                        report.rows_read,
                        report.rows_rejected
                    ),
                    (Status::Taken, Some(dataset.id.as_str()), rows, 0),
                    "{language} {}/{}: {} {:#?}",
                    programme.id,
                    dataset.id,
                    report.message,
                    report.findings.iter().take(3).collect::<Vec<_>>()
                );
                seen += 1;
            }
        }
    }
    assert!(seen >= 3 * 14, "{seen}");
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn places_and_choices_are_drop_downs_and_counts_and_days_are_checked() {
    let catalog = Catalog::load(None).unwrap();
    let template = Template::new(&catalog, &wanted("mgnrega", "progress", Language::En)).unwrap();
    let workbook = template.xlsx().unwrap();
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    for rule in ["type=\"list\"", "type=\"whole\"", "type=\"date\"", "Lists!$"] {
        assert!(sheet.contains(rule), "{rule}");
    }
    assert!(part(&workbook, "xl/workbook.xml").contains("state=\"hidden\""));
    let register = Template::new(&catalog, &wanted("pushti", "measurements", Language::Bn)).unwrap();
    let words = part(&register.xlsx().unwrap(), "xl/sharedStrings.xml");
    assert!(
        words.contains("মেয়ে") || words.contains("মেয়ে"),
        "the sexes are offered in Bengali"
    );
}

#[test]
fn rows_are_made_for_the_places_that_must_report_and_none_for_cases() {
    let catalog = Catalog::load(None).unwrap();
    let of_block = Template::new(&catalog, &wanted("mgnrega", "progress", Language::En)).unwrap();
    assert_eq!(
        of_block.rows.len(),
        catalog
            .places
            .inside(&"block-2774".parse().unwrap(), PlaceLevel::Gp, None)
            .len()
    );
    assert!(
        of_block
            .rows
            .iter()
            .all(|row| row.iter().any(|text| text == "Bankura-I"))
    );
    let cases = Template::new(&catalog, &wanted("grievance", "cases", Language::En)).unwrap();
    assert!(cases.rows.is_empty());
    let blank = TemplateFor {
        rows_of_area: false,
        ..wanted("mgnrega", "progress", Language::En)
    };
    assert!(Template::new(&catalog, &blank).unwrap().rows.is_empty());
}

#[test]
fn a_tally_has_a_row_for_each_place_and_class_and_each_of_them_once() {
    let catalog = Catalog::load(None).unwrap();
    let applications = wanted("duare-sarkar", "applications", Language::En);
    let mut rows = Template::new(&catalog, &applications).unwrap().rows;
    assert_eq!(rows.len(), 6 * 24, "GPs of the block, and schemes");
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), 6 * 24);
    // Of a whole state nobody fills in a sheet.
    let state = TemplateFor {
        area: "state-19".parse().unwrap(),
        ..wanted("e-prison", "national", Language::En)
    };
    assert!(Template::new(&catalog, &state).unwrap().rows.len() < 20_000);
}

#[test]
fn the_drop_down_of_panchayats_follows_the_block_of_the_row() {
    let catalog = Catalog::load(None).unwrap();
    let district = TemplateFor {
        area: "district-305".parse().unwrap(),
        rows_of_area: false,
        ..wanted("mgnrega", "progress", Language::En)
    };
    let workbook = Template::new(&catalog, &district).unwrap().xlsx().unwrap();
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("OFFSET(Lists!$"), "the list is cut to the block");
    let block = Template::new(&catalog, &wanted("mgnrega", "progress", Language::En)).unwrap();
    let sheet = part(&block.xlsx().unwrap(), "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("OFFSET("), "of one block there is nothing to cut");
}

#[test]
fn what_is_not_declared_is_named_with_what_is() {
    let catalog = Catalog::load(None).unwrap();
    let refusal = |wanted: &TemplateFor<'_>| Template::new(&catalog, wanted).unwrap_err().to_string();
    let language = Language::En;
    assert!(
        refusal(&wanted("mgnerga", "progress", language))
            .contains("known are: duare-sarkar, e-prison, grievance, mgnrega, pushti")
    );
    assert!(refusal(&wanted("mgnrega", "progres", language)).contains("days-worked"));
    let source = TemplateFor {
        source: Some("r5"),
        ..wanted("mgnrega", "progress", language)
    };
    assert!(refusal(&source).contains("daily-return"));
    let area = TemplateFor {
        area: "block-1".parse().unwrap(),
        ..wanted("mgnrega", "progress", language)
    };
    assert!(refusal(&area).contains("`block-1` is not a registered place"));
}
