//! What files would change, and whose rows they may hold.

use std::sync::Arc;

use catalog::PlaceCode;
use ingest::{Changes, Input, Office as Sender, Previewed, Status};

use crate::{CENTRES, Office, told};

const HEAD: &str = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays\n";
const TWO: &str = "Anchuri,20/11/2026,100,500\nJagadalla-I,20/11/2026,200,600\n";

fn input(name: &str, text: &str) -> Input {
    Input::Bytes {
        name: name.to_owned(),
        bytes: Arc::new(text.as_bytes().to_vec()),
    }
}

fn preview(office: &Office, text: &str) -> Previewed {
    let inputs = [input("return.csv", text)];
    let previewed = ingest::preview(
        &inputs,
        &office.catalog(),
        &office.lake(),
        &office.options,
        None,
        |_| {},
    );
    let mut previewed = previewed.unwrap();
    assert_eq!(previewed.len(), 1, "{previewed:#?}");
    previewed.remove(0)
}

fn counts(changes: &Option<Changes>) -> (u64, u64, u64) {
    let changes = changes.as_ref().unwrap();
    (changes.new, changes.changed, changes.unchanged)
}

/// A sender in office for a place and all inside it.
fn of(place: &str) -> Option<Sender> {
    let own: PlaceCode = place.parse().unwrap();
    Some(Sender::new(move |_, place, places| {
        *place == own || places.ancestors(place).iter().any(|outer| outer.code == own)
    }))
}

#[test]
fn a_preview_says_what_is_new_and_writes_nothing() {
    let office = Office::new();
    let seen = preview(&office, &format!("{HEAD}{TWO}"));
    assert_eq!(
        (seen.report.status, counts(&seen.changes)),
        (Status::Taken, (2, 0, 0))
    );
    assert!(office.lake().batches(None).unwrap().is_empty());
    assert!(!office.data.path().join("findings").exists());
}

#[test]
fn a_changed_value_is_told_with_what_stood_and_what_would_stand() {
    let mut office = Office::new();
    office.take_text("first.csv", &format!("{HEAD}{TWO}"));
    let seen = preview(
        &office,
        &format!(
            "{HEAD}Anchuri,20/11/2026,100,550\nJagadalla-I,20/11/2026,200,600\nJagadalla-II,20/11/2026,1,2\n"
        ),
    );
    assert_eq!(counts(&seen.changes), (1, 1, 1));
    let sample = seen.changes.unwrap().sample;
    assert_eq!(sample.len(), 1, "{sample:?}");
    let change = &sample[0];
    assert_eq!(
        (change.place.as_str(), change.row, change.column.as_str()),
        ("gp-108289", 3, "persondays")
    );
    assert_eq!(
        (change.before.as_deref(), change.after.as_deref()),
        (Some("500"), Some("550"))
    );
    let again = preview(&office, &format!("{HEAD}{TWO}"));
    assert_eq!(
        (again.report.status, counts(&again.changes)),
        (Status::Unchanged, (0, 0, 2))
    );
}

#[test]
fn a_column_that_the_sheet_lacks_stays_as_it_stands_and_a_blank_takes_a_value_away() {
    let wide = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays,Women persondays\n";
    let mut office = Office::new();
    let rows = "Anchuri,20/11/2026,100,500,200\nJagadalla-I,20/11/2026,200,600,250\n";
    office.take_text("first.csv", &format!("{wide}{rows}"));
    let narrow = format!("{HEAD}Anchuri,20/11/2026,100,500\n");
    assert_eq!(counts(&preview(&office, &narrow).changes), (0, 0, 1));
    office.take_text("narrow.csv", &narrow.replace("500", "510"));
    // The persondays of the newer sheet stand beside the women's of the older one.
    let rows = "Anchuri,20/11/2026,100,510,200\nJagadalla-I,20/11/2026,200,600,\n";
    let seen = preview(&office, &format!("{wide}{rows}"));
    assert_eq!(counts(&seen.changes), (0, 1, 1), "{:?}", seen.changes);
    let change = &seen.changes.unwrap().sample[0];
    assert_eq!(
        (change.column.as_str(), change.before.as_deref(), &change.after),
        ("persondays_women", Some("250"), &None)
    );
}

#[test]
fn what_was_taken_back_does_not_stand() {
    let mut office = Office::new();
    office.take_text("first.csv", &format!("{HEAD}{TWO}"));
    office.take_text("second.csv", &format!("{HEAD}{}", TWO.replace("500", "900")));
    let lake = office.lake();
    let batch = lake.batches(None).unwrap().last().unwrap().record.batch.clone();
    let standing =
        |office: &Office| counts(&preview(office, &format!("{HEAD}{}", TWO.replace("500", "900"))).changes);
    assert_eq!(standing(&office), (0, 0, 2));
    lake.undo(&batch, office.options.taken_in).unwrap();
    assert_eq!(standing(&office), (0, 1, 1));
}

