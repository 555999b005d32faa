//! Promise 1: rows accepted and rows rejected are the rows read, whatever a sheet says.

use std::fmt::Write;

use proptest::prelude::*;

use crate::Office;

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u32..2000).prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["", "-", "NA", "12.5", "-3", "#REF!", "1,23,456", "12,34", "৪৫", "total", "99999999999999999999", "85%"])
            .prop_map(str::to_owned),
        1 => "[ -~]{0,8}".prop_map(|text| text.replace(['"', ','], "")),
    ]
}

/// What stands in columns of a register of children, and may stand there by mistake.
fn said_of_a_child() -> impl Strategy<Value = String> {
    let usual = vec![
        "C1",
        "C2",
        "Riya",
        "Sita",
        "F",
        "boy",
        "10/05/24",
        "22/11/2026",
        "30",
        "2y 3m",
        "8.5",
        "82",
        "12,5",
        "Y",
    ];
    let odd = vec![
        "",
        "-",
        "8500",
        "0",
        "-1",
        "NA",
        "#REF!",
        "১২",
        "31/13/24",
        "\u{200b}",
        "99999999999",
        "নাম",
    ];
    prop_oneof![
        4 => prop::sample::select(usual).prop_map(str::to_owned),
        2 => prop::sample::select(odd).prop_map(str::to_owned),
        1 => "[ -~]{0,8}",
    ]
    .prop_map(|text| text.replace(['"', ','], "."))
}

fn place() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Anchuri",
        "Jagadalla-I",
        "JAGADALLA II",
        "Anchurri",
        "",
        "Total",
        "Sub Total",
        "Bikrampur",
    ])
}

fn day() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "22/11/2026",
        "21-11-2026",
        "2026-11-20",
        "11/25/2026",
        "",
        "soon",
        "01/04/2026",
        "1/1/1999",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_about_a_child_is_accepted_or_rejected_with_a_finding(
        rows in prop::collection::vec(prop::collection::vec(said_of_a_child(), 10), 0..30),
        typical in prop::bool::ANY,
    ) {
        let mut text = "AWC code,AWC name,Child ID,Child name,Mother name,Sex,DOB,Date of measurement,Age,Weight,Height,Oedema\n".to_owned();
        for row in &rows {
            let centre = if typical { "19305010101" } else { row[0].as_str() };
            writeln!(text, "{centre},,{}", row.join(",")).unwrap();
        }
        let mut office = Office::with_centres();
        let file = office.file("register.csv", &text);
        let [checked, taken] = [office.check(&file), office.take(&[file])];
        for report in checked.into_iter().chain(taken) {
            prop_assert_eq!(report.rows_accepted + report.rows_rejected, report.rows_read);
            let left_out: std::collections::BTreeSet<u32> = report
                .findings
                .iter()
                .filter(|finding| finding.effect == ingest::Effect::RowLeftOut)
                .map(|finding| finding.at.row)
                .collect();
            prop_assert_eq!(left_out.len() as u64, report.rows_rejected);
        }
    }

    #[test]
    fn every_row_read_is_accepted_or_rejected_with_a_finding(rows in prop::collection::vec((place(), day(), prop::collection::vec(cell(), 5)), 0..40)) {
        let mut text = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays,SC persondays,Women persondays,Persons worked\n".to_owned();
        for (place, day, cells) in &rows {
            writeln!(text, "{place},{day},{}", cells.join(",")).unwrap();
        }
        let office = Office::new();
        for report in office.check(&office.file("return.csv", &text)) {
            prop_assert_eq!(report.rows_accepted + report.rows_rejected, report.rows_read);
            let left_out: std::collections::BTreeSet<u32> = report
                .findings
                .iter()
                .filter(|finding| finding.effect == ingest::Effect::RowLeftOut)
                .map(|finding| finding.at.row)
                .collect();
            prop_assert_eq!(left_out.len() as u64, report.rows_rejected);
            prop_assert!(report.rows_read <= rows.len() as u64 + 1);
        }
    }
}
