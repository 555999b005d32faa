//! The sample as it lies in its folder: the same every time, readable, and in agreement with itself.
#![allow(clippy::unwrap_used, reason = "what fails in a test should stop it")]

mod case_lists;
mod grievance;
mod nutrition;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use jiff::civil::date;
use sample_data::{MARK, Purpose, SampleError, SampleOptions, Scale, WrittenFile};

/// The usual sample, written once for all tests, where cargo cleans up.
static SAMPLE: LazyLock<(PathBuf, Vec<WrittenFile>)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("usual-sample");
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    let files = sample_data::write(&folder, &SampleOptions::default()).unwrap();
    (folder, files)
});

fn small(seed: u64) -> SampleOptions {
    SampleOptions {
        seed,
        scale: Scale::Factor(0.1),
        until: date(2026, 1, 10),
    }
}

/// The bytes of every file by its path below the folder.
fn bytes(options: &SampleOptions) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let files = sample_data::write(folder.path(), options).unwrap();
    let name = |file: &WrittenFile| {
        file.path
            .strip_prefix(folder.path())
            .unwrap()
            .display()
            .to_string()
    };
    files
        .iter()
        .map(|file| (name(file), fs::read(&file.path).unwrap()))
        .collect()
}

fn path(name: &str) -> PathBuf {
    SAMPLE.0.join(name)
}

fn workbook(path: &Path) -> Vec<Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheets = book.worksheets();
    sheets
        .into_iter()
        .map(|(_, range)| range.rows().map(<[Data]>::to_vec).collect())
        .collect()
}

/// The texts of the cells of an Excel View, row by row.
fn page(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let cells = |row: &str| -> Vec<String> {
        let cells = row
            .split("</td>")
            .filter_map(|cell| cell.rsplit_once("<td").map(|(_, cell)| cell));
        cells
            .map(|cell| {
                cell.split_once('>')
                    .unwrap()
                    .1
                    .replace("<b>", "")
                    .replace("</b>", "")
            })
            .collect()
    };
    text.split("<tr").skip(1).map(cells).collect()
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        Data::Int(number) => *number as f64,
        cell => panic!("{cell:?} is no number"),
    }
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let (one, other) = (bytes(&small(1)), bytes(&small(1)));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn another_seed_gives_other_numbers() {
    let (one, other) = (bytes(&small(1)), bytes(&small(2)));
    let name = "mgnrega/r7-1-1/bankura-2025-12-31.xls";
    assert_ne!(one[name], other[name]);
}

#[test]
fn the_usual_sample_is_of_a_handy_size() {
    let (_, files) = &*SAMPLE;
    let size: u64 = files
        .iter()
        .map(|file| fs::metadata(&file.path).unwrap().len())
        .sum();
    let rows: usize = files
        .iter()
        .filter(|file| file.purpose == Purpose::Return)
        .map(|file| file.rows)
        .sum();
    assert!(files.len() < 940, "{}", files.len());
    assert!(size < 100_000_000, "{size}");
    assert!((330_000..380_000).contains(&rows), "{rows}");
}

#[test]
fn every_good_file_opens_and_says_that_it_is_made_up() {
    for file in SAMPLE.1.iter().filter(|file| file.purpose == Purpose::Return) {
        let name = file.path.display();
        match file.path.extension().and_then(|extension| extension.to_str()) {
            Some("xlsx") => {
                for sheet in workbook(&file.path) {
                    assert_eq!(sheet[0][0], Data::String(MARK.to_owned()), "{name}");
                }
            }
            Some("xls") => {
                let text = fs::read_to_string(&file.path).unwrap();
                let is_page = text.contains("\r\n") && page(&file.path).len() > 3;
                let is_xml = text.starts_with("<?xml") && text.matches("<Row>").count() > 3;
                assert!(text.contains(MARK) && (is_page || is_xml), "{name}");
            }
            Some("csv") => assert!(
                fs::read_to_string(&file.path).unwrap().starts_with(MARK),
                "{name}"
            ),
            other => panic!("{name}: {other:?} is no kind of return"),
        }
    }
}

