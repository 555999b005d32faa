//! Returns that are sent through the page: from the workbook of a block to the figure that everybody sees.

use std::fs;

use scraper::{Html, Selector};
use serde_json::Value;

use crate::client::{Reply, get};
use crate::command::{Office, real, word};
use crate::mending::{corrected, daily};
use crate::sending::{Visitor, account};
use crate::server::Server;
use crate::table::Table;

/// The block Bankura-I, and Onda.
const OWN: &str = "block-2774";

/// A server, an officer of the district, and the data entry operator of Bankura-I.
fn office() -> (Office, Server, Visitor, Visitor) {
    let office = Office::new();
    account(&office, "dm --role admin");
    account(&office, &format!("operator-1 --role data-entry --place {OWN}"));
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let operator = Visitor::signed_in(&server.address, "operator-1");
    (office, server, dm, operator)
}

/// The daily returns of all blocks, by the names of their files.
fn daily_returns(office: &Office) -> Vec<(String, Vec<u8>)> {
    let folder = office.path("sample");
    let words = [
        "sample",
        "--out",
        &word(&folder),
        "--scale",
        "0.1",
        "--until",
        "2025-12-20",
    ];
    office.jela(&words).ends_with(0);
    let files = fs::read_dir(folder.join("mgnrega/daily-return")).unwrap();
    let mut files: Vec<_> = files
        .map(|file| file.unwrap())
        .map(|file| {
            (
                file.file_name().into_string().unwrap(),
                fs::read(file.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

fn named(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect()
}

fn sheets(told: &Value) -> &Vec<Value> {
    told["sheets"].as_array().unwrap()
}

fn rows(told: &Value, what: &str) -> u64 {
    sheets(told)
        .iter()
        .map(|sheet| sheet[what].as_u64().unwrap())
        .sum()
}

#[test]
fn the_workbooks_of_all_blocks_give_the_figures_that_the_command_line_gives() {
    let (office, server, dm, _) = office();
    let files = daily_returns(&office);
    assert_eq!(files.len(), 22);
    let page = "/mgnrega/district-305/overview.csv?as_on=2025-12-20";
    let before = get(&server.address, page).is(200);
    let upload = dm.send(&named(&files));
    let read = dm.rest(&upload);
    assert_eq!(
        (&read["state"], sheets(&read).len()),
        (&"review".into(), 22),
        "{read}"
    );
    assert_eq!(
        rows(&read, "rows_accepted") + rows(&read, "rows_rejected"),
        rows(&read, "rows_read")
    );
    let changes = |told: &Value, what: &str| -> u64 {
        sheets(told)
            .iter()
            .map(|sheet| sheet["changes"][what].as_u64().unwrap())
            .sum()
    };
    assert_eq!(changes(&read, "new"), rows(&read, "rows_accepted"));
    assert!(
        get(&server.address, page).body == before.body,
        "nothing counts before it is confirmed"
    );
    dm.decide(&upload, "confirm");
    let taken = dm.rest(&upload);
    assert_eq!(taken["state"], "taken", "{taken}");
    assert!(
        sheets(&taken).iter().all(|sheet| sheet["status"] == "taken"),
        "{taken}"
    );
    let shown = get(&server.address, page).is(200);
    assert!(shown.body != before.body);

    let control = Office::new();
    let folder = office.path("sample/mgnrega/daily-return");
    control.jela(&["ingest", &word(&folder)]).ends_with(0);
    let known = Server::start(&control.data());
    assert!(
        get(&known.address, page).body == shown.body,
        "another figure than by the command line"
    );
}

#[test]
fn a_corrected_sheet_tells_what_it_would_change_and_changes_only_that() {
    let (office, server, dm, _) = office();
    let text = fs::read(real("11-")).unwrap();
    dm.take_in(&[("return.csv", &text)]);
    let corrected = String::from_utf8(text.clone())
        .unwrap()
        .replace("896070.0", "896075.0");
    let upload = dm.send(&[("corrected.csv", corrected.as_bytes())]);
    let read = dm.rest(&upload);
    let changes = &sheets(&read)[0]["changes"];
    let count = |what: &str| changes[what].as_u64().unwrap();
    assert_eq!((count("new"), count("changed")), (0, 1), "{changes}");
    assert_eq!(count("unchanged") + 1, rows(&read, "rows_accepted"));
    let change = &changes["sample"][0];
    assert_eq!(
        [
            &change["place"],
            &change["column"],
            &change["before"],
            &change["after"]
        ],
        ["block-2786", "persondays", "896070", "896075"]
    );
    let figure = || {
        let words = "--measure persondays --as-on 2019-03-31 --format csv";
        let words = ["query", "mgnrega"].into_iter().chain(words.split_whitespace());
        Table::of(office.jela(&words.collect::<Vec<_>>()))
            .only("persondays")
            .to_owned()
    };
    assert_eq!(figure(), "15605343");
    dm.decide(&upload, "confirm");
    let taken = dm.rest(&upload);
    assert_eq!(figure(), "15605348");
    assert_eq!(sheets(&taken)[0]["changes"], *changes);
    let batch = sheets(&taken)[0]["batch"].as_str().unwrap();
    let page = dm.get(&format!("/batches/{batch}")).is(200);
    assert!(page.text().contains("8,96,075") && page.text().contains("corrected.csv"));
    assert!(
        page.text().contains(upload.rsplit('/').next().unwrap()),
        "who sent it"
    );

    // The same again, and taken back.
    let again = dm.rest(&dm.send(&[("again.csv", corrected.as_bytes())]));
    assert_eq!(sheets(&again)[0]["status"], "unchanged", "{again}");
    office.jela(&["undo", batch]).ends_with(0);
    assert_eq!(figure(), "15605343");
    drop(server);
}

#[test]
fn what_was_confirmed_is_taken_in_without_reading_the_files_again() {
    let (office, _server, dm, _) = office();
    let upload = dm.send(&[("return.csv", &fs::read(real("11-")).unwrap())]);
    let read = dm.rest(&upload);
    assert_eq!(read["state"], "review", "{read}");
    for original in fs::read_dir(office.data().join("originals")).unwrap() {
        fs::write(original.unwrap().path(), b"unreadable").unwrap();
    }
    dm.decide(&upload, "confirm");
    let taken = dm.rest(&upload);
    assert_eq!(
        (&taken["state"], &sheets(&taken)[0]["status"]),
        (&"taken".into(), &"taken".into()),
        "{taken}"
    );
    assert_eq!(sheets(&taken)[0]["changes"], sheets(&read)[0]["changes"]);
    let left = fs::read_dir(office.data().join("prepared")).unwrap().count();
    assert_eq!(left, 0, "what was prepared is gone");
}

#[test]
fn what_would_change_something_else_by_now_is_told_anew_before_it_counts() {
    let (office, _server, dm, _) = office();
    let text = String::from_utf8(fs::read(real("11-")).unwrap()).unwrap();
    let with = |value: &str| text.replace("896070.0", value).into_bytes();
    let upload = dm.send(&[("first.csv", &with("896071.0"))]);
    assert_eq!(dm.rest(&upload)["state"], "review");
    dm.take_in(&[("between.csv", &with("896072.0"))]);
    dm.decide(&upload, "confirm");
    let anew = dm.rest(&upload);
    assert_eq!(anew["state"], "review", "{anew}");
    let changes = &sheets(&anew)[0]["changes"];
    assert_eq!(
        (&changes["new"], &changes["changed"]),
        (&0.into(), &1.into()),
        "{changes}"
    );
    let change = &changes["sample"][0];
    assert_eq!(
        (&change["before"], &change["after"]),
        (&"896072".into(), &"896071".into())
    );
    assert!(
        anew["message"]
            .as_str()
            .unwrap()
            .contains("after these files were read")
    );
    let page = dm.get(&format!("{upload}?language=bn")).is(200);
    assert!(page.text().contains("নতুন করে গ্রহণ করুন") && page.text().contains("8,96,072"));
    let figure = || {
        let words = "query mgnrega --measure persondays --as-on 2019-03-31 --format csv";
        let words: Vec<&str> = words.split_whitespace().collect();
        Table::of(office.jela(&words)).only("persondays").to_owned()
    };
    assert_eq!(figure(), "15605345", "what came in between still counts");
    dm.decide(&upload, "confirm");
    assert_eq!(dm.rest(&upload)["state"], "taken");
    assert_eq!(figure(), "15605344");
}

#[test]
fn files_of_one_upload_that_contradict_each_other_are_told_in_the_reader_s_language() {
    let (_office, _server, dm, _) = office();
    let text = String::from_utf8(fs::read(real("11-")).unwrap()).unwrap();
    let second = text.replace("896070.0", "896079.0").into_bytes();
    let upload = dm.send(&[("one.csv", text.as_bytes()), ("two.csv", &second)]);
    let read = dm.rest(&upload);
    let counts = |at: usize| sheets(&read)[at]["contradictions"][0]["counts"].as_bool();
    assert_eq!((counts(0), counts(1)), (Some(false), Some(true)), "{read}");
    let page = dm.get(&upload).is(200);
    assert!(
        page.text().contains("One row is also in two.csv")
            && page.text().contains("what stands there counts")
    );
    let page = dm.get(&format!("{upload}?language=hi")).is(200);
    assert!(page.text().contains("परस्पर विरोधी फ़ाइलें") && page.text().contains("8,96,079"));
}

#[test]
fn rows_of_other_places_are_left_out_with_a_finding_and_never_taken() {
    let (_office, server, dm, operator) = office();
    let text = fs::read(real("11-")).unwrap();
    let upload = operator.send(&[("district.csv", &text)]);
    let read = operator.rest(&upload);
    let sheet = &sheets(&read)[0];
    assert_eq!(sheet["rows_accepted"], 1, "{read}");
    assert_eq!(
        sheet["rows_rejected"].as_u64().unwrap() + 1,
        sheet["rows_read"].as_u64().unwrap()
    );
    let finding = &sheet["findings"][0];
    assert_eq!(finding["effect"], "row_left_out");
    assert!(
        finding["problem"].as_str().unwrap().contains("outside"),
        "{finding}"
    );
    operator.decide(&upload, "confirm");
    assert_eq!(operator.rest(&upload)["state"], "taken");
    let figures = |place: &str| {
        let page = format!(
            "/api/v1/query?programme=mgnrega&measure=persondays&within={place}&as_on=2019-03-31&format=csv"
        );
        Table::read(&get(&server.address, &page).is(200).body)
            .only("persondays_state")
            .to_owned()
    };
    assert_eq!(figures(OWN), "value");
    assert_eq!(figures("block-2786"), "not_reported");
    let batch = sheets(&operator.told(&upload))[0]["batch"]
        .as_str()
        .unwrap()
        .to_owned();
    operator.get(&format!("/batches/{batch}")).is(200);

    // The whole sheet from the district then counts whole.
    let whole = dm.take_in(&[("district.csv", &text)]);
    assert_eq!(sheets(&whole)[0]["batch"], batch.as_str());
    assert_eq!(figures("block-2786"), "value");
    let own = operator.get(&format!("/batches/{batch}")).is(200);
    let all = dm.get(&format!("/batches/{batch}")).is(200);
    let deliveries = |page: &Reply| page.text().matches("district.csv</td>").count();
    assert_eq!(
        (deliveries(&own), deliveries(&all)),
        (1, 2),
        "nobody sees the delivery of others"
    );
}

#[test]
fn an_account_that_ended_meanwhile_takes_nothing_in() {
    let (office, _server, dm, operator) = office();
    let upload = operator.send(&[("a.csv", &fs::read(real("11-")).unwrap())]);
    assert_eq!(operator.rest(&upload)["state"], "review");
    operator.decide(&upload, "confirm");
    // Whichever comes first, a row of nobody is never left half taken.
    office.jela(&["user", "disable", "operator-1"]).ends_with(0);
    let end = dm.rest(&upload);
    assert!(
        ["taken", "failed"].contains(&end["state"].as_str().unwrap()),
        "{end}"
    );
    let later = dm.send(&[("b.csv", b"x")]);
    office.jela(&["user", "disable", "dm"]).ends_with(0);
    drop(later);
}

#[test]
fn what_is_no_workbook_is_told_and_the_server_stays_up() {
    let (office, server, dm, _) = office();
    let bomb = bomb();
    assert!(bomb.len() < 10 << 20);
    let files: [(&str, &[u8]); 5] = [
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("empty.xlsx", b""),
        ("paper.pdf", b"%PDF-1.7\n"),
        ("bomb.xlsx", &bomb),
        ("entities.xls", b"<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"String\">&a;</Data></Cell></Row></Table></Worksheet></Workbook>"),
    ];
    let upload = dm.send(&files);
    let read = dm.rest(&upload);
    assert_eq!(read["state"], "review", "{read}");
    assert!(!read.to_string().contains("root:"), "{read}");
    for sheet in sheets(&read) {
        let status = sheet["status"].as_str().unwrap();
        assert!(["unreadable", "unrecognised"].contains(&status), "{sheet}");
        assert!(sheet["message"].as_str().unwrap().len() > 30, "{sheet}");
    }
    assert!(read.to_string().contains("bomb.xlsx"));
    let page = dm.get(&upload).is(200);
    let page = Html::parse_document(page.text());
    let confirm = Selector::parse("form[action$=confirm]").unwrap();
    assert!(
        page.select(&confirm).next().is_none(),
        "there is nothing to take in"
    );
    get(&server.address, "/healthz").is(200);
    dm.decide(&upload, "discard");
    assert_eq!(dm.told(&upload)["state"], "discarded");
    let left = fs::read_dir(office.data().join("prepared")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing is left prepared");
}

#[test]
fn more_than_may_be_sent_is_refused_while_it_comes_in() {
    let office = Office::new();
    account(&office, "dm --role admin");
    office.file("data/jela.toml", b"upload_bytes = 1000000\nupload_files = 2\n");
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let large = vec![7; 2_000_000];
    let reply = dm.try_to_send(&[("large.xlsx", &large)]).is(413);
    assert!(
        reply.text().contains("at most 2 files and 1 MB"),
        "{}",
        reply.text()
    );
    dm.try_to_send(&[("a", b"1"), ("b", b"2"), ("c", b"3")]).is(413);
    let originals = fs::read_dir(office.data().join("originals")).map_or(0, |files| files.count());
    assert_eq!(originals, 0);
    get(&server.address, "/healthz").is(200);
}

#[test]
fn a_list_of_centres_is_shown_without_a_restart() {
    let (_office, server, dm, _) = office();
    let centres = "AWC code,AWC name,Gram Panchayat,Block,Project,Sector\n";
    let nobody = "/pushti/centre-19339131001";
    assert_ne!(dm.get(nobody).status, 200);
    let sample = Office::new();
    let folder = sample.path("sample");
    sample
        .jela(&["sample", "--out", &word(&folder), "--scale", "0.1"])
        .ends_with(0);
    let list = fs::read_dir(folder.join("pushti/centres"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let taken = dm.take_in(&[("centres.xlsx", &fs::read(list.path()).unwrap())]);
    assert!(rows(&taken, "rows_accepted") > 0, "{taken} {centres}");
    let units = fs::read_dir(_office.data().join("units"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let units = fs::read_to_string(units.path()).unwrap();
    let code = units
        .lines()
        .nth(1)
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    dm.get(&format!("/pushti/{code}")).is(200);
    get(&server.address, "/healthz").is(200);
}

/// A workbook of which one part swells to more than a gigabyte: repeats of one byte, each of 258, in 13 bits.
fn bomb() -> Vec<u8> {
    const PART: &str = "xl/sharedStrings.xml";
    let repeats = (1_200_u64 << 20) / 258;
    let mut bits = Bits::default();
    bits.put(0b011, 3); // the last block, with the fixed code
    bits.put_code(0x30 + u32::from(b' '), 8);
    for _ in 0..repeats {
        bits.put_code(0b1100_0101, 8); // a length of 258
        bits.put_code(0, 5); // one byte back
    }
    bits.put_code(0, 7);
    let packed = bits.end();
    let swollen = u32::try_from(repeats * 258 + 1).unwrap();
    let sizes = [packed.len() as u32, swollen];
    let about = |signature: u32, version: &[u8]| {
        let mut head = signature.to_le_bytes().to_vec();
        head.extend_from_slice(version);
        head.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        sizes.iter().for_each(|size| head.extend(size.to_le_bytes()));
        head.extend((PART.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        head
    };
    let mut file = about(0x0403_4b50, &[]);
    file.extend(PART.bytes());
    file.extend(&packed);
    let directory = file.len() as u32;
    file.extend(about(0x0201_4b50, &[20, 0]));
    file.extend([0; 14]);
    file.extend(PART.bytes());
    let length = file.len() as u32 - directory;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(length.to_le_bytes());
    file.extend(directory.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// Bits as deflate packs them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    fn put(&mut self, bits: u32, count: u32) {
        self.held |= u64::from(bits) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Codes go in with their first bit first.
    fn put_code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    fn end(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.bytes
    }
}

#[test]
fn what_is_to_be_mended_comes_back_as_a_workbook_and_goes_in_again_once_it_is_mended() {
    let (office, server, _, operator) = office();
    account(&office, "operator-2 --role data-entry --place block-2788");
    let sent = daily(
        "Anchuri,22/11/2026,120,30,900\nJagadala-I,22/11/2026,110,20,700\nKenjakura,22/11/2026,90,10,-300\n",
    );
    let upload = operator.send(&[("return.csv", sent.as_bytes())]);
    let read = operator.rest(&upload);
    assert_eq!(rows(&read, "rows_rejected"), 2, "{read}");
    let address = format!("{upload}/mend/0");
    let page = operator.get(&upload).is(200);
    let document = Html::parse_document(page.text());
    let links = Selector::parse("a[href]").unwrap();
    let mut links = document.select(&links).filter_map(|link| link.attr("href"));
    assert!(links.any(|href| href == address), "{}", page.text());
    let back = operator.get(&address).is(200);
    assert!(back.header("content-disposition").contains("to-mend-"));
    assert!(operator.get(&format!("{address}?language=bn")).is(200).body != back.body);

    let other = Visitor::signed_in(&server.address, "operator-2");
    other.get(&address).is(403);
    get(&server.address, &address).is(303);
    for nothing in ["mend/7", "mend/-1", "mend/0x", "mend/99999999999999999999"] {
        operator.get(&format!("{upload}/{nothing}")).is(404);
    }

    let mended = corrected(&back.body, &[("A4", "Jagadalla-I"), ("E5", "300")]);
    let taken = operator.take_in(&[("mended.xlsx", &mended)]);
    assert_eq!(
        (rows(&taken, "rows_accepted"), rows(&taken, "rows_rejected")),
        (3, 0),
        "{taken}"
    );
    operator.decide(&upload, "discard");
    operator.get(&address).is(404);
}
