//! A made-up district whose small counts are known to the test, and a twin of it: another district that must look the same
//! to everybody who is not in office.

use crate::command::Office;
use crate::sign_in::PASSWORD;

/// The gram panchayats: code, name, and the code of the block.
pub const GPS: [(&str, &str, &str); 6] = [
    ("gp-980111", "Amdanga", "block-98011"),
    ("gp-980112", "Belboni", "block-98011"),
    ("gp-980113", "Chandra", "block-98011"),
    ("gp-980121", "Dubraj", "block-98012"),
    ("gp-980122", "Enadpur", "block-98012"),
    ("gp-980123", "Fulberia", "block-98012"),
];
pub const BLOCKS: [(&str, &str); 2] = [("block-98011", "Uttarpara"), ("block-98012", "Dakshinpara")];
pub const DISTRICT: &str = "district-9801";

/// The months reported, by their last day.
pub const MONTHS: [&str; 3] = ["2026-04-30", "2026-05-31", "2026-06-30"];

/// What a gram panchayat reported for a month: women, men, enrolled, severely ill, fever, wounds.
pub type Report = [i64; 6];

/// What was reported: for each month what each gram panchayat did.
pub type Reports = [[Report; 6]; 3];

/// Small counts stand at the first places of both blocks; the numbers are so large and so unlike one another elsewhere that
/// none is met by chance.
pub const REPORTS: Reports = [
    [
        [3, 911, 5_121, 3, 2, 711],
        [37, 1_013, 6_229, 43, 617, 823],
        [1_187, 1_459, 7_331, 797, 907, 1_511],
        [1_289, 1_571, 8_443, 2, 1_609, 1_721],
        [1_373, 1_693, 9_551, 59, 1_823, 1_931],
        [1_481, 1_789, 4_663, 839, 2_027, 2_137],
    ],
    [
        [53, 919, 5_147, 4, 3, 719],
        [41, 1_021, 6_247, 47, 619, 827],
        [1_193, 1_471, 7_351, 809, 911, 1_523],
        [1_291, 1_579, 8_461, 1, 1_613, 1_723],
        [1_381, 1_697, 9_587, 61, 1_831, 1_933],
        [1_483, 1_801, 4_679, 853, 2_029, 2_141],
    ],
    [
        [61, 929, 5_167, 2, 4, 727],
        [67, 1_031, 6_263, 53, 631, 829],
        [1_201, 1_481, 7_369, 811, 919, 1_531],
        [1_297, 1_583, 8_467, 3, 1_619, 1_733],
        [1_399, 1_699, 9_601, 67, 1_847, 1_949],
        [1_487, 1_811, 4_691, 857, 2_039, 2_143],
    ],
];

/// A district with those reports: its data directory, with an analyst and an officer of the first block.
pub fn office(reports: &Reports) -> Office {
    let office = Office::new().with_places(&places());
    office.file("data/jela.toml", format!("home = \"{DISTRICT}\"\n").as_bytes());
    let programme = include_str!("camps.toml");
    office.file("data/programmes/camps/programme.toml", programme.as_bytes());
    office.file("data/boundaries/squares.geojson", squares().as_bytes());
    let password = office.file("password.txt", PASSWORD.as_bytes());
    let add = [
        "user",
        "add",
        "analyst",
        "--role",
        "analyst",
        "--password-file",
        &password,
    ];
    office.jela(&add).ends_with(0);
    let sheets = [
        office.file("visits.csv", visits(reports).as_bytes()),
        office.file("illnesses.csv", illnesses(reports).as_bytes()),
    ];
    let words: Vec<&str> = std::iter::once("ingest")
        .chain(sheets.iter().map(String::as_str))
        .collect();
    office.jela(&words).ends_with(0);
    office
}

fn places() -> String {
    let blocks = BLOCKS.map(|(code, name)| format!("{code},{name},{DISTRICT},\n"));
    let gps = GPS.map(|(code, name, block)| format!("{code},{name},{block},\n"));
    format!(
        "{DISTRICT},Simulpur,state-19,\n{}{}",
        blocks.concat(),
        gps.concat()
    )
}

/// Each place a square of its own.
fn squares() -> String {
    let square = |code: &str, at: usize| {
        let (x, y) = (87.0 + 0.1 * (at % 3) as f64, 23.0 + 0.1 * (at / 3) as f64);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
             [[[{x},{y}],[{},{y}],[{},{}],[{x},{}],[{x},{y}]]]}}}}",
            x + 0.1,
            x + 0.1,
            y + 0.1,
            y + 0.1
        )
    };
    let gps = GPS.iter().enumerate().map(|(at, (code, ..))| square(code, at));
    let blocks = BLOCKS
        .iter()
        .enumerate()
        .map(|(at, (code, _))| square(code, 3 * at));
    let all: Vec<String> = gps.chain(blocks).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        all.join(",")
    )
}

fn block_name(code: &str) -> &'static str {
    BLOCKS.iter().find(|(block, _)| *block == code).unwrap().1
}

fn visits(reports: &Reports) -> String {
    let mut sheet = "Block,Panchayat,As on date,Women seen,Men seen,Enrolled,Severely ill\n".to_owned();
    for (month, of_month) in MONTHS.iter().zip(reports) {
        for ((_, name, block), [women, men, enrolled, severe, ..]) in GPS.iter().zip(of_month) {
            let block = block_name(block);
            sheet += &format!("{block},{name},{month},{women},{men},{enrolled},{severe}\n");
        }
    }
    sheet
}

fn illnesses(reports: &Reports) -> String {
    let mut sheet = "Block,Panchayat,As on date,Illness,Seen\n".to_owned();
    for (month, of_month) in MONTHS.iter().zip(reports) {
        for ((_, name, block), [.., fever, wounds]) in GPS.iter().zip(of_month) {
            let block = block_name(block);
            sheet +=
                &format!("{block},{name},{month},Fever,{fever}\n{block},{name},{month},Wounds,{wounds}\n");
        }
    }
    sheet
}