#[test]
fn the_district_row_is_the_sum_of_its_gps() {
    let glance = &workbook(&path("mgnrega/at-a-glance/bankura-2025-26.xlsx"))[0];
    let compiled = workbook(&path("mgnrega/r5-1-1/bankura-2025-26.xlsx"));
    let (header, march) = (&glance[3], &glance[15]);
    let at = |title: &str| {
        header
            .iter()
            .position(|cell| *cell == Data::String(title.to_owned()))
            .unwrap()
    };
    let sheet = &compiled[11];
    let gps = sheet[7..].iter().filter(|row| matches!(row[0], Data::Float(_)));
    let sum = |column: usize| gps.clone().map(|row| number(&row[column])).sum::<f64>();
    assert_eq!(gps.clone().count(), 190);
    assert_eq!(number(&march[at("Total No. of JobCards issued")]), sum(6));
    assert_eq!(number(&march[at("Total Households Worked")]), sum(11));
    assert_eq!(
        number(&march[at("Persondays of Central Liability so far")]),
        sum(13)
    );
    assert_eq!(number(&sheet.last().unwrap()[13]), sum(13), "the grand total");
}

#[test]
fn a_block_page_and_the_daily_return_of_the_same_day_agree() {
    let page = page(&path("mgnrega/r5-1-1/2026-10-31/onda.xls"));
    let daily = &workbook(&path("mgnrega/daily-return/onda.xlsx"))[0];
    let day = calamine::ExcelDateTime::new(46326.0, calamine::ExcelDateTimeType::DateTime, false);
    let rows: Vec<_> = daily.iter().filter(|row| row[1] == Data::DateTime(day)).collect();
    assert_eq!(rows.len(), 15);
    for (printed, kept) in page[3..].iter().zip(&rows) {
        assert_eq!(printed[1], kept[2].to_string().to_uppercase());
        for (of_page, of_return) in [(5, 4), (6, 5), (8, 7), (10, 9), (12, 11)] {
            assert_eq!(
                printed[of_page].parse::<f64>().unwrap(),
                number(&kept[of_return]),
                "{printed:?}"
            );
        }
    }
    let total: f64 = rows.iter().map(|row| number(&row[11])).sum();
    assert_eq!(page.last().unwrap()[1], "Total");
    assert_eq!(page.last().unwrap()[12].parse::<f64>().unwrap(), total);
}

#[test]
fn the_title_follows_the_law_of_the_day() {
    let text = |name: &str| fs::read_to_string(path(name)).unwrap();
    assert!(text("mgnrega/r7-1-1/bankura-2026-06-30.xls").contains("MGNREGA"));
    let later = text("mgnrega/r7-1-1/bankura-2026-07-31.xls");
    assert!(later.contains("VB-G RAM G") && !later.contains("MGNREGA"));
    assert!(later.contains("For Financial Year 2026-2027 As on 31-07-2026"));
}

#[test]
fn money_adds_up_as_the_report_says_below_its_header() {
    for (name, rows) in [("2025-03-31", 23), ("2026-10-31", 23)] {
        let page = page(&path(&format!("mgnrega/r7-1-1/bankura-{name}.xls")));
        assert_eq!(page[2][7], "8=4+5+6+7");
        assert_eq!(page.len() - 3, rows);
        for row in &page[3..] {
            let paise = |column: usize| (row[column - 1].parse::<f64>().unwrap() * 100.0).round() as i64;
            assert_eq!(paise(8), paise(4) + paise(5) + paise(6) + paise(7), "{row:?}");
            assert_eq!(paise(9), paise(3) - paise(8), "{row:?}");
            assert_eq!(paise(13), paise(10) + paise(11) + paise(12), "{row:?}");
            assert_eq!(paise(14), paise(8) + paise(13), "{row:?}");
            assert_eq!(paise(15), paise(3) - paise(14), "{row:?}");
        }
    }
}

#[test]
fn payments_never_fall_from_month_to_month() {
    let mut before: BTreeMap<String, i64> = BTreeMap::new();
    for month in ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"] {
        let text = fs::read_to_string(path(&format!("mgnrega/r14-5/bankura-{month}.csv"))).unwrap();
        for line in text.lines().skip(7) {
            let cells: Vec<&str> = line.split(',').collect();
            let all: i64 = cells[16].parse().unwrap();
            let bands: i64 = (2..14)
                .step_by(2)
                .map(|at| cells[at].parse::<i64>().unwrap())
                .sum();
            assert_eq!(bands, all, "{line}");
            assert!(
                before.insert(cells[1].to_owned(), all).unwrap_or(0) <= all,
                "{line}"
            );
        }
    }
    assert_eq!(before.len(), 23);
}

