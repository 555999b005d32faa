//! Programmes that are nothing but a declaration: camps with applications by scheme, and correctional homes.

use crate::command::{Office, real};
use crate::table::Table;

/// A block of Nadia with the panchayats of the real schedule; their codes are made up.
const NADIA: &str = "gp-9101,Bhimpur,block-3035,\ngp-9102,Asannagar,block-3035,\ngp-9103,Chakdignagar,block-3035,\n\
    gp-9104,Dignagar,block-3035,\ngp-9105,Bhaluka,block-3035,\ngp-9106,Joania,block-3035,\ngp-9107,Dogachhi,block-3035,\n\
    gp-9108,Bhatjungla,block-3035,\n";

/// Two of three panchayats of a made-up block; the third lies in another.
const TALLYLAND: &str = "district-9001,Tallyland,state-19,\nblock-90011,East,district-9001,\nblock-90012,West,district-9001,\n\
    gp-900111,Amdanga,block-90011,\ngp-900112,Beldanga,block-90011,\ngp-900121,Chandanga,block-90012,\n";

const SCHEMES: &str =
    "Block,GP,Date,Scheme,Applications received,Applications disposed,Approved,Rejected,Benefits delivered\n";

fn tallyland() -> Office {
    Office::new().with_places(TALLYLAND)
}

/// Sends rows by scheme and tells how many were read, accepted and rejected.
#[track_caller]
fn send(office: &Office, name: &str, rows: &str) -> [u64; 3] {
    let file = office.file(name, format!("{SCHEMES}{rows}").as_bytes());
    let line = office.jela(&["ingest", "--json", &file]).lines().remove(0);
    assert_eq!(line["dataset"], "applications", "{line}");
    ["rows_read", "rows_accepted", "rows_rejected"].map(|field| line[field].as_u64().unwrap())
}

#[track_caller]
fn ask(office: &Office, words: &str) -> Table {
    let words = format!("query duare-sarkar --within district-9001 --format csv {words}");
    Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()))
}

#[test]
fn a_camp_that_serves_several_polling_parts_is_one_camp() {
    let office = Office::new().with_places(NADIA);
    let line = office
        .jela(&["ingest", "--json", &real("12-")])
        .ends_with(0)
        .lines();
    assert_eq!(line[0]["rows_accepted"], 23, "{line:?}");
    let words =
        "query duare-sarkar --measure camps_planned,parts_covered --within block-3035 --by gp --format csv";
    let table = Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()));
    assert_eq!(
        table.sum("camps_planned"),
        8.0,
        "different venues and days of the file"
    );
    assert_eq!(table.sum("parts_covered"), 23.0);
}

#[test]
fn the_national_prison_tables_are_asked_by_sex_and_category_as_they_are_printed() {
    let office = Office::new();
    office.jela(&["ingest", &real("13-")]).ends_with(3);
    let words = "query e-prison --measure national_convicts,national_undertrials --within state-19 --as-on 2013-12-31 \
                 --by sex,social_category --format csv";
    let table = Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()));
    let of = |sex: &str, category: &str| {
        let found = table.rows.iter().find(|row| row[0] == sex && row[1] == category);
        found.map(|row| (row[2].clone(), row[3].clone()))
    };
    assert_eq!(of("male", "sc"), Some(("847".to_owned(), "3028".to_owned())));
    assert_eq!(of("female", "others"), Some(("225".to_owned(), "623".to_owned())));
    assert_eq!(
        table.sum("national_convicts"),
        5890.0,
        "all rows of West Bengal for 2013"
    );
}

#[test]
fn two_territories_that_have_become_one_are_not_guessed() {
    let lines = Office::new()
        .jela(&["ingest", "--json", &real("13-")])
        .ends_with(3)
        .lines();
    let rows = ["rows_read", "rows_accepted", "rows_rejected"].map(|field| lines[0][field].as_u64().unwrap());
    assert_eq!(
        rows,
        [3568, 3360, 208],
        "Dadra and Nagar Haveli, and Daman and Diu"
    );
}

