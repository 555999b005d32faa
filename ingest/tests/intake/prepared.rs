//! What a preview leaves prepared: taken in as if the files were read again, or not at all. And what several files of one
//! upload say of one another.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ingest::{Input, Office as Sender, Options, Previewed, SheetTold, Status};
use store::Prepared;

use crate::{CENTRES, Office};

const HEAD: &str = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays\n";

fn sheet(name: &str, rows: &str) -> Input {
    Input::Bytes {
        name: name.to_owned(),
        bytes: Arc::new(format!("{HEAD}{rows}").into_bytes()),
    }
}

fn previewed(office: &Office, inputs: &[Input]) -> (Prepared, Vec<Previewed>) {
    let prepared = Prepared::of(office.data.path(), "job");
    let (catalog, lake) = (office.catalog(), office.lake());
    let seen = ingest::preview(inputs, &catalog, &lake, &office.options, Some(&prepared), |_| {}).unwrap();
    (prepared, seen)
}

/// Takes what was prepared, as of these options; whether it counted.
fn taken(office: &Office, prepared: &Prepared, options: &Options) -> bool {
    let taken = ingest::take_prepared(prepared, &office.catalog(), &office.lake(), options).unwrap();
    taken.is_some()
}

fn two_sheets() -> [Input; 3] {
    [
        // A year-to-date value that falls is a finding, also against a sheet that comes along.
        sheet(
            "a.csv",
            "Anchuri,20/11/2026,100,500\nJagadalla-I,20/11/2026,200,600\nNowhere,20/11/2026,1,2\n",
        ),
        sheet("b.csv", "Anchuri,21/11/2026,100,400\nAnchuri,31/03/2026,90,900\n"),
        sheet("notes.csv", "only,some,words,here\n"),
    ]
}

#[test]
fn what_is_prepared_is_taken_in_as_if_the_files_were_read_again() {
    let inputs = two_sheets();
    let (office, control) = (Office::new(), Office::new());
    let (prepared, seen) = previewed(&office, &inputs);
    assert!(
        office.lake().batches(None).unwrap().is_empty(),
        "nothing counts yet"
    );
    let later = Options::new(office.data.path(), "2026-11-24T07:00:00Z".parse().unwrap());
    let lists = ingest::take_prepared(&prepared, &office.catalog(), &office.lake(), &later).unwrap();
    let known = Options::new(control.data.path(), later.taken_in);
    let reports =
        ingest::ingest_inputs(&inputs, &control.catalog(), &control.lake(), &known, |_| {}).unwrap();
    let rows = |office: &Office| office.rows_of("mgnrega", "progress");
    assert!(rows(&office).height() == 4 && rows(&office).equals_missing(&rows(&control)));
    let batches = |office: &Office| office.lake().batches(None).unwrap();
    assert_eq!(batches(&office), batches(&control));
    assert_eq!(seen.len(), reports.len());
    for ((one, report), list) in seen.iter().zip(&reports).zip(lists.unwrap()) {
        let (mut shown, mut report) = (one.report.clone(), report.clone());
        let read = |path: &String| fs::read_to_string(path).unwrap();
        assert_eq!(list.as_ref().map(read), report.findings_file.as_ref().map(read));
        (shown.findings_file, report.findings_file) = (None, None);
        assert_eq!(shown, report, "what was shown is what was taken");
    }
    let falls = seen[1]
        .report
        .findings
        .iter()
        .any(|finding| finding.to_string().contains("500"));
    assert!(
        falls,
        "the first sheet is the past of the second: {:?}",
        seen[1].report.findings
    );
}

#[test]
fn what_is_prepared_counts_no_more_once_anything_has_changed_by_which_it_was_judged() {
    type Changing = fn(&mut Office, &Prepared);
    let changes: [(&str, Changing); 8] = [
        ("another delivery", |office, _| {
            office.take_text("other.csv", &format!("{HEAD}Anchuri,20/11/2026,100,501\n"));
        }),
        ("a spelling", |office, _| {
            write(office, "mappings/places.toml", "")
        }),
        ("a place", |office, _| {
            write(
                office,
                "places/more.csv",
                "code,name,parent\ngp-999001,Nowhere,block-2774\n",
            );
        }),
        ("the day", |office, _| {
            office.options.taken_in = "2026-11-25T06:30:00Z".parse().unwrap();
        }),
        ("the programme", |office, _| {
            office.options.programme = Some("mgnrega".to_owned())
        }),
        ("the office", |office, _| {
            office.options.office = Some(Sender::new(|_, _, _| true).known_as("another"));
        }),
        ("altered rows", |office, _| {
            let file = office.data.path().join("prepared/job/0.parquet");
            let mut bytes = fs::read(&file).unwrap();
            bytes[9] ^= 1;
            fs::write(file, bytes).unwrap();
        }),
        ("it is not whole", |office, _| {
            fs::remove_file(office.data.path().join("prepared/job/plan.json")).unwrap();
        }),
    ];
    for (what, change) in changes {
        let mut office = Office::new();
        let (prepared, _) = previewed(&office, &two_sheets());
        change(&mut office, &prepared);
        let before = office.lake().batches(None).unwrap();
        assert!(!taken(&office, &prepared, &office.options), "{what}");
        assert_eq!(office.lake().batches(None).unwrap(), before, "{what}");
    }
    let office = Office::new();
    let (prepared, _) = previewed(&office, &two_sheets());
    assert!(taken(&office, &prepared, &office.options));
    assert!(!taken(&office, &prepared, &office.options), "and it counts once");
}