#[test]
fn some_have_not_reported_on_the_last_day() {
    let last: usize = SAMPLE
        .1
        .iter()
        .filter(|file| file.path.to_string_lossy().contains("r5-1-1/2026-11-22/"))
        .map(|file| file.rows)
        .sum();
    let blocks = fs::read_dir(path("mgnrega/r5-1-1/2026-11-22")).unwrap().count();
    assert_eq!(blocks, 21);
    assert!((165..186).contains(&last), "{last}");
}

#[test]
fn the_people_of_the_gps_can_be_added_to_the_registry() {
    let places = catalog::Places::load(Some(&SAMPLE.0)).unwrap();
    let gp = places.get(&"gp-108289".parse().unwrap()).unwrap();
    assert_eq!(gp.name.en, "Anchuri");
    let bankura = "district-305".parse().unwrap();
    let people = places
        .inside(&bankura, catalog::PlaceLevel::Gp, None)
        .into_iter()
        .map(|gp| gp.population.unwrap().persons);
    assert_eq!(people.sum::<u64>(), 3_296_901);
}

#[test]
fn each_faulty_file_is_explained_beside_it() {
    let note = fs::read_to_string(path("faults/README.txt")).unwrap();
    let faulty: Vec<_> = SAMPLE
        .1
        .iter()
        .filter(|file| file.purpose == Purpose::Faulty)
        .collect();
    assert_eq!(faulty.len(), 34);
    for file in faulty {
        let name = file.path.file_name().unwrap().to_string_lossy();
        assert!(note.contains(&format!("\n{name}\n")), "{name} is not in the note");
    }
}

#[test]
fn damaged_files_are_really_damaged() {
    assert!(open_workbook::<Xlsx<_>, _>(path("faults/truncated.xlsx")).is_err());
    assert_eq!(fs::read(path("faults/empty.xlsx")).unwrap(), b"");
    assert!(fs::read(path("faults/pdf.xls")).unwrap().starts_with(b"%PDF"));
    assert!(String::from_utf8(fs::read(path("faults/windows-1252.csv")).unwrap()).is_err());
    let broken = &workbook(&path("faults/broken-formula.xlsx"))[0];
    assert!(broken.iter().flatten().any(|cell| matches!(cell, Data::Error(_))));
}

#[test]
fn no_date_is_found_where_none_should_be() {
    let text = fs::read_to_string(path("faults/no-date.xls")).unwrap();
    assert!(!text.contains("As on") && !text.contains("Financial Year"));
}

#[test]
fn a_sample_that_ends_on_its_first_day_can_be_written() {
    let options = SampleOptions {
        until: date(2024, 4, 1),
        ..SampleOptions::default()
    };
    assert!(bytes(&options).contains_key("mgnrega/daily-return/onda.xlsx"));
}

#[test]
fn a_day_before_the_sample_begins_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        until: date(2024, 3, 31),
        ..SampleOptions::default()
    };
    let refusal = sample_data::write(folder.path(), &options).unwrap_err();
    assert!(matches!(refusal, SampleError::Until { .. }), "{refusal}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_scale_that_is_no_number_is_refused() {
    for factor in [0.0, -2.0, f64::NAN] {
        let options = SampleOptions {
            scale: Scale::Factor(factor),
            ..SampleOptions::default()
        };
        let refusal = sample_data::write(Path::new("never-written"), &options).unwrap_err();
        assert!(matches!(refusal, SampleError::Factor { .. }), "{refusal}");
    }
    assert!(!Path::new("never-written").exists());
}

#[test]
fn a_folder_that_is_a_file_is_named_in_the_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "here").unwrap();
    let refusal = sample_data::write(&file, &small(1)).unwrap_err();
    assert!(matches!(refusal, SampleError::Write { .. }));
    assert!(refusal.to_string().contains("taken"), "{refusal}");
}

#[test]
fn the_large_return_has_the_rows_and_columns_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("big.xlsx");
    fs::write(&file, sample_data::big_return(1000).unwrap()).unwrap();
    let sheet = &workbook(&file)[0];
    assert_eq!((sheet.len(), sheet[0].len()), (1002, 13));
    let keys: std::collections::BTreeSet<String> =
        sheet[2..].iter().map(|row| format!("{:?}", &row[..3])).collect();
    assert_eq!(keys.len(), 1000, "no GP and day twice");
}