#[test]
fn applications_add_up_by_scheme_and_place_and_approvals_have_both_denominators() {
    let office = tallyland();
    let rows = "East,Amdanga,10-08-2025,Lakshmir Bhandar,100,80,60,20,30\n\
                East,Amdanga,10-08-2025,Old age pension,10,5,5,0,0\n\
                East,Beldanga,10-08-2025,Lakshmir Bhandar,50,50,40,10,40\n\
                West,Chandanga,10-08-2025,Land records,7,0,0,0,0\n";
    assert_eq!(send(&office, "a.csv", rows), [4, 4, 0]);
    let whole = ask(
        &office,
        "--measure applications_received,approved_of_disposed_percent,approved_of_received_percent",
    );
    assert_eq!(whole.only("applications_received"), "167");
    assert_eq!(
        whole.only("approved_of_disposed_percent").parse::<f64>().unwrap(),
        105.0 * 100.0 / 135.0
    );
    assert_eq!(
        whole.only("approved_of_received_percent").parse::<f64>().unwrap(),
        105.0 * 100.0 / 167.0
    );
    let by_scheme = ask(&office, "--measure applications_received --by scheme");
    let of = |scheme: &str| by_scheme.rows.iter().find(|row| row[0] == scheme).unwrap()[1].clone();
    assert_eq!(
        (of("lakshmir_bhandar"), of("old_age_pension")),
        ("150".to_owned(), "10".to_owned())
    );
    assert_eq!(
        of("kanyashree"),
        "0",
        "a report without the scheme says that nobody applied"
    );
    assert_eq!(by_scheme.sum("applications_received"), 167.0);
    assert_eq!(
        ask(&office, "--measure applications_received --by block").sum("applications_received"),
        167.0
    );
}

#[test]
fn counts_begin_again_with_the_next_edition_and_what_came_between_is_their_difference() {
    let office = tallyland();
    let day = |day: &str, received: u32| format!("East,Amdanga,{day},Land records,{received},0,0,0,0\n");
    // The edition of January 2025 ends with the first day of the next, 2 August 2025.
    send(
        &office,
        "a.csv",
        &(day("30-01-2025", 40) + &day("10-08-2025", 5) + &day("20-08-2025", 9)),
    );
    let on = |words: &str| {
        ask(
            &office,
            &format!("--measure applications_received --where gp=gp-900111 {words}"),
        )
    };
    assert_eq!(on("--as-on 2025-07-31").only("applications_received"), "40");
    assert_eq!(
        on("--as-on 2025-08-05").only("applications_received_state"),
        "not_reported"
    );
    assert_eq!(on("--as-on 2025-08-20").only("applications_received"), "9");
    assert_eq!(
        on("--from 2025-08-11 --to 2025-08-20").only("applications_received"),
        "4"
    );
    assert_eq!(
        on("--from 2025-08-05 --to 2025-08-20").only("applications_received_state"),
        "not_reported",
        "nobody knows what had been received by 4 August"
    );
    assert_eq!(
        on("--from 2025-01-24 --to 2025-08-20").only("applications_received"),
        "49"
    );
}

#[test]
fn a_row_sent_again_replaces_the_row_of_its_scheme_alone_and_undoing_brings_it_back() {
    let office = tallyland();
    let rows = "East,Amdanga,10-08-2025,Land records,7,0,0,0,0\nEast,Amdanga,10-08-2025,Aadhaar services,3,0,0,0,0\n";
    send(&office, "a.csv", rows);
    let file = office.file(
        "b.csv",
        format!("{SCHEMES}East,Amdanga,10-08-2025,Land records,8,0,0,0,0\n").as_bytes(),
    );
    let batch = office.jela(&["ingest", "--json", &file]).lines()[0]["batch"]
        .as_str()
        .unwrap()
        .to_owned();
    let received = || {
        ask(&office, "--measure applications_received")
            .only("applications_received")
            .to_owned()
    };
    assert_eq!(received(), "11");
    office.jela(&["undo", &batch]).ends_with(0);
    assert_eq!(received(), "10");
    assert_eq!(
        office
            .jela(&[
                "ingest",
                "--json",
                &office.file("c.csv", format!("{SCHEMES}{rows}").as_bytes())
            ])
            .lines()[0]["status"],
        "unchanged"
    );
}

#[test]
fn an_unknown_scheme_a_block_s_own_row_and_one_row_in_two_readings_are_left_out_with_a_finding() {
    let office = tallyland();
    let rows = "East,Amdanga,10-08-2025,Free Bicycles,100,0,0,0,0\n\
                East,,10-08-2025,Land records,100,0,0,0,0\n\
                East,Beldanga,10-08-2025,Land records,5,0,0,0,0\n\
                East,Beldanga,10-08-2025,Land records,6,0,0,0,0\n\
                West,Chandanga,10-08-2025,Land records,5,6,6,0,0\n\
                West,Chandanga,10-08-2025,Jai Johar,5,4,2,1,0\n\
                West,Chandanga,10-08-2025,Kanyashree,2,1,1,0,1\n";
    assert_eq!(send(&office, "a.csv", rows), [7, 1, 6]);
    assert_eq!(
        ask(&office, "--measure applications_received").only("applications_received"),
        "2"
    );
}