fn write(office: &Office, name: &str, text: &str) {
    let path: PathBuf = office.data.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_teaches_more_than_rows_is_not_prepared() {
    let mut office = Office::new();
    let list = Input::Bytes {
        name: "centres.csv".to_owned(),
        bytes: Arc::new(CENTRES.as_bytes().to_vec()),
    };
    let (prepared, seen) = previewed(&office, &[list]);
    assert_eq!(seen[0].report.rows_accepted, 2);
    assert!(prepared.plan().is_none(), "a list of units makes places known");
    office.options.office = Some(Sender::new(|_, _, _| true));
    let (prepared, _) = previewed(&office, &two_sheets());
    assert!(
        prepared.plan().is_none(),
        "an office of which nobody can tell whether it is still the same"
    );
}

/// `file: rows counts`, for each contradiction of a sheet.
fn contradictions(seen: &Previewed) -> Vec<String> {
    let told = seen.contradictions.iter();
    told.map(|one| format!("{}: {} {}", one.file, one.rows, one.counts))
        .collect()
}

#[test]
fn of_files_that_contradict_each_other_it_is_told_which_and_whose_word_counts() {
    let office = Office::new();
    let inputs = [
        sheet(
            "a.csv",
            "Anchuri,20/11/2026,100,500\nJagadalla-I,20/11/2026,200,600\n",
        ),
        sheet(
            "copy.csv",
            "Jagadalla-I,20/11/2026,200,600\nJagadalla-II,20/11/2026,5,50\n",
        ),
        sheet("b.csv", "Kalpathar,20/11/2026,1,10\nAnchuri,20/11/2026,100,550\n"),
    ];
    let (prepared, seen) = previewed(&office, &inputs);
    assert_eq!(contradictions(&seen[0]), ["b.csv: 1 false"]);
    assert!(seen[1].contradictions.is_empty(), "copies agree");
    assert_eq!(contradictions(&seen[2]), ["a.csv: 1 true"]);
    let (here, there) = (
        &seen[2].contradictions[0].sample[0],
        &seen[0].contradictions[0].sample[0],
    );
    assert_eq!((here.row, there.row), (4, 3), "each in its own sheet");
    for change in [here, there] {
        assert_eq!(
            (change.place.as_str(), change.column.as_str()),
            ("gp-108289", "persondays")
        );
        assert_eq!(
            (change.before.as_deref(), change.after.as_deref()),
            (Some("500"), Some("550"))
        );
    }
    assert!(taken(&office, &prepared, &office.options));
    let catalog = office.catalog();
    let lake = office.lake();
    let again = ingest::preview(&inputs[2..], &catalog, &lake, &office.options, None, |_| {}).unwrap();
    assert_eq!(again[0].report.status, Status::Unchanged, "the later one stands");
}

#[test]
fn files_with_other_columns_of_the_same_rows_do_not_contradict_each_other() {
    let office = Office::new();
    let other = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays,Women persondays\nAnchuri,20/11/2026,100,500,90\n";
    let other = Input::Bytes {
        name: "women.csv".to_owned(),
        bytes: Arc::new(other.as_bytes().to_vec()),
    };
    let (_, seen) = previewed(&office, &[sheet("a.csv", "Anchuri,20/11/2026,100,500\n"), other]);
    assert_eq!(seen[1].report.rows_accepted, 1, "{:?}", seen[1].report);
    assert!(seen.iter().all(|one| one.contradictions.is_empty()), "{seen:?}");
}

#[test]
fn the_same_sheet_twice_in_an_upload_is_known_the_second_time() {
    let office = Office::new();
    let one = "Anchuri,20/11/2026,100,500\n";
    let (prepared, seen) = previewed(&office, &[sheet("a.csv", one), sheet("b.csv", one)]);
    let statuses: Vec<Status> = seen.iter().map(|one| one.report.status).collect();
    assert_eq!(statuses, [Status::Taken, Status::Unchanged]);
    assert!(taken(&office, &prepared, &office.options));
    assert_eq!(office.lake().batches(None).unwrap().len(), 1);
}

#[test]
fn a_change_is_told_anew_only_where_another_value_would_be_replaced() {
    let mut office = Office::new();
    let told = |office: &Office| {
        let (_, mut seen) = previewed(
            office,
            &[sheet(
                "a.csv",
                "Anchuri,20/11/2026,100,500\nJagadalla-I,20/11/2026,200,600\n",
            )],
        );
        SheetTold::from(seen.remove(0))
    };
    let shown = told(&office);
    office.take_text("new.csv", &format!("{HEAD}Jagadalla-II,20/11/2026,5,50\n"));
    assert!(told(&office).changes_as(&shown), "rows of others");
    office.take_text("same.csv", &format!("{HEAD}Anchuri,20/11/2026,100,500\n"));
    assert!(
        told(&office).changes_as(&shown),
        "a value that is the same already"
    );
    office.take_text("other.csv", &format!("{HEAD}Jagadalla-I,20/11/2026,200,601\n"));
    let now = told(&office);
    assert!(!now.changes_as(&shown), "a value that nobody was shown");
    assert!(now.changes_as(&now));
    office.take_text("another.csv", &format!("{HEAD}Jagadalla-I,20/11/2026,200,602\n"));
    assert!(!told(&office).changes_as(&now), "another value in the same cell");
}