#[test]
fn what_a_delivery_changed_is_told_afterwards_as_it_was_before_it() {
    let mut office = Office::new();
    office.take_text("first.csv", &format!("{HEAD}{TWO}"));
    let text = format!("{HEAD}{}", TWO.replace("500", "900"));
    let before = preview(&office, &text).changes;
    office.take_text("second.csv", &text);
    office.take_text("third.csv", &format!("{HEAD}{}", TWO.replace("500", "950")));
    let (catalog, lake) = (office.catalog(), office.lake());
    let dataset = catalog.programme("mgnrega").unwrap().dataset("progress").unwrap();
    let entries = lake.batches(None).unwrap();
    let told = ingest::changes_of_delivery(&lake, dataset, &entries[1]).unwrap();
    assert_eq!(Some(told), before);
    let between = ingest::changes_between(&lake, dataset, &entries[2], Some(&entries[0])).unwrap();
    assert_eq!(
        (between.changed, between.sample[0].before.as_deref()),
        (1, Some("500"))
    );
}

#[test]
fn units_of_a_list_that_is_sent_along_are_known_to_the_preview() {
    let office = Office::new();
    let register =
        "AWC code,Child ID,Sex,Date of measurement,Weight,Height\n19305010101,1,F,20/10/2026,8.5,82\n";
    let inputs = [input("a.csv", register), input("b-centres.csv", CENTRES)];
    let seen = ingest::preview(
        &inputs,
        &office.catalog(),
        &office.lake(),
        &office.options,
        None,
        |_| {},
    )
    .unwrap();
    let told: Vec<_> = seen
        .iter()
        .map(|one| (one.report.rows_accepted, counts(&one.changes)))
        .collect();
    assert_eq!(told, [(1, (1, 0, 0)), (2, (2, 0, 0))]);
    assert!(!office.data.path().join("units").exists());
}

#[test]
fn rows_of_other_offices_are_left_out_at_the_name_of_their_place() {
    let mut office = Office::new();
    office.options.office = of("gp-108289");
    let text = format!("{HEAD}{TWO}");
    let seen = preview(&office, &text);
    assert_eq!(
        (
            seen.report.rows_read,
            seen.report.rows_accepted,
            seen.report.rows_rejected
        ),
        (2, 1, 1)
    );
    let said = told(&seen.report);
    assert!(
        said[0].starts_with("A4 row left out: `Jagadalla-I` lies outside"),
        "{said:?}"
    );
    let report = office.take_text("return.csv", &text);
    assert_eq!(
        (
            report.rows_accepted,
            office.rows_of("mgnrega", "progress").height()
        ),
        (1, 1)
    );
    // Somebody in office for both then brings the rest of the same sheet.
    office.options.office = of("block-2774");
    assert_eq!(counts(&preview(&office, &text).changes), (1, 0, 1));
    let report = office.take_text("return.csv", &text);
    assert_eq!((report.status, report.rows_accepted), (Status::Taken, 2));
}

#[test]
fn nobody_takes_a_centre_from_another_office_or_puts_one_there() {
    let mut office = Office::new();
    office.options.office = of("gp-108289");
    let report = office.take_text("centres.csv", CENTRES);
    assert_eq!(report.rows_accepted, 1, "{:?}", told(&report));
    office.options.office = None;
    office.take_text("centres.csv", CENTRES);
    office.options.office = of("gp-108289");
    let taken = CENTRES
        .replace("As on 01/04/2026", "As on 01/05/2026")
        .replace("Bankura-I,Jagadalla-I,", "Bankura-I,Anchuri,");
    let report = office.take_text("taken.csv", &taken);
    assert_eq!(report.rows_accepted, 1, "{:?}", told(&report));
    assert!(
        told(&report)
            .iter()
            .any(|said| said.contains("`") && said.contains("outside"))
    );
}

#[test]
fn whoever_is_in_office_nowhere_brings_nothing() {
    let mut office = Office::new();
    office.options.office = Some(Sender::new(|_, _, _| false));
    let report = office.take_text("return.csv", &format!("{HEAD}{TWO}"));
    assert_eq!((report.status, report.rows_rejected), (Status::Rejected, 2));
    assert!(office.lake().batches(None).unwrap().is_empty());
    let seen = preview(&office, &format!("{HEAD}{TWO}"));
    assert!(seen.changes.is_none());
}

#[test]
fn rows_of_a_tally_are_told_apart_by_their_classes() {
    let head = "District : Bankura Block : Bankura-I\nGP,Date,Camp type,Camps held,Visitors\n";
    let mut office = Office::new();
    let first = "Anchuri,20/11/2026,Conventional,2,500\nAnchuri,20/11/2026,Mobile,3,90\n";
    let report = office.take_text("first.csv", &format!("{head}{first}"));
    assert_eq!(report.rows_accepted, 2, "{} {:?}", report.message, told(&report));
    let seen = preview(&office, &format!("{head}{}", first.replace(",90", ",95")));
    assert_eq!(counts(&seen.changes), (0, 1, 1));
    let change = &seen.changes.unwrap().sample[0];
    assert_eq!(
        (change.row, change.column.as_str(), change.before.as_deref()),
        (4, "visitors", Some("90"))
    );
}