#[test]
fn a_list_of_prisoners_by_name_is_refused() {
    let office = Office::new();
    let file = office.file(
        "names.csv",
        b"Name of home,Prisoner,Father's name,Case no,Section\nBankura,A person,Another,12/2026,379 IPC\n",
    );
    let ran = office.jela(&["ingest", "--json", &file]).ends_with(4);
    assert_eq!(ran.lines()[0]["status"], "unrecognised");
    assert!(!ran.err.contains("A person") && !ran.text().contains("A person"));
}

#[test]
fn a_home_s_evening_must_balance() {
    let office = Office::new();
    let list = "Home code,Correctional home,Kind of home,District,Municipality,Date\nH-1,Test home,District,Bankura,Bankura,01-04-2026\n";
    office
        .jela(&["ingest", &office.file("homes.csv", list.as_bytes())])
        .ends_with(0);
    let header = "Date,Home code,Correctional home,Capacity male,Capacity female,Opening,Admitted,Released on bail,\
                  Released acquitted,Released sentence served,Transferred out,Transferred in,Escaped,Died,Convicts male,\
                  Convicts female,Undertrials male,Undertrials female,Detenues male,Detenues female,Civil male,Civil female,\
                  Foreigners male,Foreigners female,Closing\n";
    let good = "01-04-2026,H-1,Test home,50,10,60,5,2,0,0,1,0,0,0,10,2,45,5,0,0,0,0,0,0,62\n";
    let wrong = "02-04-2026,H-1,Test home,50,10,62,5,2,0,0,0,0,0,0,10,2,45,5,0,0,0,0,0,0,62\n";
    let file = office.file("lock-up.csv", format!("{header}{good}{wrong}").as_bytes());
    let line = office
        .jela(&["ingest", "--json", &file])
        .ends_with(3)
        .lines()
        .remove(0);
    assert_eq!(
        (line["rows_accepted"].as_u64(), line["rows_rejected"].as_u64()),
        (Some(1), Some(1)),
        "{line}"
    );
    let words = "query e-prison --measure inmates,occupancy_percent,undertrial_percent --by home --as-on 2026-04-01 --format csv";
    let table = Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()));
    assert_eq!(table.column("inmates"), ["62"]);
    assert_eq!(table.numbers("occupancy_percent"), [Some(6200.0 / 60.0)]);
    assert_eq!(table.numbers("undertrial_percent"), [Some(5000.0 / 62.0)]);
}

#[test]
fn a_block_without_a_home_has_nothing_to_report() {
    let office = Office::new();
    let list = "Home code,Correctional home,Kind of home,District,Municipality,Date\nH-1,Test home,District,Bankura,Bankura,01-04-2026\n";
    office
        .jela(&["ingest", &office.file("homes.csv", list.as_bytes())])
        .ends_with(0);
    let words = "query e-prison --measure inmates --by block --as-on 2026-04-01 --format csv";
    let table = Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()));
    assert!(
        table
            .column("inmates_state")
            .iter()
            .all(|state| *state == "not_applicable"),
        "{table:?}"
    );
}

/// A made-up district with two blocks and a town of two wards.
const WITH_A_TOWN: &str = "district-9001,Tallyland,state-19,\nblock-90011,East,district-9001,\nblock-90012,West,district-9001,\n\
    gp-900111,Amdanga,block-90011,\ngp-900112,Beldanga,block-90011,\ngp-900121,Chandanga,block-90012,\n\
    municipality-90013,Tallytown,district-9001,\nward-90013-1,Ward 1,municipality-90013,\n\
    ward-90013-2,Ward 2,municipality-90013,\n";

