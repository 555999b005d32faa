//! Lists of Anganwadi centres, which make their centres places.

use ingest::Status;

use crate::{CENTRES, Office, column, one, told};

fn units(office: &Office) -> String {
    std::fs::read_to_string(office.data.path().join("units/pushti-centres.csv")).unwrap()
}

#[test]
fn a_list_of_centres_makes_them_places_of_their_panchayats_with_their_groups() {
    let office = Office::with_centres();
    assert_eq!(
        units(&office),
        "code,name,parent,only_for,group_project,group_sector\n\
         centre-19305010101,Anchuri Purba,gp-108289,pushti,Bankura-I,Anchuri Sector\n\
         centre-19305010102,Jagadalla Hat,gp-108291,pushti,Bankura-I,Jagadalla Sector\n"
    );
    let rows = office.rows("centres");
    assert_eq!(column(&rows, "enrolled"), ["40", "35"]);
    assert_eq!(column(&rows, "unit_name"), ["Anchuri Purba", "Jagadalla Hat"]);
    let catalog = office.catalog();
    let centre = catalog
        .places
        .get(&"centre-19305010101".parse().unwrap())
        .unwrap();
    assert!(centre.counts_for("pushti") && !centre.counts_for("mgnrega"));
    assert_eq!(centre.group("sector"), Some("Anchuri Sector"));
}

#[test]
fn codes_that_excel_made_numbers_of_are_the_same_centres() {
    let mut office = Office::new();
    let list = office.workbook("centres.xlsx", CENTRES);
    let report = one(office.take(&[list]));
    assert_eq!(report.rows_accepted, 2, "{} {:?}", report.message, told(&report));
    assert!(units(&office).contains("\ncentre-19305010101,"));
    let report = office.take_text("again.csv", &CENTRES.replace("19305010101", "19305010101.0"));
    assert_eq!(report.rows_accepted, 2);
    assert_eq!(units(&office).lines().count(), 3);
}

#[test]
fn a_newer_list_moves_a_centre_and_undoing_it_moves_it_back() {
    let mut office = Office::with_centres();
    let before = units(&office);
    let moved = CENTRES
        .replace("As on 01/04/2026", "As on 01/05/2026")
        .replace("Bankura-I,Anchuri,", "Bankura-I,Jagadalla-II,");
    office.take_text("moved.csv", &moved);
    assert!(
        units(&office).contains("Anchuri Purba,gp-108292,"),
        "{}",
        units(&office)
    );
    let lake = office.lake();
    let batch = lake.batches(None).unwrap().last().unwrap().record.batch.clone();
    lake.undo(&batch, office.options.taken_in).unwrap();
    assert!(ingest::write_units(&office.catalog(), &lake, office.data.path()).unwrap());
    assert_eq!(units(&office), before);
    assert!(
        !ingest::write_units(&office.catalog(), &lake, office.data.path()).unwrap(),
        "nothing changed since"
    );
}

#[test]
fn a_town_s_centre_lies_in_its_ward() {
    let mut office = Office::new();
    let report = office.take_text(
        "town.csv",
        "As on 01/04/2026\nAWC code,AWC name,Municipality,Ward no,Sector,Enrolled\n77,Lalbazar,Bankura,7,Town,50\n",
    );
    assert_eq!(
        report.status,
        Status::Taken,
        "{} {:?}",
        report.message,
        told(&report)
    );
    assert!(units(&office).contains("centre-77,Lalbazar,ward-250209-7,pushti,,Town"));
}

#[test]
fn a_centre_of_an_unknown_panchayat_without_code_or_name_is_left_out_and_told_at_its_cell() {
    let mut office = Office::new();
    let rows = "77,Lalbazar,Bankura-I,Anchurri,S,50,\n,Purba,Bankura-I,Anchuri,S,50,\n78,,Bankura-I,Anchuri,S,50,\n\
         79,Hat,,,S,50,\n80,Hat,Bankura-I,Anchuri,S,many,\nকেন্দ্র,Hat,Bankura-I,Anchuri,S,1,\n";
    let report = office.take_text(
        "faulty.csv",
        &format!("As on 01/04/2026\nAWC code,AWC name,Block,GP,Sector,Enrolled,Mobile\n{rows}"),
    );
    assert_eq!((report.status, report.rows_rejected), (Status::Rejected, 6));
    let told = told(&report);
    let begins = |at: usize, start: &str| assert!(told[at].starts_with(start), "{at}: {}", told[at]);
    begins(0, "G2 row kept: the column `Mobile` names people");
    begins(
        1,
        "D3 row left out: `Anchurri` is not a registered GP of Bankura-I block",
    );
    begins(2, "A4 row left out: the row has no code of a centre");
    begins(3, "B5 row left out: the row has no name of the centre");
    begins(4, "D6 row left out: the row names no place; write the GP");
    begins(5, "F7 row left out: `many` is not a number");
    begins(6, "A8 row left out: the row has no code of a centre");
    assert!(!office.data.path().join("units").exists());
}
