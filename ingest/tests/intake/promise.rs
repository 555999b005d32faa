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