#[test]
fn panchayats_and_wards_are_counted_together_and_covered_each_of_their_own() {
    let office = Office::new().with_places(WITH_A_TOWN);
    let header =
        "Block/Municipality,GP/Ward,Date,Camp type,Camps planned,Camps held,Visitors,Women visitors\n";
    let rows = "East,Amdanga,10-08-2025,Conventional,2,2,100,60\nEast,Amdanga,10-08-2025,Mobile,1,1,20,10\n\
                East,Beldanga,10-08-2025,Conventional,1,0,0,0\nWest,Chandanga,10-08-2025,Conventional,1,1,50,20\n\
                Tallytown,Ward 1,10-08-2025,Conventional,3,3,300,200\nTallytown,,10-08-2025,Conventional,9,9,900,800\n";
    let file = office.file("camps.csv", format!("{header}{rows}").as_bytes());
    let line = office
        .jela(&["ingest", "--json", &file])
        .ends_with(3)
        .lines()
        .remove(0);
    let counts = ["rows_read", "rows_accepted", "rows_rejected"].map(|field| line[field].as_u64().unwrap());
    assert_eq!(
        counts,
        [6, 5, 1],
        "a town's own row would count its wards twice: {line}"
    );
    let whole = ask(
        &office,
        "--measure camps_held,visitors,places_with_camps,gps_with_camps,wards_with_camps,places_with_camps_percent,\
         gps_with_camps_percent,wards_with_camps_percent --as-on 2025-08-10",
    );
    for (measure, value) in [
        ("camps_held", 7.0),
        ("visitors", 470.0),
        ("places_with_camps", 3.0),
        ("gps_with_camps", 2.0),
        ("wards_with_camps", 1.0),
        ("places_with_camps_percent", 300.0 / 5.0),
        ("gps_with_camps_percent", 200.0 / 3.0),
        ("wards_with_camps_percent", 50.0),
    ] {
        assert_eq!(whole.only(measure).parse::<f64>().unwrap(), value, "{measure}");
    }
    // Levels are never added together, and what lies in neither kind of place says so.
    let sum = |by: &str| {
        ask(
            &office,
            &format!("--measure camps_held --by {by} --as-on 2025-08-10"),
        )
        .sum("camps_held")
    };
    assert_eq!(
        (sum("gp"), sum("ward"), sum("block"), sum("municipality")),
        (4.0, 3.0, 4.0, 3.0)
    );
    let town = ask(
        &office,
        "--measure gps_with_camps_percent,wards_with_camps_percent --by municipality --as-on 2025-08-10",
    );
    assert_eq!(town.only("gps_with_camps_percent_state"), "not_applicable");
    assert_eq!(town.only("wards_with_camps_percent"), "50");
    let words =
        "query duare-sarkar --within district-9001 --measure camps_held --as-on 2025-08-10 --format json";
    let json: serde_json::Value =
        serde_json::from_str(office.jela(&words.split_whitespace().collect::<Vec<_>>()).text()).unwrap();
    assert_eq!(json["units"]["reported"], 4, "{json}");
    assert_eq!(json["units"]["expected"], 5, "three panchayats and two wards");
}

#[test]
fn where_the_wards_of_towns_are_not_registered_none_is_waited_for_and_no_share_of_all_is_told() {
    let office = tallyland();
    let header = "Block,GP,Date,Camp type,Camps planned,Camps held,Visitors,Women visitors\n";
    let file = office.file(
        "camps.csv",
        format!("{header}East,Amdanga,10-08-2025,Conventional,2,2,100,60\n").as_bytes(),
    );
    office.jela(&["ingest", &file]).ends_with(0);
    let whole = ask(
        &office,
        "--measure camps_held,gps_with_camps_percent,wards_with_camps_percent,places_with_camps_percent \
         --as-on 2025-08-10",
    );
    assert_eq!(whole.only("camps_held"), "2");
    assert_eq!(
        whole.only("gps_with_camps_percent").parse::<f64>().unwrap(),
        100.0 / 3.0
    );
    assert_eq!(whole.only("places_with_camps_percent_state"), "not_applicable");
    assert_ne!(whole.only("wards_with_camps_percent_state"), "value");
}

#[test]
fn the_sixty_homes_of_a_state_are_a_list_and_no_more() {
    let office = Office::new();
    let mut list = "Home code,Correctional home,Kind of home,District,Date\n".to_owned();
    let mut evening =
        "Date,Home code,Correctional home,Opening,Admitted,Undertrials male,Closing\n".to_owned();
    // Three made-up homes in each of twenty districts.
    let districts = Table::of(office.jela(&[
        "query",
        "e-prison",
        "--measure",
        "inmates",
        "--within",
        "state-19",
        "--by",
        "district",
        "--format",
        "csv",
    ]));
    let districts: Vec<&str> = districts.column("district").into_iter().take(20).collect();
    assert_eq!(districts.len(), 20);
    for home in 0..60 {
        let district = districts[home / 3];
        list += &format!("T-{home},Test home {home},Subsidiary,{district},01-04-2026\n");
        evening += &format!(
            "10-04-2026,T-{home},Test home {home},{home},1,{},{}\n",
            home + 1,
            home + 1
        );
    }
    office
        .jela(&["ingest", &office.file("homes.csv", list.as_bytes())])
        .ends_with(0);
    office
        .jela(&["ingest", &office.file("evening.csv", evening.as_bytes())])
        .ends_with(0);
    let ask = |by: &str| {
        let words = format!(
            "query e-prison --measure inmates,undertrial_percent --within state-19 --by {by} --as-on 2026-04-10 --format csv"
        );
        Table::of(office.jela(&words.split_whitespace().collect::<Vec<_>>()))
    };
    let all: f64 = (1..=60).map(f64::from).sum();
    assert_eq!((ask("home").rows.len(), ask("home").sum("inmates")), (60, all));
    assert_eq!(ask("district").sum("inmates"), all);
    assert_eq!(ask("state").only("inmates").parse::<f64>().unwrap(), all);
}
